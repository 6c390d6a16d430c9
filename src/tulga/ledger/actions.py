"""Writing to the ledger: one action is one transaction is one or more entries, and the views move with them.

Who holds the lock: `append`, `append_many` and `accept` serialise all writers until their transaction ends (advisory lock
on PostgreSQL, IMMEDIATE transaction on SQLite). Positions therefore have no gaps and follow the order of commits.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from tulga.kernel.dates import InvalidDate
from tulga.kernel.effective import Effective
from tulga.kernel.ids import new_id
from tulga.ledger import bulk, chain, crypto, errors, projection
from tulga.ledger.entries import DeviceRevoked
from tulga.ledger.kinds import THIRD_PERSONS, Json, Kind, check, kind_of
from tulga.ledger.models import Entry, ErasedSubject, Quarantined, RevokedDevice
from tulga.ledger.projection import Recorded

LOCK = 0x7475_6C67_61  # "tulga"
CLOCK_TOLERANCE = timedelta(seconds=5)  # two servers of one deployment are never exactly together


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, for which organisation, and when the server took it."""

    actor: UUID
    organisation: UUID
    recorded_at: datetime
    device: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry to be written.

    Attributes:
        effective_on: when it happened: a partial date or an instant with its zone.
        subject: whose key encrypts it; the stream's own id when left out (personal kinds only).
        acted_at: the clock of the device; the recorded time when left out.
        based_on: the number of the last entry of the stream that the author had seen.
    """

    stream_id: UUID
    payload: object
    effective_on: str
    subject: UUID | None = None
    id: UUID | None = None
    acted_at: datetime | None = None
    based_on: int | None = None


@dataclass(frozen=True, slots=True)
class AppendReport:
    count: int
    first: int | None
    last: int | None


def append(draft: Draft, *, act: Act) -> Recorded:
    """Append one entry and return it as recorded.

    Raises:
        InvalidPayload, UnknownKind, InvalidDate, ClockBehind, DuplicateEntry, SubjectErased: nothing was written.
    """
    with transaction.atomic():
        writer = _Writer()
        return writer.write([(draft, act)])[0]


def append_together(drafts: Sequence[Draft], *, act: Act) -> list[Recorded]:
    """Append the entries of one act, all or none."""
    with transaction.atomic():
        return _Writer().write([(draft, act) for draft in drafts])


def append_many(drafts: Iterable[tuple[Draft, Act]], *, chunk: int = 4000) -> AppendReport:
    """Append a stream of entries in one transaction, by the same path as a single one."""
    count, first, last = 0, None, None
    with transaction.atomic():
        writer = _Writer()
        remaining = iter(drafts)
        while batch := list(islice(remaining, chunk)):
            written = writer.write(batch)
            first = first if first is not None else written[0].position
            last = written[-1].position
            count += len(written)
    return AppendReport(count, first, last)


# -- the one writer ---------------------------------------------------------------------------------------------------


def lock() -> None:
    """Make this transaction the only writer until it ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


