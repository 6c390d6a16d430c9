"""Days as numbers: a date that is known only roughly is the pair of its first and last possible day."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.terms import Span
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth

FIRST, LAST = date.min.toordinal(), date.max.toordinal()


class Days(NamedTuple):
    """First and last possible day, as ordinals."""

    lo: int
    hi: int

    @property
    def exact(self) -> bool:
        return self.lo == self.hi


NEVER_TOLD = Days(FIRST, LAST)


@lru_cache(maxsize=65536)
def of_partial(told: PartialDate | None) -> Days:
    if told is None:
        return NEVER_TOLD
    lo = FIRST if told.earliest is None else told.earliest.toordinal()
    hi = LAST if told.latest is None else told.latest.toordinal()
    return Days(lo, hi)


def of_date(day: date) -> Days:
    ordinal = day.toordinal()
    return Days(ordinal, ordinal)


def at_most(a: Days, b: Days) -> Truth:
    """Say whether the day `a` is the day `b` or before it."""
    if a.hi <= b.lo:
        return TRUE
    return FALSE if a.lo > b.hi else UNKNOWN


def years_before(ordinal: int, years: int) -> int:
    """Return the same calendar day so many years earlier; 29 February becomes 1 March: nothing is counted early."""
    if ordinal >= LAST or ordinal <= FIRST:
        return ordinal
    day = date.fromordinal(ordinal)
    year = max(day.year - years, 1)
    try:
        return day.replace(year=year).toordinal()
    except ValueError:
        return date(year, 3, 1).toordinal()


def begin_of(span: Span, ordinal: int) -> int:
    """Return the first day of a period of this length that ends on this day."""
    return years_before(ordinal, span.count) if span.unit == "years" else max(ordinal - span.count, FIRST)


def age_bounds(born: Days, at: Days) -> tuple[int, int]:
    """Return the lowest and the highest age in completed years."""
    return _age(born.hi, at.lo), _age(born.lo, at.hi)


def _age(born: int, at: int) -> int:
    if born >= LAST or at <= FIRST:
        return -10_000
    if born <= FIRST or at >= LAST:
        return 10_000
    first, then = date.fromordinal(born), date.fromordinal(at)
    return then.year - first.year - ((then.month, then.day) < (first.month, first.day))


def written(days: Days) -> str:
    """Return the day in ISO form, or the two ends."""
    if days.exact:
        return date.fromordinal(days.lo).isoformat()
    if days == NEVER_TOLD:
        return "unknown"
    lo = ".." if days.lo <= FIRST else date.fromordinal(days.lo).isoformat()
    hi = ".." if days.hi >= LAST else date.fromordinal(days.hi).isoformat()
    return f"{lo}/{hi}"
