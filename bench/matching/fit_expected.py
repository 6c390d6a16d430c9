"""Measure how scores turn out, and whether the intervals of expected numbers hold the truth.

python -m bench.matching.fit_expected --fit SET... --test SET... --out expected.yaml [--encoding encoding.yaml]

Sets are registers with truth (`bench.matching.registers`), each giving several couples of lists. `--fit` sets give the
shift of the log-odds and how far it differs from couple to couple; `--test` sets, of other seeds, are only scored: in
how many couples does the interval of 95 % hold the number of wrong and of missed pairs?
"""

from __future__ import annotations

import argparse
import pickle
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bench.matching import linking
from bench.matching.linking import Lists, couples
from bench.matching.sets import entries, truth_of
from tulga.matching import encoded
from tulga.matching.core import expected
from tulga.matching.core.candidates import candidates, keys_of
from tulga.matching.core.encoding import settings, table
from tulga.matching.core.features import Rarity, prepare
from tulga.matching.core.score import score
from tulga.matching.core.surplus import forest
from tulga.matching.encoded import Points
from tulga.matching.linked import LISTS, Pair, parted
from tulga.matching.scoring import POSSIBLE, SMALLEST

WAYS = {"once": (), "repeated": tuple(LISTS), "encoded": (), "encoded_salted": ()}
_WIDE = 0.05  # how firmly a slope is held to 1, and a shift to the common one


@dataclass(frozen=True)
class Case:
    """One couple of lists, linked in one way: points of each class of pairs, which are true, and all true pairs."""

    name: str
    points: dict[str, np.ndarray]
    same: dict[str, np.ndarray]
    true: int

    @property
    def joined_wrong(self) -> int:
        return int((~self.same["joined"]).sum())

    @property
    def missed(self) -> int:
        return self.true - int(self.same["joined"].sum())


def case(lists: Lists, pairs: Sequence[Pair], repeats: Sequence[str]) -> Case:
    points, same = {}, {}
    for name, part in zip(("joined", "rival", "left"), parted(pairs, repeats=repeats), strict=True):
        points[name] = np.array([value for *_ids, value in part])
        same[name] = np.array([one[:2] in lists.same for one in part], bool)
    return Case(lists.name, points, same, len(lists.same))


# -- fitting -----------------------------------------------------------------------------------------------------------


def logistic(x: np.ndarray, y: np.ndarray, centre: np.ndarray, hold: float) -> np.ndarray:
    """Return the coefficients of a logistic regression, held to a centre."""
    found = centre.astype(float).copy()
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -40, 40)))
        slope = x.T @ (y - p) - hold * (found - centre)
        curve = (x * (p * (1 - p))[:, None]).T @ x + hold * np.eye(len(found))
        step = np.linalg.solve(curve, slope)
        found += np.clip(step, -10, 10)
        if np.abs(step).max() < 1e-8:
            break
    return found


def share(cases: Sequence[Case], name: str, *, flat: bool = False) -> list[float]:
    """Return slope, shift and spread of a class of pairs: one slope for all, a shift for each couple."""
    every = np.concatenate([one.points[name] for one in cases])
    truth = np.concatenate([one.same[name] for one in cases]).astype(float)
    if flat:
        shift, slope = logistic(np.ones((len(every), 1)), truth, np.zeros(1), _WIDE)[0], 0.0
    else:
        shift, slope = logistic(np.column_stack([np.ones(len(every)), every]), truth, np.array([0.0, 1.0]), _WIDE)
    shifts, known = [], []
    for one in cases:
        own, sure = _own_shift(shift + slope * one.points[name], one.same[name].astype(float))
        shifts.append(own)
        known.append(sure)
    base, per_blur, spread = _explained(cases, np.array(shifts), 1 / np.array(known))
    return [round(float(one), 4) for one in (slope, shift + base, _wider(spread, len(cases)), per_blur)]


def _blurs(cases: Sequence[Case]) -> np.ndarray:
    return np.array([expected.blur(one.points["joined"]) for one in cases])


def blur_of(cases: Sequence[Case]) -> list[float]:
    found = _blurs(cases)
    return [round(float(one), 4) for one in (found.mean(), found.min(), found.max())]


def _explained(cases: Sequence[Case], values: np.ndarray, variances: np.ndarray) -> tuple[float, float, float]:
    """Return what is usual, how much the blur of the lists explains, and the spread of what it does not."""
    blurs = _blurs(cases)
    x = np.column_stack([np.ones(len(cases)), blurs - blurs.mean()])
    spread, found = 0.0, np.zeros(2)
    for _ in range(20):
        w = 1 / (variances + spread**2)
        found = np.linalg.solve((x * w[:, None]).T @ x + np.diag([0.0, 0.05]), (x * w[:, None]).T @ values)
        spread = _spread(values - x @ found, variances)
    return float(found[0]), float(found[1]), spread


