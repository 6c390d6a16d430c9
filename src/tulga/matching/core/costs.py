"""How far two readings are from each other: least weighted edits, with costs in natural log-odds.

`data/costs.csv` holds, for every two phonemes, the log-odds of seeing them side by side in two spellings of one name
against chance (fitted by `bench/matching/fit_costs.py`). A phoneme's information is what agreement with itself is
worth; the cost of an edit is the information lost. Half the information of both readings, less their distance, is the
evidence that they spell one name.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tulga.matching.core.scale import scale

SWAPPED = 4.0  # two neighbours in the wrong order: a common slip


@dataclass(frozen=True, slots=True)
class Costs:
    """Tables indexed by the bytes of phonemes.

    Attributes:
        change: cost of one phoneme for another, in both orders the same; nothing for itself.
        gap: cost of a phoneme that one side lacks.
        information: what agreement on a phoneme is worth.
    """

    change: tuple[tuple[float, ...], ...]
    gap: tuple[float, ...]
    information: tuple[float, ...]


@cache
def costs() -> Costs:
    """Read the shipped table."""
    odds: dict[tuple[int, int], float] = {}
    with files("tulga.matching").joinpath("data/costs.csv").open(encoding="utf-8") as text:
        for row in csv.DictReader(text):
            one, other, value = ord(row["one"]), ord(row["other"]), float(row["log_odds"])
            odds[one, other] = odds[other, one] = value
    return costs_from(odds)


def costs_from(odds: dict[tuple[int, int], float]) -> Costs:
    none, size = ord("-"), 128
    information = [0.0] * size
    for (one, other), value in odds.items():
        if none not in (one, other):
            information[one] = max(information[one], value)
    change = [[6.0] * size for _ in range(size)]
    for (one, other), value in odds.items():
        change[one][other] = max(0.0, (information[one] + information[other]) / 2 - value)
    for one in range(size):
        change[one][one] = 0.0
    gap = [max(0.0, information[one] / 2 - odds.get((one, none), 0.0)) for one in range(size)]
    return Costs(tuple(map(tuple, change)), tuple(gap), tuple(information))


def information(phonemes: bytes) -> float:
    table = costs().information
    return sum(table[p] for p in phonemes)


def distance(a: bytes, b: bytes, *, most: float = 1e9) -> float:
    """Return the least cost of turning one reading into the other, or more than `most` once that is certain.

    The order of the two is indifferent. At the beginning of a word edits are dearer. Readings without short vowels
    are for `core/abjad.py`.
    """
    if a == b:
        return 0.0
    table, first = costs(), scale().first
    gaps = [table.gap[y] for y in b]
    if gaps:
        gaps[0] *= first
    before: list[float] = []
    row = [0.0]
    for gap in gaps:
        row.append(row[-1] + gap)
    for i, x in enumerate(a):
        change, drop = table.change[x], table.gap[x] * (first if i == 0 else 1.0)
        current = [row[0] + drop]
        least = current[0]
        for j, y in enumerate(b):
            changed = change[y] * (first if i == 0 or j == 0 else 1.0)
            value, other, third = row[j] + changed, row[j + 1] + drop, current[j] + gaps[j]
            if other < value:  # by comparisons: min() costs as much as the rest of the loop
                value = other
            if third < value:
                value = third
            if i and j and x == b[j - 1] and y == a[i - 1]:
                value = min(value, before[j - 1] + SWAPPED)
            current.append(value)
            if value < least:
                least = value
        if least > most:
            return least
        before, row = row, current
    return row[-1]
