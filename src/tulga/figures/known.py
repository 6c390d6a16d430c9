"""What a reader holds already: earlier releases of the operation, and the official statistics of the same day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from tulga.figures.accounts import FIGURES, flow_key, span_of
from tulga.figures.core.cells import Assumed, Cell, Shown, Withheld
from tulga.figures.core.figure import FigureSet
from tulga.figures.disclosed import Key, figure_key
from tulga.figures.official.compile import definitions
from tulga.figures.official.differences import masking_span

Bounds = tuple[int, int]
_EVERYBODY: Final = 10**10
_ACCOUNTS: Final = {figure: account for account, figure in FIGURES.items()}


def bounds(
    counts: Mapping[Key, int], as_of: date, earlier: Iterable[FigureSet], official: FigureSet | None
) -> dict[Key, Bounds]:
    """Return for every count the range in which a reader knows it to lie.

    A number printed elsewhere is knowledge only where it is the same count: another number, taken by other rules or
    before a correction, would lead the reader astray.
    """
    found: dict[Key, Bounds] = {key: (1, _EVERYBODY) for key in counts if is_listed(key)}
    said = [pair for one in earlier for pair in _released(one, as_of)]
    if official is not None:
        said += _published(official)
    for key, (lowest, highest) in said:
        if key in counts and lowest <= counts[key] <= highest:
            before = found.get(key, (lowest, highest))
            found[key] = (max(lowest, before[0]), min(highest, before[1]))
    return found


def withheld(counts: Mapping[Key, int], as_of: date, earlier: Iterable[FigureSet]) -> frozenset[Key]:
    """Return what an earlier release of another day withheld and this one holds too: now printed is then printed."""
    cells = [pair for one in earlier if one.as_of != as_of for pair in cells_of(one, as_of)]
    return frozenset(key for key, cell in cells if isinstance(cell, Withheld) and counts.get(key))


def is_listed(key: Key) -> bool:
    """Say whether a cell is printed only where there is somebody in it: its being there tells that it is not nought."""
    return key[0] == "flow" or (len(key) > 1 and "=" in key[1])


def _released(given: FigureSet, as_of: date) -> Iterator[tuple[Key, Bounds]]:
    """Yield what a release printed, under the keys that it has in the figures of a day."""
    return (
        (key, (cell.value, cell.value)) for key, cell in cells_of(given, as_of) if isinstance(cell, Shown | Assumed)
    )


def cells_of(given: FigureSet, as_of: date) -> Iterator[tuple[Key, Cell]]:
    """Yield every printed cell under the key that it has in the figures of a day."""
    for figure in given.figures:
        if given.as_of == as_of:
            yield figure_key(figure.id, figure.dimensions), figure.cell
            yield from ((("step", step.id), step.cell) for step in figure.steps if step.id != "counted")
        elif not figure.dimensions and figure.id in _ACCOUNTS:
            yield ("stock", _ACCOUNTS[figure.id], given.as_of.isoformat()), figure.cell
    for account in given.accounts:
        for day, cell in ((account.start_on, account.start), (account.end_on, account.end)):
            yield (FIGURES[account.category],) if day == as_of else ("stock", account.category, day.isoformat()), cell
        for line in account.lines:
            span = span_of(account.start_on, account.end_on)
            yield flow_key(account.category, span, (line.direction, line.reason, line.assumed)), line.cell


def _published(official: FigureSet) -> Iterator[tuple[Key, Bounds]]:
    """Yield the ranges that the official statistics leave, small counts being masked in them."""
    columns = {figure: tuple(raw["columns"]) for figure, raw in definitions()["figures"].items()}
    for figure in official.figures:
        if isinstance(figure.cell, Shown):
            low, high = masking_span(official.country, official.as_of.year, columns[figure.id], dict(figure.dimensions))
            yield figure_key(figure.id, figure.dimensions), (figure.cell.value + low, figure.cell.value + high)
