"""Tulga side by side with OpenFisca: the same people, interleaved rounds, answers compared before any time counts.

    python bench/nationality/run.py [CASE[=ROWS,…] …] [--rounds 5] [--json FILE]

Builds the peer's environment once, outside the repository (`$TULGA_BENCH_CACHE`, or a folder for temporary files).
"""

import argparse
import json
import os
import platform
import statistics
import subprocess  # noqa: S404  # starts the two programs of this folder
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import inputs
import numpy as np
import side

HERE = Path(__file__).resolve().parent
DEFAULTS = {
    "flat": (1_000_000, 10_000_000), "family": (1_000_000, 10_000_000), "residence": (100_000,),
    "sweep": (10_000_000,),
}  # fmt: skip
FORMS = {  # in which forms the peer answers a case; the faster one is its best
    "flat": {"flat": "whole arrays"},
    "family": {"family": "whole arrays", "family-indices": "only those born in the year"},
    "residence": {"residence": "a variable a day", "residence-numbered": "six numbered stays, numpy in the formula"},
}
ALONE = ("sweep",)  # the peer has no such thing: a system and a simulation for each of the thousand bills
NOT_POSSIBLE = """\
OpenFisca has no answer to these, so they have no number:
- a result of three values: an input that nobody gave is its default (0, False, 1970-01-01); -1, 0, 1 are our encoding
- a trace that names the article and what is missing: its trace lists variables and arrays
- bounds of an amendment, certain and possible
With its own setting `max_spiral_loops = 1` it answers the family law with the default, "not known", for everybody and
says nothing; here it is 200."""
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "POLARS_MAX_THREADS")
Took = dict[str, Any]


class Differs(RuntimeError):
    """The two engines do not answer alike: there is no time for a wrong answer."""


@dataclass(frozen=True, slots=True)
class Round:
    ours: Took
    peers: dict[str, Took]  # by form

    def ratio(self, form: str, *parts: str) -> float:
        return float(sum(self.peers[form][part] for part in parts) / sum(self.ours[part] for part in parts))


def cache() -> Path:
    return Path(os.environ.get("TULGA_BENCH_CACHE", Path(tempfile.gettempdir()) / "tulga-bench"))


def peer_python() -> Path:
    """Return the interpreter with OpenFisca, built the first time and when the requirements change."""
    wanted = (HERE / "openfisca-requirements.txt").read_text()
    folder = cache() / "openfisca"
    python, built = folder / "bin" / "python", folder / "built.txt"
    if not built.exists() or built.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)  # noqa: S603
        subprocess.run(  # noqa: S603
            [python, "-m", "pip", "install", "--quiet", "-r", HERE / "openfisca-requirements.txt"], check=True
        )
        built.write_text(wanted)
    return python


