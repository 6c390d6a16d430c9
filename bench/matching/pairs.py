"""Measure the shipped weights on one or more sets: `python -m bench.matching.pairs SET... [--search]`.

Nothing is fitted here. Pairs: F1 at the shipped threshold, best F1, recall at precision, candidate recall, recall by
script, culture and birth date. Search: each query against all the others, by candidates of that record and then by
points.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from pathlib import Path

import numpy as np

from bench.matching.compared import Compared, compare_set
from bench.matching.fit import best_threshold, recall_at
from bench.matching.sets import entries, rows
from tulga.matching.core.clusters import cluster, settled
from tulga.matching.core.score import in_context, total, weights

_ARABIC, _CYRILLIC = ("fa", "ar", "ug"), ("ru", "kk", "uzcyr", "ugcyr")


def script(fact: dict[str, str]) -> str:
    kind = fact["script"].split(":")[0]
    if kind == "native":
        return "arab" if fact["culture"] in _ARABIC else "lat" if fact["culture"] == "uz" else "cyr"
    if kind in ("kkarab", "arab"):
        return "arab"
    return "cyr" if kind in _CYRILLIC else "lat" if kind == "latin" else "cyr"


def measure(one: Compared, *, search: bool) -> dict[str, object]:
    table, size, true = weights(), len(one.ids), len(one.true_pairs)
    alone = [total(tuple(row), size, table) for row in one.levels.tolist()]
    seen = dict(zip(one.pairs, in_context(one.pairs, alone, one.registers, table), strict=True))
    least = math.log(table.threshold / (1 - table.threshold))
    groups = cluster(one.ids, seen, least)
    final = settled(seen, groups)
    points = np.array(list(final.values()))
    same = np.array([pair in one.true_pairs for pair in final])
    proposed = points >= least
    hits = int(same[proposed].sum())
    best, at = best_threshold(points, same, true)
    out: dict[str, object] = {
        "set": one.folder.name,
        "records": size,
        "candidates per record": round(len(one.pairs) / size, 1),
        "candidate recall": round(one.candidate_recall, 4),
        "F1 shipped": round(2 * hits / (int(proposed.sum()) + true), 4),
        "precision": round(hits / int(proposed.sum()), 4),
        "recall": round(hits / true, 4),
        "best F1": round(best, 4),
        "at": round(at, 2),
        "R@P.95": round(recall_at(points, same, true, 0.95), 4),
        "R@P.99": round(recall_at(points, same, true, 0.99), 4),
        "recall by": recalls(one, {pair for pair, yes in zip(final, proposed, strict=True) if yes}),
        "seconds": one.seconds,
    }
    if search:
        out["search"] = searched(one, np.array(alone))
    return out


def recalls(one: Compared, found: set[tuple[str, str]]) -> dict[str, str]:
    sexes = {entry.id: entry.sex for entry in entries(one.folder)}
    groups: dict[str, list[int]] = defaultdict(list)
    for pair in one.true_pairs:
        a, b = one.truth[pair[0]], one.truth[pair[1]]
        dates = {a["dob_error"], b["dob_error"]}
        unsure = "exact" if dates == {"exact"} else "wrong or uncertain"
        date = "age or missing" if {"missing", "age"} & dates else unsure
        told = {sexes[pair[0]], sexes[pair[1]]} - {""}
        groups["script " + "/".join(sorted((script(a), script(b))))].append(pair in found)
        groups["culture " + a["culture"]].append(pair in found)
        groups["date " + date].append(pair in found)
        groups["sex " + (told.pop() if len(told) == 1 else "not told or told differently")].append(pair in found)
    return {name: f"{np.mean(hit):.3f} of {len(hit)}" for name, hit in sorted(groups.items())}


def searched(one: Compared, points: np.ndarray) -> dict[str, float]:
    near: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (left, right), value in zip(one.pairs, points.tolist(), strict=True):
        near[left].append((-value, right))
        near[right].append((-value, left))
    ranks = []
    persons: dict[str, int] = defaultdict(int)
    for fact in one.truth.values():
        persons[fact["entity_id"]] += 1
    for row in rows(one.folder / "queries.csv"):
        who = one.truth[row["record_id"]]["entity_id"]
        if persons[who] > 1:
            listed = [one.truth[other]["entity_id"] == who for _, other in sorted(near[row["record_id"]])]
            ranks.append(listed.index(True) + 1 if True in listed else 10**9)
    return {f"hit@{k}": round(float(np.mean(np.array(ranks) <= k)), 4) for k in (1, 5, 10)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--search", action="store_true")
    given = parser.parse_args()
    for folder in given.sets:
        print(json.dumps(measure(compare_set(folder), search=given.search), ensure_ascii=False, indent=1), flush=True)


if __name__ == "__main__":
    main()
