"""Writing and reading the index. What goes in are hashes under a key of this deployment; what comes out, numbers.

Who shares a key with whom is personal: only `queries` (for an actor), `projectors` and `worklist` use this module.
"""

import hmac
import math
import struct
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from tulga.ledger import bulk, crypto
from tulga.matching.core.candidates import LARGEST_BLOCK, keys_of
from tulga.matching.core.features import Prepared
from tulga.matching.models import IndexedRecord, IndexKey, NamedParent

PURPOSE: Final = "match-key"
_PART = 400
_LIMBS = 100  # look-ups in one statement


def secret_of_keys() -> bytes:
    """Return the key of this deployment under which keys are hashed."""
    return crypto.deployment_secret(PURPOSE)


def hashed(prepared: Iterable[Prepared], secret: bytes) -> tuple[int, ...]:
    """Return the hashed keys of the variants of one record, sorted, each once."""
    keys = {key for one in prepared for key in keys_of(one)}
    return tuple(sorted({_hash(secret, key) for key in keys}))


def _hash(secret: bytes, key: str) -> int:
    return int.from_bytes(hmac.digest(secret, key.encode("utf-8", "surrogatepass"), "sha256")[:8], "big", signed=True)


def pack(keys: Sequence[int]) -> bytes:
    return struct.pack(f">{len(keys)}q", *keys)


def unpack(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(packed) // 8}q", packed)


@dataclass(frozen=True, slots=True)
class Row:
    """What the index holds of one record."""

    record: UUID
    number: int
    changed: int
    keys: tuple[int, ...]
    parents: frozenset[UUID]  # third persons whose names went into the keys


def store(rows: Sequence[Row]) -> None:
    """Bring the rows of these records up to date; what did not change is not written."""
    held = _held([row.record for row in rows])
    old = {(key, number) for number, _, keys in held.values() for key in keys}
    new = {(key, row.number) for row in rows for key in row.keys}
    _delete(old - new)
    bulk.insert(IndexKey, sorted(new - old))
    changed = [row for row in rows if held.get(row.record) != (row.number, row.changed, row.keys)]
    _forget([row.record for row in changed if row.record in held])
    bulk.insert(IndexedRecord, [(row.record, row.number, row.changed, pack(row.keys)) for row in changed if row.keys])
    _store_parents(rows)


def _store_parents(rows: Sequence[Row]) -> None:
    records = [row.record for row in rows]
    for start in range(0, len(records), _PART):
        NamedParent.objects.filter(record_id__in=records[start : start + _PART])._raw_delete("default")
    bulk.insert(NamedParent, [(parent, row.record) for row in rows for parent in sorted(row.parents)])


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
    _delete({(key, number) for number, _, keys in held.values() for key in keys})
    _forget(list(held))
    _store_parents([Row(record, 0, 0, (), frozenset()) for record in records])


def _held(records: Sequence[UUID]) -> dict[UUID, tuple[int, int, tuple[int, ...]]]:
    found: dict[UUID, tuple[int, int, tuple[int, ...]]] = {}
    for start in range(0, len(records), _PART):
        rows = IndexedRecord.objects.filter(record_id__in=records[start : start + _PART])
        for record, number, changed, keys in rows.values_list("record_id", "number", "changed", "keys"):
            found[record] = number, changed, unpack(bytes(keys))
    return found


def _forget(records: Sequence[UUID]) -> None:
    for start in range(0, len(records), _PART):
        IndexedRecord.objects.filter(record_id__in=records[start : start + _PART]).delete()


def _delete(pairs: Iterable[tuple[int, int]]) -> None:
    by_number: dict[int, list[int]] = {}
    for key, number in pairs:
        by_number.setdefault(number, []).append(key)
    for number, keys in by_number.items():
        IndexKey.objects.filter(key__in=keys, number=number)._raw_delete(using="default")


def sharing(keys: Sequence[int], *, seen: str = "", values: Sequence[Any] = ()) -> list[tuple[int, UUID]]:
    """Return (key, record) of the records that hold one of these keys.

    Of a key that very many hold it reads no more than tells that there are too many.

    Args:
        seen: a statement that finds a row when the record `i.record_id` may be seen, with its `values`; every one may
            where there is none.
    """
    where = f" AND EXISTS ({seen})" if seen else ""
    part = (
        "SELECT * FROM (SELECT k.key, i.record_id FROM matching_indexkey k "  # noqa: S608 - only marks are put in
        f"JOIN matching_indexedrecord i ON i.number = k.number WHERE k.key = %s{where} LIMIT {LARGEST_BLOCK + 1}) p"
    )
    found: list[tuple[int, UUID]] = []
    for start in range(0, len(keys), _LIMBS):
        chunk = keys[start : start + _LIMBS]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([part] * len(chunk)), [v for key in chunk for v in (key, *values)])
            rows = cursor.fetchall()
        found += [(key, one if isinstance(one, UUID) else UUID(one)) for key, one in rows]
    return found


def best_of(shared: Iterable[tuple[int, UUID]], *, of: UUID, most: int, at_least: int = 1) -> list[UUID]:
    """Return those who share keys with a record, more and rarer ones first; keys that very many hold do not count."""
    blocks: dict[int, list[UUID]] = defaultdict(list)
    for key, record in shared:
        blocks[key].append(record)
    worth: dict[UUID, float] = defaultdict(float)
    count: Counter[UUID] = Counter()
    for block in blocks.values():
        if len(block) <= LARGEST_BLOCK:
            for record in block:
                worth[record] += math.log(2 * LARGEST_BLOCK / len(block))
            count.update(block)
    kept = [record for record in worth if record != of and count[record] >= at_least]
    return sorted(kept, key=lambda record: (-worth[record], record))[:most]
