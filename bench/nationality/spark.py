"""The law in Spark, from the SQL that DuckDB reads: the same Parquet, every answer compared.

    python bench/nationality/spark.py [--flat 1000000] [--law 100000] [--cores 2] [--memory 4g]

Builds Spark's environment once, outside the repository (`$TULGA_BENCH_CACHE`, or a folder for temporary files; needs
java 17 or newer). Two laws: the six articles of `ours.py` with today's and an amended text, and every version of every
rule of the shipped packs and amendments (`rows.py`). sqlglot writes one syntax tree as Spark's and as DuckDB's SQL;
polars and the bit planes answer over the same file. Exits 1 if any answer of anybody differs anywhere.
"""

import argparse
import json
import os
import shutil
import subprocess  # noqa: S404  # starts the program beside this one
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import ours
import polars as pl
import rows
import run

from tulga.nationality.bulk import columns, ir, planes, sql

HERE = Path(__file__).resolve().parent
Nodes = dict[str, ir.Node]


def environment() -> Path:
    return run.cache() / "spark"


def built() -> bool:
    """Say whether Spark is there in the version that is asked for."""
    done = environment() / "built.txt"
    return done.exists() and done.read_text() == (HERE / "spark-requirements.txt").read_text()


def interpreter() -> Path:
    """Return the interpreter that has Spark, built the first time and when the requirements change."""
    python = environment() / "bin" / "python"
    if not built():
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment()], check=True)  # noqa: S603
        wanted = HERE / "spark-requirements.txt"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", wanted], check=True)  # noqa: S603
        (environment() / "built.txt").write_text(wanted.read_text())
    return python


# -- one law, four engines: each reads the Parquet and writes one ------------------------------------------------------


