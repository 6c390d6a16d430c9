"""Checks of states and steps: what leads where, who may do it, on what condition, with what."""

from collections.abc import Callable, Iterable, Iterator

from tulga.nationality.core.predicates import nearest
from tulga.procedures.definitions.core.finding import Finding
from tulga.procedures.definitions.core.model import Definition, StateKind, Step, Version
from tulga.procedures.definitions.core.names import EFFECTS, FACTS, GUARDS, Call, calls_of, day_of, number_of
from tulga.procedures.definitions.core.outcomes import AGAINST, OUTCOMES, Procedure


def of_version(definition: Definition, version: Version) -> Iterator[Finding]:
    yield from _states(version)
    yield from _ambiguous(version)
    yield from _unused(version)
    for step in version.steps:
        yield from _ends(version, step)
        yield from _who(definition, version, step)
        yield from _decision(definition, version, step)
        yield from _with_what(version, step)
        yield from _conditions(definition, version, step)


def _states(version: Version) -> Iterator[Finding]:
    loc = ("versions", version.id, "states")
    starts = [state.id for state in version.states if state.kind is StateKind.START]
    if len(starts) != 1:
        yield Finding(loc, f"a procedure begins in one state of the kind `start`; here are {len(starts)}")
        return
    on = {state.id: {step.target for step in version.steps if state.id in step.sources} for state in version.states}
    back = {state.id: {source for step in version.steps if step.target == state.id for source in step.sources}
            for state in version.states}  # fmt: skip
    finals = [state.id for state in version.states if state.kind is StateKind.FINAL]
    reached, ending = _from(starts, on), _from(finals, back)
    for state in version.states:
        here = (*loc, state.id)
        if state.id not in reached:
            yield Finding(here, f"no step leads to `{state.id}`", at_name=True)
        if state.kind is StateKind.FINAL:
            continue
        if not on[state.id]:
            yield Finding(here, f"`{state.id}` is a dead end: no step leads out, and it is not final", at_name=True)
        elif finals and state.id not in ending:
            yield Finding(here, f"from `{state.id}` the procedure never comes to an end", at_name=True)
    if not finals:
        yield Finding(loc, "a procedure ends somewhere: no state here is of the kind `final`")