def one(python: Path, program: str, case: str, folder: Path, warm: Path, answers: Path) -> Took:
    """Run one engine once, as a process of its own with one thread."""
    done = subprocess.run(  # noqa: S603
        [python, HERE / program, case, folder, answers, warm],
        check=True, stdout=subprocess.PIPE, text=True, env=_environment(),
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def _environment() -> dict[str, str]:
    """One thread each, and the engine of this tree, whatever else is installed."""
    return {**os.environ, **dict.fromkeys(THREADS, "1"), "PYTHONPATH": str(HERE.parents[1] / "src")}


def compare(ours: Path, peer: Path) -> dict[str, dict[str, int]]:
    """Return how often each answer occurs.

    Raises:
        Differs: an array of one engine is missing on the other side or has another value anywhere.
    """
    names = sorted(path.name for path in ours.glob("*.npy"))
    if not names or names != sorted(path.name for path in peer.glob("*.npy")):
        raise Differs(f"{names} on one side only")
    counts = {}
    for name in names:
        first, second = np.load(ours / name), np.load(peer / name)
        if first.shape != second.shape or not (first == second).all():
            places = np.flatnonzero(first != second).tolist() if first.shape == second.shape else []
            raise Differs(f"{name}: {len(places)} of {len(first)} differ, first at {places[:5]}")
        values, times = np.unique(first, return_counts=True)
        counts[name.removesuffix(".npy")] = {str(v): int(n) for v, n in zip(values, times, strict=True)}
    return counts


def measured(case: str, rows: int, rounds: int) -> dict[str, Any]:
    """Run both engines in turn, compare the answers of each round, and return what was taken."""
    folder, warm = (inputs.written(case, number, cache() / "inputs") for number in (rows, side.WARM))
    programs = [(case, Path(sys.executable), "ours.py"), *((form, peer_python(), "peer.py") for form in FORMS[case])]
    found, answers = [], {}
    for number in range(rounds):
        with tempfile.TemporaryDirectory(dir=cache()) as out:
            took = {}
            for place in range(len(programs)) if number % 2 == 0 else range(len(programs))[::-1]:
                form, python, program = programs[place]
                took[place] = one(python, program, form, folder, warm, Path(out) / str(place))
            for place in range(1, len(programs)):
                answers = compare(Path(out) / "0", Path(out) / str(place))
        found.append(Round(took[0], {programs[place][0]: took[place] for place in range(1, len(programs))}))
        print(f"# {case} {rows:,} round {number + 1}: {_line(found[-1])}", file=sys.stderr, flush=True)
    return {"case": case, "rows": rows, "answers": answers, **summary(found)}


def alone(case: str, rows: int) -> dict[str, Any]:
    """Measure what only Tulga does."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, HERE / "measure.py", case, str(rows)],
        check=True, stdout=subprocess.PIPE, text=True, env=_environment(),
    )  # fmt: skip
    return dict(json.loads(done.stdout))


def _line(of: Round) -> str:
    ours = f"tulga {of.ours['prepare']:.3f} + {of.ours['evaluate']:.3f} s, {of.ours['peak_mb']:.0f} MB"
    peers = [
        f"{form} {took['prepare']:.3f} + {took['evaluate']:.3f} s, {took['peak_mb']:.0f} MB, "
        f"x{of.ratio(form, 'evaluate'):.1f} (whole x{of.ratio(form, 'prepare', 'evaluate'):.1f})"
        for form, took in of.peers.items()
    ]
    return "; ".join([ours, *peers])


def summary(rounds: list[Round]) -> dict[str, Any]:
    """Return medians, and for each form of the peer the ratios inside rounds with their range."""

    def medians(took: list[Took]) -> dict[str, float]:
        return {name: statistics.median(each[name] for each in took) for name in ("prepare", "evaluate", "peak_mb")}

    def ratios(form: str, *parts: str) -> tuple[float, float, float]:
        all_ = [each.ratio(form, *parts) for each in rounds]
        return statistics.median(all_), min(all_), max(all_)

    ours = medians([each.ours for each in rounds])
    peers = {}
    for form in rounds[0].peers:
        theirs = medians([each.peers[form] for each in rounds])
        peers[form] = {
            **theirs, "ratio": ratios(form, "evaluate"), "ratio_whole": ratios(form, "prepare", "evaluate"),
            "memory": ours["peak_mb"] / theirs["peak_mb"],
        }  # fmt: skip
    versions = {"ours": rounds[0].ours["versions"], "peer": next(iter(rounds[0].peers.values()))["versions"]}
    return {"rounds": len(rounds), "ours": ours, "peers": peers, "versions": versions}


def machine() -> dict[str, Any]:
    names = [line.split(":")[1].strip() for line in _cpu() if line.startswith("model name")]
    return {
        "processor": names[0] if names else platform.processor(), "cores": os.cpu_count(),
        "system": platform.platform(), "load": os.getloadavg(), "threads": "one each",
    }  # fmt: skip


def _cpu() -> list[str]:
    known = Path("/proc/cpuinfo")
    return known.read_text().splitlines() if known.exists() else []


def table(results: list[dict[str, Any]]) -> str:
    lines = [
        "| case | rows | Tulga: prepare + answer, CPU s | OpenFisca, in the form of | prepare + answer, CPU s "
        "| ratio of answers (range) | ratio of the whole (range) | peak MB, Tulga / OpenFisca | memory |",
        "|---|---:|---:|---|---:|---:|---:|---:|---:|",
    ]
    for each in results:
        ours = each["ours"]
        for form, peer in each["peers"].items():
            lines.append(
                f"| {each['case']} | {each['rows']:,} | {ours['prepare']:.3f} + {ours['evaluate']:.3f} "
                f"| {FORMS[each['case']][form]} | {peer['prepare']:.3f} + {peer['evaluate']:.3f} "
                f"| {_range(peer['ratio'])} | {_range(peer['ratio_whole'])} "
                f"| {ours['peak_mb']:.0f} / {peer['peak_mb']:.0f} | {peer['memory']:.0%} |"
            )
    return "\n".join(lines)


def _range(of: tuple[float, float, float]) -> str:
    middle, least, most = (f"{each:.0f}" if each >= 10 else f"{each:.2g}" for each in of)
    return f"{middle} ({least}–{most})"


def chosen(words: list[str]) -> list[tuple[str, int]]:
    found = []
    for word in words or list(DEFAULTS):
        case, _, sizes = word.partition("=")
        rows = [int(float(size)) for size in sizes.split(",")] if sizes else DEFAULTS[case]
        found += [(case, number) for number in rows]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cases", nargs="*", help=f"{', '.join(DEFAULTS)}; flat=1e6,1e7: of these sizes")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    cache().mkdir(parents=True, exist_ok=True)
    before, wanted = machine(), chosen(given.cases)
    results = [measured(case, rows, given.rounds) for case, rows in wanted if case not in ALONE]
    without_peer = [alone(case, rows) for case, rows in wanted if case in ALONE]
    if results:
        print(table(results))
    for each in without_peer:
        print(f"{each['case']}, {each['rows']:,} rows: {each['seconds']} CPU s, {each['peak_mb']} MB")
    print(NOT_POSSIBLE)
    versions = [each["versions"] for each in results[:1]]
    print(json.dumps({"before": before, "after": os.getloadavg(), "versions": versions}))
    if given.json:
        found = {"machine": before, "results": results, "alone": without_peer}
        given.json.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
