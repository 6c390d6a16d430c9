"""What a condition is made of. The reader (`language.py`) builds these, every back end walks them.

Plain data, hashable, equal when they mean the same text. `position` is the column in the written condition (from 1),
for errors; it takes no part in equality.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeAlias


class Moment(Enum):
    """A point in time that depends on the person."""

    BIRTH = "at birth"
    EVENT = "at event"  # the event of the rule's timing
    NOW = "now"  # the date of the assessment


When: TypeAlias = Moment | date


class Who(Enum):
    """A prefix: of whom the predicate speaks."""

    MOTHER = "mother"
    FATHER = "father"
    ANY_PARENT = "any parent"
    BOTH_PARENTS = "both parents"
    ONE_PARENT = "exactly one parent"
    SOLE_PARENT = "sole parent"
    SPOUSE = "spouse"
    ANY_RELATIVE = "any relative"
    ANY_BLOOD_RELATIVE = "any blood relative"
    ANY_ADOPTER = "any adopter"
    BOTH_ADOPTERS = "both adopters"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: whole years, or days."""

    count: int
    unit: str  # years | days


@dataclass(frozen=True, slots=True)
class Limit:
    """For events: `by` a day (on it or before), or `from` a day."""

    relation: str  # by | from
    day: date


@dataclass(frozen=True, slots=True)
class Other:
    """`other than KAZ`: any State but this one."""

    state: str


ANY = "any"  # in place of a State
Argument: TypeAlias = str | date | Moment | Span | Limit | Other


@dataclass(frozen=True, slots=True)
class Constant:
    value: bool


@dataclass(frozen=True, slots=True)
class Predicate:
    """`resident(KAZ, permanent, on 1992-03-01)`: name and arguments in the order of the signature."""

    name: str
    arguments: tuple[Argument, ...] = ()
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    """`born < 1995-01-01` (left is "born") or `age(at event) < 14` (left is "age", at `when`)."""

    left: str  # born | age
    operator: str  # < | <= | > | >=
    right: date | int
    when: When | None = None
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    term: "Term"


@dataclass(frozen=True, slots=True)
class And:
    terms: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Or:
    terms: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Of:
    """`both parents.(…)`: the body read of somebody else. Bodies do not nest another `Of`."""

    who: Who
    body: "Term"


@dataclass(frozen=True, slots=True)
class While:
    """`one parent.(one) while other.(other)`."""

    one: "Term"
    other: "Term"


Term: TypeAlias = Constant | Predicate | Compare | Not | And | Or | Of | While


def walk(term: Term) -> Iterator[Term]:
    """Yield a term and everything in it, outermost first."""
    yield term
    match term:
        case Not(inner) | Of(_, inner):
            yield from walk(inner)
        case And(terms) | Or(terms):
            for inner in terms:
                yield from walk(inner)
        case While(one, other):
            yield from walk(one)
            yield from walk(other)
        case _:
            return
