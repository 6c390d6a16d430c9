"""Before two persons are joined: what a person should be asked. Nothing is refused here, and nothing decided.

A chain (A is B, B is C, …) joins people who are not alike at all. So a joining is looked at as one of all records of
both sides: is there another pair that is alike, or does one bridge hold everything; did somebody judge a pair across to
be two people; and does any pair contradict itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tulga.matching.core.evidence import birth_of
from tulga.matching.core.records import Entry

YEARS_APART = 10  # births further apart than any slip of the pen or of a calendar that we know


class Doubt(StrEnum):
    JUDGED_DIFFERENT = "judged_different"
    WEAK_BRIDGE = "weak_bridge"
    DIFFERENT_SEX = "different_sex"
    BIRTHS_FAR_APART = "births_far_apart"
    ONE_HOUSEHOLD = "one_household"  # one source lists both in one household: it would have listed somebody twice


@dataclass(frozen=True, slots=True)
class Question:
    """Something to answer before two persons are joined, and the pair of records that raises it."""

    doubt: Doubt
    first: str
    second: str


Variants = Sequence[Entry]  # of one record


def contradictions(first: Variants, second: Variants) -> tuple[Doubt, ...]:
    """Return what speaks so strongly against one person that somebody must have seen it; symmetric."""
    found = []
    if _all(first, second, _sexes_differ):
        found.append(Doubt.DIFFERENT_SEX)
    if _all(first, second, _born_far_apart):
        found.append(Doubt.BIRTHS_FAR_APART)
    if any(_in_one_household(a, b) for a in first for b in second):
        found.append(Doubt.ONE_HOUSEHOLD)
    return tuple(found)


def _all(first: Variants, second: Variants, differ: Callable[[Entry, Entry], bool]) -> bool:
    """Say whether it holds of all variants: one date that fits is enough not to ask."""
    return bool(first and second) and all(differ(a, b) for a in first for b in second)


def _sexes_differ(a: Entry, b: Entry) -> bool:
    return bool(a.sex and b.sex and a.sex != b.sex)


def _born_far_apart(a: Entry, b: Entry) -> bool:
    x, y = birth_of(a), birth_of(b)
    return bool(x.year and y.year) and abs(x.year - y.year) > YEARS_APART


def _in_one_household(a: Entry, b: Entry) -> bool:
    return bool(a.household_ref and a.register and a.register == b.register and a.household_ref == b.household_ref)


def questions(
    left: Sequence[Variants],
    right: Sequence[Variants],
    *,
    bridge: tuple[str, str],
    alike: Callable[[Variants, Variants], bool],
    different: Collection[frozenset[str]] = (),
) -> tuple[Question, ...]:
    """Return what to ask before the persons of two sides are joined.

    Args:
        left: the records of one person, each as its variants; `right` those of the other.
        bridge: the ids of the pair that is judged.
        alike: says whether two records could be one person by themselves.
        different: pairs of ids that somebody judged to be two people.
    """
    found: list[Question] = []
    across = [(a, b) for a in left for b in right if a and b]
    for a, b in across:
        first, second = a[0].id, b[0].id
        if frozenset((first, second)) in different:
            found.append(Question(Doubt.JUDGED_DIFFERENT, first, second))
        found += (Question(doubt, first, second) for doubt in contradictions(a, b))
    others = [(a, b) for a, b in across if {a[0].id, b[0].id} != set(bridge)]
    if others and not any(alike(a, b) for a, b in others):
        found.append(Question(Doubt.WEAK_BRIDGE, *bridge))
    return tuple(_once(found))


def _once(found: Iterable[Question]) -> Iterable[Question]:
    """Yield each doubt once, with the first pair that raises it."""
    seen: set[Doubt] = set()
    for one in found:
        if one.doubt not in seen:
            seen.add(one.doubt)
            yield one
