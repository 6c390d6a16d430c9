"""`tulga match fit`: points for lists like one's own, learned from the list and from what was judged of it."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from tulga.cli import files, words
from tulga.cli.errors import BadInput, NotDone
from tulga.cli.match import as_mappings, read_table, report_rows
from tulga.cli.output import answer, answer_json
from tulga.cli.records import Reading
from tulga.cli.words import _
from tulga.matching import tables
from tulga.matching.core.score import weights
from tulga.matching.learning import learn as learning
from tulga.matching.learning.files import as_text, digest
from tulga.matching.learning.learn import Kept, Learned
from tulga.matching.tables import Problem, Row, Wrong

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
_JUDGED: Final = ("record_id_a", "record_id_b", "answer")


def fit(arguments: argparse.Namespace) -> int:
    """Write points that follow a list and what was judged of it; 1 when something of either could not be used."""
    words.use_language(arguments.language)
    if arguments.only_judged and arguments.judged is None:
        raise BadInput("--only-judged", _("there is nothing to learn from: give --judged too"))
    read = Reading(arguments.file)
    listed = list(read.records())
    answers: dict[tuple[str, str], bool] = {}
    problems: list[Problem] = []
    if arguments.judged is not None:
        answers, problems = _judged(arguments.judged, {entry.id for entry in listed})
    found = learning.learn(listed, answers, alone=not arguments.only_judged)
    _write(arguments.out, found)
    read.report()
    report_rows(problems)
    if arguments.json:
        answer_json(_document(found) | {"problems": as_mappings([*read.problems, *problems])})
    else:
        answer("\n".join(_sentences(found, arguments.out)))
    return 1 if read.problems or problems else 0


def _judged(path: Path, known: set[str]) -> tuple[dict[tuple[str, str], bool], list[Problem]]:
    """Return the answers that can be used; an "unsure" teaches nothing and is no problem."""
    rows, problems = read_table(path, _JUDGED)
    kept, more = tables.filled(rows, _JUDGED)
    problems += more
    answers: dict[tuple[str, str], bool] = {}
    for row in kept:
        wrong = list(_wrong(row, known))
        problems += wrong
        if wrong or row.cells["answer"] == UNSURE:
            continue
        a, b = row.cells["record_id_a"], row.cells["record_id_b"]
        pair, same = (min(a, b), max(a, b)), row.cells["answer"] == SAME
        if answers.setdefault(pair, same) != same:
            problems.append(Problem(row.number, "answer", Wrong.TWO_ANSWERS))
    return answers, sorted(problems, key=lambda problem: problem.row)


def _wrong(row: Row, known: set[str]) -> Iterator[Problem]:
    for column in _JUDGED[:2]:
        if row.cells[column] not in known:
            yield Problem(row.number, column, Wrong.NOT_LISTED)
    if row.cells["record_id_a"] == row.cells["record_id_b"]:
        yield Problem(row.number, "record_id_b", Wrong.ITSELF)
    if row.cells["answer"] not in (SAME, DIFFERENT, UNSURE):
        yield Problem(row.number, "answer", Wrong.NO_ANSWER)


def _write(path: Path, found: Learned) -> None:
    note = f"Points learned from {found.records} records and {found.answers} answers; made by `tulga match fit`."
    try:
        files.write_all(path.parent, {path.name: as_text(found.table, note).encode("utf-8")})
    except OSError as error:
        message = _("{path} cannot be written ({reason})")
        raise NotDone(message.format(path=path, reason=error.strerror)) from None


def _document(found: Learned) -> dict[str, Any]:
    return {
        "points": digest(found.table),
        "shipped": digest(weights()),
        "records": found.records,
        "pairs": found.pairs,
        "estimated_same": None if found.same is None else round(found.same, 1),
        "answers": found.answers,
        "kept": [why.value for why in found.kept],
        "start": list(found.start),
        "changes": [
            {"feature": one.feature, "before": list(one.before), "after": list(one.after), "pairs": one.pairs}
            for one in found.changes
        ],
    }


def _sentences(found: Learned, path: Path) -> Iterator[str]:
    if found.same is not None:
        message = _("of {pairs} pairs that look alike about {same} are held to be one person")
        yield message.format(pairs=found.pairs, same=f"{found.same:.0f}")
    if found.answers:
        yield words.plural("{count} answer was used", "{count} answers were used", found.answers).format(
            count=found.answers
        )
    for why in found.kept:
        if sentence := _why(why):
            yield sentence
    if found.changes:
        yield _("start: {before} → {after}").format(before=found.start[0], after=found.start[1])
    for one in found.changes:
        moved = "  ".join(
            f"{level}: {old:+.2f} → {new:+.2f}"
            for level, (old, new) in enumerate(zip(one.before, one.after, strict=True))
            if old != new
        )
        yield f"{one.feature}  {moved}"
    yield _("points {digest} written to {path}; use them with --weights").format(digest=digest(found.table), path=path)


def _why(why: Kept) -> str:
    return {
        Kept.FEW_PAIRS: _("too few pairs look alike: without answers nothing is learned from this list"),
        Kept.FEW_ANSWERS: _(
            "too few answers, or nearly all alike or about sure pairs: they are not used "
            "(20 are needed, 3 of each kind, 10 in doubt)"
        ),
        Kept.NO_ANSWERS: "",
        Kept.NOT_ASKED: "",
    }[why]


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {"fit": fit}
