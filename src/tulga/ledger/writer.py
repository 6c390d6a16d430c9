"""The one writer: whatever enters the ledger passes through here, one entry or a million.

Who holds the lock: a `Writer` serialises all writers until the transaction around it ends (advisory lock on PostgreSQL,
IMMEDIATE transaction on SQLite). Positions therefore have no gaps and follow the order of commits, and a key of a
subject is made once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from tulga.kernel.dates import InvalidDate
from tulga.kernel.effective import Effective
from tulga.kernel.ids import new_id
from tulga.ledger import bulk, chain, crypto, errors, projection
from tulga.ledger.entries import SubjectErased
from tulga.ledger.kinds import THIRD_PERSONS, Checked, check
from tulga.ledger.locking import lock
from tulga.ledger.models import Entry, ErasedSubject
from tulga.ledger.projection import Recorded

# two servers of one deployment are never exactly together, and an act may have waited for its turn behind a large batch
CLOCK_TOLERANCE = timedelta(minutes=2)
LAST_NUMBER = 2**31 - 1  # what the column of an entry's number holds
PART = 500  # values in one IN (...)


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


def erased_among(subjects: Iterable[UUID]) -> set[UUID]:
    """Return which of these subjects were erased."""
    wanted = list(subjects)
    if not wanted or not ErasedSubject.objects.exists():
        return set()
    found: set[UUID] = set()
    for start in range(0, len(wanted), PART):
        part = wanted[start : start + PART]
        found.update(ErasedSubject.objects.filter(subject__in=part).values_list("subject", flat=True))
    return found


def last_of_streams(streams: Sequence[UUID]) -> Iterator[tuple[UUID, int, bytes]]:
    """Yield (stream, number, hash) of the last entry of each of these streams."""
    for start in range(0, len(streams), PART):
        statement, values = _heads_of(streams[start : start + PART])
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            for stream_id, number, digest in cursor.fetchall():
                yield (stream_id if isinstance(stream_id, UUID) else UUID(stream_id)), number, bytes(digest)


def _heads_of(streams: Sequence[UUID]) -> tuple[str, list[Any]]:
    """Return the statement that finds the last entries of these streams, in the database's own language.

    On PostgreSQL each stream is looked up in the index by itself. A join depends on statistics that do not exist yet
    while a first import is under way: it was seen to take a minute where this takes milliseconds.
    """
    table = connection.ops.quote_name(Entry._meta.db_table)
    if connection.vendor == "postgresql":
        statement = (
            "SELECT s.id, e.number, e.hash FROM unnest(%s::uuid[]) AS s(id) CROSS JOIN LATERAL "  # noqa: S608
            f"(SELECT number, hash FROM {table} WHERE stream_id = s.id ORDER BY number DESC LIMIT 1) AS e"
        )
        return statement, [list(streams)]
    marks = ", ".join(["%s"] * len(streams))
    statement = (
        f"SELECT e.stream_id, e.number, e.hash FROM {table} e JOIN "  # noqa: S608 - only marks are put in
        f"(SELECT stream_id, max(number) AS number FROM {table} WHERE stream_id IN ({marks}) GROUP BY stream_id) m "
        "ON e.stream_id = m.stream_id AND e.number = m.number"
    )
    return statement, [stream.hex for stream in streams]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One draft that was checked, ready to be written."""

    draft: Draft
    act: Act
    checked: Checked
    when: Effective
    subject: UUID | None


def is_of_our_times(moment: datetime) -> bool:
    """Say whether a device's clock gave a time with its zone, far enough from the ends of what a column can hold."""
    return moment.tzinfo is not None and 1900 <= moment.year <= 9000


def checked_draft(draft: Draft, act: Act) -> _Sheet:
    """Return the draft after every check that needs no database.

    Raises:
        InvalidPayload, UnknownKind, InvalidDate, LedgerError: it cannot be written.
    """
    try:
        checked = check(draft.payload)
    except InvalidDate as error:
        raise errors.InvalidPayload(type(draft.payload).__name__, str(error)) from error
    when = Effective.parse(draft.effective_on)
    if draft.acted_at is not None and not is_of_our_times(draft.acted_at):
        raise errors.InvalidPayload("acted_at", "must be a time with its zone, of our times")
    if draft.based_on is not None and not 0 <= draft.based_on <= LAST_NUMBER:
        raise errors.InvalidPayload("based_on", "is the number of an entry, or 0")
    if len(act.device) > 80 or len(when.text) > 60:
        raise errors.InvalidPayload("device" if len(act.device) > 80 else "effective_on", "is too long")
    subject = (draft.subject or draft.stream_id) if checked.kind.personal else None
    return _Sheet(draft, act, checked, when, subject)


