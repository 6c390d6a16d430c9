"""Names by people and generation, drawn from the licensed lists in `data/names.csv` (NOTICE says from where)."""

import csv
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import NamedTuple

FILE = Path(__file__).parent / "data" / "names.csv"
OLD_UNTIL, MIDDLE_UNTIL = 1962, 1992


class Name(NamedTuple):
    """A given or family name in its own script; `latin` where the list tells it (names in Arabic letters)."""

    text: str
    latin: str


@lru_cache(maxsize=1)
def _lists() -> dict[tuple[str, str, str, str], tuple[Name, ...]]:
    found: dict[tuple[str, str, str, str], list[Name]] = {}
    with FILE.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            key = (row["group"], row["kind"], row["sex"], row["era"])
            found.setdefault(key, []).append(Name(row["name"], row["latin"]))
    return {key: tuple(names) for key, names in found.items()}


def groups() -> tuple[str, ...]:
    return tuple(sorted({group for group, _, _, _ in _lists()}))


def given(group: str, sex: str, born: int, rng: Random) -> Name:
    """Return a given name of somebody born in this year."""
    era = "old" if born < OLD_UNTIL else "middle" if born < MIDDLE_UNTIL else "young"
    lists, letter = _lists(), "f" if sex == "female" else "m"
    return rng.choice(lists.get((group, "given", letter, era)) or lists[group, "given", letter, ""])


def family(group: str, rng: Random) -> Name:
    """Return a family name, in the form that men bear."""
    lists = _lists()
    return rng.choice(lists.get((group, "family", "m", "")) or lists[group, "family", "", ""])
