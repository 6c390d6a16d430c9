"""The programs that are compared, run in turn, each a process of its own; and what each took."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.matching.peers import environments
from bench.matching.peers.environments import Environment

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 900  # seconds a side may take
Took = dict[str, Any]


@dataclass(frozen=True)
class Side:
    """`program` runs `task` in the environment of that name; without one it is ours."""

    name: str
    task: str
    environment: str = ""
    program: str = ""
    once: bool = False  # of which the time says little: run in the first round only


@dataclass
class Result:
    """What a side said in each round, and where its answer is; or `problem` says why there is none."""

    side: Side
    out: Path
    rounds: list[Took] = field(default_factory=list)
    problem: str = ""

    @property
    def threshold(self) -> float | None:
        told = self.rounds[0].get("threshold")
        return None if told is None else float(told)

    def spread(self, what: str = "cpu") -> tuple[float, float, float]:
        """Return median, least and most of the rounds."""
        told = [float(one[what]) for one in self.rounds]
        return statistics.median(told), min(told), max(told)

    def part(self, name: str) -> float:
        """Return the median of the seconds of processors that one part took."""
        return statistics.median(float(one["parts"][name][1]) for one in self.rounds)

    def as_mapping(self) -> dict[str, Any]:
        told: dict[str, Any] = {"side": self.side.name, "program": self.side.program or "ours", "asked": self.side.task}
        return told | ({"not run": self.problem} if self.problem else {"rounds": self.rounds})


class Runner:
    """Runs sides; makes the environment of a peer when it is first asked for."""

    def __init__(self, work: Path, *, install: bool, tell: Callable[[str], None]) -> None:
        self.work, self.install, self.tell = work, install, tell
        self.environments: dict[str, Environment] = {}

    def environment(self, name: str) -> Environment:
        if name not in self.environments:
            self.tell(f"environment of {name}")
            self.environments[name] = environments.environment(name, install=self.install)
        return self.environments[name]

    def in_turn(self, sides: Sequence[Side], folder: Path, label: str, rounds: int) -> list[Result]:
        """Run all sides on a folder, one after the other, as many rounds as asked, every second one backwards."""
        results = [Result(side, self.work / f"{label}-{k}.csv") for k, side in enumerate(sides)]
        for result in results:
            if result.side.environment:
                result.problem = self.environment(result.side.environment).problem
        for number in range(rounds):
            for result in results if number % 2 == 0 else reversed(results):
                if not result.problem and not (number and result.side.once):
                    self._one(result, folder, f"{label}, round {number + 1}")
        return results

    def in_a_file(self, folder: Path, asked: int) -> Took:
        """Return what `bench.matching.searching` says of a set; or {"problem": why there is nothing}.

        PostgreSQL is a throw-away cluster of `scripts/postgres.py`; names are romanised in the environment of strings.
        """
        peer = self.environment("strings")
        if peer.python is None:
            return {"problem": peer.problem}
        plain = self.work / "in-a-file"
        plain.mkdir(exist_ok=True)
        for name in ("records.csv", "queries.csv", "truth.csv"):
            (plain / name).write_bytes((folder / name).read_bytes())
        command = [sys.executable, str(ROOT / "scripts" / "postgres.py"), sys.executable, "-m"]
        command += ["bench.matching.searching", str(plain), "--asked", str(asked), "--trigrams", str(peer.python)]
        try:
            done = subprocess.run(
                command, env=_ours(), cwd=ROOT, capture_output=True, text=True, timeout=LONGEST, check=False
            )
        except subprocess.TimeoutExpired:
            return {"problem": f"took longer than {LONGEST} seconds"}
        said = done.stdout.strip().splitlines()
        if done.returncode or not said:
            why = (done.stderr.strip() or done.stdout.strip()).splitlines()
            return {"problem": f"failed ({done.returncode}): {why[-1] if why else 'said nothing'}"}
        self.tell(f"searching beside pg_trgm: {said[-1]}")
        return dict(json.loads(said[-1]))

    def _one(self, result: Result, folder: Path, label: str) -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command, around = self._command(result.side)
        try:
            done = subprocess.run(
                [*command, result.side.task, str(folder), str(result.out)],
                env=around, capture_output=True, text=True, timeout=LONGEST, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            result.problem = f"took longer than {LONGEST} seconds"
            return
        if done.returncode or not done.stdout.strip():
            said = done.stderr.strip().splitlines()
            result.problem = f"failed ({done.returncode}): {said[-1] if said else 'said nothing'}"
            self.tell(f"{label}: {result.side.name}: {result.problem}")
            return
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took = json.loads(done.stdout.strip().splitlines()[-1])
        took["whole process, cpu"] = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        result.rounds.append(took)
        self.tell(f"{label}: {result.side.name}: {took['cpu']:.1f} s of processors, {took['clock']:.1f} s")

    def _command(self, side: Side) -> tuple[list[str], dict[str, str]]:
        if not side.environment:
            return [sys.executable, "-m", "bench.matching.ours"], _ours()
        python = self.environment(side.environment).python
        return [str(python), str(environments.HERE / side.program)], _plain()


def _plain() -> dict[str, str]:
    """Return the variables of a peer: nothing of ours is on its path."""
    return {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}


def _ours() -> dict[str, str]:
    return _plain() | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
