"""A hundred million people from Parquet: whom does a bill help, under the published law of every State?

    python bench/nationality/crowd.py [PEOPLE] [--bill KAZ-1961] [--rounds 3] [--packs KAZ,UZB,…]

Writes the people once, outside the repository (`$TULGA_BENCH_CACHE`, or a folder for temporary files): invented, a
folder of Parquet files with the columns of docs/algorithms/nationality-bulk.md that a register of births has. Then runs
what `tulga nationality simulate` runs, in a process of its own; prints seconds, CPU seconds and the peak of its memory.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess  # noqa: S404  # starts this program again, so that the peak of memory is that of the engine alone
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import run

from tulga.nationality.bulk import amendments, ir, simulate
from tulga.nationality.core.loading import load_packs

ON = date(2025, 6, 1)
FILE = 5_000_000  # people a file
STATES = ("KAZ", "UZB", "KGZ", "RUS", "TJK", "TKM", "UKR", "DEU", "CHN", "AFG")
SHARES = (0.62, 0.12, 0.06, 0.09, 0.03, 0.02, 0.03, 0.01, 0.01, 0.01)
REGIONS = tuple(f"KZ-{number}" for number in range(10, 27))
WORDS, LISTS = ("sex", "region", "born_in"), ("mother_states", "father_states")
KINDS = pl.Enum(("female", "male", *REGIONS, *STATES, "SUN"))  # words kept as numbers, as a register would keep them
FIRST, LAST = ir.day_number(date(1935, 1, 1)), ir.day_number(ON)


def invented(people: int, chance: np.random.Generator) -> pl.DataFrame:
    """Return invented people: births of ninety years, some known by the year only; parents mostly of one State."""
    here = chance.choice(len(STATES), people, p=SHARES).astype(np.int8)
    born = chance.integers(FIRST, LAST, people, dtype=np.int32)
    lo, hi, year = born.copy(), born.copy(), chance.random(people) < 0.04
    years = born[year].astype("datetime64[D]").astype("datetime64[Y]")
    lo[year] = years.astype("datetime64[D]").astype(np.int32)
    hi[year] = (years + 1).astype("datetime64[D]").astype(np.int32) - 1
    untold = chance.random(people) < 0.01
    return pl.DataFrame({
        "sex": _words(("female", "male"), chance.integers(0, 2, people), chance.random(people) < 0.002),
        "region": _words(REGIONS, chance.integers(0, len(REGIONS), people), chance.random(people) < 0.01),
        "birth_lo": _days(lo, untold), "birth_hi": _days(hi, untold),
        "born_in": _words(STATES, here, chance.random(people) < 0.03),
        "ussr": _truth(np.where(hi < ir.day_number(date(1991, 12, 26)), 0.9, 0.0), chance),
        **_parent("mother", here, hi, chance), **_parent("father", here, hi, chance),
    })  # fmt: skip


def _parent(who: str, here: np.ndarray, born: np.ndarray, chance: np.random.Generator) -> dict[str, pl.Series]:
    people = len(here)
    own = np.where(chance.random(people) < 0.88, here, chance.choice(len(STATES), people, p=SHARES)).astype(np.int8)
    soviet = born < ir.day_number(date(1991, 12, 26))
    numbers = np.where(soviet & (own < 7), len(STATES), own)
    kind = chance.random(people)  # nothing told, of no State, two States, one
    length = np.where(kind < 0.08, 0, np.where(kind < 0.09, 0, np.where(kind < 0.10, 2, 1)))
    second = (numbers + 1) % len(STATES)
    pairs = np.stack([numbers, second], axis=1)
    flat = pairs[np.arange(2)[None, :] < length[:, None]]
    words = _words((*STATES, "SUN"), flat, np.zeros(len(flat), np.bool_))
    whole = pl.DataFrame({"w": words, "row": np.repeat(np.arange(people), length)})
    lists = whole.group_by("row", maintain_order=True).agg("w")
    states = pl.DataFrame({"row": np.arange(people)}).join(lists, on="row", how="left", maintain_order="left")["w"]
    nobody, stateless = pl.Series(kind < 0.08), pl.Series((kind >= 0.08) & (kind < 0.09))
    told = pl.select(pl.when(nobody).then(None).when(stateless).then(pl.lit([], dtype=states.dtype)).otherwise(states))
    said = pl.select(pl.when(nobody).then(pl.lit(None, dtype=pl.Boolean)).otherwise(stateless)).to_series()
    missing = pl.Series(chance.random(people) < (0.05 if who == "father" else 0.001))
    exists = pl.select(pl.when(missing).then(False).otherwise(pl.lit(None, dtype=pl.Boolean))).to_series()
    return {f"{who}_exists": exists, f"{who}_states": told.to_series(), f"{who}_stateless": said}


def _words(words: tuple[str, ...], numbers: np.ndarray, untold: np.ndarray) -> pl.Series:
    codes = pl.Series(words).gather(numbers)
    return pl.select(pl.when(pl.Series(untold)).then(None).otherwise(codes)).to_series()


def _days(days: np.ndarray, untold: np.ndarray) -> pl.Series:
    return pl.select(pl.when(pl.Series(untold)).then(None).otherwise(pl.Series(days).cast(pl.Date))).to_series()


def _truth(share: np.ndarray, chance: np.random.Generator) -> pl.Series:
    return pl.select(
        pl.when(pl.Series(chance.random(len(share)) < share)).then(True).otherwise(pl.lit(None, dtype=pl.Boolean))
    ).to_series()


def written(people: int) -> Path:
    """Write the people unless an earlier run did; return their folder."""
    folder = run.cache() / f"crowd-{people}"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "people").mkdir(parents=True)
        for number, first in enumerate(range(0, people, FILE)):
            some = invented(min(FILE, people - first), np.random.default_rng((7, number)))
            some = some.with_columns(pl.col(WORDS).cast(KINDS), pl.col(LISTS).cast(pl.List(KINDS)))
            some.write_parquet(folder / "people" / f"{number:03}.parquet", compression="lz4", row_group_size=1 << 20)
            print(f"# {first + some.height:,} people written", file=sys.stderr, flush=True)
        (folder / "complete").touch()
    return folder / "people"


def one(folder: Path, bill: str) -> None:
    """Answer once, and print what it took."""
    began, cpu = time.perf_counter(), time.process_time()
    packs = load_packs()
    counts = simulate.simulate(folder, packs, amendments.shipped(packs)[bill], ON)
    print(json.dumps({
        "people": counts.people, "beyond": counts.beyond, "rules": sum(len(pack.rules) for pack in packs.values()),
        "total": counts.total(), "kinds": counts.kinds, "seconds": time.perf_counter() - began,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("people", nargs="?", type=float, default=1e8)
    parser.add_argument("--bill", default="KAZ-1961")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.answer:
        one(given.answer, given.bill)
        return
    people = written(int(given.people))
    size = sum(file.stat().st_size for file in people.glob("*.parquet"))
    print(f"# {people}: {size / 1e6:,.0f} MB", file=sys.stderr)
    for _ in range(given.rounds):
        subprocess.run([sys.executable, __file__, "--answer", people, "--bill", given.bill], check=True)
        print(f"# load {os.getloadavg()}", file=sys.stderr)


if __name__ == "__main__":
    main()
