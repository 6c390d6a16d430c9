"""Which pairs are worth comparing: keys of a record, and a rare-first choice of partners among records that share one.

A key is a short text; the caller stores it (as an HMAC, where it is kept). Two records are candidates when they share a
key; of many partners those with more and rarer keys in common come first.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from tulga.matching.core.features import Prepared

PARTNERS = 18  # a record proposes so many; a pair proposed from either side counts
LARGEST_BLOCK = 500


def keys_of(record: Prepared) -> frozenset[str]:
    """Return the blocking keys of one record."""
    entry, born, name = record.entry, record.birth, record.name
    bones = sorted({word.bones for word in (*name.family, *name.given) if len(word.bones) > 1})
    fathers = {word.bones for word in name.father if len(word.bones) > 1}
    heads = {word.key[:3] for word in (*name.family, *name.given) if len(word.key) > 2}
    keys = {f"b:{x}:{y}" for x, y in combinations(bones, 2)}
    keys |= {f"b:{min(x, y)}:{max(x, y)}" for x in bones for y in fathers if x != y}
    keys |= {f"y:{x}:{year}" for x in bones for year in _years(record)}
    if born.ordinal and not born.habit:
        low, high = sorted((born.month, born.day))
        keys.add(f"d:{born.year}:{low}:{high}")
        keys |= {f"m:{x}:{low}:{high}" for x in bones}
        keys |= {f"h:{x}:{born.month}:{born.year}" for x in heads} | {f"h:{x}:{-born.day}:{born.year}" for x in heads}
    elif born.ordinal:
        keys |= {f"j:{x}:{born.year}:{born.month}" for x in heads}
    if entry.birth_place:
        keys |= {f"p:{x}:{record.place}" for x in bones}
    if entry.phone:
        keys |= {f"t:{entry.phone}"} | {f"u:{entry.phone}:{x}" for x in heads}
    if entry.document_no:
        keys.add(f"n:{entry.document_no}")
    return frozenset(keys)


def _years(record: Prepared) -> Iterable[int]:
    year = record.birth.year
    if not year:
        return ()
    return (year - 1, year, year + 1) if record.birth.from_age else (year, year + 1)


def candidates(
    keys: Sequence[frozenset[str]], *, partners: int = PARTNERS, largest: int = LARGEST_BLOCK
) -> set[tuple[int, int]]:
    """Return pairs of positions (smaller first) that share keys: each record's best `partners`, rare keys first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, own in enumerate(keys):
        for key in own:
            blocks[key].append(position)
    worth = {key: math.log(len(keys) / len(block)) for key, block in blocks.items() if 1 < len(block) <= largest}
    pairs: set[tuple[int, int]] = set()
    for position, own in enumerate(keys):
        shared: dict[int, float] = defaultdict(float)
        for key in own:
            value = worth.get(key)
            if value is not None:
                for other in blocks[key]:
                    shared[other] += value
        shared.pop(position, None)
        best = sorted(shared, key=lambda other: (-shared[other], other))[:partners]
        pairs.update((min(position, other), max(position, other)) for other in best)
    return pairs
