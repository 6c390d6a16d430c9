"""What the other records say of each of very many pairs, as `core.context` and `core.score.in_context` say it."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import workers
from tulga.matching.bulk.compiled import compiled
from tulga.matching.bulk.evidence import step_level
from tulga.matching.core import context
from tulga.matching.core.score import Weights

Int32 = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
_NOT_COMPARED = -1.0  # points of two partners that were not compared


class Near(NamedTuple):
    """The partners of each record, sorted, with the points of the pair; `begin` says where those of a record start."""

    begin: npt.NDArray[np.int64]
    partner: Int32
    points: Floats


class _Steps(NamedTuple):
    third: Floats
    apart: Floats
    rival: Floats


@compiled
def _near(first: Any, second: Any, points: Any, begin: Any, partner: Any, value: Any) -> None:
    """Write every pair under both of its records; pairs are sorted, so that partners come out sorted."""
    at = begin[:-1].copy()
    for k in range(len(first)):  # the smaller partners of a record
        partner[at[second[k]]], value[at[second[k]]] = first[k], points[k]
        at[second[k]] += 1
    for k in range(len(first)):
        partner[at[first[k]]], value[at[first[k]]] = second[k], points[k]
        at[first[k]] += 1


@compiled
def _greater(found: float, best: float) -> float:
    return found if np.isnan(best) or found > best else best


@compiled
def _levels(a: int, b: int, value: float, near: Any, register: Any, s: Any) -> tuple[int, int, int]:
    """Walk the sorted partners of both records side by side."""
    third, apart, rival = np.nan, np.nan, np.nan
    i, end_i, j, end_j = near.begin[a], near.begin[a + 1], near.begin[b], near.begin[b + 1]
    while i < end_i or j < end_j:
        of_a = near.partner[i] if i < end_i else 0x7FFFFFFF
        of_b = near.partner[j] if j < end_j else 0x7FFFFFFF
        one = min(of_a, of_b)
        x = near.points[i] if of_a == one else _NOT_COMPARED
        y = near.points[j] if of_b == one else _NOT_COMPARED
        if of_a == one and of_b == one:
            low, high = min(x, y), max(x, y)
            third = _greater(low, third)
            apart = _greater(min(high, -low), apart)
        if of_a == one and one != b and register[b] and register[one] == register[b] and y < 0:
            rival = _greater(x, rival)
        if of_b == one and one != a and register[a] and register[one] == register[a] and x < 0:
            rival = _greater(y, rival)
        i += of_a == one
        j += of_b == one
    return step_level(third, s.third), step_level(apart, s.apart), step_level(rival - value, s.rival)


@compiled
def _add_between(
    start: int, end: int, first: Any, second: Any, points: Any, near: Any, register: Any, s: Any, begin_with: float,
    worth: Any, out: Any,
) -> None:  # fmt: skip
    for k in range(start, end):
        third, apart, rival = _levels(first[k], second[k], points[k], near, register, s)
        out[k] = points[k] + begin_with + (worth[0, third] + worth[1, apart] + worth[2, rival])


def near_of(records: int, first: Int32, second: Int32, points: Floats) -> Near:
    """Return the partners of each record; pairs are sorted, `first` < `second`."""
    counts = np.bincount(first, minlength=records) + np.bincount(second, minlength=records)
    begin = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
    near = Near(begin, np.empty(2 * len(first), np.int32), np.empty(2 * len(first)))
    _near(first, second, points, near.begin, near.partner, near.points)
    return near


def in_context(first: Int32, second: Int32, points: Floats, register: Int32, table: Weights) -> Floats:
    """Return the points of every pair with what the other records say of it; pairs are sorted, `first` < `second`."""
    near = near_of(len(register), first, second, points)
    steps = _Steps(np.array(context.THIRD_STEPS), np.array(context.APART_STEPS), np.array(context.RIVAL_STEPS))
    worth, out = np.zeros((len(table.context), max(map(len, table.context)))), np.empty(len(points))
    for row, values in zip(worth, table.context, strict=True):
        row[: len(values)] = values

    def between(span: tuple[int, int]) -> None:
        _add_between(*span, first, second, points, near, register, steps, table.context_start, worth, out)

    workers.in_threads(between, workers.spans(len(points)))
    return out
