"""Dates told by several sources: what they agree on, and how far a stay reaches of which no end was told."""

from collections.abc import Sequence
from datetime import date

from tulga.kernel.dates import PartialDate
from tulga.kernel.effective import Effective

UNKNOWN_DAY = PartialDate.parse("unknown")


def joined(told: Sequence[PartialDate]) -> tuple[PartialDate | None, bool]:
    """Return the date that fits everything told, and whether there is one; else the span that holds all of it."""
    if not told:
        return None, True
    earliest = max((one.earliest for one in told if one.earliest), default=None)
    latest = min((one.latest for one in told if one.latest), default=None)
    if earliest is None or latest is None or earliest <= latest:
        exact = next((one for one in told if (one.earliest, one.latest) == (earliest, latest)), None)
        return exact or _between(earliest, latest), True
    first = None if any(one.earliest is None for one in told) else min(one.earliest for one in told if one.earliest)
    last = None if any(one.latest is None for one in told) else max(one.latest for one in told if one.latest)
    return _between(first, last), False


def _between(first: date | None, last: date | None) -> PartialDate:
    if first is None and last is None:
        return UNKNOWN_DAY
    return PartialDate.parse(f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}")


def at_least_until(first: PartialDate, told_on: str) -> PartialDate:
    """Return the end of a stay of which none was told: not before it was told, nor before it began."""
    spoken = Effective.parse(told_on).earliest if told_on != "unknown" else None
    days = [day for day in (first.earliest, spoken) if day is not None]
    return PartialDate.parse(f"{max(days).isoformat()}/..") if days else UNKNOWN_DAY
