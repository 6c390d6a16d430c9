"""When is it due? The day, or the two days, on which a limit ends that began with an event.

Two readings are carried side by side wherever something is not known: the earlier one (the first possible day of the
event, the first way of counting, days that are perhaps off taken as worked) alarms; only after the later one anything
is late. What makes them differ is told as reasons.

Months end on the day of the same number, or on the last of the month where there is none (31 January and one month: the
last of February; 29 February and one year: 28 February). Where the day of the event is itself the first, they end one
day before the day of the same number, and that is the last of February for 30 and 31 January too. Hours are counted as
time, not by the wall clock: over a change of the zone's time the clock on the wall shows another hour.
"""

import calendar as months
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from tulga.kernel.dates import UNKNOWN_DATE, PartialDate
from tulga.kernel.effective import Effective
from tulga.procedures.clocks.core.calendars import Calendar, DayKind
from tulga.procedures.clocks.core.terms import FirstDay, LastDayOff, Limit, Unit

_DAY = timedelta(1)
Moment = date | PartialDate | Effective
OF_EVENT, NEXT, STAYS, MOVES = FirstDay.OF_EVENT, FirstDay.NEXT, LastDayOff.STAYS, LastDayOff.MOVES


class Doubt(StrEnum):
    """Why a due day is not certain. Texts are in `data/doubts.yaml`."""

    START_NOT_KNOWN = "start_not_known"
    START_PARTIAL = "start_partial"
    FIRST_DAY_NOT_SAID = "first_day_not_said"
    LAST_DAY_OFF_NOT_SAID = "last_day_off_not_said"
    DECREE_NOT_KNOWN = "decree_not_known"  # years
    FEAST_NOT_ANNOUNCED = "feast_not_announced"  # holiday, years
    BEFORE_CALENDAR = "before_calendar"  # years
    TOO_FAR = "too_far"  # the end lies beyond what a date can hold
    LIMIT_NOT_FOUND = "limit_not_found"
    EXTENSION_START_NOT_SAID = "extension_start_not_said"
    STANDS_STILL = "stands_still"  # paused, and nobody knows until when
    PAUSE_PARTIAL = "pause_partial"


OF_CALENDAR = frozenset({Doubt.DECREE_NOT_KNOWN, Doubt.FEAST_NOT_ANNOUNCED, Doubt.BEFORE_CALENDAR})


@dataclass(frozen=True, slots=True)
class Reason:
    code: Doubt
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """The days between which something happened (inclusive; None: no bound), and the instant where one is known."""

    earliest: date | None
    latest: date | None
    instant: datetime | None = None

    @property
    def exact(self) -> bool:
        return self.earliest is not None and self.earliest == self.latest


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends: by the earlier and the later reading; None: nobody can say.

    For limits in hours `earliest_at` and `latest_at` are the instants in the office's zone, and the days are theirs.
    `marks`: how far the rows of the calendar were verified on which the days rest; empty where it was not asked.
    """

    earliest: date | None
    latest: date | None
    reasons: tuple[Reason, ...] = ()
    earliest_at: datetime | None = None
    latest_at: datetime | None = None
    marks: frozenset[str] = frozenset()

    @property
    def certain(self) -> bool:
        """Say whether both readings agree and nothing is in doubt."""
        one_instant = self.earliest_at == self.latest_at
        return not self.reasons and self.earliest is not None and self.earliest == self.latest and one_instant


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of counting: which day is first, whether the end moves, whether days perhaps off are off."""

    first_day: FirstDay
    last_day_off: LastDayOff
    calendar: Calendar
    perhaps_off: bool
    stopped: Callable[[date], bool] = lambda _day: False  # the clock stands still on that day

    def works(self, day: date) -> bool:
        kind = self.calendar.kind(day)
        return kind is DayKind.WORKED or (kind is DayKind.PERHAPS_OFF and not self.perhaps_off)


def span(moment: Moment, zone: str) -> Span:
    """Return between which days of the office's zone something happened."""
    if isinstance(moment, Effective):
        if moment.instant is not None:
            local = moment.instant.astimezone(ZoneInfo(zone))
            return Span(local.date(), local.date(), local)
        return Span(moment.earliest, moment.latest)
    if isinstance(moment, PartialDate):
        return Span(moment.earliest, moment.latest)
    return Span(moment, moment)


