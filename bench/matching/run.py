"""Matching beside its peers, in one command: `python -m bench.matching.run`. README.md of this folder says more.

    python -m bench.matching.run [--public FOLDER] [--data FOLDER] [--only TASK ...] [--rounds N] [--large [FOLDER]]
                                 [--json FILE] [--markdown FILE] [--docs] [--no-install]

Ends with 0 if all that could be asked for ran; with 1 if a peer could not be installed or a program failed (the report
names it, the rest is there); with 2 if an argument is of no use. A set that was not given is told as not run, and is
no failure.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.matching import fairness, inputs, report, scores
from bench.matching.machine import described
from bench.matching.sides import Result, Runner, Side

PUBLIC = Path(__file__).resolve().parents[2] / "tests" / "data" / "matching"
PERSONS = (12_000, 48_000)
ASKED = 300  # questions to a list in a file and to PostgreSQL
LARGE = 400_000  # persons; a little more than a million records

OURS = Side("Tulga", "records")
TUNED = Side("Splink, tuned", "tuned", "splink", "with_splink.py")
TOKENS = Side("Splink, words as lists, exploding blocks", "tokens", "splink", "with_splink.py")
DEFAULTS = (
    Side("Splink, its guide's settings, raw text", "default-raw", "splink", "with_splink.py", once=True),
    Side("Splink, its guide's settings", "default", "splink", "with_splink.py", once=True),
)
TREES = Side("boosted trees on labels, cross-fitted", "records", "trees", "with_trees.py", once=True)
CROSSED = Side("Tulga, points cross-fitted on this set", "cross-fitted", once=True)
OWN_SET = Side("Splink, settings of its own example", "own-set", "splink", "with_splink.py")
TOOLKIT = Side("Record Linkage Toolkit, EM", "own-set", "recordlinkage", "with_recordlinkage.py", once=True)
NAMES = (
    Side("Tulga", "names"),
    Side("Jaro-Winkler on anyascii, words sorted", "names-jaro-winkler-sorted", "strings", "with_strings.py"),
    Side("Jaro-Winkler on anyascii, word by word", "names-jaro-winkler-aligned", "strings", "with_strings.py"),
    Side("rapidfuzz token sort on anyascii", "names-token-sort", "strings", "with_strings.py"),
    Side("uroman, Jaro-Winkler word by word", "names", "uroman", "with_uroman.py"),
    Side("nomenklatura logic-v2", "logic-v2", "nomenklatura", "with_nomenklatura.py"),
    Side("nomenklatura name-based", "name-based", "nomenklatura", "with_nomenklatura.py"),
)
SEARCH = (
    Side("Tulga", "search"),
    Side("rapidfuzz, every record, anyascii", "search", "strings", "with_strings.py"),
)


@dataclass
class Found:
    """All that a run says."""

    about: dict[str, Any]
    rows: list[dict[str, Any]] = field(default_factory=list)  # one a set and side
    fairness: dict[str, list[fairness.Group]] = field(default_factory=dict)
    not_run: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def add(self, task: str, where: str, result: Result, measured: dict[str, Any]) -> None:
        if result.problem:
            said = f"{where}: {result.side.name}: {result.problem}"
            self.failed.append(said)
        self.rows.append({"task": task, "set": where, "measured": measured} | result.as_mapping())


class Measuring:
    """The tasks. Each adds its rows to `found`."""

    def __init__(self, given: argparse.Namespace, runner: Runner, found: Found) -> None:
        self.given, self.runner, self.found = given, runner, found

    def names(self) -> None:
        sets = [("public", "public set", self.given.public)]
        if self.given.data:
            try:
                sets.append(("labelled", "labelled pairs of names", inputs.labelled(self.given.data, self.runner.work)))
            except OSError as error:
                self.found.not_run.append(f"labelled pairs of names: {error.filename} is not there")
        for label, where, folder in sets:
            truth = inputs.labels(folder)
            rounds = self.given.rounds if label == "public" else 1
            for result in self.runner.in_turn(NAMES, folder, f"names-{label}", rounds):
                measured = {} if result.problem else scores.of_names(result.out, truth, result.threshold)
                if measured:
                    measured |= _each(result, len(truth))
                self.found.add("names", where, result, measured)

    def public(self) -> None:
        one = inputs.read("public set", self.given.public)
        sides = (OURS, TUNED, TOKENS, *DEFAULTS, TREES, CROSSED)
        self._records("public", one, sides)
        self._candidates("public", one)

    def search(self) -> None:
        self._search("public", inputs.read("public set", self.given.public))
        if names := self._name_tables():
            one = inputs.own(names, PERSONS[0])
            self._search("held", one)
            self._in_a_file(one)

    def elsewhere(self) -> None:
        for name in inputs.COUNTRIES:
            if not self.given.data:
                self.found.not_run.append(f"{name}: no --data")
                continue
            try:
                one = inputs.country(name, self.given.data, self.runner.work)
            except OSError as error:
                self.found.not_run.append(f"{name}: {error.filename} is not there")
                continue
            sides = (OURS, OWN_SET, TOOLKIT) if name.startswith("FEBRL") else (OURS, OWN_SET)
            self._records(one.folder.name, one, sides, task="elsewhere")

    def held(self) -> None:
        if names := self._name_tables():
            self._records("held", inputs.own(names, PERSONS[0]), (OURS, TUNED, TOKENS), task="held-out")
            self._candidates("held", inputs.own(names, PERSONS[0]), task="held-out")

    def sizes(self) -> None:
        if names := self._name_tables():
            self._records("many", inputs.own(names, PERSONS[1]), (OURS, TUNED), task="held-out", rounds=1)

    def large(self) -> None:
        folder = self.given.large
        names = None if isinstance(folder, Path) else self._name_tables()
        if isinstance(folder, Path):
            one = inputs.read(f"{folder.name}", folder)
        elif names:
            one = inputs.own(names, LARGE, 1.0)
        else:
            return
        sides = (Side("Tulga", "large"), Side("Splink, trained on a sample", "large", "splink", "with_splink.py"))
        self._records("large", one, sides, task="large")
        self._in_a_file(one)

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _name_tables(self) -> Path | None:
        folder = self.given.data / "names" if self.given.data else None
        if folder is None or not folder.is_dir():
            said = "own registers: no --data" if folder is None else f"own registers: {folder} is not there"
            if said not in self.found.not_run:
                self.found.not_run.append(said)
            return None
        return folder

    def _records(
        self, label: str, one: inputs.Set, sides: tuple[Side, ...], *, task: str = "records", rounds: int | None = None
    ) -> None:
        person, proposed = one.person, {}
        for result in self.runner.in_turn(sides, one.folder, f"records-{label}", rounds or self.given.rounds):
            measured: dict[str, Any] = {}
            if not result.problem:
                scored = scores.read_pairs(result.out)
                measured = scores.of_pairs(scored, person, result.threshold)
                measured["candidates per record"] = result.rounds[0].get("candidates", 0) / len(person)
                groups = result.out.with_suffix(".groups.csv")
                measured |= scores.of_groups(groups, person) if groups.exists() else {}
                least = result.threshold if result.side is OURS else measured["best threshold"]
                proposed[result.side.name] = {pair for pair, score in scored.items() if score >= (least or 0.0)}
            self.found.add(task, one.name, result, measured)
        if TOKENS in sides and OURS.name in proposed:
            peer = proposed.get(TOKENS.name)
            self.found.fairness[one.name] = fairness.groups(one.truth, one.sexes, proposed[OURS.name], peer)

    def _candidates(self, label: str, one: inputs.Set, task: str = "records") -> None:
        side = Side("Tulga, candidates alone", "proposed", once=True)
        for result in self.runner.in_turn([side], one.folder, f"candidates-{label}", 1):
            measured: dict[str, Any] = {}
            if not result.problem:
                listed = scores.of_pairs(scores.read_pairs(result.out), one.person, None)
                measured = {"candidate recall": listed["candidate recall"], "records": listed["records"]}
                measured["candidates per record"] = result.rounds[0]["candidates"] / listed["records"]
            self.found.add(task, one.name, result, measured)

    def _search(self, label: str, one: inputs.Set) -> None:
        person, asked = one.person, one.asked
        for result in self.runner.in_turn(SEARCH, one.folder, f"search-{label}", self.given.rounds):
            measured = {} if result.problem else scores.of_search(result.out, asked, person)
            if measured:
                measured["ms a query"] = result.part("search") * 1e3 / len(asked)
            self.found.add("search", one.name, result, measured)

    def _in_a_file(self, one: inputs.Set) -> None:
        """A list in one file beside PostgreSQL's pg_trgm, every question to both (`bench.matching.searching`)."""
        sides = ("Tulga, list in a file", "PostgreSQL pg_trgm on anyascii, scored by our points")
        found = self.runner.in_a_file(one.folder, ASKED)
        for name, key in zip(sides, ("tulga", "pg_trgm"), strict=True):
            row: dict[str, Any] = {"task": "search", "set": one.name, "side": name, "measured": {}}
            if "problem" in found:
                self.found.failed.append(f"{one.name}: {name}: {found['problem']}")
                row["not run"] = found["problem"]
            else:
                told = found[key]
                row["measured"] = {"queries": told["asked"], "hit@1": told["hit@1"], "hit@10": told["hit@10"]}
                row["measured"] |= {"p50 ms": told["p50_ms"], "p95 ms": told["p95_ms"]}
                row["measured"] |= {"ms a query": told["cpu_p50_ms"]} if key == "tulga" else {}
                row["said"] = found
            self.found.rows.append(row)


