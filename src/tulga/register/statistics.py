"""What figures may see of people: pseudonymous facts, no names, numbers, contacts or free text.

A named exception to "every read is scoped to an actor": counts are taken over all organisations of the deployment. Only
`tulga.figures` imports this module (an import contract says so), and every call is logged with its purpose.
"""

import logging
from collections.abc import Iterator
from datetime import date, datetime
from heapq import merge
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import Q

from tulga.register.entries import Verdict
from tulga.register.identity.core import Components, persons_of
from tulga.register.models import Birth, Judgement, Nationality, Presence, Record, Residence, SexRow

log = logging.getLogger(__name__)
UNBOUNDED_PAST = date.min
_CHUNK = 20_000


class Fact(NamedTuple):
    """One thing that is known of one record.

    `earliest` and `latest` bound the day on which it took effect; what has no latest possible day took effect by the
    day on which it was recorded. `source` is the record's source, or the authority.
    """

    record: UUID
    kind: str
    value: str
    basis: str
    earliest: date
    latest: date
    position: int
    ends: bool
    source: str


def standing(known_at: datetime | None) -> Q:
    """Return the condition "recorded, and not withdrawn, at that time"."""
    if known_at is None:
        return Q(withdrawn_position__isnull=True)
    return Q(recorded_at__lte=known_at) & (Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at))


def withdrawn_records(known_at: datetime | None) -> models.QuerySet[Record, UUID]:
    """Return the records that, as was known at that time, should never have been opened: nothing in them counts."""
    gone = Record.objects.filter(withdrawn_position__isnull=False)
    if known_at is not None:
        gone = gone.filter(withdrawn_at__lte=known_at)
    return gone.values_list("id", flat=True)


def facts(*, known_at: datetime | None, purpose: str) -> Iterator[Fact]:
    """Yield every standing fact about every record that stands, ordered by record, then position."""
    log.info("statistics read of the register: purpose=%s known_at=%s", purpose, known_at)
    streams = [
        _records(known_at),
        _statements(Nationality, ("status", "country", "basis", "ends"), _nationality, known_at),
        _statements(Presence, ("why",), lambda why: ("presence_ended", why, "", False), known_at),
        _statements(SexRow, ("sex",), lambda sex: ("sex", sex, "", False), known_at),
        _statements(Birth, ("date",), lambda born: ("birth", born, "", False), known_at),
        _statements(Residence, ("country", "area"), _residence, known_at),
    ]
    yield from merge(*streams, key=itemgetter(0, 6))


def bounds(earliest: date | None, latest: date | None, recorded_at: datetime) -> tuple[date, date]:
    """Return the first and the last day on which something may have taken effect."""
    return earliest or UNBOUNDED_PAST, latest or recorded_at.date()


def _records(known_at: datetime | None) -> Iterator[Fact]:
    columns = (
        "id", "source_kind", "source", "campaign", "area", "origin", "position", "recorded_at", "effective_earliest",
        "effective_latest",
    )  # fmt: skip
    found = Record.objects.filter(standing(known_at)).order_by("id").values_list(*columns)
    for record, kind, source, campaign, area, origin, position, at, low, high in found.iterator(chunk_size=_CHUNK):
        earliest, latest = bounds(low, high, at)
        yield Fact(record, "identified", campaign or kind, kind, earliest, latest, position, False, source)
        yield Fact(record, "area", area, "told", earliest, latest, position, False, source)
        if origin:
            yield Fact(record, "origin", origin, "", earliest, latest, position, False, source)


def _statements(
    model: type[models.Model], columns: tuple[str, ...], read: Any, known_at: datetime | None
) -> Iterator[Fact]:
    common = ("record_id", "position", "recorded_at", "effective_earliest", "effective_latest")
    standing_ones = model._base_manager.filter(standing(known_at)).exclude(record_id__in=withdrawn_records(known_at))
    found = standing_ones.order_by("record_id", "position")
    for record, position, at, low, high, *values in found.values_list(*common, *columns).iterator(chunk_size=_CHUNK):
        said = read(*values)
        if said is not None:
            earliest, latest = bounds(low, high, at)
            kind, value, basis, ends = said
            yield Fact(record, kind, value, basis, earliest, latest, position, ends, "")


def _nationality(status: str, country: str | None, basis: str, ends: bool) -> tuple[str, str, str, bool]:  # noqa: FBT001
    return "nationality", f"{status}:{country}" if country else status, basis, ends


def _residence(country: str, area: str | None) -> tuple[str, str, str, bool] | None:
    return ("area", area, "residence", False) if area else None


def judged_different(*, purpose: str) -> Iterator[tuple[UUID, UUID]]:
    """Yield the pairs of records that a standing judgement calls two persons."""
    log.info("judgements read of the register: purpose=%s", purpose)
    rows = Judgement.objects.filter(standing(None), verdict=Verdict.DIFFERENT.value).order_by("first", "second")
    yield from rows.values_list("first", "second").iterator(chunk_size=_CHUNK)


def merged_persons(*, known_at: datetime | None, purpose: str) -> dict[UUID, UUID]:
    """Return the person of every record that standing judgements join with another."""
    log.info("identity read of the register: purpose=%s known_at=%s", purpose, known_at)
    same = Judgement.objects.filter(standing(known_at), verdict=Verdict.SAME.value)
    joined = Components(same.values_list("first", "second").iterator(chunk_size=_CHUNK))
    clusters = list(joined.clusters())
    opened: dict[UUID, tuple[int, UUID]] = {}
    members = [record for cluster in clusters for record in cluster]
    for start in range(0, len(members), 500):
        part = Record.objects.filter(standing(known_at), id__in=members[start : start + 500])
        for record, position, person in part.values_list("id", "position", "person_minted"):
            opened[record] = (position, person)
    found: dict[UUID, UUID] = {}
    for cluster in clusters:
        known = [record for record in cluster if record in opened]
        if len(known) > 1:
            person, _ = persons_of(known, opened)
            found.update(dict.fromkeys(known, person))
    return found
