"""Conditions as functions: a term is turned into a closure once, and called for every event of every person.

`Reading` is one reading of one condition: at which event, and what was found on the way (for the trace).
"""

import operator
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from tulga.nationality.core import spans
from tulga.nationality.core.spans import Days
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
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth, and_, not_, or_
from tulga.nationality.core.views import Kin, Subject, View

if TYPE_CHECKING:
    from tulga.nationality.core.world import World

Evaluate: TypeAlias = Callable[["Reading", View], Truth]


class Reading:
    """One reading of a condition: the world as known so far, and the event at which it is read."""

    __slots__ = ("at", "careful", "facts", "world")

    def __init__(self, world: "World", at: Days, *, careful: bool = False) -> None:
        self.world, self.at = world, at
        self.careful = careful  # what is disputed counts as not known
        self.facts: list[tuple[str, Truth, str]] = []

    def days(self, when: When) -> Days:
        if isinstance(when, date):
            return spans.of_date(when)
        if when is Moment.BIRTH:
            return self.world.born
        return self.at if when is Moment.EVENT else self.world.now


@lru_cache(maxsize=4096)
def compiled(term: Term) -> Evaluate:
    """Return the function that a term means."""
    match term:
        case Constant(value):
            constant = TRUE if value else FALSE
            return lambda reading, view: constant
        case Not(inner):
            return _negated(compiled(inner))
        case And(terms):
            return _every([compiled(inner) for inner in terms])
        case Or(terms):
            return _some([compiled(inner) for inner in terms])
        case Of(who, body):
            return _of(who, compiled(body))
        case While(one, other):
            return _while(compiled(one), compiled(other))
        case Compare():
            return _noted(term, _compare(term))
        case Predicate():
            return _noted(term, _predicate(term))
    raise TypeError(f"{term!r} is no term")


def _negated(inner: Evaluate) -> Evaluate:
    return lambda reading, view: not_(inner(reading, view))


def _every(parts: list[Evaluate]) -> Evaluate:
    def every(reading: Reading, view: View) -> Truth:
        value = TRUE
        for part in parts:
            value = and_(value, part(reading, view))
            if value is FALSE:
                return FALSE
        return value

    return every


def _some(parts: list[Evaluate]) -> Evaluate:
    def some(reading: Reading, view: View) -> Truth:
        value = FALSE
        for part in parts:
            value = or_(value, part(reading, view))
            if value is TRUE:
                return TRUE
        return value

    return some


def _noted(term: Predicate | Compare, inner: Evaluate) -> Evaluate:
    """Keep what was found, and where, for the trace."""
    label = written(term)

    def noted(reading: Reading, view: View) -> Truth:
        world = reading.world
        world.source = ""
        value = inner(reading, view)
        name = label if view.who == "subject" else f"{view.who}.{label}"
        reading.facts.append((name, value, world.source or ("not told" if value is UNKNOWN else "")))
        return UNKNOWN if value is DISPUTED and reading.careful else value

    return noted


# -- of whom ----------------------------------------------------------------------------------------------------------


def _in_law(reading: Reading, kin: Kin, body: Evaluate) -> Truth:
    """Read a body of a relative: nothing holds of one who does not exist in law."""
    exists = kin.in_law(reading.at)
    return exists if exists is FALSE else and_(exists, body(reading, kin))


def _of(who: Who, body: Evaluate) -> Evaluate:
    def read(reading: Reading, view: View) -> Truth:
        world = reading.world
        if who is Who.MOTHER:
            return _in_law(reading, world.mother, body)
        if who is Who.FATHER:
            return _in_law(reading, world.father, body)
        if who not in _PARENTS:
            return _of_many(reading, who, body)
        mother, father = _in_law(reading, world.mother, body), _in_law(reading, world.father, body)
        return _PARENTS[who](reading, mother, father)

    return read


def _sole(reading: Reading, mother: Truth, father: Truth) -> Truth:
    without_father = and_(mother, not_(reading.world.father.in_law(reading.at)))
    without_mother = and_(father, not_(reading.world.mother.in_law(reading.at)))
    return or_(without_father, without_mother)


_PARENTS: dict[Who, Callable[[Reading, Truth, Truth], Truth]] = {
    Who.ANY_PARENT: lambda reading, mother, father: or_(mother, father),
    Who.BOTH_PARENTS: lambda reading, mother, father: and_(mother, father),
    Who.ONE_PARENT: lambda reading, mother, father: or_(and_(mother, not_(father)), and_(father, not_(mother))),
    Who.SOLE_PARENT: _sole,
}


