"""Checks of shape that the entries of cases share: a payload that was accepted once is readable for ever."""

import re
from collections.abc import Iterable
from enum import Enum

from tulga.ledger.errors import InvalidPayload

_COUNTRY = re.compile(r"[A-Z]{3}")


def said(payload: object, *names: str) -> None:
    """Refuse a field in which nothing is said."""
    for name in names:
        value = getattr(payload, name)
        if not isinstance(value, str) or not value.strip():
            raise InvalidPayload(name, "must not be empty")


def choose(payload: object, name: str, choices: type[Enum]) -> None:
    """Turn a plain string into the choice it names."""
    value = getattr(payload, name)
    if type(value) is choices:
        return
    try:
        object.__setattr__(payload, name, choices(value))
    except ValueError as error:
        known = ", ".join(str(one.value) for one in choices)
        raise InvalidPayload(name, f"is one of {known}, not {value!r}") from error


def country(payload: object, *names: str) -> None:
    for name in names:
        value = getattr(payload, name)
        if value is not None and (not isinstance(value, str) or _COUNTRY.fullmatch(value) is None):
            raise InvalidPayload(name, "is a country as three capital letters (ISO 3166 alpha-3)")


def plain_list(payload: object, name: str, values: Iterable[object]) -> None:
    """Refuse a list in which something is not a word."""
    if any(not isinstance(one, str) or not one.strip() for one in values):
        raise InvalidPayload(name, "is a list of words")
