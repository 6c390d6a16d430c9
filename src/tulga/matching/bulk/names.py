"""Names of many people as arrays, and the scores of many pairs of them.

register = Register()
a, b = register.add(prepare(full="Әйгерім Құнанбаева")), register.add(prepare(full="KUNANBAYEVA AIGERIM"))
register.scores(np.array([[a, b]]))
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import kernels
from tulga.matching.bulk.kernels import Names, Tables, Words
from tulga.matching.core import abjad, costs, tokens
from tulga.matching.core import names as core
from tulga.matching.core.names import Name, Word
from tulga.matching.core.scale import Scale, scale
from tulga.matching.core.tokens import Token


@cache
def tables() -> Tables:
    """Return the shipped costs and the shipped scale as arrays."""
    table = costs.costs()
    relations = [abjad.steps("full"), abjad.steps("abjad")]
    constants = [
        costs.SWAPPED, tokens.CUT, tokens.UNREAD, core.NAMELESS, core.NOTHING_SURE, core.PARTS_DIFFER, core.LITTLE,
        tokens.TWO_NAMES_FROM, tokens.TWO_NAMES, tokens.TWO_NAMES_MOST,
    ]  # fmt: skip
    return Tables(
        np.array(table.change),
        np.array(table.gap),
        np.array(tokens.ENDINGS),
        np.array([steps.together for steps in relations]),
        np.array([steps.one_alone for steps in relations]),
        np.array([steps.other_alone for steps in relations]),
        np.array([steps.one_expected for steps in relations]),
        np.array([steps.other_expected for steps in relations]),
        np.array(scale(), dtype=np.float64),
        np.array(constants),
    )


class Register:
    """Names that are to be compared; each gets a number, from 0."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._tokens: list[Token] = []
        self._first_variant = [0]
        self._first_word = [0]
        self._word: list[int] = []
        self._father: list[bool] = []
        self._part: list[int] = []
        self._arrays: tuple[Names, Words] | None = None

    def __len__(self) -> int:
        return len(self._first_variant) - 1

    def add(self, name: Name) -> int:
        """Take a name in and return its number."""
        self._arrays = None
        for variant in (name.words, *name.joined):
            for word in variant:
                self._add_word(word)
            self._first_word.append(len(self._word))
        self._first_variant.append(len(self._first_word) - 1)
        return len(self) - 1

    def _add_word(self, word: Word) -> None:
        number = self._numbers.setdefault(word.token.text, len(self._tokens))
        if number == len(self._tokens):
            self._tokens.append(word.token)
        self._word.append(number)
        self._father.append(word.father)
        self._part.append(int(word.part))

    def scores(self, pairs: npt.ArrayLike, *, by: Scale | None = None) -> npt.NDArray[np.float64]:
        """Return the log-odds for each row of two numbers of names, as `core.names.compare` gives them.

        With `by`, by another scale than the shipped one.
        """
        names, words = self.arrays()
        rows = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
        table = tables() if by is None else tables()._replace(scale=np.array(by, dtype=np.float64))
        found: npt.NDArray[np.float64] = kernels.score_pairs(rows, names, words, table)
        return found

    def arrays(self) -> tuple[Names, Words]:
        """Return what was taken in so far."""
        if self._arrays is None:
            names = Names(
                np.array(self._first_variant, np.int64),
                np.array(self._first_word, np.int64),
                np.array(self._word, np.int64),
                np.array(self._father, np.bool_),
                np.array(self._part, np.int8),
            )
            self._arrays = names, words_of(self._tokens)
        return self._arrays


def words_of(found: Sequence[Token]) -> Words:
    """Return words as arrays, numbered in the order given."""
    forms = [form for token in found for form in token.forms]
    places, phonemes = _buffer([part for form in forms for part in (form.stem, form.whole)])
    begins = np.zeros((len(found), 2), np.uint64)
    for k, token in enumerate(found):
        for form in token.forms:
            first = form.whole[0]
            begins[k, first >> 6] |= np.uint64(1 << (first & 63))
    return Words(
        np.cumsum([0, *(len(token.forms) for token in found)], dtype=np.int64),
        np.array([token.initial for token in found], np.bool_),
        np.array([token.known for token in found], np.bool_),
        np.array([token.fatherly for token in found], np.bool_),
        np.array([int(token.sex) for token in found], np.int8),
        begins,
        places[:-1:2].copy(),
        places[1::2].copy(),
        places[1:-1:2].copy() if forms else places[:0].copy(),
        places[2::2].copy(),
        np.array([int(form.ending) for form in forms], np.int64),
        np.array([form.worth for form in forms], np.float64),
        np.array([form.penalty for form in forms], np.float64),
        np.array([form.abjad for form in forms], np.bool_),
        phonemes,
    )


def _buffer(texts: Sequence[bytes]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Put texts one after the other; also return where each begins, and the end."""
    places = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    return places, np.frombuffer(b"".join(texts), dtype=np.uint8).copy()


def score_texts(pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
    """Return the log-odds that each two full names are one name."""
    register = Register()
    numbers: dict[str, int] = {}
    for text in (text for pair in pairs for text in pair):
        if text not in numbers:
            numbers[text] = register.add(core.prepare(full=text))
    return register.scores([[numbers[a], numbers[b]] for a, b in pairs])


def probabilities(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Turn log-odds into probabilities, as `core.names.NameMatch.probability` does."""
    found: npt.NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(scores, -40.0, 40.0)))
    return found