def _of_many(reading: Reading, who: Who, body: Evaluate) -> Truth:
    """Read a body of every spouse, adopter or close relative; none told is not none."""
    world = reading.world
    kins = world.relatives(who)
    values = [_in_law(reading, kin, body) for kin in kins]
    if who is Who.BOTH_ADOPTERS and len(values) > 1:
        return _PARENTS[Who.BOTH_PARENTS](reading, values[0], values[1])
    value = FALSE
    for found in values:
        value = or_(value, found)
    if value is FALSE and who in (Who.ANY_RELATIVE, Who.ANY_BLOOD_RELATIVE):
        return or_(value, world.subject.yes_no("relative", "person", "civil-registry"))
    if not values and who is Who.SPOUSE:
        return world.subject.yes_no("married", "person", "civil-registry")
    return value


def _while(one: Evaluate, other: Evaluate) -> Evaluate:
    def read(reading: Reading, view: View) -> Truth:
        mother, father = reading.world.mother, reading.world.father
        first = and_(_in_law(reading, mother, one), _in_law(reading, father, other))
        if first is TRUE:
            return TRUE
        return or_(first, and_(_in_law(reading, father, one), _in_law(reading, mother, other)))

    return read


# -- comparisons ------------------------------------------------------------------------------------------------------

_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def _compare(term: Compare) -> Evaluate:
    holds = _OPERATORS[term.operator]
    if isinstance(term.right, date):
        day = term.right.toordinal()
        return lambda reading, view: _both_ends(holds, view.born(), day, lambda: _birth_is(view, holds, day))
    years, when = int(term.right), term.when or Moment.EVENT

    def aged(reading: Reading, view: View) -> Truth:
        ages = Days(*spans.age_bounds(view.born(), reading.days(when)))
        return _both_ends(holds, ages, years, lambda: view.yes_no("birth", "person", "civil-registry"))

    return aged


def _both_ends(holds: Callable[[int, int], bool], ends: Days, right: int, ask: Callable[[], Truth]) -> Truth:
    low, high = holds(ends.lo, right), holds(ends.hi, right)
    if low == high:
        return TRUE if low else FALSE
    return ask()


def _birth_is(view: View, holds: Callable[[int, int], bool], day: int) -> Truth:
    rest = f"birth.before.{date.fromordinal(day).isoformat()}"
    earlier = holds(day - 1, day)
    return view.asked(
        rest, ("yes", "no"), ("person", "civil-registry"), lambda said: TRUE if (said == "yes") == earlier else FALSE
    )


# -- predicates -------------------------------------------------------------------------------------------------------


def _predicate(term: Predicate) -> Evaluate:
    try:
        make = MEANINGS[term.name]
    except KeyError:
        raise TypeError(f"{term.name} has no meaning here: add it to MEANINGS") from None
    return make(term.arguments)


Arguments: TypeAlias = tuple[Argument, ...]


def _subject(view: View) -> Subject:
    return view.world.subject


def _event(arguments: Arguments) -> Evaluate:
    kind, state = str(arguments[0]), _state(arguments[1] if len(arguments) > 1 else "any")
    limit = arguments[2] if len(arguments) > 2 else None

    def happened(reading: Reading, view: View) -> Truth:
        return view.event(kind, state, reading.at, limit if isinstance(limit, Limit) else None)

    return happened


def _agreed(arguments: Arguments) -> Evaluate:
    """Parents agree after the birth; what they agreed by the day of the assessment counts for it."""
    state = _state(arguments[0])
    return lambda reading, view: view.event("agreement_of_parents", state, reading.days(Moment.NOW))


def _state(argument: Argument) -> str | Other:
    return argument if isinstance(argument, Other) else str(argument)


def _when(argument: Argument) -> When:
    if isinstance(argument, Moment | date):
        return argument
    raise TypeError(f"{argument!r} is no point in time")


def _span(argument: Argument) -> Span:
    if isinstance(argument, Span):
        return argument
    raise TypeError(f"{argument!r} is no length of time")


def _of_state_at(name: str) -> Callable[[Arguments], Evaluate]:
    def make(arguments: Arguments) -> Evaluate:
        state, when = str(arguments[0]), _when(arguments[1])
        return lambda reading, view: getattr(view, name)(state, reading.days(when))

    return make


def _at(name: str) -> Callable[[Arguments], Evaluate]:
    def make(arguments: Arguments) -> Evaluate:
        when = _when(arguments[0])
        return lambda reading, view: getattr(view, name)(reading.days(when))

    return make


def _resident(arguments: Arguments) -> Evaluate:
    state, kind, when = str(arguments[0]), str(arguments[1]), _when(arguments[2])
    return lambda reading, view: view.resident(state, kind, reading.days(when))


def _resident_for(arguments: Arguments) -> Evaluate:
    state, kind, span, when = str(arguments[0]), str(arguments[1]), _span(arguments[2]), _when(arguments[3])
    return lambda reading, view: view.resident_for(state, kind, span, reading.days(when))


