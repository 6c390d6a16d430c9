"""Which pairs are worth comparing: keys of a record, and a rare-first choice of partners among records that share one.

A key is a short text; the caller stores it (as a keyed hash, where it is kept). Two records are candidates when they
share a key; of many partners those with more and rarer keys in common come first.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby

from tulga.matching.core.features import Prepared
from tulga.matching.core.parts import Words
from tulga.matching.core.tokens import Token

EDITION = 1  # of the keys: one more whenever a reader or a rule changes them, so that indexes are made anew
PARTNERS = 16  # a record proposes so many; a pair proposed from either side counts
LARGEST_BLOCK = 400
MOST_SKELETONS = 3  # of one word: ambiguous letters give several


def keys_of(record: Prepared) -> frozenset[str]:
    """Return the blocking keys of one record, about twenty.

    Two consonant skeletons; one with the beginning of another; a skeleton with year, day and month, place or region;
    the beginning of a word with month or day and year; a date; a telephone; a document. A word has as many skeletons as
    its letters have readings; two words that a clerk may have cut apart have a joint one.
    """
    words = [found for word in record.name.words if not word.initial and (found := _skeletons(word))]
    fathers = [found for word in record.name.fathers if (found := _skeletons(word))]
    bones = {bone for word in words for bone in word if len(bone) > 1} | set(_joint(record))
    keys = set(_by_names(words, fathers))
    keys |= _by_birth(record, bones, fathers)
    keys |= _by_rest(record, bones)
    return frozenset(keys)


def _skeletons(word: Token) -> tuple[str, ...]:
    return tuple(bone for bone in word.skeletons if bone)[:MOST_SKELETONS]


def _joint(record: Prepared) -> Iterator[str]:
    """Skeletons of compound parts in one piece, and of words that only joined neighbours give."""
    for way in record.name.ways:
        for part in (way.family, way.given):
            if len(part) > 1:
                yield from _long(_in_one_piece(part))
            elif record.name.loose:
                for word in part:
                    for bone in _skeletons(word):
                        yield from _long(bone)


def _long(bone: str) -> Iterator[str]:
    if len(bone) > 1:
        yield bone


def _in_one_piece(words: Words) -> str:
    together = "".join(word.skeletons[0] for word in words if word.skeletons)
    return "".join(letter for letter, _ in groupby(together))


def _by_names(words: list[tuple[str, ...]], fathers: list[tuple[str, ...]]) -> Iterator[str]:
    pairs = [*combinations(words, 2), *((word, father) for word in words for father in fathers)]
    for one, other in pairs:
        yield from (f"b:{min(x, y)}:{max(x, y)}" for x in one for y in other if x != y)
    both = [*words, *fathers]
    for i, word in enumerate(words):
        for j, other in enumerate(both):
            if i != j:
                yield from (f"c:{x}:{y}" for x in word[:2] for y in {bone[:2] for bone in other})


def _by_birth(record: Prepared, bones: set[str], fathers: list[tuple[str, ...]]) -> set[str]:
    born, heads = record.birth, {bone[:2] for bone in bones}
    keys = {f"y:{x}:{year}" for x in bones for year in _years(record)}
    if born.year:
        keys |= {f"f:{x}:{born.year}" for father in fathers for x in father}
    if born.ordinal and not born.habit:
        low, high = sorted((born.month, born.day))
        keys.add(f"d:{born.year}:{low}:{high}")
        keys |= {f"m:{x}:{low}:{high}" for x in bones}
        keys |= {f"g:{bone[:3]}:{low}:{high}" for bone in bones if len(bone) > 3}
        keys |= {f"h:{x}:{born.month}:{born.year}" for x in heads} | {f"h:{x}:{-born.day}:{born.year}" for x in heads}
    elif born.ordinal:
        keys |= {f"j:{x}:{born.year}:{born.month}" for x in heads}
    return keys


def _years(record: Prepared) -> Iterable[int]:
    year = record.birth.year
    if not year:
        return ()
    return (year - 1, year, year + 1) if record.birth.from_age else (year, year + 1)


def _by_rest(record: Prepared, bones: set[str]) -> set[str]:
    entry = record.entry
    keys: set[str] = set()
    if entry.birth_place:
        keys |= {f"p:{x}:{record.place}" for x in bones}
    if entry.residence_region:
        keys |= {f"r:{x}:{entry.residence_region}" for x in bones}
    if entry.phone:
        keys |= {f"t:{entry.phone}"} | {f"u:{entry.phone}:{bone[:2]}" for bone in bones}
    if entry.document_no:
        keys.add(f"n:{entry.document_no}")
    return keys


def candidates(
    keys: Sequence[frozenset[str]], *, partners: int = PARTNERS, largest: int = LARGEST_BLOCK
) -> set[tuple[int, int]]:
    """Return pairs of positions (smaller first) that share keys: each record's best `partners`, rare keys first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for position, own in enumerate(keys):
        for key in own:
            blocks[key].append(position)
    worth = {key: rarity(len(keys), len(block)) for key, block in blocks.items() if 1 < len(block) <= largest}
    pairs: set[tuple[int, int]] = set()
    for position, own in enumerate(keys):
        shared: dict[int, int] = defaultdict(int)
        for key in own:
            value = worth.get(key)
            if value is not None:
                for other in blocks[key]:
                    shared[other] += value
        shared.pop(position, None)
        best = sorted(shared, key=lambda other: (-shared[other], other))[:partners]
        pairs.update((min(position, other), max(position, other)) for other in best)
    return pairs


def rarity(records: int, sharing: int) -> int:
    """Return what a shared key is worth, in thousandths of a nat: whole numbers add up alike in any order."""
    return max(1, round(1000 * math.log(records / sharing)))
