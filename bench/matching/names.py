"""Score labelled pairs of names: best F1, average precision, per category, and the time a pair takes.

python -m bench.matching.names NAME_PAIRS.csv [--mistakes CATEGORY]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import time
from collections import defaultdict
from pathlib import Path

from tulga.matching.bulk.names import Register
from tulga.matching.core.names import compare, prepare
from tulga.matching.core.scripts import script_of

Row = tuple[str, str, bool, str]


def read_pairs(path: Path) -> list[Row]:
    """Read the linkage set's name pairs, or the development pairs of single names."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as text:
        rows = list(csv.DictReader(text))
    if "name1" in rows[0]:
        label = "same_name" if "same_name" in rows[0] else "is_match"
        return [
            (r["name1"], r["name2"], r[label] in ("1", "true"), r.get("kind") or r.get("category") or "") for r in rows
        ]
    return [(r["name_a"], r["name_b"], r["label"] == "1", r["category"]) for r in rows]


def best_f1(scored: list[tuple[float, bool]]) -> tuple[float, float]:
    """Return the best F1 over all thresholds, and that threshold."""
    return max((2 * p * r / (p + r), t) for t, p, r in _curve(scored) if p + r)


def average_precision(scored: list[tuple[float, bool]]) -> float:
    total, before = 0.0, 0.0
    for _, precision, recall in _curve(scored):
        total, before = total + precision * (recall - before), recall
    return total


def _curve(scored: list[tuple[float, bool]]) -> list[tuple[float, float, float]]:
    ordered = sorted(scored, key=lambda s: -s[0])
    same = sum(label for _, label in ordered)
    points, true = [], 0
    for i, (score, label) in enumerate(ordered):
        true += label
        if i + 1 == len(ordered) or ordered[i + 1][0] < score:
            points.append((score, true / (i + 1), true / same))
    return points


def by_category(rows: list[Row], scores: list[float], threshold: float) -> dict[str, tuple[int, float]]:
    """Return how many pairs each category has, and the share said to be the same."""
    found: dict[str, list[bool]] = defaultdict(list)
    for row, score in zip(rows, scores, strict=True):
        found[f"{'+' if row[2] else '-'} {row[3]}"].append(score >= threshold)
    return {name: (len(said), sum(said) / len(said)) for name, said in sorted(found.items())}


def by_scripts(rows: list[Row], scores: list[float]) -> dict[str, tuple[int, float]]:
    """Return recall at the shipped threshold by the scripts of the two names."""
    found: dict[str, list[bool]] = defaultdict(list)
    for (a, b, same, _), score in zip(rows, scores, strict=True):
        if same:
            found["~".join(sorted((script_of(a), script_of(b))))].append(score >= 0)
    return {name: (len(said), sum(said) / len(said)) for name, said in sorted(found.items())}


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("pairs", type=Path)
    reader.add_argument("--mistakes", default="")
    reader.add_argument("--most", type=int, default=40)
    reader.add_argument("--without", default="")
    asked = reader.parse_args()
    rows = [row for row in read_pairs(asked.pairs) if not asked.without or asked.without not in row[3]]
    register = Register()
    register.add(prepare(full="-"))
    register.scores([[0, 0]])  # compiles, or reads what was compiled before
    clock = time.process_time()
    names = [(prepare(full=a), prepare(full=b)) for a, b, _, _ in rows]
    numbers = [(register.add(a), register.add(b)) for a, b in names]
    register.arrays()
    keys = time.process_time() - clock
    scores = register.scores(numbers).tolist()
    taken = time.process_time() - clock - keys
    scored = [(score, row[2]) for score, row in zip(scores, rows, strict=True)]
    f1, threshold = best_f1(scored)
    ap = average_precision(scored)
    for name, (count, share) in by_category(rows, scores, threshold).items():
        print(f"{name:52} {count:6} {share:.3f}")
    for name, (count, share) in by_scripts(rows, scores).items():
        print(f"shipped threshold: {name:33} {count:6} {share:.3f}")
    said = [(score >= 0, row[2]) for score, row in zip(scores, rows, strict=True)]
    true = sum(s and same for s, same in said)
    print(f"shipped threshold: F1 {2 * true / max(1, sum(s for s, _ in said) + sum(same for _, same in said)):.4f}")
    print(
        f"F1 {f1:.4f} at {threshold:.2f}  AP {ap:.4f}  keys {keys * 1e6 / len(rows) / 2:.1f} us a name  "
        f"{taken * 1e6 / len(rows):.1f} us a pair"
    )
    if asked.mistakes:
        wrong = [k for k, r in enumerate(rows) if asked.mistakes in r[3] and (scores[k] >= threshold) != r[2]]
        for k in wrong[: asked.most]:
            match = compare(*names[k])
            print(
                f"{scores[k]:6.2f} {rows[k][0]} | {rows[k][1]}   ",
                *(f"{p.a.token.text}~{p.b.token.text}:{p.likeness.score:.1f}" for p in match.pairs),
            )


if __name__ == "__main__":
    main()
