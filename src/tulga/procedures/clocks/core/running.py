"""A clock that runs in a case: begun by an event, paused, made longer, stopped; what it shows on a day.

Nothing ticks: everything follows from dates. A pause adds its days: a day that lies in it is not counted. Its first day
stands still, the day on which the clock goes on counts again. While nobody knows until when a pause lasts, the earlier
reading takes it as over at once, and there is no later one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from tulga.kernel.findings import Finding
from tulga.procedures.clocks.core import counting
from tulga.procedures.clocks.core.calendars import Calendar
from tulga.procedures.clocks.core.counting import Doubt, Due, Moment, Reading, Reason, Span
from tulga.procedures.clocks.core.terms import FirstDay, LastDayOff, Limit, Unit

_DAY = timedelta(1)
START, END, NOT_SAID = "start", "end", "not_said"  # as definitions.core.model.Extension.counted_from


class State(StrEnum):
    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    PAUSED = "paused"
    DUE_SOON = "due_soon"
    DUE = "due"  # the earlier day has come
    LATE = "late"  # the later day has passed, and somebody owed something
    EXPIRED = "expired"  # the later day has passed, and nobody owed anything: a validity, a time to wait
    STOPPED = "stopped"
    NOT_KNOWN = "not_known"  # nobody can say when it ends


@dataclass(frozen=True, slots=True)
class Terms:
    """What the law says about a clock; the fields of `definitions.core.model.Clock` that counting needs."""

    limit: Limit | None
    first_day: FirstDay = FirstDay.NOT_SAID
    last_day_off: LastDayOff = LastDayOff.NOT_SAID
    owed: bool = True  # somebody is late when it is over; False: a time ends
    repeats: bool = False  # begins anew with each such event


@dataclass(frozen=True, slots=True)
class Pause:
    """From the first day that stands still to the day on which it goes on (None: it still stands)."""

    start: Moment
    end: Moment | None
    reason: str


@dataclass(frozen=True, slots=True)
class Extended:
    """It was made longer: `limit` counted from its start, from its end, or the law does not say."""

    limit: Limit
    counted_from: str = NOT_SAID


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that starts or stops a clock. Order in time is that of the days, then that in which they are given."""

    when: Moment
    name: str = ""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One time that a clock ran: what began it, what stopped it, when it is due."""

    terms: Terms
    started: Happened
    stopped: Happened | None
    due: Due
    pauses: tuple[Pause, ...]
    zone: str

    def state_on(self, day: date, *, soon: int = 7) -> State:
        """Say how it stands on a day; `soon`: so many days before the earlier one it is due soon."""
        began, ended = counting.span(self.started.when, self.zone), self._stopped
        if began.earliest is not None and day < began.earliest:
            return State.NOT_BEGUN
        if ended is not None and (ended.latest is None or ended.latest <= day):
            return State.STOPPED
        if any(_stands_still(pause, day, self.zone) for pause in self.pauses):
            return State.PAUSED
        if self.due.earliest is None and self.due.latest is None:
            return State.NOT_KNOWN
        if self.due.latest is not None and day > self.due.latest:
            return State.LATE if self.terms.owed else State.EXPIRED
        if self.due.earliest is None or day >= self.due.earliest:
            return State.DUE
        return State.DUE_SOON if (self.due.earliest - day).days <= soon else State.RUNNING

    @property
    def in_time(self) -> Finding:
        """Say whether what it waited for came in time; unknown while it has not, or where the readings differ."""
        ended = self._stopped
        if ended is None:
            return Finding.UNKNOWN
        due, instant = self.due, ended.instant
        if due.earliest_at is not None and due.latest_at is not None and instant is not None:
            before, after = instant <= due.earliest_at, instant > due.latest_at
        else:  # a day is before the end of another when it is not later; before an hour of it only when it is earlier
            end = due.earliest if due.earliest is None or due.earliest_at is None else due.earliest - _DAY
            before = ended.latest is not None and end is not None and ended.latest <= end
            after = ended.earliest is not None and due.latest is not None and ended.earliest > due.latest
        return Finding.MET if before else Finding.NOT_MET if after else Finding.UNKNOWN

    @property
    def _stopped(self) -> Span | None:
        return None if self.stopped is None else counting.span(self.stopped.when, self.zone)


def runs(
    terms: Terms,
    calendar: Calendar,
    *,
    starts: Sequence[Happened],
    stops: Sequence[Happened] = (),
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extended] = (),
    zone: str = "",
) -> tuple[Run, ...]:
    """Return each time that a clock ran, the first one first.

    A clock that repeats begins anew with each start, and the new start ends the run before it. Any other runs once.
    A pause counts for each run that it lies in; extensions are of the last run.
    """
    zone = zone or calendar.zone
    ordered = sorted(starts, key=lambda one: _key(one.when, zone))
    if not terms.repeats:
        ordered = ordered[:1]
    found = []
    for at, started in enumerate(ordered):
        following = ordered[at + 1] if at + 1 < len(ordered) else None
        stopped = _first_stop(started, [*stops, *([following] if following else [])], zone)
        longer = extensions if following is None else ()
        still = tuple(one for one in pauses if following is None or _key(one.start, zone) < _key(following.when, zone))
        end = due_with(terms, started.when, calendar, pauses=still, extensions=longer, zone=zone)
        found.append(Run(terms, started, stopped, end, still, zone))
    return tuple(found)


def _key(moment: Moment, zone: str) -> tuple[date, float]:
    when = counting.span(moment, zone)
    return when.earliest or date.min, when.instant.timestamp() if when.instant else 0.0


def _first_stop(started: Happened, stops: Iterable[Happened], zone: str) -> Happened | None:
    """Return the first stop that does not lie before the start for certain."""
    began = counting.span(started.when, zone)
    possible = []
    for one in stops:
        ended = counting.span(one.when, zone)
        before = ended.latest is not None and began.earliest is not None and ended.latest < began.earliest
        if began.instant is not None and ended.instant is not None:
            before = ended.instant < began.instant
        if not before:
            possible.append(one)
    return min(possible, key=lambda one: _key(one.when, zone), default=None)


# -- pauses and extensions ---------------------------------------------------------------------------------------------


def due_with(
    terms: Terms,
    start: Moment,
    calendar: Calendar,
    *,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extended] = (),
    zone: str = "",
) -> Due:
    """Return when a clock ends that began at `start`, with its pauses and extensions in any order."""
    zone = zone or calendar.zone
    plain = counting.due(
        terms.limit, start, calendar, first_day=terms.first_day, last_day_off=terms.last_day_off, zone=zone
    )
    if terms.limit is None or not (pauses or extensions) or (plain.earliest is None and plain.latest is None):
        return plain
    shortest, longest, open_, partial = _still(pauses, zone)
    ways = _Ways(terms, counting.span(start, zone), calendar, ZoneInfo(zone), shortest, None if open_ else longest)
    try:
        early, late, silent = _folded(ways, extensions)
    except (OverflowError, ValueError):
        return Due(None, None, (*plain.reasons, Reason(Doubt.TOO_FAR)))
    if early is not None and late is not None:
        # of a start known to a few days only, the later day may end earlier by a day: months have ends, pauses too
        early, late = min(early, late, key=_at), max(early, late, key=_at)
    doubts = {
        Doubt.STANDS_STILL: open_,
        Doubt.PAUSE_PARTIAL: partial,
        Doubt.EXTENSION_START_NOT_SAID: silent,
        Doubt.FIRST_DAY_NOT_SAID: early != late and terms.first_day is FirstDay.NOT_SAID,
        Doubt.LAST_DAY_OFF_NOT_SAID: early != late and terms.last_day_off is LastDayOff.NOT_SAID,
    }
    known = {one.code for one in plain.reasons}
    kept = [one for one in plain.reasons if one.code not in counting.OF_CALENDAR]
    kept += [Reason(code) for code, holds in doubts.items() if holds and code not in known]
    early_at, late_at = (one if isinstance(one, datetime) else None for one in (early, late))
    limits = [one for one in (terms.limit, *(one.limit for one in extensions)) if _asks(one, terms)]
    if limits:
        walked = any(one.unit is Unit.WORKING_DAYS for one in limits)
        kept += counting.calendar_reasons(calendar, ways.began.earliest if walked else _day(early), _day(late))
    marks = calendar.mark if limits else frozenset()
    return Due(_day(early), _day(late), tuple(kept), early_at, late_at, marks)


def _asks(limit: Limit, terms: Terms) -> bool:
    return counting.asks_calendar(limit, terms.last_day_off)


Days = tuple[tuple[date, date], ...]  # half-open, in order, apart from each other


def merged(pieces: Iterable[tuple[date, date]]) -> Days:
    """Return stretches of days (from, until; half-open) in order, joined where they touch."""
    found: list[tuple[date, date]] = []
    for first, until in sorted(piece for piece in pieces if piece[0] < piece[1]):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((first, until))
    return tuple(found)


def _still(pauses: Sequence[Pause], zone: str) -> tuple[Days, Days, bool, bool]:
    """Return the days that stood still for certain, those that may have, does one go on, is one known in part only."""
    sure, perhaps, open_, partial = [], [], False, False
    for pause in pauses:
        first = counting.span(pause.start, zone)
        last = counting.span(pause.end, zone) if pause.end is not None else None
        open_ |= last is None or last.latest is None
        partial |= not first.exact or (last is not None and not last.exact)
        if first.latest is not None and last is not None and last.earliest is not None:
            sure.append((first.latest, last.earliest))
        if first.earliest is not None and last is not None and last.latest is not None:
            perhaps.append((first.earliest, last.latest))
    return merged(sure), merged(perhaps), open_, partial


@dataclass(frozen=True, slots=True)
class _Ways:
    """What both readings of one clock are worked out from."""

    terms: Terms
    began: Span
    calendar: Calendar
    zone: ZoneInfo
    shortest: Days
    longest: Days | None  # None: nobody knows how long it stands still

    def ends(self, limit: Limit, early: "_When", late: "_When", first: FirstDay) -> "_Ends":
        """Return both ends of a limit that began on these days, or at these instants."""
        low, high = counting.readings(self.calendar, first, self.terms.last_day_off)
        soon = None if early is None else _end(limit, early, low, self.shortest, self.zone, latest=False)
        if late is None or self.longest is None:
            return soon, None
        return soon, _end(limit, late, high, self.longest, self.zone, latest=True)


_When = date | datetime | None
_Ends = tuple[_When, _When]


def _folded(ways: _Ways, extensions: Sequence[Extended]) -> tuple[_When, _When, bool]:
    """Return both ends with all extensions, and whether it was not said from when one of them runs."""
    assert ways.terms.limit is not None  # noqa: S101 -- the caller has asked
    start_low: _When = ways.began.instant or ways.began.earliest
    start_high: _When = ways.began.instant or ways.began.latest
    early, late = ways.ends(ways.terms.limit, start_low, start_high, ways.terms.first_day)
    silent = False
    for one in extensions:
        from_start = ways.ends(one.limit, start_low, start_high, ways.terms.first_day)
        from_end = ways.ends(one.limit, early, late, FirstDay.NEXT)
        low, high = {START: (from_start, from_start), END: (from_end, from_end)}.get(
            one.counted_from, (from_start, from_end)
        )
        silent |= one.counted_from not in {START, END} and from_start != from_end
        early, late = _later_of(early, low[0]), _later_of(late, high[1])  # never shorter than it was
    return early, late, silent


def _later_of(one: _When, other: _When) -> _When:
    if one is None or other is None:
        return None
    if isinstance(one, datetime) and isinstance(other, datetime):
        return max(one, other)
    return one if _at(one) >= _at(other) else other


def _at(one: date | datetime) -> tuple[date, float]:
    return (one.date(), one.timestamp()) if isinstance(one, datetime) else (one, float("inf"))


def _day(one: _When) -> date | None:
    return one.date() if isinstance(one, datetime) else one


def _end(
    limit: Limit, start: date | datetime, how: Reading, still: Days, zone: ZoneInfo, *, latest: bool
) -> date | datetime:
    if limit.unit is Unit.HOURS:
        return _end_hours(limit.value, start, still, zone, latest=latest)
    day = start.date() if isinstance(start, datetime) else start
    if limit.unit in {Unit.CALENDAR_DAYS, Unit.WORKING_DAYS}:
        return counting.end(limit, day, replace(how, stopped=lambda one: _in(one, still)))
    last = counting.end(limit, day, replace(how, last_day_off=LastDayOff.STAYS))
    return counting.moved(_pushed(last, day, still), how)


def _pushed(last: date, start: date, still: Days) -> date:
    """Return the end of a limit in months or years, later by each day after its start that stood still."""
    for first, until in still:
        begins = max(first, start + _DAY)
        if begins <= last and begins < until:
            last += until - begins
    return last


def _end_hours(value: int, start: date | datetime, still: Days, zone: ZoneInfo, *, latest: bool) -> datetime:
    if not isinstance(start, datetime):
        start = datetime.combine(start + _DAY if latest else start, datetime.min.time(), zone)
    utc = ZoneInfo("UTC")
    began = start.astimezone(utc)
    end = began + timedelta(hours=value)
    for first, until in still:
        stood, went_on = (datetime.combine(one, datetime.min.time(), zone).astimezone(utc) for one in (first, until))
        if stood <= end and went_on > began:
            end += went_on - max(stood, began)
    return end.astimezone(zone)


def _in(day: date, still: Days) -> bool:
    return any(first <= day < until for first, until in still)


def _stands_still(pause: Pause, day: date, zone: str) -> bool:
    first = counting.span(pause.start, zone)
    last = counting.span(pause.end, zone) if pause.end is not None else None
    begun = first.latest is not None and first.latest <= day
    return begun and (last is None or (last.earliest is not None and day < last.earliest))


# -- what was told before ----------------------------------------------------------------------------------------------


class Cause(StrEnum):
    """Why a due day was worked out anew."""

    FIRST = "first"
    DECREE = "decree"
    FACT = "fact"  # something that happened in the case is known otherwise
    PAUSE = "pause"
    EXTENSION = "extension"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Told:
    """A due day as it was told from a position in the ledger on, and why it was worked out then."""

    due: Due
    cause: Cause
    position: int


def retold(history: Sequence[Told], due: Due, cause: Cause, position: int) -> tuple[Told, ...]:
    """Return the history with a due day worked out anew; what is the same as before adds nothing, nothing is lost."""
    if history and history[-1].due == due:
        return tuple(history)
    return (*history, Told(due, cause if history else Cause.FIRST, position))
