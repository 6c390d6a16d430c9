"""Levels and points of many pairs, as `core.features.levels` and `core.score.total` say them.

This is the one file that knows which features there are. Steps, coarse levels and points are arguments, taken from core
and from `data/weights.yaml`: other weights need no other loop.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import workers
from tulga.matching.bulk.beside import beside, mothers, room, ways_of
from tulga.matching.bulk.columns import Columns
from tulga.matching.bulk.compiled import compiled, lean
from tulga.matching.bulk.evidence import (
    births_level,
    household_level,
    numbers_level,
    place_level,
    role_level,
    step_level,
    told_level,
)
from tulga.matching.bulk.names import tables
from tulga.matching.core import features
from tulga.matching.core.score import Weights, prior, weights

Levels = npt.NDArray[np.int8]
_DIFFERENT = 2  # evidence.Told


class Steps(NamedTuple):
    """Numbers of `core.features` as arrays; `agrees` is the level of a word from which its rarity counts."""

    word: npt.NDArray[np.float64]
    father: npt.NDArray[np.float64]
    mother: npt.NDArray[np.float64]
    coarse: npt.NDArray[np.int64]
    coarse_father: npt.NDArray[np.int64]
    dates: npt.NDArray[np.int64]
    maiden: npt.NDArray[np.int64]
    agrees: int
    maiden_agrees: int


class Points(NamedTuple):
    """`points[feature, level]`, and what every pair begins with."""

    start: float
    points: npt.NDArray[np.float64]


def steps() -> Steps:
    return Steps(
        np.array(features.WORD_STEPS),
        np.array(features.FATHER_STEPS),
        np.array(features.MOTHER_STEPS),
        np.array(features.COARSE),
        np.array(features.COARSE_FATHER),
        np.array([features.DATES[birth] for birth in sorted(features.DATES)]),
        np.array(features.MAIDEN),
        features.AGREES,
        features.MAIDEN_AGREES,
    )


def points_of(size: int, table: Weights) -> Points:
    found = np.zeros((len(table.points), max(map(len, table.points))))
    for row, points in zip(found, table.points, strict=True):
        row[: len(points)] = points
    return Points(prior(size, table), found)


def rare_of(columns: Columns) -> npt.NDArray[np.int8]:
    """Return how rare each skeleton is in these records, as `core.features.Rarity` counts; by number of skeleton."""
    counts = _count_bones(columns.records, columns.parts, columns.loose, columns.words, len(columns.bones.length))
    size = len(columns.ids)
    known = {seen: features.rare(seen, size) for seen in np.unique(counts).tolist()} if size else {}
    return np.array([known.get(seen, 1) for seen in counts.tolist()], np.int8)


@compiled
def _count_bones(records: Any, parts: Any, loose: Any, table: Any, bones: int) -> Any:
    counts, last = np.zeros(bones, np.int64), np.full(bones, -1, np.int64)
    for r in range(len(records.family)):
        apart = records.loose[r]
        if apart >= 0:
            v = loose.first_variant[apart]
            _count_words(loose.word, loose.first_word[v], loose.first_word[v + 1], r, table, counts, last)
        else:
            for part in (records.family[r], records.given[r]):
                _count_words(parts.word, parts.first[part], parts.first[part + 1], r, table, counts, last)
    return counts


@compiled
def _count_words(word: Any, start: int, end: int, r: int, table: Any, counts: Any, last: Any) -> None:
    for k in range(start, end):
        bone = table.likeliest[word[k]]
        if bone >= 0 and last[bone] != r:
            last[bone] = r
            counts[bone] += 1


@lean
def _rare(at: Any, slot: Any, way: Any, part: int, likeliest: Any, rare: Any) -> int:
    """How rare the rarest of the words of a part is; 1 where none has a skeleton, 0 where it has no words."""
    level = 1 if way[part + 1] > way[part] else 0
    for k in range(way[part], way[part + 1]):
        bone = likeliest[slot[at[k]]]
        if bone >= 0:
            level = max(level, rare[bone])
    return level


@lean
def _rarity(found: Any, part: int, room: Any, likeliest: Any, rare: Any) -> int:
    one = _rare(room.at[0], room.slot[0], room.way[0, found.way_a], part, likeliest, rare)
    other = _rare(room.at[1], room.slot[1], room.way[1, found.way_b], part, likeliest, rare)
    return int(min(one, other))


@lean
def _levels(
    a: int, b: int, found: Any, mother: float, c: Any, likeliest: Any, rare: Any, room: Any, s: Any, out: Any
) -> None:
    """`core.features.levels` of records a < b, whose names were laid beside each other."""
    records, births, places, phones, documents, female, head, child = c
    family, given = step_level(found.family, s.word), step_level(found.given, s.word)
    father = step_level(found.father, s.father)
    sex = told_level(records.sex[a], records.sex[b])
    birth = births_level(records.birth[a], records.birth[b], births)
    date = s.dates[birth]
    out[21] = 0
    if 1 <= family <= 3:
        woman = records.sex[a] == female or records.sex[b] == female
        out[21] = 1 if woman and sex != _DIFFERENT else 2
        if out[21] == 1 and s.coarse[given] >= s.maiden_agrees and s.maiden[date, s.coarse_father[father]] > 0:
            out[21], family = s.maiden[date, s.coarse_father[father]], 0
    out[0], out[1], out[2], out[3], out[4] = family, given, father, step_level(mother, s.mother), found.moved
    out[5] = (1 if records.loose[a] >= 0 else 0) + (1 if records.loose[b] >= 0 else 0)
    out[6], out[7] = birth, sex
    out[8] = told_level(records.country[a], records.country[b])
    out[9] = place_level(records.place[a], records.place[b], places)
    out[10] = told_level(records.region[a], records.region[b])
    out[11] = numbers_level(records.phone[a], records.phone[b], phones)
    out[12] = numbers_level(records.document[a], records.document[b], documents)
    out[13] = household_level(records.register[a], records.register[b], records.household[a], records.household[b])
    out[14] = role_level(records.role[a], records.role[b], head, child)
    out[15] = (1 if records.arabic[a] else 0) + (1 if records.arabic[b] else 0)
    out[16] = _rarity(found, found.family_part, room, likeliest, rare) if family >= s.agrees else 0
    out[17] = _rarity(found, found.given_part, room, likeliest, rare) if given >= s.agrees else 0
    out[18] = date * 4 + s.coarse[given]
    out[19] = s.coarse[family] * 4 + s.coarse[given]
    out[20] = date * 4 + s.coarse_father[father]


@lean
def _score_between(
    start: int, end: int, first: Any, second: Any, c: Any, parts: Any, loose: Any, table: Any, tables: Any, rare: Any,
    room: Any, s: Any, worth: Any, points: Any, levels: Any, one: Any,
) -> None:  # fmt: skip
    """Write the points of pairs start..end, and their levels where there is room for them."""
    records = c[0]
    before, ways_a = -1, 0
    for k in range(start, end):
        a, b = first[k], second[k]
        if a != before:
            ways_a = ways_of(
                a, records, parts, loose, table.bare, room.way[0], room.at[0], room.slot[0], room.most_loose
            )
            before = a
        ways_b = ways_of(b, records, parts, loose, table.bare, room.way[1], room.at[1], room.slot[1], room.most_loose)
        found = beside(records.loose[a] >= 0, ways_a, records.loose[b] >= 0, ways_b, table, tables, room)
        x, y = records.mother[a], records.mother[b]
        spans = parts.first[x], parts.first[x + 1], parts.first[y], parts.first[y + 1]
        mother = mothers(parts.word, *spans, table, tables, room) if x and y else np.nan
        _levels(a, b, found, mother, c, table.likeliest, rare, room, s, one)
        total = 0.0
        for f in range(len(one)):
            total += worth.points[f, one[f]]
        points[k] = worth.start + total
        if len(levels):
            for f in range(len(one)):
                levels[k, f] = one[f]


def score(
    columns: Columns, first: npt.NDArray[np.int32], second: npt.NDArray[np.int32], *,
    table: Weights | None = None, keep_levels: bool = False,
) -> tuple[npt.NDArray[np.float64], Levels]:  # fmt: skip
    """Return the points (natural log-odds) of pairs of positions, first < second, and their levels if asked for.

    Levels have one row a pair, one column a feature; none without `keep_levels`. Fastest when `first` is sorted.
    """
    c = columns
    worth = points_of(len(c.ids), table or weights())
    points = np.empty(len(first))
    levels = np.zeros((len(first) if keep_levels else 0, len(worth.points)), np.int8)
    rare, by = rare_of(c), steps()
    told = (c.records, c.births, c.places, c.phones, c.documents, c.female, c.head, c.child)

    def between(span: tuple[int, int], own: Any) -> None:
        _score_between(
            *span,
            first,
            second,
            told,
            c.parts,
            c.loose,
            c.words,
            tables(),
            rare,
            own,
            by,
            worth,
            points,
            levels,
            np.zeros(worth.points.shape[0], np.int8),
        )

    workers.in_threads_with(room, between, workers.spans(len(first)))
    return points, levels
