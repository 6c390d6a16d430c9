"""What people have judged moves points towards their answers: logistic regression, held near the points that there are.

Which pairs were judged depends on how likely they looked, so on the features themselves; that does not bias the points.
Who judges only what looks likely teaches little of what does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tulga.matching.core.features import FEATURES
from tulga.matching.learning.mixture import Floats, Levels, counted
from tulga.matching.learning.shape import shaped

NEAR = 10.0  # how hard points are held: as if each had been seen so often in doubtful pairs
SWEEPS = 30
FEWEST = 20  # answers of both kinds together
FEWEST_OF_A_KIND = 3
FEWEST_IN_DOUBT = 10  # answers about pairs that nobody could have told beforehand; sure ones teach nothing
DOUBT = 4.0  # points to either side of even odds
_STEP = 1.0


@dataclass(frozen=True)
class Moved:
    start: float  # by how much
    points: list[Floats]


def enough(same: npt.NDArray[np.bool_], totals: Floats) -> bool:
    """Say whether answers teach something; `totals`: how likely each pair looked."""
    both = FEWEST_OF_A_KIND <= same.sum() <= len(same) - FEWEST_OF_A_KIND
    return len(same) >= FEWEST and bool(both) and int((np.abs(totals) <= DOUBT).sum()) >= FEWEST_IN_DOUBT


def follow(levels: Levels, same: npt.NDArray[np.bool_], totals: Floats, points: Sequence[Floats]) -> Moved:
    """Return points that follow the answers; `totals`: of each judged pair with `points`, all that counts included."""
    found = [one.copy() for one in points]
    start, total = 0.0, totals.copy()
    truth = same.astype(float)
    for _ in range(SWEEPS):
        most = 0.0
        for at, feature in enumerate(FEATURES):
            level = levels[:, at]
            p = _likely(total)
            slope = counted(level, truth - p, len(found[at])) - NEAR * (found[at] - points[at])
            curve = counted(level, np.maximum(p * (1 - p), 1e-6), len(found[at])) + NEAR
            wanted = shaped(feature, found[at] + np.clip(slope / curve, -_STEP, _STEP), curve)
            change = wanted - found[at]
            total += change[level]
            found[at], most = wanted, max(most, float(np.abs(change).max()))
        p = _likely(total)
        step = float(((truth - p).sum() - NEAR * start) / ((p * (1 - p)).sum() + NEAR))
        start, total = start + step, total + step
        if max(most, abs(step)) < 0.003:
            break
    return Moved(start, found)


def _likely(total: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))))
