"""Facts about one invented person, short to write."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from tulga.figures.core.counting import Person, person_of


class Fact(NamedTuple):
    record: UUID
    kind: str
    value: str
    basis: str
    earliest: date
    latest: date
    position: int
    ends: bool
    source: str


def a_fact(
    kind: str, value: str, day: str = "2015-01-01", *, basis: str = "", position: int = 1, ends: bool = False,
    source: str = "list", record: int = 1,
) -> Fact:  # fmt: skip
    on = date.fromisoformat(day)
    return Fact(UUID(int=record), kind, value, basis, on, on, position, ends, source)


def register(status: str, day: str = "2015-01-01", **more: object) -> Fact:
    return a_fact("nationality", status, day, basis="authority_register", **more)  # type: ignore[arg-type]


def unhcr(status: str, day: str = "2015-01-01", **more: object) -> Fact:
    return a_fact("nationality", status, day, basis="unhcr_registration", **more)  # type: ignore[arg-type]


def own(status: str, day: str = "2015-01-01", **more: object) -> Fact:
    return a_fact("nationality", status, day, basis="own_statement", **more)  # type: ignore[arg-type]


def a_person(*facts: Fact, country: str = "KAZ") -> Person:
    return person_of(facts, country)
