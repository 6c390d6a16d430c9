"""`tulga match dedupe`: which records of a file may be the same person. Needs no operation and no database."""

import argparse
from collections.abc import Callable, Iterator
from typing import Final

from tulga.cli import words
from tulga.cli.match import as_mappings, write_csv
from tulga.cli.output import answer, answer_json
from tulga.cli.points import own_points
from tulga.cli.records import Reading
from tulga.cli.words import _
from tulga.matching.learning.files import digest
from tulga.matching.listed import dedupe as dedupe_listed


def dedupe(arguments: argparse.Namespace) -> int:
    """Write clusters and scored pairs of the records of a file; 1 when something of it could not be used."""
    words.use_language(arguments.language)
    table = own_points(arguments)
    read = Reading(arguments.file)
    found = dedupe_listed(read.records(), table=table)
    of = found.clusters.of
    write_csv(arguments.out, ("record_id", "cluster_id"), sorted(of.items()))
    proposed = 0

    def lines() -> Iterator[tuple[str, str, str]]:
        nonlocal proposed
        for a, b, score in found.pairs:
            proposed += score >= table.threshold
            yield a, b, f"{score:.9f}"

    write_csv(arguments.pairs, ("record_id_l", "record_id_r", "score"), lines())
    read.report()
    persons = len(set(of.values()))
    if arguments.json:
        counts = {"records": len(of), "persons": persons, "proposed": proposed, "threshold": table.threshold}
        rest = {"points": digest(table), "questions": len(found.clusters.questions)}
        answer_json(counts | rest | {"problems": as_mappings(read.problems)})
    else:
        message = _(
            "{records} records, perhaps {persons} persons; {proposed} pairs are proposed "
            "(a score of {threshold} or more); "
            "{questions} more would join records that do not fit, and are left as questions"
        )
        answer(
            message.format(
                records=len(of),
                persons=persons,
                proposed=proposed,
                threshold=table.threshold,
                questions=len(found.clusters.questions),
            )
        )
    return 1 if read.problems else 0


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {"dedupe": dedupe}
