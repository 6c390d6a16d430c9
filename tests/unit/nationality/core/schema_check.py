"""As much of JSON Schema as `assessment.schema.json` uses; a word of the schema that is not known here is an error."""

import re
from collections.abc import Callable, Iterable
from typing import Any

_SILENT = {"$schema", "$id", "$defs", "title", "description"}
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool,
    "null": type(None),
}  # fmt: skip


def problems(value: Any, schema: dict[str, Any], root: dict[str, Any] | None = None, at: str = "$") -> list[str]:
    """Return what does not fit, with its place."""
    return list(_problems(value, schema, root or schema, at))


def _problems(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterable[str]:
    for word, wanted in schema.items():
        if word in _SILENT or word in {"properties", "additionalProperties"}:
            continue
        yield from _CHECKS[word](value, wanted, root, at)
    if isinstance(value, dict) and "properties" in schema:
        yield from _fields(value, schema, root, at)


def _fields(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> Iterable[str]:
    for name, inner in value.items():
        if name in schema["properties"]:
            yield from _problems(inner, schema["properties"][name], root, f"{at}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{at}.{name}: no such field"


def _ref(value: Any, wanted: str, root: dict[str, Any], at: str) -> Iterable[str]:
    return _problems(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, at)


def _type(value: Any, wanted: str | list[str], root: dict[str, Any], at: str) -> Iterable[str]:
    names = [wanted] if isinstance(wanted, str) else wanted
    of_bool = isinstance(value, bool) and "boolean" not in names
    if of_bool or not any(isinstance(value, _TYPES[name]) for name in names):
        yield f"{at}: not of type {wanted}"


def _enum(value: Any, wanted: list[Any], root: dict[str, Any], at: str) -> Iterable[str]:
    if value not in wanted:
        yield f"{at}: {value!r} is none of {wanted}"


def _required(value: Any, wanted: list[str], root: dict[str, Any], at: str) -> Iterable[str]:
    return (f"{at}.{name}: missing" for name in wanted if isinstance(value, dict) and name not in value)


def _items(value: Any, wanted: dict[str, Any], root: dict[str, Any], at: str) -> Iterable[str]:
    for number, inner in enumerate(value if isinstance(value, list) else ()):
        yield from _problems(inner, wanted, root, f"{at}[{number}]")


def _pattern(value: Any, wanted: str, root: dict[str, Any], at: str) -> Iterable[str]:
    if isinstance(value, str) and not re.search(wanted, value):
        yield f"{at}: {value!r} does not match {wanted}"


def _min_length(value: Any, wanted: int, root: dict[str, Any], at: str) -> Iterable[str]:
    if isinstance(value, str) and len(value) < wanted:
        yield f"{at}: shorter than {wanted}"


def _min_items(value: Any, wanted: int, root: dict[str, Any], at: str) -> Iterable[str]:
    if isinstance(value, list) and len(value) < wanted:
        yield f"{at}: fewer than {wanted}"


_CHECKS: dict[str, Callable[[Any, Any, dict[str, Any], str], Iterable[str]]] = {
    "$ref": _ref, "type": _type, "enum": _enum, "required": _required, "items": _items, "pattern": _pattern,
    "minLength": _min_length, "minItems": _min_items,
}  # fmt: skip
