"""Fit the table of points: `python -m bench.matching.fit PUBLIC_SET OWN_SET... --out weights.yaml`.

Logistic regression on one-hot levels with a penalty, by Newton's method; only the rarity levels are made monotone
afterwards, and `per_size` is set by hand. The figure for the public set is cross-fitted: points fitted on one half of
the persons score the pairs of the other half.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import yaml

from bench.matching.compared import Compared, compare_set
from tulga.matching.core.features import FEATURES

LEVELS = {
    "family": 7,
    "given": 7,
    "father": 7,
    "mother": 7,
    "swapped": 2,
    "birth": 13,
    "sex": 3,
    "country": 3,
    "place": 4,
    "region": 3,
    "phone": 4,
    "document": 4,
    "household": 4,
    "role": 4,
    "script": 3,
    "rare_family": 6,
    "rare_given": 6,
    "name_date": 24,
    "family_given": 16,
    "twin": 2,
    "father_date": 24,
}
PENALTY = 3.0
ZERO_IS_UNKNOWN = ("mother", "sex", "country", "place", "region", "phone", "document", "household", "role")


def design(table: np.ndarray) -> np.ndarray:
    columns, offset = [], 0
    table = table.astype(np.int64)
    out = np.zeros((len(table), sum(LEVELS.values()) + 1), dtype=np.float32)
    for i, feature in enumerate(FEATURES):
        columns.append(offset)
        out[np.arange(len(table)), offset + table[:, i]] = 1
        if feature in ZERO_IS_UNKNOWN:
            out[:, offset] = 0  # not told is no evidence
        offset += LEVELS[feature]
    out[:, -1] = 1
    return out


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return one coefficient a column; the last is the start."""
    beta = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], PENALTY)
    penalty[-1] = 0.001
    for _ in range(12):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        curve = (weight * np.maximum(p * (1 - p), 1e-6)).astype(np.float32)
        hessian = (x * curve[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian.astype(np.float64), x.T @ (weight * (y - p)) - penalty * beta)
        beta += step
        if np.abs(step).max() < 0.01:
            break
    return beta


def halves(one: Compared) -> np.ndarray:
    return np.array([int(one.truth[left]["entity_id"][1:]) % 2 for left, _ in one.pairs])


def best_threshold(points: np.ndarray, same: np.ndarray, true: int) -> tuple[float, float]:
    order = np.argsort(-points)
    hits = np.cumsum(same[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + true)
    k = int(f1.argmax())
    return float(f1[k]), float(points[order[k]])


def recall_at(points: np.ndarray, same: np.ndarray, true: int, wanted: float) -> float:
    order = np.argsort(-points)
    hits = np.cumsum(same[order])
    good = hits / np.arange(1, len(order) + 1) >= wanted
    return float(hits[good].max() / true) if good.any() else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    compared = [compare_set(folder) for folder in given.sets]
    for one in compared:
        print(
            one.folder.name,
            "candidate recall",
            round(one.candidate_recall, 4),
            "per record",
            round(len(one.pairs) / len(one.ids), 1),
            one.seconds,
            flush=True,
        )
    designs = [design(one.levels) for one in compared]
    public, half = compared[0], halves(compared[0])
    crossed = np.zeros(len(half))
    for side in (0, 1):
        x = np.vstack([designs[0][half == side], *designs[1:]])
        y = np.concatenate([public.same[half == side], *(one.same for one in compared[1:])]).astype(float)
        crossed[half != side] = designs[0][half != side] @ fit(x, y, np.ones(len(y)))
    f1, threshold = best_threshold(crossed, public.same, len(public.true_pairs))
    at_even = crossed >= 0
    hits = int(public.same[at_even].sum())
    print(
        "public, cross-fitted: best F1",
        round(f1, 4),
        "at",
        round(threshold, 2),
        "; at p=.5:",
        round(2 * hits / (at_even.sum() + len(public.true_pairs)), 4),
        "R@P.99",
        round(recall_at(crossed, public.same, len(public.true_pairs), 0.99), 4),
        "R@P.95",
        round(recall_at(crossed, public.same, len(public.true_pairs), 0.95), 4),
    )
    beta = fit(
        np.vstack(designs),
        np.concatenate([one.same for one in compared]).astype(float),
        np.ones(sum(len(d) for d in designs)),
    )
    write(given.out, beta, [len(one.ids) for one in compared])


def write(path: Path, beta: np.ndarray, sizes: list[int]) -> None:
    points, offset = {}, 0
    for feature in FEATURES:
        part = beta[offset : offset + LEVELS[feature]].round(3).tolist()
        if feature in ("rare_family", "rare_given"):
            part[1:] = np.maximum.accumulate(part[1:]).tolist()
        points[feature] = part
        offset += LEVELS[feature]
    size = int(np.mean(sizes))
    table = {"start": round(float(beta[-1]), 3), "fitted_size": size, "per_size": 0.5, "threshold": 0.5}
    text = (
        "# Points (natural log-odds) by feature and level; made by bench/matching/fit.py, not by hand.\n"
        + yaml.safe_dump(table, sort_keys=False)
    )
    text += "points:\n" + "".join(f"  {name}: {json.dumps(values)}\n" for name, values in points.items())
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
