"""Which rules ask the other States about the same event, and whether they wait for one another.

"Would otherwise be stateless" asks every other State; when two States ask each other, neither can answer first. So
rules stand in strata: 0 asks nobody, 1 asks about stratum 0 of the others, 2 (`subsidiary: true`, as under article 4 of
the 1961 Convention) asks about strata 0 and 1. Two rules of one stratum that can meet in one person and ask each other
are a circle in the law: it is refused unless both name each other in `circular`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tulga.nationality.core import meetings
from tulga.nationality.core.read import Entry, Finding, PackRead
from tulga.nationality.core.rules import Effect, InForce, Rule, Timing, TimingKind
from tulga.nationality.core.schema import VersionForm
from tulga.nationality.core.terms import And, Moment, Not, Or, Predicate, Term

ASKS_ALL = frozenset({"foreign", "stateless", "stateless_for", "no_other_nationality", "parents_state_does_not_grant"})
SOVIET_UNION = "SUN"  # ended before any State asked another: a citizen of the USSR is no question to another law
_ANYWHERE = "*"  # every other State


def stratum_of(state: str, version: VersionForm) -> int:
    """Return 0 for an ordinary rule, 1 for one that asks the other States, 2 for a `subsidiary` one that waits."""
    terms = [version.when[1], *([version.applies_to[1]] if version.applies_to else [])]
    return _stratum_of(any(asked(state, term, version.timing) for term in terms), version)


def _stratum_of(asks: bool, version: VersionForm) -> int:
    return 0 if not asks else 2 if version.subsidiary else 1


def placed(entries: Iterable[Entry], rules: Mapping[str, Rule]) -> tuple[Entry, ...]:
    """Return entries with the stratum of each rule; one that another takes away asks what that one asks.

    Args:
        rules: all of the pack, by identifier.
    """
    return tuple(replace(entry, rule=replace(entry.rule, stratum=_stratum(entry, rules))) for entry in entries)


def _stratum(entry: Entry, rules: Mapping[str, Rule]) -> int:
    return _stratum_of(bool(asked(entry.rule.state, _whole(entry.rule, rules), entry.rule.timing)), entry.form)


def _whole(rule: Rule, rules: Mapping[str, Rule]) -> Term:
    """Return all that a rule depends on: its reach, its condition, and that nothing takes it away."""
    reach = () if rule.applies_to is None else (rule.applies_to,)
    exceptions = tuple(Not(rules[name].when) for name in rule.exceptions if name in rules)
    return And((*reach, rule.when, *exceptions))


def asked(state: str, term: Term, timing: Timing) -> frozenset[str]:
    """Return the States whose answer about this person at this event a condition asks for; "*" for all others."""
    return frozenset(other for predicate in _of_person(term) for other in _asked_by(state, predicate, timing))


def _of_person(term: Term) -> Iterator[Predicate]:
    """Yield the predicates that speak of the person, not of a relative."""
    match term:
        case Predicate():
            yield term
        case Not(inner):
            yield from _of_person(inner)
        case And(terms) | Or(terms):
            for inner in terms:
                yield from _of_person(inner)
        case _:
            return


def _asked_by(state: str, predicate: Predicate, timing: Timing) -> Iterator[str]:
    if not any(_same_event(argument, timing) for argument in predicate.arguments):
        return
    if predicate.name == "national" and predicate.arguments[0] not in (state, SOVIET_UNION):
        yield str(predicate.arguments[0])
    elif predicate.name in ASKS_ALL:
        yield _ANYWHERE


def _same_event(argument: object, timing: Timing) -> bool:
    """Say whether a moment is that of the rule's own event."""
    match timing.kind:
        case TimingKind.BIRTH:
            return argument in (Moment.BIRTH, Moment.EVENT)
        case TimingKind.DAY:
            return argument is Moment.EVENT or (timing.day is not None and argument == timing.day)
        case TimingKind.EVENT:
            return argument is Moment.EVENT
        case TimingKind.APPLICATION:
            return argument in (Moment.NOW, Moment.EVENT)