class _Writer:
    """Holds the heads while one transaction writes."""

    _HEADS_KEPT = 200_000

    def __init__(self) -> None:
        lock()
        last = Entry.objects.order_by("-position").values_list("position", "recorded_at").first()
        self.position, self.recorded_at = last or (0, datetime.min.replace(tzinfo=UTC))
        self.heads: dict[UUID, tuple[int, bytes]] = {}

    def write(self, batch: Sequence[tuple[Draft, Act]]) -> list[Recorded]:
        if not batch:
            return []
        checked = [_check(draft) for draft, _ in batch]
        self._load_heads({draft.stream_id for draft, _ in batch})
        keys = self._keys(batch, checked)
        written: list[Recorded] = []
        rows: list[tuple[Any, ...]] = []
        for (draft, act), (kind, payload) in zip(batch, checked, strict=True):
            recorded, row = self._entry(draft, act, kind, payload, keys)
            written.append(recorded)
            rows.append(row)
        self._insert(rows, [recorded.id for recorded in written])
        projection.project(written)
        return written

    def _load_heads(self, streams: set[UUID]) -> None:
        if len(self.heads) > self._HEADS_KEPT:
            self.heads.clear()
        unknown = [stream for stream in streams if stream not in self.heads]
        if self.position == 0:
            return
        for start in range(0, len(unknown), 500):
            part = unknown[start : start + 500]
            for stream_id, number, digest in last_of_streams(part):
                self.heads[stream_id] = (number, digest)

    def _keys(self, batch: Sequence[tuple[Draft, Act]], checked: Sequence[tuple[Kind, Json]]) -> Any:
        subjects: dict[UUID, None] = {}
        for (draft, _), (kind, payload) in zip(batch, checked, strict=True):
            if kind.personal:
                subjects[draft.subject or draft.stream_id] = None
                for person in payload.get(THIRD_PERSONS) or ():
                    subjects[UUID(person)] = None
        if not subjects:
            return {}
        erased = set(ErasedSubject.objects.values_list("subject", flat=True)) if self.position else set()
        if gone := [subject for subject in subjects if subject in erased]:
            raise errors.SubjectErased(f"subject {gone[0]} was erased; open a new record instead")
        return crypto.keys_for_writing(subjects, at=batch[0][1].recorded_at, erased=erased)

    def _recorded_at(self, act: Act) -> datetime:
        """Return the recorded time: never before the last entry's; a clock that is far behind is refused."""
        if act.recorded_at.tzinfo is None:
            raise errors.LedgerError("recorded_at must be a time with its zone")
        moment = act.recorded_at.astimezone(UTC)
        if moment >= self.recorded_at:
            return moment
        if self.recorded_at - moment > CLOCK_TOLERANCE:
            raise errors.ClockBehind(
                f"the server's clock ({chain.instant_text(moment)}) is behind the last entry "
                f"({chain.instant_text(self.recorded_at)}); set the clock, nothing was written"
            )
        return self.recorded_at

    def _entry(self, draft: Draft, act: Act, kind: Kind, payload: Json, keys: Any) -> tuple[Recorded, tuple[Any, ...]]:
        when = Effective.parse(draft.effective_on)
        recorded_at = self._recorded_at(act)
        acted_at = draft.acted_at.astimezone(UTC) if draft.acted_at else recorded_at
        entry_id = draft.id or new_id()
        subject = (draft.subject or draft.stream_id) if kind.personal else None
        number, previous = self.heads.get(draft.stream_id, (0, chain.FIRST))
        position, number = self.position + 1, number + 1
        if subject is None:
            stored = crypto.store_plain(payload)
        else:
            aad = crypto.associated(entry_id, draft.stream_id, kind.name, kind.version)
            stored = crypto.store_sealed(payload, subject=subject, aad=aad, keys=keys)
        digest = chain.entry_hash(
            chain.encode(
                position, entry_id, kind.stream, draft.stream_id, number, kind.name, kind.version, when.text, acted_at,
                recorded_at, act.actor, act.organisation, act.device, subject, draft.based_on, stored, previous,
            )
        )  # fmt: skip
        self.position, self.recorded_at = position, recorded_at
        self.heads[draft.stream_id] = (number, digest)
        recorded = Recorded(
            position, entry_id, kind.stream, draft.stream_id, number, kind.name, kind.version, when.text, when.earliest,
            when.latest, acted_at, recorded_at, act.actor, act.organisation, act.device, subject, draft.based_on,
            draft.payload,
        )  # fmt: skip
        row = (*recorded[:17], stored, previous, digest)
        return recorded, row

    @staticmethod
    def _insert(rows: list[tuple[Any, ...]], ids: list[UUID]) -> None:
        seen: set[UUID] = set()
        for entry_id in ids:
            if entry_id in seen:
                raise errors.DuplicateEntry(f"entry {entry_id} stands twice in what was given")
            seen.add(entry_id)
        for start in range(0, len(ids), 500):
            known = Entry.objects.filter(id__in=ids[start : start + 500]).values_list("id", flat=True).first()
            if known is not None:
                raise errors.DuplicateEntry(f"entry {known} is in the ledger already")
        bulk.insert(Entry, rows)


def last_of_streams(streams: Sequence[UUID]) -> Iterator[tuple[UUID, int, bytes]]:
    """Yield (stream, number, hash) of the last entry of each of these streams."""
    if not streams:
        return
    table = Entry._meta.db_table
    marks = ", ".join(["%s"] * len(streams))
    values: list[Any] = [stream.hex if connection.vendor == "sqlite" else stream for stream in streams]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.stream_id, e.number, e.hash FROM {table} e JOIN "  # noqa: S608 - only marks are put in
            f"(SELECT stream_id, max(number) AS number FROM {table} WHERE stream_id IN ({marks}) GROUP BY stream_id) m "
            "ON e.stream_id = m.stream_id AND e.number = m.number",
            values,
        )
        for stream_id, number, digest in cursor.fetchall():
            yield (stream_id if isinstance(stream_id, UUID) else UUID(stream_id)), number, bytes(digest)


def _check(draft: Draft) -> tuple[Kind, Json]:
    kind = kind_of(draft.payload)
    try:
        return kind, check(draft.payload, kind)
    except InvalidDate as error:
        raise errors.InvalidPayload(kind.name, str(error)) from error


# -- acceptance of what comes from devices ----------------------------------------------------------------------------


