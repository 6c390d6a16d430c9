"""Very many records in one SQLite file that can be asked which of them look most like one.

    with making(path) as writer: writer.write(entries)
    with Filed(path) as place: place.most_like(entry)

A file holds records **as they were written**, names and all, and is readable by its owner alone. What is read of it for
one question does not grow with the number of records. It says by which edition of the rules its keys were made: after a
change of them it is refused, since the keys of a question would not meet its keys.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import sqlite3
import tempfile
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import workers
from tulga.matching.bulk.records import all_levels
from tulga.matching.core.candidates import EDITION, LARGEST_BLOCK, keys_of
from tulga.matching.core.features import Prepared, Rarity, bones, prepare
from tulga.matching.core.records import Entry
from tulga.matching.core.score import Weights, probability, total, weights

LARGEST: Final = LARGEST_BLOCK * 4  # records; what more share finds nobody
SCORED: Final = 32  # of those who share the rarest keys
FURTHER: Final = 32  # and so many more where none of them is likely
LIKELY: Final = 2.0  # points
SHOWN: Final = 20

_MAGIC: Final = b"SQLite format 3\0"
_OURS: Final = 0x54756C67  # "Tulg"
_FORMAT: Final = 1
_PART: Final = 5_000  # records that a process reads at once
_BUCKETS: Final = 64
_TABLES: Final = """
    CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE record (number INTEGER PRIMARY KEY, id TEXT NOT NULL, cells TEXT NOT NULL);
    CREATE TABLE posting (key INTEGER PRIMARY KEY, numbers BLOB NOT NULL);
    CREATE TABLE sound (bone TEXT PRIMARY KEY, records INTEGER NOT NULL) WITHOUT ROWID;
"""

Numbers = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.int64]


class NotOurs(Exception):
    """The file is no file of records, or its keys were made by other rules; `other_version` says which."""

    def __init__(self, *, other_version: bool) -> None:
        super().__init__()
        self.other_version = other_version


def is_filed(path: Path) -> bool:
    """Say whether a file looks like a database rather than a table of text.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _hashed(key: str) -> int:
    made = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(made.digest(), "big", signed=True)


# -- making a file -----------------------------------------------------------------------------------------------------


