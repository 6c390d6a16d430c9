"""Reading the ledger back: in order of position, payloads decoded, erased ones as ERASED."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import Max

from tulga.ledger import bulk, crypto, kinds
from tulga.ledger.models import Entry, ErasedSubject
from tulga.ledger.projection import ERASED, Recorded, kind_of_class

CHUNK = 4000


def entries(*, after: int = 0, known_at: datetime | None = None, chunk: int = CHUNK) -> Iterator[Sequence[Recorded]]:
    """Yield all entries after a position, in chunks of bounded size.

    Raises:
        UnknownKind, InvalidPayload: an entry cannot be read by this program.
    """
    while rows := stored_rows(after=after, known_at=known_at, chunk=chunk):
        yield decoded(rows)
        after = rows[-1].position


def stored_rows(*, after: int, known_at: datetime | None = None, chunk: int = CHUNK) -> list[Entry]:
    found = Entry.objects.filter(position__gt=after).order_by("position")
    if known_at is not None:
        found = found.filter(recorded_at__lte=known_at)
    return list(found[:chunk])


def history(stream_id: UUID) -> list[Recorded]:
    """Return what happened in one stream, in its own order."""
    return decoded(list(Entry.objects.filter(stream_id=stream_id).order_by("number")))


def histories(streams: Sequence[UUID], *, only: Iterable[type]) -> dict[UUID, list[Recorded]]:
    """Return what happened in each of these streams, in its own order, as far as it is of these kinds.

    Nothing else is decrypted. A stream without such entries is left out.
    """
    found: dict[UUID, list[Recorded]] = {}
    kind_names = [kind_of_class(payload_class) for payload_class in only]
    for start in range(0, len(streams), 500):
        part = streams[start : start + 500]
        condition = f"stream_id IN ({bulk.marks(part)}) AND kind IN ({bulk.marks(kind_names)})"
        rows = bulk.select(Entry, _COLUMNS, f"{condition} ORDER BY stream_id, number", [*part, *kind_names])
        for recorded in _opened(rows):
            found.setdefault(recorded.stream_id, []).append(recorded)
    return found


def erased(subjects: Sequence[UUID]) -> set[UUID]:
    """Return which of these subjects the ledger says are erased, although their keys may go a moment later."""
    found: set[UUID] = set()
    for start in range(0, len(subjects), 500):
        rows = ErasedSubject.objects.filter(subject__in=subjects[start : start + 500])
        found.update(rows.values_list("subject", flat=True))
    return found


def of_kind(payload_class: type) -> list[Recorded]:
    """Return all entries of a kind of which there are few (releases), in order of position."""
    return decoded(list(Entry.objects.filter(kind=kind_of_class(payload_class)).order_by("position")))


def by_id(ids: Sequence[UUID]) -> dict[UUID, Recorded]:
    """Return the entries with these ids."""
    found: dict[UUID, Recorded] = {}
    for start in range(0, len(ids), 500):
        rows = list(Entry.objects.filter(id__in=ids[start : start + 500]).order_by("position"))
        found.update({recorded.id: recorded for recorded in decoded(rows)})
    return found


_COLUMNS = Recorded._fields  # an entry is stored under the names of what it is read as


def decoded(rows: Sequence[Entry]) -> list[Recorded]:
    values = attrgetter(*_COLUMNS)
    return _opened([values(row) for row in rows])


def _opened(rows: Sequence[Sequence[Any]]) -> list[Recorded]:
    """Return entries, given as the values of their columns, with their payloads opened."""
    payloads = [bytes(row[-1]) for row in rows]
    holders: set[UUID] = set()
    for stored in payloads:
        holders.update(crypto.holders(stored))
    keys = crypto.keys_for_reading(sorted(holders)) if holders else {}
    opened = (_payload(row, stored, keys) for row, stored in zip(rows, payloads, strict=True))
    return [Recorded._make((*row[:-1], payload)) for row, payload in zip(rows, opened, strict=True)]


def _payload(row: Sequence[Any], stored: bytes, keys: Any) -> Any:
    _, entry, _, stream, _, kind, version, *_ = row
    opened = crypto.open_stored(stored, aad=crypto.associated(entry, stream, kind, version), keys=keys)
    return ERASED if opened is None else kinds.decode(kind, version, opened)


def head(*, known_at: datetime | None = None) -> tuple[int, str]:
    """Return the last position known at a time and its hash (hexadecimal): it fixes everything that was known."""
    found = Entry.objects.order_by("-position")
    if known_at is not None:
        found = found.filter(recorded_at__lte=known_at)
    last = found.values_list("position", "hash").first()
    return (0, bytes(32).hex()) if last is None else (last[0], bytes(last[1]).hex())


def streams_since(position: int, *, most: int) -> set[tuple[str, UUID]] | None:
    """Return kind and stream of what was written after a position; None where that is more than `most` entries."""
    rows = list(Entry.objects.filter(position__gt=position).values_list("kind", "stream_id")[: most + 1])
    return None if len(rows) > most else set(rows)


def is_empty() -> bool:
    return not Entry.objects.exists()


def last_numbers(streams: Sequence[UUID], *, organisation: UUID | None = None) -> dict[UUID, int]:
    """Return the number of the last entry of each stream; with an organisation, of the last that it wrote itself."""
    found: dict[UUID, int] = {}
    for start in range(0, len(streams), 500):
        rows = Entry.objects.filter(stream_id__in=streams[start : start + 500])
        if organisation is not None:
            rows = rows.filter(organisation=organisation)
        found.update(rows.values("stream_id").annotate(last=Max("number")).values_list("stream_id", "last"))
    return found