def in_spark(nodes: Nodes, people: Path, answers: Path, given: argparse.Namespace) -> dict[str, Any]:
    job = answers.with_suffix(".json")
    query = sql.select(nodes, "people", keep=["row"], dialect="spark")
    job.write_text(json.dumps({
        "people": str(people), "query": query, "answers": str(answers), "cores": given.cores, "memory": given.memory,
    }))  # fmt: skip
    done = subprocess.run(  # noqa: S603
        [interpreter(), HERE / "spark_side.py", job],
        capture_output=True,
        text=True,
        env={**os.environ, "PYSPARK_PYTHON": str(interpreter()), "SPARK_LOCAL_IP": "127.0.0.1"},
    )
    if done.returncode:
        raise RuntimeError(f"Spark did not answer:\n{done.stderr[-4000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def in_duckdb(nodes: Nodes, people: Path, answers: Path, given: argparse.Namespace) -> dict[str, Any]:
    query = sql.select(nodes, f"read_parquet('{people}')", keep=["row"])
    began = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute(f"SET threads = {int(given.cores)}")
        connection.execute(f"COPY ({query}) TO '{answers}' (FORMAT parquet)")
    return {"seconds": time.perf_counter() - began, "version": duckdb.__version__}


def in_polars(nodes: Nodes, people: Path, answers: Path, given: argparse.Namespace) -> dict[str, Any]:
    began = time.perf_counter()
    found = {name: columns.expression(node) for name, node in nodes.items()}
    pl.scan_parquet(people).select("row", **found).sink_parquet(answers)
    return {"seconds": time.perf_counter() - began, "version": pl.__version__}


def in_planes(nodes: Nodes, people: Path, answers: Path, given: argparse.Namespace) -> dict[str, Any]:
    began = time.perf_counter()
    frame = pl.read_parquet(people)
    atoms = {atom.name: columns.from_nullable(frame[atom.name]) for atom in ir.atoms(*nodes.values())}
    clocks = {
        clock: (frame[f"{clock}_lo"].to_numpy(), frame[f"{clock}_hi"].to_numpy())
        for clock in ir.clocks(*nodes.values())
    }
    known = planes.Table(frame.height, atoms, clocks)
    found = dict(zip(nodes, planes.plan(*nodes.values()).answers(known), strict=True))
    said = {name: columns.nullable(value) for name, value in found.items()}
    pl.DataFrame({"row": frame["row"], **said}).write_parquet(answers)
    return {"seconds": time.perf_counter() - began, "version": np.__version__}


Engine = Callable[[Nodes, Path, Path, argparse.Namespace], dict[str, Any]]
ENGINES: dict[str, Engine] = {"Spark": in_spark, "DuckDB": in_duckdb, "polars": in_polars, "planes": in_planes}


def compared(nodes: Nodes, known: planes.Table, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Run the engines over these people; return what each took, and how many of Spark's answers another one denies."""
    people = folder / "people.parquet"
    number = pl.int_range(known.rows, dtype=pl.Int64, eager=True).alias("row")
    columns.frame(known).with_columns(number).write_parquet(people, row_group_size=1 << 18)
    took = {name: engine(nodes, people, folder / f"{name}.parquet", given) for name, engine in ENGINES.items()}
    frames = {name: answers(folder / f"{name}.parquet") for name in ENGINES}
    first = frames["Spark"]
    different = {
        name: sum(int(first[each].ne_missing(frame[each]).sum()) for each in ("row", *nodes))
        for name, frame in frames.items()
        if name != "Spark"
    }
    said = [int((first[name] == word).sum()) for word in (True, False) for name in nodes]
    return {
        "people": known.rows, "conditions": len(nodes), "answers": known.rows * len(nodes),
        "yes": sum(said[: len(nodes)]), "no": sum(said[len(nodes) :]), "different": different, "took": took,
    }  # fmt: skip


def answers(file: Path) -> pl.DataFrame:
    """Return the answers of one engine, people in their order. Spark writes a folder of parts."""
    return pl.read_parquet(file / "*.parquet" if file.is_dir() else file).sort("row")


def flat(number: int) -> tuple[Nodes, planes.Table]:
    gained, amended, lost = ours.flat_law()
    nodes = {
        "today": ir.every(gained, ir.inverse(lost)), "amended": ir.every(amended, ir.inverse(lost)), "lost": lost,
    }  # fmt: skip
    return nodes, rows.people(nodes, number, np.random.default_rng(1))


def law(number: int) -> tuple[Nodes, planes.Table]:
    nodes = rows.conditions()
    return nodes, rows.people(nodes, number, np.random.default_rng(2))


def line(name: str, found: dict[str, Any]) -> str:
    times = " | ".join(f"{took['seconds']:.2f}" for took in found["took"].values())
    wrong = sum(found["different"].values())
    size = f"{found['people']:,} | {found['conditions']} | {found['answers']:,}"
    return f"| {name} | {size} | {times} | {found['took']['Spark']['peak_mb']} | {wrong} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--flat", type=float, default=1e6, help="people for the six articles")
    parser.add_argument("--law", type=float, default=1e5, help="people for all versions of all rules")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--memory", default="4g", help="what Spark may take")
    given = parser.parse_args()
    if shutil.which("java") is None:
        print("Spark needs java, and there is none here", file=sys.stderr)
        return 2
    print(f"| law | people | conditions | answers each | {' | '.join(f'{name}, s' for name in ENGINES)} "
          "| Spark, peak MB | different |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|")  # fmt: skip
    found = {}
    for name, make, size in (("six articles", flat, given.flat), ("every version", law, given.law)):
        folder = run.cache() / "spark-answers" / name.replace(" ", "-")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        found[name] = compared(*make(-(-int(size) // 64) * 64), folder, given)
        print(line(name, found[name]), flush=True)
        shutil.rmtree(folder)
    print(json.dumps({"java": shutil.which("java"), "load": os.getloadavg(), "found": found}))
    wrong = [name for name, each in found.items() if any(each["different"].values())]
    if wrong:
        print(f"Spark does not answer as the others do: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