class Writer:
    """Writes entries while one transaction lasts; remembers the heads of the streams and the keys it has used.

    The memory ends with the transaction: a key that another process destroys meanwhile is not used again.
    """

    _REMEMBERED = 200_000

    def __init__(self) -> None:
        lock()
        last = Entry.objects.order_by("-position").values_list("position", "recorded_at").first()
        self.position, self.recorded_at = last or (0, datetime.min.replace(tzinfo=UTC))
        self.began_empty = self.position == 0
        self.heads: dict[UUID, tuple[int, bytes]] = {}
        self.keys: dict[UUID, AESGCM] = {}

    def write(self, batch: Sequence[tuple[Draft, Act]]) -> list[Recorded]:
        """Check, encrypt, chain and store these entries, then bring the views up to date.

        Raises:
            InvalidPayload, UnknownKind, InvalidDate, ClockBehind, DuplicateEntry, SubjectErased: nothing is written.
        """
        if not batch:
            return []
        sheets = [checked_draft(draft, act) for draft, act in batch]
        self._load_heads({sheet.draft.stream_id for sheet in sheets})
        self._load_keys(sheets)
        written: list[Recorded] = []
        rows: list[tuple[Any, ...]] = []
        for sheet in sheets:
            recorded, row = self._entry(sheet)
            written.append(recorded)
            rows.append(row)
        self._refuse_known([recorded.id for recorded in written])
        bulk.insert(Entry, rows)
        projection.project(written)
        return written

    def _load_heads(self, streams: set[UUID]) -> None:
        if len(self.heads) > self._REMEMBERED:
            self.heads.clear()
            self.began_empty = False
        if self.began_empty:
            return  # every head there is was written here, and is remembered
        for stream_id, number, digest in last_of_streams([one for one in streams if one not in self.heads]):
            self.heads[stream_id] = (number, digest)

    def _load_keys(self, sheets: Sequence[_Sheet]) -> None:
        subjects: dict[UUID, None] = {}
        gone: set[UUID] = set()
        for sheet in sheets:
            if sheet.subject is not None:
                subjects[sheet.subject] = None
                for person in sheet.checked.encoded.get(THIRD_PERSONS) or ():
                    subjects[UUID(person)] = None
            elif isinstance(sheet.checked.payload, SubjectErased):
                gone.add(sheet.checked.payload.subject)
        gone |= erased_among(subjects)
        if found := [subject for subject in subjects if subject in gone]:
            raise errors.SubjectErased(f"subject {found[0]} was erased; open a new record instead")
        if len(self.keys) > self._REMEMBERED:
            self.keys.clear()
        missing = [subject for subject in subjects if subject not in self.keys]
        if missing:
            self.keys.update(crypto.keys_for_writing(missing, at=sheets[0].act.recorded_at))

    def _recorded_at(self, moment: datetime) -> datetime:
        """Return the recorded time: never before the last entry's; a clock that is far behind is refused."""
        if moment.tzinfo is None:
            raise errors.LedgerError("recorded_at must be a time with its zone")
        moment = moment.astimezone(UTC)
        if moment >= self.recorded_at:
            return moment
        if self.recorded_at - moment > CLOCK_TOLERANCE:
            raise errors.ClockBehind(
                f"the server's clock ({chain.instant_text(moment)}) is behind the last entry "
                f"({chain.instant_text(self.recorded_at)}); set the clock, nothing was written"
            )
        return self.recorded_at

    def _entry(self, sheet: _Sheet) -> tuple[Recorded, tuple[Any, ...]]:
        draft, act, kind, when = sheet.draft, sheet.act, sheet.checked.kind, sheet.when
        recorded_at = self._recorded_at(act.recorded_at)
        acted_at = draft.acted_at.astimezone(UTC) if draft.acted_at else recorded_at
        entry_id = draft.id or new_id()
        number, previous = self.heads.get(draft.stream_id, (0, chain.FIRST))
        position, number = self.position + 1, number + 1
        stored = stored_payload(
            sheet.checked.encoded, sheet.subject, self.keys,
            aad=crypto.associated(entry_id, draft.stream_id, kind.name, kind.version),
        )  # fmt: skip
        digest = chain.entry_hash(
            chain.encode(
                position, entry_id, kind.stream, draft.stream_id, number, kind.name, kind.version, when.text, acted_at,
                recorded_at, act.actor, act.organisation, act.device, sheet.subject, draft.based_on, stored, previous,
            )
        )  # fmt: skip
        self.position, self.recorded_at = position, recorded_at
        self.heads[draft.stream_id] = (number, digest)
        recorded = Recorded(
            position, entry_id, kind.stream, draft.stream_id, number, kind.name, kind.version, when.text, when.earliest,
            when.latest, acted_at, recorded_at, act.actor, act.organisation, act.device, sheet.subject, draft.based_on,
            sheet.checked.payload,
        )  # fmt: skip
        return recorded, (*recorded[:17], stored, previous, digest)

    @staticmethod
    def _refuse_known(ids: list[UUID]) -> None:
        if len(set(ids)) != len(ids):
            twice = next(one for index, one in enumerate(ids) if one in ids[:index])
            raise errors.DuplicateEntry(f"entry {twice} stands twice in what was given")
        for start in range(0, len(ids), PART):
            # in no order: asked for the first by position, PostgreSQL would read the ledger from its beginning
            known = Entry.objects.filter(id__in=ids[start : start + PART]).order_by().values_list("id", flat=True)[:1]
            for entry in known:
                raise errors.DuplicateEntry(f"entry {entry} is in the ledger already")


def stored_payload(encoded: dict[str, Any], subject: UUID | None, keys: Mapping[UUID, AESGCM], *, aad: bytes) -> bytes:
    """Return the bytes that are stored and hashed: plain where nothing is personal, encrypted otherwise."""
    if subject is None:
        return crypto.store_plain(encoded)
    return crypto.store_sealed(encoded, subject=subject, aad=aad, keys=keys)
