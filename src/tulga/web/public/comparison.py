"""Two editions, figure by figure: what can be said about the change, and what cannot. Pure: two sets in, rows out."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, NotCollected, Shown, Withheld
from tulga.figures.core.figure import Dimensions, Figure, FigureSet


class Change(Enum):
    """What became of a figure. Only `DIFFERENCE` carries a number, for only two plain numbers have a difference."""

    DIFFERENCE = "difference"
    SAME_BOUND = "same_bound"  # "at least 9,000" twice: the number may have moved
    OTHER_BOUND = "other_bound"
    WITHHELD = "withheld"  # on one side or both: nothing is said, not even whether it changed
    NOT_COLLECTED = "not_collected"
    ASSUMED = "assumed"
    REDEFINED = "redefined"
    APPEARED = "appeared"
    GONE = "gone"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in both editions."""

    id: str
    dimensions: Dimensions
    before: Figure | None
    after: Figure | None
    change: Change
    difference: int | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def compare(before: FigureSet, after: FigureSet) -> tuple[Row, ...]:
    """Return every figure of either set, in the order of the later one; what only the earlier has comes last."""
    earlier = {_key(one): one for one in before.figures}
    later = {_key(one): one for one in after.figures}
    return tuple(_row(earlier.get(key), later.get(key)) for key in dict.fromkeys([*later, *earlier]))


def redefined(rows: tuple[Row, ...]) -> Iterator[Row]:
    """Yield each figure once whose definition has another version."""
    seen: set[str] = set()
    for row in rows:
        if row.change is Change.REDEFINED and row.id not in seen:
            seen.add(row.id)
            yield row


def _key(one: Figure) -> tuple[str, Dimensions]:
    return one.id, tuple(sorted(one.dimensions))


def _row(before: Figure | None, after: Figure | None) -> Row:
    one = after or before
    assert one is not None  # noqa: S101 - a key comes from one of the two
    key = one.id, one.dimensions
    if before is None:
        return Row(*key, None, after, Change.APPEARED)
    if after is None:
        return Row(*key, before, None, Change.GONE)
    if (before.version, before.unit, before.kind) != (after.version, after.unit, after.kind):
        return Row(*key, before, after, Change.REDEFINED)
    if before.items or after.items:
        added = tuple(item for item in after.items if item not in before.items)
        removed = tuple(item for item in before.items if item not in after.items)
        return Row(*key, before, after, Change.ITEMS, None, added, removed)
    return Row(*key, before, after, *_change(before.cell, after.cell))


def _change(before: Cell, after: Cell) -> tuple[Change, int | None]:
    if isinstance(before, Shown) and isinstance(after, Shown):
        return Change.DIFFERENCE, after.value - before.value
    pair = (before, after)
    if any(isinstance(cell, Withheld) for cell in pair):
        return Change.WITHHELD, None
    if any(isinstance(cell, NotCollected) for cell in pair):
        return Change.NOT_COLLECTED, None
    if any(isinstance(cell, AtLeast | AtMost) for cell in pair):
        return (Change.SAME_BOUND if before == after else Change.OTHER_BOUND), None
    if any(isinstance(cell, Assumed) for cell in pair):
        return Change.ASSUMED, None
    raise TypeError(f"no rule to compare {type(before).__name__} with {type(after).__name__}")
