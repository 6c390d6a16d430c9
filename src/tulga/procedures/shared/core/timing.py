"""The clocks of a case, worked out of what counts in it: which began, which stopped, by when each ends.

How days are counted is for `procedures.clocks`; here is what began and stopped a clock. Nothing ticks, and no clock
changes where the case is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final
from uuid import UUID

from tulga.kernel.dates import PartialDate
from tulga.kernel.effective import Effective
from tulga.procedures.clocks.core.calendars import Calendar
from tulga.procedures.clocks.core.counting import Due, Moment
from tulga.procedures.clocks.core.running import Extended, Pause, Terms, due_with
from tulga.procedures.clocks.core.terms import Limit, Unit
from tulga.procedures.definitions.core.model import Clock
from tulga.procedures.shared.core.events import Event, What
from tulga.procedures.shared.core.state import CaseState, ClockNow, Done

_CHAINED = "expired:"
_LONGEST_CHAIN = 4  # a clock that begins at the end of another, and so on
UNKNOWN_DUE: Final = Due(None, None)


@dataclass(frozen=True, slots=True)
class Ticking:
    """One start of a clock in a case. `by`: what stopped it."""

    clock: Clock
    entry: UUID | None
    started: tuple[date | None, date | None]
    due: Due
    paused: bool = False
    by: UUID | None = None

    @property
    def state(self) -> str:
        return "stopped" if self.by is not None else "paused" if self.paused else "running"

    @property
    def now(self) -> ClockNow:
        return ClockNow(
            self.clock.id, self.entry, self.due.earliest, self.due.latest, self.by is not None, self.paused
        )


def clocks_of(state: CaseState, calendar: Calendar | None) -> tuple[Ticking, ...]:
    """Return every clock that began in a case, in the order of the definition, each start of it by itself."""
    found: dict[str, list[Ticking]] = {}
    waiting = list(state.version.clocks)
    for _ in range(_LONGEST_CHAIN):
        later = []
        for clock in waiting:
            if not _ends_awaited(state, clock) <= set(found):
                later.append(clock)
                continue
            found[clock.id] = list(_starts(state, clock, found, calendar))
        if not later:
            break
        waiting = later
    for clock in state.version.clocks:
        found.setdefault(clock.id, [])
    return tuple(one for clock in state.version.clocks for one in found[clock.id])


def _ends_awaited(state: CaseState, clock: Clock) -> set[str]:
    """Return the clocks at whose end this one begins."""
    named = {name.removeprefix(_CHAINED) for name in clock.starts if name.startswith(_CHAINED)}
    return named | {one.id for one in state.version.clocks if any(e.starts == clock.id for e in one.expiry)}


@dataclass(frozen=True, slots=True)
class _Start:
    at: int  # place in the history from which it may be stopped
    entry: UUID | None
    when: Moment
    earliest: date | None
    latest: date | None
    answered_by: UUID | None = None  # an enquiry is answered by its own answer only


def moment_of(event: Event) -> Moment:
    """Return when an entry happened as it was told: a day, a span of days, or the hour."""
    if event.detail.get("hour"):
        return Effective("", event.earliest, event.latest, event.moment)
    if event.earliest is not None and event.earliest == event.latest:
        return event.earliest
    return _span(event.first_day, event.last_day)


def _span(earliest: date, latest: date) -> PartialDate:
    return PartialDate(f"{earliest.isoformat()}/{latest.isoformat()}", earliest, latest)


def _starts(
    state: CaseState, clock: Clock, found: dict[str, list[Ticking]], calendar: Calendar | None
) -> Iterator[Ticking]:
    starts = [one for one in _began(state, clock, found) if one.earliest and clock.valid.contains(one.earliest)]
    if not clock.repeats:
        starts = starts[:1] if not any(one.answered_by for one in starts) else starts
    for number, start in enumerate(starts):
        followed = clock.repeats and start.answered_by is None and number + 1 < len(starts)
        yield _ticking(state, clock, start, starts[number + 1] if followed else None, calendar)


def _began(state: CaseState, clock: Clock, found: dict[str, list[Ticking]]) -> list[_Start]:
    starts: list[_Start] = []
    extended = {one.id for one in state.version.clocks if one.extension and one.extension.notice == clock.id}
    for at, done in enumerate(state.history):
        event = done.event
        if any(name in clock.starts for name in done.names):
            own = event.entry if event.what is What.ENQUIRY else None
            starts.append(_of_event(at, event, own))
        elif event.what is What.EXTENSION and event.value in extended:
            starts.append(_of_event(at, event))
        elif event.what is What.FACT and event.value in clock.starts:
            starts += _of_fact(at, done)
    for awaited in _ends_awaited(state, clock):
        for one in found.get(awaited, ()):
            if one.by is None and one.due.earliest and one.due.latest:
                low, high = one.due.earliest, one.due.latest
                at = next((at for at, done in enumerate(state.history) if done.event.entry == one.entry), -1)
                starts.append(_Start(at, one.entry, low if low == high else _span(low, high), low, high))
    return _last_of_facts(starts, state, clock)


def _of_event(at: int, event: Event, answered_by: UUID | None = None) -> _Start:
    return _Start(at, event.entry, moment_of(event), event.first_day, event.last_day, answered_by)


def _of_fact(at: int, done: Done) -> list[_Start]:
    on = done.event.detail.get("on")
    when = PartialDate.parse(on) if on and done.event.detail.get("holds") is True else None
    return [_Start(at, done.event.entry, when, when.earliest, when.latest)] if when is not None and when.known else []


def _last_of_facts(starts: list[_Start], state: CaseState, clock: Clock) -> list[_Start]:
    """Of what was said of one fact the last speaks: an earlier day of it starts nothing any more."""
    last: dict[str, UUID] = {}
    for done in state.of(What.FACT):
        if done.event.value in clock.starts:
            last[done.event.value] = done.event.entry
    said = {done.event.entry for done in state.of(What.FACT)}
    return [one for one in starts if one.entry not in said or one.entry in last.values()]


def _ticking(
    state: CaseState, clock: Clock, start: _Start, follower: _Start | None, calendar: Calendar | None
) -> Ticking:
    stop = _stopped(state, clock, start)
    if stop is None and follower is not None:
        stop = next(done for done in state.history if done.event.entry == follower.entry)
    until = state.history.index(stop) if stop is not None else len(state.history)
    during = [done.event for done in state.history[start.at + 1 : until] if done.event.value == clock.id]
    pauses = _pauses(during)
    due = UNKNOWN_DUE
    if calendar is not None:
        extended = tuple(_extended(clock, event) for event in during if event.what is What.EXTENSION)
        due = _due(_terms(clock), start.when, calendar, pauses, extended, state.definition.zone)
    return Ticking(
        clock, start.entry, (start.earliest, start.latest), due,
        stop is None and any(pause.end is None for pause in pauses), stop.event.entry if stop is not None else None,
    )  # fmt: skip


def _stopped(state: CaseState, clock: Clock, start: _Start) -> Done | None:
    for done in state.history[start.at + 1 :]:
        if start.answered_by is not None and done.event.what is What.ANSWER:
            if done.event.value == str(start.answered_by):
                return done
        elif any(name in clock.stops for name in done.names):
            return done
    return None


def _terms(clock: Clock) -> Terms:
    return Terms(clock.limit, clock.first_day, clock.last_day_off, repeats=clock.repeats)


@lru_cache(maxsize=100_000)
def _due(
    terms: Terms,
    start: Moment,
    calendar: Calendar,
    pauses: tuple[Pause, ...],
    extensions: tuple[Extended, ...],
    zone: str,
) -> Due:
    """Return when a clock ends; many cases begin on one day."""
    return due_with(terms, start, calendar, pauses=pauses, extensions=extensions, zone=zone)


def _extended(clock: Clock, event: Event) -> Extended:
    limit = Limit(int(event.detail["value"]), Unit(event.detail["unit"]))
    return Extended(limit, clock.extension.counted_from) if clock.extension else Extended(limit)


def _pauses(during: Sequence[Event]) -> tuple[Pause, ...]:
    found: list[Pause] = []
    for event in during:
        if event.what is What.PAUSE:
            found.append(Pause(moment_of(event), None, event.detail.get("reason", "")))
        elif event.what is What.RESUME and found and found[-1].end is None:
            found[-1] = Pause(found[-1].start, moment_of(event), found[-1].reason)
    return tuple(found)
