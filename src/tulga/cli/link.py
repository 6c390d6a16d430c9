"""`tulga match link` and `encode`: two lists with no system in between. Needs no operation and no database."""

import argparse
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from tulga.cli import files, words
from tulga.cli.errors import BadInput, NotDone
from tulga.cli.match import as_mappings, in_words, record_rows, write_csv
from tulga.cli.output import answer, answer_json, tell
from tulga.cli.points import own_points
from tulga.cli.words import _
from tulga.matching import encoded
from tulga.matching import linked as lists
from tulga.matching.core.encoding import LEAST_KEY, Encoded
from tulga.matching.core.expected import COVERS, Expected
from tulga.matching.core.score import Weights, weights
from tulga.matching.encoded import Made, NoFilters, NotAlike
from tulga.matching.learning.files import digest
from tulga.matching.linked import Linked
from tulga.matching.listed import entries
from tulga.matching.tables import Problem

FEWEST_BYTES: Final = 8  # different ones in a key: a word repeated is no secret
LONGEST_KEY: Final = 4096
HEAD: Final = ("record_id_a", "record_id_b", "score", "probability")
Told = list[tuple[Path, list[Problem], list[Problem]]]  # of each file: rows left out, cells that were not used


def link(arguments: argparse.Namespace) -> int:
    """Write who of A is who of B, and say how sure that is; 1 when something could not be used."""
    words.use_language(arguments.language)
    repeats = {None: "", "a": lists.A, "b": lists.B, "both": lists.A + lists.B}[arguments.repeats]
    table = own_points(arguments)
    if arguments.encoded:
        if arguments.weights:
            raise BadInput("--weights", _("filters are compared by the points of their own kind; leave it out"))
        found, told = _encoded(arguments.a, arguments.b, repeats)
    else:
        found, told = _plain(arguments.a, arguments.b, repeats, table)
    lines = [(one.a, one.b, f"{one.points:.4f}", f"{one.probability:.6f}") for one in found.links]
    write_csv(arguments.out, HEAD, lines)
    bad = _report(told)
    if arguments.json:
        answer_json(_document(found, told, table))
    else:
        answer("\n".join(_sentences(found, arguments.out)))
        if table != weights():
            tell(_("the two intervals were measured with the shipped points; with others they are a rough guide"))
    return 1 if bad else 0


def _plain(a: Path, b: Path, repeats: str, table: Weights) -> tuple[Linked, Told]:
    told: Told = []
    sides = []
    for path in (a, b):
        kept, left_out = record_rows(path)
        listed, unread = entries(kept)
        told.append((path, left_out, unread))
        sides.append(listed)
    return lists.link(*sides, repeats=repeats, table=table), told


def _encoded(a: Path, b: Path, repeats: str) -> tuple[Linked, Told]:
    told: Told = []
    sides = []
    for path in (a, b):
        made, rows, problems = _filters(path)
        told.append((path, problems, []))
        sides.append((made, rows))
    try:
        return encoded.link(*sides, repeats=repeats), told
    except NotAlike as error:
        if error.what == "key":
            message = _("was made with another key than {other}: nothing in them can be compared")
        else:
            message = _("was made in another way than {other}: nothing in them can be compared")
        raise BadInput(str(b), message.format(other=a)) from None


def _filters(path: Path) -> tuple[Made, list[Encoded], list[Problem]]:
    try:
        return encoded.read(path)
    except OSError as error:
        raise BadInput(str(path), _("cannot be read ({reason})").format(reason=error.strerror)) from None
    except NoFilters:
        raise BadInput(str(path), _("was not made by `tulga match encode`, or by another version of it")) from None


def _report(told: Told) -> bool:
    """Say of each file what could not be used; what its cells say is not repeated."""
    for path, left_out, unread in told:
        for problem in unread:
            wrong = _("{place}: {wrong}; the row is used without it")
            tell(wrong.format(place=_place(path, problem), wrong=in_words(problem.wrong)))
        for problem in left_out:
            tell(f"{_place(path, problem)}: {in_words(problem.wrong)}")
        if rows := len({problem.row for problem in left_out}):
            tell(words.plural("{count} row was left out", "{count} rows were left out", rows).format(count=rows))
    return any(left_out or unread for _path, left_out, unread in told)


