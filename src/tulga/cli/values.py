"""Reading what was typed: a country, a day, a moment, a folder. Each says in one sentence what is wrong with it."""

import os
from argparse import ArgumentTypeError
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tulga.cli.errors import BadInput
from tulga.cli.words import _
from tulga.kernel.countries import Country, find_country

SYSTEMS = ("iso3", "iso2", "unhcr")  # in this order: AUS is Australia (ISO), not Austria (UNHCR's own code)


def country(text: str) -> Country:
    """Return the country with this code; ISO's three letters come first."""
    for system in SYSTEMS:
        if found := find_country(text, system):
            return found
    raise ArgumentTypeError(
        _("no country has the code “{code}”; write the three letters of ISO 3166, such as KAZ").format(code=text)
    )


def day(text: str) -> date:
    """Return a day of the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            _("“{text}” is not a day of the calendar; write year, month and day, such as 2021-12-31").format(text=text)
        ) from None


def moment(text: str) -> datetime:
    """Return a moment: a zoned time as it stands, a day as its last instant (all that was recorded on it counts)."""
    try:
        if len(text) == len("2021-12-31"):
            return datetime.combine(day(text) + timedelta(days=1), datetime.min.time(), UTC) - timedelta(microseconds=1)
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        found = None
    if found is None or found.tzinfo is None:
        raise ArgumentTypeError(
            _("“{text}” is not a moment; write a day, or a time with its zone such as 2021-12-31T18:00+06:00").format(
                text=text
            )
        )
    return found


def whole_number(text: str) -> int:
    """Return a whole number."""
    try:
        return int(text)
    except ValueError:
        raise ArgumentTypeError(_("“{text}” is not a whole number").format(text=text)) from None


def positive(text: str) -> int:
    """Return a whole number of at least one."""
    found = whole_number(text)
    if found < 1:
        raise ArgumentTypeError(_("“{text}” is less than 1").format(text=text))
    return found


def port(text: str) -> int:
    """Return a number of a TCP port."""
    found = whole_number(text)
    if not 1 <= found <= 65535:
        raise ArgumentTypeError(_("“{text}” is not a port; ports are 1 to 65535").format(text=text))
    return found


def not_in_the_future(field: str, given: date | datetime) -> None:
    """Refuse a day that has not come: nobody knows yet how many there will be.

    Raises:
        BadInput: the day or moment lies in the future.
    """
    now = datetime.now(UTC)
    late = given.date() > now.date() if isinstance(given, datetime) else given > now.date() + timedelta(days=1)
    if late:  # one day of grace: it may be tomorrow already where the operation is
        raise BadInput(field, _("{day} has not come yet").format(day=given.isoformat()))


def folder_to_write(field: str, path: Path) -> Path:
    """Return a folder that can be written to; it is not made yet.

    Raises:
        BadInput: it is a file, or nothing may be written there.
    """
    found = path.expanduser().absolute()
    if found.exists() and not found.is_dir():
        raise BadInput(field, _("{path} is a file, not a folder").format(path=path))
    above = next(parent for parent in (found, *found.parents) if parent.exists())
    if not above.is_dir():
        raise BadInput(field, _("{path} is a file, not a folder").format(path=above))
    if not os.access(above, os.W_OK | os.X_OK):
        raise BadInput(field, _("nothing may be written to {path}").format(path=above))
    return found


def folder_to_read(field: str, path: Path) -> Path:
    """Return a folder that can be read.

    Raises:
        BadInput: it is not there, or may not be read.
    """
    if not path.is_dir():
        raise BadInput(field, _("there is no folder {path}").format(path=path))
    if not os.access(path, os.R_OK | os.X_OK):
        raise BadInput(field, _("{path} cannot be read").format(path=path))
    return path
