"""Deduplicate very many records: `python -m bench.matching.bulk SET [--cores N]`; SET is of `bench.matching.registers`.

Measured in a process of its own: seconds of each step (elapsed, and of processors together), the most memory that it
and its helpers held together (proportional set size, looked at twice a second), and candidate recall and F1 against the
truth. Loops are compiled before the clock starts, as they are once on every machine; `--cold` leaves that in.
`--command` measures `tulga match dedupe` from start to end instead, files included.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.matching.sets import entry
from tulga.matching.bulk.dedupe import Found, dedupe
from tulga.matching.bulk.names import probabilities
from tulga.matching.core.records import Entry
from tulga.matching.core.score import weights

_EVERY = 0.5  # seconds
_WARM = [
    Entry("1", family_name="Алиев", given_name="Вали", birth_date="1990-01-02", mother_name="Мария"),
    Entry("2", family_name="Aliyev", given_name="Vali", birth_date="1990-01-02", mother_name="Maria"),
    Entry("3", full_name="علی ولی", birth_date="1990-01-02"),
]


def stream(path: Path) -> Iterator[Entry]:
    with path.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            yield entry(row)


def cpu() -> float:
    """Return the seconds that this process and those it started have used."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


class Memory:
    """The most memory that a process and those it started hold together, in GB, while this is entered."""

    def __init__(self, process: int) -> None:
        self.most = 0.0
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            self.most = max(self.most, sum(map(_held, _tree(self._process))) / 2**20)


def _tree(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _held(process: int) -> int:
    """Return the proportional set size in KiB; 0 of a process that is over."""
    try:
        told = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:")), 0)


def command(folder: Path) -> dict[str, object]:
    """Measure `tulga match dedupe` as whoever calls it would: one process from start to end."""
    with tempfile.TemporaryDirectory() as place:
        out, pairs = Path(place) / "clusters.csv", Path(place) / "pairs.csv"
        asked = ["match", "dedupe", str(folder / "records.csv"), "--out", str(out), "--pairs", str(pairs), "--json"]
        clock, used = time.perf_counter(), cpu()
        run = subprocess.Popen([sys.executable, "-m", "tulga.cli.main", *asked], stdout=subprocess.PIPE)
        with run as process, Memory(process.pid) as memory:
            told = process.communicate()[0]
        seconds, spent = time.perf_counter() - clock, cpu() - used
        found = json.loads(told)
        return {
            "records": found["records"],
            "proposed": found["proposed"],
            "seconds": round(seconds, 1),
            "seconds of processors": round(spent, 1),
            "GB of all processes": round(memory.most, 2),
            "rows or cells that could not be used": len(found["problems"]),
            "MB written": round((out.stat().st_size + pairs.stat().st_size) / 2**20, 1),
        }


def one_run(folder: Path, *, cold: bool) -> dict[str, object]:
    if not cold:
        dedupe(_WARM)
    steps: dict[str, tuple[float, float]] = {}
    clock, used = [time.perf_counter()], [cpu()]

    def lap(what: str) -> None:
        now, spent = time.perf_counter(), cpu()
        steps[what] = round(now - clock[-1], 1), round(spent - used[-1], 1)
        clock.append(now)
        used.append(spent)

    with Memory(os.getpid()) as memory:
        found = dedupe(stream(folder / "records.csv"), progress=lap)
    return {
        "records": len(found.ids),
        "pairs compared": found.compared,
        "seconds": round(clock[-1] - clock[0], 1),
        "seconds of processors": round(used[-1] - used[0], 1),
        "steps (elapsed, processors)": steps,
        "GB of all processes": round(memory.most, 2),
        "cores": len(os.sched_getaffinity(0)),
        **quality(folder, found),
    }


def quality(folder: Path, found: Found) -> dict[str, float]:
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as text:
        person = {row["record_id"]: row["entity_id"] for row in csv.DictReader(text)}
    numbers = {one: number for number, one in enumerate(sorted(set(person.values())))}
    of = np.array([numbers[person[one]] for one in found.ids])
    true = sum(n * (n - 1) // 2 for n in Counter(of.tolist()).values())
    same = of[found.first] == of[found.second]
    proposed = probabilities(found.points) >= weights().threshold
    hits, grouped = int((same & proposed).sum()), Counter(zip(found.cluster.tolist(), of.tolist(), strict=True))
    together = sum(n * (n - 1) // 2 for n in Counter(found.cluster.tolist()).values())
    right = sum(n * (n - 1) // 2 for n in grouped.values())
    return {
        "candidate recall": round(float(same.sum()) / true, 4),
        "precision": round(hits / max(int(proposed.sum()), 1), 4),
        "recall": round(hits / true, 4),
        "F1 of pairs": round(2 * hits / (int(proposed.sum()) + true), 4),
        "F1 of groups": round(2 * right / (together + true), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--here", action="store_true", help="measure in this process")
    parser.add_argument("--command", action="store_true", help="measure `tulga match dedupe`, files included")
    given = parser.parse_args()
    for folder in given.sets:
        if given.command:
            print(json.dumps(command(folder), indent=1), flush=True)
        elif given.here:
            print(json.dumps(one_run(folder, cold=given.cold), indent=1), flush=True)
        else:
            again = [sys.executable, "-m", "bench.matching.bulk", "--here", str(folder), *(["--cold"] * given.cold)]
            subprocess.run(again, check=True)


if __name__ == "__main__":
    main()
