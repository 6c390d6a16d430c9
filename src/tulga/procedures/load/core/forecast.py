"""What many runs say together: the middle of each number, and between which values it lay in nine runs of ten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Range:
    """The mean over runs, and the values below which 5 % and 95 % of them lie."""

    mean: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


def range_of(values: Sequence[float]) -> Range:
    """Return mean and the 5th and 95th percentile; `values`: one of each run, at least one."""
    ordered = sorted(values)
    return Range(sum(ordered) / len(ordered), _quantile(ordered, 0.05), _quantile(ordered, 0.95))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


@dataclass(frozen=True, slots=True)
class Day:
    """How things stand at the end of a day: cases that are open, by state; late, by clock; decided since the start."""

    on: date
    opened: Range
    open: Range
    by_state: Mapping[str, Range]
    late: Mapping[str, Range]
    decided: Range


@dataclass(frozen=True, slots=True)
class Forecast:
    """Attributes:
    days: how things stand at the end of each month of 30 days.
    taken: days from opening to decision, of the cases decided: median and nine of ten, over runs.
    nine_of_ten: within how many days nine of ten were decided.
    busy: share of working time in use, by role.
    ended_late: share of the clocks that ended in time or not and were late, by clock; a clock that never ran is absent.
    """

    seed: int
    runs: int
    days: tuple[Day, ...]
    taken: Range
    nine_of_ten: Range
    busy: Mapping[str, Range]
    ended_late: Mapping[str, Range]
