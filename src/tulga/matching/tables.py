"""Tables that an office sends (CSV): what cannot be used is told by row and column, and the rest is used.

UTF-8 (with or without a mark at the start) or UTF-16 with one; comma, semicolon or tab. A cell with bytes that are no
text spoils its row only.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import BinaryIO


class Wrong(StrEnum):
    """What can be wrong with a table; put into words by whoever shows it."""

    NO_COLUMN = "no_column"  # row 1: the whole table is of no use
    EMPTY = "empty"
    TWICE = "twice"
    CELLS = "cells"  # more or fewer cells than the head
    NO_TEXT = "no_text"  # bytes of another encoding
    TOO_LONG = "too_long"
    NO_DATE = "no_date"
    NO_AGE = "no_age"
    NOBODY = "nobody"  # a record that is asked about and is not there
    NO_FILTER = "no_filter"  # a line of a file of filters that is none
    NO_ANSWER = "no_answer"  # neither same nor different nor unsure
    TWO_ANSWERS = "two_answers"  # an earlier row says otherwise of the pair
    NOT_LISTED = "not_listed"  # a record that the list does not have
    ITSELF = "itself"  # a record beside itself
    CUT_OFF = "cut_off"  # fewer lines than the first one says


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `row` counts from 1, the head being row 1, and never holds what a cell says."""

    row: int
    column: str
    wrong: Wrong


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: dict[str, str]


LONGEST_CELL = 2000
_NO_TEXT = re.compile("[\ud800-\udfff\ufffd]")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read(path: Path, needed: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """Return the rows that are whole, with every cell stripped, and what is wrong with the others.

    Raises:
        OSError: the file cannot be read.
    """
    return parted(walk(path, needed))


def parted(walked: Iterable[Row | Problem]) -> tuple[list[Row], list[Problem]]:
    """Return rows and problems apart, each in their order."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for one in walked:
        if isinstance(one, Row):
            rows.append(one)
        else:
            problems.append(one)
    return rows, problems


def walk(path: Path, needed: Sequence[str]) -> Iterator[Row | Problem]:
    """Yield the rows that are whole, with every cell stripped, and what is wrong with the others, in their order.

    The file is read as it is walked, so that it may be larger than the memory.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as raw:
        text = _text(raw)
        first = text.readline()
        lines = csv.reader(chain([first], text), delimiter=_delimiter(first))
        head: list[str] = []
        number = 0
        while True:
            number += 1
            try:
                cells = next(lines)
            except StopIteration:
                break
            except csv.Error:
                yield Problem(number, "", Wrong.TOO_LONG)
                continue
            if not head:
                head = [name.strip().lower() for name in cells]
                missing = [Problem(1, name, Wrong.NO_COLUMN) for name in needed if name not in head]
                if missing:
                    yield from missing
                    return
            elif any(cells):
                found = _wrong(number, head, cells)
                yield from found
                if not found:
                    yield Row(number, dict(zip(head, map(str.strip, cells), strict=True)))
        if not head:
            yield from (Problem(1, name, Wrong.NO_COLUMN) for name in needed)


def _text(raw: BinaryIO) -> io.TextIOWrapper:
    start = raw.read(max(len(mark) for mark, _ in _MARKS))
    mark, name = next(((mark, name) for mark, name in _MARKS if start.startswith(mark)), (b"", "utf-8"))
    raw.seek(len(mark))
    errors = "surrogateescape" if name == "utf-8" else "replace"
    return io.TextIOWrapper(raw, encoding=name, errors=errors, newline="")


def _delimiter(head: str) -> str:
    return max(",;\t", key=head.count)


def _wrong(number: int, head: Sequence[str], cells: Sequence[str]) -> list[Problem]:
    if len(cells) != len(head):
        return [Problem(number, "", Wrong.CELLS)]
    together = "".join(cells)
    if len(together) <= LONGEST_CELL and not _NO_TEXT.search(together):
        return []
    found = []
    for name, cell in zip(head, cells, strict=True):
        if _NO_TEXT.search(cell):
            found.append(Problem(number, name, Wrong.NO_TEXT))
        elif len(cell) > LONGEST_CELL:
            found.append(Problem(number, name, Wrong.TOO_LONG))
    return found


def filled(rows: Iterable[Row], needed: Sequence[str], *, unique: str = "") -> tuple[list[Row], list[Problem]]:
    """Keep the rows whose needed cells say something and whose `unique` cell was not there before."""
    kept: list[Row] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for row in rows:
        found = [Problem(row.number, name, Wrong.EMPTY) for name in needed if not row.cells[name]]
        if unique and row.cells[unique] in seen:
            found.append(Problem(row.number, unique, Wrong.TWICE))
        if unique:
            seen.add(row.cells[unique])
        problems += found
        if not found:
            kept.append(row)
    return kept, problems
