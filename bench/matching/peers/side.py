"""What every program of this folder does alike: read its tables, say what it took. Standard library only.

A program is called with a task, a folder with the input and the file that its answer goes to. The first thing that
it says on its last line is how long the work took: from rows in memory to scores in memory, without imports, files and
compilers.
"""

from __future__ import annotations

import csv
import gzip
import importlib.metadata
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

Row = dict[str, str]
KIB_PER_GB = 2**20


def rows(path: Path) -> list[Row]:
    """Read a table, packed or not: `records.csv` is also found as `records.csv.gz`."""
    packed = path if path.suffix == ".gz" else path.with_name(path.name + ".gz")
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8", newline="") as text:
            return list(csv.DictReader(text))
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def write(path: Path, head: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as text:
        table = csv.writer(text, lineterminator="\n")
        table.writerow(head)
        table.writerows(lines)


def words_of(record: Row) -> list[str]:
    """Return the words of a record's name, in the order written."""
    told = (record["full_name"], record["family_name"], record["given_name"], record["patronymic"])
    return " ".join(filter(None, told)).split()


def cpu() -> float:
    """Return the seconds of processors that this program and those it started have used."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


class Clock:
    """Seconds of each part, by the clock and of processors."""

    def __init__(self) -> None:
        self.parts: dict[str, tuple[float, float]] = {}
        self.start()

    def start(self) -> None:
        self._at = time.perf_counter(), cpu()

    def lap(self, name: str) -> None:
        """Book what passed since the last call under `name`."""
        passed = time.perf_counter() - self._at[0], cpu() - self._at[1]
        before = self.parts.get(name, (0.0, 0.0))
        self.parts[name] = before[0] + passed[0], before[1] + passed[1]
        self.start()


def tell(clock: Clock, packages: Iterable[str], **more: object) -> None:
    """Print the last line."""
    versions = {"python": sys.version.split()[0]}
    versions |= {name: importlib.metadata.version(name) for name in packages}
    found = {
        "parts": {name: [round(one, 4) for one in took] for name, took in clock.parts.items()},
        "clock": sum(took[0] for took in clock.parts.values()),
        "cpu": sum(took[1] for took in clock.parts.values()),
        "gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_GB,
        "versions": versions,
        **more,
    }
    print(json.dumps(found), flush=True)


def main(tasks: dict[str, Callable[[Path, Path], None]]) -> None:
    """Run `TASK FOLDER OUT`."""
    tasks[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
