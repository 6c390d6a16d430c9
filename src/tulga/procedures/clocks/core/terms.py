"""A limit of time as the law states it: how much, in what unit, from which event, and what its end means.

Working out the day is `counting`; which days are worked is `calendars`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


class FirstDay(StrEnum):
    """Which day is counted as the first: that of the event, the one after it, or nobody says."""

    OF_EVENT = "of_event"
    NEXT = "next"
    NOT_SAID = "not_said"  # both are worked out: the earlier one alarms, the later one is the end


class LastDayOff(StrEnum):
    """What happens when the last day is a day off."""

    MOVES = "moves"  # to the next working day
    STAYS = "stays"
    NOT_SAID = "not_said"  # both are worked out


@dataclass(frozen=True, slots=True)
class Limit:
    """`value` units of time; 0 calendar days is "on the same day"."""

    value: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError(f"a limit is 0 or more {self.unit.value}, not {self.value}")
