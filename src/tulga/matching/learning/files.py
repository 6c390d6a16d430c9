"""A table of points as a file: written whole, read with every fault named, and known by a digest."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from tulga.matching.core import context
from tulga.matching.core.features import LEVELS
from tulga.matching.core.score import Weights, weights_from

LARGEST = 1_000_000  # bytes
_NUMBERS = ("start", "fitted_size", "per_size", "threshold")


class Fault(StrEnum):
    """What can be wrong with a table of points; put into words by whoever shows it."""

    NO_TABLE = "no_table"  # no YAML, or no mapping
    MISSING = "missing"
    UNKNOWN = "unknown"
    NO_NUMBER = "no_number"
    COUNT = "count"  # more or fewer levels than the feature has
    NOT_TOLD = "not_told"  # the first level, "not told", is worth nothing
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Problem:
    """Where (`points.birth`), what, and what was expected or is near."""

    place: str
    fault: Fault
    want: str = ""


class BadTable(Exception):
    """`problems`: all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{one.place}: {one.fault.value} {one.want}".strip() for one in problems))
        self.problems = problems


def digest(table: Weights) -> str:
    """Return what a table is known by: the same numbers, the same twelve letters."""
    told = [table.start, table.fitted_size, table.per_size, table.threshold, table.points]
    text = json.dumps([*told, table.context_start, table.context])
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def as_text(table: Weights, note: str) -> str:
    """Return the table as YAML; `note` is a comment of one line."""
    lines = [f"# {note}\n"]
    lines += [f"{name}: {getattr(table, name)}\n" for name in _NUMBERS]
    lines.append("points:\n")
    lines += _rows(LEVELS, table.points, "  ")
    lines.append(f"context:\n  start: {table.context_start}\n  points:\n")
    return "".join([*lines, *_rows(context.LEVELS, table.context, "    ")])


def _rows(features: dict[str, int], points: tuple[tuple[float, ...], ...], indent: str) -> list[str]:
    rows = zip(features, points, strict=True)
    return [f"{indent}{name}: {json.dumps([v + 0.0 for v in by])}\n" for name, by in rows]


def read(path: Path) -> Weights:
    """Return the table in a file.

    Raises:
        OSError: it cannot be read.
        BadTable: it is none; every fault is named.
    """
    raw = path.read_bytes()[: LARGEST + 1]
    try:
        told = yaml.safe_load(raw.decode("utf-8")) if len(raw) <= LARGEST else None
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise BadTable([Problem("", Fault.NO_TABLE)])
    problems = _problems(told)
    if problems:
        raise BadTable(problems)
    return weights_from(told)


def _problems(told: dict[str, Any]) -> list[Problem]:
    found: list[Problem] = []
    for name in _NUMBERS:
        found += _number(name, told)
    if not found and not 0 < told["threshold"] < 1:
        found.append(Problem("threshold", Fault.RANGE, "0–1"))
    if not found and told["fitted_size"] < 1:
        found.append(Problem("fitted_size", Fault.RANGE, "1…"))
    found += _features("points", told.get("points"), LEVELS)
    inner = told.get("context")
    if not isinstance(inner, dict):
        return [*found, Problem("context", Fault.MISSING)]
    return [
        *found,
        *_number("start", inner, "context."),
        *_features("context.points", inner.get("points"), context.LEVELS),
    ]


def _number(name: str, told: dict[str, Any], before: str = "") -> list[Problem]:
    if name not in told:
        return [Problem(before + name, Fault.MISSING)]
    return [] if _is_number(told[name]) else [Problem(before + name, Fault.NO_NUMBER)]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _features(place: str, told: object, levels: dict[str, int]) -> list[Problem]:
    if not isinstance(told, dict):
        return [Problem(place, Fault.MISSING)]
    found = []
    for name in told:
        if name not in levels:
            near = get_close_matches(str(name), levels, 1)
            found.append(Problem(f"{place}.{name}", Fault.UNKNOWN, near[0] if near else ""))
    for name, count in levels.items():
        points = told.get(name)
        where = f"{place}.{name}"
        if points is None:
            found.append(Problem(where, Fault.MISSING))
        elif not isinstance(points, list) or not all(map(_is_number, points)):
            found.append(Problem(where, Fault.NO_NUMBER))
        elif len(points) != count:
            found.append(Problem(where, Fault.COUNT, str(count)))
        elif points[0] != 0:
            found.append(Problem(where, Fault.NOT_TOLD, "0"))
    return found