def _resident_since(arguments: Arguments) -> Evaluate:
    state, kind, since, when = str(arguments[0]), str(arguments[1]), _when(arguments[2]), _when(arguments[3])
    return lambda reading, view: view.resident_since_before(state, kind, reading.days(since), reading.days(when))


def _lived_before(arguments: Arguments) -> Evaluate:
    state, kind, day = str(arguments[0]), str(arguments[1]), _when(arguments[2])
    return lambda reading, view: view.lived_before(state, kind, reading.days(day))


def _abroad_for(arguments: Arguments) -> Evaluate:
    state, span, when = str(arguments[0]), _span(arguments[1]), _when(arguments[2])
    return lambda reading, view: view.lives_abroad_for(state, span, reading.days(when))


def _married(arguments: Arguments) -> Evaluate:
    state, span, when = str(arguments[0]), _span(arguments[1]), _when(arguments[2])
    return lambda reading, view: reading.world.married_to_national(state, span, reading.days(when))


def _born_in(arguments: Arguments) -> Evaluate:
    state = str(arguments[0])
    return lambda reading, view: view.born_in(state)


def _document(arguments: Arguments) -> Evaluate:
    kind, issuer = str(arguments[0]), _state(arguments[1])
    return lambda reading, view: view.document(kind, issuer)


def _open(arguments: Arguments) -> Evaluate:
    name = str(arguments[0])
    return lambda reading, view: view.open_term(name)


def _no_other(arguments: Arguments) -> Evaluate:
    state, when = str(arguments[0]), _when(arguments[1])
    return lambda reading, view: not_(_subject(view).foreign(state, reading.days(when)))


def _does_not_grant(arguments: Arguments) -> Evaluate:
    when = _when(arguments[0])
    return lambda reading, view: reading.world.parents_state_does_not_grant(reading.days(when))


def _former_national(arguments: Arguments) -> Evaluate:
    state = str(arguments[0])
    return lambda reading, view: reading.world.former_national(state, reading.at)


def _found_in(arguments: Arguments) -> Evaluate:
    state = str(arguments[0])
    return lambda reading, view: reading.world.found_in(state)


def _constant(value: Truth) -> Callable[[Arguments], Evaluate]:
    return lambda arguments: lambda reading, view: value


def _plain(read: Callable[[Reading, View], Truth]) -> Callable[[Arguments], Evaluate]:
    return lambda arguments: read


# Every predicate of the language, and what it means here. A test compares this table with SIGNATURES.
MEANINGS: dict[str, Callable[[Arguments], Evaluate]] = {
    "national": _of_state_at("national"),
    "foreign": _of_state_at("foreign"),
    "stateless": _at("stateless"),
    "nationality_unknown": _at("nationality_unknown"),
    "stateless_for": lambda arguments: _stateless_for(arguments),
    "no_other_nationality": _no_other,
    "parents_state_does_not_grant": _does_not_grant,
    "ussr": _at("ussr"),
    "former_ussr": _plain(lambda reading, view: view.former_ussr() if isinstance(view, Subject | Kin) else UNKNOWN),
    "former_national": _former_national,
    "born_in": _born_in,
    "parents_unknown": _plain(lambda reading, view: reading.world.parents_unknown()),
    "found_in": _found_in,
    "resident": _resident,
    "resident_for": _resident_for,
    "resident_since_before": _resident_since,
    "lived_before": _lived_before,
    "lives_abroad": _of_state_at("lives_abroad"),
    "lives_abroad_for": _abroad_for,
    "event": _event,
    "act": _event,
    "agreement": _agreed,
    "document": _document,
    "married_to_national": _married,
    "consular_registration": _of_state_at("consular_registration"),
    "settlement_right": _of_state_at("settlement_right"),
    "open": _open,
}


def _stateless_for(arguments: Arguments) -> Evaluate:
    """By a State's own definition: not its national, and no other nationality that could be proved."""
    state, when = str(arguments[0]), _when(arguments[1])

    def read(reading: Reading, view: View) -> Truth:
        at = reading.days(when)
        return and_(not_(view.national(state, at)), not_(view.foreign(state, at)))

    return read


# -- how a predicate is written (for traces) ---------------------------------------------------------------------------


def written(term: Predicate | Compare) -> str:
    """Return a predicate as a lawyer writes it."""
    if isinstance(term, Compare):
        left = term.left if term.when is None else f"{term.left}({_argument(term.when)})"
        return f"{left} {term.operator} {term.right}"
    return f"{term.name}({', '.join(_argument(argument) for argument in term.arguments)})"


def _argument(argument: Argument) -> str:
    match argument:
        case Moment():
            return argument.value
        case date():
            return f"on {argument.isoformat()}"
        case Span(count, unit):
            return f"{count} {unit}"
        case Limit(relation, day):
            return f"{relation} {day.isoformat()}"
        case Other(state):
            return f"other than {state}"
    return str(argument)
