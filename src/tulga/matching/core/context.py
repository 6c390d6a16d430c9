"""What the other records say of a pair: a third record that is like both, one that parts them, a better partner.

Used where a whole register is looked at; the score of two records alone knows nothing of it. Points come in and go out
as log-odds, and the answer is the same in any order of the pairs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

LEVELS = {"third": 7, "apart": 6, "rival": 8}  # 0: nobody
FEATURES = tuple(LEVELS)
THIRD_STEPS = (-4.0, -1.0, 1.0, 3.0, 5.0)  # how like both the third record is, in points of the weaker pair
APART_STEPS = (-2.0, 0.0, 2.0, 4.0)  # how sure it is that a record like the one is not like the other
RIVAL_STEPS = (-8.0, -5.0, -2.5, -0.5, 0.5, 2.5)  # points by which the better partner in the same register is better

Pairs = Sequence[tuple[str, str]]
_Near = Mapping[str, Mapping[str, float]]


def context(pairs: Pairs, points: Sequence[float], registers: Mapping[str, str]) -> list[tuple[int, int, int]]:
    """Return the levels of every pair, in the order of FEATURES.

    `registers`: record → the register it comes from, empty where it is not told; a register seldom lists one person
    twice, but a list of unknown origin may.
    """
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for (a, b), value in zip(pairs, points, strict=True):
        near[a][b] = near[b][a] = value
    return [
        (*_others(near, a, b), _rival(near, registers, a, b, value))
        for (a, b), value in zip(pairs, points, strict=True)
    ]


def _others(near: _Near, a: str, b: str) -> tuple[int, int]:
    mine, theirs = near[a], near[b]
    if len(mine) > len(theirs):
        mine, theirs = theirs, mine
    third = apart = None
    for other, x in mine.items():
        y = theirs.get(other)
        if y is None:
            continue
        low, high = (x, y) if x < y else (y, x)
        if third is None or low > third:
            third = low
        against = min(high, -low)
        if apart is None or against > apart:
            apart = against
    return _level(third, THIRD_STEPS), _level(apart, APART_STEPS)


def _rival(near: _Near, registers: Mapping[str, str], a: str, b: str, value: float) -> int:
    """A partner of one in the register of the other that fits better, unless it is like the other too."""
    best = None
    for one, other in ((a, b), (b, a)):
        register, alike = registers[other], near[other]
        if not register:
            continue
        for partner, points in near[one].items():
            if partner == other or registers[partner] != register or alike.get(partner, -1.0) >= 0:
                continue
            if best is None or points > best:
                best = points
    return _level(None if best is None else best - value, RIVAL_STEPS)


def _level(found: float | None, steps: tuple[float, ...]) -> int:
    return 0 if found is None else 1 + bisect_right(steps, found)
