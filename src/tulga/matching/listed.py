"""Records of a file laid side by side: who may be listed twice, and who looks most like a record that is asked about.

Needs no database. `entries` reads rows, `dedupe` scores pairs and groups them, `search` ranks. A cell that cannot be
used is told and counts as not told; its row is used. Nothing here decides: scores are proposals.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from itertools import islice

from tulga.matching.bulk.dedupe import Found as Many
from tulga.matching.bulk.dedupe import dedupe as dedupe_many
from tulga.matching.bulk.records import all_levels
from tulga.matching.bulk.sounds import Sounds
from tulga.matching.core.candidates import LARGEST_BLOCK, candidates, keys_of
from tulga.matching.core.clusters import Clusters, cluster, settled
from tulga.matching.core.evidence import is_date
from tulga.matching.core.features import Prepared, Rarity, prepare
from tulga.matching.core.records import Entry
from tulga.matching.core.score import Weights, in_context, probability, total, weights
from tulga.matching.tables import Problem, Row, Wrong

NEEDED = ("record_id",)
NAMES = ("full_name", "family_name", "given_name")
KNOWN = tuple("record_id" if one.name == "id" else one.name for one in fields(Entry))
LEAST = 0.001  # pairs less likely than this are not listed
SHOWN = 20  # records listed for one that is asked about
ASKED = 120  # partners by keys that are scored for one that is asked about
FURTHER = 200  # partners by sound that are scored where none of those is likely
LIKELY = 2.0  # points
OLDEST = 120
MANY = 3000  # records from which compiled loops compare them; the answer is the same


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs (smaller id first) with their probability, the likeliest first; groups; and pairs that became questions."""

    pairs: Iterable[tuple[str, str, float]]
    clusters: Clusters


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The pairs of very many records; they are made as they are walked, which may be done again."""

    many: Many

    def __iter__(self) -> Iterator[tuple[str, str, float]]:
        return self.many.pairs(LEAST)


def entries(rows: Iterable[Row]) -> tuple[list[Entry], list[Problem]]:
    """Return the record of every row, and every cell that cannot be used: no date, no age, no name at all."""
    found: list[Entry] = []
    problems: list[Problem] = []
    for row in rows:
        entry, wrong = entry_of(row)
        found.append(entry)
        problems += wrong
    return found, problems


def entry_of(row: Row) -> tuple[Entry, list[Problem]]:
    """Return the record of one row, and its cells that cannot be used."""
    wrong = list(_unusable(row))
    unread = {problem.column for problem in wrong}
    cells = {name: "" if name in unread else row.cells.get(name, "") for name in KNOWN}
    age = cells.pop("age_stated")
    return Entry(cells.pop("record_id"), age_stated=int(age) if age else None, **cells), wrong


def _unusable(row: Row) -> Iterator[Problem]:
    cells = row.cells
    if not any(cells.get(name) for name in NAMES):
        yield Problem(row.number, "full_name", Wrong.EMPTY)
    if cells.get("birth_date") and not _may_be_date(cells["birth_date"]):
        yield Problem(row.number, "birth_date", Wrong.NO_DATE)
    if cells.get("registered_on") and not _is_day(cells["registered_on"]):
        yield Problem(row.number, "registered_on", Wrong.NO_DATE)
    age = cells.get("age_stated", "")
    if age and not (age.isascii() and age.isdigit() and len(age) < 4 and int(age) <= OLDEST):
        yield Problem(row.number, "age_stated", Wrong.NO_AGE)


@lru_cache(maxsize=1 << 16)
def _may_be_date(text: str) -> bool:
    return is_date(text)


@lru_cache(maxsize=1 << 16)
def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def dedupe(listed: Iterable[Entry], *, table: Weights | None = None) -> Found:
    """Score every pair of records worth comparing, and group them; the order of the records is indifferent.

    `listed`: ids are unique; walked once, and a long list is not held. `table`: the points, the shipped ones where none
    are given.
    """
    by = table or weights()
    walked = iter(listed)
    held = list(islice(walked, MANY))
    if len(held) >= MANY:
        many = dedupe_many(_emptied(held, walked), table=by)
        return Found(_Pairs(many), many.clusters())
    points = scored(held, table=by)
    least = math.log(by.threshold / (1 - by.threshold))
    grouped = cluster((entry.id for entry in sorted(held, key=lambda entry: entry.id)), points, least)
    settled_points = settled(points, grouped)
    shown = [(a, b, probability(value)) for (a, b), value in settled_points.items() if probability(value) >= LEAST]
    return Found(sorted(shown, key=lambda pair: (-pair[2], pair[0], pair[1])), grouped)


def _emptied(held: list[Entry], more: Iterator[Entry]) -> Iterator[Entry]:
    """Yield all of them, letting go of those that were held."""
    held.reverse()
    while held:
        yield held.pop()
    yield from more


def scored(listed: Sequence[Entry], *, table: Weights | None = None) -> dict[tuple[str, str], float]:
    """Return the points of every pair worth comparing (smaller id first), with what the other records say of it."""
    by = table or weights()
    records = [prepare(entry) for entry in sorted(listed, key=lambda entry: entry.id)]
    rarity, size = Rarity(records), len(records)
    near = sorted(candidates([keys_of(record) for record in records]))
    pairs = [(records[i].entry.id, records[j].entry.id) for i, j in near]
    alone = [total(found, size, by) for found in all_levels(records, near, rarity).tolist()]
    registers = {record.entry.id: record.entry.register for record in records}
    return dict(zip(pairs, in_context(pairs, alone, registers, by), strict=True))


class Searchable:
    """Records that can be asked which of them look most like one.

    `expected`: records that may be asked about beside those of the list; they answer sooner. `table`: the points, the
    shipped ones where none are given.
    """

    def __init__(
        self, listed: Sequence[Entry], expected: Iterable[Entry] = (), *, table: Weights | None = None
    ) -> None:
        self._table = table or weights()
        self._ids = [entry.id for entry in listed]
        self._records = [prepare(entry) for entry in listed]
        self._rarity = Rarity(self._records)
        self._expected = tuple(expected)
        self._sounds: Sounds | None = None
        self._blocks: dict[str, list[int]] = defaultdict(list)
        for position, record in enumerate(self._records):
            for key in keys_of(record):
                self._blocks[key].append(position)

    def most_like(self, entry: Entry) -> list[tuple[str, float]]:
        """Return ids and probabilities, the likeliest first; the record with the entry's own id is left out.

        Records that share keys are scored; where none of them is likely, so are those whose names sound alike.
        """
        asked = prepare(entry)
        near = self._partners(asked)
        found = self._scored(asked, near)
        if max(found.values(), default=-1.0) < LIKELY:
            found |= self._scored(asked, self._sounding_like(asked).difference(near))
        best = sorted(found, key=lambda one: (-found[one], self._ids[one]))[:SHOWN]
        return [(self._ids[one], probability(found[one])) for one in best]

    def _partners(self, asked: Prepared) -> set[int]:
        worth: dict[int, float] = defaultdict(float)
        for key in sorted(keys_of(asked)):
            block = self._blocks.get(key, ())
            if block and len(block) <= LARGEST_BLOCK * 4:
                value = math.log(1 + len(self._ids) / len(block))
                for one in block:
                    if self._ids[one] != asked.entry.id:
                        worth[one] += value
        return set(sorted(worth, key=lambda one: (-worth[one], self._ids[one]))[:ASKED])

    def _sounding_like(self, asked: Prepared) -> set[int]:
        if self._sounds is None:
            self._sounds = Sounds(self._records, map(prepare, self._expected))
        return {one for one in self._sounds.nearest(asked, FURTHER) if self._ids[one] != asked.entry.id}

    def _scored(self, asked: Prepared, near: Iterable[int]) -> dict[int, float]:
        """Return position → points."""
        positions, table, size = list(near), self._table, len(self._ids)
        records = [asked, *(self._records[one] for one in positions)]
        found = all_levels(records, [(0, k) for k in range(1, len(records))], self._rarity)
        return {one: total(row, size, table) for one, row in zip(positions, found.tolist(), strict=True)}
