"""What an office expects: how many come, who works, how long things take.

Nothing here is law; limits come from the definition.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf, isfinite


@dataclass(frozen=True, slots=True)
class Span:
    """A duration that varies: log-normal about its median. `spread` is the standard deviation of its logarithm."""

    median: float
    spread: float = 0.0

    def __post_init__(self) -> None:
        if not (isfinite(self.median) and self.median >= 0 and isfinite(self.spread) and self.spread >= 0):
            raise ValueError(f"median and spread are 0 or more, not {self.median} and {self.spread}")


@dataclass(frozen=True, slots=True)
class Wait:
    """How long somebody outside takes, in days, and which share of them ever does it (a foreign State that answers)."""

    days: Span
    happens: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.happens <= 1:
            raise ValueError(f"a share lies between 0 and 1, not {self.happens}")


@dataclass(frozen=True, slots=True)
class Staff:
    """People of a role, and how many hours of a working day each gives to this procedure."""

    people: int
    hours: float = 6.0

    def __post_init__(self) -> None:
        if self.people < 0 or not 0 < self.hours <= 24:
            raise ValueError(f"there are 0 or more people with up to 24 hours, not {self.people} with {self.hours}")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is expected.

    Attributes:
        arrivals: cases per month of 30 days from the first day on; the last value goes on.
        staff: by role of the procedure.
        effort: hours of work, by step; a step that is not named takes `usual_effort`.
        waits: by step of somebody outside; one that is not named happens after `usual_wait`.
        weights: relative frequency of a step among those that lead out of a state; 1 where not named, and 0 for a step
            out of a decided state.
        backlog: cases open on the first day: state → how many days ago each was opened.
    """

    arrivals: tuple[float, ...]
    staff: Mapping[str, Staff]
    effort: Mapping[str, Span] = field(default_factory=dict)
    waits: Mapping[str, Wait] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    backlog: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    usual_effort: Span = Span(1.0, 0.5)
    usual_wait: Wait = Wait(Span(14.0, 0.5))

    def __post_init__(self) -> None:
        if not self.arrivals or not all(0 <= one < inf for one in self.arrivals):
            raise ValueError("arrivals: give the number of cases for one month at least, 0 or more each")
        if any(not 0 <= one < inf for one in self.weights.values()):
            raise ValueError("weights: 0 or more each")

    def arrivals_in(self, month: int) -> float:
        return self.arrivals[min(month, len(self.arrivals) - 1)]
