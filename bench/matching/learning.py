"""What learning points of one's own gains: `python -m bench.matching.learning [--judged 0 50 200 ...] SET...`.

SET is a folder of bench.matching.registers (or the public set), or a table as `bench.matching.elsewhere` takes it.
Every row is whole deduplication as the command does it, with context and groups. Answers are drawn as a work list would
show them: pairs with a probability between 2 and 98 percent, answered by the truth; pairs that were answered are left
out of the score. `--neutral` starts from points that know nothing of any register.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.matching.elsewhere import read as read_elsewhere
from bench.matching.elsewhere import same_pairs
from bench.matching.fit import recall_at
from bench.matching.sets import entries, true_pairs, truth_of
from tulga.matching.core.records import Entry
from tulga.matching.core.score import Weights, weights
from tulga.matching.learning.learn import learn
from tulga.matching.listed import dedupe

Pairs = set[tuple[str, str]]
SEEDS = (1, 2, 3)


def load(name: str) -> tuple[list[Entry], Pairs]:
    """Return the records of a set and its true pairs."""
    if Path(name).is_dir():
        return entries(Path(name)), true_pairs(truth_of(Path(name)))
    listed: list[Entry] = []
    persons: dict[str, str] = {}
    paths = name.split("+")
    for number, path in enumerate(paths):
        some, who = read_elsewhere(Path(path), "ab"[number] if len(paths) > 1 else "")
        listed += some
        persons |= who
    return listed, same_pairs(persons)


def neutral() -> Weights:
    """Return points that only know which way a level points: one for agreement, one against disagreement."""
    table = weights()
    flat = tuple(tuple(float(np.sign(round(p, 1))) for p in points) for points in table.points)
    return replace(table, start=-2.0, points=flat)


def measured(listed: Sequence[Entry], true: Pairs, table: Weights, answered: Pairs) -> tuple[float, float, float]:
    """Return F1 at the threshold, recall at precision 0.99, and how many are expected for one that is true."""
    found = [pair for pair in dedupe(listed, table=table).pairs if pair[:2] not in answered]
    left = true - answered
    score = np.array([pair[2] for pair in found])
    same = np.array([pair[:2] in left for pair in found])
    likely = score >= table.threshold
    f1 = 2 * int(same[likely].sum()) / max(int(likely.sum()) + len(left), 1)
    return f1, recall_at(score, same, len(left), 0.99), float(score.sum()) / max(int(same.sum()), 1)


def doubtful(listed: Sequence[Entry], table: Weights) -> list[tuple[str, str]]:
    """Return the pairs that a work list would show."""
    return sorted(pair[:2] for pair in dedupe(listed, table=table).pairs if 0.02 <= pair[2] <= 0.98)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--judged", type=int, nargs="*", default=[0, 50, 200, 1000, 5000])
    parser.add_argument("--neutral", action="store_true")
    given = parser.parse_args()
    print("| set | way | answers | F1 | recall at precision 0.99 | expected for one that is true |")
    print("|---|---|---|---|---|---|")
    for name in given.sets:
        listed, true = load(name)
        label = Path(name.split("+")[0]).name
        first = neutral() if given.neutral else weights()
        row(label, "as given", 0, [measured(listed, true, first, set())])
        shown = doubtful(listed, first)
        for count in given.judged:
            for way, alone in (("list", True), ("answers only", False)):
                if alone or count:
                    tried = SEEDS if 0 < count < 1000 else SEEDS[:1]
                    row(label, way, count, [once(listed, true, first, shown, count, alone, seed) for seed in tried])


def once(
    listed: Sequence[Entry], true: Pairs, table: Weights, shown: list[tuple[str, str]], count: int, alone: bool,
    seed: int,
) -> tuple[float, float, float]:  # fmt: skip
    drawn = random.Random(seed).sample(shown, min(count, len(shown)))
    found = learn(listed, {pair: pair in true for pair in drawn}, table=table, alone=alone)
    return measured(listed, true, found.table, set(drawn))


def row(label: str, way: str, count: int, found: list[tuple[float, float, float]]) -> None:
    f1, recall, expected = (float(np.mean(column)) for column in zip(*found, strict=True))
    print(f"| {label} | {way} | {count} | {f1:.4f} | {recall:.4f} | {expected:.3f} |", flush=True)


if __name__ == "__main__":
    main()
