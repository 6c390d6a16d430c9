"""Points that keep their shape: more agreement is never worth less, not told is worth nothing, none counts too much."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
MOST = 5.0  # points against, of one feature: every source errs

# Chains from "speaks against" to "speaks for"; 0 (not told) lies at zero between those below and those above.
CHAINS: dict[str, tuple[tuple[int, ...], ...]] = {
    "birth": ((12, 11, 10, 9, 8), (10, 7), (12, 2, 1), (12, 6, 3, 1), (12, 5, 1), (12, 4, 1)),
    **dict.fromkeys(("place", "phone", "document"), ((2, 0, 3, 1),)),
    **dict.fromkeys(("sex", "country", "region"), ((2, 0, 1),)),
    "role": ((2, 0, 1), (3, 0, 1)),
    "swapped": ((1, 0),),
    "mother": ((1, 2, 3), (1, 0, 3)),
    "father": ((1, 2, 3, 4, 5), (1, 0, 5)),
    "maiden": ((4, 3, 0), (7, 5, 0), (8, 6, 0), (9, 6, 0)),  # never better than to bear the same family name
    "apart": ((5, 4, 3, 2, 1),),
    "rival": ((7, 6, 5, 4, 3, 2, 1),),
}
FREE = ("loose", "script", "household")
DATES_UP = (0, 5, 4, 2, 3, 1)  # classes of dates, from apart to the same; 0 is not told
GRIDS = {"given_date": 6, "father_date": 6, "family_given": 4}


def shaped(feature: str, points: Array, weight: Array) -> Array:
    """Return the nearest points that keep the feature's shape; `weight`: how much each is held to."""
    out = points.copy()
    if feature in GRIDS:
        return _grid(out, weight, GRIDS[feature])
    out[0] = 0.0
    if feature in FREE:
        return np.clip(out, -MOST, MOST)
    chains = CHAINS.get(feature, (tuple(range(1, len(points))),))
    held = weight.copy()
    held[0] = 1e9
    for _ in range(1 if len(chains) == 1 else 20):
        for chain in chains:
            where = list(chain)
            out[where] = _isotonic(out[where], held[where])
    out[0] = 0.0
    if feature == "birth":
        out[1], out[12] = max(out[1], 0.0), min(out[12], 0.0)
    return np.clip(_raised(out, chains), -MOST, 2 * MOST)


def _raised(points: Array, chains: tuple[tuple[int, ...], ...]) -> Array:
    """Raise what still lies a little below an earlier level of a chain: several chains at once are met only nearly."""
    out = points
    for chain in chains:
        if 0 in chain:
            at = chain.index(0)
            out[list(chain[:at])] = np.minimum(out[list(chain[:at])], 0.0)
    for _ in chains:
        for chain in chains:
            out[list(chain)] = np.maximum.accumulate(out[list(chain)])
    return out


def _grid(points: Array, weight: Array, rows: int) -> Array:
    """Never falling along either axis; nothing where a side is not told."""
    grid, held = points.reshape(rows, 4).copy(), weight.reshape(rows, 4)
    up = DATES_UP if rows == 6 else tuple(range(rows))
    for _ in range(20):
        for row in up[1:]:
            grid[row, 1:] = _isotonic(grid[row, 1:], held[row, 1:])
        for column in (1, 2, 3):
            where = list(up[1:])
            grid[where, column] = _isotonic(grid[where, column], held[where, column])
    grid[0], grid[:, 0] = 0.0, 0.0
    return np.clip(grid, -MOST, MOST).ravel()


def _isotonic(values: Array, weights: Array) -> Array:
    """Return the nearest values that never fall (pool adjacent violators)."""
    blocks: list[list[float]] = []
    for value, weight in zip(values, weights, strict=True):
        blocks.append([float(value), float(weight), 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            v, w, n = blocks.pop()
            u, x, m = blocks.pop()
            blocks.append([(u * x + v * w) / (x + w), x + w, m + n])
    return np.array([value for value, _, n in blocks for _ in range(int(n))])
