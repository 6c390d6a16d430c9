"""One scorer for all: what ours and the peers' programs wrote, against the truth."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

Scored = dict[tuple[str, str], float]
Labels = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]
EXACT = 0.99
SURE = 1.96  # standard deviations of an interval of 95 %


def read_pairs(path: Path) -> Scored:
    """Read scored pairs: unordered, the better score where one is listed twice."""
    found: Scored = {}
    with path.open(encoding="utf-8", newline="") as text:
        lines = csv.reader(text)
        next(lines)
        for a, b, score in lines:
            pair, value = ((a, b) if a < b else (b, a)), float(score)
            if a != b and value > found.get(pair, -math.inf):
                found[pair] = value
    return found


def of_pairs(scored: Scored, person: Mapping[str, str], threshold: float | None) -> dict[str, float]:
    """Score pairs of records: at the threshold given, at the best one (an oracle), and recall at a precision of .99."""
    true = sum(n * (n - 1) // 2 for n in Counter(person.values()).values())
    score = np.fromiter(scored.values(), np.float64, len(scored))
    same = np.fromiter((person[a] == person[b] for a, b in scored), np.bool_, len(scored))
    out = {"true pairs": float(true), "records": float(len(person))} | curve(score, same, true)
    out["candidate recall"] = float(same.sum()) / max(true, 1)
    if threshold is not None:
        out |= at(score, same, true, threshold)
    return out


def at(score: Scores, same: Labels, true: int, threshold: float) -> dict[str, float]:
    proposed = score >= threshold
    hits, count = int(same[proposed].sum()), int(proposed.sum())
    return {
        "F1": 2 * hits / max(count + true, 1),
        "precision": hits / max(count, 1),
        "recall": hits / max(true, 1),
    }


def curve(score: Scores, same: Labels, true: int) -> dict[str, float]:
    """Return best F1 and its threshold, average precision, recall at precision; equal scores go together."""
    if not len(score):
        return {"best F1": 0.0, "best threshold": math.inf, "AP": 0.0, "R@P.99": 0.0}
    order = np.argsort(-score, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(score[order])), len(order) - 1)
    hits = np.cumsum(same[order])[ends]
    precision, recall = hits / (ends + 1), hits / max(true, 1)
    f1 = 2 * hits / (ends + 1 + true)
    exact = precision >= EXACT
    return {
        "best F1": float(f1.max()),
        "best threshold": float(score[order][ends[int(f1.argmax())]]),
        "AP": float((precision * np.diff(recall, prepend=0.0)).sum()),
        "R@P.99": float(recall[exact].max()) if exact.any() else 0.0,
    }


def of_names(path: Path, labels: Mapping[str, bool], threshold: float | None) -> dict[str, float]:
    """Score labelled pairs of names; a pair without a score counts as the least likely."""
    with path.open(encoding="utf-8", newline="") as text:
        told = {row["pair_id"]: float(row["score"]) for row in csv.DictReader(text)}
    least = min(told.values(), default=0.0) - 1
    score = np.array([told.get(one, least) for one in labels])
    same = np.array(list(labels.values()))
    out = {"pairs": float(len(labels))} | curve(score, same, int(same.sum()))
    return out | (at(score, same, int(same.sum()), threshold) if threshold is not None else {})


def of_groups(path: Path, person: Mapping[str, str]) -> dict[str, float]:
    """Return F1 of the pairs that groups make."""
    with path.open(encoding="utf-8", newline="") as text:
        group = {row["record_id"]: row["cluster_id"] for row in csv.DictReader(text)}

    def count(sizes: Iterable[int]) -> int:
        return sum(n * (n - 1) // 2 for n in sizes)

    together, true = count(Counter(group.values()).values()), count(Counter(person.values()).values())
    right = count(Counter((group[one], person[one]) for one in person).values())
    return {"F1 of groups": 2 * right / max(together + true, 1)}


def of_search(path: Path, asked: Sequence[str], person: Mapping[str, str]) -> dict[str, float]:
    """Return in how many queries, of those with an answer, a record of the person is first, or among ten."""
    listed: dict[str, list[tuple[int, str]]] = {}
    with path.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            listed.setdefault(row["query_id"], []).append((int(row["rank"]), row["record_id"]))
    several = Counter(person.values())
    ranks = []
    for one in asked:
        if several[person[one]] > 1:
            others = [other for _, other in sorted(listed.get(one, [])) if other != one]
            hit = [k for k, other in enumerate(others) if person[other] == person[one]]
            ranks.append(hit[0] if hit else math.inf)
    count = max(len(ranks), 1)
    return {"queries": float(len(ranks))} | {f"hit@{k}": sum(rank < k for rank in ranks) / count for k in (1, 10)}


def interval(hits: int, of: int) -> tuple[float, float]:
    """Return Wilson's interval of 95 % for a share; (0, 1) of nothing."""
    if not of:
        return 0.0, 1.0
    share, spread = hits / of, SURE**2 / of
    middle = (share + spread / 2) / (1 + spread)
    half = SURE * math.sqrt(share * (1 - share) / of + spread / of / 4) / (1 + spread)
    return max(middle - half, 0.0), min(middle + half, 1.0)
