"""Values in the reader's words: days as the language writes them. What is not known is not there, never empty."""

from collections.abc import Mapping
from datetime import date, datetime

from babel.dates import format_date, format_datetime

from tulga.procedures.letters.core.catalogue import Kind, fields

Value = str | date | datetime | tuple[str, ...]
_DAY = {"en": "d MMMM y", "ru": "d MMMM y 'г'.", "kk": "y 'жылғы' d MMMM"}


class Unfilled(Exception):
    """Fields that the letter says and nobody told of; `fields` names all of them."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"not known: {', '.join(missing)}")
        self.fields = missing


def said(values: Mapping[str, Value | None], language: str) -> dict[str, str | tuple[str, ...]]:
    """Return the values that are known, in words.

    Raises:
        ValueError: a value is not of the kind of its field, or no such field is there.
    """
    found: dict[str, str | tuple[str, ...]] = {}
    for name, value in values.items():
        if name not in fields():
            raise ValueError(f"{name}: no letter has such a field")
        if value is not None and value not in ("", ()):
            found[name] = _said(name, value, language)
    return found


def _said(name: str, value: Value, language: str) -> str | tuple[str, ...]:
    kind = fields()[name].kind
    if kind is Kind.LIST and isinstance(value, tuple):
        return tuple(value)
    if kind is Kind.MOMENT and isinstance(value, datetime):
        day = format_date(value.date(), _DAY[language], locale=language)
        return f"{day}, {format_datetime(value, 'HH:mm', tzinfo=value.tzinfo, locale=language)}"
    if kind is Kind.DAY and isinstance(value, date) and not isinstance(value, datetime):
        return str(format_date(value, _DAY[language], locale=language))
    if kind is Kind.TEXT and isinstance(value, str):
        return value
    raise ValueError(f"{name}: wants a value of the kind {kind.value}, not {type(value).__name__}")


def examples(language: str) -> dict[str, str | tuple[str, ...]]:
    """Return an invented value for every field, to look at a template with."""
    return {name: field.example[language] for name, field in fields().items()}