@contextmanager
def making(path: Path) -> Iterator[Writer]:
    """Make a file beside `path`, and put it there when all is written; nothing is left of one that was not.

    Raises:
        OSError, sqlite3.Error: the disk is full, or nothing may be written there.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # readable by its owner alone
    os.close(handle)
    try:
        connection = sqlite3.connect(name, isolation_level=None)
        try:
            writer = Writer(connection)
            yield writer
            writer.finish()
        finally:
            connection.close()
        with open(name, "rb") as file:
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


class Writer:
    """Writes one file; the caller sees to it that ids are unique."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._counts: list[npt.NDArray[np.int32]] = []
        self._keys: list[Keys] = []
        self._sounds: Counter[str] = Counter()
        self.records = 0
        for setting in ("journal_mode=OFF", "synchronous=OFF", f"application_id={_OURS}", f"user_version={_FORMAT}"):
            connection.execute(f"PRAGMA {setting}")
        connection.executescript(_TABLES)
        connection.execute("BEGIN")

    def write(self, entries: Iterable[Entry]) -> None:
        """Take records in; they are walked once and not kept. Names are read in as many processes as there are."""
        for part, (counts, keys, sounds) in _read_all(entries):
            rows = ((self.records + n, one.id, _packed(one)) for n, one in enumerate(part))
            self._connection.executemany("INSERT INTO record VALUES (?, ?, ?)", rows)
            self.records += len(part)
            self._counts.append(counts)
            self._keys.append(keys)
            self._sounds.update(sounds)

    def finish(self) -> None:
        """Write what records are found by."""
        self._connection.executemany("INSERT INTO posting VALUES (?, ?)", self._postings())
        self._connection.executemany("INSERT INTO sound VALUES (?, ?)", sorted(self._sounds.items()))
        self._connection.execute("CREATE UNIQUE INDEX record_id ON record (id)")
        about = {"edition": str(EDITION), "records": str(self.records)}
        self._connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        self._connection.execute("COMMIT")

    def _postings(self) -> Iterator[tuple[int, bytes]]:
        """Yield keys in order, each with the numbers of those who have it."""
        counts = np.concatenate([np.zeros(0, np.int32), *self._counts])
        owner = np.repeat(np.arange(self.records, dtype=np.uint32), counts)
        keys = np.concatenate([np.zeros(0, np.int64), *self._keys])
        self._keys.clear()
        bucket = ((keys >> 58) + _BUCKETS // 2).astype(np.uint8)
        for number in range(_BUCKETS):
            inside = np.flatnonzero(bucket == number)
            yield from _blocks(keys[inside], owner[inside])


def _blocks(keys: Keys, owner: Numbers) -> Iterator[tuple[int, bytes]]:
    if not len(keys):
        return
    order = np.argsort(keys, kind="stable")
    keys, packed = keys[order], owner[order].astype("<u4").tobytes()
    changes = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    begins, ends = np.append(0, changes), np.append(changes, len(keys))
    for key, begin, end in zip(keys[begins].tolist(), begins.tolist(), ends.tolist(), strict=True):
        if end - begin <= LARGEST:
            yield key, packed[4 * begin : 4 * end]


_Read = tuple[npt.NDArray[np.int32], Keys, dict[str, int]]


def _read(entries: Sequence[Entry]) -> _Read:
    """Return how many keys each record has, the keys, and how many records hold each sound."""
    counts = np.empty(len(entries), np.int32)
    keys: list[int] = []
    sounds: Counter[str] = Counter()
    for n, entry in enumerate(entries):
        record = prepare(entry)
        found = {_hashed(key) for key in keys_of(record)}
        counts[n] = len(found)
        keys += found
        sounds.update(bones(record.name.words))
    return counts, np.array(keys, np.int64), dict(sounds)


def _read_all(entries: Iterable[Entry]) -> Iterator[tuple[list[Entry], _Read]]:
    """Read records part by part, in order; a few parts are read ahead in other processes where there are many."""
    walked = iter(entries)
    parts = iter(lambda: list(islice(walked, _PART)), [])
    first = list(islice(parts, 2))
    if len(first) < 2 or workers.count() < 2:
        for part in (*first, *parts):
            yield part, _read(part)
        return
    waiting: deque[tuple[list[Entry], Future[_Read]]] = deque()
    with ProcessPoolExecutor(workers.count(), mp_context=get_context("spawn")) as pool:
        for part in chain(first, parts):
            waiting.append((part, pool.submit(_read, part)))
            if len(waiting) > 2 * workers.count():
                done, found = waiting.popleft()
                yield done, found.result()
        while waiting:
            done, found = waiting.popleft()
            yield done, found.result()


def _packed(entry: Entry) -> str:
    """Return a record but for its id."""
    return json.dumps(astuple(entry)[1:], ensure_ascii=False, separators=(",", ":"))


# -- asking a file -----------------------------------------------------------------------------------------------------


class Filed:
    """A file of records, open for questions.

    Raises:
        NotOurs: it is no such file, or its keys were made by other rules.
        OSError: it cannot be read.
    """

    def __init__(self, path: Path, *, table: Weights | None = None) -> None:
        if not is_filed(path):
            raise NotOurs(other_version=False)
        self._table = table or weights()
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            self.records = _records_of(self._connection)
            counts: Mapping[str, int] = dict(self._rows("SELECT bone, records FROM sound"))
        except sqlite3.Error:
            self._connection.close()
            raise NotOurs(other_version=False) from None
        except NotOurs:
            self._connection.close()
            raise
        self._connection.execute(f"PRAGMA mmap_size={1 << 36}")
        self._rarity = Rarity.of(counts, self.records) if self.records else Rarity()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def _rows(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        return self._connection.execute(statement, values).fetchall()

    def entry(self, record: str) -> Entry | None:
        """Return the record with this id."""
        rows = self._rows("SELECT id, cells FROM record WHERE id = ?", (record,))
        return _unpacked(*rows[0]) if rows else None

    def most_like(self, entry: Entry) -> list[tuple[str, float]]:
        """Return ids and probabilities, the likeliest first; the record with the entry's own id is left out.

        Those who share the rarest keys are scored, more of them where none is likely.
        """
        asked = prepare(entry)
        near = self._nearest(asked)
        found = self._scored(asked, near[:SCORED])
        if max(found.values(), default=-1.0) < LIKELY:
            found |= self._scored(asked, near[SCORED : SCORED + FURTHER])
        best = sorted(found, key=lambda one: (-found[one], one))[:SHOWN]
        return [(one, probability(found[one])) for one in best]

    def _nearest(self, asked: Prepared) -> list[int]:
        """Return numbers of records, those with more and rarer keys in common first."""
        keys = sorted({_hashed(key) for key in keys_of(asked)})
        rows = self._rows(f"SELECT numbers FROM posting WHERE key IN ({_marks(keys)})", keys)  # noqa: S608 - marks
        if not rows:
            return []
        blocks = [np.frombuffer(packed, "<u4") for (packed,) in rows]
        each = [math.log(1 + self.records / len(block)) for block in blocks]
        numbers, place = np.unique(np.concatenate(blocks), return_inverse=True)
        worth = np.bincount(place, weights=np.repeat(each, [len(block) for block in blocks]))
        most = SCORED + FURTHER + 1  # one may be the record itself
        order = np.argsort(-worth, kind="stable")[:most]
        return [int(number) for number in numbers[order]]

    def _scored(self, asked: Prepared, numbers: Sequence[int]) -> dict[str, float]:
        """Return id → points."""
        rows = self._rows(f"SELECT id, cells FROM record WHERE number IN ({_marks(numbers)})", numbers)  # noqa: S608
        others = [prepare(_unpacked(*row)) for row in rows if row[0] != asked.entry.id]
        pairs = [(0, k) for k in range(1, len(others) + 1)]
        found = all_levels([asked, *others], pairs, self._rarity).tolist()
        return {
            one.entry.id: total(levels, self.records, self._table) for one, levels in zip(others, found, strict=True)
        }


def _records_of(connection: sqlite3.Connection) -> int:
    ours = connection.execute("PRAGMA application_id").fetchone() == (_OURS,)
    if not ours:
        raise NotOurs(other_version=False)
    if connection.execute("PRAGMA user_version").fetchone() != (_FORMAT,):
        raise NotOurs(other_version=True)
    about = dict(connection.execute("SELECT name, value FROM about"))
    if not {"edition", "records"} <= about.keys():
        raise NotOurs(other_version=False)
    if about["edition"] != str(EDITION):
        raise NotOurs(other_version=True)
    return int(about["records"])


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _unpacked(record: str, cells: str) -> Entry:
    return Entry(record, *json.loads(cells))
