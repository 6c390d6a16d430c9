"""What both sides of a comparison do alike: warm up, prepare, answer, and say what it took.

Imported by the two programs that `run.py` starts, each in its own environment: numpy and the standard library only.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
Columns = Callable[[str], Column]
Answers = dict[str, Column]
Case = Callable[[Columns], Callable[[], Answers]]  # from columns to the engine's own form, and from there to answers
WARM = 1_000  # rows
KIB_PER_MB = 1024


def reader(folder: Path, rows: int | None = None) -> Columns:
    """Return what reads a column by its name (only the first rows, if said)."""
    if rows is None:
        return lambda name: np.load(folder / f"{name}.npy")
    return lambda name: np.load(folder / f"{name}.npy", mmap_mode="r")[:rows].copy()


def peak_mb() -> float:
    """Return the most memory that this program held; `ru_maxrss` begins with that of the program that started it."""
    (line,) = (line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / KIB_PER_MB


def main(cases: Mapping[str, Case], versions: Mapping[str, str]) -> None:
    """Run `CASE FOLDER ANSWERS [WARM FOLDER]`: write the answers as files, print what it took.

    Times are those of the processor, one thread each: other programs on the machine then count as little as possible.
    """
    clock, began = time.process_time, time.perf_counter()
    case, folder, answers, warm = cases[sys.argv[1]], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    case(reader(warm))()  # imports, caches of byte code, first calls: nobody's time
    warm_for, started = time.perf_counter() - began, (clock(), time.perf_counter())
    run = case(reader(folder))
    prepared = clock()
    found = run()
    ended, wall = clock(), time.perf_counter() - started[1]
    peak = peak_mb()
    answers.mkdir(parents=True, exist_ok=True)
    for name, column in found.items():
        np.save(answers / f"{name}.npy", column)
    print(json.dumps({
        "prepare": prepared - started[0], "evaluate": ended - prepared, "wall": wall, "warm": warm_for, "peak_mb": peak,
        "versions": {"python": sys.version.split()[0], "numpy": np.__version__, **versions},
    }))  # fmt: skip
