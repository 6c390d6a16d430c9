"""In which order the states and steps of a version are told: from the beginning on, the nearer ones first."""

from tulga.kernel.periods import Period
from tulga.procedures.definitions.core.model import Clock, State, StateKind, Step, Version
from tulga.procedures.definitions.core.versions import began


def distances(version: Version) -> dict[str, int]:
    """Return of each state how many steps it is from the beginning at least; unreachable ones come last.

    A step that leads from a decision too (a complaint against it, or against silence) counts from the decision.
    """
    decided = {state.id for state in version.states if state.kind is StateKind.DECIDED}
    found = {state.id: 0 for state in version.states if state.kind is StateKind.START}
    waiting = list(found)
    while waiting:
        here = waiting.pop(0)
        for step in version.steps:
            from_here = (decided.intersection(step.sources) or set(step.sources)) if not step.outcome else step.sources
            if here in from_here and step.target not in found:
                found[step.target] = found[here] + 1
                waiting.append(step.target)
    last = max(found.values(), default=0) + 1
    return {state.id: found.get(state.id, last) for state in version.states}


def living_clocks(version: Version) -> tuple[Clock, ...]:
    """Return the clocks that may begin while a version is in force; a limit of earlier law is not told any more."""
    time = Period(began(version), version.valid.end)
    return tuple(clock for clock in version.clocks if clock.valid.overlaps(time))


def states_in_order(version: Version) -> tuple[State, ...]:
    """Return the states as the file tells them, what is decided after what is open, and ends last."""
    rank = {StateKind.START: 0, StateKind.OPEN: 1, StateKind.WAITING: 1, StateKind.DECIDED: 2, StateKind.FINAL: 3}
    after = _after_decision(version)
    far = distances(version)
    return tuple(
        sorted(
            version.states,
            key=lambda state: (max(rank[state.kind], 2 if state.id in after else 0), far[state.id]),
        )
    )


def steps_in_order(version: Version) -> tuple[Step, ...]:
    """Return the steps in the order of the states from which they lead."""
    place = {state.id: index for index, state in enumerate(states_in_order(version))}
    return tuple(sorted(version.steps, key=lambda step: min(place.get(source, 0) for source in step.sources)))


def _after_decision(version: Version) -> frozenset[str]:
    """Return the states that nothing but a decision leads to, in the end: a complaint, a court, a status that ends."""
    decided = {state.id for state in version.states if state.kind is StateKind.DECIDED}
    before: set[str] = set()
    waiting = [state.id for state in version.states if state.kind is StateKind.START]
    while waiting:
        here = waiting.pop()
        if here in before or here in decided:
            continue
        before.add(here)
        waiting += [step.target for step in version.steps if here in step.sources and not _complains(step, decided)]
    return frozenset(state.id for state in version.states if state.id not in before)


def _complains(step: Step, decided: set[str]) -> bool:
    """Say whether a step leads on from a decision as well: complaints against silence do not make one open again."""
    return bool(decided.intersection(step.sources))


def split_by_decision(version: Version) -> tuple[tuple[State, ...], tuple[State, ...]]:
    """Return the states until a decision, and those after one, each in order."""
    after = _after_decision(version)
    ordered = states_in_order(version)
    return (
        tuple(state for state in ordered if state.id not in after),
        tuple(state for state in ordered if state.id in after),
    )
