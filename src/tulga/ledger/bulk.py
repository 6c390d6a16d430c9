"""Writing and reading many rows fast: one statement, values brought into the database's form and back without model
objects.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connections, models, router

Row = Sequence[Any]


@lru_cache(maxsize=65536)
def _sqlite_datetime(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _sqlite_date(value: date) -> str:
    return value.isoformat()


def _hex(value: UUID) -> str:
    return value.hex


_SQLITE: dict[type, Callable[[Any], Any]] = {
    models.UUIDField: _hex,
    models.DateTimeField: _sqlite_datetime,
    models.DateField: _sqlite_date,
    models.BooleanField: int,
}


def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of the stored fields in the order in which `insert` takes their values."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def insert(model: type[models.Model], rows: Iterable[Row], *, ignore_conflicts: bool = False) -> int:
    """Insert rows whose values stand in the order of `columns_of(model)`; return how many were given."""
    given = list(rows)
    if not given:
        return 0
    connection = connections[router.db_for_write(model)]
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for field in fields if (column := field.column))
    marks = ", ".join(["%s"] * len(fields))
    conflict = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks}){conflict}"  # noqa: S608 - names are ours
    if connection.vendor == "sqlite":
        converters = [(index, _SQLITE[type(field)]) for index, field in enumerate(fields) if type(field) in _SQLITE]
        given = [_converted(row, converters) for row in given]
    with connection.cursor() as cursor:
        cursor.executemany(statement, given)
    return len(given)


def _converted(row: Row, converters: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(row)
    for index, convert in converters:
        value = values[index]
        if value is not None:
            values[index] = convert(value)
    return values


# -- reading -----------------------------------------------------------------------------------------------------------


def _uuid(value: str) -> UUID:
    return UUID(int=int(value, 16))


def _aware(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC)


# What the connection itself does not bring back: Django has it read dates, times and truth.
_FROM_SQLITE: dict[type, Callable[[Any], Any]] = {models.UUIDField: _uuid, models.DateTimeField: _aware}


def select(model: type[models.Model], columns: Sequence[str], condition: str, values: Row) -> list[Any]:
    """Return columns of the rows for which an SQL condition holds (with what follows it), as `values_list` would.

    Only marks (%s) stand for what is asked; a UUID among `values` is brought into the database's form.
    """
    connection = connections[router.db_for_read(model)]
    quote = connection.ops.quote_name
    fields = {field.attname: field for field in model._meta.concrete_fields}
    named = ", ".join(quote(fields[name].column or name) for name in columns)
    statement = f"SELECT {named} FROM {quote(model._meta.db_table)} WHERE {condition}"  # noqa: S608 - names are ours
    sqlite = connection.vendor == "sqlite"
    asked = [value.hex if sqlite and isinstance(value, UUID) else value for value in values]
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        found: list[Any] = cursor.fetchall()
    if not sqlite:
        return found
    kinds = [_FROM_SQLITE.get(type(fields[name])) for name in columns]
    return list(zip(*map(_column, kinds, zip(*found, strict=True)), strict=True)) if found else []


def _column(convert: Callable[[Any], Any] | None, values: Sequence[Any]) -> Sequence[Any]:
    """Return values of one column; what stands there more than once is brought back once."""
    if convert is None:
        return values
    known = {value: None if value is None else convert(value) for value in dict.fromkeys(values)}
    return [known[value] for value in values]


def marks(values: Sequence[Any]) -> str:
    """Return one mark for each value, for a list in parentheses."""
    return ", ".join(["%s"] * len(values))