def due(
    limit: Limit | None,
    start: Moment,
    calendar: Calendar,
    *,
    first_day: FirstDay = FirstDay.NOT_SAID,
    last_day_off: LastDayOff = LastDayOff.NOT_SAID,
    zone: str = "",
) -> Due:
    """Return when a limit ends that `start` set running.

    Args:
        limit: None where the law has one and nobody found it.
        start: when the event happened, as far as it is known.
        zone: of the competent office; that of the calendar where it is empty.
    """
    began = span(start, zone or calendar.zone)
    if limit is None:
        return Due(None, None, (Reason(Doubt.LIMIT_NOT_FOUND),))
    if limit.unit is Unit.HOURS:
        return _hours(limit.value, began, ZoneInfo(zone or calendar.zone))
    early, late = readings(calendar, first_day, last_day_off)
    try:
        first = None if began.earliest is None else end(limit, began.earliest, early)
        last = None if began.latest is None else end(limit, began.latest, late)
    except (OverflowError, ValueError):
        return Due(None, None, (Reason(Doubt.TOO_FAR),))
    reasons = [*start_reasons(began), *_silence(limit, began, calendar, first_day, last_day_off)]
    marks = frozenset[str]()
    if asks_calendar(limit, last_day_off):
        reasons += calendar_reasons(calendar, began.earliest if limit.unit is Unit.WORKING_DAYS else first, last)
        marks = calendar.mark
    return Due(first, last, tuple(reasons), marks=marks)


def readings(calendar: Calendar, first_day: FirstDay, last_day_off: LastDayOff) -> tuple[Reading, Reading]:
    """Return the earlier and the later way of counting."""
    first = (OF_EVENT, NEXT) if first_day is FirstDay.NOT_SAID else (first_day, first_day)
    last = (STAYS, MOVES) if last_day_off is LastDayOff.NOT_SAID else (last_day_off, last_day_off)
    return Reading(first[0], last[0], calendar, False), Reading(first[1], last[1], calendar, True)


def end(limit: Limit, start: date, how: Reading) -> date:
    """Return the last day of a limit that began on a day, by one way of counting. Not for hours.

    Raises:
        OverflowError, ValueError: the day lies beyond what a date can hold.
    """
    if limit.value == 0:
        last = start
    elif limit.unit is Unit.CALENDAR_DAYS:
        last = _days(limit.value, start, how, lambda _day: True)
    elif limit.unit is Unit.WORKING_DAYS:
        last = _days(limit.value, start, how, how.works)
    else:
        last = plus_months(start, limit.value * (12 if limit.unit is Unit.YEARS else 1), how.first_day)
    return moved(last, how)


def moved(last: date, how: Reading) -> date:
    """Return the day to which a last day moves that is a day off."""
    while how.last_day_off is MOVES and not how.works(last):
        last += _DAY
    return last


def _days(value: int, start: date, how: Reading, counts: Callable[[date], bool]) -> date:
    day, left = start if how.first_day is OF_EVENT else start + _DAY, value
    while True:
        left -= counts(day) and not how.stopped(day)
        if left == 0:
            return day
        day += _DAY


def plus_months(start: date, value: int, first_day: FirstDay = NEXT) -> date:
    """Return the day that lies so many months after a day; see the top of this file for the ends of months."""
    if value == 0:
        return start
    year, month = divmod(start.year * 12 + start.month - 1 + value, 12)
    last = months.monthrange(year, month + 1)[1]
    if first_day is not OF_EVENT:
        return date(year, month + 1, min(start.day, last))
    return date(year, month + 1, 1) - _DAY if start.day == 1 else date(year, month + 1, min(start.day - 1, last))


def at_most(found: Due, other: Due) -> Due:
    """Return the sooner of two ends: a paper that is never valid beyond another one."""
    sooner = [
        min((one for one in pair if one is not None), default=None)
        for pair in ((found.earliest, other.earliest), (found.latest, other.latest))
    ]
    reasons = [*found.reasons, *(one for one in other.reasons if one not in found.reasons)]
    earliest = None if found.earliest is None or other.earliest is None else sooner[0]
    return Due(earliest, sooner[1], tuple(reasons), marks=found.marks | other.marks)


def ended_on(found: Due) -> PartialDate:
    """Return the day on which a limit ended, for a clock that begins with it; two days where the readings differ."""
    if found.earliest is not None and found.earliest == found.latest:
        return PartialDate.of(found.earliest)
    if found.earliest is None and found.latest is None:
        return UNKNOWN_DATE
    low = found.earliest.isoformat() if found.earliest else ".."
    return PartialDate.parse(f"{low}/{found.latest.isoformat() if found.latest else '..'}")


