"""Words that stand for other words: diminutives, forms of one name that no rule joins, and words written apart."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

PENALTY = {"diminutive": 4.0, "doublet": 1.5}


class Joins(NamedTuple):
    """Words that belong to the next word of a name, and words that belong to the one before."""

    to_next: frozenset[str]
    to_last: frozenset[str]


@cache
def joins() -> Joins:
    """Read `data/joins.yaml`."""
    table = yaml.safe_load(files("tulga.matching").joinpath("data/joins.yaml").read_text("utf-8"))
    return Joins(frozenset(table["articles"]) | frozenset(table["to_next"]), frozenset(table["to_last"]))


@cache
def _table() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for why, name in (("diminutive", "diminutives.csv"), ("doublet", "doublets.csv")):
        with files("tulga.matching").joinpath(f"data/{name}").open(encoding="utf-8") as text:
            for row in csv.DictReader(text):
                found[row["form"]].add((row["name"], why))
    return {form: tuple(sorted(names)) for form, names in found.items()}


# Sounds that orthographies confuse at will, so that one list serves all of them.
_FOLDED = bytes.maketrans(b"AIOUqGhHNJjyQw", b"aiouxgxxnZZiSv".replace(b"x", b"k", 1))


@cache
def _common() -> frozenset[bytes]:
    from tulga.matching.core.readers import read

    with files("tulga.matching").joinpath("data/known_names.csv").open(encoding="utf-8") as text:
        names = [row["name"] for row in csv.DictReader(text)]
    return frozenset(reading.phonemes.translate(_FOLDED) for name in names for reading in read(name)[:1])


def is_common(stem: bytes) -> bool:
    """Say whether a stem is that of a common given name of any of our languages."""
    return stem.translate(_FOLDED) in _common()


def other_forms(word: str) -> tuple[tuple[str, str], ...]:
    """Return the names that a word may stand for, each with the reason."""
    return _table().get(word, ())
