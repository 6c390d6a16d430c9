"""Who belongs to whom where everybody has one partner at most: the pairs that together weigh most.

Works part by part: people who could not be confused do not influence each other. The answer does not depend on the
order of the pairs; of two answers that weigh the same, the one with the smaller ids is given.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

Weighted = tuple[str, str, float]  # one of the left, one of the right, what the pair weighs
LITTLE = 1e-12


def assign(pairs: Iterable[Weighted]) -> set[tuple[str, str]]:
    """Return the pairs of the heaviest one-to-one assignment; a pair that weighs nothing or less is never one.

    `pairs`: no pair stands twice.
    """
    weight: dict[str, dict[str, float]] = defaultdict(dict)
    for left, right, value in sorted(pairs):
        if value > 0:
            weight[left][right] = value
    partner: dict[str, str] = {}  # right → left
    for left in weight:
        _enter(left, weight, partner)
    return {(left, right) for right, left in partner.items()}


def _enter(new: str, weight: Mapping[str, Mapping[str, float]], partner: dict[str, str]) -> None:
    """Let one more of the left in, along the alternating path that gains most.

    The path ends at somebody on the right who is free, or at somebody on the left who loses the partner for good. As
    the assignment was the heaviest without the new one, no gain grows by going round in a circle.
    """
    gain = {new: 0.0}
    came: dict[str, tuple[str, str]] = {}  # left → who takes from them, and whom
    best, end = 0.0, None
    waiting = [new]
    while waiting:
        later = []
        for left in waiting:
            for right, value in weight[left].items():
                holder, total = partner.get(right), gain[left] + value
                if holder == left:
                    continue
                if holder is not None:
                    total -= weight[holder][right]
                    if total > gain.get(holder, -math.inf) + LITTLE:
                        gain[holder], came[holder] = total, (left, right)
                        later.append(holder)
                if total > best + LITTLE:
                    best, end = total, (left, right)
        waiting = later
    while end is not None:
        left, right = end
        partner[right] = left
        end = came.get(left)
