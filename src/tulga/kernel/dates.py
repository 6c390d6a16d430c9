"""Partial dates: "about 1984", "spring 1979" and "unknown" are values, not errors.

The written form follows EDTF (ISO 8601-2, levels 0 to 1) as far as case files need it:

    1984-03-12   1984-03   1984   198X   19XX       a day, a month, a year, a decade, a century
    1984-21                                         spring (22 summer, 23 autumn, 24 winter)
    1984~  1984?  1984%                             about, uncertain, both
    1979/1981  ../1991  1984/..                     between, at the latest, at the earliest
    unknown                                         nobody knows yet

`earliest` and `latest` are inclusive bounds; None means that there is no bound on that side.
An approximate or uncertain date widens its bounds by a tolerance: a "1984~" that gave a definite
"not born in 1983" would turn a guess into a fact. The tolerance is ours (EDTF sets none): two years for a
year, decade or century, two months for a month or season, fifteen days for a day.
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from tulga.kernel.findings import Finding

UNKNOWN_TEXT = "unknown"
_FORM = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<part>\d{2}))?(?:-(?P<day>\d{2}))?(?P<mark>[~?%])?",
    re.ASCII,  # digits of other scripts would give two written forms of one date
)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}  # first month; winter runs into the next year
_HINT = "write it as 1984-03-12, 1984-03, 1984, 198X, 1984~ (about), 1984-21 (spring), 1979/1981 or unknown"


class InvalidDate(ValueError):
    """What was written is not a date: the message says what is wrong and what to write."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as somebody told it. Build it with `PartialDate.parse` or `PartialDate.of`."""

    text: str
    earliest: date | None = field(compare=False)
    latest: date | None = field(compare=False)
    approximate: bool = field(default=False, compare=False)
    uncertain: bool = field(default=False, compare=False)

    @staticmethod
    def parse(text: str) -> "PartialDate":
        """Return the date that `text` tells.

        Raises:
            InvalidDate: the text is not in one of the forms above, or no such day exists.
        """
        return _parse(text)

    @staticmethod
    def of(day: date) -> "PartialDate":
        """Return the exact day."""
        return PartialDate(day.isoformat(), day, day)

    @property
    def known(self) -> bool:
        return self.earliest is not None or self.latest is not None

    @property
    def exact(self) -> bool:
        return self.earliest is not None and self.earliest == self.latest

    def before(self, day: date) -> Finding:
        """Say whether it lies before `day`."""
        if self.latest is not None and self.latest < day:
            return Finding.MET
        if self.earliest is not None and self.earliest >= day:
            return Finding.NOT_MET
        return Finding.UNKNOWN

    def on_or_before(self, day: date) -> Finding:
        """Say whether it lies on `day` or before it."""
        if self.latest is not None and self.latest <= day:
            return Finding.MET
        if self.earliest is not None and self.earliest > day:
            return Finding.NOT_MET
        return Finding.UNKNOWN

    def after(self, day: date) -> Finding:
        """Say whether it lies after `day`."""
        if self.earliest is not None and self.earliest > day:
            return Finding.MET
        if self.latest is not None and self.latest <= day:
            return Finding.NOT_MET
        return Finding.UNKNOWN

    def age_on(self, day: date) -> tuple[int | None, int | None]:
        """Return the lowest and the highest age in completed years on `day`; None where there is no bound."""
        lowest = None if self.latest is None else _age(self.latest, day)
        highest = None if self.earliest is None else _age(self.earliest, day)
        return lowest, highest

    def __str__(self) -> str:
        return self.text


def _age(born: date, day: date) -> int:
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _plus_months(year: int, month: int, months: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def _shift(day: date, years: int) -> date:
    year = min(max(day.year + years, 1), 9999)
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _moved(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _no_such(text: str) -> InvalidDate:
    return InvalidDate(f"{text!r} is not a date that exists; {_HINT}")


@lru_cache(maxsize=65536)
def _parse(text: str) -> PartialDate:
    cleaned = text.strip()
    if len(cleaned) == 10 and cleaned[4] == "-" and cleaned[7] == "-":
        try:
            day = date.fromisoformat(cleaned)
        except ValueError:
            pass  # the long way below gives the precise sentence
        else:
            return PartialDate(cleaned, day, day)
    if cleaned.lower() == UNKNOWN_TEXT:
        return PartialDate(UNKNOWN_TEXT, None, None)
    if "/" in cleaned:
        return _parse_between(cleaned)
    return _parse_single(cleaned)


def _parse_between(text: str) -> PartialDate:
    left, _, right = text.partition("/")
    if "/" in right or (left in {"", ".."} and right in {"", ".."}):
        raise _no_such(text)
    first = None if left in {"", ".."} else _parse_single(left.strip())
    last = None if right in {"", ".."} else _parse_single(right.strip())
    earliest = first.earliest if first else None
    latest = last.latest if last else None
    if earliest and latest and earliest > latest:
        raise InvalidDate(f"{text!r} ends before it begins; write the earlier date first")
    ends = [end for end in (first, last) if end]
    return PartialDate(
        f"{first.text if first else '..'}/{last.text if last else '..'}",
        earliest,
        latest,
        any(end.approximate for end in ends),
        any(end.uncertain for end in ends),
    )


def _parse_single(text: str) -> PartialDate:
    match = _FORM.fullmatch(text)
    if match is None:
        raise InvalidDate(f"{text!r} is not a date we can read; {_HINT}")
    try:
        earliest, latest = _bounds(match["year"], match["part"], match["day"])
    except ValueError as error:
        raise _no_such(text) from error
    mark = match["mark"]
    if mark:
        earliest, latest = _widened(earliest, latest, match["part"], match["day"])
    return PartialDate(text, earliest, latest, mark in {"~", "%"}, mark in {"?", "%"})


def _bounds(year_text: str, part: str | None, day: str | None) -> tuple[date, date]:
    if "X" in year_text:
        if part:
            raise ValueError("a decade has no month")
        return date(int(year_text.replace("X", "0")) or 1, 1, 1), date(int(year_text.replace("X", "9")), 12, 31)
    year = int(year_text)
    if part is None:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(part)
    if day is not None:
        exact = date(year, month, int(day))
        return exact, exact
    if month in _SEASONS:
        first = _SEASONS[month]
        return date(year, first, 1), _last_of_month(*_plus_months(year, first, 2))
    return date(year, month, 1), _last_of_month(year, month)


def _widened(earliest: date, latest: date, part: str | None, day: str | None) -> tuple[date, date]:
    if day is not None:
        return _moved(earliest, -15), _moved(latest, 15)
    if part is not None:
        return _moved(earliest, -61), _moved(latest, 61)
    return _shift(earliest, -2), _shift(latest, 2)


UNKNOWN_DATE = PartialDate(UNKNOWN_TEXT, None, None)
