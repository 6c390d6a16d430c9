"""The people of each comparison, invented once and written as .npy files that every engine reads.

Truth is written as 1 (yes), -1 (no), 0 (nobody told); a day as days since 1970-01-01.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
FACTS = (
    "born_here", "born_abroad", "mother", "father", "married", "paternity", "registered", "foundling", "naturalised",
)  # fmt: skip


def flat(rows: int) -> dict[str, Column]:
    """Nine facts with 12 % unknown, two dates of which 5 % and 15 % are unknown."""
    numbers = np.random.default_rng(1)
    columns: dict[str, Column] = {
        name: numbers.choice(np.array([0, 1, -1], np.int8), rows, p=(0.12, 0.44, 0.44)) for name in FACTS
    }
    for name, unknown in (("birth", 0.05), ("settled", 0.15)):
        columns[name] = numbers.integers(-10_000, 12_000, rows).astype(np.int32)
        columns[f"{name}_told"] = numbers.random(rows) >= unknown
    return columns


FIRST_YEAR, LAST_YEAR = 1890, 2024


def family(rows: int) -> dict[str, Column]:
    """People in the order of their births over 135 years; parents are 18 to 40 years older, so seven generations deep.

    One in ten parents and one in ten places of birth is unknown. Years and days of birth are known.
    """
    numbers = np.random.default_rng(4)
    first, last = (np.datetime64(f"{year}-01-01").astype(int) for year in (FIRST_YEAR, LAST_YEAR + 1))
    birth = np.sort(numbers.integers(first, last, rows)).astype(np.int32)
    columns: dict[str, Column] = {"birth": birth, "born_here": numbers.choice(
        np.array([1, 0, -1], np.int8), rows, p=(0.75, 0.1, 0.15)
    )}  # fmt: skip
    for who in ("mother", "father"):
        born = birth - numbers.integers(18 * 366, 40 * 365, rows)
        row = np.searchsorted(birth, born, side="right") - 1
        columns[who] = np.where(numbers.random(rows) < 0.9, row, -1).astype(np.int32)
    return columns


STAYS = 6


def residence(rows: int) -> dict[str, Column]:
    """Six stays a person, one row of six each, in their order; 19 of 20 in the State, all permanent, days known.

    They begin up to a year after each other and last 10 to 49 months: most touch or overlap, some leave gaps.
    """
    numbers = np.random.default_rng(3)
    begun = np.datetime64("2016-01-01").astype(int) + numbers.integers(0, 500, (rows, 1))
    first = (begun + np.cumsum(numbers.integers(0, 360, (rows, STAYS)), axis=1)).astype(np.int32)
    last = (first + numbers.integers(300, 1500, (rows, STAYS))).astype(np.int32)
    birth = np.full(rows, np.datetime64("1980-01-01").astype(int), np.int32)
    return {"birth": birth, "first": first, "last": last, "here": numbers.random((rows, STAYS)) < 0.95}


CASES: Mapping[str, Callable[[int], dict[str, Column]]] = {"flat": flat, "family": family, "residence": residence}


def written(case: str, rows: int, folder: Path) -> Path:
    """Write the columns of a case, unless an earlier run wrote all of them; return where they are."""
    place = folder / f"{case}-{rows}"
    if not (place / "complete").exists():
        place.mkdir(parents=True, exist_ok=True)
        for name, column in CASES[case](rows).items():
            np.save(place / f"{name}.npy", column)
        (place / "complete").touch()
    return place
