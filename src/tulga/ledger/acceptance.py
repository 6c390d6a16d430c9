"""Accepting what devices send: in any order, any number of times, and nothing is dropped.

Who holds the lock: `accept` is a writer (see `writer`) until its transaction ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from tulga.kernel.dates import InvalidDate
from tulga.kernel.effective import Effective
from tulga.kernel.ids import new_id
from tulga.ledger import crypto, errors, kinds
from tulga.ledger.kinds import THIRD_PERSONS, Json
from tulga.ledger.locking import lock
from tulga.ledger.models import Entry, Quarantined, RevokedDevice
from tulga.ledger.writer import Act, Draft, Writer, erased_among, is_of_our_times, stored_payload


class Outcome(Enum):
    ACCEPTED = "accepted"
    KNOWN = "known"  # the same entry had arrived before
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Told:
    """A payload as a device wrote it: name and version of its kind, and JSON. The device may be older than we are."""

    kind: str
    version: int
    payload: Json


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What became of one entry that a device sent.

    `concurrent`: the stream had moved on since what the author had seen. Both entries stay; the context opens a task.
    """

    entry_id: UUID
    outcome: Outcome
    position: int | None = None
    reason: str = ""
    concurrent: bool = False


def accept(drafts: Sequence[Draft], *, act: Act) -> list[Acceptance]:
    """Accept entries that a device sends; the payload of a draft may be a declared kind or `Told`.

    The same entry twice is one entry. What comes back under a known id with other content, comes from a revoked
    device, does not fit its kind, is about an erased subject or is refused by the views is quarantined with the
    reason; one such entry does not hold up the others.

    Raises:
        InvalidPayload: an entry brings no id.
        ClockBehind: the server's clock is wrong; nothing was written, and the device tries again.
    """
    if any(draft.id is None for draft in drafts):
        raise errors.InvalidPayload("id", "an entry from a device brings its own id")
    with transaction.atomic():
        lock()
        revoked = bool(act.device) and RevokedDevice.objects.filter(device=act.device).exists()
        return [_accept_one(draft, act, revoked=revoked) for draft in drafts]


def _accept_one(draft: Draft, act: Act, *, revoked: bool) -> Acceptance:
    entry_id = _id(draft)
    typed, misfit = _typed(draft)
    known = Entry.objects.filter(id=entry_id).first()
    if known is not None:
        if typed is not None and _same_entry(known, typed, act):
            return Acceptance(entry_id, Outcome.KNOWN, known.position)
        return _quarantine(draft, act, "id_reused")
    if revoked:
        return _quarantine(draft, act, "device_revoked")
    if typed is None:
        return _quarantine(draft, act, misfit)
    try:
        with transaction.atomic():
            recorded = Writer().write([(typed, act)])[0]
    except errors.SubjectErased:
        return _quarantine(draft, act, "subject_erased")
    except errors.UnknownKind:
        return _quarantine(draft, act, "unknown_kind")
    except (errors.InvalidPayload, InvalidDate):
        return _quarantine(draft, act, "does_not_fit")
    except (IntegrityError, DataError):
        return _quarantine(draft, act, "views_refuse")
    return Acceptance(entry_id, Outcome.ACCEPTED, recorded.position, concurrent=recorded.concurrent)


def _id(draft: Draft) -> UUID:
    assert draft.id is not None  # noqa: S101 - `accept` has refused the others
    return draft.id


def _typed(draft: Draft) -> tuple[Draft | None, str]:
    """Return the draft with its payload as a declared kind, or None and the reason why it has none."""
    if not isinstance(draft.payload, Told):
        return draft, ""
    told = draft.payload
    try:
        payload = kinds.decode(told.kind, told.version, told.payload)
    except errors.UnknownKind:
        return None, "unknown_kind"
    except errors.InvalidPayload:
        return None, "does_not_fit"
    return Draft(
        draft.stream_id, payload, draft.effective_on, draft.subject, draft.id, draft.acted_at, draft.based_on
    ), ""


def _same_entry(known: Entry, draft: Draft, act: Act) -> bool:
    try:
        checked = kinds.check(draft.payload)
        effective_on = Effective.parse(draft.effective_on).text
    except (errors.LedgerError, InvalidDate):
        return False
    subject = (draft.subject or draft.stream_id) if checked.kind.personal else None
    claimed = (checked.kind.name, draft.stream_id, effective_on, act.actor, act.device, subject, draft.based_on)
    if claimed != (
        known.kind, known.stream_id, known.effective_on, known.actor, known.device, known.subject, known.based_on,
    ):  # fmt: skip
        return False
    if draft.acted_at is not None and draft.acted_at != known.acted_at:
        return False
    return _same_payload(known, checked)


def _same_payload(known: Entry, checked: kinds.Checked) -> bool:
    """Compare at today's version, without what has been erased meanwhile: of that nothing is left to compare."""
    stored = bytes(known.payload)
    keys = crypto.keys_for_reading(crypto.holders(stored))
    opened = crypto.open_stored(
        stored, aad=crypto.associated(known.id, known.stream_id, known.kind, known.version), keys=keys
    )
    if opened is None:
        return True
    stored_now = checked.kind.encode(kinds.decode(known.kind, known.version, opened))
    return _comparable(stored_now, keys) == _comparable(checked.encoded, keys)


