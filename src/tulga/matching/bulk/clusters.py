"""Groups of many records, as `core.clusters.cluster` forms them from scored pairs."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk.compiled import compiled
from tulga.matching.core.clusters import (
    AGAINST,
    BEYOND,
    CAP,
    DOUBTED,
    NEVER_COMPARED,
    NOT_COMPARED,
    PARTED,
    PARTED_MOST,
    TOGETHER,
    Doubt,
)

DOUBTS = (Doubt.CONTRADICTION, Doubt.WEAK_BRIDGE)  # by number
_NONE, _CONTRADICTION, _WEAK_BRIDGE = -1, 0, 1


class Groups(NamedTuple):
    """`of`: the smallest record of each record's group; `asked`: pairs that joined nothing, `doubt`: why (`DOUBTS`)."""

    of: npt.NDArray[np.int32]
    asked: npt.NDArray[np.int64]
    doubt: npt.NDArray[np.int8]


class _Chains(NamedTuple):
    """Members of groups in the order in which they came: `at` names the group, `next` the member that follows."""

    at: npt.NDArray[np.int32]
    following: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]
    size: npt.NDArray[np.int32]


@compiled
def _points(a: int, b: int, begin: Any, second: Any, points: Any, not_compared: float) -> float:
    """The points of a pair; pairs are sorted, `begin` says where those of each smaller record start."""
    low, high = begin[min(a, b)], begin[min(a, b) + 1]
    wanted = max(a, b)
    while low < high:
        middle = (low + high) // 2
        if second[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    if low < begin[min(a, b) + 1] and second[low] == wanted:
        return float(points[low])
    return not_compared


@compiled
def _doubt(one: int, other: int, chains: Any, begin: Any, second: Any, points: Any, constants: Any) -> int:
    if chains.size[one] == 1 and chains.size[other] == 1:
        return _NONE
    against, cap, not_compared = constants
    balance, least = 0.0, np.inf
    x = one
    while x >= 0:
        y = other
        while y >= 0:
            found = _points(x, y, begin, second, points, not_compared)
            balance += max(-cap, min(cap, found))
            least = min(least, found)
            y = chains.following[y]
        x = chains.following[x]
    if balance > 0:
        return _NONE
    return _CONTRADICTION if least <= against else _WEAK_BRIDGE


@compiled
def _join(one: int, other: int, chains: Any) -> None:
    """Put the smaller group after the larger one; a group is named after the member that its chain begins with."""
    small, large = (one, other) if chains.size[one] <= chains.size[other] else (other, one)
    member = small
    while member >= 0:
        chains.at[member] = large
        member = chains.following[member]
    chains.following[chains.last[large]] = small
    chains.last[large] = chains.last[small]
    chains.size[large] += chains.size[small]


@compiled
def _grouped(
    first: Any, second: Any, points: Any, begin: Any, strongest: Any, chains: Any, constants: Any, doubt: Any
) -> None:
    for rank in range(len(strongest)):
        k = strongest[rank]
        one, other = chains.at[first[k]], chains.at[second[k]]
        doubt[rank] = _NONE
        if one == other:
            continue
        doubt[rank] = _doubt(one, other, chains, begin, second, points, constants)
        if doubt[rank] == _NONE:
            _join(one, other, chains)


def group(
    records: int, first: npt.NDArray[np.int32], second: npt.NDArray[np.int32], points: npt.NDArray[np.float64],
    least: float,
) -> Groups:  # fmt: skip
    """Group records by pairs scored in points; pairs are sorted, `first` < `second`, and `least` or more may join."""
    begin = np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(first, minlength=records), dtype=np.int64)])
    likely = np.flatnonzero(points >= least)
    strongest = likely[np.argsort(-points[likely], kind="stable")]
    alone = np.arange(records, dtype=np.int32)
    chains = _Chains(alone.copy(), np.full(records, -1, np.int32), alone.copy(), np.ones(records, np.int32))
    doubt = np.full(len(strongest), _NONE, np.int8)
    _grouped(first, second, points, begin, strongest, chains, (AGAINST, CAP, NOT_COMPARED), doubt)
    smallest = np.full(records, records, np.int32)
    np.minimum.at(smallest, chains.at, alone)
    asked = doubt != _NONE
    return Groups(smallest[chains.at], strongest[asked], doubt[asked])


class Settled(NamedTuple):
    """Every scored pair and every pair within a group, sorted, with what the groups say of them."""

    first: npt.NDArray[np.int32]
    second: npt.NDArray[np.int32]
    points: npt.NDArray[np.float64]


@compiled
def _within(order: Any, of: Any) -> Any:
    """Return every pair within a group, as smaller × records + larger; `order` sorts by group, then by place."""
    records, count, start = len(order), 0, 0
    for k in range(1, records + 1):
        if k == records or of[order[k]] != of[order[start]]:
            count += (k - start) * (k - start - 1) // 2
            start = k
    found, n, start = np.empty(count, np.int64), 0, 0
    for k in range(records):
        if of[order[k]] != of[order[start]]:
            start = k
        for m in range(start, k):
            found[n] = order[m] * records + order[k]
            n += 1
    return found


def settled(
    first: npt.NDArray[np.int32], second: npt.NDArray[np.int32], points: npt.NDArray[np.float64],
    of: npt.NDArray[np.int32],
) -> Settled:  # fmt: skip
    """`core.clusters.settled`; `of` is the group of each record, pairs are sorted."""
    records = max(len(of), 1)
    doubted = TOGETHER + np.where(points > 0, points, points * DOUBTED)
    less = points + PARTED
    parted = np.where(less <= PARTED_MOST, less, PARTED_MOST + BEYOND * (less - PARTED_MOST))
    worth = np.where(of[first] == of[second], doubted, parted)
    scored = first.astype(np.int64) * records + second
    within = _within(np.argsort(of, kind="stable"), of)
    further = within[~np.isin(within, scored, assume_unique=True)]
    codes = np.concatenate([scored, further])
    order = np.argsort(codes, kind="stable")
    codes, worth = codes[order], np.concatenate([worth, np.full(len(further), NEVER_COMPARED)])[order]
    return Settled((codes // records).astype(np.int32), (codes % records).astype(np.int32), worth)