def _own_shift(at: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Return the shift of one couple from the common one, and the information there is of it."""
    shift, information = 0.0, 0.0
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(at + shift, -40, 40)))
        information = float((p * (1 - p)).sum())
        step = (float((truth - p).sum()) - _WIDE * shift) / (information + _WIDE)
        shift += min(max(step, -2.0), 2.0)
        if abs(step) < 1e-9:
            break
    return shift, information + _WIDE


def _spread(values: np.ndarray, variances: np.ndarray) -> float:
    """Return how far values differ beyond what chance explains, by the method of DerSimonian and Laird."""
    w = 1 / variances
    mean = float((w * values).sum() / w.sum())
    q = float((w * (values - mean) ** 2).sum())
    scale = float(w.sum() - (w**2).sum() / w.sum())
    return float(np.sqrt(max((q - (len(values) - 1)) / scale, 0.0))) if scale > 0 else 0.0


def _wider(spread: float, cases: int) -> float:
    """Return the spread with what so few cases leave open; never less than a tenth."""
    return max(spread * float(np.sqrt((1 + 1 / cases) * (cases - 1) / max(cases - 3, 1))), 0.1)


def beyond(cases: Sequence[Case]) -> list[float]:
    """Return the log of true pairs that were not listed by those that were."""
    unseen = np.array([one.true - sum(int(found.sum()) for found in one.same.values()) for one in cases])
    seen = np.array([one.true for one in cases]) - unseen
    logs = np.log((unseen + 0.5) / seen)
    base, per_blur, spread = _explained(cases, logs, 1 / (unseen + 0.5))
    return [0.0, round(base, 4), round(_wider(spread, len(cases)), 4), round(per_blur, 4)]


def fitted(cases: Sequence[Case]) -> dict[str, list[float]]:
    rivals = sum(len(one.points["rival"]) for one in cases)
    return {
        "joined": share(cases, "joined"),
        "rival": share(cases, "rival", flat=True) if rivals else [0.0, -3.0, 1.0, 0.0],
        "left": share(cases, "left"),
        "beyond": beyond(cases),
        "blur": blur_of(cases),
    }


# -- what is measured --------------------------------------------------------------------------------------------------


def plain_cases(folder: Path, cache: Path) -> list[tuple[Lists, list[Pair]]]:
    """Return each couple of a set with its scored pairs; scoring is slow, so it is kept beside the set."""
    held = cache / f"{folder.name}.pairs"
    if held.exists():
        return pickle.loads(held.read_bytes())  # noqa: S301 - our own file
    found = [(lists, linking.plain(lists)) for lists in couples(folder)]
    cache.mkdir(parents=True, exist_ok=True)
    held.write_bytes(pickle.dumps(found))
    print(f"scored {folder.name}", flush=True)
    return found


def fit_points(sets: Sequence[Path], *, salted: bool) -> Points:
    """Fit the log-odds of filters by how alike they are and how far ahead."""
    rows, truth, sizes = [], [], []
    for folder in sets:
        for lists in couples(folder):
            a, b = linking.filters(lists, salted=salted)
            pairs, *told = encoded.features(a, b, settings().bits, encoded.LEAST_ALIKE)
            rows.append(np.column_stack([np.ones(len(pairs)), *told, np.full(len(pairs), len(a) + len(b))]))
            truth.append(np.array([(a[i].id, b[j].id) in lists.same for i, j in pairs.tolist()], float))
            sizes.append(len(a) + len(b))
    x, y, size = np.concatenate(rows), np.concatenate(truth), int(np.exp(np.mean(np.log(sizes))))
    x[:, -1] = -np.log(x[:, -1] / size)
    found = logistic(x, y, np.zeros(x.shape[1]), 1e-3)
    if found[3] < 0:  # to tell more is never worth less
        found = np.insert(logistic(np.delete(x, 3, axis=1), y, np.zeros(x.shape[1] - 1), 1e-3), 3, 0.0)
    return Points(*(round(float(one), 3) for one in found), size)


def encoded_cases(sets: Sequence[Path], points: Points, *, salted: bool) -> list[Case]:
    found = []
    for folder in sets:
        for lists in couples(folder):
            a, b = linking.filters(lists, salted=salted)
            pairs = encoded.scored(a, b, settings().bits, salted=salted, by=points)
            found.append(case(lists, pairs, ()))
    return found


def index_case(folder: Path, cache: Path) -> Case:
    """Records too many of one register, as the index of an operation proposes pairs: two records alone, no rarity."""
    held = cache / f"{folder.name}.index"
    if held.exists():
        return pickle.loads(held.read_bytes())  # noqa: S301 - our own file
    records = [prepare(entry) for entry in sorted(entries(folder), key=lambda entry: entry.id)]
    keys = [keys_of(record) for record in records]
    near = [(i, j) for i, j in sorted(candidates(keys)) if len(keys[i] & keys[j]) >= 2]
    person = {one: fact["entity_id"] for one, fact in truth_of(folder).items()}
    size, rarity, alike = max(len(records), SMALLEST), Rarity(), []
    for i, j in near:
        one = score(records[i], records[j], size, rarity=rarity)
        if one.probability >= POSSIBLE:
            alike.append((records[i].entry.id, records[j].entry.id, one.points))
    kept = forest(sorted(alike))
    points = [value for *_ids, value in kept]
    same = [person[a] == person[b] for a, b, _value in kept]
    none = np.array([])
    found = Case(
        folder.name,
        {"joined": none, "rival": none, "left": np.array(points)},
        {"joined": none.astype(bool), "rival": none.astype(bool), "left": np.array(same, bool)},
        len(records) - len(set(person.values())),
    )
    held.write_bytes(pickle.dumps(found))
    return found


def cover(cases: Sequence[Case], by: expected.Measured) -> dict[str, Any]:
    """Return how often the intervals hold the truth, how wide they are, and what was linked."""
    hit: dict[str, list[bool]] = defaultdict(list)
    wide: dict[str, list[float]] = defaultdict(list)
    tp = fp = true = 0
    for one in cases:
        joined, rival, left = (one.points[name].tolist() for name in ("joined", "rival", "left"))
        for name, found, really in (
            ("wrong", expected.wrong(joined, by), one.joined_wrong),
            ("missed", expected.missed(joined, rival, left, by), one.missed),
        ):
            hit[name].append(found.low <= really <= found.high)
            wide[name].append((found.high - found.low) / max(really, 1))
            print(f"  {one.name:32} {name:7} {really:5} of {found.mean:8.1f} [{found.low}, {found.high}]")
        good = int(one.same["joined"].sum())
        tp, fp, true = tp + good, fp + len(joined) - good, true + one.true
    return {
        "couples": len(cases),
        "precision": round(tp / max(tp + fp, 1), 4),
        "recall": round(tp / max(true, 1), 4),
        "F1": round(2 * tp / max(tp + fp + true, 1), 4),
        "wrong covered": f"{sum(hit['wrong'])}/{len(cases)}",
        "missed covered": f"{sum(hit['missed'])}/{len(cases)}",
        "median width, wrong": round(float(np.median(wide["wrong"])), 2),
        "median width, missed": round(float(np.median(wide["missed"])), 2),
    }


def cover_index(cases: Sequence[Case], by: expected.Measured) -> str:
    """Return how often the number of true pairs is held, where nothing has been judged."""
    hits = []
    for one in cases:
        found = expected.in_all(one.points["left"].tolist(), 0, by)
        hits.append(found.low <= one.true <= found.high)
        print(f"  {one.name:32} surplus {one.true:5} of {found.mean:8.1f} [{found.low}, {found.high}]")
    return f"{sum(hits)}/{len(cases)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fit", type=Path, nargs="+", required=True)
    parser.add_argument("--test", type=Path, nargs="*", default=[])
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--encoding", type=Path)
    parser.add_argument("--ways", nargs="*", default=[*WAYS, "index"])
    given = parser.parse_args()
    shipped, points = {}, {}
    for way in given.ways:
        if way == "index":
            fit, test = ([index_case(one, given.cache) for one in sets] for sets in (given.fit, given.test))
            shipped[way] = {**fitted_index(fit)}
            print(way, shipped[way], cover_index(test, expected.measured_from(shipped[way])), flush=True)
            continue
        if way.startswith("encoded"):
            salted = way.endswith("salted")
            points[way] = fit_points(given.fit, salted=salted)
            fit, test = (encoded_cases(sets, points[way], salted=salted) for sets in (given.fit, given.test))
        else:
            fit, test = (
                [case(lists, pairs, WAYS[way]) for one in sets for lists, pairs in plain_cases(one, given.cache)]
                for sets in (given.fit, given.test)
            )
        shipped[way] = fitted(fit)
        print(way, shipped[way], cover(test, expected.measured_from(shipped[way])) if test else "", flush=True)
    if given.out:
        head = "# How scores turn out (log-odds: slope, shift, its spread, by blur); blur: usual, from, to.\n"
        head += "# Made by bench/matching/fit_expected.py, not by hand.\n"
        given.out.write_text(head + yaml.safe_dump(shipped, default_flow_style=None, sort_keys=False), "utf-8")
    if given.encoding:
        _write_encoding(given.encoding, points)


def fitted_index(cases: Sequence[Case]) -> dict[str, list[float]]:
    """Blur explains nothing of an index, where those judged first are gone: all cases have the same."""
    none = [1.0, 0.0, 0.1, 0.0]
    return {
        "joined": none,
        "rival": none,
        "left": share(cases, "left"),
        "beyond": beyond(cases),
        "blur": blur_of(cases),
    }


def _write_encoding(path: Path, points: dict[str, Points]) -> None:
    known = dict(table())
    for way, one in points.items():
        name = "points_salted" if way.endswith("salted") else "points"
        known[name] = {part: getattr(one, part) for part in Points.__dataclass_fields__}
    head = "# Filters of encoded records: bits and hashes by trial; points by bench/matching/fit_expected.py.\n"
    path.write_text(head + yaml.safe_dump(known, default_flow_style=None, sort_keys=False), "utf-8")


if __name__ == "__main__":
    main()
