"""Measure, and print a table and a JSON: `python bench/run.py --help`."""

import argparse
import contextlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

Row = dict[str, Any]
# what is measured on one operation, in this order; each is a process of its own
SETS = {
    "ledger": [("append-alone", "entries"), ("append-one-by-one", "one"), ("seal", "-"), ("verify", "-")],
    "baseline": [("plain-rows", "entries")],
    "people": [("people", "people"), ("compile", "-"), ("seal", "-"), ("verify", "-"), ("rebuild", "-")],
    "demo": [("demo", "scale"), ("compile", "-"), ("factsheet", "-"), ("seal", "-"), ("verify", "-"), ("rebuild", "-")],
}
STARTS = {
    "tulga --help": ("--help",),
    "tulga figures (official)": ("figures", "KAZ", "--as-of", "2021-12-31", "--source", "official", "--json"),
}


@contextlib.contextmanager
def operation(kind: str) -> Iterator[dict[str, str]]:
    """Yield the environment of an empty operation, on files or on a throw-away cluster of PostgreSQL."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TULGA_")}
    with tempfile.TemporaryDirectory(prefix="tulga-bench-") as home, contextlib.ExitStack() as stack:
        more = {}
        if kind == "postgresql":
            from postgres import cluster

            more = stack.enter_context(cluster())
        yield {**kept, "TULGA_HOME": home, "PYTHONPATH": str(ROOT), "TULGA_LANGUAGE": "en", **more}


def measure(name: str, size: int, environment: dict[str, str]) -> Row:
    done = subprocess.run(
        [sys.executable, "-m", "bench.measure", name, str(size)],
        env=environment, cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1][:200]}
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def measure_set(name: str, kind: str, sizes: dict[str, int]) -> Iterator[Row]:
    with operation(kind) as environment:
        measure("prepare", 0, environment)
        for step, size in SETS[name]:
            row = {
                "set": name,
                "database": kind,
                "measure": step,
                "size": sizes.get(size),
                **measure(step, sizes.get(size, 0), environment),
            }
            print(line(row), file=sys.stderr, flush=True)
            yield row


def measure_starts() -> Iterator[Row]:
    with operation("sqlite") as environment:
        measure("prepare", 0, environment)
        for name, arguments in STARTS.items():
            started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            command = [sys.executable, "-m", "tulga.cli.main", *arguments]
            done = subprocess.run(command, env=environment, cwd=ROOT, check=False, capture_output=True)
            spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
            row = {
                "set": "start",
                "database": "sqlite",
                "measure": name,
                "seconds": round(time.perf_counter() - started, 2),
            }
            yield {
                **row,
                "cpu_seconds": round(spent, 2),
                **({"failed": f"status {done.returncode}"} if done.returncode else {}),
            }


def line(row: Row) -> str:
    rate = f"{row['entries_per_second']:,}" if "entries_per_second" in row else ""
    result = row.get("failed") or f"{row['seconds']:.2f}"
    cells = (
        row["set"],
        row["database"],
        row["measure"],
        row.get("size") or "",
        row.get("entries", ""),
        result,
        row.get("cpu_seconds", ""),
        rate,
        row.get("peak_mib", ""),
    )
    return "| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in cells) + " |"


HEAD = (
    "| set | database | measure | size | entries | seconds | CPU seconds | entries/s | peak MiB |\n"
    "|---|---|---|---:|---:|---:|---:|---:|---:|"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--set", dest="sets", action="append", choices=[*SETS, "start"], help="again and again; default: all"
    )
    parser.add_argument("--database", action="append", choices=["sqlite", "postgresql"], help="default: sqlite")
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the rows here too")
    given = parser.parse_args()
    sizes = {"entries": given.entries, "people": given.people, "scale": given.scale, "one": min(given.entries, 500)}
    rows: list[Row] = []
    for name in given.sets or [*SETS, "start"]:
        if name == "start":
            rows += measure_starts()
            continue
        for kind in given.database or ["sqlite"]:
            rows += measure_set(name, kind, sizes)
    print(HEAD)
    for row in rows:
        print(line(row))
    if given.json:
        machine = {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
        given.json.write_text(json.dumps({"machine": machine, "rows": rows}, indent=1) + "\n", encoding="utf-8")
    return 1 if any("failed" in row for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
