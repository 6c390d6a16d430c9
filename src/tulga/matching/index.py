"""Writing the index: hashes under a key of this deployment, and numbers. `lookup.py` reads it.

Who shares a key with whom is personal: only `lookup`, `projectors` and `worklist` use this module.
"""

import hashlib
import struct
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import F

from tulga.ledger import bulk, crypto
from tulga.matching.core.candidates import EDITION, keys_of
from tulga.matching.core.features import Prepared, bones
from tulga.matching.models import IndexEdition, IndexedRecord, IndexKey, IndexPlace, NamedParent

PURPOSE: Final = "match-key"
_PART = 400


def secret_of_keys() -> bytes:
    """Return the key of this deployment under which keys are hashed."""
    return crypto.deployment_secret(PURPOSE)


def hashed(prepared: Iterable[Prepared], secret: bytes) -> tuple[int, ...]:
    """Return the hashed keys of the variants of one record, sorted, each once."""
    keys = {key for one in prepared for key in keys_of(one)}
    return tuple(sorted({_hash(secret, key) for key in keys}))


def words(prepared: Iterable[Prepared], secret: bytes) -> tuple[int, ...]:
    """Return the hashed sounds of the names of one record, by which rare names are told from common ones."""
    return tuple(sorted({word(bone, secret) for one in prepared for bone in bones(one.name.words)}))


def word(bone: str, secret: bytes) -> int:
    """Return the hash of one sound of a name."""
    return _hash(secret, f"w:{bone}")


def _hash(secret: bytes, key: str) -> int:
    made = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8, key=secret)
    return int.from_bytes(made.digest(), "big", signed=True)


def note_edition() -> None:
    """Keep with an index that is new by which edition of the rules its keys are made."""
    with connection.cursor() as cursor:
        cursor.execute(_EDITION, [EDITION])


def is_current() -> bool:
    """Say whether the keys are those that this version would make; an index that holds nothing yet is."""
    return not IndexEdition.objects.exclude(edition=EDITION).exists()


_EDITION: Final = "INSERT INTO matching_indexedition (id, edition) VALUES (1, %s) ON CONFLICT (id) DO NOTHING"


def pack(keys: Sequence[int]) -> bytes:
    return struct.pack(f">{len(keys)}q", *keys)


