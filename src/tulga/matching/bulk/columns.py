"""Many records as arrays: what `core.features.prepare` reads of each, with every distinct text read once.

Records are in the order of their ids. Texts are numbers (0 is the empty text), parts of names are numbers of tuples of
words, and a name whose parts are not told apart is a number of a loose name.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import workers
from tulga.matching.bulk.words import Int32, Int64, Interned, Table, Vocabulary, cut_all
from tulga.matching.core import evidence
from tulga.matching.core.names import MOST_WORDS
from tulga.matching.core.places import place_id
from tulga.matching.core.records import Entry
from tulga.matching.core.scripts import Script

_TEXTS = (
    "family_name", "given_name", "patronymic", "full_name", "father_name", "mother_name", "sex", "birth_country",
    "birth_place", "residence_region", "phone", "document_no", "register", "household_ref", "relation_to_head",
)  # fmt: skip
_NAMES = _TEXTS[:6]
_AT_ONCE = 20_000
_UNSEEN = -(10**6)  # no day is near it


class Records(NamedTuple):
    """Columns of records. Names are parts (numbers in `Parts`), `loose` is a number in `Loose` or -1."""

    family: Int32
    given: Int32
    patronymic: Int32
    father: Int32
    mother: Int32
    loose: Int32
    arabic: npt.NDArray[np.bool_]
    birth: Int32
    sex: Int32
    country: Int32
    place: Int32
    region: Int32
    phone: Int32
    document: Int32
    register: Int32
    household: Int32
    role: Int32


class Parts(NamedTuple):
    """Tuples of words; `piece` is the word that they make written together, `joint` its skeleton (-1 of one word)."""

    first: Int64
    word: Int32
    piece: Int32
    joint: Int32


class Loose(NamedTuple):
    """Names in one text: the words that are no patronymics, then with two neighbours joined; and the patronymics."""

    first_variant: Int64
    first_word: Int64
    word: Int32
    first_father: Int64
    father: Int32


class Births(NamedTuple):
    year: Int32
    month: Int32
    day: Int32
    low: Int32
    high: Int32
    ordinal: Int32
    habit: npt.NDArray[np.bool_]
    from_age: npt.NDArray[np.bool_]
    solar: Int32  # two columns


class Places(NamedTuple):
    """By number of a text: the place that it names, and how it begins."""

    identity: Int32
    begins: Int32


class Digits(NamedTuple):
    """Characters of texts, one after the other."""

    first: Int64
    code: npt.NDArray[np.uint32]


class Bones(NamedTuple):
    """Skeletons by number: their length, and the numbers of their beginnings of two and of three."""

    length: Int32
    two: Int32
    three: Int32


@dataclass(frozen=True)
class Columns:
    """All of it. `ids` in order; `female`, `head`, `child` are numbers of texts that rules name."""

    ids: list[str]
    records: Records
    parts: Parts
    loose: Loose
    births: Births
    places: Places
    phones: Digits
    documents: Digits
    bones: Bones
    words: Table
    female: int
    head: int
    child: int


def columns(entries: Iterable[Entry]) -> Columns:
    """Read records; `entries` is walked once and not kept. Ids are unique."""
    with workers.uncollected():
        return _columns(entries)


def _columns(entries: Iterable[Entry]) -> Columns:
    ids, texts, numbers, births, born = _walk(entries)
    order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    vocabulary, names = Vocabulary(), _Names()
    names.read(vocabulary, [texts[name] for name in _NAMES], [numbers[name] for name in _NAMES])
    table = vocabulary.table()
    columns = (*(column[order] for column in names.columns), _arabic(names, table)[order], births[order])
    records = Records._make((*columns, *(numbers[name][order] for name in _TEXTS[6:])))
    return Columns(
        [ids[place] for place in order.tolist()],
        records,
        names.parts(),
        names.loose(),
        _births(born),
        _places(list(texts["birth_place"])),
        _digits(list(texts["phone"])),
        _digits(list(texts["document_no"])),
        _bones(vocabulary.skeletons),
        table,
        texts["sex"].get("F", -1),
        texts["relation_to_head"].get("head", -1),
        texts["relation_to_head"].get("child", -1),
    )


def _walk(
    entries: Iterable[Entry],
) -> tuple[list[str], dict[str, Interned], dict[str, Int32], Int32, list[evidence.BirthDate]]:
    ids: list[str] = []
    texts = {name: Interned() for name in _TEXTS}
    found = {name: array("i") for name in _TEXTS}
    births, born = array("i"), _Born()
    entries = iter(entries)
    while some := list(islice(entries, _AT_ONCE)):
        ids += [entry.id for entry in some]
        for name in _TEXTS:
            numbers = texts[name]
            found[name].extend([numbers[text] for text in map(attrgetter(name), some)])
        births.extend([born.number(entry) for entry in some])
    arrays = {name: np.array(values, np.int32) for name, values in found.items()}
    return ids, texts, arrays, np.array(births, np.int32), born.dates


class _Born:
    """Distinct birth dates, as far as they are told."""

    def __init__(self) -> None:
        self.dates: list[evidence.BirthDate] = []
        self._numbers: dict[tuple[str, str, int | None, str], int] = {}

    def number(self, entry: Entry) -> int:
        asked = "" if entry.age_stated is None else entry.registered_on
        key = (entry.birth_date, entry.birth_date_kind, entry.age_stated, asked)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.dates)
            self.dates.append(evidence.birth_of(entry))
        return found


def _births(born: Sequence[evidence.BirthDate]) -> Births:
    whole = ("year", "month", "day", "low", "high", "ordinal")
    numbers = (np.array([getattr(one, name) for one in born], np.int32) for name in whole)
    flags = (np.array([getattr(one, name) for one in born], np.bool_) for name in ("habit", "from_age"))
    solar = [(*one.solar[1:], _UNSEEN, _UNSEEN)[:2] for one in born]
    return Births._make((*numbers, *flags, np.array(solar, np.int32).reshape(-1, 2)))


def _places(texts: Sequence[str]) -> Places:
    identities, beginnings = Interned(), Interned()
    return Places(
        np.array([identities[place_id(text)] for text in texts], np.int32),
        np.array([beginnings[text[:4].casefold()] for text in texts], np.int32),
    )


def _digits(texts: Sequence[str]) -> Digits:
    code = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    return Digits(np.cumsum([0, *map(len, texts)], dtype=np.int64), code)


def _bones(skeletons: Interned) -> Bones:
    two, three = [], []
    known = list(skeletons)  # what begins a skeleton may be new, and begins itself
    for text in known:
        two.append(skeletons[text[:2]])
        three.append(skeletons[text[:3]])
    for text in list(skeletons)[len(known) :]:
        two.append(skeletons[text[:2]])
        three.append(skeletons[text])
    length = np.array([len(text) for text in list(skeletons)[: len(two)]], np.int32)
    return Bones(length, np.array(two, np.int32), np.array(three, np.int32))


def _arabic(names: _Names, table: Table) -> npt.NDArray[np.bool_]:
    """Say of each record whether a word of its name (patronymics apart) is in Arabic letters."""
    letters = (table.script == list(Script).index(Script.ARABIC)).tolist()

    def some(tuples: Iterable[tuple[int, ...]]) -> npt.NDArray[np.bool_]:
        return np.array([any(letters[word] for word in one) for one in tuples], np.bool_)

    parts, loose = some(names.tuples), some(variants[0] for variants, _ in names.loosely)
    family, given, _, _, _, apart = names.columns
    found = parts[family] | parts[given]
    told = apart >= 0
    found[told] = loose[apart[told]]
    return found


class _Names:
    """Names by number: parts as tuples of words, names in one text as variants and patronymics."""

    def __init__(self) -> None:
        self.tuples: dict[tuple[int, ...], int] = {(): 0}
        self.loosely: list[tuple[list[tuple[int, ...]], tuple[int, ...]]] = []
        self.columns: list[Int32] = []
        self._pieces: list[int] = []
        self._joints: list[int] = []

    def read(self, vocabulary: Vocabulary, texts: Sequence[Interned], numbers: Sequence[Int32]) -> None:
        """Read the six columns of names."""
        distinct = list(dict.fromkeys(text for column in texts for text in column))
        words: dict[str, tuple[int, ...]] = {}
        found = (cut for part in workers.in_processes(cut_all, distinct) for cut in part)
        for text, cut in zip(distinct, found, strict=True):
            words[text] = tuple(vocabulary.number(word) for word in cut[:MOST_WORDS])
        vocabulary.read()
        family, given, patronymic, father, mother = (
            np.array([self._part(words[text]) for text in texts[k]], np.int32)[numbers[k]] for k in (0, 1, 2, 4, 5)
        )
        self._cut_short(family, given, patronymic)
        loose = np.full(len(family), -1, np.int32)
        said = np.array([len(words[text]) > 0 for text in texts[3]], np.bool_)
        alone = (numbers[0] == 0) & (numbers[1] == 0) & (numbers[2] == 0) & said[numbers[3]]
        full, loose[alone] = np.unique(numbers[3][alone], return_inverse=True)
        listed = list(texts[3])
        self._read_loose(vocabulary, [words[listed[number]] for number in full.tolist()])
        self.columns = [family, given, patronymic, father, mother, loose]
        self._read_pieces(vocabulary, family, given, patronymic)

    def _part(self, words: tuple[int, ...]) -> int:
        return self.tuples.setdefault(words, len(self.tuples))

    def _cut_short(self, family: Int32, given: Int32, patronymic: Int32) -> None:
        """A name has `MOST_WORDS` words; the last ones of longer names are not read."""
        lengths = np.array([len(words) for words in self.tuples])
        long = np.flatnonzero(lengths[family] + lengths[given] + lengths[patronymic] > MOST_WORDS)
        listed = list(self.tuples)
        for place in long.tolist():
            left = MOST_WORDS
            for column in (family, given, patronymic):
                words = listed[column[place]][:left]
                left -= len(words)
                column[place] = self._part(words)

    def _read_loose(self, vocabulary: Vocabulary, names: Sequence[tuple[int, ...]]) -> None:
        texts, script = list(vocabulary.numbers), vocabulary.column("script").tolist()
        initial = vocabulary.column("initial").tolist()
        may_join = (~(vocabulary.column("father") | vocabulary.column("initial"))).tolist()
        joins = [
            [
                (i, vocabulary.number(texts[words[i]] + texts[words[i + 1]]))
                for i in _joins(words, may_join, initial, script)
            ]
            for words in names
        ]
        vocabulary.read()
        fatherly = vocabulary.column("father").tolist()
        for words, found in zip(names, joins, strict=True):
            kept, fathers = _settled(words, fatherly)
            variants = [kept]
            for i, joined in found:
                other, _ = _settled((*words[:i], joined, *words[i + 2 :]), fatherly)
                if len(other) > 1:
                    variants.append(other)
            self.loosely.append((variants, fathers))

    def _read_pieces(self, vocabulary: Vocabulary, *columns: Int32) -> None:
        """Read the parts of several words as one word each, where they are no mother's or father's name told apart."""
        used = np.zeros(len(self.tuples), np.bool_)
        for column in columns:
            used[column] = True
        texts = list(vocabulary.numbers)
        several = [(part, len(part) > 1 and bool(used[number])) for part, number in self.tuples.items()]
        for part, yes in several:
            self._pieces.append(
                vocabulary.number("".join(texts[word] for word in part)) if yes else part[0] if part else -1
            )
        vocabulary.read()
        likeliest, listed = vocabulary.column("likeliest").tolist(), list(vocabulary.skeletons)
        for part, yes in several:
            bones = "".join(listed[likeliest[word]] for word in part if likeliest[word] >= 0) if yes else ""
            joint = "".join(letter for letter, _ in groupby(bones))
            self._joints.append(vocabulary.skeletons[joint] if yes else -1)

    def parts(self) -> Parts:
        first, word = _flat(self.tuples)
        return Parts(first, word, np.array(self._pieces, np.int32), np.array(self._joints, np.int32))

    def loose(self) -> Loose:
        variants = [variant for found, _ in self.loosely for variant in found]
        return Loose(
            np.cumsum([0, *(len(found) for found, _ in self.loosely)], dtype=np.int64),
            *_flat(variants),
            *_flat([fathers for _, fathers in self.loosely]),
        )


def _joins(
    words: tuple[int, ...], may: Sequence[bool], initial: Sequence[bool], script: Sequence[int]
) -> Iterator[int]:
    """Yield the places of words that a clerk may have parted from the next."""
    for i, (one, other) in enumerate(pairwise(words)):
        if may[one] and not initial[other] and script[one] == script[other]:
            yield i


def _settled(words: tuple[int, ...], fatherly: Sequence[bool]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Part words from patronymics; a name is never patronymics alone."""
    kept = tuple(word for word in words if not fatherly[word])
    return (kept, tuple(word for word in words if fatherly[word])) if kept else (words, ())


def _flat(tuples: Iterable[tuple[int, ...]]) -> tuple[Int64, Int32]:
    listed = list(tuples)
    first = np.cumsum([0, *map(len, listed)], dtype=np.int64)
    return first, np.array([word for words in listed for word in words], np.int32)
