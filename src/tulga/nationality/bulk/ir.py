"""One condition for every back end: a rule of a pack, lowered to atoms, days and three connectives.

An atom is a predicate read of one person at one moment ("mother.national.KAZ.birth"); somebody works out its value
(`readers.py` in bulk; the solver leaves it free). What a prefix means ("both parents", "one parent while the other")
and which version is in force is said here once, so that no back end can say it differently.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from typing import TypeAlias

from tulga.kernel.dates import PartialDate
from tulga.nationality.core import truth
from tulga.nationality.core.rules import InForce, Rule, Timing, TimingKind
from tulga.nationality.core.terms import (
    And,
    Argument,
    Compare,
    Constant,
    Limit,
    Moment,
    Not,
    Of,
    Or,
    Other,
    Predicate,
    Span,
    Term,
    When,
    While,
    Who,
)
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth

EPOCH = date(1970, 1, 1).toordinal()
FIRST_DAY, LAST_DAY = date.min.toordinal() - EPOCH, date.max.toordinal() - EPOCH  # "no bound" on either side
SUBJECT, MOTHER, FATHER = "subject", "mother", "father"


@dataclass(frozen=True, slots=True)
class Fixed:
    value: Truth


@dataclass(frozen=True, slots=True)
class Atom:
    """A predicate read of somebody. `who` and `term` say how to work it out; the name alone is its identity."""

    name: str
    who: str = field(default=SUBJECT, compare=False)
    term: Term = field(default=Constant(True), compare=False)


@dataclass(frozen=True, slots=True)
class Since:
    """The date of this clock ("birth", "event", "now") lies on a day or after it; the day may be known as bounds."""

    clock: str
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Inverse:
    node: "Node"


@dataclass(frozen=True, slots=True)
class Every:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Some:
    nodes: tuple["Node", ...]


Node: TypeAlias = Fixed | Atom | Since | Inverse | Every | Some
YES, NO, OPEN = Fixed(TRUE), Fixed(FALSE), Fixed(UNKNOWN)


@dataclass(frozen=True, slots=True)
class Lowered:
    """A rule as a condition: `in_force` (with `applies_to` and "born by that day") and `when`, and both together."""

    rule: Rule
    in_force: Node
    when: Node

    @property
    def node(self) -> Node:
        return every(self.in_force, self.when)


def day_number(day: date) -> int:
    """Return the day as days since 1970-01-01, as Arrow and the columns count."""
    return day.toordinal() - EPOCH


def day_of(number: int) -> date:
    return date.fromordinal(number + EPOCH)


def bounds(day: PartialDate | None) -> tuple[int, int]:
    """Return the first and the last possible day; without a bound the ends of the calendar."""
    earliest = None if day is None else day.earliest
    latest = None if day is None else day.latest
    return (
        FIRST_DAY if earliest is None else day_number(earliest),
        LAST_DAY if latest is None else day_number(latest),
    )


# -- building, with what a constant decides taken out ------------------------------------------------------------------


def inverse(node: Node) -> Node:
    match node:
        case Fixed(value):
            return Fixed(truth.not_(value))
        case Inverse(inner):
            return inner
        case _:
            return Inverse(node)


def every(*nodes: Node) -> Node:
    flat = _flat(nodes, Every, drop=YES)
    if NO in flat:
        return NO
    return YES if not flat else flat[0] if len(flat) == 1 else Every(flat)


def some(*nodes: Node) -> Node:
    flat = _flat(nodes, Some, drop=NO)
    if YES in flat:
        return YES
    return NO if not flat else flat[0] if len(flat) == 1 else Some(flat)


def _flat(nodes: tuple[Node, ...], kind: type[Every] | type[Some], drop: Fixed) -> tuple[Node, ...]:
    found: dict[Node, None] = {}
    for node in nodes:
        inner = node.nodes if isinstance(node, kind) else (node,)
        found.update(dict.fromkeys(each for each in inner if each != drop))
    return tuple(found)


def since(clock: str, first: int, last: int | None = None) -> Node:
    """Return "on that day or after"; a bound at the end of the calendar decides it."""
    latest = first if last is None else last
    return YES if latest <= FIRST_DAY else Since(clock, first, latest)


def before(clock: str, day: int) -> Node:
    return inverse(since(clock, day))


# -- lowering ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """When a term is read: what "at event" and "now" stand for ("birth", a day, or a clock of the row)."""

    event: str | date = "event"
    now: str | date = "now"

    def moment(self, when: When | None) -> str | date:
        match when:
            case Moment.BIRTH:
                return "birth"
            case Moment.EVENT | None:
                return self.event
            case Moment.NOW:
                return self.now
            case _:
                return when


def lower(rule: Rule, on: date | None = None) -> Lowered:
    """Return the condition of a rule. `on`: the date of the assessment; without it "now" stays a clock of each row."""
    reading = reading_of(rule.timing, on)
    reach = [in_force(rule.in_force, reading.event)]
    if rule.applies_to is not None:
        reach.append(lower_term(rule.applies_to, reading))
    if rule.timing.kind is TimingKind.DAY and rule.timing.day is not None:
        reach.append(before("birth", day_number(rule.timing.day) + 1))  # only who was born by then
    return Lowered(rule, every(*reach), lower_term(rule.when, reading))


def reading_of(timing: Timing, on: date | None) -> Reading:
    now: str | date = "now" if on is None else on
    match timing.kind:
        case TimingKind.BIRTH:
            return Reading("birth", now)
        case TimingKind.DAY:
            return Reading(timing.day or "event", now)
        case TimingKind.APPLICATION:
            return Reading(now, now)
        case _:
            return Reading("event", now)


def in_force(span: InForce, moment: str | date) -> Node:
    """Return "the version is in force at that moment", with three values where the dates are not exact."""
    return every(
        YES if span.first is None else reached(moment, span.first),
        YES if span.last is None else inverse(reached(moment, _day_after(span.last))),
    )


def reached(moment: str | date, day: PartialDate) -> Node:
    """Return "that moment lies on this day or after it"."""
    first, last = bounds(day)
    if isinstance(moment, str):
        return since(moment, first, last)
    number = day_number(moment)
    return YES if number >= last else NO if number < first else OPEN


def _day_after(day: PartialDate) -> PartialDate:
    step = timedelta(days=1)
    return PartialDate(
        day.text,
        None if day.earliest is None else min(day.earliest, date.max - step) + step,
        None if day.latest is None else min(day.latest, date.max - step) + step,
    )


def lower_term(term: Term, reading: Reading, who: str = SUBJECT) -> Node:
    """Return the condition of a term, read of `who`."""
    match term:
        case Constant(value):
            return YES if value else NO
        case Not(inner):
            return inverse(lower_term(inner, reading, who))
        case And(terms):
            return every(*(lower_term(inner, reading, who) for inner in terms))
        case Or(terms):
            return some(*(lower_term(inner, reading, who) for inner in terms))
        case Of(prefix, body):
            return _of(prefix, body, reading)
        case While(one, other):
            mother_one, father_one = _parent(MOTHER, one, reading), _parent(FATHER, one, reading)
            mother_other, father_other = _parent(MOTHER, other, reading), _parent(FATHER, other, reading)
            return some(every(mother_one, father_other), every(father_one, mother_other))
        case Compare():
            return _compare(term, reading, who)
        case Predicate():
            whole = _resolved(term, reading)
            return Atom(_name(who, whole), who, whole)


PARENTS = (Who.MOTHER, Who.FATHER, Who.ANY_PARENT, Who.BOTH_PARENTS, Who.ONE_PARENT, Who.SOLE_PARENT)


def exists(who: str, reading: Reading) -> Atom:
    """Return "there is such a parent in law" at the event."""
    moment = _when(reading.event)
    return Atom(f"{who}.exists.{written_argument(moment)}", who, Predicate("exists", (moment,)))


def _parent(who: str, body: Term, reading: Reading) -> Node:
    """Return a body read of a parent: a parent who does not exist in law meets nothing, not even a "not"."""
    return every(exists(who, reading), lower_term(body, reading, who))


def _of(prefix: Who, body: Term, reading: Reading) -> Node:
    if prefix not in PARENTS:
        whole = resolved(Of(prefix, body), reading)
        return Atom(f"{prefix.value.replace(' ', '_')}.({_written(whole)})", prefix.value, whole)
    mother, father = _parent(MOTHER, body, reading), _parent(FATHER, body, reading)
    if prefix is Who.SOLE_PARENT:
        no_father, no_mother = inverse(exists(FATHER, reading)), inverse(exists(MOTHER, reading))
        return some(every(mother, no_father), every(father, no_mother))
    return _OF_PARENTS[prefix](mother, father)


_OF_PARENTS: Mapping[Who, Callable[[Node, Node], Node]] = {
    Who.MOTHER: lambda mother, father: mother,
    Who.FATHER: lambda mother, father: father,
    Who.ANY_PARENT: lambda mother, father: some(mother, father),
    Who.BOTH_PARENTS: lambda mother, father: every(mother, father),
    Who.ONE_PARENT: lambda mother, father: some(every(mother, inverse(father)), every(father, inverse(mother))),
}


def _compare(term: Compare, reading: Reading, who: str) -> Node:
    """Every comparison is "on or after a day", or its opposite: one meaning for `<`, `<=`, `>`, `>=`."""
    if term.left == "born" and isinstance(term.right, date):
        day = day_number(term.right) + (term.operator in {"<=", ">"})
        late = _born_since(who, day)
        return late if term.operator in {">", ">="} else inverse(late)
    years = int(term.right) + (term.operator in {"<=", ">"})  # type: ignore[arg-type]
    under = _under(years, reading.moment(term.when), who)
    return under if term.operator in {"<", "<="} else inverse(under)


def _born_since(who: str, day: int) -> Node:
    if who == SUBJECT:
        return since("birth", day)
    return Atom(f"{who}.born_since.{day_of(day).isoformat()}", who, Compare("born", ">=", day_of(day)))


def _under(years: int, moment: str | date, who: str) -> Node:
    """Return "has not completed so many years". By year, month and day: never by counting days."""
    if years <= 0:
        return NO
    if isinstance(moment, date):
        return _born_since(who, day_number(years_before(moment, years)) + 1)
    if moment == "birth" and who == SUBJECT:
        return YES
    when = _MOMENTS[moment]
    return Atom(f"{who}.age_under.{years}.{moment}", who, Compare("age", "<", years, when))


def years_before(day: date, years: int) -> date:
    """Return the last day on which somebody was born who has completed so many years on `day`."""
    year = day.year - years
    if year < 1:
        return date.min
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February: whoever was born on 28 February has completed the year, nobody else
        return date(year, 2, 28)


# Read at the date of the event without saying so: the lowered atom says it, so that no two readings share a name.
IMPLICIT = frozenset({"event", "act", "agreement", "former_national"})
_MOMENTS: Mapping[str, Moment] = {"birth": Moment.BIRTH, "event": Moment.EVENT, "now": Moment.NOW}


def resolved(term: Term, reading: Reading) -> Term:
    """Return the term with "at event" and "now" replaced by what they stand for."""
    match term:
        case Predicate():
            return _resolved(term, reading)
        case Compare(left, operator, right, when, position):
            return Compare(left, operator, right, None if left == "born" else _when(reading.moment(when)), position)
        case Not(inner):
            return Not(resolved(inner, reading))
        case And(terms):
            return And(tuple(resolved(inner, reading) for inner in terms))
        case Or(terms):
            return Or(tuple(resolved(inner, reading) for inner in terms))
        case Of(prefix, body):
            return Of(prefix, resolved(body, reading))
        case While(one, other):
            return While(resolved(one, reading), resolved(other, reading))
        case _:
            return term


def _resolved(term: Predicate, reading: Reading) -> Predicate:
    said = tuple(_resolved_argument(each, reading) for each in term.arguments)
    silent = term.name in IMPLICIT and not (said and isinstance(said[-1], Moment | date))
    return Predicate(term.name, (*said, _when(reading.event)) if silent else said, term.position)


def _when(moment: str | date) -> When:
    return _MOMENTS[moment] if isinstance(moment, str) else moment


def _resolved_argument(argument: Argument, reading: Reading) -> Argument:
    return _when(reading.moment(argument)) if isinstance(argument, Moment) else argument


def _name(who: str, term: Predicate) -> str:
    return ".".join((who, term.name, *(written_argument(each) for each in term.arguments)))


def written_argument(argument: Argument) -> str:
    match argument:
        case Moment():
            return next(name for name, moment in _MOMENTS.items() if moment is argument)
        case Span(count, unit):
            return f"{count}-{unit}"
        case Limit(relation, day):
            return f"{relation}-{day.isoformat()}"
        case Other(state):
            return f"not-{state}"
        case date():
            return argument.isoformat()
        case _:
            return argument


def _written(term: Term) -> str:
    match term:
        case Predicate(name, arguments):
            return f"{name}({', '.join(written_argument(each) for each in arguments)})"
        case Compare(left, operator, right, when):
            at = "" if when is None else f"({written_argument(when)})"
            return f"{left}{at} {operator} {right}"
        case Not(inner):
            return f"not ({_written(inner)})"
        case And(terms) | Or(terms):
            word = " and " if isinstance(term, And) else " or "
            return word.join(f"({_written(inner)})" for inner in terms)
        case Of(prefix, body):
            return f"{prefix.value}.({_written(body)})"
        case While(one, other):
            return f"one parent.({_written(one)}) while other.({_written(other)})"
        case Constant(value):
            return str(value).lower()


# -- reading -----------------------------------------------------------------------------------------------------------


def walk(node: Node) -> Iterator[Node]:
    """Yield a condition and everything in it, outermost first."""
    yield node
    match node:
        case Inverse(inner):
            yield from walk(inner)
        case Every(nodes) | Some(nodes):
            for inner in nodes:
                yield from walk(inner)
        case _:
            return


def atoms(*nodes: Node) -> tuple[Atom, ...]:
    """Return the atoms in order of their names, each once."""
    found = {node.name: node for each in nodes for node in walk(each) if isinstance(node, Atom)}
    return tuple(found[name] for name in sorted(found))


def clocks(*nodes: Node) -> tuple[str, ...]:
    return tuple(sorted({node.clock for each in nodes for node in walk(each) if isinstance(node, Since)}))


def value(node: Node, known: Mapping[str, Truth], days: Mapping[str, tuple[int, int]]) -> Truth:
    """Return the truth of a condition for one row: the meaning that every other back end must have.

    Args:
        known: the truth of each atom by name.
        days: the first and last possible day of each clock.
    """
    match node:
        case Fixed(fixed):
            return fixed
        case Atom(name):
            return known[name]
        case Since(clock, earliest, latest):
            first, last = days[clock]
            return TRUE if first >= latest else FALSE if last < earliest else UNKNOWN
        case Inverse(inner):
            return truth.not_(value(inner, known, days))
        case Every(nodes):
            return reduce(truth.and_, (value(inner, known, days) for inner in nodes))
        case Some(nodes):
            return reduce(truth.or_, (value(inner, known, days) for inner in nodes))
