"""Drawing the list of pairs that somebody should look at, beside the work: by the server, and when the list is opened.

A named exception to scoped reads (docs/decisions/0008): it looks at the records of all and shows nobody anything.
`queries` shows of the list what its reader may see, scored anew by what that reader may read. The list is no view of
the ledger: it can be emptied at any time. Who registers somebody does not wait for it: candidates are looked up in the
index.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Q, QuerySet

from tulga.ledger import reading
from tulga.ledger.actions import lock
from tulga.ledger.entries import SubjectErased
from tulga.ledger.erasure import on_erase
from tulga.ledger.projection import kind_of_class
from tulga.matching import index, lookup
from tulga.matching.core.candidates import PARTNERS
from tulga.matching.core.features import Prepared, prepare
from tulga.matching.core.score import Scored
from tulga.matching.models import Examined, IndexedRecord, Proposed
from tulga.matching.scoring import POSSIBLE, best
from tulga.matching.told import STATEMENTS, told

log = logging.getLogger(__name__)
PAUSE: Final = 5.0  # seconds between two looks of the server
REST: Final = 4.0  # times what a look took, while much is left
BATCH: Final = 40  # records in one look of the server
_KEPT: Final = 6_000  # records held in memory, prepared, while the list is drawn


class Shelf:
    """Records prepared for comparing, read when they are asked for; the oldest are let go.

    Kept over several looks it must be told of each (`refresh`): what was said since, or erased, is let go.
    """

    def __init__(self) -> None:
        self._held: OrderedDict[UUID, tuple[Prepared, ...]] = OrderedDict()
        self._seen: int | None = None

    def refresh(self) -> None:
        """Let go of every record of which something was said since; of all, when anybody was erased."""
        (head, _), erased = reading.head(), kind_of_class(SubjectErased)
        if self._held and self._seen is not None and head > self._seen:
            changed = reading.streams_since(self._seen, most=_KEPT)
            if changed is None or any(kind == erased for kind, _ in changed):
                self._held.clear()
            else:
                for _, stream in changed:
                    self._held.pop(stream, None)
        self._seen = head

    def clear(self) -> None:
        self._held.clear()

    def read(self, records: Sequence[UUID]) -> dict[UUID, tuple[Prepared, ...]]:
        missing = [record for record in records if record not in self._held]
        histories = reading.histories(missing, only=STATEMENTS)
        for record in missing:
            stands = told(histories.get(record, ()))
            self._held[record] = tuple(prepare(entry) for entry in stands.entries) if stands else ()
        found = {record: self._held[record] for record in records}
        while len(self._held) > _KEPT:
            self._held.popitem(last=False)
        return {record: prepared for record, prepared in found.items() if prepared}


def examine(*, limit: int = 200, shelf: Shelf | None = None, stop: threading.Event | None = None) -> int:
    """Look at up to `limit` records whose keys may have changed since the last look; return how many are left.

    Reads without holding anybody up; only writing the pairs down is a transaction.

    Args:
        shelf: what an earlier look has prepared.
        stop: set while it looks: what was looked at is written down and the rest left for the next time.
    """
    rows = list(_waiting()[:limit])
    if not rows:
        return 0
    shelf = Shelf() if shelf is None else shelf
    shelf.refresh()
    found = _look(rows, shelf, stop or threading.Event())
    if not found:
        return waiting()
    with transaction.atomic():
        lock()
        _write(found)
        mark = max(rows[len(found) - 1].changed, _mark())
        Examined.objects.update_or_create(id=1, defaults={"position": mark})
    return waiting()


def _mark() -> int:
    return Examined.objects.filter(id=1).values_list("position", flat=True).first() or 0


def _waiting() -> "QuerySet[IndexedRecord]":
    return IndexedRecord.objects.filter(changed__gt=_mark()).order_by("changed")


def _look(rows: Sequence[IndexedRecord], shelf: Shelf, stop: threading.Event) -> dict[UUID, dict[UUID, Scored]]:
    """Return whom a person should look at beside each of these records, or beside the first ones when told to stop."""
    where = lookup.within()
    partners: dict[UUID, list[UUID]] = {}
    for row in rows:
        if stop.is_set():
            return {}
        partners[row.record_id] = _partners(row, where)
    read = shelf.read(list(dict.fromkeys(one for record, others in partners.items() for one in (record, *others))))
    rarity = lookup.rarity((one for prepared in read.values() for one in prepared), where)
    found: dict[UUID, dict[UUID, Scored]] = {}
    for record, others in partners.items():
        if stop.is_set():
            break
        own = read.get(record, ())
        scored = {other: best(own, read[other], where.size, rarity) for other in others if own and other in read}
        found[record] = {other: one for other, one in scored.items() if one.probability >= POSSIBLE}
    return found


def _partners(row: IndexedRecord, where: lookup.Within) -> list[UUID]:
    """Return who may be the person of a record, those that are on the list included."""
    keys = index.unpack(bytes(row.keys))
    near = lookup.nearest(keys, where, number=row.number, most=PARTNERS)
    return list(dict.fromkeys([*near, *_known(row.record_id)]))


def _known(record: UUID) -> list[UUID]:
    pairs = Proposed.objects.filter(Q(first=record) | Q(second=record)).values_list("first", "second")
    return sorted({first if second == record else second for first, second in pairs})


def _write(found: Mapping[UUID, Mapping[UUID, Scored]]) -> None:
    """Replace the pairs of these records; of one that was erased or withdrawn meanwhile nothing is written."""
    involved = {record for pair in found.items() for record in (pair[0], *pair[1])}
    there = index.indexed(sorted(involved))
    rows: dict[tuple[UUID, UUID], Scored] = {}
    for record, others in found.items():
        forget(record)
        if record in there:
            rows |= {(min(record, o), max(record, o)): one for o, one in others.items() if o in there}
    Proposed.objects.bulk_create(
        [Proposed(first=a, second=b, points=x.points, probability=x.probability) for (a, b), x in rows.items()],
        ignore_conflicts=True, batch_size=200,
    )  # fmt: skip


def waiting() -> int:
    """Return how many records nobody has looked at since they changed."""
    return _waiting().count()


@on_erase
def forget(subject: UUID) -> None:
    """Take an erased record out of the list."""
    Proposed.objects.filter(Q(first=subject) | Q(second=subject)).delete()


def run(stop: threading.Event) -> None:
    """Keep the list up to date until told to stop, a few records at a time.

    After each look it rests for a multiple of the time that the look took, so that it takes a fifth of one processor
    and less of a busy machine. (An idle priority would be no gentler: a thread that is not let run while it holds the
    interpreter or the ledger's lock holds up everybody.) What fails is tried again after a pause.
    """
    shelf = Shelf()
    stop.wait(PAUSE)  # pages go first
    while not stop.is_set():
        started = time.monotonic()
        try:
            left = examine(limit=BATCH, shelf=shelf, stop=stop)
        except Exception:  # noqa: BLE001 - process edge: the server goes on
            log.exception("the list of pairs could not be drawn further")
            left = 0
        finally:
            connections.close_all()
        if not left:
            shelf.clear()  # nobody is kept in memory for nothing
        stop.wait(REST * (time.monotonic() - started) if left else PAUSE)
