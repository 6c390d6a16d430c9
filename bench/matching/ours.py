"""Our side of `bench.matching.run`, as a process of its own: `python -m bench.matching.ours TASK FOLDER OUT`.

Reads and writes what the peers' programs read and write, and prints what they print. Nothing is fitted: points, readers
and thresholds are those that ship. Loops are compiled before the clock starts, as they are once on every machine.
"""

from __future__ import annotations

import csv
import gzip
import math
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bench.matching.peers.side import Clock, Row, rows, tell, write
from bench.matching.sets import entry
from tulga.matching.bulk.dedupe import dedupe as dedupe_many
from tulga.matching.bulk.names import Register, probabilities, score_texts
from tulga.matching.core.candidates import candidates, keys_of
from tulga.matching.core.features import prepare as prepare_record
from tulga.matching.core.names import prepare, same_from
from tulga.matching.core.records import Entry
from tulga.matching.core.score import weights
from tulga.matching.listed import Searchable, dedupe

PACKAGES = ("numpy", "numba", "rapidfuzz")
WARM = [
    Entry("1", family_name="Алиев", given_name="Вали", birth_date="1990-01-02", mother_name="Мария"),
    Entry("2", family_name="Aliyev", given_name="Vali", birth_date="1990-01-02", mother_name="Maria"),
    Entry("3", full_name="علی ولی", birth_date="1990-01-02"),
]


def packages() -> list[str]:
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for name in PACKAGES:
        try:
            version(name)
        except PackageNotFoundError:
            continue
        found.append(name)
    return found


def names(folder: Path, out: Path) -> None:
    pairs = rows(folder / "name_pairs.csv")
    score_texts([("Алиев Вали", "Aliyev Vali")])
    register = Register()
    clock = Clock()
    ready = [(prepare(full=row["name_a"]), prepare(full=row["name_b"])) for row in pairs]
    numbers = [(register.add(a), register.add(b)) for a, b in ready]
    register.arrays()
    clock.lap("keys")
    scores = probabilities(register.scores(numbers))
    clock.lap("pairs")
    write(out, ("pair_id", "score"), zip((row["pair_id"] for row in pairs), scores.tolist(), strict=True))
    tell(clock, packages(), threshold=same_from())


def records(folder: Path, out: Path) -> None:
    listed = [entry(row) for row in rows(folder / "records.csv")]
    dedupe_many(WARM)
    clock = Clock()
    found = dedupe(listed)
    clock.lap("dedupe")
    write(out, ("record_id_l", "record_id_r", "score"), found.pairs)
    write(out.with_suffix(".groups.csv"), ("record_id", "cluster_id"), sorted(found.clusters.of.items()))
    tell(clock, packages(), threshold=weights().threshold)


def large(folder: Path, out: Path) -> None:
    """As `records`, for so many that the file is read as it goes; reading is inside the clock."""
    dedupe_many(WARM)
    clock = Clock()
    with (folder / "records.csv").open(encoding="utf-8", newline="") as text:
        found = dedupe_many((entry(row) for row in csv.DictReader(text)), progress=clock.lap)
    write(out, ("record_id_l", "record_id_r", "score"), found.pairs(0.01))
    tell(clock, packages(), threshold=weights().threshold, candidates=found.compared)


def proposed(folder: Path, out: Path) -> None:
    """Candidates alone: which pairs are compared at all."""
    listed = [entry(row) for row in rows(folder / "records.csv")]
    clock = Clock()
    ready = [prepare_record(one) for one in listed]
    clock.lap("prepare")
    found = sorted(candidates([keys_of(one) for one in ready]))
    clock.lap("candidates")
    lines = ((listed[a].id, listed[b].id, 1) for a, b in found)
    write(out, ("record_id_l", "record_id_r", "score"), lines)
    tell(clock, packages(), candidates=len(found))


def search(folder: Path, out: Path) -> None:
    by_id = {row["record_id"]: entry(row) for row in rows(folder / "records.csv")}
    asked = [by_id[row["record_id"]] for row in rows(folder / "queries.csv")]
    Searchable(WARM).most_like(WARM[0])
    clock = Clock()
    listed = Searchable(list(by_id.values()))
    clock.lap("prepare")
    found = [(one.id, rank + 1, other) for one in asked for rank, (other, _) in enumerate(listed.most_like(one))]
    clock.lap("search")
    write(out, ("query_id", "rank", "record_id"), found)
    tell(clock, packages(), queries=len(asked))


def cross_fitted(folder: Path, out: Path) -> None:
    """Points of our kind fitted to one half of the persons, for the pairs of the other half."""
    from bench.matching.compared import compare_set
    from bench.matching.fit import fit_both, halves

    plain = unpacked(folder, out.parent)
    clock = Clock()
    one = compare_set(plain)
    clock.lap("levels")
    half, size = halves(one), len(one.ids)
    points = np.zeros(len(one.pairs))
    for side in (0, 1):
        both = fit_both([one], [half != side], size)
        points[half == side] = both.total(one, size)[1][half == side]
    clock.lap("train")
    lines = ((a, b, float(score)) for (a, b), score in zip(one.pairs, points.tolist(), strict=True))
    write(out, ("record_id_l", "record_id_r", "score"), lines)
    least = math.log(weights().threshold / (1 - weights().threshold))
    tell(clock, packages(), threshold=least)


def unpacked(folder: Path, beside: Path) -> Path:
    """Return a folder with the same tables, unpacked."""
    target = beside / "unpacked"
    target.mkdir(exist_ok=True)
    for path in folder.glob("*.csv*"):
        packed = path.suffix == ".gz"
        content = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
        (target / (path.stem if packed else path.name)).write_bytes(content)
    return target


TASKS: dict[str, Callable[[Path, Path], None]] = {
    "names": names,
    "records": records,
    "large": large,
    "proposed": proposed,
    "search": search,
    "cross-fitted": cross_fitted,
}

__all__ = ["TASKS", "Row"]

if __name__ == "__main__":
    TASKS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
