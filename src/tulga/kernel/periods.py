"""Half-open periods of days: what ends on a day no longer holds on that day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` (inclusive) to `end` (exclusive); None is open on that side."""

    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"a period cannot end ({self.end}) before it starts ({self.start})")

    def contains(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: "Period") -> bool:
        """Say whether one day lies in both; an empty period overlaps nothing."""
        first = self.intersection(other)
        return first is not None

    def intersection(self, other: "Period") -> "Period | None":
        """Return the days in both, or None when there are none."""
        starts = [day for day in (self.start, other.start) if day is not None]
        ends = [day for day in (self.end, other.end) if day is not None]
        start, end = max(starts, default=None), min(ends, default=None)
        if start is not None and end is not None and start >= end:
            return None
        return Period(start, end)

    def days(self) -> int | None:
        """Return the number of days, or None when a side is open."""
        return None if self.start is None or self.end is None else (self.end - self.start).days


ALWAYS = Period()
