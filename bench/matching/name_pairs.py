"""Labelled pairs of names out of a linkage set: `python -m bench.matching.name_pairs SET --out PAIRS.csv --most 8000`.

Same names: two records of one person. Other names: two persons of one household, or two whose family names or given
names have nearly the same consonants, so that most of them are hard; some at random.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from bench.matching.sets import entries, true_pairs, truth_of
from tulga.matching.core.names import prepare
from tulga.matching.core.records import Entry

Row = tuple[str, str, str, int, str]


def full_name(one: Entry) -> str:
    return one.full_name or " ".join(filter(None, (one.family_name, one.given_name, one.patronymic)))


def labelled(folder: Path, most: int, seed: int) -> list[Row]:
    """Return rows of pair_id, name_a, name_b, label, category; half of them of one person."""
    chance = random.Random(seed)
    truth, names = truth_of(folder), {one.id: full_name(one) for one in entries(folder)}
    kept = {one for one, fact in truth.items() if "maiden" not in fact["errors"]}  # a maiden name is another name
    same = [p for p in sorted(true_pairs(truth)) if names[p[0]] != names[p[1]] and kept.issuperset(p)]
    chance.shuffle(same)
    found = [("same", pair) for pair in same[: most // 2]]
    found += _others(names, truth, most - len(found), chance)
    rows = []
    for kind, (a, b) in found:
        culture = truth[a]["culture"]
        scripts = "~".join(sorted((truth[a]["script"], truth[b]["script"])))
        category = f"{culture}:{scripts}" if kind == "same" else f"neg:{kind}"
        rows.append((f"{a}-{b}", names[a], names[b], int(kind == "same"), category))
    return rows


def _others(
    names: dict[str, str], truth: dict[str, dict[str, str]], most: int, chance: random.Random
) -> list[tuple[str, tuple[str, str]]]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for one, name in names.items():
        blocks["household " + truth[one]["household_id"]].append(one)
        for word in prepare(full=name).words:
            for bones in word.token.skeletons[:1]:
                blocks["bones " + bones[:4]].append(one)
    found: dict[tuple[str, str], str] = {}
    for key, ids in sorted(blocks.items()):
        kind = "family" if key.startswith("household") else "near"
        chosen = chance.sample(ids, min(len(ids), 12))
        for a, b in combinations(sorted(chosen), 2):
            if truth[a]["entity_id"] != truth[b]["entity_id"] and names[a] != names[b]:
                found.setdefault((a, b), kind)
    listed = [(kind, pair) for pair, kind in sorted(found.items())]
    chance.shuffle(listed)
    family = [one for one in listed if one[0] == "family"][: most // 3]
    near = [one for one in listed if one[0] == "near"][: most - most // 10 - len(family)]
    ids = sorted(names)
    distant = [("random", (a, b)) for a, b in (sorted(chance.sample(ids, 2)) for _ in range(most // 10))]
    return [*family, *near, *(one for one in distant if truth[one[1][0]]["entity_id"] != truth[one[1][1]]["entity_id"])]


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("set", type=Path)
    reader.add_argument("--out", type=Path, required=True)
    reader.add_argument("--most", type=int, default=8000)
    reader.add_argument("--seed", type=int, default=20261125)
    asked = reader.parse_args()
    with asked.out.open("w", encoding="utf-8", newline="") as text:
        out = csv.writer(text, lineterminator="\n")
        out.writerow(("pair_id", "name_a", "name_b", "label", "category"))
        out.writerows(labelled(asked.set, asked.most, asked.seed))


if __name__ == "__main__":
    main()
