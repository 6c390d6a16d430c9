"""Pairs worth comparing among many records, as `core.candidates.candidates` chooses them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import workers
from tulga.matching.bulk.compiled import compiled
from tulga.matching.bulk.keys import Keys
from tulga.matching.core.candidates import LARGEST_BLOCK, PARTNERS, rarity

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
_BUCKETS = 256
_SHIFT = 56  # the first byte of a key says the bucket


@compiled
def _count(keys: Any, counts: Any) -> None:
    for k in range(len(keys)):
        counts[keys[k] >> np.uint64(_SHIFT)] += 1


@compiled
def _distribute(keys: Any, first: Any, start: int, record: int, at: Any, key: Any, owner: Any) -> int:
    """Write keys and the records that own them into their buckets; return the record that comes next."""
    for k in range(len(keys)):
        while first[record + 1] <= start + k:
            record += 1
        bucket = keys[k] >> np.uint64(_SHIFT)
        key[at[bucket]] = keys[k]
        owner[at[bucket]] = record
        at[bucket] += 1
    return record


@compiled
def _blocks_of(key: Any, order: Any, owner: Any, largest: int) -> Any:
    """Return members and lengths of the blocks of 2 to `largest` records in one bucket."""
    members, lengths = np.empty(len(key), np.int32), np.empty(len(key) // 2 + 1, np.int32)
    kept, blocks, start = 0, 0, 0
    for k in range(1, len(key) + 1):
        if k < len(key) and key[order[k]] == key[order[start]]:
            continue
        if 1 < k - start <= largest:
            for m in range(start, k):
                members[kept] = owner[order[m]]
                kept += 1
            lengths[blocks] = k - start
            blocks += 1
        start = k
    return members[:kept].copy(), lengths[:blocks].copy()


@compiled
def _turn(first: Any, members: Any, records: int) -> Any:
    """Return the blocks of each record: where they begin, and their numbers."""
    begin = np.zeros(records + 1, np.int64)
    for k in range(len(members)):
        begin[members[k] + 1] += 1
    for r in range(records):
        begin[r + 1] += begin[r]
    at = begin[:-1].copy()
    block = np.empty(len(members), np.int32)
    for b in range(len(first) - 1):
        for k in range(first[b], first[b + 1]):
            block[at[members[k]]] = b
            at[members[k]] += 1
    return begin, block


@compiled
def _partners_between(
    start: int, end: int, begin: Any, block: Any, first: Any, members: Any, worth: Any, partners: int
) -> Any:
    """Return for records start..end the pairs with their best partners, as smaller × records + larger, unsorted."""
    records = len(begin) - 1
    shared = np.zeros(records, np.int32)
    touched = np.empty(records, np.int32)
    best = np.empty(partners, np.int64)
    out = np.empty((end - start) * partners, np.int64)
    n = 0
    for r in range(start, end):
        count = 0
        for k in range(begin[r], begin[r + 1]):
            b = block[k]
            value = worth[first[b + 1] - first[b]]
            for m in range(first[b], first[b + 1]):
                other = members[m]
                if shared[other] == 0:
                    touched[count] = other
                    count += 1
                shared[other] += value
        kept = 0
        for t in range(count):
            other = touched[t]
            value = np.int64(shared[other]) << 32 | (0x7FFFFFFF - other)
            shared[other] = 0
            if other == r or (kept == partners and value < best[kept - 1]):
                continue
            k = min(kept, partners - 1)
            while k > 0 and best[k - 1] < value:
                best[k] = best[k - 1]
                k -= 1
            best[k] = value
            kept = min(kept + 1, partners)
        for k in range(kept):
            other = 0x7FFFFFFF - (best[k] & 0x7FFFFFFF)
            out[n] = min(r, other) * records + max(r, other)
            n += 1
    return out[:n].copy()


def _sorted_buckets(first: Int64, pieces: list[Keys], largest: int) -> tuple[Int64, Int32]:
    """Return where each block begins, and the members of all blocks. `pieces` is emptied as it is read."""
    counts = np.zeros(_BUCKETS, np.int64)
    for piece in pieces:
        _count(piece, counts)
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    key, owner, at = np.empty(starts[-1], np.uint64), np.empty(starts[-1], np.int32), starts[:-1].copy()
    done, record = 0, 0
    while pieces:
        piece = pieces.pop(0)
        record = _distribute(piece, first, done, record, at, key, owner)
        done += len(piece)

    def blocks(bucket: int) -> tuple[Int32, Int32]:
        part = slice(starts[bucket], starts[bucket + 1])
        found: tuple[Int32, Int32] = _blocks_of(key[part], np.argsort(key[part]), owner[part], largest)
        return found

    found = workers.in_threads(blocks, range(_BUCKETS))
    lengths = np.concatenate([lengths for _, lengths in found])
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]), np.concatenate([one for one, _ in found])


def candidates(
    first: Int64, pieces: list[Keys], *, partners: int = PARTNERS, largest: int = LARGEST_BLOCK
) -> tuple[Int32, Int32]:
    """Return pairs of positions (smaller, larger), sorted; `first` and `pieces` are those of `keys.keys_of`.

    `pieces` is emptied, so that the keys need not be held while pairs are found.
    """
    records = len(first) - 1
    block_first, members = _sorted_buckets(first, pieces, largest)
    worth = np.array([rarity(max(records, 1), max(size, 1)) for size in range(largest + 1)], np.int32)  # never 0
    begin, block = _turn(block_first, members, records)

    def between(span: tuple[int, int]) -> Int64:
        found: Int64 = _partners_between(*span, begin, block, block_first, members, worth, partners)
        return found

    found = np.concatenate([np.zeros(0, np.int64), *workers.in_threads(between, workers.spans(records))])
    found.sort()
    if len(found):
        found = found[np.concatenate([[True], found[1:] != found[:-1]])]
    return (found // max(records, 1)).astype(np.int32), (found % max(records, 1)).astype(np.int32)
