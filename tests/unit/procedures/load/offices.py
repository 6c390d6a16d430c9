"""A small procedure of nowhere: applied, asked a foreign State, decided."""

from datetime import date, timedelta

from tulga.kernel.periods import ALWAYS
from tulga.procedures.clocks.core.terms import Limit, Unit
from tulga.procedures.definitions.core.model import (
    Clock,
    Definition,
    Expiry,
    ExpiryKind,
    Role,
    State,
    StateKind,
    Step,
    Use,
    Version,
)

FIRST = date(2030, 1, 1)
_TEXT = {"en": "x", "ru": "x", "kk": "x"}


def _state(name: str, kind: StateKind) -> State:
    return State(name, kind, _TEXT, _TEXT)


def _step(name: str, sources: tuple[str, ...], target: str, by: str, outcome: str | None = None) -> Step:
    return Step(name, sources, target, (by,), _TEXT, _TEXT, (), outcome)


def _clock(name: str, days: int, starts: str, stops: tuple[str, ...], kind: ExpiryKind) -> Clock:
    limit = Limit(days, Unit.CALENDAR_DAYS)
    return Clock(name, _TEXT, limit, (starts,), stops, "clerk", (Expiry(kind, "clerk", _TEXT),), Use.CONFIG, ())


ASKING = Version(
    "asking", _TEXT, ALWAYS, None,
    (
        _state("new", StateKind.START), _state("filed", StateKind.OPEN), _state("asked", StateKind.WAITING),
        _state("answered", StateKind.OPEN), _state("done", StateKind.FINAL),
    ),
    (
        _step("applied", ("new",), "filed", "applicant"), _step("asked", ("filed",), "asked", "clerk"),
        _step("answer", ("asked",), "answered", "abroad"), _step("silence", ("asked",), "answered", "clerk"),
        _step("decided", ("answered",), "done", "clerk", "recognised"),
    ),
    (
        _clock("reply", 180, "asked", ("answer", "silence"), ExpiryKind.MAY_DECIDE),
        _clock("whole", 200, "applied", ("decided",), ExpiryKind.ALARM),
    ),
    (), (), (), (),
)  # fmt: skip
DESK = Version(
    "desk", _TEXT, ALWAYS, None,
    (_state("new", StateKind.START), _state("filed", StateKind.OPEN), _state("done", StateKind.FINAL)),
    (_step("applied", ("new",), "filed", "applicant"), _step("decided", ("filed",), "done", "clerk", "recognised")),
    (_clock("whole", 10, "applied", ("decided",), ExpiryKind.ALARM),),
    (), (), (), (),
)  # fmt: skip
OFFICE = Definition(
    "XAA.desk", "XAA", "desk", _TEXT, "UTC", "none",
    (
        Role("applicant", _TEXT, frozenset(), outside=True), Role("abroad", _TEXT, frozenset(), outside=True),
        Role("clerk", _TEXT, frozenset({"caseworker"})),
    ),
    (), (), (ASKING, DESK),
)  # fmt: skip


def due(clock: Clock, start: date) -> date | None:
    return None if clock.limit is None else start + timedelta(clock.limit.value)


def every_day(_day: date) -> bool:
    return True


def weekdays(day: date) -> bool:
    return day.weekday() < 5
