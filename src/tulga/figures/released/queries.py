"""What was released, for everyone: figures and words, never a person. Nobody is in it, so no actor is asked for."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from tulga.figures.core.figure import FigureSet, from_json
from tulga.figures.released.models import ReleaseRow


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """`number` counts the releases of a country; `seal_root` is that of the seal that covered the ledger."""

    id: UUID
    number: int
    country: str
    as_of: date
    known_at: datetime | None
    source: str
    demonstration: bool
    released_at: datetime
    seal_root: str
    digest: str


@dataclass(frozen=True, slots=True)
class Release:
    info: ReleaseInfo
    figure_set: FigureSet


class NoSuchRelease(LookupError):
    """Nothing was released under this id."""


class DamagedRelease(RuntimeError):
    """What is stored is not what was released: its digest is another. It is not shown."""


def releases(country: str | None = None) -> list[ReleaseInfo]:
    """Return the releases of a country, or all, the newest first."""
    rows = ReleaseRow.objects.defer("document").order_by("-released_at", "-id")
    return [_info(row) for row in (rows.filter(country=country) if country else rows)]


def ids() -> set[str]:
    """Return the ids of all rows as text, also of those that hold what is no id."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {connection.ops.quote_name(ReleaseRow._meta.db_table)}")  # noqa: S608
        return {_id_text(row[0]) for row in cursor.fetchall()}


def _id_text(stored: object) -> str:
    try:
        return str(UUID(str(stored)))
    except ValueError:
        return str(stored)


def get_release(release_id: UUID) -> Release:
    """Return a release as it was frozen.

    Raises:
        NoSuchRelease: there is none under this id.
        DamagedRelease: its bytes are not those that were frozen, or stand under another day, country or source.
    """
    try:
        row = ReleaseRow.objects.filter(id=release_id).first()
        if row is None:
            raise NoSuchRelease(str(release_id))
        content = bytes(row.document)
        intact = hashlib.sha256(content).hexdigest() == row.digest
        found = from_json(json.loads(content)) if intact else None
    except (ValueError, TypeError, KeyError, AttributeError):  # a value that is none: SQLite takes anything
        row = found = None
    if row is None or found is None or not _is_of(row, found):
        raise DamagedRelease(f"release {release_id} is not what was frozen")
    return Release(_info(row), found)


def _is_of(row: ReleaseRow, found: FigureSet) -> bool:
    """Say whether the columns, by which releases are listed and marked, say what the document says."""
    told = (row.country, row.as_of, row.known_at, row.source, row.demonstration)
    of = (found.country, found.as_of, found.known_at, found.source, found.demonstration)
    return told == of and isinstance(row.released_at, datetime)  # what SQLite cannot read as a time is read as none


def find_latest(country: str | None = None, source: str | None = None) -> ReleaseInfo | None:
    """Return the release that speaks of the latest day; of several of one day, the one made last."""
    rows = ReleaseRow.objects.defer("document").order_by("-as_of", "-released_at", "-id")
    rows = rows.filter(country=country) if country else rows
    row = (rows.filter(source=source) if source else rows).first()
    return _info(row) if row else None


def _info(row: ReleaseRow) -> ReleaseInfo:
    return ReleaseInfo(
        row.id, row.number, row.country, row.as_of, row.known_at, row.source, row.demonstration, row.released_at,
        row.seal_root, row.digest,
    )  # fmt: skip
