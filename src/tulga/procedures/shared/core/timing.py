"""The clocks of a case, worked out of what counts in it: which began, which stopped, by when each ends.

How days are counted is not said here: a `Counter` (of `procedures.clocks`) does, by a calendar and both readings of
what the law leaves open. Nothing ticks, and no clock changes where the case is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from tulga.kernel.dates import PartialDate
from tulga.procedures.clocks.core.terms import FirstDay, LastDayOff, Limit, Unit
from tulga.procedures.definitions.core.model import Clock
from tulga.procedures.shared.core.events import What
from tulga.procedures.shared.core.state import CaseState, ClockNow, Done

_CHAINED = "expired:"
_LONGEST_CHAIN = 4  # a clock that begins at the end of another, and so on


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit by the earlier and the later way of counting; None where nobody can tell."""

    earliest: date | None
    latest: date | None
    certain: bool  # both ways agree, and every day off up to then is known


UNKNOWN_DUE = Due(None, None, certain=False)


class Counter(Protocol):
    """Counts days by one calendar."""

    @property
    def calendar(self) -> str:
        """The id of the calendar."""

    def due(self, started: date, limit: Limit, first_day: FirstDay, last_day_off: LastDayOff) -> Due:
        """Return the last day of a limit that began with an event of this day."""


@dataclass(frozen=True, slots=True)
class Ticking:
    """One start of a clock in a case. `by`: what stopped it."""

    clock: Clock
    entry: UUID | None
    started: tuple[date, date]
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


def clocks_of(state: CaseState, counter: Counter | None) -> tuple[Ticking, ...]:
    """Return every clock that began in a case, in the order of the definition, each start of it by itself."""
    found: dict[str, list[Ticking]] = {}
    waiting = list(state.version.clocks)
    for _ in range(_LONGEST_CHAIN):
        later = []
        for clock in waiting:
            if not _ends_awaited(state, clock) <= set(found):
                later.append(clock)
                continue
            found[clock.id] = list(_starts(state, clock, found, counter))
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
    earliest: date
    latest: date
    answered_by: UUID | None = None  # an enquiry is answered by its own answer only


def _starts(
    state: CaseState, clock: Clock, found: dict[str, list[Ticking]], counter: Counter | None
) -> Iterator[Ticking]:
    starts = [one for one in _began(state, clock, found) if clock.valid.contains(one.earliest)]
    if not clock.repeats:
        starts = starts[:1] if not any(one.answered_by for one in starts) else starts
    for number, start in enumerate(starts):
        followed = clock.repeats and start.answered_by is None and number + 1 < len(starts)
        yield _ticking(state, clock, start, starts[number + 1] if followed else None, counter)


def _began(state: CaseState, clock: Clock, found: dict[str, list[Ticking]]) -> list[_Start]:
    starts: list[_Start] = []
    extended = {one.id for one in state.version.clocks if one.extension and one.extension.notice == clock.id}
    for at, done in enumerate(state.history):
        event = done.event
        if any(name in clock.starts for name in done.names):
            own = event.entry if event.what is What.ENQUIRY else None
            starts.append(_Start(at, event.entry, event.first_day, event.last_day, own))
        elif event.what is What.EXTENSION and event.value in extended:
            starts.append(_Start(at, event.entry, event.first_day, event.last_day))
        elif event.what is What.FACT and event.value in clock.starts:
            starts += _of_fact(at, done)
    for awaited in _ends_awaited(state, clock):
        for one in found.get(awaited, ()):
            if one.by is None and one.due.earliest and one.due.latest:
                starts.append(_Start(-1, one.entry, one.due.earliest, one.due.latest))
    return _last_of_facts(starts, state, clock)


def _of_fact(at: int, done: Done) -> list[_Start]:
    on = done.event.detail.get("on")
    when = PartialDate.parse(on) if on and done.event.detail.get("holds") is True else None
    if when is None or when.earliest is None or when.latest is None:
        return []
    return [_Start(at, done.event.entry, when.earliest, when.latest)]


def _last_of_facts(starts: list[_Start], state: CaseState, clock: Clock) -> list[_Start]:
    """Of what was said of one fact the last speaks: an earlier day of it starts nothing any more."""
    last: dict[str, UUID] = {}
    for done in state.of(What.FACT):
        if done.event.value in clock.starts:
            last[done.event.value] = done.event.entry
    said = {done.event.entry for done in state.of(What.FACT)}
    return [one for one in starts if one.entry not in said or one.entry in last.values()]


def _ticking(
    state: CaseState, clock: Clock, start: _Start, follower: _Start | None, counter: Counter | None
) -> Ticking:
    stop = _stopped(state, clock, start)
    if stop is None and follower is not None:
        stop = next(done for done in state.history if done.event.entry == follower.entry)
    due = _due(clock.limit, clock, start, counter)
    until = state.history.index(stop) if stop is not None else len(state.history)
    during = [done for done in state.history[start.at + 1 : until] if done.event.value == clock.id]
    due = _extended(clock, start, due, during, counter)
    due, paused = _paused(clock, due, during)
    return Ticking(
        clock, start.entry, (start.earliest, start.latest), due, paused and stop is None,
        stop.event.entry if stop is not None else None,
    )  # fmt: skip


def _stopped(state: CaseState, clock: Clock, start: _Start) -> Done | None:
    for done in state.history[start.at + 1 :]:
        if start.answered_by is not None and done.event.what is What.ANSWER:
            if done.event.value == str(start.answered_by):
                return done
        elif any(name in clock.stops for name in done.names):
            return done
    return None


def _due(limit: Limit | None, clock: Clock, start: _Start, counter: Counter | None) -> Due:
    if limit is None or counter is None:
        return UNKNOWN_DUE
    first = counter.due(start.earliest, limit, clock.first_day, clock.last_day_off)
    if start.earliest == start.latest:
        return first
    last = counter.due(start.latest, limit, clock.first_day, clock.last_day_off)
    return Due(first.earliest, last.latest, certain=False)


def _extended(clock: Clock, start: _Start, due: Due, during: Sequence[Done], counter: Counter | None) -> Due:
    """Return the day with the last extension: from the start, from the end, or both where nobody says from which."""
    acts = [done.event for done in during if done.event.what is What.EXTENSION]
    if not acts or clock.extension is None or counter is None:
        return due
    limit = Limit(int(acts[-1].detail["value"]), Unit(acts[-1].detail["unit"]))
    from_start = _due(limit, clock, start, counter)
    if clock.extension.counted_from == "start" or due.earliest is None or due.latest is None:
        return from_start
    from_end = _due(limit, clock, replace(start, earliest=due.earliest, latest=due.latest), counter)
    if clock.extension.counted_from == "end":
        return from_end
    return Due(_least(from_start.earliest, from_end.earliest), _most(from_start.latest, from_end.latest), certain=False)


def _least(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else min(one, other)


def _most(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def _paused(clock: Clock, due: Due, during: Sequence[Done]) -> tuple[Due, bool]:
    """Return the day moved on by the days for which it stood still, and whether it stands still."""
    since: date | None = None
    days = 0
    for event in (done.event for done in during):
        if event.what is What.PAUSE:
            since = since or event.first_day
        elif event.what is What.RESUME and since is not None:
            days += (event.first_day - since).days
            since = None
    if since is not None:
        return UNKNOWN_DUE, True
    if not days or due.earliest is None or due.latest is None:
        return due, False
    working = clock.limit is not None and clock.limit.unit is Unit.WORKING_DAYS
    moved = timedelta(days)
    return Due(due.earliest + moved, due.latest + moved, due.certain and not working), False
