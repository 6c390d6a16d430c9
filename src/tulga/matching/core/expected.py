"""How many of the pairs that were joined are wrong, and how many were missed? Expected numbers with an interval.

The score of a pair says how likely it is. Summed over pairs that gives an expected number, if the scores are right on
the whole; but on registers of one kind they are a little too sure and on others not sure enough. So each kind of pair
(`Share`) has a shift of its log-odds that was measured on registers of our own with known truth, and how far the shift
differs between them (`data/expected.yaml`, made by `bench/matching/fit_expected.py`). The interval holds both: chance,
and not knowing which shift these lists have. It knows nothing of lists unlike all those measured.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import yaml

COVERS = 0.95
_STEPS = tuple((k + 0.5) / 9 for k in range(9))  # equally likely shifts
_MOST = 40.0
_SMALL = 30.0  # below this a count is Poisson, above it normal


@dataclass(frozen=True, slots=True)
class Share:
    """Log-odds of a pair as they turn out: `shift + slope * points`; `spread` is how far the shift differs.

    `per_blur`: by how much the shift rises with the blur of the lists.
    """

    slope: float
    shift: float
    spread: float
    per_blur: float = 0.0

    def at(self, blur: float, by: float = 0.0) -> float:
        """Return the shift; `by`: so many spreads from the usual one."""
        return self.shift + self.per_blur * blur + by * self.spread

    def expected(self, points: Iterable[float], blur: float, by: float = 0.0) -> tuple[float, float]:
        """Return the mean and the variance of the number of true pairs."""
        shift = self.at(blur, by)
        found = [likely(shift + self.slope * value) for value in points]
        return sum(found), sum(p * (1 - p) for p in found)

    def likely(self, points: float, blur: float) -> float:
        return likely(self.at(blur) + self.slope * points)


@dataclass(frozen=True, slots=True)
class Blur:
    """What is usual, and between which values it was measured: beyond them nothing is known, and the end counts."""

    usual: float
    low: float
    high: float

    def of(self, points: Iterable[float]) -> float:
        return min(max(blur(points), self.low), self.high) - self.usual


@dataclass(frozen=True, slots=True)
class Expected:
    """An expected number with the interval that holds the true one in 95 of 100 cases; never below 0."""

    mean: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one way to compare.

    Attributes:
        joined: pairs that were joined; rival: likely pairs that gave way to better ones; left: unlikely ones.
        beyond: the log of true pairs that nobody saw (no candidates, or not worth listing), by those that were seen.
    """

    joined: Share
    rival: Share
    left: Share
    beyond: Share
    blur: Blur


SURE = 4.0  # points above which a likely pair is not only just likely


def blur(points: Iterable[float]) -> float:
    """Return the log of the share of likely pairs that are only just likely."""
    told = [value for value in points if value >= 0]
    return math.log((sum(value < SURE for value in told) + 1) / (len(told) + 4))


def likely(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(-_MOST, min(_MOST, log_odds))))


@cache
def measured(way: str) -> Measured:
    """Return what is shipped for one way to compare: once, repeated, encoded, index."""
    table = yaml.safe_load(files("tulga.matching").joinpath("data/expected.yaml").read_text("utf-8"))
    return measured_from(table[way])


def measured_from(table: Mapping[str, Any]) -> Measured:
    shares = {name: Share(*map(float, table[name])) for name in ("joined", "rival", "left", "beyond")}
    return Measured(**shares, blur=Blur(*map(float, table["blur"])))


def wrong(joined: Sequence[float], by: Measured) -> Expected:
    """Return how many of the joined pairs are not one person; `joined`: their points."""
    cases, at = [], by.blur.of(joined)
    for step in _normal_steps():
        mean, variance = by.joined.expected(joined, at, step)
        cases.append((len(joined) - mean, variance))
    return _of(cases, most=len(joined))


def missed(joined: Sequence[float], rival: Sequence[float], left: Sequence[float], by: Measured) -> Expected:
    """Return how many true pairs were not joined: those that gave way, those that looked unlikely, those unseen."""
    at = by.blur.of(joined)
    sure, _ = by.joined.expected(joined, at)
    gave_way, unlikely = ([share.expected(points, at, step) for step in _normal_steps()] for share, points in (
        (by.rival, rival), (by.left, left),
    ))  # fmt: skip
    cases = []
    for (a, va), (b, vb), step in product(gave_way, unlikely, _normal_steps()):
        unseen = (sure + a + b) * math.exp(by.beyond.at(at, step))
        cases.append((a + b + unseen, va + vb + unseen))
    return _of(cases)


def in_all(weights: Sequence[float], certain: float, by: Measured) -> Expected:
    """Return how many true pairs there are among pairs of these points and among what was never listed.

    `certain`: true pairs that are known already; the unlisted are a share of all. Which pairs are still listed depends
    on who was judged first, so blur tells nothing here.
    """
    seen = [by.left.expected(weights, 0.0, step) for step in _normal_steps()]
    cases = []
    for (mean, variance), step in product(seen, _normal_steps()):
        unseen = (certain + mean) * math.exp(by.beyond.at(0.0, step))
        cases.append((mean + unseen, variance + unseen))
    return _of(cases)


# -- from cases to an interval -----------------------------------------------------------------------------------------


@cache
def _normal_steps() -> tuple[float, ...]:
    """Return the middles of nine equally likely parts of a normal distribution, spread to its variance."""
    raw = [_quantile(step) for step in _STEPS]
    wide = math.sqrt(sum(x * x for x in raw) / len(raw))
    return tuple(x / wide for x in raw)


def _quantile(share: float) -> float:
    low, high = -8.0, 8.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _normal(middle) < share else (low, middle)
    return (low + high) / 2


def _normal(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2))


def _of(cases: Sequence[tuple[float, float]], most: int | None = None) -> Expected:
    """Return the mean of equally likely cases (mean, variance), and the counts between which 95 of 100 lie."""
    mean = sum(one for one, _ in cases) / len(cases)
    tail = (1 - COVERS) / 2
    low, high = _count(cases, tail), _count(cases, 1 - tail)
    if most is not None:
        low, high = min(low, most), min(high, most)
    return Expected(mean, min(low, math.floor(mean)), max(high, math.ceil(mean)))


def _count(cases: Sequence[tuple[float, float]], share: float) -> int:
    """Return the smallest count that is reached or not passed with this probability."""
    low, high = -1, 1
    while _below(cases, high) < share:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _below(cases, middle) < share else (low, middle)
    return high


def _below(cases: Sequence[tuple[float, float]], count: int) -> float:
    return sum(_chance(count, mean, variance) for mean, variance in cases) / len(cases)


def _chance(count: int, mean: float, variance: float) -> float:
    """Return the probability of at most so many, when so many are expected."""
    if count < 0:
        return 0.0
    if mean < _SMALL:
        term = total = math.exp(-mean)
        for k in range(1, min(count, int(mean) + 200) + 1):
            term *= mean / k
            total += term
        return min(total, 1.0)
    return _normal((count + 0.5 - mean) / math.sqrt(max(variance, 1.0)))
