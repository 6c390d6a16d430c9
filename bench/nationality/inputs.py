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


CASES: Mapping[str, Callable[[int], dict[str, Column]]] = {"flat": flat}


def written(case: str, rows: int, folder: Path) -> Path:
    """Write the columns of a case, unless an earlier run wrote all of them; return where they are."""
    place = folder / f"{case}-{rows}"
    if not (place / "complete").exists():
        place.mkdir(parents=True, exist_ok=True)
        for name, column in CASES[case](rows).items():
            np.save(place / f"{name}.npy", column)
        (place / "complete").touch()
    return place
