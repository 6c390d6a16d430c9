"""Which days are worked: public holidays as the law stood, days that a decree moved, feasts whose day nobody knows yet.

A day is worked, off, or perhaps off: the day of a feast that follows the moon is known only when it was announced, and
until then the day of the estimate and its neighbours are perhaps off. The earlier way of counting takes them as worked,
the later one as off. A year whose decree on moved days is not known says so; its days are counted by the law alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from tulga.kernel.periods import Period

_DAY = timedelta(1)
_SAME_FEAST = 60  # an announcement within so many days of an estimate is of the same feast
_NEAR = 10  # so many days before and after a year an estimate may still reach into it


class DayKind(StrEnum):
    WORKED = "worked"
    PERHAPS_OFF = "perhaps_off"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days off that the law names: days of the year, or a feast that moves with the moon.

    `carries`: where it falls on a day off of the week, the next working day is off.
    """

    id: str
    label: Mapping[str, str]
    days: tuple[tuple[int, int], ...]  # (month, day)
    feast: str  # "" for days of the year
    valid: Period
    carries: bool
    source: str
    mark: str  # as definitions.core.model.Mark


@dataclass(frozen=True, slots=True)
class Carry:
    """From when to when a holiday on these days of the week (1 is Monday) makes the next working day a day off."""

    valid: Period
    weekdays: frozenset[int]
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class FeastDay:
    feast: str
    day: date
    given: bool  # it was announced; otherwise estimated
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Decree:
    """Days that are off, and days off that are worked instead.

    `complete_for`: years of which everything is known by now.
    """

    id: str
    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    complete_for: frozenset[int] = frozenset()
    mark: str = "U"

    def __post_init__(self) -> None:
        if self.off & self.worked:
            raise ValueError(f"{self.id}: a day is off or worked, not both")


@dataclass(frozen=True, slots=True)
class Year:
    """The days of one year that differ from its days of the week, and what is not known about it."""

    off: frozenset[date]
    perhaps: frozenset[date]
    worked: frozenset[date]  # days of the weekend that a decree made working days
    decree_known: bool
    feasts_estimated: frozenset[str]  # ids of holidays whose day is an estimate
    feasts_unknown: frozenset[str]  # of which there is not even an estimate


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The working days of a country for one kind of week. Build it with `loading.get_calendar`.

    `with_decrees` gives another calendar; none is ever changed.
    """

    id: str
    country: str
    zone: str
    weekend: frozenset[int]  # days off of the week, 1 is Monday
    begins: int  # first year of the data
    holidays: tuple[Holiday, ...]
    carries: tuple[Carry, ...]
    feast_days: tuple[FeastDay, ...]
    decrees: tuple[Decree, ...]
    _years: dict[int, Year] = field(default_factory=dict, repr=False)

    def kind(self, day: date) -> DayKind:
        """Say whether a day is worked."""
        year = self.year(day.year)
        if day in year.off:
            return DayKind.OFF
        if day in year.perhaps:
            return DayKind.PERHAPS_OFF
        if day.isoweekday() in self.weekend and day not in year.worked:
            return DayKind.OFF
        return DayKind.WORKED

    def works(self, day: date) -> bool:
        """Say whether a day is worked for certain."""
        return self.kind(day) is DayKind.WORKED

    def year(self, number: int) -> Year:
        """Return what is known of a year."""
        found = self._years.get(number)
        if found is None:
            found = self._years[number] = _year(self, number)
        return found

    def with_decrees(self, *decrees: Decree) -> "Calendar":
        """Return this calendar with decrees that came later; where two speak of one day, the later one holds."""
        return replace(self, decrees=(*self.decrees, *decrees), _years={})

    def with_feasts(self, *days: FeastDay) -> "Calendar":
        """Return this calendar with days of feasts that were announced."""
        return replace(self, feast_days=(*self.feast_days, *days), _years={})

    @property
    def mark(self) -> frozenset[str]:
        """Return the marks of everything that it rests on."""
        rows = (self.holidays, self.carries, self.feast_days, self.decrees)
        return frozenset(row.mark for part in rows for row in part)


def _year(calendar: Calendar, number: int) -> Year:
    by_law, perhaps, estimated, unknown = _by_law(calendar, number)
    off, worked = set(by_law), set[date]()
    for decree in calendar.decrees:
        off = (off | _in(decree.off, number)) - decree.worked
        worked = (worked | _in(decree.worked, number)) - decree.off
    decreed = {year for decree in calendar.decrees for year in decree.complete_for}
    return Year(
        frozenset(off), frozenset(perhaps - off - worked), frozenset(worked), number in decreed,
        frozenset(estimated), frozenset(unknown),
    )  # fmt: skip


def _in(days: Iterable[date], number: int) -> set[date]:
    return {day for day in days if day.year == number}


def _by_law(calendar: Calendar, number: int) -> tuple[set[date], set[date], set[str], set[str]]:
    """Return days off by law, days perhaps off, and the holidays of which the day is estimated or not known."""
    off, carried, perhaps = set[date](), set[date](), set[date]()
    estimated, unknown = set[str](), set[str]()
    for holiday in calendar.holidays:
        if not holiday.feast:
            days = {date(number, *day) for day in holiday.days if holiday.valid.contains(date(number, *day))}
        elif not holiday.valid.overlaps(Period(date(number, 1, 1), date(number + 1, 1, 1))):
            continue
        else:
            days, guesses = _feast(calendar, holiday.feast, number)
            if guesses:
                estimated.add(holiday.id)
                perhaps |= _in(_around(calendar, guesses, carries=holiday.carries), number)
            if not days and not guesses:
                unknown.add(holiday.id)
        off |= days
        carried |= days if holiday.carries else set()
    for day in sorted(carried):
        if _carries(calendar, day):
            off.add(_next_working(calendar, day, off))
    return off, perhaps, estimated, unknown


def _feast(calendar: Calendar, feast: str, number: int) -> tuple[set[date], set[date]]:
    """Return the announced days of a feast in a year, and the estimates that no announcement replaced.

    The year of the moon is shorter than that of the sun: a feast may fall into one year twice.
    """
    found = [one for one in calendar.feast_days if one.feast == feast and abs(one.day.year - number) <= 1]
    given = {one.day for one in found if one.given}
    guesses = {one.day for one in found if not one.given}
    open_ = {guess for guess in guesses if all(abs((guess - day).days) > _SAME_FEAST for day in given)}
    first, last = date(number, 1, 1) - _NEAR * _DAY, date(number, 12, 31) + _NEAR * _DAY
    return _in(given, number), {guess for guess in open_ if first <= guess <= last}


def _around(calendar: Calendar, guesses: set[date], *, carries: bool) -> set[date]:
    """Return the days on which a feast may fall, and those that it may make days off."""
    near = {day + shift * _DAY for day in guesses for shift in (-1, 0, 1)}
    made = {_next_working(calendar, day, set()) for day in near if carries and _carries(calendar, day)}
    return {day for day in near | made if day.isoweekday() not in calendar.weekend}


def _carries(calendar: Calendar, day: date) -> bool:
    weekday = day.isoweekday()
    rule = next((one for one in calendar.carries if one.valid.contains(day)), None)
    return rule is not None and weekday in calendar.weekend and weekday in rule.weekdays


def _next_working(calendar: Calendar, day: date, off: set[date]) -> date:
    following = day + _DAY
    while following.isoweekday() in calendar.weekend or following in off:
        following += _DAY
    return following
