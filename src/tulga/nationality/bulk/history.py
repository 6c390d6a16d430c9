"""How the status of many people in one State changed, and what it was on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from tulga.nationality.bulk.codes import (
    DISPUTED,
    FALSE,
    TRUE,
    UNKNOWN,
    Codes,
    Days,
    Flags,
    all_of,
    both,
    chosen,
    either,
    negated,
)

Rows = npt.NDArray[np.int64]
At = tuple[Days, Days]
GAIN, LOSE, PRESUME, CONTEST, ANSWER = range(5)


@dataclass(frozen=True, slots=True)
class Moves:
    """Changes, at most one a row, or (flattened) all of a row one after another. `rows` is ascending.

    Args:
        undated: papers without a date: they speak of the day on which the status is asked.
        read: first possible day of the event at which the rule was read; the change itself may lie before it.
    """

    rows: Rows
    lo: Days
    hi: Days
    how: npt.NDArray[np.uint8]
    value: Codes
    undated: Flags
    read: Days

    def where(self, chosen: Flags) -> "Moves":
        return Moves(*(getattr(self, each.name)[chosen] for each in fields(self)))


def moves(
    rows: Rows, days: At, how: int, value: Codes, undated: Flags | None = None, read: Days | None = None
) -> Moves:
    """Return the same kind of change for these rows."""
    dated = np.zeros(len(rows), dtype=np.bool_) if undated is None else undated
    return Moves(
        rows, days[0], days[1], np.full(len(rows), how, np.uint8), value, dated, days[0] if read is None else read
    )


@dataclass(frozen=True, slots=True)
class Column:
    """One change for everybody at once, most of them with the value FALSE: then it changes nothing.

    Args:
        lo, hi, read: of everybody, or one day for all.
    """

    how: int
    lo: Days | int
    hi: Days | int
    read: Days | int
    value: Codes

    def same(self, how: int, days: "When", read: Days | int) -> bool:
        return self.how == how and all(
            mine is theirs or (isinstance(mine, int) and isinstance(theirs, int) and mine == theirs)
            for mine, theirs in ((self.lo, days[0]), (self.hi, days[1]), (self.read, read))
        )


When = tuple[Days | int, Days | int]
Span = slice | Rows  # of whom: rows from one to before another, or these


@dataclass(slots=True)
class Point:
    """The changes at one point of all lives: those of everybody, and behind them those of some."""

    people: int
    columns: list[Column] = field(default_factory=list)
    chunks: list[Moves] = field(default_factory=list)
    _start: npt.NDArray[np.int64] | None = None

    def add(self, new: Moves) -> None:
        self.chunks.append(new)
        self._start = None

    def flat(self) -> Moves:
        """Return the changes of some, those of one row together and in their order."""
        if self._start is None:
            whole = self.chunks[0] if len(self.chunks) == 1 else _together(self.chunks)
            self.chunks = [whole]
            self._start = np.zeros(self.people + 1, dtype=np.int64)
            np.cumsum(np.bincount(whole.rows, minlength=self.people), out=self._start[1:])
        return self.chunks[0]

    def steps(self, span: Span) -> Iterator[tuple[Moves, Rows, Rows]]:
        """Yield everybody's first change, then everybody's second, …: which of the rows, and where in the changes."""
        if not self.chunks:
            return
        whole = self.flat()
        assert self._start is not None  # noqa: S101  # flat() has just set it
        rows = np.arange(self.people)[span] if isinstance(span, slice) else span
        place, stop = self._start[rows], self._start[rows + 1]
        which = np.flatnonzero(place < stop)
        place, stop = place[which], stop[which]
        while len(which):
            yield whole, which, place
            place = place + 1
            more = place < stop
            which, place, stop = which[more], place[more], stop[more]


@dataclass(slots=True)
class History:
    """All changes of the status in one State, by the points of a life at which they were read.

    Args:
        answers: some are answers of the State itself.
    """

    people: int
    points: dict[int, Point] = field(default_factory=dict)
    answers: bool = False

    def at(self, point: int) -> Point:
        if point not in self.points:
            self.points[point] = Point(self.people)
        return self.points[point]

    def in_order(self) -> list[Point]:
        return [self.points[number] for number in sorted(self.points)]

    def add(self, new: Moves, point: int = 0) -> None:
        if len(new.rows):
            self.at(point).add(new)
            self.answers = self.answers or bool((new.how == ANSWER).any())

    def add_for_all(
        self, span: Span, value: Codes, how: int, days: When, read: Days | int, after: int, point: int
    ) -> int:
        """Keep one change for everybody of a part; return where it is kept among the columns of the point.

        Args:
            after: what was kept before for this part at this point, or -1: changes count in this order.
        """
        columns = self.at(point).columns
        for number in range(max(after, 0), len(columns)):
            column = columns[number]
            if column.same(how, days, read) and (number > after or _may_join(column.value[span], value)):
                column.value[span] = either(column.value[span], value) if number == after else value
                return number
        whole = all_of(FALSE, self.people)
        whole[span] = value
        columns.append(Column(how, *days, read, whole))
        return len(columns) - 1

    def steps(self, span: Span) -> Iterator[tuple[Moves, Rows, Rows]]:
        """Yield the changes of some, point after point."""
        for point in self.in_order():
            yield from point.steps(span)


def _may_join(first: Codes, second: Codes) -> bool:
    """Two gains at once are one gain, unless one is disputed: a dispute and an unknown are not counted like a "yes"."""
    return all(int(each.max(initial=0)) < int(DISPUTED) for each in (first, second))


def _together(chunks: list[Moves]) -> Moves:
    rows = np.concatenate([chunk.rows for chunk in chunks])
    order = np.argsort(rows, kind="stable")
    return Moves(*(np.concatenate([getattr(chunk, each.name) for chunk in chunks])[order] for each in fields(Moves)))


def fold(told: Sequence[tuple[History, Span]], at: At, until: At | None = None) -> Codes:
    """Return the status that the changes, in their order, give each row on a day: `core.world.fold` for many.

    Args:
        told: histories to read one after another, each with the rows in which it keeps these people.
        until: of a parent, the day of the child's birth: what came later is not read.
    """
    rows = len(at[0])
    value, answered = all_of(FALSE, rows), all_of(UNKNOWN, rows)
    if not rows:
        return value
    spoken = any(history.answers for history, _ in told)
    for history, span in ((history, span) for history, span in told if history.points):
        asked = _Asked(span, at, until)
        for point in history.in_order():
            for column in point.columns:
                value, answered = _for_all(column, asked, value, answered, spoken=spoken)
            for whole, which, place in point.steps(span):
                _step(whole, which, place, at, until, value, answered)
    return value


class _Asked:
    """Whose status is asked, and when. People far apart in the file are first looked at as the stretch they lie in."""

    def __init__(self, span: Span, at: At, until: At | None) -> None:
        self.span, self.at, self.until = span, at, until
        days = [at[0]] if until is None or until[1] is at[0] else [at[0], until[1]]
        self.first = min(_first(day) for day in days)
        self.stretch = span if isinstance(span, slice) else _stretch(span)

    def changes(self, column: Column) -> bool:
        """Say whether the column may change anything for one of them."""
        return self.stretch is None or bool((column.value[self.stretch] != FALSE).any())

    def settled(self, column: Column) -> bool:
        """Say whether what the column holds had begun for all of them, surely."""
        days = {id(day): day for day in (column.lo, column.hi, column.lo if self.until is None else column.read)}
        return all(self._by_then(day) for day in days.values())

    def _by_then(self, day: Days | int) -> bool:
        if isinstance(day, int):
            return day <= self.first
        return self.stretch is not None and _last(day[self.stretch]) <= self.first


def _stretch(rows: Rows) -> slice | None:
    """Return from the first to the last of these rows, unless most rows between them are others."""
    first, last = _first(rows), _last(rows) + 1
    return slice(first, last) if last - first <= _SPARSE * len(rows) else None


_SPARSE = 8


def _first(days: npt.NDArray[np.integer[Any]]) -> int:
    return int((days[:1] if days.strides == (0,) else days).min())


def _last(days: npt.NDArray[np.integer[Any]]) -> int:
    return int((days[:1] if days.strides == (0,) else days).max())


def _for_all(column: Column, asked: _Asked, value: Codes, answered: Codes, *, spoken: bool) -> tuple[Codes, Codes]:
    """Return the status and the answers after a change of everybody that had begun by the day.

    Args:
        spoken: some State has answered anybody; without answers a change is one operation.
    """
    if not asked.changes(column):
        return value, answered
    span, at, until, new = asked.span, asked.at, asked.until, column.value[asked.span]
    if asked.settled(column) and not spoken:
        return _changed(column.how, value, new), answered
    lo = _of(column.lo, span)
    hi = lo if column.hi is column.lo else _of(column.hi, span)
    begun, surely = np.asarray(lo <= at[1]), np.asarray(hi <= at[0])
    if until is not None:
        read = lo if column.read is column.lo else np.maximum(lo, _of(column.read, span))
        begun = begun if read is lo and until[1] is at[1] else begun & (read <= until[1])
    if spoken:
        how = np.full(len(new), column.how, np.uint8)
        after, said = _moved(how, value, new, answered, surely)
        answered = chosen(begun, said, answered)
    else:
        after = _changed(column.how, value, new)
    if not surely.all():
        after = chosen(surely, after, np.multiply(after, value == after))  # UNKNOWN is 0
    return after if begun.all() else chosen(begun, after, value), answered


def _changed(how: int, value: Codes, new: Codes) -> Codes:
    return either(value, new) if how == GAIN else both(value, negated(new))


def _of(days: Days | int, span: Span) -> Days | int:
    return days if isinstance(days, int) else days[span]


def _step(whole: Moves, which: Rows, place: Rows, at: At, until: At | None, value: Codes, answered: Codes) -> None:
    """Let one change of each of these people count, if it had begun by the day."""
    lo, hi = whole.lo[place], whole.hi[place]
    if until is not None:
        undated = whole.undated[place]
        lo, hi = np.where(undated, until[0][which], lo), np.where(undated, until[1][which], hi)
    begun = lo <= at[1][which]
    if until is not None:
        begun &= (np.where(whole.undated[place], lo, np.maximum(lo, whole.read[place]))) <= until[1][which]
    which, place, surely = which[begun], place[begun], (hi <= at[0][which])[begun]
    after, said = _moved(whole.how[place], value[which], whole.value[place], answered[which], surely)
    value[which] = np.where(surely, after, np.where(value[which] == after, after, UNKNOWN))
    answered[which] = said


def _moved(how: Codes, value: Codes, new: Codes, answered: Codes, surely: Flags) -> tuple[Codes, Codes]:
    """Return the status after a change, and what the State has answered by then (UNKNOWN: nothing)."""
    acts = (how == GAIN) | (how == LOSE)
    said = np.where(acts & (new == TRUE), UNKNOWN, answered)
    gained = np.where((said == FALSE) & (new != TRUE), value, either(value, new))
    lost = np.where((said == TRUE) & (new != TRUE), value, both(value, negated(new)))
    against = np.where((value == FALSE) & (new == TRUE) & (how == PRESUME), TRUE, DISPUTED)
    silent = np.where((value == UNKNOWN) | (value == new), new, against)
    paper = np.where(said != UNKNOWN, np.where(value == new, value, DISPUTED), silent)
    answer = np.where((answered == UNKNOWN) | (answered == new), new, DISPUTED)
    after = np.select([how == GAIN, how == LOSE, how == ANSWER], [gained, lost, answer], paper)
    spoken = np.where(how == ANSWER, np.where(surely, new, answered), said)
    return after.astype(np.uint8), spoken.astype(np.uint8)


def ever(history: History, span: Span, at: At) -> Codes:
    """Return whether each row had the status on that day or at any time before."""
    value = all_of(FALSE, len(at[0]))
    for column in (column for point in history.in_order() for column in point.columns if column.how == GAIN):
        begun = np.asarray(_of(column.lo, span) <= at[1])
        value = either(value, chosen(begun, column.value[span], FALSE))
    for whole, which, place in history.steps(span):
        counts = np.isin(whole.how[place], (GAIN, PRESUME)) & (whole.lo[place] <= at[1][which])
        which, place = which[counts], place[counts]
        value[which] = either(value[which], whole.value[place])
    return value


def answered(history: History, span: Span, rows: int, until: At | None = None) -> Flags:
    """Say about which rows the State has given an answer at any time (of a parent: by the child's birth)."""
    found = np.zeros(rows, dtype=np.bool_)
    for whole, which, place in history.steps(span):
        told = whole.how[place] == ANSWER
        found[which] |= told if until is None else told & (whole.lo[place] <= until[1][which])
    return found
