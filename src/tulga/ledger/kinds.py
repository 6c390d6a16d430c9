"""The kinds of entries: contexts declare them, the ledger checks, writes and reads them without knowing what they mean.

A kind is a frozen dataclass. Its fields are JSON values or `UUID`, `date`, `datetime`, `PartialDate`, `Enum`, nested
dataclasses, tuples of these and `dict[str, ...]`. The encoder and the decoder of a class are compiled once.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from tulga.kernel.dates import InvalidDate, PartialDate
from tulga.ledger.errors import InvalidPayload, UnknownKind

THIRD_PERSONS = "third_persons"
T = TypeVar("T")
Json = dict[str, Any]
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entry at its current schema version."""

    name: str
    version: int
    stream: str
    personal: bool
    payload_class: type
    encode: Callable[[Any], Json]
    decode: Callable[[Mapping[str, Any]], Any]


_by_name: dict[str, Kind] = {}
_by_class: dict[type, Kind] = {}
_upcasters: dict[tuple[str, int], Callable[[Json], Json]] = {}


def entry_kind(name: str, *, version: int, stream: str, personal: bool) -> Callable[[type[T]], type[T]]:
    """Declare a dataclass as a kind of entry; `personal` kinds are stored encrypted under their subject's key."""

    def declare(payload_class: type[T]) -> type[T]:
        known = _by_name.get(name)
        if known is not None and known.payload_class is not payload_class:
            raise ValueError(f"entry kind {name} is declared twice")
        kind = Kind(name, version, stream, personal, payload_class, _encoder(payload_class), _decoder(payload_class))
        _by_name[name] = kind
        _by_class[payload_class] = kind
        return payload_class

    return declare


def register_upcaster(name: str, *, from_version: int, function: Callable[[Json], Json]) -> None:
    """Register the pure function that turns a payload of `from_version` into one of the next version."""
    if _upcasters.get((name, from_version), function) is not function:
        raise ValueError(f"{name} version {from_version} has two upcasters")
    _upcasters[name, from_version] = function


def kind_of(payload: object) -> Kind:
    """Return the kind of a payload.

    Raises:
        UnknownKind: no context declared this class.
    """
    kind = _by_class.get(type(payload))
    if kind is None:
        raise UnknownKind(f"{type(payload).__name__} is not a declared kind of entry")
    return kind


def kind_named(name: str) -> Kind | None:
    return _by_name.get(name)


def all_kinds() -> tuple[Kind, ...]:
    return tuple(_by_name[name] for name in sorted(_by_name))


def decode(name: str, version: int, payload: Json) -> Any:
    """Return the payload of a stored entry as its class, raised to the current version.

    Raises:
        UnknownKind: the kind is not declared, or an upcaster is missing.
        InvalidPayload: the stored payload does not fit.
    """
    kind = _by_name.get(name)
    if kind is None:
        raise UnknownKind(f"{name}: no context declares this kind")
    while version < kind.version:
        upcast = _upcasters.get((name, version))
        if upcast is None:
            raise UnknownKind(f"{name}: nothing raises version {version} to {version + 1}")
        try:
            payload = upcast(dict(payload))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InvalidPayload(name, f"is no payload of version {version} ({type(error).__name__})") from error
        version += 1
    if version > kind.version:
        raise UnknownKind(f"{name}: version {version} is newer than this program knows ({kind.version})")
    return kind.decode(payload)


# -- encoding ---------------------------------------------------------------------------------------------------------


def _same(value: Any) -> Any:
    return value


def _encoder(payload_class: type) -> Callable[[Any], Json]:
    hints = get_type_hints(payload_class)
    plan = [(item.name, _encode_as(hints[item.name])) for item in dataclasses.fields(payload_class)]

    def encode(payload: Any) -> Json:
        return {
            name: (value if convert is _same or value is None else convert(value))
            for name, convert in plan
            for value in (getattr(payload, name),)
        }

    return encode


def _encode_as(hint: Any) -> Convert:
    hint = _without_none(hint)
    origin = get_origin(hint)
    if origin is tuple:
        item = _encode_as(get_args(hint)[0])
        return lambda values: [value if value is None else item(value) for value in values]
    if origin is dict:
        key, value_hint = get_args(hint)
        inner = _encode_as(value_hint)
        return lambda mapping: {(str(k) if key is UUID else k): inner(v) for k, v in mapping.items()}
    if hint is UUID:
        return str
    if hint is PartialDate:
        return lambda value: value.text
    if hint in {date, datetime}:
        return lambda value: value.isoformat()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: value.value
    if dataclasses.is_dataclass(hint):
        return _encoder(typing.cast("type", hint))
    return _same


