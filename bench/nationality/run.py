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

HERE = Path(__file__).resolve().parent
DEFAULTS = {"flat": (1_000_000, 10_000_000)}
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS", "POLARS_MAX_THREADS")
Took = dict[str, Any]


class Differs(RuntimeError):
    """The two engines do not answer alike: there is no time for a wrong answer."""


@dataclass(frozen=True, slots=True)
class Round:
    ours: Took
    peer: Took

    def ratio(self, *parts: str) -> float:
        return float(sum(self.peer[part] for part in parts) / sum(self.ours[part] for part in parts))


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
        check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **dict.fromkeys(THREADS, "1")},
    )  # fmt: skip
    return dict(json.loads(done.stdout))


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
            places = np.flatnonzero(first != second) if first.shape == second.shape else []
            raise Differs(f"{name}: {len(places)} of {len(first)} differ, first at {places[:5]}")
        values, times = np.unique(first, return_counts=True)
        counts[name.removesuffix(".npy")] = {str(v): int(n) for v, n in zip(values, times, strict=True)}
    return counts


def measured(case: str, rows: int, rounds: int) -> dict[str, Any]:
    """Run both engines in turn, compare the answers of each round, and return what was taken."""
    folder, warm = (inputs.written(case, number, cache() / "inputs") for number in (rows, side_warm()))
    peer, found, answers = peer_python(), [], {}
    for number in range(rounds):
        with tempfile.TemporaryDirectory(dir=cache()) as out:
            ours_out, peer_out = Path(out) / "ours", Path(out) / "peer"
            order = [("ours", Path(sys.executable), "ours.py", ours_out), ("peer", peer, "peer.py", peer_out)]
            took = {
                name: one(python, program, case, folder, warm, to)
                for name, python, program, to in (order if number % 2 == 0 else order[::-1])
            }
            answers = compare(ours_out, peer_out)
        found.append(Round(**took))
        print(f"# {case} {rows:,} round {number + 1}: {_line(found[-1])}", file=sys.stderr, flush=True)
    return {"case": case, "rows": rows, "answers": answers, **summary(found)}


def side_warm() -> int:
    return 1_000


def _line(of: Round) -> str:
    both = [f"{who} {took['prepare']:.3f} + {took['evaluate']:.3f} s, {took['peak_mb']:.0f} MB"
            for who, took in (("tulga", of.ours), ("openfisca", of.peer))]  # fmt: skip
    return f"{both[0]}; {both[1]}; x{of.ratio('evaluate'):.1f} (whole x{of.ratio('prepare', 'evaluate'):.1f})"


def summary(rounds: list[Round]) -> dict[str, Any]:
    """Return medians, and the ratios inside rounds with their range."""

    def median(who: str, what: str) -> float:
        return statistics.median(getattr(each, who)[what] for each in rounds)

    def ratios(*parts: str) -> tuple[float, float, float]:
        all_ = [each.ratio(*parts) for each in rounds]
        return statistics.median(all_), min(all_), max(all_)

    names = ("prepare", "evaluate", "peak_mb")
    return {
        "rounds": len(rounds), **{who: {name: median(who, name) for name in names} for who in ("ours", "peer")},
        "ratio": ratios("evaluate"), "ratio_whole": ratios("prepare", "evaluate"),
        "memory": median("ours", "peak_mb") / median("peer", "peak_mb"),
        "versions": {"ours": rounds[0].ours["versions"], "peer": rounds[0].peer["versions"]},
    }  # fmt: skip


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
        "| case | rows | Tulga: prepare + answer, s | OpenFisca: prepare + answer, s | ratio of answers (range) "
        "| ratio of the whole (range) | peak MB, Tulga / OpenFisca | memory |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for each in results:
        ours, peer = each["ours"], each["peer"]
        lines.append(
            f"| {each['case']} | {each['rows']:,} | {ours['prepare']:.3f} + {ours['evaluate']:.3f} "
            f"| {peer['prepare']:.3f} + {peer['evaluate']:.3f} | {_range(each['ratio'])} "
            f"| {_range(each['ratio_whole'])} | {ours['peak_mb']:.0f} / {peer['peak_mb']:.0f} | {each['memory']:.0%} |"
        )
    return "\n".join(lines)


def _range(of: tuple[float, float, float]) -> str:
    return f"{of[0]:.0f} ({of[1]:.0f}–{of[2]:.0f})"


def chosen(words: list[str]) -> list[tuple[str, int]]:
    found = []
    for word in words or list(DEFAULTS):
        case, _, sizes = word.partition("=")
        rows = [int(float(size)) for size in sizes.split(",")] if sizes else DEFAULTS[case]
        found += [(case, number) for number in rows]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cases", nargs="*", help=f"{', '.join(DEFAULTS)}; flat=1e6,1e7 for other sizes")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    cache().mkdir(parents=True, exist_ok=True)
    before = machine()
    results = [measured(case, rows, given.rounds) for case, rows in chosen(given.cases)]
    print(table(results))
    print(json.dumps({"before": before, "after": os.getloadavg(), "versions": results[0]["versions"]}))
    if given.json:
        given.json.write_text(json.dumps({"machine": before, "results": results}, indent=1))


if __name__ == "__main__":
    main()
