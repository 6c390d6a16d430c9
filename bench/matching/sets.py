"""Read a linkage set: entries, truth, pairs."""

from __future__ import annotations

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from tulga.matching.core.records import Entry


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def entries(folder: Path) -> list[Entry]:
    return [entry(row) for row in rows(folder / "records.csv")]


def entry(row: dict[str, str]) -> Entry:
    known = {key: row[key] for key in Entry.__dataclass_fields__ if key not in ("id", "age_stated")}
    age = row["age_stated"]
    return Entry(id=row["record_id"], age_stated=int(age) if age.isdigit() else None, **known)


def true_pairs(truth: dict[str, dict[str, str]]) -> set[tuple[str, str]]:
    persons: dict[str, list[str]] = defaultdict(list)
    for one, fact in truth.items():
        persons[fact["entity_id"]].append(one)
    return {pair for ids in persons.values() for pair in combinations(sorted(ids), 2)}


def truth_of(folder: Path) -> dict[str, dict[str, str]]:
    return {row["record_id"]: row for row in rows(folder / "truth.csv")}