# -- decoding and checking --------------------------------------------------------------------------------------------


def _decoder(payload_class: type) -> Callable[[Mapping[str, Any]], Any]:
    hints = get_type_hints(payload_class)
    fields = dataclasses.fields(payload_class)
    plan = [(item.name, _decode_as(item.name, hints[item.name]), _default(item)) for item in fields]
    known = {name for name, _, _ in plan}

    def decode_payload(payload: Mapping[str, Any]) -> Any:
        if not isinstance(payload, dict):
            raise InvalidPayload(payload_class.__name__, f"should be an object, not {type(payload).__name__}")
        if not known.issuperset(payload):
            surplus = sorted(map(str, set(payload) - known))
            raise InvalidPayload(surplus[0], f"is not a field of {payload_class.__name__}")
        values = {}
        for name, convert, default in plan:
            if name in payload:
                values[name] = convert(payload[name])
            elif default is dataclasses.MISSING:
                raise InvalidPayload(name, f"is missing in {payload_class.__name__}")
        return payload_class(**values)

    return decode_payload


def _default(item: "dataclasses.Field[Any]") -> Any:
    return item.default if item.default is not dataclasses.MISSING else item.default_factory


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in {Union, types.UnionType}:
        kept = [part for part in get_args(hint) if part is not type(None)]
        if len(kept) == 1:
            return kept[0]
    return hint


def _decode_as(field: str, hint: Any) -> Convert:
    bare = _without_none(hint)
    convert = _decode_value(field, bare)
    if bare is hint:
        return convert
    return lambda value: None if value is None else convert(value)


def _decode_value(field: str, hint: Any) -> Convert:  # noqa: PLR0911 - one line per kind of value
    origin = get_origin(hint)
    if origin is tuple:
        item = _decode_as(field, get_args(hint)[0])
        return lambda values: tuple(item(value) for value in _expect(field, values, (list, tuple)))
    if origin is dict:
        key, value_hint = get_args(hint)
        inner = _decode_as(field, value_hint)
        return lambda mapping: {
            (_parsed(field, k, UUID) if key is UUID else k): inner(v)
            for k, v in _expect(field, mapping, (dict,)).items()
        }
    if hint is UUID:
        return lambda value: _parsed(field, value, UUID)
    if hint is PartialDate:
        return lambda value: _parsed(field, value, PartialDate.parse)
    if hint in {date, datetime}:
        return lambda value: _parsed(field, value, hint.fromisoformat)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: _parsed(field, value, hint)
    if dataclasses.is_dataclass(hint):
        return _decoder(typing.cast("type", hint))
    if hint is float:
        return lambda value: _expect(field, value, (int, float))
    if hint in {str, int, bool}:
        return lambda value: _expect(field, value, (hint,))
    return _same


def _expect(field: str, value: Any, wanted: tuple[type, ...]) -> Any:
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        names = " or ".join(one.__name__ for one in wanted)
        raise InvalidPayload(field, f"should be {names}, not {type(value).__name__}")
    return value


def _parsed(field: str, value: Any, parse: Convert) -> Any:
    try:
        return parse(value)
    except (InvalidDate, ValueError, TypeError, AttributeError) as error:
        raise InvalidPayload(field, str(error)) from error


@dataclass(frozen=True, slots=True)
class Checked:
    """A payload that can be written: its kind, its JSON, and the payload as it will be read back.

    Projectors are given the last one, live as in a rebuild: what they see can never differ.
    """

    kind: Kind
    encoded: Json
    payload: Any


def check(payload: object) -> Checked:
    """Return the payload as JSON after checking that it can be read back as what it is.

    Raises:
        UnknownKind: no context declared this class.
        InvalidPayload: a field holds a value of another type than declared.
    """
    kind = kind_of(payload)
    try:
        encoded = kind.encode(payload)
    except (AttributeError, TypeError) as error:
        raise InvalidPayload(kind.name, f"a field holds a value of the wrong type ({error})") from error
    return Checked(kind, encoded, kind.decode(encoded))
