"""Which rules ask the other States about the same event, and whether they wait for one another."""

from collections.abc import Iterable, Iterator

from tulga.nationality.core.read import Finding, PackRead
from tulga.nationality.core.rules import Timing, TimingKind
from tulga.nationality.core.schema import VersionForm
from tulga.nationality.core.terms import Moment, Of, Predicate, Term, While, walk

ASKS_OTHERS = frozenset({"foreign", "stateless", "stateless_for", "no_other_nationality", "parents_state_does_not_grant"})


def stratum_of(state: str, version: VersionForm) -> int:
    """Return 0 for an ordinary rule, 1 for one that asks the other States, 2 for a `subsidiary` one that waits for those."""
    terms = [version.when[1], *([version.applies_to[1]] if version.applies_to else [])]
    if not any(asks_others(state, term, version.timing) for term in terms):
        return 0
    return 2 if version.subsidiary else 1


def asks_others(state: str, term: Term, timing: Timing) -> bool:
    """Say whether the answer rests on what another State says of the same person at the same event."""
    return any(_asks(state, predicate, timing) for predicate in of_person(term))


def of_person(term: Term) -> Iterator[Predicate]:
    """Yield the predicates that speak of the person, not of a relative."""
    behind = {id(inner) for outer in walk(term) if isinstance(outer, Of | While) for inner in walk(outer)}
    for inner in walk(term):
        if isinstance(inner, Predicate) and id(inner) not in behind:
            yield inner


def _asks(state: str, predicate: Predicate, timing: Timing) -> bool:
    if not any(_same(argument, timing) for argument in predicate.arguments):
        return False
    if predicate.name == "national":
        return predicate.arguments[0] not in (state, "SUN")
    return predicate.name in ASKS_OTHERS


def _same(argument: object, timing: Timing) -> bool:
    """Say whether a moment is that of the rule's own event."""
    match timing.kind:
        case TimingKind.BIRTH:
            return argument in (Moment.BIRTH, Moment.EVENT)
        case TimingKind.DAY:
            return argument == Moment.EVENT or (timing.day is not None and argument == timing.day)
        case TimingKind.EVENT:
            return argument is Moment.EVENT
        case TimingKind.APPLICATION:
            return argument in (Moment.NOW, Moment.EVENT)


def cycles(reads: Iterable[PackRead]) -> Iterator[Finding]:
    yield from ()
