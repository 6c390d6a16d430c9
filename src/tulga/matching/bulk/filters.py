"""Filters of bits laid side by side, every one with every other: pairs that are alike enough."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import kernels
from tulga.matching.bulk.compiled import compiled

Bits = npt.NDArray[np.uint64]
_WORD = 64
_ROOM = 1 << 16


def packed(filters: Sequence[int], bits: int) -> Bits:
    """Return one row of 64-bit words a filter."""
    raw = b"".join(one.to_bytes(bits // 8, "little") for one in filters)
    return np.frombuffer(raw, np.dtype("<u8")).reshape(len(filters), bits // _WORD).astype(np.uint64)


def alike(a: Bits, b: Bits, least: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return the pairs of rows of a and b that share at least so much (Dice), in order, with how much they share.

    Time grows with the product of both numbers; filters of very different size are passed over by their size.
    """
    own, theirs = _counts(a), _counts(b)
    order = np.argsort(theirs, kind="stable")
    pairs, values = [], []
    start = 0
    while start < len(a):
        found, shared, start = _alike(a, b[order], own, theirs[order], least, start, _ROOM + len(b))
        pairs.append(found)
        values.append(shared)
    if not pairs:
        return np.empty((0, 2), np.int64), np.empty(0)
    every, alikeness = np.concatenate(pairs), np.concatenate(values)
    every[:, 1] = order[every[:, 1]]
    by = np.lexsort((every[:, 1], every[:, 0]))
    return every[by], alikeness[by]


def _counts(rows: Bits) -> npt.NDArray[np.int64]:
    found: npt.NDArray[np.int64] = np.bitwise_count(rows).sum(axis=1, dtype=np.int64)
    return found


@compiled
def _ones(word: np.uint64) -> np.uint64:
    """Count the ones of a word by adding neighbours."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (word * np.uint64(0x0101010101010101)) >> np.uint64(56)


@compiled
def _alike(
    a: Bits, b: Bits, own: kernels.Ints, theirs: kernels.Ints, least: float, start: int, room: int
) -> tuple[kernels.Ints, kernels.Floats, int]:
    """Go on from a row of a until the room may not hold the next one; `theirs` rises."""
    pairs, values = np.empty((room, 2), np.int64), np.empty(room, np.float64)
    found, i = 0, start
    while i < len(a) and found + len(b) <= room:
        low = np.searchsorted(theirs, own[i] * least / (2 - least) - 1e-6)
        high = np.searchsorted(theirs, own[i] * (2 - least) / least + 1e-6)
        for j in range(low, high):
            sizes = own[i] + theirs[j]
            if sizes == 0:
                continue
            shared = np.uint64(0)
            for k in range(a.shape[1]):
                shared += _ones(a[i, k] & b[j, k])
            value = 2.0 * shared / sizes
            if value >= least:
                pairs[found, 0], pairs[found, 1], values[found] = i, j, value
                found += 1
        i += 1
    return pairs[:found].copy(), values[:found].copy(), i
