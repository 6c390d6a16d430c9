"""How the status of many people in one State changed, and what it was on a day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields

import numpy as np
import numpy.typing as npt

from tulga.nationality.bulk.codes import Codes, Days, Flags, all_of, both, either, negated
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN

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


@dataclass(slots=True)
class History:
    """All changes of the status in one State, in the order in which they were read."""

    people: int
    chunks: list[Moves] = field(default_factory=list)
    _start: npt.NDArray[np.int64] | None = None

    def add(self, new: Moves) -> None:
        if len(new.rows):
            self.chunks.append(new)
            self._start = None

    def flat(self) -> Moves:
        """Return all changes, those of one row together and in their order."""
        if self._start is None:
            whole = self.chunks[0] if len(self.chunks) == 1 else _together(self.chunks)
            self.chunks = [whole]
            self._start = np.zeros(self.people + 1, dtype=np.int64)
            np.cumsum(np.bincount(whole.rows, minlength=self.people), out=self._start[1:])
        return self.chunks[0]

    def steps(self, rows: Rows) -> Iterator[tuple[Moves, Rows, Rows]]:
        """Yield everybody's first change, then everybody's second, …: which of `rows`, and where in the changes."""
        if not self.chunks:
            return
        whole = self.flat()
        assert self._start is not None  # noqa: S101  # flat() has just set it
        place, stop = self._start[rows], self._start[rows + 1]
        which = np.flatnonzero(place < stop)
        place, stop = place[which], stop[which]
        while len(which):
            yield whole, which, place
            place = place + 1
            more = place < stop
            which, place, stop = which[more], place[more], stop[more]


def _together(chunks: list[Moves]) -> Moves:
    rows = np.concatenate([chunk.rows for chunk in chunks])
    order = np.argsort(rows, kind="stable")
    return Moves(*(np.concatenate([getattr(chunk, each.name) for chunk in chunks])[order] for each in fields(Moves)))


def fold(told: Sequence[tuple[History, Rows]], at: At, until: At | None = None) -> Codes:
    """Return the status that the changes, in their order, give each row on a day: `core.world.fold` for many.

    Args:
        told: histories to read one after another, each with the rows in which it keeps these people.
        until: of a parent, the day of the child's birth: what came later is not read.
    """
    rows = len(told[0][1])
    value, answered = all_of(FALSE, rows), all_of(UNKNOWN, rows)
    for history, where in told:
        for whole, which, place in history.steps(where):
            _step(whole, which, place, at, until, value, answered)
    return value


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


def ever(history: History, rows: Rows, at: At) -> Codes:
    """Return whether each row had the status on that day or at any time before."""
    value = all_of(FALSE, len(rows))
    for whole, which, place in history.steps(rows):
        counts = np.isin(whole.how[place], (GAIN, PRESUME)) & (whole.lo[place] <= at[1][which])
        which, place = which[counts], place[counts]
        value[which] = either(value[which], whole.value[place])
    return value


def answered(history: History, rows: Rows, until: At | None = None) -> Flags:
    """Say about which rows the State has given an answer at any time (of a parent: by the child's birth)."""
    found = np.zeros(len(rows), dtype=np.bool_)
    for whole, which, place in history.steps(rows):
        told = whole.how[place] == ANSWER
        found[which] |= told if until is None else told & (whole.lo[place] <= until[1][which])
    return found
