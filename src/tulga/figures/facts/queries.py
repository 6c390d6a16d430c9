"""Entered facts, as of a day and as known at a time. They are about money, offices and donors, never about a person."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from tulga.figures.facts.models import DemonstrationRow, FactRow


@dataclass(frozen=True, slots=True)
class EnteredFact:
    """One fact with its document."""

    entry: UUID
    figure: str
    value: int | None
    items: tuple[str, ...]
    as_of: date
    title: str
    publisher: str
    document_date: str
    url: str


def facts_on(as_of: date, known_at: datetime | None) -> dict[str, EnteredFact]:
    """Return for each figure the fact of the latest day up to `as_of` that stood then; of one day, the last entered."""
    if known_at is None:
        standing = Q(withdrawn_position__isnull=True)
    else:
        standing = Q(recorded_at__lte=known_at) & (Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at))
    rows = FactRow.objects.filter(standing, as_of__lte=as_of).order_by("as_of", "position")
    return {row.figure: _fact(row) for row in rows}


def all_facts() -> tuple[EnteredFact, ...]:
    """Return every fact that stands, the newest first."""
    rows = FactRow.objects.filter(withdrawn_position__isnull=True).order_by("-as_of", "-position")
    return tuple(_fact(row) for row in rows)


def _fact(row: FactRow) -> EnteredFact:
    items = tuple(row.items.split("\n")) if row.items else ()
    return EnteredFact(
        row.entry, row.figure, row.value, items, row.as_of, row.title, row.publisher, row.document_date, row.url
    )


def is_demonstration() -> bool:
    """Say whether the people of this operation are invented; once declared, it is so for every question ever asked."""
    return DemonstrationRow.objects.exists()
