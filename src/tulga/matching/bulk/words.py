"""Every distinct word of many records, read once by `core.tokens`, as arrays."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import workers
from tulga.matching.bulk.kernels import Words
from tulga.matching.bulk.names import words_of
from tulga.matching.core.candidates import MOST_SKELETONS
from tulga.matching.core.names import cut
from tulga.matching.core.parts import BARE, bare
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


class _Read(NamedTuple):
    """Words that one process read, and their skeletons, numbered within it."""

    words: Words
    script: npt.NDArray[np.int8]
    skeletons: list[str]
    bone_counts: Int32
    bone: Int32
    likeliest: Int32


_SCRIPTS = {script: place for place, script in enumerate(Script)}


def read(texts: list[str]) -> tuple[_Read, _Read, list[str]]:
    """Read words; also return those that are patronymics without their ending, with the text of each."""
    found: list[Token] = [token.__wrapped__(text) for text in texts]
    stems = [bare.__wrapped__(one) for one in found if one.fatherly]
    return _read(found), _read(stems), [one.text for one in stems]


def _read(found: list[Token]) -> _Read:
    skeletons = Interned()
    kept = [[skeletons[bone] for bone in one.skeletons if bone][:MOST_SKELETONS] for one in found]
    likeliest = [skeletons[one.skeletons[0]] if one.skeletons else -1 for one in found]
    return _Read(
        words_of(found),
        np.array([_SCRIPTS[one.script] for one in found], np.int8),
        list(skeletons),
        np.array([len(bones) for bones in kept], np.int32),
        np.array([bone for bones in kept for bone in bones], np.int32),
        np.array(likeliest, np.int32),
    )


def cut_all(texts: list[str]) -> list[list[str]]:
    return [cut(text) for text in texts]


class Vocabulary:
    """Words by number; `skeletons` are numbered over all of them. What is asked for is read by `read`."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.skeletons = Interned()
        self._read: list[_Read] = []
        self._known = 0

    def number(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))

    def read(self) -> None:
        """Read the words that were asked for; the bare ones among them get the numbers that follow."""
        stems = []
        for own, bare_ones, texts in workers.in_processes(read, list(self.numbers)[self._known :]):
            self._keep(own)
            stems.append(bare_ones)
            for text in texts:
                self.number(text)
        for one in stems:
            self._keep(one)
        self._known = len(self.numbers)

    def _keep(self, one: _Read) -> None:
        over_all = np.array([self.skeletons[text] for text in one.skeletons], np.int32)
        likeliest = np.where(one.likeliest < 0, -1, over_all[one.likeliest]).astype(np.int32)
        self._read.append(one._replace(skeletons=[], bone=over_all[one.bone], likeliest=likeliest))

    def column(self, name: str) -> npt.NDArray[Any]:
        """Return one column of all words that were read, of `_Read` or of `Words`."""
        return np.concatenate(
            [getattr(one if name in _Read._fields else one.words, name) for one in self._read or [_read([])]]
        )

    def table(self) -> Table:
        """Return all words as arrays."""
        rank = np.empty(len(self.numbers), np.int32)
        texts = list(self.numbers)
        rank[sorted(range(len(texts)), key=texts.__getitem__)] = np.arange(len(rank), dtype=np.int32)
        father, stem = self.column("father"), np.arange(len(rank), dtype=np.int32)
        for number in np.flatnonzero(father).tolist():
            stem[number] = self.numbers[texts[number] + BARE]
        counts = self.column("bone_counts")
        return Table(
            _together([one.words for one in self._read or [_read([])]]),
            rank,
            stem,
            self.column("script"),
            np.cumsum(np.concatenate([[0], counts]), dtype=np.int64),
            self.column("bone"),
            self.column("likeliest"),
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
