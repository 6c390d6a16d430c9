"""Are two records one person? Points for every level, added to a start that depends on how large the registers are.

Points are natural log-odds; `data/weights.yaml` holds them, fitted by `bench/matching/fit.py`. Nothing is decided here:
a pair above the threshold is proposed to a person.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tulga.matching.core import context
from tulga.matching.core.features import FEATURES, Prepared, Rarity, levels

SMALLEST = 500  # records, below which the start rises no further: a short list has brothers and twins as a long one


@dataclass(frozen=True, slots=True)
class Reason:
    feature: str
    level: int
    points: float


@dataclass(frozen=True, slots=True)
class Scored:
    points: float
    probability: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    start: float
    fitted_size: int
    per_size: float
    threshold: float  # a probability
    points: tuple[tuple[float, ...], ...]  # by feature, by level
    context_start: float
    context: tuple[tuple[float, ...], ...]  # of what other records say of a pair: by feature, by level


@cache
def weights() -> Weights:
    """Read the table of points that is shipped."""
    text = files("tulga.matching").joinpath("data/weights.yaml").read_text("utf-8")
    return weights_from(yaml.safe_load(text))


def weights_from(table: dict[str, Any]) -> Weights:
    return Weights(
        float(table["start"]),
        int(table["fitted_size"]),
        float(table["per_size"]),
        float(table["threshold"]),
        _points(table["points"], FEATURES),
        float(table["context"]["start"]),
        _points(table["context"]["points"], context.FEATURES),
    )


def _points(table: dict[str, list[float]], features: Iterable[str]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(float(p) for p in table[feature]) for feature in features)


def total(found: Sequence[int], size: int, table: Weights) -> float:
    """Add up the points of a pair; `size` is the number of records among which the pair was found."""
    return prior(size, table) + sum(table.points[i][level] for i, level in enumerate(found))


def prior(size: int, table: Weights) -> float:
    """Return the points that a pair has before anything is compared."""
    return table.start - table.per_size * math.log(max(size, SMALLEST) / table.fitted_size)


def in_context(
    pairs: context.Pairs, points: Sequence[float], registers: Mapping[str, str], table: Weights
) -> list[float]:
    """Return the points of every pair with what the other records say of it.

    `points`: of each pair by itself; `registers`: record → the register it comes from.
    """
    return [
        value + table.context_start + sum(table.context[i][level] for i, level in enumerate(found))
        for value, found in zip(points, context.context(pairs, points, registers), strict=True)
    ]


def probability(points: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, points))))


def score(a: Prepared, b: Prepared, size: int, *, rarity: Rarity | None = None, table: Weights | None = None) -> Scored:
    """Return points, probability and every reason that counts; in either order the same."""
    used = table or weights()
    found = levels(a, b, rarity or Rarity())
    points = total(found, size, used)
    reasons = (
        Reason(name, level, used.points[i][level]) for i, (name, level) in enumerate(zip(FEATURES, found, strict=True))
    )
    return Scored(points, probability(points), tuple(reason for reason in reasons if reason.points))
