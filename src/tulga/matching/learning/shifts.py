"""How much a feature tells here, beside how much it tells where the shipped points come from.

A level's points move by how log(m/u) differs from the reference, m and u being how often the level is seen among pairs
of one person and of two. Who is one person is told by the *other* blocks of features only: a feature does not learn
from its own opinion. The reference was made by the same estimator, so that its faults are in both and cancel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import yaml

from tulga.matching.core.features import FEATURES
from tulga.matching.learning.mixture import EDGES, Floats, Levels, Mixture, Table, bins_of, block_of, counted
from tulga.matching.learning.shape import shaped

# Features that speak for themselves; those of two things at once, and how rare a name is, keep their points; so
# do mothers, who are told in one of a hundred pairs of the reference.
MOVED = (
    "family", "given", "father", "birth", "sex", "country", "place", "region", "phone", "document", "role", "household",
)  # fmt: skip
HELD = 300.0  # pairs of each kind that the reference counts for
FEWEST = 20.0  # pairs of each kind in which a feature must be told
MOST_MOVE = 1.5


@dataclass(frozen=True)
class Reference:
    """By block and by feature: shares of bins and of levels ("not told" among them) in pairs of either kind."""

    blocks: Mapping[str, Table]
    features: Mapping[str, Table]


@cache
def reference() -> Reference:
    text = files("tulga.matching").joinpath("data/reference.yaml").read_text("utf-8")
    told = yaml.safe_load(text)
    return Reference(*({name: _table(*pair) for name, pair in told[kind].items()} for kind in ("blocks", "features")))


def _table(same: Sequence[float], other: Sequence[float]) -> Table:
    return np.array(same, float), np.array(other, float)


def seen(levels: Levels, points: Sequence[Floats], mixture: Mixture) -> dict[str, Table]:
    """Return how often each level is seen in pairs of either kind, as told by the other blocks."""
    bins = bins_of(levels, points)
    likely = {block: mixture.likely(bins, without=block) for block in EDGES}
    found = {}
    for feature in MOVED:
        at = FEATURES.index(feature)
        p = likely[block_of(feature)]
        size = len(points[at])
        found[feature] = (counted(levels[:, at], p, size), counted(levels[:, at], 1 - p, size))
    return found


def moved(feature: str, points: Floats, here: Table, there: Table) -> tuple[Floats, float]:
    """Return the points of a feature as they are worth here, and in how many pairs of one person it was told."""
    (same, other), (same_there, other_there) = here, there
    told = slice(1, None)
    count = float(same[told].sum())
    if min(count, other[told].sum()) < FEWEST or min(same_there[told].sum(), other_there[told].sum()) <= 0:
        return points, count
    ratio, before = (
        np.log(_held(a, same_there)) - np.log(_held(b, other_there))
        for a, b in ((same, other), (np.zeros_like(same), np.zeros_like(other)))
    )
    out = points.copy()
    out[told] += np.clip(ratio - before, -MOST_MOVE, MOST_MOVE)
    weight = np.concatenate([[1.0], np.minimum(_counts(same, same_there), _counts(other, other_there))])
    return shaped(feature, out, np.maximum(weight, 1e-6)), count


def _counts(counts: Floats, there: Floats) -> Floats:
    """Levels that are told: what was seen here, and what the reference counts for."""
    shares = there[1:] / there[1:].sum()
    return np.asarray(counts[1:] + HELD * (0.999 * shares + 0.001 / len(shares)))


def _held(counts: Floats, there: Floats) -> Floats:
    found = _counts(counts, there)
    return np.asarray(found / found.sum())
