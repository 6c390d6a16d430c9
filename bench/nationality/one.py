"""How long one person takes: 21 packs, whole assessment with trace and next questions, as the product asks for it.

    python bench/nationality/one.py [--people 1000] [--group NAME] [--rounds 1] [--json FILE] [--answers FOLDER]

One process, one thread; the packs are loaded before, and of several rounds the least counts. `--answers` writes what
was answered, a file for each group: two versions of the engine that say the same leave the same bytes.
"""

import argparse
import gc
import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.properties import nationality_people
from tulga.nationality import scenarios
from tulga.nationality.core import trace
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.facts import Nationality, Person, Relative
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.rules import Pack
from tulga.nationality.core.truth import UNKNOWN

ON = date(2025, 6, 1)
WRITTEN = Path(__file__).resolve().parents[2] / "tests" / "data" / "nationality"
QUANTILES = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0))
Case = tuple[Person, date]


@dataclass(frozen=True, slots=True)
class Took:
    cpu: float
    wall: float


# -- whom ------------------------------------------------------------------------------------------------------------


def random_people(count: int) -> Iterator[Case]:
    """Yield invented people: three generations at most, every kind of fact, much of it unknown."""
    chance = random.Random(11)
    for number in range(count):
        yield nationality_people.person(chance, f"r{number}"), ON


def written_people(count: int) -> Iterator[Case]:
    """Yield the people of the scenario files, all of them whatever the count."""
    for file in sorted(WRITTEN.glob("*.yaml")):
        for scenario in scenarios.read(file, on=None, today=ON):
            if not scenario.problems:
                yield scenario.person, scenario.on


def large_families(count: int) -> Iterator[Case]:
    """Yield people whose parents and grandparents have facts of their own, of which most is open."""
    chance = random.Random(12)
    for number in range(count):
        yield _with_family(chance, f"f{number}", 3), ON


def _with_family(chance: random.Random, number: str, generations: int) -> Person:
    own = nationality_people.person(chance, number, 0)
    born = date(2010 - 28 * (3 - generations), 1, 1)
    if generations < 3:
        told = nationality_people.rough(chance, born)
        kept = tuple(each for each in own.events if each.type != "found")
        own = replace(own, born=told, documents=(), events=kept)
    own = replace(own, parents_unknown=UNKNOWN, ussr=UNKNOWN, ussr_until=None, absent=(), unknown=())
    if chance.random() < 0.5:
        own = replace(own, born_in=None)
    if generations == 1:
        return own
    return replace(
        own,
        mother=_parent(chance, "mother", f"{number}.m", generations),
        father=_parent(chance, "father", f"{number}.f", generations),
    )


def _parent(chance: random.Random, role: str, number: str, generations: int) -> Relative:
    stated = Nationality((), UNKNOWN, UNKNOWN, UNKNOWN) if chance.random() < 0.3 else None
    return Relative(role, nationality=stated, person=_with_family(chance, number, generations - 1))


GROUPS: Mapping[str, Callable[[int], Iterator[Case]]] = {
    "random people": random_people, "people of the scenario files": written_people, "large families": large_families,
}  # fmt: skip


# -- how long --------------------------------------------------------------------------------------------------------


def whole(person: Person, on: date, packs: Mapping[str, Pack]) -> dict[str, Any]:
    """Return everything that is said about one person: findings with trace, and the questions in words."""
    return trace.as_json(assess(person, packs, on), packs=packs)


def timed(cases: Sequence[Case], packs: Mapping[str, Pack], rounds: int) -> tuple[list[Took], list[dict[str, Any]]]:
    """Return for every person the least of the rounds, and what was answered."""
    took, said = [], []
    for person, on in cases:
        tries = []
        for _ in range(rounds):
            wall, cpu = time.perf_counter(), time.process_time()
            answer = whole(person, on, packs)
            tries.append(Took(time.process_time() - cpu, time.perf_counter() - wall))
        took.append(Took(min(one.cpu for one in tries), min(one.wall for one in tries)))
        said.append(answer)
    return took, said


def quantiles(values: Sequence[float]) -> dict[str, float]:
    """Return the quantiles in milliseconds: the smallest value that at least so many of all do not exceed."""
    ordered = sorted(values)
    return {name: round(1000 * ordered[max(-(-int(len(ordered) * share * 1000) // 1000) - 1, 0)], 2)
            for name, share in QUANTILES}  # fmt: skip


def _unexplored(said: Sequence[dict[str, Any]]) -> int:
    return sum(any(not state["explored"] for state in one["states"]) for one in said)


def main(words: Sequence[str]) -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--people", type=int, default=1000)
    reader.add_argument("--group", choices=GROUPS, action="append")
    reader.add_argument("--rounds", type=int, default=1)
    reader.add_argument("--json", type=Path)
    reader.add_argument("--answers", type=Path)
    options = reader.parse_args(words)
    packs, rows = load_packs(), []
    for name in options.group or GROUPS:
        cases = list(GROUPS[name](options.people))
        gc.collect()
        took, said = timed(cases, packs, options.rounds)
        row = {
            "group": name,
            "people": len(cases),
            "not fully explored": _unexplored(said),
            "cpu_ms": quantiles([one.cpu for one in took]),
            "wall_ms": quantiles([one.wall for one in took]),
        }
        print(json.dumps(row), flush=True)
        rows.append(row)
        if options.answers:
            options.answers.mkdir(parents=True, exist_ok=True)
            lines = (json.dumps(one, ensure_ascii=False) for one in said)
            (options.answers / f"{name.replace(' ', '-')}.jsonl").write_text("\n".join(lines) + "\n")
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
