"""Lists of different length for every person (stays, events, papers) as flat columns, and unions of intervals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tulga.nationality.bulk.codes import Days, Flags

_STRIDE = np.int64(1) << 33  # more than all days of the calendar: (row, day) becomes one number that sorts as the pair
_SHIFT = np.int64(1) << 31


@dataclass(frozen=True, slots=True)
class Ragged:
    """Items of all people, those of one person together. `row` says whose each is, in ascending order."""

    rows: int
    row: npt.NDArray[np.int64]
    fields: Mapping[str, npt.NDArray[np.int32]]

    def __getitem__(self, name: str) -> npt.NDArray[np.int32]:
        return self.fields[name]

    def __len__(self) -> int:
        return len(self.row)

    def any(self, chosen: Flags) -> Flags:
        """Return, person by person, whether one of their items is chosen."""
        found = np.zeros(self.rows, dtype=np.bool_)
        found[self.row[chosen]] = True
        return found

    def where(self, chosen: Flags) -> "Ragged":
        """Return the chosen items; columns that are one and the same stay one."""
        items = np.flatnonzero(chosen)
        return Ragged(self.rows, self.row[items], self._each(lambda column: spread(column, items, many=len(items))))

    def _each(self, change: Callable[[Days], Days]) -> Mapping[str, Days]:
        changed = {id(column): change(column) for column in {id(each): each for each in self.fields.values()}.values()}
        return {name: changed[id(column)] for name, column in self.fields.items()}

    def part(self, first: int, last: int) -> "Ragged":
        """Return the items of the people from one row to before another, nothing copied but whose they are."""
        if not len(self.row):
            return Ragged(last - first, self.row, self.fields)
        items = slice(*np.searchsorted(self.row, (first, last)).tolist())
        return Ragged(last - first, self.row[items] - first, self._each(lambda column: column[items]))

    def taken(self, rows: npt.NDArray[np.int64]) -> "Ragged":
        """Return the items of these people (a person may come twice); -1 has none."""
        if not len(self.row):
            return Ragged(len(rows), self.row, self.fields)
        start = np.searchsorted(self.row, np.arange(self.rows + 1))
        length = np.where(rows >= 0, (start[1:] - start[:-1])[rows], 0) if self.rows else np.zeros(len(rows), np.int64)
        owner = np.repeat(np.arange(len(rows)), length)
        first = np.cumsum(length) - length
        item = np.arange(len(owner)) - first[owner] + start[rows[owner]]
        return Ragged(len(rows), owner, {name: column[item] for name, column in self.fields.items()})

    def joined(self, other: "Ragged") -> "Ragged":
        """Return the items of both, those of one person together."""
        row = np.concatenate([self.row, other.row])
        order = np.argsort(row, kind="stable")
        return Ragged(
            self.rows,
            row[order],
            {name: np.concatenate([self.fields[name], other.fields[name]])[order] for name in self.fields},
        )


def nothing(rows: int, names: Sequence[str]) -> Ragged:
    """Return lists in which nobody has an item."""
    return Ragged(rows, np.zeros(0, np.int64), {name: np.zeros(0, np.int32) for name in names})


def ragged(rows: int, items: Sequence[Sequence[Mapping[str, int]]], names: Sequence[str]) -> Ragged:
    """Return the lists of items of each person as flat columns."""
    row = np.repeat(np.arange(rows, dtype=np.int64), [len(each) for each in items]) if rows else np.zeros(0, np.int64)
    flat = [item for each in items for item in each]
    return Ragged(rows, row, {name: np.array([item[name] for item in flat], dtype=np.int32) for name in names})


@dataclass(frozen=True, slots=True)
class Cover:
    """The days that some intervals of a person cover, as intervals that neither touch nor overlap."""

    people: int
    row: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]  # row and first day as one number, ascending
    end: npt.NDArray[np.int64]  # the same of the last day
    opens: Flags  # of each interval that was given: the day before it is not covered

    def holds(self, lo: Days, hi: Days) -> Flags:
        """Say of each person whether their union covers every day from the first to the second."""
        inside = (self.start <= _key(self.row, spread(lo, self.row))) & (
            self.end >= _key(self.row, spread(hi, self.row))
        )
        found = np.zeros(self.people, dtype=np.bool_)
        found[self.row[inside]] = True
        return found

    def covers(self, row: npt.NDArray[np.int64], lo: Days, hi: Days, asked: Flags | None = None) -> Flags:
        """Say of each interval whether the person's union covers every day of it; True where it is not asked."""
        if asked is not None:
            found = np.ones(len(row), dtype=np.bool_)
            items = np.flatnonzero(asked)
            found[items] = self.covers(row[items], lo[items], hi[items])
            return found
        if not len(self.start):
            return np.zeros(len(row), dtype=np.bool_)
        index = np.searchsorted(self.start, _key(row, lo), side="right") - 1
        return (index >= 0) & (self.end[np.maximum(index, 0)] >= _key(row, hi))


def cover(people: int, row: npt.NDArray[np.int64], lo: Days, hi: Days) -> Cover:
    """Return the union of each person's intervals; one that ends before it begins covers nothing.

    Args:
        row: whose interval it is, ascending.
    """
    real, opens = np.flatnonzero(lo <= hi), np.zeros(len(row), dtype=np.bool_)
    first_day = _key(row, np.zeros(1, np.int32))
    whose, start, end = row, first_day + lo, first_day + hi
    if len(real) < len(row):
        whose, start, end = row[real], start[real], end[real]
    if (start[1:] < start[:-1]).any():  # most files tell stays in their order
        order = np.argsort(start, kind="stable")
        start, end, real = start[order], end[order], real[order]
    reach = np.maximum.accumulate(end)  # a later person's days are larger numbers: nothing leaks from one to the next
    begins = np.ones(len(start), dtype=np.bool_)
    begins[1:] = start[1:] > reach[:-1] + 1
    first = np.flatnonzero(begins)
    after = np.append(first[1:], len(start))[: len(first)]
    opens[real] = start == np.repeat(start[first], after - first)
    union = Cover(people, whose[first], start[first], reach[after - 1], opens)
    if len(real) < len(row):
        empty = np.flatnonzero(lo > hi)
        opens[empty] = ~union.covers(row[empty], lo[empty] - 1, lo[empty] - 1)
    return union


def spread(days: Days, row: npt.NDArray[np.int64], many: int = 1) -> Days:
    """Return the person's day for each item; one day of everybody stays one, as if told so many times."""
    return np.broadcast_to(days[:1], many) if len(days) and days.strides == (0,) else days[row]


def _key(row: npt.NDArray[np.int64], day: Days) -> npt.NDArray[np.int64]:
    key: npt.NDArray[np.int64] = row * _STRIDE
    return key + (day + _SHIFT)
