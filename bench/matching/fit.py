"""Fit the table of points: `python -m bench.matching.fit PUBLIC_SET OWN_SET... --out weights.yaml`.

Logistic regression over levels, feature by feature by Newton's method, each step followed by a weighted isotonic
regression: more agreement is never worth less. "Not told" is worth nothing by construction, and nothing is worth more
than `MOST` against. The public set's figures are cross-fitted: points of one half of the persons for the pairs of the
other half. `held` sets are fitted to by nothing; they are scored at the end with what is written.

With `--new TABLE` only levels that the table has no points for are fitted, and all that it has stands as it is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from bench.matching.compared import Compared, compare_set
from tulga.matching.core import context
from tulga.matching.core.features import FEATURES, LEVELS
from tulga.matching.learning.shape import shaped

Array = npt.NDArray[np.float64]
PENALTY = 4.0
SWEEPS = 20
PER_SIZE = 0.4  # measured on 600 to 125,000 records: namesakes grow with the register, brothers and twins do not


@dataclass
class Cells:
    """Levels of pairs, one column a feature, with how many pairs of each kind have them."""

    table: npt.NDArray[np.int64]
    same: Array
    count: Array
    offset: Array


def cells_of(table: npt.NDArray[np.int8], same: npt.NDArray[np.bool_], offset: float) -> Cells:
    """Gather equal rows: far fewer than pairs."""
    rows, where = np.unique(table, axis=0, return_inverse=True)
    count = np.bincount(where, minlength=len(rows)).astype(float)
    hits = np.bincount(where, weights=same.astype(float), minlength=len(rows))
    return Cells(rows.astype(np.int64), hits, count, np.full(len(rows), offset))


def together(parts: list[Cells]) -> Cells:
    return Cells(
        *(np.concatenate([getattr(one, name) for one in parts]) for name in ("table", "same", "count", "offset"))
    )


@dataclass
class Points:
    start: float
    by: list[Array]

    def total(self, table: npt.NDArray[np.int64]) -> Array:
        out = np.full(len(table), self.start)
        for i, points in enumerate(self.by):
            out += points[table[:, i]]
        return out


def fit(cells: Cells, sizes: dict[str, int] = LEVELS) -> Points:
    """Return points for every level of every feature, and the start."""
    found = Points(0.0, [np.zeros(size) for size in sizes.values()])
    total = found.total(cells.table) + cells.offset
    for _ in range(SWEEPS):
        most = 0.0
        for i, (feature, size) in enumerate(sizes.items()):
            level = cells.table[:, i]
            p = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
            slope = np.bincount(level, cells.same - cells.count * p, size) - PENALTY * found.by[i]
            curve = np.bincount(level, cells.count * np.maximum(p * (1 - p), 1e-6), size) + PENALTY
            wanted = shaped(feature, found.by[i] + np.clip(slope / curve, -1.5, 1.5), curve)
            change = wanted - found.by[i]
            total += change[level]
            found.by[i], most = wanted, max(most, float(np.abs(change).max()))
        p = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
        shift = float((cells.same - cells.count * p).sum() / (cells.count * p * (1 - p)).sum())
        found.start, total = found.start + shift, total + shift
        if most < 0.005:
            break
    return found


def halves(one: Compared) -> npt.NDArray[np.int64]:
    return np.array([int(one.truth[left]["entity_id"][1:]) % 2 for left, _ in one.pairs])


def best_threshold(points: Array, same: npt.NDArray[np.bool_], true: int) -> tuple[float, float]:
    order = np.argsort(-points)
    hits = np.cumsum(same[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + true)
    k = int(f1.argmax())
    return float(f1[k]), float(points[order[k]])


def recall_at(points: Array, same: npt.NDArray[np.bool_], true: int, wanted: float) -> float:
    order = np.argsort(-points)
    hits = np.cumsum(same[order])
    good = hits / np.arange(1, len(order) + 1) >= wanted
    return float(hits[good].max() / true) if good.any() else 0.0


def summary(points: Array, one: Compared) -> str:
    """One line: F1 at even odds, best F1, recall at precision, and how well the probability is calibrated."""
    true, even = len(one.true_pairs), points >= 0
    hits = int(one.same[even].sum())
    best, at = best_threshold(points, one.same, true)
    p = 1 / (1 + np.exp(-np.clip(points, -30, 30)))
    told = [
        f"{one.same[(p >= a) & (p < b)].mean():.2f}" if ((p >= a) & (p < b)).any() else "-"
        for a, b in ((0.05, 0.25), (0.25, 0.5), (0.5, 0.75), (0.75, 0.95), (0.95, 1.01))
    ]
    return (
        f"F1 {2 * hits / (even.sum() + true):.4f} (P {hits / max(even.sum(), 1):.4f} R {hits / true:.4f})"
        f" best {best:.4f} at {at:.2f}; R@P.95 {recall_at(points, one.same, true, 0.95):.4f}"
        f" R@P.99 {recall_at(points, one.same, true, 0.99):.4f}; same by p .05/.25/.5/.75/.95: {' '.join(told)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--held", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--new", type=Path)
    given = parser.parse_args()
    if given.new:
        fit_new([compare_set(one) for one in given.sets], given.new, given.out)
        return
    fit_and_report([compare_set(one) for one in given.sets], [compare_set(one) for one in given.held], given.out)


def prior(one: Compared, size: int) -> float:
    return -PER_SIZE * float(np.log(len(one.ids) / size))


@dataclass
class Both:
    """Points of two records alone, and of what the others say of them."""

    alone: Points
    context: Points

    def total(self, one: Compared, size: int) -> tuple[Array, Array]:
        """Return the points of every pair alone, and in context."""
        alone = self.alone.total(one.levels.astype(np.int64)) + prior(one, size)
        return alone, alone + self.context.total(surroundings(one, alone))


def surroundings(one: Compared, alone: Array) -> npt.NDArray[np.int64]:
    return np.array(context.context(one.pairs, alone.tolist(), one.registers), np.int64)


def fit_both(compared: list[Compared], masks: list[npt.NDArray[np.bool_]], size: int) -> Both:
    """Fit to the pairs that the masks keep; the context of a pair is of all pairs, which says nothing of the truth."""
    sets = list(zip(compared, masks, strict=True))
    alone = fit(together([cells_of(one.levels[kept], one.same[kept], prior(one, size)) for one, kept in sets]))
    around = []
    for one, kept in sets:
        points = alone.total(one.levels.astype(np.int64)) + prior(one, size)
        levels = surroundings(one, points)[kept]
        around.append(Cells(levels, one.same[kept].astype(float), np.ones(len(levels)), points[kept]))
    return Both(alone, fit(together(around), context.LEVELS))


def fit_and_report(compared: list[Compared], held: list[Compared], out: Path) -> None:
    """Fit, cross-fitted for the first set; print every figure; write the table."""
    size = int(np.mean([len(one.ids) for one in compared]))
    public, half = compared[0], halves(compared[0])
    everything = [np.ones(len(one.pairs), bool) for one in compared]
    crossed, crossed_alone = np.zeros(len(half)), np.zeros(len(half))
    for side in (0, 1):
        found = fit_both(compared, [half == side, *everything[1:]], size)
        alone, whole = found.total(public, size)
        crossed[half != side], crossed_alone[half != side] = whole[half != side], alone[half != side]
    print(public.folder.name, "cross-fitted, alone:", summary(crossed_alone, public), flush=True)
    print(public.folder.name, "cross-fitted:", summary(crossed, public), flush=True)
    found = fit_both(compared, everything, size)
    for one in [*compared, *held]:
        alone, whole = found.total(one, size)
        print(one.folder.name, "alone:", summary(alone, one), flush=True)
        print(one.folder.name, summary(whole, one), flush=True)
    write(out, found, size)


def fit_new(compared: list[Compared], known: Path, out: Path) -> None:
    """Fit the levels that a table has no points for, and write the table with them."""
    table = yaml.safe_load(known.read_text(encoding="utf-8"))
    size, by = int(table["fitted_size"]), []
    for feature, levels in LEVELS.items():
        told = table["points"][feature]
        by.append(np.array([*told, *[np.nan] * (levels - len(told))], float))
    cells = together([cells_of(one.levels, one.same, prior(one, size)) for one in compared])
    found = fitted_new(cells, Points(float(table["start"]), by))
    context_points = [np.array(table["context"]["points"][name], float) for name in context.FEATURES]
    write(out, Both(found, Points(float(table["context"]["start"]), context_points)), size)


def fitted_new(cells: Cells, known: Points, sizes: dict[str, int] = LEVELS) -> Points:
    """Return the points with a number for every level that has none (NaN), each fitted with all others held."""
    new = [np.isnan(points) for points in known.by]
    found = Points(known.start, [np.where(wanted, 0.0, points) for wanted, points in zip(new, known.by, strict=True)])
    for _ in range(SWEEPS):
        for i, (feature, size) in enumerate(sizes.items()):
            if not new[i].any():
                continue
            level, total = cells.table[:, i], found.total(cells.table) + cells.offset
            p = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
            slope = np.bincount(level, cells.same - cells.count * p, size) - PENALTY * found.by[i]
            curve = np.bincount(level, cells.count * np.maximum(p * (1 - p), 1e-6), size) + PENALTY
            held = np.where(new[i], curve, 1e9)
            wanted = shaped(feature, found.by[i] + np.where(new[i], np.clip(slope / curve, -1.5, 1.5), 0.0), held)
            found.by[i] = np.where(new[i], wanted, found.by[i])
    return found


def write(path: Path, found: Both, size: int) -> None:
    table = {"start": round(found.alone.start, 3), "fitted_size": size, "per_size": PER_SIZE, "threshold": 0.5}
    text = "# Points (natural log-odds) by feature and level; made by bench/matching/fit.py, not by hand.\n"
    text += yaml.safe_dump(table, sort_keys=False) + "points:\n" + _lines(FEATURES, found.alone, "  ")
    text += f"context:\n  start: {found.context.start:.3f}\n  points:\n"
    path.write_text(text + _lines(context.FEATURES, found.context, "    "), encoding="utf-8")


def _lines(features: Iterable[str], points: Points, indent: str) -> str:
    rows = zip(features, points.by, strict=True)
    return "".join(f"{indent}{name}: {json.dumps([round(float(v), 3) + 0.0 for v in by])}\n" for name, by in rows)


if __name__ == "__main__":
    main()
