"""`tulga match search` and `tulga match index`: who of a list looks most like somebody. Needs no operation."""

import argparse
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Final

from tulga.cli import words
from tulga.cli.errors import BadInput, NotDone
from tulga.cli.match import as_mappings, read_table, report, write_csv
from tulga.cli.output import answer, answer_json
from tulga.cli.points import own_points
from tulga.cli.records import Reading
from tulga.cli.words import _
from tulga.matching import tables
from tulga.matching.core.records import Entry
from tulga.matching.core.score import Weights
from tulga.matching.filed import Filed, NotOurs, is_filed, making
from tulga.matching.learning.files import digest
from tulga.matching.listed import NAMES, Searchable, entries
from tulga.matching.tables import Problem, Row, Wrong

MOST_IN_MEMORY: Final = 200_000  # records; a longer list is written to a file for the time of the search


def index(arguments: argparse.Namespace) -> int:
    """Write a list as one file that can be searched; 1 when something of it could not be used."""
    words.use_language(arguments.language)
    read = Reading(arguments.file)
    count = _make(arguments.out, read.records())
    report(read.left_out, read.unread)
    if arguments.json:
        answer_json({"records": count, "problems": as_mappings(read.problems)})
    else:
        message = _("{count} records written to {path}, names and all, in plain text: only you may read that file")
        answer(message.format(count=count, path=arguments.out))
    return 1 if read.problems else 0


def search(arguments: argparse.Namespace) -> int:
    """Write the records most like each record that is asked about; 1 when something could not be used."""
    words.use_language(arguments.language)
    rows, problems = read_table(arguments.queries, ("record_id",))
    asked, more = tables.filled(rows, ("record_id",), unique="record_id")
    table = own_points(arguments)
    read = Reading(arguments.file)
    with _opened(read, arguments.out.parent, table) as place:
        entry_by_row = {row.number: place.entry(row.cells["record_id"]) for row in asked}
        named = [row for row in asked if entry_by_row[row.number] is None and _has_name(row)]
        told, wrong = entries(named)
        entry_by_row |= {row.number: entry for row, entry in zip(named, told, strict=True)}
        if isinstance(place, _InMemory):
            place.expect(told)
        lines: list[tuple[str, str, str]] = []
        for row in asked:
            entry = entry_by_row[row.number]
            if entry is not None:
                lines += [(entry.id, str(n), one) for n, (one, _p) in enumerate(place.most_like(entry), 1)]
        records = place.records
    write_csv(arguments.out, ("query_id", "rank", "record_id"), lines)
    nobody = [Problem(row.number, "record_id", Wrong.NOBODY) for row in asked if entry_by_row[row.number] is None]
    report(read.left_out, read.unread)
    report([*problems, *more, *nobody], wrong)
    every = [*read.problems, *problems, *more, *nobody, *wrong]
    queries = len(asked) - len(nobody)
    if arguments.json:
        counts = {"queries": queries, "records": records, "points": digest(table)}
        answer_json(counts | {"problems": as_mappings(every)})
    else:
        message = _("{queries} queries among {records} records; the answer is in {path}")
        answer(message.format(queries=queries, records=records, path=arguments.out))
    return 1 if every else 0


def _has_name(row: Row) -> bool:
    return any(row.cells.get(name) for name in NAMES)


class _InMemory:
    """A list that is short enough to be held."""

    def __init__(self, listed: Sequence[Entry], table: Weights) -> None:
        self._listed, self._table = listed, table
        self._known = {entry.id: entry for entry in listed}
        self._place: Searchable | None = None
        self.records = len(listed)

    def entry(self, record: str) -> Entry | None:
        return self._known.get(record)

    def expect(self, told: Sequence[Entry]) -> None:
        """Be ready for records that are not on the list."""
        self._place = Searchable(self._listed, told, table=self._table)

    def most_like(self, entry: Entry) -> list[tuple[str, float]]:
        if self._place is None:
            self._place = Searchable(self._listed, table=self._table)
        return self._place.most_like(entry)


@contextmanager
def _opened(read: Reading, folder: Path, table: Weights) -> Iterator[_InMemory | Filed]:
    """Open a list for questions; a long one stands in a file in `folder` meanwhile.

    Raises:
        BadInput: it cannot be read, or is no list.
        NotDone: the disk is full.
    """
    if _looks_filed(read.path):
        with _filed(read.path, table) as place:
            yield place
        return
    records = read.records()
    listed = list(islice(records, MOST_IN_MEMORY + 1))
    if len(listed) <= MOST_IN_MEMORY:
        yield _InMemory(listed, table)
        return
    try:
        aside = tempfile.TemporaryDirectory(prefix=".tulga-search-", dir=folder)
    except OSError as error:
        raise _not_written(folder, error) from None
    with aside as name:
        made = Path(name) / "list"
        _make(made, chain(listed, records))
        with Filed(made, table=table) as place:
            yield place


def _looks_filed(path: Path) -> bool:
    try:
        return is_filed(path)
    except OSError as error:
        raise BadInput(str(path), _("cannot be read ({reason})").format(reason=error.strerror)) from None


def _filed(path: Path, table: Weights) -> Filed:
    try:
        return Filed(path, table=table)
    except NotOurs as error:
        reason = (
            _("was made by another version of Tulga: make it anew with `tulga match index`")
            if error.other_version
            else _("is no list that `tulga match index` made")
        )
        raise BadInput(str(path), reason) from None


def _make(path: Path, records: Iterator[Entry]) -> int:
    try:
        with making(path) as writer:
            writer.write(records)
        return writer.records
    except (OSError, sqlite3.Error) as error:
        raise _not_written(path, error) from None


def _not_written(path: Path, error: Exception) -> NotDone:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return NotDone(_("{path} cannot be written ({reason})").format(path=path, reason=reason))


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {"search": search, "index": index}
