"""Which letters there are, to whom each goes, and what may stand in it: `data/letters.yaml`, `data/fields.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

LANGUAGES = ("en", "ru", "kk")
Text = Mapping[str, str]


class Recipient(StrEnum):
    PERSON = "person"
    AUTHORITY = "authority"  # of this State
    FOREIGN_AUTHORITY = "foreign_authority"


class Kind(StrEnum):
    TEXT = "text"
    DAY = "day"
    MOMENT = "moment"  # a day with an hour, in the office's zone
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a letter may say.

    Attributes:
        recipients: to whom it may be said.
        limit: it is a day that a limit of the law gives; said only where the limit is verified.
        example: an invented value, by language, for looking at a template.
    """

    id: str
    label: Text
    kind: Kind
    recipients: frozenset[Recipient]
    limit: bool
    example: Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of letter. `needs`: fields without which it is of no use, so that no template may leave them out."""

    id: str
    label: Text
    recipient: Recipient
    official: bool  # a paper or a notice: printed only in a text that somebody reviewed
    needs: tuple[str, ...]


@lru_cache(maxsize=1)
def fields() -> Mapping[str, Field]:
    return MappingProxyType({name: _field(name, told) for name, told in _read("fields.yaml").items()})


def _field(name: str, told: dict[str, Any]) -> Field:
    to = told.get("to")
    example = told["example"]
    by_language = example if isinstance(example, dict) else dict.fromkeys(LANGUAGES, example)
    return Field(
        name,
        told["label"],
        Kind(told.get("kind", "text")),
        frozenset(map(Recipient, to)) if to else frozenset(Recipient),
        bool(told.get("limit")),
        {language: tuple(one) if isinstance(one, list) else str(one) for language, one in by_language.items()},
    )


@lru_cache(maxsize=1)
def letters() -> Mapping[str, Letter]:
    found = {
        name: Letter(name, told["label"], Recipient(told["to"]), bool(told.get("official")), tuple(told["needs"]))
        for name, told in _read("letters.yaml").items()
    }
    return MappingProxyType(found)


def _read(name: str) -> dict[str, dict[str, Any]]:
    text = files("tulga.procedures.letters").joinpath(f"data/{name}").read_text("utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found
