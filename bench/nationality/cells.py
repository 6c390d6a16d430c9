"""Do all back ends say the same? A thousand million random cells, once.

    python bench/nationality/cells.py [CELLS] [--seed 1] [--lives SECONDS]

A cell is one person × one version of one rule × one pair of back ends. The rules are all of the shipped packs and
amendments; people are random in every atom and every day that these ask (`rows.py`). Bit planes are compared with
polars, with DuckDB's reading of the SQL, with profiles (rules of up to 31 questions) and, for some of the people, with
the meaning itself (`ir.value`, row by row). Last, random lives: the interpreter beside the columns, every status and
every reading of a rule. Exits 1 at the first difference, which it names.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import rows

from tulga.nationality.bulk import columns, ir, planes, profiles, sql
from tulga.nationality.core.truth import Truth

sys.path.append(str(Path(__file__).resolve().parents[2]))
PART = 1 << 18  # people at once
PROFILED = 1 << 15  # of them, as profiles
SAMPLED = 1 << 8  # of them, row by row
Nodes = dict[str, ir.Node]
Answers = Iterator[tuple[str, planes.Planes]]


class Differs(AssertionError):
    """Two back ends answer one cell differently."""


def in_polars(nodes: Nodes, known: planes.Table, file: Path) -> Answers:
    frame = columns.frame(known)
    found = frame.select(**{name: columns.expression(node) for name, node in nodes.items()})
    for name in nodes:
        yield name, columns.from_nullable(found[name])


def in_sql(nodes: Nodes, known: planes.Table, file: Path) -> Answers:
    yield from sql.evaluate(nodes, file).items()


def as_profiles(nodes: Nodes, known: planes.Table, file: Path) -> Answers:
    few = known.part(0, min(PROFILED, known.rows))
    for name, node in nodes.items():
        answers = profiles.answers_of(node, few)
        if len(answers) <= profiles.WIDEST:
            block = profiles.profiles(answers, sorted(answers), few.rows)
            value = planes.evaluate(profiles.abstracted(node), block.table()).codes()
            yield name, planes.of_codes(value[block.of])


def row_by_row(nodes: Nodes, known: planes.Table, file: Path) -> Answers:
    few = known.part(0, min(SAMPLED, known.rows))
    codes = {name: value.codes().tolist() for name, value in few.atoms.items()}
    truths = [{name: Truth(column[row]) for name, column in codes.items()} for row in range(few.rows)]
    bounds = {clock: [each.tolist() for each in few.bounds(clock)] for clock in few.clocks}
    days = [{clock: (lo[row], hi[row]) for clock, (lo, hi) in bounds.items()} for row in range(few.rows)]
    for name, node in nodes.items():
        value = [int(ir.value(node, truths[row], days[row])) for row in range(few.rows)]
        yield name, planes.of_codes(np.array(value, dtype=np.uint8))


OTHERS = {"polars": in_polars, "SQL in DuckDB": in_sql, "profiles": as_profiles, "the meaning, row by row": row_by_row}


def part(nodes: Nodes, number: int, chance: np.random.Generator, file: Path) -> Counter[str]:
    """Compare the back ends on `number` random people; return the cells of each pair."""
    known = rows.people(nodes, number, chance)
    rows.write(known, file)
    plan = planes.plan(*nodes.values())
    wanted = dict(zip(nodes, plan.answers(known), strict=True))
    cells: Counter[str] = Counter()
    for other, answers in OTHERS.items():
        for name, found in answers(nodes, known, file):
            cells[f"planes = {other}"] += _same(name, other, wanted[name], found)
    return cells


def _same(name: str, other: str, wanted: planes.Planes, found: planes.Planes) -> int:
    words = slice(0, found.rows // 64)  # rows are multiples of 64
    differs = (wanted.yes[words] ^ found.yes[words]) | (wanted.no[words] ^ found.no[words])
    if differs.any():
        place = int(np.flatnonzero(planes.unpacked(differs, found.rows))[0])
        raise Differs(f"{name}: planes and {other} differ, first at row {place}")
    return found.rows


def lives(seconds: float, seed: int) -> Counter[str]:
    """Compare whole lives of random people with the interpreter for so many seconds."""
    from tests.properties.test_nationality_backends import lived

    cells: Counter[str] = Counter()
    began = time.process_time()
    while time.process_time() - began < seconds:
        cells["interpreter = lives in columns"] += lived(seed, people=250)
        seed += 1
    return cells


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cells", nargs="?", type=float, default=1e7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lives", type=float, default=10, help="seconds for the interpreter beside the columns")
    given = parser.parse_args()
    nodes, chance = rows.conditions(), np.random.default_rng(given.seed)
    per_person = len(nodes) * (len(OTHERS) - 2)  # polars and SQL see everybody
    people = min(PART, max(SAMPLED, -(-int(given.cells / per_person) // 64) * 64))
    began, cells, parts = time.perf_counter(), Counter[str](), 0
    try:
        with tempfile.TemporaryDirectory() as folder:
            while cells.total() < given.cells:
                cells += part(nodes, people, chance, Path(folder) / "rows.parquet")
                parts += 1
                print(f"# {cells.total():,} cells, {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
            cells += lives(given.lives, given.seed)
    except AssertionError as wrong:
        print(f"{type(wrong).__name__}: {wrong}", file=sys.stderr)
        return 1
    print(json.dumps({
        "cells": cells.total(), "by_pair": dict(cells), "different": 0, "rules": len(nodes), "people": parts * people,
        "seed": given.seed, "seconds": round(time.perf_counter() - began), "cpu_seconds": round(time.process_time()),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }, indent=1))  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
