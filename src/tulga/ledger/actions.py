"""Writing to the ledger: one action is one transaction is one or more entries, and the views move with them.

This is the ledger's public door; the writer itself is in `writer`, what devices send in `acceptance`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from itertools import islice

from django.db import transaction

from tulga.kernel.ids import new_id
from tulga.ledger.acceptance import Acceptance, Outcome, Told, accept
from tulga.ledger.entries import DeviceRevoked
from tulga.ledger.locking import lock
from tulga.ledger.projection import Recorded
from tulga.ledger.writer import CLOCK_TOLERANCE, Act, Draft, Writer

__all__ = [
    "CLOCK_TOLERANCE", "Acceptance", "Act", "AppendReport", "Draft", "Outcome", "Told", "accept", "append",
    "append_many", "append_together", "lock", "revoke_device",
]  # fmt: skip


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
        return Writer().write([(draft, act)])[0]


def append_together(drafts: Sequence[Draft], *, act: Act) -> list[Recorded]:
    """Append the entries of one act, all or none."""
    with transaction.atomic():
        return Writer().write([(draft, act) for draft in drafts])


def append_many(drafts: Iterable[tuple[Draft, Act]], *, chunk: int = 4000) -> AppendReport:
    """Append a stream of entries in one transaction, by the same path as a single one."""
    count, first, last = 0, None, None
    with transaction.atomic():
        writer = Writer()
        remaining = iter(drafts)
        while batch := list(islice(remaining, chunk)):
            written = writer.write(batch)
            first = first if first is not None else written[0].position
            last = written[-1].position
            count += len(written)
    return AppendReport(count, first, last)


def revoke_device(device: str, *, reason: str, act: Act) -> Recorded:
    """Revoke a device: what it sends from now on is quarantined, not dropped."""
    today = act.recorded_at.astimezone(UTC).date().isoformat()
    return append(Draft(new_id(), DeviceRevoked(device, reason), today), act=act)
