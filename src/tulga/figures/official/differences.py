"""The operation's figures beside the published ones, and why they differ: reasons that the numbers bear out."""

from collections.abc import Iterator

from tulga.figures.core.cells import Shown
from tulga.figures.core.figure import Difference, Dimensions, Figure, FigureSet
from tulga.figures.official import queries
from tulga.figures.official.compile import columns_of, definitions
from tulga.kernel.countries import STATELESS

_SLACK = 2  # a published 0 may stand for 1 or 2, a published 5 for 3 or 4 (seen: 2 became 0, 3 became 5)


def differences(operation: FigureSet, official: FigureSet) -> tuple[Difference, ...]:
    """Return every figure that both sources have for the same day, with the reasons for a difference as codes."""
    if operation.as_of != official.as_of:
        return ()
    published = {(one.id, one.dimensions): one for one in official.figures}
    return tuple(
        _difference(one, published[one.id, one.dimensions], operation.country)
        for one in operation.figures
        if (one.id, one.dimensions) in published and one.kind == published[one.id, one.dimensions].kind
    )


def _difference(own: Figure, other: Figure, country: str) -> Difference:
    if not (isinstance(own.cell, Shown) and isinstance(other.cell, Shown)):
        return Difference(own.id, own.dimensions, own.cell, other.cell, None, ("own_split",) if own.dimensions else ())
    apart = own.cell.value - other.cell.value
    reasons = tuple(_reasons(own.id, own.dimensions, other.as_of.year, country, apart))
    return Difference(own.id, own.dimensions, own.cell, other.cell, apart, reasons)


def _reasons(figure: str, dimensions: Dimensions, year: int, country: str, apart: int) -> Iterator[str]:
    if apart == 0:
        yield "equal"
        return
    lowest, highest = masking_span(country, year, columns_of(country, year, figure)[0], dict(dimensions))
    if lowest <= apart <= highest:
        yield "masking"
    else:
        if apart > 0 and not dimensions:
            yield "masking_unlisted"
        yield "other_count"
    if dimensions:
        yield "own_split"
    if figure != "people.total" and not dimensions and was_revised(country, year, figure):
        yield "revised"


def masking_span(country: str, year: int, columns: tuple[str, ...], dimensions: dict[str, str]) -> tuple[int, int]:
    """Return how far below and above the published number the unmasked one can lie, from the rows it is the sum of.

    Stateless people stand in the row of the stateless alone: an empty cell of theirs in another row masks nobody.
    """
    cells = [
        row.numbers[column]
        for row in queries.rows_of(country, year)
        if dimensions.get("origin", row.origin) == row.origin
        for column in columns
        if column in row.numbers and (column != "stateless" or row.origin == STATELESS)
    ]
    return -_SLACK * cells.count(5), _SLACK * cells.count(0)


def was_revised(country: str, year: int, figure: str) -> bool:
    """Say whether releases of the statistics had different totals for this figure and year."""
    column = definitions()["figures"][figure]["columns"][0]
    totals = {one.totals.get(column) for one in queries.revisions(country) if one.year == year}
    return len(totals - {None}) > 1