def cycles(reads: Sequence[PackRead]) -> Iterator[Finding]:
    """Yield the circles of rules that ask one another and are not declared."""
    entries = [entry for read in reads for entry in read.entries if _takes_part(entry.rule)]
    rules = {entry.rule.id: entry.rule for read in reads for entry in read.entries}
    wholes = {entry.rule.id: _whole(entry.rule, rules) for entry in entries}
    births = meetings.births_of(wholes, {entry.rule.id: _asking(entry.rule) for entry in entries})
    wanted = {entry.rule.id: asked(entry.rule.state, wholes[entry.rule.id], entry.rule.timing) for entry in entries}

    def waits(one: Rule, other: Rule) -> bool:
        asks = bool(wanted[one.id] & {other.state, _ANYWHERE})
        return asks and _together(one, other) and not births[one.id].isdisjoint(births[other.id])

    graph = {one.rule.id: [other.rule.id for other in entries if waits(one.rule, other.rule)] for one in entries}
    by_id = {entry.rule.id: entry for entry in entries}
    for circle in circles(graph):
        yield from _undeclared([by_id[name] for name in sorted(circle)], graph)


def _takes_part(rule: Rule) -> bool:
    """Only rules that make somebody a national at birth or on one day can wait for one another.

    At later events everybody sees what was before.
    """
    return (
        rule.stratum > 0 and rule.effect is Effect.ACQUIRES and rule.timing.kind in (TimingKind.BIRTH, TimingKind.DAY)
    )


def _asking(rule: Rule) -> Callable[[Predicate], bool]:
    return lambda predicate: any(_asked_by(rule.state, predicate, rule.timing))


def _together(one: Rule, other: Rule) -> bool:
    """Say whether two rules of different States are read at the same event, in one stratum and at one time."""
    same = one.state != other.state and one.stratum == other.stratum and one.timing == other.timing
    return same and possibly_overlap(one.in_force, other.in_force)


def possibly_overlap(one: InForce, other: InForce) -> bool:
    """Say whether one day may lie in both."""
    starts = [force.first.earliest for force in (one, other) if force.first is not None and force.first.earliest]
    ends = [force.last.latest for force in (one, other) if force.last is not None and force.last.latest]
    return not starts or not ends or max(starts) <= min(ends)


def _undeclared(circle: list[Entry], graph: Mapping[str, list[str]]) -> Iterator[Finding]:
    names = {entry.rule.id for entry in circle}
    for entry in circle:
        missing = sorted((names & set(graph[entry.rule.id])) - set(entry.form.circular))
        if missing:
            articles = ", ".join(
                f"{one.rule.id} ({one.rule.state} art. {one.rule.article})" for one in circle if one.rule.id in missing
            )
            message = (
                f"{entry.rule.id}: asks what another State says at the same event, and that one asks back: {articles}. "
                "If this rule gives way to the safeguards of the State of birth, write `subsidiary: true`; if the law "
                f"itself is circular, write `circular: [{', '.join(missing)}]`"
            )
            yield Finding(entry.rule.place.file, entry.spot("when"), message)


def circles(graph: Mapping[str, list[str]]) -> list[frozenset[str]]:
    """Return the strongly connected sets of more than one node (Tarjan 1972), without recursion."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[frozenset[str]] = []
    for root in graph:
        if root not in number:
            _visit(root, graph, number, low, stack, found)
    return found


def _visit(root: str, graph: Mapping[str, list[str]], number: dict[str, int], low: dict[str, int], stack: list[str],
           found: list[frozenset[str]]) -> None:  # fmt: skip
    work = [(root, iter(graph[root]))]
    number[root] = low[root] = len(number)
    stack.append(root)
    while work:
        node, following = work[-1]
        step = next(following, None)
        if step is None:
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == number[node]:
                component = _popped(stack, node)
                if len(component) > 1:
                    found.append(component)
        elif step not in number:
            number[step] = low[step] = len(number)
            stack.append(step)
            work.append((step, iter(graph[step])))
        elif step in stack:
            low[node] = min(low[node], number[step])


def _popped(stack: list[str], until: str) -> frozenset[str]:
    index = stack.index(until)
    component = frozenset(stack[index:])
    del stack[index:]
    return component
