"""From a list and what was judged of it to a table of points, and a report of what moved and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import candidates, context, keys
from tulga.matching.bulk import levels as bulk_levels
from tulga.matching.bulk.columns import columns
from tulga.matching.core.features import FEATURES
from tulga.matching.core.records import Entry
from tulga.matching.core.score import Weights, weights
from tulga.matching.learning import judged, mixture, shifts
from tulga.matching.learning.mixture import Floats, Levels

FEWEST_PAIRS = 500  # candidates below which a list says too little
FEWEST_SAME = 50.0  # pairs that are one person, as estimated
SHARE_OF_START = 0.25  # of the way to the estimated number of pairs: more is better calibrated, and groups err more
MOST_OF_START = 4.0
Answers = Mapping[tuple[str, str], bool]  # pairs of ids → the same person or not


class Kept(StrEnum):
    """Why points were left as they were."""

    FEW_PAIRS = "few_pairs"  # the list is too short, or names nobody twice
    NOT_ASKED = "not_asked"  # learning without answers was not wanted
    FEW_ANSWERS = "few_answers"  # too few, or nearly all alike
    NO_ANSWERS = "no_answers"


@dataclass(frozen=True)
class Change:
    """A feature, its points as they were and as they are, and in how many pairs of one person it was told."""

    feature: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    pairs: int


@dataclass(frozen=True)
class Learned:
    """Attributes:
    pairs: candidates of the list; same: how many of them are one person, as estimated without answers.
    kept: why one of the two ways taught nothing; both mean that the table is the one that was given.
    unused: judged pairs with a record that the list does not have.
    """

    table: Weights
    records: int
    pairs: int
    same: float | None
    start: tuple[float, float]
    changes: tuple[Change, ...]
    answers: int
    kept: tuple[Kept, ...]
    unused: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Pairs:
    ids: list[str]
    first: npt.NDArray[np.int32]
    second: npt.NDArray[np.int32]
    levels: Levels
    alone: Floats
    whole: Floats
    candidate: npt.NDArray[np.bool_]


def learn(
    listed: Iterable[Entry], answers: Answers | None = None, *, table: Weights | None = None, alone: bool = True
) -> Learned:
    """Return points for lists like this one; the order of records and answers is indifferent.

    `listed`: ids are unique. `answers`: of pairs of its ids, in either order. `alone`: learn without answers first.
    `table`: the points that are moved, the shipped ones where none are given.
    """
    given = table or weights()
    asked = {(min(pair), max(pair)): same for pair, same in (answers or {}).items()}
    pairs, unused = _compared(listed, asked, given)
    kept: list[Kept] = []
    now, same, counts = given, None, dict[str, float]()
    if not alone:
        kept.append(Kept.NOT_ASKED)
    elif (found := _alone(pairs, given)) is None:
        kept.append(Kept.FEW_PAIRS)
    else:
        now, same, counts = found
    used = [pair for pair in asked if pair not in unused]
    if not used:
        kept.append(Kept.NO_ANSWERS)
    elif (followed := _follow(pairs, {pair: asked[pair] for pair in used}, given, now)) is None:
        kept.append(Kept.FEW_ANSWERS)
    else:
        now = followed
    return Learned(
        now, len(pairs.ids), int(pairs.candidate.sum()), same, (given.start, now.start), _changes(given, now, counts),
        0 if Kept.FEW_ANSWERS in kept else len(used), tuple(kept), tuple(sorted(unused)),
    )  # fmt: skip


def _compared(
    listed: Iterable[Entry], asked: Mapping[tuple[str, str], bool], table: Weights
) -> tuple[_Pairs, set[tuple[str, str]]]:
    """Compare candidates, and judged pairs that are none."""
    records = columns(listed)
    at = {one: place for place, one in enumerate(records.ids)}
    unused = {pair for pair in asked if pair[0] not in at or pair[1] not in at or pair[0] == pair[1]}
    first, second = candidates.candidates(*keys.keys_of(records))
    size = max(len(at), 1)
    proposed = first.astype(np.int64) * size + second
    also = [at[a] * size + at[b] for a, b in asked if (a, b) not in unused]
    every = np.unique(np.concatenate([proposed, np.array(also, np.int64)]))
    first, second = (every // size).astype(np.int32), (every % size).astype(np.int32)
    points, levels = bulk_levels.score(records, first, second, table=table, keep_levels=True)
    whole = context.in_context(first, second, points, records.records.register, table)
    return _Pairs(records.ids, first, second, levels, points, whole, np.isin(every, proposed)), unused


def _alone(pairs: _Pairs, table: Weights) -> tuple[Weights, float, dict[str, float]] | None:
    """Move points without answers; None where the list says too little."""
    levels, before = pairs.levels[pairs.candidate], pairs.alone[pairs.candidate]
    if len(levels) < FEWEST_PAIRS:
        return None
    points, there = _arrays(table), shifts.reference()
    bins = mixture.bins_of(levels, points)
    found = mixture.estimate(bins, 1 / (1 + np.exp(-np.clip(before, -30, 30))), there.blocks)
    same = found.share * len(levels)
    if same < FEWEST_SAME:
        return None
    counts = {}
    after = [one.copy() for one in points]
    for feature, here in shifts.seen(levels, points, found).items():
        at = FEATURES.index(feature)
        after[at], counts[feature] = shifts.moved(feature, points[at], here, there.features[feature])
    start = table.start + SHARE_OF_START * _start_for(same, before + _moved_by(levels, points, after))
    return _with(table, start, after), same, counts


def _moved_by(levels: Levels, before: list[Floats], after: list[Floats]) -> Floats:
    found = np.zeros(len(levels))
    for at, (old, new) in enumerate(zip(before, after, strict=True)):
        found += (new - old)[levels[:, at]]
    return found


def _start_for(same: float, totals: Floats) -> float:
    """Return what has to be added for so many pairs to be expected, within bounds."""
    low, high = -MOST_OF_START, MOST_OF_START
    for _ in range(50):
        middle = (low + high) / 2
        expected = (1 / (1 + np.exp(-np.clip(totals + middle, -30, 30)))).sum()
        low, high = (middle, high) if expected < same else (low, middle)
    return low


def _follow(pairs: _Pairs, answers: Mapping[tuple[str, str], bool], given: Weights, now: Weights) -> Weights | None:
    size = len(pairs.ids)
    at = {one: place for place, one in enumerate(pairs.ids)}
    code = pairs.first.astype(np.int64) * size + pairs.second
    ordered = sorted(answers)
    where = np.searchsorted(code, [at[a] * size + at[b] for a, b in ordered])
    same = np.array([answers[pair] for pair in ordered])
    before, points = _arrays(given), _arrays(now)
    levels = pairs.levels[where]
    totals = pairs.whole[where] + _moved_by(levels, before, points) + now.start - given.start
    if not judged.enough(same, totals):
        return None
    found = judged.follow(levels, same, totals, points)
    return _with(now, now.start + found.start, found.points)


def _arrays(table: Weights) -> list[Floats]:
    return [np.array(points, float) for points in table.points]


def _with(table: Weights, start: float, points: list[Floats]) -> Weights:
    rounded = tuple(tuple(round(float(p), 3) + 0.0 for p in one) for one in points)
    return replace(table, start=round(start, 3), points=rounded)


def _changes(before: Weights, after: Weights, counts: Mapping[str, float]) -> tuple[Change, ...]:
    return tuple(
        Change(feature, old, new, round(counts.get(feature, 0)))
        for feature, old, new in zip(FEATURES, before.points, after.points, strict=True)
        if old != new
    )
