"""Reading the index: who shares keys with a record, and how rare a name is, within what somebody may see.

`within` says whose records these are. What lies outside is not passed over and not counted: neither the answer nor the
time it takes depends on it.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tulga.ledger import bulk
from tulga.matching import index
from tulga.matching.core.candidates import LARGEST_BLOCK
from tulga.matching.core.features import Prepared, Rarity, bones
from tulga.matching.models import IndexedRecord, IndexPlace, IndexWord
from tulga.matching.scoring import SMALLEST

MOST_ROWS: Final = 4000  # read of the index for one record, those of the rarest keys
LARGEST: Final = LARGEST_BLOCK * 4  # records in scope; what more share finds nobody
# Of what the keys of a record are worth, and of what the nearest shares; measured: docs/algorithms/matching.md
LEAST_SHARED: Final = 0.06
LEAST_OF_NEAREST: Final = 0.2
_PART = 200  # keys asked for in one statement
_PLACES = 300  # of one statement: an actor of many areas asks in parts


@dataclass(frozen=True, slots=True)
class Within:
    """The part of the index that somebody may see: `places` (None: all of it) and how many records stand there."""

    places: tuple[int, ...] | None
    size: int


def within(hold: Callable[[UUID, str], bool] | None = None) -> Within:
    """Return the part of the index whose organisation and area pass, or all of it."""
    rows = list(IndexPlace.objects.values_list("place", "organisation", "area", "records"))
    kept = [(place, count) for place, whose, area, count in rows if hold is None or hold(whose, area)]
    size = sum(count for _, count in kept)
    return Within(None if len(kept) == len(rows) else tuple(sorted(place for place, _ in kept)), size)


def nearest(keys: Sequence[int], where: Within, *, number: int, most: int) -> list[UUID]:
    """Return the records that share keys with that of this number, those with more and rarer ones in common first.

    Keys that very many hold do not count. Of the others the rarest are read, up to `MOST_ROWS` rows. Who shares next to
    nothing of what they are worth, or little beside the nearest, is left out.
    """
    held = _sizes(keys, where)
    worth: dict[int, float] = defaultdict(float)
    chosen = _rarest(held)
    for key, other in _holders(chosen, where):
        worth[other] += _worth(held[key])
    worth.pop(number, None)
    least = LEAST_SHARED * sum(_worth(held[key]) for key in chosen)
    least = max(least, LEAST_OF_NEAREST * max(worth.values(), default=0.0))
    kept = [other for other in worth if worth[other] >= least]
    kept.sort(key=lambda other: (-worth[other], other))
    return _records(kept[:most])


def _worth(count: int) -> float:
    """Return what it says that two share a key of so many."""
    return math.log(2 * LARGEST / count)


def _rarest(held: dict[int, int]) -> list[int]:
    """Return the keys that somebody else may hold too and not too many do, the rarest first, as many as are read."""
    usable = sorted((count, key) for key, count in held.items() if 1 < count <= LARGEST)
    chosen, rows = [], 0
    for count, key in usable:
        rows += count
        if rows > MOST_ROWS:
            break
        chosen.append(key)
    return chosen


def _sizes(keys: Sequence[int], where: Within) -> dict[int, int]:
    """Return how many hold each key; counting stops where it is too many."""
    found: dict[int, int] = defaultdict(int)
    for places in _places(where):
        only, values = _condition(places)
        for start in range(0, len(keys), _PART):
            part = keys[start : start + _PART]
            marks = ", ".join(["(%s)"] * len(part))
            statement = (
                f"WITH asked(key) AS (VALUES {marks}) SELECT asked.key, (SELECT COUNT(*) FROM (SELECT 1 "  # noqa: S608
                f"FROM matching_indexkey i WHERE i.key = asked.key{only} LIMIT {LARGEST + 1}) held) FROM asked"
            )
            for key, count in _rows(statement, [*part, *values]):
                found[key] += count
    return found


def _holders(keys: Sequence[int], where: Within) -> Iterable[tuple[int, int]]:
    for places in _places(where):
        only, values = _condition(places)
        for start in range(0, len(keys), _PART):
            part = keys[start : start + _PART]
            marks = ", ".join(["%s"] * len(part))
            statement = f"SELECT i.key, i.number FROM matching_indexkey i WHERE i.key IN ({marks}){only}"  # noqa: S608
            yield from _rows(statement, [*part, *values])


def _places(where: Within) -> Iterable[Sequence[int] | None]:
    if where.places is None:
        return [None]
    return [where.places[start : start + _PLACES] for start in range(0, len(where.places), _PLACES)]


def _condition(places: Sequence[int] | None) -> tuple[str, Sequence[int]]:
    """Return the condition on the place; only marks and numbers stand in it."""
    return ("", ()) if places is None else (f" AND i.place IN ({', '.join(['%s'] * len(places))})", places)


def _rows(statement: str, values: Sequence[int]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _records(numbers: Sequence[int]) -> list[UUID]:
    if not numbers:
        return []
    rows = bulk.select(IndexedRecord, ("number", "record_id"), f"number IN ({bulk.marks(numbers)})", numbers)
    by_number: dict[int, UUID] = dict(rows)
    return [by_number[number] for number in numbers if number in by_number]


def rarity(prepared: Iterable[Prepared], where: Within) -> Rarity:
    """Return how rare the names of these records are within; among few records nothing is said of that."""
    if where.size < SMALLEST:
        return Rarity()
    secret = index.secret_of_keys()
    sounds = {index.word(bone, secret): bone for bone in set().union(*(bones(one.name.words) for one in prepared))}
    counts: dict[str, int] = defaultdict(int)
    for places in _places(where):
        rows = IndexWord.objects.filter(word__in=list(sounds))
        rows = rows if places is None else rows.filter(place__in=places)
        for word, count in rows.values_list("word", "records"):
            counts[sounds[word]] += count
    return Rarity.of(counts, where.size)
