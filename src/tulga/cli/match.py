"""`tulga match`: names and records of files laid side by side. Needs no operation and no database."""

import argparse
import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final

from tulga.cli import files, words
from tulga.cli.errors import BadInput, NotDone
from tulga.cli.output import answer, answer_json, tell
from tulga.cli.words import _
from tulga.matching import tables
from tulga.matching.bulk.names import probabilities, score_texts
from tulga.matching.core.names import same_from
from tulga.matching.listed import KNOWN, NAMES, NEEDED
from tulga.matching.tables import Problem, Row, Wrong

_LINES: Final = 10_000  # of a file, written at once


def names(arguments: argparse.Namespace) -> int:
    """Write the probability that both names of each row are one; 1 when some rows could not be used."""
    words.use_language(arguments.language)
    rows, problems = _pairs(arguments.file)
    scores = probabilities(score_texts([(row.cells["name_a"], row.cells["name_b"]) for row in rows]))
    lines = [(row.cells.get("pair_id") or str(row.number), f"{p:.6f}") for row, p in zip(rows, scores, strict=True)]
    write_csv(arguments.out, ("pair_id", "score"), lines)
    report_rows(problems)
    same = int((scores >= same_from()).sum())
    if arguments.json:
        answer_json({"pairs": len(rows), "same": same, "threshold": same_from(), "problems": as_mappings(problems)})
    else:
        message = _("{pairs} pairs written to {path}; {same} are held to be one name (a score of {threshold} or more)")
        answer(message.format(pairs=len(rows), path=arguments.out, same=same, threshold=same_from()))
    return 1 if problems else 0


def _pairs(path: Path) -> tuple[list[Row], list[Problem]]:
    rows, problems = read_table(path, ("name_a", "name_b"))
    numbered = bool(rows) and "pair_id" in rows[0].cells
    needed = ("pair_id", "name_a", "name_b") if numbered else ("name_a", "name_b")
    kept, more = tables.filled(rows, needed, unique="pair_id" if numbered else "")
    return kept, sorted([*problems, *more], key=lambda problem: problem.row)


# -- for every command of this group -----------------------------------------------------------------------------------


def read_table(path: Path, needed: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """Read a table whose rows may be partly wrong.

    Raises:
        BadInput: the file cannot be read, or a column that is needed is missing.
    """
    return tables.parted(walk_table(path, needed))


def walk_table(path: Path, needed: Sequence[str]) -> Iterator[Row | Problem]:
    """Read a table row by row, as `read_table` does.

    Raises:
        BadInput: the file cannot be read, or a column that is needed is missing.
    """
    missing = []
    try:
        for one in tables.walk(path, needed):
            if isinstance(one, Problem) and one.wrong is Wrong.NO_COLUMN:
                missing.append(one.column)
            else:
                yield one
    except OSError as error:
        raise BadInput(str(path), _("cannot be read ({reason})").format(reason=error.strerror)) from None
    if missing:
        raise _no_column(path, missing)


def _no_column(path: Path, names: Sequence[str]) -> BadInput:
    message = _("there is no column {names}; the first row names the columns")
    return BadInput(str(path), message.format(names=", ".join(names)))


def write_csv(path: Path, head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """Write a whole file or nothing; lines are written as they are walked.

    Raises:
        NotDone: the disk is full, or nothing may be written there.
    """
    try:
        files.write_all(path.parent, {path.name: _in_pieces(chain([head], lines))})
    except OSError as error:
        message = _("{path} cannot be written ({reason})")
        raise NotDone(message.format(path=path, reason=error.strerror)) from None


def _in_pieces(lines: Iterable[Sequence[str]]) -> Iterator[bytes]:
    walked = iter(lines)
    while some := list(islice(walked, _LINES)):
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows(some)
        yield text.getvalue().encode("utf-8")


def report_rows(problems: Sequence[Problem]) -> None:
    """Say of each row that was left out what is wrong with it; what its cells say is not repeated."""
    for problem in problems:
        place = _("row {row}").format(row=problem.row)
        if problem.column:
            place = _("row {row}, column {column}").format(row=problem.row, column=problem.column)
        tell(f"{place}: {in_words(problem.wrong)}")
    if problems:
        count = len({problem.row for problem in problems})
        tell(words.plural("{count} row was left out", "{count} rows were left out", count).format(count=count))


def in_words(wrong: Wrong) -> str:
    return {
        Wrong.NO_COLUMN: _("the column is missing"),
        Wrong.EMPTY: _("nothing is written here"),
        Wrong.TWICE: _("this value stood in an earlier row"),
        Wrong.CELLS: _("the row has more or fewer cells than the first row"),
        Wrong.NO_TEXT: _("this is not text in UTF-8"),
        Wrong.TOO_LONG: _("this is too long"),
        Wrong.NO_DATE: _("this is no date"),
        Wrong.NO_AGE: _("this is no age in years"),
        Wrong.NOBODY: _("no record has this number, and the row tells no name"),
        Wrong.NO_FILTER: _("this is no filter of the kind that the first line names"),
        Wrong.NO_ANSWER: _("this is none of same, different, unsure"),
        Wrong.TWO_ANSWERS: _("an earlier row gives another answer for the same pair"),
        Wrong.NOT_LISTED: _("the list has no such record"),
        Wrong.ITSELF: _("this is the same record twice"),
        Wrong.CUT_OFF: _("the file ends before all records that its first line counts"),
    }[wrong]


def as_mappings(problems: Sequence[Problem]) -> list[dict[str, str | int]]:
    return [{"row": one.row, "column": one.column, "code": one.wrong.value} for one in problems]


# -- records -----------------------------------------------------------------------------------------------------------


def record_rows(path: Path) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a file of records that can be used, and what is wrong with the others.

    Raises:
        BadInput: the file cannot be read, or a column that is needed is missing.
    """
    rows, problems = read_table(path, NEEDED)
    if rows:
        tell_columns(path, rows[0].cells)
    kept, more = tables.filled(rows, NEEDED, unique="record_id")
    return kept, sorted([*problems, *more], key=lambda problem: problem.row)


def tell_columns(path: Path, head: Collection[str]) -> None:
    """Tell which columns of records a file has not.

    Raises:
        BadInput: none of them holds a name.
    """
    if not any(name in head for name in NAMES):
        raise _no_column(path, NAMES)
    for name in KNOWN:
        if name not in head:
            tell(_("there is no column {name}: nothing is known of it").format(name=name))


def report(left_out: Sequence[Problem], unread: Sequence[Problem]) -> None:
    for problem in unread:
        place = _("row {row}, column {column}").format(row=problem.row, column=problem.column)
        tell(_("{place}: {wrong}; the row is used without it").format(place=place, wrong=in_words(problem.wrong)))
    report_rows(left_out)


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {"names": names}
