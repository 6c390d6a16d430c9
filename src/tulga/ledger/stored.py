"""The rows of the ledger as the database holds them, for `verify`: whatever stands in a column, it can be read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection

from tulga.ledger import chain, crypto
from tulga.ledger.models import Entry, Seal

CHUNK = 5000
_PART = 500
_COLUMNS = (
    "position", "id", "stream", "stream_id", "number", "kind", "version", "effective_on", "acted_at", "recorded_at",
    "actor", "organisation", "device", "subject", "based_on", "payload", "previous_hash", "hash", "effective_earliest",
    "effective_latest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One stored entry. `digest` is its hash worked out anew; None when a column cannot have been written by us."""

    position: int
    id: UUID | None
    kind: str
    effective_on: str
    recorded_at: str | None  # as it is hashed
    bounds: tuple[date | None, date | None]
    payload: bytes
    holders: tuple[UUID, ...]
    hash: bytes
    digest: bytes | None

    @property
    def leaf(self) -> bytes:
        return (self.id.bytes if self.id else bytes(16)) + (self.digest or bytes(32))


@dataclass(frozen=True, slots=True)
class Link:
    position: int
    id: Any
    stream_id: Any
    number: Any
    previous: Any
    hash: Any


def _select(columns: Sequence[str], table: str) -> str:
    quote = connection.ops.quote_name
    bare = "+" if connection.vendor == "sqlite" else ""  # +column is the column without Python's conversion of its type
    chosen = ", ".join(bare + quote(column) for column in columns)
    return f"SELECT {chosen} FROM {quote(table)}"  # noqa: S608 - names are ours


def _fetched(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return the rows, also where a text holds bytes that are none (SQLite keeps whatever it is given)."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())
    except OperationalError:
        if connection.vendor != "sqlite":
            raise
    with _any_text(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


@contextmanager
def _any_text() -> Iterator[None]:
    """Let SQLite hand out texts that are not UTF-8."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        yield
    finally:
        connection.connection.text_factory = str


def rows_in_order(first: int | None = None, last: int | None = None) -> Iterator[list[Row]]:
    """Yield all entries by position, in chunks of bounded size."""
    statement = _select(_COLUMNS, Entry._meta.db_table)
    after = -(2**63) if first is None else first - 1
    until = 2**63 - 1 if last is None else last
    while True:
        part = f"{statement} WHERE position > %s AND position <= %s ORDER BY position LIMIT {CHUNK}"
        found = _fetched(part, [after, until])
        if not found:
            return
        yield [_row(values) for values in found]
        after = found[-1][0]


def _row(values: tuple[Any, ...]) -> Row:
    position, when, payload = values[0], values[7], _bytes(values[15])
    try:
        digest = _digest(values)
        bounds = (_day(values[18]), _day(values[19]))
    except (ValueError, TypeError, AttributeError, OverflowError):
        digest, bounds = None, (None, None)
    return Row(
        position, _id_or_none(values[1]), _text_or_empty(values[5]), _text_or_empty(when), _instant_or_none(values[9]),
        bounds, payload, _holders(payload), _bytes(values[17]), digest,
    )  # fmt: skip


def _digest(values: tuple[Any, ...]) -> bytes:
    (
        position, entry_id, stream, stream_id, number, kind, version, when, acted_at, recorded_at, actor, organisation,
        device, subject, based_on, payload, previous, *_,
    ) = values  # fmt: skip
    encoded = chain.encode(
        position, _id(entry_id), stream, _id(stream_id), number, kind, version, when, _instant(acted_at),
        _instant(recorded_at), _id(actor), _id(organisation), device, None if subject is None else _id(subject),
        based_on, _strict_bytes(payload), _strict_bytes(previous),
    )  # fmt: skip
    return chain.entry_hash(encoded)


def _id(value: Any) -> UUID:
    """Return an id from the one form in which we write it: another spelling of the same id is a change too."""
    if isinstance(value, UUID):
        return value
    found = UUID(value)
    if found.hex != value:
        raise ValueError("not written by us")
    return found


def _id_or_none(value: Any) -> UUID | None:
    try:
        return value if isinstance(value, UUID) else UUID(value)
    except (ValueError, TypeError, AttributeError):
        return None


def _instant(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    found = datetime.fromisoformat(value)
    if str(found) != value or found.tzinfo is not None:
        raise ValueError("not written by us")
    return found.replace(tzinfo=UTC)


def _instant_or_none(value: Any) -> str | None:
    try:
        return chain.instant_text(_instant(value))
    except (ValueError, TypeError, AttributeError, OverflowError):
        return None


def _day(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(value)


def _text_or_empty(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _strict_bytes(value: Any) -> bytes:
    if not isinstance(value, (bytes, memoryview)):
        raise TypeError("not written by us")
    return bytes(value)


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, (bytes, memoryview)) else b""


def _holders(payload: bytes) -> tuple[UUID, ...]:
    try:
        return tuple(crypto.holders(payload))
    except (ValueError, IndexError):
        return ()


def positions_of(ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return where the entries with these ids stand now."""
    found: dict[UUID, int] = {}
    for start in range(0, len(ids), _PART):
        part = [one.hex if connection.vendor == "sqlite" else one for one in ids[start : start + _PART]]
        marks = ", ".join(["%s"] * len(part))
        statement = f"{_select(('id', 'position'), Entry._meta.db_table)} WHERE id IN ({marks})"
        for entry_id, position in _fetched(statement, part):
            if (known := _id_or_none(entry_id)) is not None:
                found[known] = position
    return found


def links() -> Iterator[Link]:
    """Yield what chains the entries, stream by stream in their order."""
    columns = ("position", "id", "stream_id", "number", "previous_hash", "hash")
    statement = f"{_select(columns, Entry._meta.db_table)} ORDER BY stream_id, number"
    with _any_text(), connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while found := cursor.fetchmany(20_000):
            for position, entry_id, stream_id, number, previous, digest in found:
                yield Link(position, _id_or_none(entry_id), stream_id, number, _bytes(previous), _bytes(digest))


def seals() -> dict[int, tuple[Any, ...]]:
    """Return the stored seals by number: first and last position, statement, signature, time as it is signed."""
    columns = ("number", "first_position", "last_position", "statement", "signature", "sealed_at")
    return {
        number: (first, last, _bytes(statement), _bytes(signature), _instant_or_none(sealed_at))
        for number, first, last, statement, signature, sealed_at in _fetched(
            f"{_select(columns, Seal._meta.db_table)} ORDER BY number"
        )
    }
