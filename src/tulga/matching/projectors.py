"""From the entries about records to the index, in the same transaction.

The rows do not depend on how entries were cut into batches: whenever an entry touches a record, its keys are worked
out anew from everything that stands in it. A named exception to scoped reads (docs/decisions/0008): it shows nobody
anything.
"""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from tulga.ledger import reading
from tulga.ledger.entries import SubjectErased
from tulga.ledger.projection import Recorded, projects, register_views
from tulga.matching import index
from tulga.matching.core.features import prepare
from tulga.matching.index import Row
from tulga.matching.models import IndexEdition, IndexedRecord, IndexKey, IndexPlace, IndexWord, NamedParent
from tulga.matching.told import KEYED, STATEMENTS, Told, told
from tulga.register.batches import between_erasures

register_views(IndexedRecord, IndexKey, IndexPlace, IndexWord, NamedParent, IndexEdition, current=index.is_current)

_PART: Final = 400


@projects(*STATEMENTS, SubjectErased)
def index_records(batch: Sequence[Recorded]) -> None:
    """Bring the index up to date."""
    for erasure, part in between_erasures(batch):
        if erasure:
            _erase([entry.payload.subject for entry in part])
        else:
            index.note_edition()
            _refresh(part)


def _refresh(part: Sequence[Recorded]) -> None:
    streams: dict[UUID, list[Recorded]] = {}
    for entry in part:
        streams.setdefault(entry.stream_id, []).append(entry)
    touched = [one for one in streams.values() if any(isinstance(entry.payload, KEYED) for entry in one)]
    whole = [entries for entries in touched if entries[0].number == 1]  # nothing has to be decrypted again
    others = [entries[0].stream_id for entries in touched if entries[0].number != 1]
    _index(whole)
    for start in range(0, len(others), _PART):
        _index(reading.histories(others[start : start + _PART], only=STATEMENTS).values())


def _index(histories: Iterable[Sequence[Recorded]]) -> None:
    secret = index.secret_of_keys()
    rows, none = [], []
    for history in histories:
        found = told(history)
        if found is not None and found.third_persons and (gone := reading.erased(sorted(found.third_persons))):
            found = told(history, gone=gone)
        if found is None:
            none.append(history[0].stream_id)
        else:
            rows.append(_row(found, secret))
    index.remove(none)
    index.store(rows)


def _row(found: Told, secret: bytes) -> Row:
    prepared = [prepare(entry) for entry in found.entries]
    place = index.Place(found.organisation, found.area)
    keys, words = index.hashed(prepared, secret), index.words(prepared, secret)
    return Row(found.record, found.number, found.keyed, place, keys, words, found.third_persons)


def _erase(subjects: Sequence[UUID]) -> None:
    """Take the erased out, and their names out of the keys of whoever named them a parent."""
    touched = index.naming(subjects)
    index.remove(subjects)
    left = sorted(set(touched) - reading.erased(touched))
    for start in range(0, len(left), _PART):
        _index(reading.histories(left[start : start + _PART], only=STATEMENTS).values())