def _place(path: Path, problem: Problem) -> str:
    if problem.column:
        return f"{path}, " + _("row {row}, column {column}").format(row=problem.row, column=problem.column)
    return f"{path}, " + _("row {row}").format(row=problem.row)


def _document(found: Linked, told: Told, table: Weights) -> dict[str, Any]:
    sides = {
        name: {"records": size, "matched": matched, "left_out": len({problem.row for problem in left_out})}
        for name, size, matched, (_path, left_out, _unread) in zip("ab", found.size, found.matched, told, strict=True)
    }
    problems = [
        {"file": str(path), **one} for path, left_out, unread in told for one in as_mappings([*left_out, *unread])
    ]
    return {
        **sides,
        "links": len(found.links),
        "threshold": table.threshold,
        "points": digest(table),
        "intervals_hold": table == weights(),  # they were measured with the shipped points
        "expected_wrong": _interval(found.wrong),
        "expected_missed": _interval(found.missed),
        "interval": COVERS,
        "doubles": None if found.doubles is None else dict(zip("ab", found.doubles, strict=True)),
        "problems": problems,
    }


def _interval(found: Expected) -> dict[str, float | int]:
    return {"mean": round(found.mean, 1), "low": found.low, "high": found.high}


def _sentences(found: Linked, path: Path) -> Iterable[str]:
    (a, b), (size_a, size_b) = found.matched, found.size
    yield _("{links} pairs written to {path}: {a} of {size_a} records of A and {b} of {size_b} of B").format(
        links=len(found.links), path=path, a=a, size_a=size_a, b=b, size_b=size_b
    )
    for message, one in (
        (_("wrong among them: about {mean}, in 95 of 100 cases {low} to {high}"), found.wrong),
        (_("true pairs that are missing: about {mean}, in 95 of 100 cases {low} to {high}"), found.missed),
    ):
        yield message.format(mean=f"{one.mean:.0f}", low=one.low, high=one.high)
    for name, count in zip("AB", found.doubles or (), strict=False):
        if count:
            message = _("within {name} {count} pairs look like one person: see `tulga match dedupe`, and --repeats")
            yield message.format(name=name, count=count)


# -- encoding ----------------------------------------------------------------------------------------------------------


def encode(arguments: argparse.Namespace) -> int:
    """Write a list as filters; 1 when something of it could not be used."""
    words.use_language(arguments.language)
    key = _key(arguments.key_file)
    kept, left_out = record_rows(arguments.file)
    listed, unread = entries(kept)
    if not arguments.keep_ids:
        listed = [replace(entry, id=str(row.number)) for entry, row in zip(listed, kept, strict=True)]
    _write_private(arguments.out, encoded.encode(listed, key, salted=arguments.salted))
    bad = _report([(arguments.file, left_out, unread)])
    if arguments.json:
        answer_json({"records": len(listed), "problems": as_mappings([*left_out, *unread])})
    else:
        message = _("{count} records written to {path}: for who shall link them only; this is not anonymous")
        answer(message.format(count=len(listed), path=arguments.out))
    return 1 if bad else 0


def _key(path: Path) -> bytes:
    """Read the key.

    Raises:
        BadInput: it cannot be read, others may read it, or it is easy to guess.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode) or state.st_size > LONGEST_KEY:
            raise BadInput(str(path), _("this is no file with a key"))
        if os.name == "posix" and state.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise BadInput(str(path), _("others than you may read the key; take that away first (chmod 600)"))
        key = path.read_bytes().rstrip(b"\r\n")
    except OSError as error:
        raise BadInput(str(path), _("cannot be read ({reason})").format(reason=error.strerror)) from None
    if len(key) < LEAST_KEY or len(set(key)) < FEWEST_BYTES:
        message = _("the key is too easy to guess: it needs {least} random bytes (openssl rand -hex 32)")
        raise BadInput(str(path), message.format(least=LEAST_KEY))
    return key


def _write_private(path: Path, content: bytes) -> None:
    """Write a whole file, which nobody else on this machine may read, or nothing.

    Raises:
        NotDone: the disk is full, or nothing may be written there.
    """
    before = os.umask(0o077)
    try:
        files.write_all(path.parent, {path.name: content})
    except OSError as error:
        message = _("{path} cannot be written ({reason})")
        raise NotDone(message.format(path=path, reason=error.strerror)) from None
    finally:
        os.umask(before)


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {"link": link, "encode": encode}
