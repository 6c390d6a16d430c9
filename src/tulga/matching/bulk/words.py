"""Every distinct word of many records, read once by `core.tokens`, as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import workers
from tulga.matching.bulk.kernels import Words
from tulga.matching.bulk.names import words_of
from tulga.matching.core.candidates import MOST_SKELETONS
from tulga.matching.core.names import cut
from tulga.matching.core.parts import bare
from tulga.matching.core.scripts import Script
from tulga.matching.core.tokens import Token, token

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]


class Interned(dict[str, int]):
    """Texts by number, in the order in which they are first asked for; the empty text is 0."""

    def __init__(self) -> None:
        super().__init__({"": 0})

    def __missing__(self, text: str) -> int:
        self[text] = found = len(self)
        return found


class Table(NamedTuple):
    """Words by number.

    Attributes:
        rank: place in the order of texts.
        bare: number of the word without the ending of a patronymic; itself where it has none.
        script: place in `list(Script)`.
        first_bone, bone: skeletons that are kept for keys, by number.
        likeliest: the skeleton that names are counted by; -1 where the word has none.
    """

    words: Words
    rank: Int32
    bare: Int32
    script: npt.NDArray[np.int8]
    first_bone: Int64
    bone: Int32
    likeliest: Int32


class _Part(NamedTuple):
    """What one process read: the words asked for, then bare ones; `bare` and skeletons count within the part."""

    texts: list[str]
    words: Words
    bare: Int32
    script: npt.NDArray[np.int8]
    skeletons: list[str]
    bone_counts: Int32
    bone: Int32
    likeliest: Int32


_SCRIPTS = {script: place for place, script in enumerate(Script)}


def read(texts: list[str]) -> _Part:
    """Read words that are not known yet."""
    found: list[Token] = [token.__wrapped__(text) for text in texts]
    itself = np.arange(len(found), dtype=np.int32)
    for place, one in enumerate(found[:]):
        if one.fatherly:
            itself[place] = len(found)
            found.append(bare.__wrapped__(one))
    skeletons = Interned()
    kept = [[skeletons[bone] for bone in one.skeletons if bone][:MOST_SKELETONS] for one in found]
    likeliest = [skeletons[one.skeletons[0]] if one.skeletons else -1 for one in found]
    return _Part(
        [one.text for one in found],
        words_of(found),
        np.concatenate([itself, np.arange(len(texts), len(found), dtype=np.int32)]),
        np.array([_SCRIPTS[one.script] for one in found], np.int8),
        list(skeletons),
        np.array([len(bones) for bones in kept], np.int32),
        np.array([bone for bones in kept for bone in bones], np.int32),
        np.array(likeliest, np.int32),
    )


def cut_all(texts: list[str]) -> list[list[str]]:
    return [cut(text) for text in texts]


class Vocabulary:
    """Words that are known so far; `skeletons` are numbered over all of them."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.skeletons = Interned()
        self._parts: list[_Part] = []

    def add(self, texts: Iterable[str]) -> None:
        """Read the words that are not known yet."""
        new = [text for text in dict.fromkeys(texts) if text not in self.numbers]
        for part in workers.in_processes(read, new):
            start = len(self.numbers)
            for text in part.texts:
                self.numbers[text] = len(self.numbers)
            over_all = np.array([self.skeletons[text] for text in part.skeletons], np.int32)
            likeliest = np.where(part.likeliest < 0, -1, over_all[part.likeliest]).astype(np.int32)
            self._parts.append(
                part._replace(texts=[], bare=part.bare + start, bone=over_all[part.bone], likeliest=likeliest)
            )

    def table(self) -> Table:
        """Return all words as arrays."""
        parts = self._parts or [read([])]
        rank = np.empty(len(self.numbers), np.int32)
        rank[[self.numbers[text] for text in sorted(self.numbers)]] = np.arange(len(rank), dtype=np.int32)
        counts = np.concatenate([part.bone_counts for part in parts])
        return Table(
            _together([part.words for part in parts]),
            rank,
            np.concatenate([part.bare for part in parts]),
            np.concatenate([part.script for part in parts]),
            np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]),
            np.concatenate([part.bone for part in parts]),
            np.concatenate([part.likeliest for part in parts]),
        )


def _together(parts: list[Words]) -> Words:
    """Put words that were numbered apart into one numbering."""
    columns: dict[str, npt.NDArray[np.generic]] = {}
    for name in Words._fields:
        arrays = [getattr(part, name) for part in parts]
        if name == "first_form":
            columns[name] = np.concatenate([[0], np.cumsum(np.concatenate([np.diff(one) for one in arrays]))])
        elif name in ("stem_from", "stem_to", "whole_from", "whole_to"):
            starts = np.cumsum([0, *(len(part.phonemes) for part in parts[:-1])])
            columns[name] = np.concatenate([one + start for one, start in zip(arrays, starts, strict=True)])
        else:
            columns[name] = np.concatenate(arrays)
    return Words(**columns)  # type: ignore[arg-type]
