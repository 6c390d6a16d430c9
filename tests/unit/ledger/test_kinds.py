"""Kinds of entries: every declared type goes to JSON and back, and what does not fit is named."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID, uuid4

import pytest

from tulga.kernel.dates import PartialDate
from tulga.ledger.errors import InvalidPayload, UnknownKind
from tulga.ledger.kinds import all_kinds, check, decode, entry_kind, kind_named, kind_of


class Colour(StrEnum):
    RED = "red"


class Size(Enum):
    LARGE = 3


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    since: PartialDate | None = None


@entry_kind("TestEverything", version=1, stream="test", personal=False)
@dataclass(frozen=True, slots=True)
class Everything:
    id: UUID
    day: date
    moment: datetime
    told: PartialDate
    colour: Colour
    size: Size
    part: Part
    parts: tuple[Part, ...]
    said: dict[UUID, dict[str, Any]]
    score: float
    count: int
    flag: bool
    free: Any
    maybe: UUID | None = None
    words: tuple[str, ...] = ()
    more: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if isinstance(self.count, int) and self.count < 0:
            raise InvalidPayload("count", "must not be negative")


def everything(**changes: Any) -> Everything:
    values: dict[str, Any] = {
        "id": uuid4(), "day": date(2021, 3, 1), "moment": datetime(2021, 3, 1, 9, tzinfo=UTC),
        "told": PartialDate.parse("1984~"), "colour": Colour.RED, "size": Size.LARGE, "part": Part("a", None),
        "parts": (Part("b", PartialDate.parse("198X")), Part("c")), "said": {uuid4(): {"name": "x"}}, "score": 0.5,
        "count": 1, "flag": True, "free": {"any": [1, None]},
    }  # fmt: skip
    return Everything(**(values | changes))


def test_every_type_goes_to_json_and_back() -> None:
    payload = everything(maybe=uuid4(), words=("x", "y"), more={"k": 2})

    checked = check(payload)

    assert checked.payload == payload
    assert decode("TestEverything", 1, json.loads(json.dumps(checked.encoded))) == payload


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "no id"}, {"day": "2021-02-30"}, {"told": PartialDate}, {"count": "1"}, {"count": True}, {"flag": 1},
        {"score": "much"}, {"part": None}, {"parts": None}, {"parts": (None, "x")}, {"said": []}, {"words": (1,)},
        {"colour": "red"}, {"maybe": 5}, {"more": {"k": "two"}},
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidPayload):
        check(everything(**changes))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "x"),
        ("day", "yesterday"),
        ("told", "1984-99"),
        ("colour", "green"),
        ("size", 4),
        ("count", -1),
        ("flag", "yes"),
    ],
)
def test_a_stored_value_that_does_not_fit_is_named(name: str, value: Any) -> None:
    stored = check(everything()).encoded | {name: value}

    with pytest.raises(InvalidPayload) as refused:
        decode("TestEverything", 1, stored)

    assert refused.value.field == name


def test_a_missing_and_a_surplus_field_are_named() -> None:
    stored = check(everything()).encoded

    with pytest.raises(InvalidPayload, match="day: is missing"):
        decode("TestEverything", 1, {name: value for name, value in stored.items() if name != "day"})
    with pytest.raises(InvalidPayload, match="surplus: is not a field"):
        decode("TestEverything", 1, stored | {"surplus": 1})


def test_a_field_with_a_default_may_be_missing_in_what_was_stored_before_it_was_born() -> None:
    stored = {
        name: value for name, value in check(everything()).encoded.items() if name not in {"maybe", "words", "more"}
    }

    read = decode("TestEverything", 1, stored)

    assert (read.maybe, read.words, read.more) == (None, (), {})


def test_a_list_given_for_a_tuple_reaches_projectors_as_it_will_be_read_back() -> None:
    checked = check(everything(words=["x"]))

    assert checked.payload.words == ("x",)


def test_a_name_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):

        @entry_kind("TestEverything", version=1, stream="test", personal=False)
        @dataclass(frozen=True)
        class Another:
            text: str


def test_what_was_never_declared_is_unknown() -> None:
    with pytest.raises(UnknownKind):
        kind_of(object())
    with pytest.raises(UnknownKind):
        decode("NeverDeclared", 1, {})
    assert kind_named("NeverDeclared") is None
    assert kind_named("TestEverything") in all_kinds()