def working_days_between(calendar: Calendar, after: date, until: date) -> tuple[int, int]:
    """Return the fewest and the most working days later than `after` and not later than `until`."""
    kinds = [calendar.kind(after + shift * _DAY) for shift in range(1, (until - after).days + 1)]
    sure = kinds.count(DayKind.WORKED)
    return sure, sure + kinds.count(DayKind.PERHAPS_OFF)


def _hours(value: int, began: Span, zone: ZoneInfo) -> Due:
    first, last = began.instant, began.instant
    try:
        if began.instant is None:
            first = _midnight(began.earliest, zone)
            last = _midnight(began.latest + _DAY if began.latest else None, zone)
        ends = [None if one is None else _later(one, value, zone) for one in (first, last)]
    except OverflowError:
        return Due(None, None, (Reason(Doubt.TOO_FAR),))
    early, late = ends
    reasons = start_reasons(began)
    if began.instant is None and not reasons:
        reasons = [Reason(Doubt.START_PARTIAL)]  # the day is known, the hour is not
    return Due(early.date() if early else None, late.date() if late else None, tuple(reasons), early, late)


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), zone)


def _later(instant: datetime, hours: int, zone: ZoneInfo) -> datetime:
    return (instant.astimezone(ZoneInfo("UTC")) + timedelta(hours=hours)).astimezone(zone)


def start_reasons(began: Span) -> list[Reason]:
    """Return what is in doubt about the day on which something began."""
    if began.earliest is None and began.latest is None:
        return [Reason(Doubt.START_NOT_KNOWN)]
    return [] if began.exact else [Reason(Doubt.START_PARTIAL)]


def asks_calendar(limit: Limit, last_day_off: LastDayOff) -> bool:
    """Say whether a limit's end depends on which days are worked."""
    return limit.unit is not Unit.HOURS and (
        last_day_off is not STAYS or (limit.unit is Unit.WORKING_DAYS and limit.value > 0)
    )


def _silence(
    limit: Limit, began: Span, calendar: Calendar, first_day: FirstDay, last_day_off: LastDayOff
) -> list[Reason]:
    """Return what the law does not say, where it makes a difference for one of the days on which it may have begun."""
    days = [day for day in (began.earliest, began.latest) if day is not None]
    late = readings(calendar, first_day, last_day_off)[1]
    found = []
    if first_day is FirstDay.NOT_SAID:
        by_event = replace(late, first_day=OF_EVENT)
        if not began.exact or any(end(limit, day, late) != end(limit, day, by_event) for day in days):
            found.append(Reason(Doubt.FIRST_DAY_NOT_SAID))
    if last_day_off is LastDayOff.NOT_SAID:
        stays = replace(late, last_day_off=STAYS)
        if not began.exact or any(end(limit, day, late) != end(limit, day, stays) for day in days):
            found.append(Reason(Doubt.LAST_DAY_OFF_NOT_SAID))
    return found


def calendar_reasons(calendar: Calendar, first: date | None, last: date | None) -> list[Reason]:
    """Return what the calendar does not know about the days from `first` to `last`."""
    first, last = first or last, last or first
    if first is None or last is None:
        return []
    asked: dict[tuple[Doubt, str], list[int]] = {}
    for number in range(first.year, last.year + 1):
        if number < calendar.begins:
            asked.setdefault((Doubt.BEFORE_CALENDAR, ""), []).append(number)
            continue
        year = calendar.year(number)
        if not year.decree_known:
            asked.setdefault((Doubt.DECREE_NOT_KNOWN, ""), []).append(number)
        near = any(first <= day <= last for day in year.perhaps)
        for holiday in sorted(year.feasts_unknown | (year.feasts_estimated if near else frozenset())):
            asked.setdefault((Doubt.FEAST_NOT_ANNOUNCED, holiday), []).append(number)
    return [
        Reason(code, {"years": _stretches(numbers), **({"holiday": holiday} if holiday else {})})
        for (code, holiday), numbers in asked.items()
    ]


def _stretches(numbers: list[int]) -> str:
    """Return years as a person writes them: `2015, 2026–2031`."""
    told: list[list[int]] = []
    for number in numbers:
        if told and told[-1][-1] == number - 1:
            told[-1] = [told[-1][0], number]
        else:
            told.append([number])
    return ", ".join("–".join(str(number) for number in one) for one in told)
