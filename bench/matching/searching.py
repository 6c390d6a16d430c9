"""One record against very many, in one file: how often the person is among those shown, and how long it takes.

    python -m bench.matching.searching SET... [--index FILE] [--asked 1500] [--trigrams PYTHON]

SET: folder with records.csv, queries.csv and truth.csv (those without the last two only make the list longer; the
letter of a set stands in front of its ids). The answer is one JSON document. With `--trigrams` the same list stands in
the PostgreSQL of TULGA_DATABASE_URL under pg_trgm, and every question is put to both, one after the other; names are
romanised by anyascii, run by PYTHON. What the peer finds is scored by our points, so that it differs in what it finds.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from tulga.matching import tables
from tulga.matching.bulk.records import all_levels
from tulga.matching.core.features import Rarity, prepare
from tulga.matching.core.records import Entry
from tulga.matching.core.score import total, weights
from tulga.matching.filed import Filed, making
from tulga.matching.listed import NEEDED, entry_of

SIMILAR, MOST = 0.45, 100  # of pg_trgm: the best of what was tried
WARM = 30
Answer = list[str]


@dataclass
class Measured:
    """Answers to the same questions from one of the sides."""

    first: int = 0
    ten: int = 0
    candidates: int = 0
    wall: list[float] = field(default_factory=list)
    used: list[float] = field(default_factory=list)

    def take(self, ask: Callable[[], tuple[Answer, Iterable[str]]], true: set[str]) -> None:
        wall, used = time.perf_counter(), time.process_time()
        shown, near = ask()
        self.wall.append(1000 * (time.perf_counter() - wall))
        self.used.append(1000 * (time.process_time() - used))
        self.first += bool(true.intersection(shown[:1]))
        self.ten += bool(true.intersection(shown[:10]))
        self.candidates += bool(true.intersection(near))

    def document(self) -> dict[str, float]:
        asked = len(self.wall)
        return {
            "asked": asked, "hit@1": round(self.first / asked, 4), "hit@10": round(self.ten / asked, 4),
            "p50_ms": _at(self.wall, 50), "p95_ms": _at(self.wall, 95),
            "cpu_p50_ms": _at(self.used, 50), "cpu_p95_ms": _at(self.used, 95),
        }  # fmt: skip


def _at(values: Sequence[float], share: int) -> float:
    return round(statistics.quantiles(values, n=100)[share - 1], 1)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)


def records(sets: Sequence[Path]) -> Iterator[Entry]:
    """Yield the records of all sets; those of the second and further ones with a letter in front of their ids."""
    for letter, folder in zip(["", *ascii_uppercase], sets, strict=False):
        for row in tables.walk(folder / "records.csv", NEEDED):
            if isinstance(row, tables.Row):
                entry, _ = entry_of(row)
                yield replace(entry, id=letter + entry.id)


def questions(folder: Path, most: int) -> dict[str, set[str]]:
    """Return the other records of the person of each record that is asked about; persons listed once are left out."""
    person = {row["record_id"]: row["entity_id"] for row in _rows(folder / "truth.csv")}
    listed: dict[str, set[str]] = defaultdict(set)
    for record, whose in person.items():
        listed[whose].add(record)
    asked = [row["record_id"] for row in _rows(folder / "queries.csv")]
    return {one: true for one in asked[:most] if (true := listed[person[one]] - {one})}


# -- the sides ---------------------------------------------------------------------------------------------------------


def build(sets: Sequence[Path], file: Path) -> dict[str, float]:
    wall, used = time.perf_counter(), _used()
    with making(file) as writer:
        writer.write(records(sets))
    return {
        "build_seconds": round(time.perf_counter() - wall, 1), "build_cpu": round(_used() - used, 1),
        "build_memory_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }  # fmt: skip


def _used() -> float:
    found = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in found)


class Trigrams:
    """The same list in PostgreSQL: romanised names under pg_trgm, and our points for what it finds."""

    def __init__(self, sets: Sequence[Path], python: Path, place: Filed) -> None:
        import os

        import psycopg

        self._place, self._connection = place, psycopg.connect(os.environ["TULGA_DATABASE_URL"], autocommit=True)
        wall = time.perf_counter()
        run = self._connection.execute
        run("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        run("DROP TABLE IF EXISTS peer")
        run("CREATE TABLE peer (id text, name text)")
        with self._connection.cursor() as cursor, cursor.copy("COPY peer FROM STDIN") as into:
            for row in _romanised(records(sets), python):
                into.write_row(row)
        run("CREATE INDEX ON peer USING gin (name gin_trgm_ops)")
        run("CREATE INDEX ON peer (id)")
        run("ANALYZE peer")
        run(f"SET pg_trgm.similarity_threshold = {SIMILAR}")
        self.seconds = round(time.perf_counter() - wall, 1)

    def ask(self, entry: Entry) -> tuple[Answer, Iterable[str]]:
        statement = (
            "SELECT p.id FROM peer p, (SELECT name FROM peer WHERE id = %s) asked WHERE p.name %% asked.name "
            "AND p.id <> %s ORDER BY similarity(p.name, asked.name) DESC, p.id LIMIT %s"
        )
        near = [one for (one,) in self._connection.execute(statement, (entry.id, entry.id, MOST))]
        others = [found for one in near if (found := self._place.entry(one)) is not None]
        return _ranked(entry, others, self._place.records), near


def _ranked(entry: Entry, others: Sequence[Entry], size: int) -> Answer:
    prepared = [prepare(one) for one in (entry, *others)]
    levels = all_levels(prepared, [(0, k) for k in range(1, len(prepared))], Rarity()).tolist()
    table = weights()
    points = {one.id: total(found, size, table) for one, found in zip(others, levels, strict=True)}
    return sorted(points, key=lambda one: (-points[one], one))


_ROMANISE = "import sys, anyascii\nfor line in sys.stdin: sys.stdout.write(anyascii.anyascii(line))"


def _romanised(listed: Iterator[Entry], python: Path) -> Iterator[tuple[str, str]]:
    """Yield ids and names as anyascii writes them, in small letters."""
    while part := list(islice(listed, 50_000)):
        names = [one.full_name or f"{one.family_name} {one.given_name} {one.patronymic}" for one in part]
        text = "".join(" ".join(name.split()) + "\n" for name in names)
        command = [str(python), "-X", "utf8", "-c", _ROMANISE]
        done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True)
        yield from zip((one.id for one in part), done.stdout.lower().split("\n"), strict=False)


# -- measuring ---------------------------------------------------------------------------------------------------------


def measure(sets: Sequence[Path], file: Path, most: int, python: Path | None) -> dict[str, Any]:
    """Return a JSON document; `file` is made where it is not there."""
    found: dict[str, Any] = {} if file.exists() else build(sets, file)
    asked = questions(sets[0], most)
    ours, theirs = Measured(), Measured()
    with Filed(file) as place:
        peer = Trigrams(sets, python, place) if python else None
        for one in list(asked)[-WARM:]:
            place.most_like(_known(place, one))
        for one, true in asked.items():
            entry = _known(place, one)
            ours.take(lambda: (_ids(place, entry), ()), true)  # noqa: B023 - called at once
            if peer:
                theirs.take(lambda: peer.ask(entry), true)  # noqa: B023
        found |= {"records": place.records, "file_mb": round(file.stat().st_size / 1e6), "tulga": ours.document()}
        if peer:
            contain = round(theirs.candidates / len(asked), 4)
            found["pg_trgm"] = {**theirs.document(), "candidates contain it": contain, "build_seconds": peer.seconds}
    return found | {"memory_gb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2)}


def _known(place: Filed, record: str) -> Entry:
    entry = place.entry(record)
    if entry is None:
        raise SystemExit(f"{record} is not on the list: is --index of another set?")
    return entry


def _ids(place: Filed, entry: Entry) -> Answer:
    return [one for one, _ in place.most_like(entry)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+", metavar="SET")
    parser.add_argument("--index", type=Path, help="made where it is not there, and kept")
    parser.add_argument("--asked", type=int, default=1500)
    parser.add_argument("--trigrams", type=Path, metavar="PYTHON", help="beside pg_trgm; an interpreter with anyascii")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        file = given.index or Path(aside) / "list"
        print(json.dumps(measure(given.sets, file, given.asked, given.trigrams)))


if __name__ == "__main__":
    main()
