"""Levels of many pairs of records: likenesses of words by compiled loops first, then the plain features.

What `core.features.levels` says of a pair is what is said here; only the likenesses are computed beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import kernels
from tulga.matching.bulk.compiled import compiled
from tulga.matching.bulk.names import tables, words_of
from tulga.matching.core import parts
from tulga.matching.core.features import FEATURES, Prepared, Rarity, levels
from tulga.matching.core.phonemes import LONGEST
from tulga.matching.core.tokens import Token

PART = 20_000  # pairs whose words are computed together
_ROOM = 3


@compiled
def _score_words(pairs: kernels.Ints, words: kernels.Words, tables: kernels.Tables) -> kernels.Floats:
    rows = np.zeros((_ROOM, LONGEST + 1), np.float64)
    found = np.empty(len(pairs), np.float64)
    for k in range(len(pairs)):
        found[k] = kernels.word_score(pairs[k, 0], pairs[k, 1], words, tables, rows)
    return found


def all_levels(records: Sequence[Prepared], pairs: Sequence[tuple[int, int]], rarity: Rarity) -> npt.NDArray[np.int8]:
    """Return one row a pair of positions, one column a feature."""
    found = np.zeros((len(pairs), len(FEATURES)), np.int8)
    words = [_Words(record) for record in records] if pairs else []
    for start in range(0, len(pairs), PART):
        part = pairs[start : start + PART]
        remember([(words[i], words[j]) for i, j in part])
        for k, (i, j) in enumerate(part, start):
            found[k] = levels(records[i], records[j], rarity)
    return found


class _Words:
    """Words of a record that a comparison may lay beside those of another, by kind."""

    __slots__ = ("fathers", "mothers", "names")

    def __init__(self, record: Prepared) -> None:
        ways = record.name.ways
        parted = [part for way in ways for part in (way.family, way.given) if part]
        self.names = {word for part in parted for word in (*part, parts.in_one_piece(part))}
        self.fathers = {word for way in ways for word in way.father}
        self.mothers = set(record.mother)

    def beside(self, other: _Words) -> Iterator[tuple[Token, Token]]:
        for mine, theirs in ((self.names, other.names), (self.fathers, other.fathers), (self.mothers, other.mothers)):
            for x in mine:
                for y in theirs:
                    yield x, y


def remember(pairs: Sequence[tuple[_Words, _Words]]) -> None:
    """Compute the likeness of all words of these pairs that is not known yet."""
    numbers: dict[str, int] = {}
    tokens: list[Token] = []
    wanted: dict[tuple[str, str], tuple[int, int]] = {}
    for a, b in pairs:
        for x, y in a.beside(b):
            key = (x.text, y.text) if x.text <= y.text else (y.text, x.text)
            if key in wanted or parts.is_known(key):
                continue
            for word in (x, y):
                if word.text not in numbers:
                    numbers[word.text] = len(tokens)
                    tokens.append(word)
            wanted[key] = numbers[key[0]], numbers[key[1]]
    if wanted:
        scores = _score_words(np.array(list(wanted.values()), np.int64), words_of(tokens), tables())
        parts.learn(dict(zip(wanted, scores.tolist(), strict=True)))
