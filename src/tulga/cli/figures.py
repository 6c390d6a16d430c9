"""`tulga figures`: the figures of a country on a day, from the ledger or from UNHCR's published statistics."""

import argparse
from collections.abc import Iterator
from datetime import date, datetime

from tulga.cli import database, values
from tulga.cli.errors import BadInput
from tulga.cli.output import answer, answer_json, table, tell
from tulga.cli.words import _
from tulga.figures import duplicates
from tulga.figures.compile import compile_official, compile_operation
from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, NotCollected, Shown, Withheld
from tulga.figures.core.figure import FigureSet, to_json
from tulga.figures.duplicates import Why
from tulga.figures.errors import NoData
from tulga.kernel.countries import Country


def run(arguments: argparse.Namespace) -> int:
    """Print the figures; 0 when there are any."""
    found = compiled(arguments.country, arguments.as_of, arguments.known_at, arguments.source)
    twice = duplicates.beside(found)
    if arguments.json:
        answer_json(to_json(found) | ({"duplicates": duplicates.to_json(twice)} if twice else {}))
    else:
        answer("\n".join([readable(found), *(["", *_twice(twice)] if twice else [])]))
    for note in found.notes:
        tell(note)
    return 0


def compiled(country: Country, as_of: date, known_at: datetime | None, source: str) -> FigureSet:
    """Return the figures that a command asks for.

    Raises:
        BadInput: a day that has not come, `--known-at` for statistics that are not a ledger, or no data for it.
    """
    values.not_in_the_future("--as-of", as_of)
    if known_at is not None:
        values.not_in_the_future("--known-at", known_at)
    if source == "official":
        if known_at is not None:
            raise BadInput("--known-at", _("the published statistics are one snapshot; only the operation knows when"))
        return _official(country, as_of)
    database.open_existing()
    return _operation(country, as_of, known_at)


def _official(country: Country, as_of: date) -> FigureSet:
    try:
        return compile_official(country.iso3, as_of)
    except NoData:
        message = _("the published statistics have nothing on {country} by {day}")
        raise BadInput("--as-of", message.format(country=country.iso3, day=as_of.isoformat())) from None


def _operation(country: Country, as_of: date, known_at: datetime | None) -> FigureSet:
    try:
        return compile_operation(country.iso3, as_of, known_at)
    except NoData:
        message = _("the operation holds nobody of {country} by {day}")
        raise BadInput("--as-of", message.format(country=country.iso3, day=as_of.isoformat())) from None


# -- for people -------------------------------------------------------------------------------------------------------


def readable(found: FigureSet) -> str:
    """Return the figures as a table."""
    head = [f"{found.country} · {found.as_of.isoformat()} · {found.source}"]
    if found.known_at:
        head.append(_("known at {moment}").format(moment=found.known_at.isoformat()))
    if found.demonstration:
        head.append(_("demonstration: invented people, calibrated to published totals"))
    return "\n".join([*head, "", table((_("figure"), _("of"), _("number")), _rows(found))])


def _rows(found: FigureSet) -> Iterator[tuple[str, str, str]]:
    for figure in found.figures:
        of = ", ".join(f"{name} {value}" for name, value in figure.dimensions)
        yield f"{figure.id}@{figure.version}", of, ", ".join(figure.items) or shown(figure.cell)


def _twice(found: duplicates.Duplicates) -> Iterator[str]:
    """Say how many of the people of concern may be counted twice; it changes no number above."""
    message = _("people of concern: {joined} with records joined that are one person, {apart} without")
    yield message.format(joined=shown(found.with_matching), apart=shown(found.without_matching))
    match found.why:
        case Why.TOLD:
            message = _("expected to be counted twice: about {mean}, in 95 of 100 cases {low} to {high}")
            yield message.format(mean=found.mean, low=found.low, high=found.high)
            yield _("pairs that look alike and wait for a judgement: {pairs}").format(pairs=shown(found.pairs))
        case Why.WITHHELD:
            yield _("expected to be counted twice: withheld, it would point at few people")
        case Why.NOT_DRAWN:
            yield _("expected to be counted twice: not known, the list of look-alikes is still being drawn")
        case Why.PAST:
            yield _("expected to be counted twice: only known for now, not for an earlier knowledge")


def shown(cell: Cell) -> str:
    """Return a cell in words; what is withheld or not counted is never 0."""
    match cell:
        case Shown(value):
            return f"{value:,}".replace(",", " ")
        case AtLeast(value):
            return _("at least {number}").format(number=f"{value:,}".replace(",", " "))
        case AtMost(value):
            return _("at most {number}").format(number=f"{value:,}".replace(",", " "))
        case Assumed(value):
            return _("{number} (assumed)").format(number=f"{value:,}".replace(",", " "))
        case Withheld():
            return _("withheld")
        case NotCollected():
            return _("not counted")