class Outcome(Enum):
    ACCEPTED = "accepted"
    KNOWN = "known"  # the same entry had arrived before
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What became of one entry that a device sent."""

    entry_id: UUID
    outcome: Outcome
    position: int | None = None
    reason: str = ""
    concurrent: bool = False  # the stream had moved on since what the author had seen


def accept(drafts: Sequence[Draft], *, act: Act) -> list[Acceptance]:
    """Accept entries that a device sends, in any order and any number of times; drop nothing.

    The same entry twice is one entry. An id that comes back with other content, an entry of a revoked device, and an entry
    that does not fit its kind are quarantined with the reason. Each of the others is appended; where the stream had moved
    on since `based_on`, both stay and the answer says so (the context opens a task).
    """
    with transaction.atomic():
        lock()
        revoked = act.device and RevokedDevice.objects.filter(device=act.device).exists()
        return [_accept_one(draft, act, revoked=bool(revoked)) for draft in drafts]


def _accept_one(draft: Draft, act: Act, *, revoked: bool) -> Acceptance:
    if draft.id is None:
        raise errors.InvalidPayload("id", "an entry from a device brings its own id")
    known = Entry.objects.filter(id=draft.id).first()
    if known is not None:
        if _same_entry(known, draft, act):
            return Acceptance(draft.id, Outcome.KNOWN, known.position)
        return _quarantine(draft, act, "id_reused")
    if revoked:
        return _quarantine(draft, act, "device_revoked")
    try:
        with transaction.atomic():
            head = next(iter(last_of_streams([draft.stream_id])), None)
            recorded = _Writer().write([(draft, act)])[0]
    except errors.SubjectErased:
        return _quarantine(draft, act, "subject_erased")
    except (errors.InvalidPayload, InvalidDate):
        return _quarantine(draft, act, "does_not_fit")
    concurrent = head is not None and draft.based_on is not None and head[1] > draft.based_on
    if concurrent:
        for report in _clash_hooks:
            report(recorded, head[1] if head else 0)
    return Acceptance(draft.id, Outcome.ACCEPTED, recorded.position, concurrent=concurrent)


_clash_hooks: list[Any] = []


def on_clash(function: Any) -> Any:
    """Register a function of a context: called with the accepted entry and the number its stream had reached."""
    if function not in _clash_hooks:
        _clash_hooks.append(function)
    return function


def _same_entry(known: Entry, draft: Draft, act: Act) -> bool:
    kind = kind_of(draft.payload)
    if (known.kind, known.stream_id, known.effective_on) != (
        kind.name,
        draft.stream_id,
        Effective.parse(draft.effective_on).text,
    ):
        return False
    if (known.actor, known.device) != (act.actor, act.device):
        return False
    stored = bytes(known.payload)
    aad = crypto.associated(known.id, known.stream_id, known.kind, known.version)
    opened = crypto.open_stored(stored, aad=aad, keys=crypto.keys_for_reading(crypto.holders(stored)))
    if opened is None:
        return True  # erased meanwhile: there is nothing left to compare, and nothing to write again
    return _comparable(opened) == _comparable(kind.encode(draft.payload))


def _comparable(payload: Json) -> Json:
    return {name: value for name, value in payload.items() if not (name == THIRD_PERSONS and not value)}


def _quarantine(draft: Draft, act: Act, reason: str) -> Acceptance:
    """Keep the entry aside, encrypted under its subject's key (or, if that is gone, say only that it came)."""
    assert draft.id is not None  # noqa: S101 - narrowed by the caller
    kind = kind_of(draft.payload)
    subject = (draft.subject or draft.stream_id) if kind.personal else None
    again = Quarantined.objects.filter(entry_id=draft.id, reason=reason, device=act.device).exists()
    if not again:
        quarantine_id = new_id()
        Quarantined.objects.create(
            id=quarantine_id, entry_id=draft.id, reason=reason, stream=kind.stream, stream_id=draft.stream_id,
            kind=kind.name, effective_on=draft.effective_on[:60], acted_at=draft.acted_at or act.recorded_at,
            received_at=act.recorded_at, actor=act.actor, organisation=act.organisation, device=act.device,
            subject=subject, payload=_quarantined_payload(draft, act, kind, subject, quarantine_id),
        )  # fmt: skip
    return Acceptance(draft.id, Outcome.QUARANTINED, reason=reason)


def _quarantined_payload(draft: Draft, act: Act, kind: Kind, subject: UUID | None, quarantine_id: UUID) -> bytes:
    payload = kind.encode(draft.payload)
    if subject is None:
        return crypto.store_plain(payload)
    erased = set(ErasedSubject.objects.values_list("subject", flat=True))
    third = [UUID(person) for person in payload.get(THIRD_PERSONS) or ()]
    if subject in erased:
        return b""
    payload[THIRD_PERSONS] = {str(p): payload[THIRD_PERSONS][str(p)] for p in third if p not in erased}
    keys = crypto.keys_for_writing(
        [subject, *(p for p in third if p not in erased)], at=act.recorded_at, erased=erased
    )
    aad = crypto.associated(quarantine_id, draft.stream_id, kind.name, kind.version)
    return crypto.store_sealed(payload, subject=subject, aad=aad, keys=keys)


def revoke_device(device: str, *, reason: str, act: Act) -> Recorded:
    """Revoke a device: what it sends from now on is quarantined, not dropped."""
    stream_id = new_id()
    today = act.recorded_at.astimezone(UTC).date().isoformat()
    return append(Draft(stream_id, DeviceRevoked(device, reason), today), act=replace(act))
