"""Names in letters that leave short vowels out, beside names with all vowels or beside each other.

Two readings are aligned letter by letter; a letter may stand alone. `data/abjad.csv` holds what each step of an
alignment is worth, in natural log-odds against chance, learned from pairs of spellings without anybody saying
which letter became which (`bench/matching/fit_arabic.py`): ق beside q is worth more than beside g; a short a
may be missing inside a word, seldom at its end. The sum is what the two spellings say for one name: عمر beside
Omar less than عبدالرحمن beside Abdurahman, since three letters agree by chance more often.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Row = tuple[str, str, str, float]  # one side's phoneme, the other's, the place of a phoneme that stands alone, log-odds
LEAST = -5.5  # a step that was never seen
PLACES = ("first", "inside", "last")
_SIZE = 128


@dataclass(frozen=True, slots=True)
class Steps:
    """What a step is worth, by the bytes of phonemes; the abjad side is `one`.

    Attributes:
        together: [one][other].
        one_alone: [place in the word][one]; other_alone likewise.
        one_expected: what a phoneme adds on average in two spellings of one name; other_expected likewise.
    """

    together: tuple[tuple[float, ...], ...]
    one_alone: tuple[tuple[float, ...], ...]
    other_alone: tuple[tuple[float, ...], ...]
    one_expected: tuple[float, ...]
    other_expected: tuple[float, ...]


@cache
def steps(relation: str) -> Steps:
    """Read the shipped table: "full" is an abjad beside full vowels, "abjad" is two abjads."""
    with files("tulga.matching").joinpath("data/abjad.csv").open(encoding="utf-8") as text:
        rows = [row for row in csv.DictReader(text) if row["relation"] == relation]
    found = steps_from((row["one"], row["other"], row["place"], float(row["log_odds"])) for row in rows)
    return _either_way(found) if relation == "abjad" else found


def _either_way(table: Steps) -> Steps:
    """Take the mean of both orders: of two abjads neither comes first."""
    turned = [list(column) for column in zip(*table.together, strict=True)]
    together = [[(x + y) / 2 for x, y in zip(*rows, strict=True)] for rows in zip(table.together, turned, strict=True)]
    alone = [
        [(x + y) / 2 for x, y in zip(*rows, strict=True)]
        for rows in zip(table.one_alone, table.other_alone, strict=True)
    ]
    expected = tuple((x + y) / 2 for x, y in zip(table.one_expected, table.other_expected, strict=True))
    return Steps(_frozen(together), _frozen(alone), _frozen(alone), expected, expected)


def steps_from(rows: Iterable[Row]) -> Steps:
    together = [[LEAST] * _SIZE for _ in range(_SIZE)]
    one_alone = [[LEAST] * _SIZE for _ in PLACES]
    other_alone = [[LEAST] * _SIZE for _ in PLACES]
    expected = [[0.0] * _SIZE for _ in range(2)]
    for one, other, place, odds in rows:
        if other == "=":
            expected[0][ord(one)] = odds
        elif one == "=":
            expected[1][ord(other)] = odds
        elif place and other == "-":
            one_alone[PLACES.index(place)][ord(one)] = odds
        elif place:
            other_alone[PLACES.index(place)][ord(other)] = odds
        else:
            together[ord(one)][ord(other)] = odds
    one_expected, other_expected = _frozen(expected)
    return Steps(_frozen(together), _frozen(one_alone), _frozen(other_alone), one_expected, other_expected)


def _frozen(table: list[list[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(map(tuple, table))


def log_odds(one: bytes, other: bytes, table: Steps) -> float:
    """Return the worth of the best alignment; the abjad side comes first."""
    drops = _by_place(table.one_alone, one)
    gaps = _by_place(table.other_alone, other)
    row = [0.0]
    for gap in gaps:
        row.append(row[-1] + gap)
    for x, drop in zip(one, drops, strict=True):
        together = table.together[x]
        corner, left = row[0], row[0] + drop
        current = [left]
        for j, y in enumerate(other):
            above = row[j + 1]
            best = corner + together[y]
            if above + drop > best:
                best = above + drop
            if left + gaps[j] > best:
                best = left + gaps[j]
            current.append(best)
            corner, left = above, best
        row = current
    return row[-1]


def _by_place(alone: Sequence[Sequence[float]], phonemes: bytes) -> list[float]:
    first, inside, last = alone
    worth = [inside[p] for p in phonemes]
    if phonemes:
        worth[-1] = last[phonemes[-1]]
        worth[0] = first[phonemes[0]]
    return worth


def worth(one: bytes, other: bytes, table: Steps) -> float:
    """Return the log-odds to be expected if the two readings are one name."""
    return sum(table.one_expected[p] for p in one) + sum(table.other_expected[p] for p in other)


def apart(abjad: bytes, other: bytes, *, both: bool = False) -> tuple[float, float]:
    """Return how much evidence is missing between an abjad reading and another, and how much was to be expected.

    The other has full vowels, or with `both` is an abjad too. Both numbers are natural log-odds.
    """
    table = steps("abjad" if both else "full")
    expected = worth(abjad, other, table)
    return max(0.0, expected - log_odds(abjad, other, table)), expected
