"""The clocks of a case, worked out of what counts in it: which began, which stopped, by when each ends.

How days are counted is for `procedures.clocks`; here is what began and stopped a clock. Nothing ticks, and no clock
changes where the case is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from tulga.procedures.definitions.core.model import Clock, StateKind, Version
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


@dataclass(frozen=True, slots=True)
class _Index:
    """Which clocks of a version begin with which event, and at the end of which other clocks."""

    version: Version  # held, so that its id is not given to another
    by_name: Mapping[str, tuple[Clock, ...]]
    awaits: Mapping[str, frozenset[str]]  # clock → clocks at whose end it begins
    extended: Mapping[str, str]  # clock → clock that begins when that one is made longer

    def begun(self, event: Event, names: Iterable[str]) -> Iterator[Clock]:
        """Yield the clocks that an entry starts, each once."""
        wanted = [*names, event.value] if event.what is What.FACT else list(names)
        seen = {}
        for name in wanted:
            for clock in self.by_name.get(name, ()):
                seen[clock.id] = clock
        return iter(seen.values())


_indexes: dict[int, _Index] = {}


def _index(version: Version) -> _Index:
    found = _indexes.get(id(version))
    if found is None or found.version is not version:
        found = _indexes[id(version)] = _made(version)
    return found


def _made(version: Version) -> _Index:
    by_name: dict[str, list[Clock]] = {}
    awaits: dict[str, set[str]] = {clock.id: set() for clock in version.clocks}
    extended = {}
    for clock in version.clocks:
        for name in clock.starts:
            if name.startswith(_CHAINED):
                awaits[clock.id].add(name.removeprefix(_CHAINED))
            else:
                by_name.setdefault(name, []).append(clock)
        for expiry in clock.expiry:
            if expiry.starts in awaits:
                awaits[expiry.starts].add(clock.id)
        if clock.extension is not None and clock.extension.notice is not None:
            extended[clock.id] = clock.extension.notice
    return _Index(
        version, {name: tuple(clocks) for name, clocks in by_name.items()},
        {clock: frozenset(found) for clock, found in awaits.items() if found}, extended,
    )  # fmt: skip


def clocks_of(state: CaseState, calendar: Calendar | None) -> tuple[Ticking, ...]:
    """Return every clock that began in a case, in the order of the definition, each start of it by itself."""
    index = _index(state.version)
    starts = _begun(state, index)
    found: dict[str, list[Ticking]] = {}
    waiting = [clock for clock in state.version.clocks if clock.id in starts or clock.id in index.awaits]
    known = {clock.id for clock in state.version.clocks} - {clock.id for clock in waiting}
    for _ in range(_LONGEST_CHAIN):
        later = []
        for clock in waiting:
            awaited = index.awaits.get(clock.id, frozenset())
            if not awaited <= known:
                later.append(clock)
                continue
            begun = [*starts.get(clock.id, ()), *_at_the_end(state, awaited, found)]
            found[clock.id] = list(_ticks(state, clock, begun, calendar))
            known.add(clock.id)
        waiting = later
        if not waiting:
            break
    return tuple(one for clock in state.version.clocks for one in found.get(clock.id, ()))


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


def _ticks(
    state: CaseState, clock: Clock, starts: Sequence[_Start], calendar: Calendar | None
) -> Iterator[Ticking]:
    starts = [one for one in starts if one.earliest and clock.valid.contains(one.earliest)]
    if not clock.repeats:
        starts = starts[:1] if not any(one.answered_by for one in starts) else starts
    for number, start in enumerate(starts):
        followed = clock.repeats and start.answered_by is None and number + 1 < len(starts)
        yield _ticking(state, clock, start, starts[number + 1] if followed else None, calendar)


def _begun(state: CaseState, index: _Index) -> dict[str, list[_Start]]:
    """Return what started each clock, in order. Of what was said of one fact only the last speaks."""
    starts: dict[str, list[_Start]] = {}
    facts = {done.event.value: done.event.entry for done in state.of(What.FACT)}
    for at, done in enumerate(state.history):
        event = done.event
        if event.what is What.FACT:
            begun = _of_fact(state, done) if facts[event.value] == event.entry else []
        else:
            begun = [_of_event(at, event, event.entry if event.what is What.ENQUIRY else None)]
        for clock in index.begun(event, done.names):
            starts.setdefault(clock.id, []).extend(begun)
        if event.what is What.EXTENSION and event.value in index.extended:
            starts.setdefault(index.extended[event.value], []).extend(begun)
    return starts


def _at_the_end(state: CaseState, awaited: Iterable[str], found: Mapping[str, Sequence[Ticking]]) -> Iterator[_Start]:
    """Yield a start on the day on which each of these clocks ends, unless it was stopped."""
    for one in (one for clock in sorted(awaited) for one in found.get(clock, ())):
        low, high = one.due.earliest, one.due.latest
        if one.by is None and low is not None and high is not None:
            at = next((at for at, done in enumerate(state.history) if done.event.entry == one.entry), -1)
            yield _Start(at, one.entry, low if low == high else _span(low, high), low, high)


def _of_event(at: int, event: Event, answered_by: UUID | None = None) -> _Start:
    return _Start(at, event.entry, moment_of(event), event.first_day, event.last_day, answered_by)


def _of_fact(state: CaseState, done: Done) -> list[_Start]:
    """Return the start by a fact: what happened from its day on stops the clock, though the fact was told later."""
    on = done.event.detail.get("on")
    when = PartialDate.parse(on) if on and done.event.detail.get("holds") is True else None
    if when is None or not when.known:
        return []
    first = when.earliest or date.min
    before = [index for index, one in enumerate(state.history) if one.event.last_day < first]
    return [_Start(max(before, default=-1), done.event.entry, when, when.earliest, when.latest)]


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
        elif any(name in clock.stops for name in done.names) or _ends(state, done):
            return done
    return None


def _ends(state: CaseState, done: Done) -> bool:
    """Say whether something brought the case to an end: in an ended case nobody owes anything."""
    if done.step is None or done.source == done.target:
        return False
    return any(one.id == done.target and one.kind is StateKind.FINAL for one in state.version.states)


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
