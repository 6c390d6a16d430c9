"""Words that stand for other words: diminutives, and forms of one name that no spelling rule joins."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files

PREFIXES = frozenset(
    (
        "al",
        "el",
        "аль",
        "эль",
        "ал",
        "эл",
        "ul",
        "ud",
        "ad",
        "as",
        "ар",
        "al-",
        "bin",
        "ibn",
        "ben",
        "бин",
        "ибн",
        "abu",
        "абу",
        "ال",
    )
)
PENALTY = {"diminutive": 4.0, "doublet": 1.5}


@cache
def _table() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for why, name in (("diminutive", "diminutives.csv"), ("doublet", "doublets.csv")):
        path = files("tulga.matching").joinpath(f"data/{name}")
        if not path.is_file():
            continue
        with path.open(encoding="utf-8") as text:
            for row in csv.DictReader(text):
                found[row["form"]].add((row["name"], why))
    return {form: tuple(sorted(names)) for form, names in found.items()}


def other_forms(word: str) -> tuple[tuple[str, str], ...]:
    """Return the names that a word may stand for, each with the reason."""
    return _table().get(word, ())
