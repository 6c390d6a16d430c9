"""Invented law and people for the tests of the evaluator: everything has a default, a test says what it is about."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.facts import Nationality, Person, Relative, Stay
from tulga.nationality.core.language import parse
from tulga.nationality.core.outcomes import Answer
from tulga.nationality.core.rules import (
    VERIFICATION,
    Act,
    Effect,
    InForce,
    Pack,
    Place,
    Procedure,
    Rule,
    Timing,
    TimingKind,
)
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth

ON = date(2024, 6, 1)


def day(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)


def timing(text: str) -> Timing:
    if text == "at birth":
        return Timing(TimingKind.BIRTH)
    if text == "on application":
        return Timing(TimingKind.APPLICATION)
    if text.startswith("on event "):
        return Timing(TimingKind.EVENT, event=text.removeprefix("on event "))
    return Timing(TimingKind.DAY, day=date.fromisoformat(text.removeprefix("on ")))


def a_rule(
    key: str,
    when: str,
    *,
    at: str = "at birth",
    effect: str = "acquires",
    state: str = "XAA",
    first: str | None = "1950-01-01",
    last: str | None = None,
    procedure: str = "operation-of-law",
    effective: str = "event",
    level: str = "VT",
    conflicts: tuple[str, ...] = (),
    exceptions: tuple[str, ...] = (),
    applies_to: str | None = None,
    stratum: int = 0,
    variant_of: str = "",
) -> Rule:
    return Rule(
        key,
        state,
        "ACT",
        key,
        (),
        InForce(day(first), day(last)),
        ("A01a",),
        Effect(effect),
        timing(at),
        Procedure(procedure),
        effective,
        parse(when),
        when,
        parse(applies_to) if applies_to else None,
        applies_to or "",
        VERIFICATION[level],
        ("S1",),
        conflicts,
        exceptions,
        (),
        (),
        Place("act.yaml", 1),
        stratum,
        variant_of=variant_of,
    )


def law(*rules: Rule) -> dict[str, Pack]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.state, []).append(rule)
    return {
        state: Pack(state, (Act("ACT", state, (), "", InForce(None, None), "", tuple(of_state), ()),), ())
        for state, of_state in found.items()
    }


def national_of(*states: str) -> Nationality:
    return Nationality(tuple(states), complete=TRUE, stateless=FALSE if states else TRUE)


def a_parent(role: str, *states: str, since: str | None = None, **more: Any) -> Relative:
    return Relative(role, nationality=national_of(*states), since=day(since), **more)


def of_unknown_nationality(role: str, **more: Any) -> Relative:
    return Relative(role, **more)


def a_stay(state: str, first: str, last: str | None = None, kind: str = "permanent") -> Stay:
    first_day = PartialDate.parse(first)
    return Stay(state, first_day, day(last), kind, path="residence")


def a_person(born: str | None = "1980-05-05", place: str | None = "XAA", **facts: Any) -> Person:
    facts.setdefault("parents_unknown", FALSE)
    return Person("p", day(born), place, **facts)


def finding(person: Person, packs: Mapping[str, Pack], state: str = "XAA", *, on: date = ON, **more: Any) -> Answer:
    return next(answer for answer in assess(person, packs, on, **more).answers if answer.state == state)


__all__ = [
    "FALSE",
    "ON",
    "TRUE",
    "UNKNOWN",
    "Truth",
    "a_parent",
    "a_person",
    "a_rule",
    "a_stay",
    "finding",
    "law",
    "national_of",
]
