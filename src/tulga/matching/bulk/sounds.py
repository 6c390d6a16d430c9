"""Which of many records bear names that sound like one record's, whatever their spelling: every word is compared.

The keys of `core.candidates` find nearly everybody at once; this finds those whom two slips of the pen hide from them,
at a cost that grows with the number of different words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from tulga.matching.bulk import kernels
from tulga.matching.bulk.compiled import compiled
from tulga.matching.bulk.names import tables, words_of
from tulga.matching.core.evidence import BirthDate
from tulga.matching.core.features import Prepared
from tulga.matching.core.phonemes import LONGEST
from tulga.matching.core.tokens import Token

FLOOR = 3.0  # a word less alike than minus this is like any other
FATHER = 0.5  # what a father's name counts for
FITS, NEAR, SAME_DAY = 3.0, 1.0, 2.0  # a birth date that fits, is off by a year, or has day and month in common
YEAR = 366

_ROWS = 3  # of the table in which a distance is found


@compiled
def _beside_all(number: int, words: kernels.Words, tables: kernels.Tables) -> kernels.Floats:
    """Log-odds of one word and each."""
    rows = np.zeros((_ROWS, LONGEST + 1), np.float64)
    count = len(words.initial)
    found = np.empty(count, np.float64)
    for other in range(count):
        found[other] = kernels.word_score(number, other, words, tables, rows)
    return found


class Sounds:
    """Every word of many records.

    Attributes:
        expected: records that may be asked about; a word of nobody here costs a rebuilding of the arrays.
    """

    def __init__(self, records: Sequence[Prepared], expected: Iterable[Prepared] = ()) -> None:
        self._numbers: dict[str, int] = {}
        self._tokens: list[Token] = []
        borne = [[self._number(word) for word in _words(record)] for record in records]
        for other in expected:
            for word in _words(other):
                self._number(word)
        self._begins = np.cumsum([0, *(max(len(some), 1) for some in borne)], dtype=np.int64)[:-1]
        self._borne = np.array([number for some in borne for number in some or (-1,)], np.int64)
        self._low, self._high, self._month, self._day = (
            np.array([getattr(record.birth, name) for record in records], np.int64)
            for name in ("low", "high", "month", "day")
        )
        self._arrays = words_of(self._tokens)

    def _number(self, word: Token) -> int:
        number = self._numbers.setdefault(word.text, len(self._tokens))
        if number == len(self._tokens):
            self._tokens.append(word)
        return number

    def nearest(self, asked: Prepared, most: int) -> list[int]:
        """Return positions of the records whose names and births are most like, best first."""
        if not len(self._begins):
            return []
        worth = self._births(asked.birth)
        for words, share in ((asked.name.words, 1.0), (asked.name.fathers, FATHER)):
            for word in words:
                worth += share * self._heard(word)
        order = np.argsort(-worth, kind="stable")[:most]
        return [int(position) for position in order]

    def _heard(self, word: Token) -> kernels.Floats:
        """Say how like the likest word of each record is."""
        number = self._number(word)
        if number >= len(self._arrays.initial):
            self._arrays = words_of(self._tokens)
        heard = np.maximum(_beside_all(number, self._arrays, tables()) + FLOOR, 0.0)
        scores = np.append(heard, 0.0)  # the last for a record without a name
        found: kernels.Floats = np.maximum.reduceat(scores[self._borne], self._begins)
        return found

    def _births(self, birth: BirthDate) -> kernels.Floats:
        worth = np.zeros(len(self._low))
        if not birth.year:
            return worth
        gap = np.maximum(self._low - birth.high, birth.low - self._high)
        worth[:] = np.where(gap <= 0, FITS, np.where(gap <= YEAR, NEAR, 0.0))
        worth[self._low == 0] = NEAR
        if birth.day:
            worth[(self._month == birth.month) & (self._day == birth.day)] += SAME_DAY
        return worth


def _words(record: Prepared) -> tuple[Token, ...]:
    return (*record.name.words, *record.name.fathers)
