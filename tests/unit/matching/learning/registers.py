"""A part of the public set: whole persons, so that pairs stay pairs."""

import csv
import gzip
from functools import cache
from pathlib import Path

from tulga.matching.core.records import Entry

DATA = Path(__file__).parents[3] / "data" / "matching"


def _rows(name: str) -> list[dict[str, str]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@cache
def some(persons: int) -> tuple[tuple[Entry, ...], dict[str, str]]:
    """Return the records of so many persons, and record → person."""
    who = {row["record_id"]: row["entity_id"] for row in _rows("truth.csv.gz")}
    kept = set(sorted(set(who.values()))[:persons])
    rows = [row for row in _rows("records.csv.gz") if who[row["record_id"]] in kept]
    return tuple(map(entry, rows)), {row["record_id"]: who[row["record_id"]] for row in rows}


def entry(row: dict[str, str]) -> Entry:
    known = {key: row[key] for key in Entry.__dataclass_fields__ if key not in ("id", "age_stated")}
    age = row["age_stated"]
    return Entry(id=row["record_id"], age_stated=int(age) if age.isdigit() else None, **known)