def _from(first: Iterable[str], ways: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(first)
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            waiting += ways.get(here, ())
    return seen


def _ends(version: Version, step: Step) -> Iterator[Finding]:
    states = {state.id for state in version.states}
    loc = ("versions", version.id, "steps", step.id)
    if not step.sources:
        yield Finding((*loc, "from"), f"`{step.id}` leads from no state")
    for source in step.sources:
        if source not in states:
            yield Finding((*loc, "from"), f"there is no state `{source}`", nearest(source, states))
    if step.target not in states:
        yield Finding((*loc, "to"), f"there is no state `{step.target}`", nearest(step.target, states))


def _who(definition: Definition, version: Version, step: Step) -> Iterator[Finding]:
    roles = {role.id: role for role in definition.roles}
    steps = {one.id for one in version.steps}
    loc = ("versions", version.id, "steps", step.id)
    for name in step.by:
        if name not in roles:
            yield Finding((*loc, "by"), f"there is no role `{name}`", nearest(name, roles))
    known = [roles[name] for name in step.by if name in roles]
    if not step.by or (known and all(role.outside for role in known)):
        yield Finding((*loc, "by"), f"nobody here can write down `{step.id}`: name a role that is not outside as well")
    for name in step.apart_from:
        if name not in steps:
            yield Finding((*loc, "apart_from"), f"there is no step `{name}`", nearest(name, steps))


def _decision(definition: Definition, version: Version, step: Step) -> Iterator[Finding]:
    loc = ("versions", version.id, "steps", step.id)
    if step.outcome is None:
        return
    known = OUTCOMES[Procedure(definition.procedure)] if definition.procedure in OUTCOMES else frozenset({step.outcome})
    if step.outcome not in known:
        yield Finding(
            (*loc, "outcome"),
            f"`{step.outcome}` is no outcome of {definition.procedure}; there are {', '.join(sorted(known))}",
            nearest(step.outcome, known),
        )
    if step.outcome in AGAINST and "protection_alert" not in step.effects:
        yield Finding((*loc, "effects"), f"`{step.id}` decides against the person: it raises a `protection_alert`")


def _ambiguous(version: Version) -> Iterator[Finding]:
    """An entry that says `refused`, or that a paper was issued, must do one step and no other."""
    for state in version.states:
        seen: dict[tuple[str, str], str] = {}
        for step in (one for one in version.steps if state.id in one.sources):
            entry = ("outcome", step.outcome) if step.outcome else ("paper", step.papers[0]) if step.papers else None
            if entry is None:
                continue
            if entry in seen:
                yield Finding(
                    ("versions", version.id, "steps", step.id),
                    f"from `{state.id}` the {entry[0]} `{entry[1]}` does both `{seen[entry]}` and `{step.id}`",
                )
            seen[entry] = step.id


def _with_what(version: Version, step: Step) -> Iterator[Finding]:
    loc = ("versions", version.id, "steps", step.id)
    given = (
        ("documents", step.documents, {one.id for one in version.documents}),
        ("papers", step.papers, {one.id for one in version.papers}),
        ("letters", step.letters, {one.id for one in version.letters}),
    )
    for section, names, known in given:
        for name in names:
            if name not in known:
                yield Finding((*loc, section), f"`{name}` is not among the {section}", nearest(name, known))


def _unused(version: Version) -> Iterator[Finding]:
    loc = ("versions", version.id)
    said = (
        ("documents", {one.id for one in version.documents}, {one for step in version.steps for one in step.documents}),
        ("papers", {one.id for one in version.papers}, {one for step in version.steps for one in step.papers}),
    )
    for section, defined, used in said:
        for name in sorted(defined - used):
            yield Finding((*loc, section, name), f"no step names `{name}` among its {section}", at_name=True)
    papers = {one.id for one in version.papers}
    for paper in version.papers:
        if paper.until is not None and paper.until not in papers:
            yield Finding((*loc, "papers", paper.id, "until"), f"there is no paper `{paper.until}`")


def _conditions(definition: Definition, version: Version, step: Step) -> Iterator[Finding]:
    for section, texts, known in (("guards", step.guards, GUARDS), ("effects", step.effects, EFFECTS)):
        for index, text in enumerate(texts):
            loc = ("versions", version.id, "steps", step.id, section, index)
            calls = calls_of(text)
            if section == "effects" and len(calls) > 1:
                yield Finding(loc, "an effect has no alternatives")
            for call in calls:
                for message, suggestion in _call(definition, version, call, known):
                    yield Finding(loc, message, suggestion)


def _call(
    definition: Definition, version: Version, call: Call, known: dict[str, tuple[tuple[str, ...], str]]
) -> Iterator[tuple[str, str]]:
    if call.name not in known:
        yield f"`{call.name}` is not known to the machine", nearest(call.name, known)
        return
    kinds = known[call.name][0]
    if len(kinds) != len(call.arguments):
        yield f"`{call.name}` has {len(kinds)} arguments ({', '.join(kinds) or 'none'}), not {len(call.arguments)}", ""
        return
    for kind, argument in zip(kinds, call.arguments, strict=True):
        yield from _argument(definition, version, kind, argument)


def _argument(definition: Definition, version: Version, kind: str, argument: str) -> Iterator[tuple[str, str]]:
    names: dict[str, Iterable[str]] = {
        "step": [one.id for one in version.steps], "clock": [one.id for one in version.clocks],
        "paper": [one.id for one in version.papers], "fact": FACTS, "role": [one.id for one in definition.roles],
        "procedure": [one.value for one in Procedure],
    }  # fmt: skip
    readers: dict[str, Callable[[str], object]] = {"number": number_of, "day": day_of}
    if kind in names and argument not in names[kind]:
        yield f"there is no {kind} `{argument}`", nearest(argument, names[kind])
    elif kind in readers:
        try:
            readers[kind](argument)
        except ValueError:
            yield f"`{argument}` is no {kind}", ""