def _each(result: Result, pairs: int) -> dict[str, float]:
    return {
        "us a pair after keys": result.part("pairs") * 1e6 / pairs,
        "us a key": result.part("keys") * 1e6 / pairs / 2,
    }


TASKS: dict[str, Callable[[Measuring], None]] = {
    "names": Measuring.names,
    "public": Measuring.public,
    "search": Measuring.search,
    "elsewhere": Measuring.elsewhere,
    "held": Measuring.held,
    "sizes": Measuring.sizes,
    "large": Measuring.large,
}


def arguments(given: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--public", type=Path, default=PUBLIC, help="the public linkage set, packed or not")
    parser.add_argument("--data", type=Path, help="a folder with linkage/ (FEBRL, figures) and names/ (name tables)")
    parser.add_argument("--only", nargs="+", choices=sorted(TASKS), help="these tasks alone")
    parser.add_argument("--rounds", type=int, default=2, help="how often each side runs (2)")
    parser.add_argument("--large", type=Path, nargs="?", const=True, help="10^6 records: a folder, or made (slow)")
    parser.add_argument("--json", type=Path, help="everything, for machines")
    parser.add_argument("--markdown", type=Path, help="the tables")
    parser.add_argument("--docs", action="store_true", help="put the tables where docs/algorithms/matching.md has them")
    parser.add_argument("--no-install", action="store_true", help="use only environments that are there")
    found = parser.parse_args(given)
    if not (found.public / "records.csv").exists() and not (found.public / "records.csv.gz").exists():
        parser.error(f"--public: there is no records.csv in {found.public}")
    if found.rounds < 1:
        parser.error("--rounds: at least one")
    return found


def measure(given: argparse.Namespace) -> Found:
    began = time.perf_counter()

    def tell(what: str) -> None:
        print(f"# {time.perf_counter() - began:5.0f} s  {what}", file=sys.stderr, flush=True)

    found = Found({"date": datetime.now(UTC).isoformat(timespec="seconds"), **described()})
    with tempfile.TemporaryDirectory(prefix="tulga-matching-") as work:
        runner = Runner(Path(work), install=not given.no_install, tell=tell)
        for name, task in TASKS.items():
            asked = name in given.only if given.only else name != "large"
            if asked or (name == "large" and given.large):
                task(Measuring(given, runner, found))
            else:
                found.not_run.append(f"{name}: not asked for")
    found.about["seconds"] = round(time.perf_counter() - began)
    found.about["load at the end"] = described()["load"]
    return found


def main(given: list[str] | None = None) -> int:
    asked = arguments(given)
    found = measure(asked)
    text = report.markdown(found.about, found.rows, found.fairness, found.not_run, found.failed)
    if asked.json:
        asked.json.write_text(json.dumps(report.as_json(found), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if asked.markdown:
        asked.markdown.write_text(text, encoding="utf-8")
    if asked.docs:
        report.into_docs(found.about, found.rows, found.fairness)
    print(text)
    return 1 if found.failed else 0


if __name__ == "__main__":
    sys.exit(main())