def _comparable(payload: Json, keys: Any) -> Json:
    third = payload.get(THIRD_PERSONS) or {}
    kept = {person: said for person, said in third.items() if UUID(person) in keys}
    return {**{name: value for name, value in payload.items() if name != THIRD_PERSONS}, THIRD_PERSONS: kept}


# -- quarantine -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry in quarantine. `content` holds the payload as it came; None when its subject was erased."""

    id: UUID
    entry_id: UUID
    reason: str
    kind: str
    stream_id: UUID
    device: str
    actor: UUID
    organisation: UUID
    content: Json | None


def _quarantine(draft: Draft, act: Act, reason: str) -> Acceptance:
    """Keep the entry aside, encrypted under its subject's key (or, if that is gone, say only that it came)."""
    entry_id = _id(draft)
    stream, name, version, payload, personal = _described(draft)
    subject = (draft.subject or draft.stream_id) if personal else None
    content = {
        "version": version, "effective_on": _writable(draft.effective_on), "based_on": draft.based_on,
        "payload": payload, THIRD_PERSONS: payload.pop(THIRD_PERSONS, None) or {},
    }  # fmt: skip
    again = Quarantined.objects.filter(entry_id=entry_id, reason=reason, device=_writable(act.device)[:80])
    if any(_opened(row) in {None, _frozen(content)} for row in again):
        return Acceptance(entry_id, Outcome.QUARANTINED, reason=reason)
    quarantine_id = new_id()
    Quarantined.objects.create(
        id=quarantine_id, entry_id=entry_id, reason=reason, stream=stream[:40], stream_id=draft.stream_id,
        kind=_writable(name)[:60], effective_on=_writable(draft.effective_on)[:60],
        acted_at=draft.acted_at if draft.acted_at and is_of_our_times(draft.acted_at) else act.recorded_at,
        received_at=act.recorded_at, actor=act.actor, organisation=act.organisation,
        device=_writable(act.device)[:80], subject=subject, payload=_stored(content, act, subject, quarantine_id),
    )  # fmt: skip
    return Acceptance(entry_id, Outcome.QUARANTINED, reason=reason)


def _described(draft: Draft) -> tuple[str, str, int, Json, bool]:
    """Return stream, kind, version, payload and whether it is personal. What we do not know is taken to be personal."""
    if isinstance(draft.payload, Told):
        told, kind = draft.payload, kinds.kind_named(draft.payload.kind)
        payload = dict(told.payload) if isinstance(told.payload, dict) else {"unreadable": repr(told.payload)}
        return kind.stream if kind else "", told.kind, told.version, _plain(payload), kind is None or kind.personal
    try:
        kind = kinds.kind_of(draft.payload)
    except errors.UnknownKind:
        return "", type(draft.payload).__name__, 0, {"unreadable": repr(draft.payload)}, True
    try:
        payload = kind.encode(draft.payload)
    except (AttributeError, TypeError):
        payload = {"unreadable": repr(draft.payload)}
    return kind.stream, kind.name, kind.version, _plain(payload), kind.personal


def _plain(payload: Json) -> Json:
    """Return the payload if it can be stored, its written form otherwise."""
    try:
        crypto.text_of(payload)
        third = payload.get(THIRD_PERSONS) or {}
        well_formed = isinstance(third, dict) and all(UUID(person) for person in third)
    except (errors.InvalidPayload, ValueError, TypeError, AttributeError):
        well_formed = False
    return payload if well_formed else {"unreadable": ascii(payload)}


def _writable(text: str) -> str:
    """Return a text as a column can hold it: NUL and halves of characters are written out."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def _frozen(content: Json) -> str:
    return crypto.text_of(content).decode()


def _stored(content: Json, act: Act, subject: UUID | None, quarantine_id: UUID) -> bytes:
    if subject is None:
        return crypto.store_plain(content)
    gone = erased_among([subject, *(UUID(person) for person in content[THIRD_PERSONS])])
    if subject in gone:
        return b""
    kept = {person: said for person, said in content[THIRD_PERSONS].items() if UUID(person) not in gone}
    keys = crypto.keys_for_writing([subject, *(UUID(person) for person in kept)], at=act.recorded_at)
    aad = _associated(quarantine_id)
    return stored_payload({**content, THIRD_PERSONS: kept}, subject, keys, aad=aad)


def _associated(quarantine_id: UUID) -> bytes:
    return b"quarantine" + quarantine_id.bytes


def _content(row: Quarantined) -> Json | None:
    stored = bytes(row.payload)
    if not stored:
        return None
    opened = crypto.open_stored(stored, aad=_associated(row.id), keys=crypto.keys_for_reading(crypto.holders(stored)))
    return None if opened is None else {**opened, THIRD_PERSONS: opened.get(THIRD_PERSONS) or {}}


def _opened(row: Quarantined) -> str | None:
    content = _content(row)
    return None if content is None else _frozen(content)


def waiting() -> list[Waiting]:
    """Return what is in quarantine, in the order in which it came. Callers scope it: it may be about anybody."""
    rows = Quarantined.objects.order_by("received_at", "id")
    return [
        Waiting(
            row.id, row.entry_id, row.reason, row.kind, row.stream_id, row.device, row.actor, row.organisation,
            _content(row),
        )
        for row in rows
    ]  # fmt: skip
