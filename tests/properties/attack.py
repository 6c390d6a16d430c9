"""An attacker with the sums that are printed, and bounds of whole numbers: integer programming, nothing of ours."""

from collections.abc import Hashable, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

MANY = 10_000


def solved(
    keys: Sequence[Hashable],
    sums: Sequence[tuple[Hashable, Sequence[Hashable]]],
    printed: Mapping[Hashable, int],
    known: Mapping[Hashable, tuple[int, int]] | None = None,
) -> set[Hashable]:
    """Return the keys that are not printed and can have one value only."""
    place = {key: number for number, key in enumerate(keys)}
    ranges = [_range(key, printed, known or {}) for key in keys]
    rows = np.zeros((max(len(sums), 1), len(keys)))
    for row, (total, parts) in zip(rows, sums, strict=False):
        row[place[total]] += 1
        for part in parts:
            row[place[part]] -= 1
    constraint = LinearConstraint(rows, 0, 0)
    bounds = Bounds([low for low, _ in ranges], [high for _, high in ranges])
    return {key for key in keys if key not in printed and _one_value(place[key], len(keys), constraint, bounds)}


def _range(
    key: Hashable, printed: Mapping[Hashable, int], known: Mapping[Hashable, tuple[int, int]]
) -> tuple[int, int]:
    if key in printed:
        return printed[key], printed[key]
    low, high = known.get(key, (0, MANY))
    return low, min(high, MANY)


def _one_value(place: int, size: int, constraint: LinearConstraint, bounds: Bounds) -> bool:
    ends = []
    for sign in (1, -1):
        goal = np.zeros(size)
        goal[place] = sign
        found = milp(goal, constraints=constraint, bounds=bounds, integrality=np.ones(size))
        assert found.status == 0, f"what is printed contradicts itself: {found.message}"
        ends.append(round(sign * found.fun))
    return ends[0] == ends[1]
