"""Compiled comparisons of `core.evidence`: the same levels from numbers of texts and columns of dates."""

from __future__ import annotations

from typing import Any

import numpy as np

from tulga.matching.bulk.compiled import lean

_UNKNOWN, _SAME, _DIFFERENT, _SIMILAR = range(4)
_LEAST_DIGITS = 6
_ONE_REGISTER, _SAME_HOUSEHOLD, _OTHER_HOUSEHOLD = 3, 1, 2
_HEAD_AND_CHILD, _OTHER_ROLE = 2, 3
(
    _SAME_DAY, _SAME_HABIT, _SWAPPED, _ONE_DIGIT, _SOLAR, _YEAR_SLIP, _YEAR_FITS, _AGE_FITS, _YEAR_NEAR, _SAME_YEAR,
    _NEAR, _FAR,
) = range(1, 13)  # fmt: skip


@lean
def told_level(a: int, b: int) -> int:
    if a == 0 or b == 0:
        return _UNKNOWN
    return _SAME if a == b else _DIFFERENT


@lean
def place_level(a: int, b: int, places: Any) -> int:
    if a == 0 or b == 0:
        return _UNKNOWN
    if places.identity[a] == places.identity[b]:
        return _SAME
    return _SIMILAR if places.begins[a] == places.begins[b] else _DIFFERENT


@lean
def numbers_level(a: int, b: int, digits: Any) -> int:
    if a == 0 or b == 0:
        return _UNKNOWN
    if a == b:
        return _SAME
    x, y, length = digits.first[a], digits.first[b], digits.first[a + 1] - digits.first[a]
    if length != digits.first[b + 1] - y or length < _LEAST_DIGITS:
        return _DIFFERENT
    wrong, at = 0, 0
    for k in range(length):
        if digits.code[x + k] != digits.code[y + k]:
            wrong += 1
            if wrong == 2 and k != at + 1:
                return _DIFFERENT
            if wrong == 1:
                at = k
            elif wrong > 2:
                return _DIFFERENT
    if wrong == 1:
        return _SIMILAR
    turned = digits.code[x + at] == digits.code[y + at + 1] and digits.code[x + at + 1] == digits.code[y + at]
    return _SIMILAR if turned else _DIFFERENT


@lean
def household_level(register_a: int, register_b: int, a: int, b: int) -> int:
    if register_a != register_b or register_a == 0:
        return 0
    if a == 0 or b == 0:
        return _ONE_REGISTER
    return _SAME_HOUSEHOLD if a == b else _OTHER_HOUSEHOLD


@lean
def role_level(a: int, b: int, head: int, child: int) -> int:
    if a == 0 or b == 0:
        return _UNKNOWN
    if a == b:
        return _SAME
    together = (a == head and b == child) or (a == child and b == head)
    return _HEAD_AND_CHILD if together else _OTHER_ROLE


@lean
def births_level(a: int, b: int, t: Any) -> int:
    """`core.evidence.compare_births`."""
    if t.year[a] == 0 or t.year[b] == 0:
        return _UNKNOWN
    if t.from_age[a] or t.from_age[b]:
        gap = max(t.low[a] - t.high[b], t.low[b] - t.high[a])
        if gap <= 0:
            return _AGE_FITS
        return _YEAR_NEAR if gap <= 366 else _NEAR if gap <= 3 * 366 else _FAR
    if t.ordinal[a] == 0 or t.ordinal[b] == 0:
        return int(_years(a, b, t))
    if t.ordinal[a] == t.ordinal[b]:
        return _SAME_HABIT if t.habit[a] or t.habit[b] else _SAME_DAY
    return int(_days(a, b, t))


@lean
def _years(a: int, b: int, t: Any) -> int:
    apart = abs(t.year[a] - t.year[b])
    if apart == 0:
        return _YEAR_FITS
    return _YEAR_NEAR if apart == 1 else _NEAR if apart <= 3 else _FAR


@lean
def _days(a: int, b: int, t: Any) -> int:
    apart = abs(t.year[a] - t.year[b])
    month, day, month_b, day_b = t.month[a], t.day[a], t.month[b], t.day[b]
    if apart == 0 and month == day_b and day == month_b:
        return _SWAPPED
    near = apart in (1, 2, 10) or _one_digit(t.year[a], t.year[b], 4)
    if apart > 0 and month == month_b and day == day_b and near:
        return int(_years(a, b, t)) if t.habit[a] else _YEAR_SLIP
    if apart == 0 and month == month_b and _one_digit(day, day_b, 2):
        return _ONE_DIGIT
    if apart == 0 and month != month_b and day == day_b and _one_digit(month, month_b, 2):
        return _ONE_DIGIT
    if abs(t.ordinal[a] - t.ordinal[b]) <= 1 or _solar_slip(a, b, t) or _solar_slip(b, a, t):
        return _SOLAR
    if t.habit[a] or t.habit[b]:
        return int(_years(a, b, t))
    return _SAME_YEAR if apart == 0 else _NEAR if apart <= 3 else _FAR


@lean
def _one_digit(a: int, b: int, digits: int) -> bool:
    if abs(a - b) == 1:
        return True
    wrong, x, y, backwards = 0, a, b, 0
    for _ in range(digits):
        wrong += x % 10 != y % 10
        backwards = backwards * 10 + y % 10
        x, y = x // 10, y // 10
    return wrong == 1 or backwards == a


@lean
def _solar_slip(a: int, b: int, t: Any) -> bool:
    return bool(abs(t.solar[a, 0] - t.ordinal[b]) <= 1 or abs(t.solar[a, 1] - t.ordinal[b]) <= 1)


@lean
def step_level(found: float, steps: Any) -> int:
    """Return the level that a number reaches; 0 where there is none."""
    if np.isnan(found):
        return 0
    level = 1
    while level <= len(steps) and found >= steps[level - 1]:
        level += 1
    return level
