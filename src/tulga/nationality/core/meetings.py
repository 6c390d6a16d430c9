"""Can two conditions hold of one person? A rough answer that errs on the side of yes.

Births are told apart by the place and by what each parent is: a national of some State, of no State, of a nationality
that cannot be established, or not there in law. Two rules that share no such birth never meet.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import NamedTuple, TypeAlias

from tulga.nationality.core.terms import And, Constant, Moment, Not, Of, Or, Predicate, Term, While, Who, walk

NATIONAL, STATELESS, UNDETERMINED, NOBODY = "national", "stateless", "undetermined", "nobody"
PARENTS = (NATIONAL, STATELESS, UNDETERMINED, NOBODY)
ELSEWHERE = "*"
_OPEN = (True, True)


class Birth(NamedTuple):
    place: str
    mother: str
    father: str


May: TypeAlias = tuple[bool, bool]  # may hold, may fail


def births_of(
    conditions: Mapping[str, Term], asks: Mapping[str, Callable[[Predicate], bool]]
) -> dict[str, frozenset[Birth]]:
    """Return for every condition the births of which it can turn on one of the predicates that ask."""
    places = {ELSEWHERE, *(place for term in conditions.values() for place in _places(term))}
    births = [Birth(*one) for one in product(sorted(places), PARENTS, PARENTS)]
    return {
        name: frozenset(birth for birth in births if _turns_on(term, birth, asks[name]))
        for name, term in conditions.items()
    }


def _turns_on(term: Term, birth: Birth, asks: Callable[[Predicate], bool]) -> bool:
    """Say whether a predicate that asks can decide a condition: what stands beside it leaves it the word."""
    match term:
        case Predicate():
            return asks(term)
        case Not(inner):
            return _turns_on(inner, birth, asks)
        case And(terms) | Or(terms):
            side = 0 if isinstance(term, And) else 1  # beside it "and" must be able to hold, "or" to fail
            silent = [not _may(inner, birth, None)[side] for inner in terms]
            return any(
                not any(silent[:index] + silent[index + 1 :]) and _turns_on(inner, birth, asks)
                for index, inner in enumerate(terms)
            )
        case _:
            return False


def _places(term: Term) -> Iterable[str]:
    return (str(inner.arguments[0]) for inner in walk(term) if isinstance(inner, Predicate) and inner.name == "born_in")


def _may(term: Term, birth: Birth, parent: str | None) -> May:
    match term:
        case Constant(value):
            return value, not value
        case Not(inner):
            holds, fails = _may(inner, birth, parent)
            return fails, holds
        case And(terms):
            return _all(_may(inner, birth, parent) for inner in terms)
        case Or(terms):
            return _some(_may(inner, birth, parent) for inner in terms)
        case Of(who, body):
            return _of(who, body, birth)
        case While(one, other):
            return _some(
                _all((_of_parent(one, birth, first), _of_parent(other, birth, second)))
                for first, second in ((birth.mother, birth.father), (birth.father, birth.mother))
            )
        case Predicate() as predicate:
            return _of_person(predicate, birth) if parent is None else _about(predicate, parent)
        case _:
            return _OPEN


def _all(parts: Iterable[May]) -> May:
    holds, fails = True, False
    for may_hold, may_fail in parts:
        holds, fails = holds and may_hold, fails or may_fail
    return holds, fails


def _some(parts: Iterable[May]) -> May:
    fails, holds = _all((fails, holds) for holds, fails in parts)
    return holds, fails


def _of(who: Who, body: Term, birth: Birth) -> May:
    mother, father = _of_parent(body, birth, birth.mother), _of_parent(body, birth, birth.father)
    match who:
        case Who.MOTHER:
            return mother
        case Who.FATHER:
            return father
        case Who.ANY_PARENT:
            return _some((mother, father))
        case Who.BOTH_PARENTS:
            return _all((mother, father))
        case Who.ONE_PARENT:
            return _some((_all((mother, father[::-1])), _all((mother[::-1], father))))
        case Who.SOLE_PARENT:
            alone = (birth.mother == NOBODY) != (birth.father == NOBODY)
            return _some((mother, father)) if alone else (False, True)
        case _:
            return _OPEN


def _of_parent(body: Term, birth: Birth, parent: str) -> May:
    return (False, True) if parent == NOBODY else _may(body, birth, parent)


def _of_person(predicate: Predicate, birth: Birth) -> May:
    if predicate.name == "born_in" and predicate.arguments[0] != "SUN":
        here = predicate.arguments[0] == birth.place
        return here, not here
    return _OPEN


def _about(predicate: Predicate, parent: str) -> May:
    """Say what is known of a parent at the birth of the child; nothing about other days.

    A nationality that cannot be established is met by no rule that asks for one.
    """
    if Moment.BIRTH not in predicate.arguments:
        return _OPEN
    match predicate.name:
        case "national" | "foreign":
            return (parent == NATIONAL, True)
        case "stateless":
            return (parent != NATIONAL, parent != STATELESS)
        case "nationality_unknown":
            return (parent == UNDETERMINED, parent != UNDETERMINED)
        case _:
            return _OPEN
