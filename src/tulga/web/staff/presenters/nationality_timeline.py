"""The status in one State over a life, as a drawing: a bar in parts. The text beside it says the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tulga.kernel.dates import InvalidDate, PartialDate
from tulga.nationality.core.outcomes import Change
from tulga.nationality.core.truth import Truth

WIDTH: Final = 360
_LEFT, _RIGHT = 4, 356
_APART: Final = 40  # letters of two years nearer than this would touch
_LOOKS: Final = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "open", Truth.DISPUTED: "disputed"}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the bar. `look`: yes, no, open, disputed; `rough`: its beginning is known only roughly."""

    x: int
    width: int
    look: str
    rough: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    x: int
    label: str
    anchor: str  # start | middle | end


@dataclass(frozen=True, slots=True)
class Drawing:
    """Parts and marks of one bar; `looks` are those that occur, for the key below it."""

    parts: tuple[Part, ...]
    marks: tuple[Mark, ...]
    looks: tuple[str, ...]


def drawing(changes: Sequence[Change], born: PartialDate | None, on: date) -> Drawing:
    """Return the bar from the birth (or the first change, where no birth is known) to the day of the assessment."""
    points = [(bounds, change.value) for change in changes if (bounds := _bounds(change.on)) is not None]
    first = born.earliest if born is not None and born.earliest is not None else None
    start = min([day for day in (first, *(bounds[0] for bounds, _ in points)) if day is not None], default=on)
    steps: list[tuple[date, Truth, bool]] = [(start, Truth.FALSE, False)]
    for (earliest, latest), value in sorted(points, key=lambda point: point[0]):
        steps.append((min(max(earliest, start), on), value, latest > earliest))
    return _drawn(steps, start, on)


def _bounds(text: str) -> tuple[date, date] | None:
    try:
        told = PartialDate.parse(text)
    except InvalidDate:
        return None
    day = told.earliest or told.latest
    return (day, told.latest or day) if day is not None else None


def _drawn(steps: Sequence[tuple[date, Truth, bool]], start: date, on: date) -> Drawing:
    span = max((on - start).days, 1)

    def x(day: date) -> int:
        return _LEFT + round((_RIGHT - _LEFT) * (day - start).days / span)

    parts = []
    for number, (day, value, rough) in enumerate(steps):
        end = x(steps[number + 1][0]) if number + 1 < len(steps) else _RIGHT
        if end > x(day):
            parts.append(Part(x(day), end - x(day), _LOOKS[value], rough))
    looks = tuple(dict.fromkeys(part.look for part in parts))
    return Drawing(tuple(parts), _marks([day for day, _, _ in steps], on, x), looks)


def _marks(days: Sequence[date], on: date, x: Callable[[date], int]) -> tuple[Mark, ...]:
    marks = [Mark(_LEFT, str(days[0].year), "start")]
    for day in days[1:]:
        at = x(day)
        if at - marks[-1].x >= _APART and _RIGHT - at >= _APART:
            marks.append(Mark(at, str(day.year), "middle"))
    return (*marks, Mark(_RIGHT, str(on.year), "end"))