def unpack(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(packed) // 8}q", packed)


@dataclass(frozen=True, slots=True)
class Place:
    """By what is decided who may see a record. `name` is short, and the same in every deployment."""

    organisation: UUID
    area: str
    name: int = field(init=False)

    def __post_init__(self) -> None:
        found = hashlib.sha256(self.organisation.bytes + self.area.encode()).digest()
        object.__setattr__(self, "name", int.from_bytes(found[:8], "big", signed=True))


@dataclass(frozen=True, slots=True)
class Row:
    """What the index holds of one record."""

    record: UUID
    number: int
    changed: int
    place: Place
    keys: tuple[int, ...]
    words: tuple[int, ...]
    parents: frozenset[UUID]  # third persons whose names went into the keys


def store(rows: Sequence[Row]) -> None:
    """Bring the rows of these records up to date; what did not change is not written."""
    held = _held([row.record for row in rows])
    changed = [row for row in rows if held.get(row.record, _NOTHING) != _of(row)]
    before = [held[row.record] for row in changed if row.record in held]
    after = [_of(row) for row in changed if row.keys]
    _write_keys(before, after)
    _count(before, after, {row.place.name: row.place for row in changed})
    _forget([row.record for row in changed if row.record in held])
    bulk.insert(
        IndexedRecord,
        [(r.record, r.number, r.changed, r.place.name, pack(r.keys), pack(r.words)) for r in changed if r.keys],
    )
    _store_parents(rows)


@dataclass(frozen=True, slots=True)
class _Held:
    number: int
    changed: int
    place: int
    keys: tuple[int, ...]
    words: tuple[int, ...]


_NOTHING: Final = _Held(0, 0, 0, (), ())


def _of(row: Row) -> _Held:
    return _Held(row.number, row.changed, row.place.name, row.keys, row.words) if row.keys else _NOTHING


def _write_keys(before: Iterable[_Held], after: Iterable[_Held]) -> None:
    old = {(key, one.place, one.number) for one in before for key in one.keys}
    new = {(key, one.place, one.number) for one in after for key in one.keys}
    _delete(old - new)
    bulk.insert(IndexKey, sorted(new - old))


def _count(before: Iterable[_Held], after: Iterable[_Held], places: Mapping[int, Place]) -> None:
    """Count records by place, and by sound and place; what nobody holds any more has no row."""
    records, sounds = Counter[int](), Counter[tuple[int, int]]()
    for sign, side in ((-1, before), (1, after)):
        for one in side:
            records[one.place] += sign
            for sound in one.words:
                sounds[sound, one.place] += sign
    _count_words([(*key, by) for key, by in sorted(sounds.items()) if by])
    for name, by in sorted(records.items()):
        if by and not IndexPlace.objects.filter(place=name).update(records=F("records") + by):
            bulk.insert(IndexPlace, [(name, places[name].organisation, places[name].area, by)])
    if any(by < 0 for by in records.values()):
        IndexPlace.objects.filter(records=0)._raw_delete(using="default")


def _count_words(rows: Sequence[tuple[int, int, int]]) -> None:
    """Add to the counters, made where there are none; `rows` are (word, place, more or fewer)."""
    more, fewer = [row for row in rows if row[2] > 0], [row for row in rows if row[2] < 0]
    with connection.cursor() as cursor:
        if more:
            cursor.executemany(_MORE_WORDS, more)
        if fewer:
            cursor.executemany(_FEWER_WORDS, [(-by, sound, place) for sound, place, by in fewer])
            cursor.executemany(_NO_WORDS, [(sound, place) for sound, place, _ in fewer])


_MORE_WORDS: Final = (
    "INSERT INTO matching_indexword (word, place, records) VALUES (%s, %s, %s) "
    "ON CONFLICT (word, place) DO UPDATE SET records = matching_indexword.records + excluded.records"
)
_FEWER_WORDS: Final = "UPDATE matching_indexword SET records = records - %s WHERE word = %s AND place = %s"
_NO_WORDS: Final = "DELETE FROM matching_indexword WHERE word = %s AND place = %s AND records = 0"


def _store_parents(rows: Sequence[Row]) -> None:
    _forget_parents([row.record for row in rows])
    bulk.insert(NamedParent, [(parent, row.record) for row in rows for parent in sorted(row.parents)])


def _forget_parents(records: Sequence[UUID]) -> None:
    for start in range(0, len(records), _PART):
        NamedParent.objects.filter(record_id__in=records[start : start + _PART])._raw_delete("default")


def indexed(records: Sequence[UUID]) -> set[UUID]:
    """Return which of these records are in the index."""
    found: set[UUID] = set()
    for start in range(0, len(records), _PART):
        rows = IndexedRecord.objects.filter(record_id__in=records[start : start + _PART])
        found.update(rows.values_list("record_id", flat=True))
    return found


def naming(third_persons: Sequence[UUID]) -> list[UUID]:
    """Return the records whose keys were made from the names of these third persons."""
    found: set[UUID] = set()
    for start in range(0, len(third_persons), _PART):
        rows = NamedParent.objects.filter(third_person__in=third_persons[start : start + _PART])
        found.update(rows.values_list("record_id", flat=True))
    return sorted(found)


def remove(records: Sequence[UUID]) -> None:
    """Take records out of the index."""
    held = _held(records)
    _write_keys(held.values(), ())
    _count(held.values(), (), {})
    _forget(list(held))
    _forget_parents(records)


def _held(records: Sequence[UUID]) -> dict[UUID, _Held]:
    found: dict[UUID, _Held] = {}
    for start in range(0, len(records), _PART):
        rows = IndexedRecord.objects.filter(record_id__in=records[start : start + _PART])
        columns = ("record_id", "number", "changed", "place", "keys", "words")
        for record, number, changed, place, keys, sounds in rows.values_list(*columns):
            found[record] = _Held(number, changed, place, unpack(bytes(keys)), unpack(bytes(sounds)))
    return found


def _forget(records: Sequence[UUID]) -> None:
    for start in range(0, len(records), _PART):
        IndexedRecord.objects.filter(record_id__in=records[start : start + _PART]).delete()


def _delete(rows: Iterable[tuple[int, int, int]]) -> None:
    statement = "DELETE FROM matching_indexkey WHERE key = %s AND place = %s AND number = %s"
    if given := sorted(rows):
        with connection.cursor() as cursor:
            cursor.executemany(statement, given)
