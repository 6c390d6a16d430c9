"""What happens to a clock: paused, resumed, made longer; and days off that somebody declared."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tulga.ledger.errors import InvalidPayload
from tulga.ledger.kinds import entry_kind
from tulga.procedures.clocks.core.terms import Unit
from tulga.procedures.shared.entries import shape


@entry_kind("ClockPaused", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class ClockPaused:
    record: UUID
    clock: str
    reason: str  # one that the definition knows
    note: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "clock", "reason")


@entry_kind("ClockResumed", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class ClockResumed:
    record: UUID
    clock: str
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "clock")


@entry_kind("ClockExtended", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class ClockExtended:
    """An authority made a clock longer, by an act of its own."""

    record: UUID
    clock: str
    value: int
    unit: Unit
    authority: str
    why: str
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "clock", "authority", "why")
        shape.choose(self, "unit", Unit)
        if self.value <= 0:
            raise InvalidPayload("value", "is more than nothing")


@entry_kind("DaysOffDeclared", version=1, stream="calendar", personal=False)
@dataclass(frozen=True, slots=True)
class DaysOffDeclared:
    """A decree on days off of a calendar: days that are off, and days off that are worked instead."""

    calendar: str
    decree: str
    off: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()
    complete_for: tuple[int, ...] = ()  # years of which everything is known by now

    def __post_init__(self) -> None:
        shape.said(self, "calendar", "decree")
        if not (self.off or self.worked or self.complete_for):
            raise InvalidPayload("off", "name a day")
        if set(self.off) & set(self.worked):
            raise InvalidPayload("worked", "a day is worked or off")
