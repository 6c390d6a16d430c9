"""Which pairs are one person, told from the pairs alone: expectation maximisation over blocks of features.

Features within a block depend on each other (a given name and how rare it is), blocks hardly do: names, dates, what
else was told, papers, home. Each block's points are cut into a few bins, and every pair is one of two kinds whose bins
are independent of each other. What is estimated is the share of pairs that are one person, and how often each bin is
seen in either kind (Dempster, Laird and Rubin 1977; for matching Winkler 1988), held near the reference by
pseudo-counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tulga.matching.core.features import FEATURES

Floats = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int8]
Table = tuple[Floats, Floats]  # how often each bin or level is seen: among pairs of one person, and of two

BLOCKS: dict[str, tuple[str, ...]] = {
    "names": (
        "family", "given", "father", "swapped", "loose", "family_given", "rare_family", "rare_given", "script",
        "maiden",
    ),
    "dates": ("birth", "given_date", "father_date"),
    "told": ("sex", "country", "place", "region", "mother"),
    "papers": ("phone", "document"),
    "home": ("household", "role"),
}  # fmt: skip
EDGES: dict[str, tuple[float, ...]] = {  # points of a block, between bins
    "names": (-8, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5),
    "dates": (-4, -2.5, -1.5, -0.5, -0.05, 0.05, 0.7, 1.5, 2.2, 3, 4),
    "told": (-5, -3, -2, -1, -0.3, 0.05, 0.5, 1, 1.6, 2.2),
    "papers": (-0.5, -0.1, 0.1, 0.9, 2, 4.5),
    "home": (-4, -2, -1.1, -0.5, 0.1),
}
PSEUDO = 200.0  # pairs of each kind that the reference counts for
ROUNDS = 200
_NEAR = 1e-7
_MOST = 40.0


def block_of(feature: str) -> str:
    return next(block for block, features in BLOCKS.items() if feature in features)


def bins_of(levels: Levels, points: Sequence[Floats]) -> dict[str, npt.NDArray[np.int64]]:
    """Return the bin of every pair in each block; `points`: by feature, by level."""
    found = {}
    for block, features in BLOCKS.items():
        worth = np.zeros(len(levels))
        for feature in features:
            at = FEATURES.index(feature)
            worth += points[at][levels[:, at]]
        found[block] = np.digitize(worth, EDGES[block]).astype(np.int64)
    return found


@dataclass(frozen=True)
class Mixture:
    """Attributes:
    share: of the pairs that are one person.
    tables: by block: shares of the bins among pairs of one person, and of two.
    """

    share: float
    tables: Mapping[str, Table]

    def likely(self, bins: Mapping[str, npt.NDArray[np.int64]], *, without: str = "") -> Floats:
        """Return the probability of every pair, from all blocks but one."""
        odds = np.full(len(next(iter(bins.values()))), np.log(self.share / (1 - self.share)))
        for block, (same, other) in self.tables.items():
            if block != without:
                odds += np.log(same / other)[bins[block]]
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -_MOST, _MOST))))


def estimate(
    bins: Mapping[str, npt.NDArray[np.int64]],
    likely: Floats,
    reference: Mapping[str, Table] | None = None,
    pseudo: float = PSEUDO,
) -> Mixture:
    """Return the mixture that the pairs speak for, from first guesses on; without a reference bins count as even."""
    found = _counted(bins, likely, reference, pseudo)
    for _ in range(ROUNDS):
        better = _counted(bins, found.likely(bins), reference, pseudo)
        done = abs(better.share - found.share) < _NEAR
        found = better
        if done:
            break
    return found


def _counted(
    bins: Mapping[str, npt.NDArray[np.int64]], likely: Floats, reference: Mapping[str, Table] | None, pseudo: float
) -> Mixture:
    tables = {}
    for block, where in bins.items():
        size = len(EDGES[block]) + 1
        even = np.full(size, 1 / size)
        held = reference[block] if reference else (even, even)
        weight = pseudo + 1 if reference else 1.0
        tables[block] = (
            _shares(counted(where, likely, size), held[0], weight, even),
            _shares(counted(where, 1 - likely, size), held[1], weight, even),
        )
    return Mixture(float(np.clip(likely.mean(), 1e-6, 1 - 1e-6)), tables)


def counted(where: npt.NDArray[np.integer[Any]], weight: Floats, size: int) -> Floats:
    """Return how much weight lies on each of `size` numbers."""
    return np.bincount(where, weight, size).astype(np.float64)


def _shares(counts: Floats, held: Floats, weight: float, even: Floats) -> Floats:
    """Never nothing: a bin that nobody has seen is rare, not impossible."""
    found = counts + weight * (0.99 * held + 0.01 * even)
    return np.asarray(found / found.sum())
