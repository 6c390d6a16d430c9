"""Two lists with no system in between: who of the one is who of the other, and how sure that is on the whole.

Needs no database. Pairs are scored beside all others of both lists, as in `listed`. Where a list names nobody twice,
everybody has one partner at most, and the pairs are chosen that together weigh most. Nothing here decides.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tulga.matching import listed
from tulga.matching.core import expected
from tulga.matching.core.assignment import assign
from tulga.matching.core.expected import Expected, Measured
from tulga.matching.core.records import Entry
from tulga.matching.core.score import Weights, weights

A, B = "a", "b"
LISTS = frozenset((A, B))
Pair = tuple[str, str, float]  # a record of A, one of B, points
LEAST_POINTS = -7.0  # pairs less likely than this are not listed
_PART = "\x1f"


@dataclass(frozen=True, slots=True)
class Link:
    """Two records held to be one person: points (log-odds), and how often such a pair turned out to be one."""

    a: str
    b: str
    points: float
    probability: float


@dataclass(frozen=True, slots=True)
class Linked:
    """What was found.

    Attributes:
        size: records of A and of B.
        doubles: pairs within A and within B that are likely one person; None where nobody looked.
    """

    links: Sequence[Link]
    size: tuple[int, int]
    wrong: Expected
    missed: Expected
    doubles: tuple[int, int] | None = None

    @property
    def matched(self) -> tuple[int, int]:
        """How many records of A and of B have a partner."""
        return len({link.a for link in self.links}), len({link.b for link in self.links})


def link(
    a: Sequence[Entry], b: Sequence[Entry], *, repeats: Iterable[str] = (), table: Weights | None = None
) -> Linked:
    """Link two lists; the order of their records is indifferent.

    `a`, `b`: ids are unique within each. `repeats`: the lists, A or B, that may name one person more than once.
    `table`: the points, the shipped ones where none are given; the intervals were measured with those.
    """
    by = table or weights()
    pairs, within = _compared(a, b, set(repeats), by)
    way = "repeated" if set(repeats) else "once"
    found = choose(pairs, (len(a), len(b)), way, repeats=repeats, least=_least(by))
    return replace(found, doubles=(within[A], within[B]))


def scored(a: Sequence[Entry], b: Sequence[Entry], *, repeats: Iterable[str] = ()) -> list[Pair]:
    """Return every pair between the lists that is worth listing."""
    return _compared(a, b, set(repeats), weights())[0]


def _compared(
    a: Sequence[Entry], b: Sequence[Entry], repeats: set[str], table: Weights
) -> tuple[list[Pair], Counter[str]]:
    """Return the pairs between the lists, and how many likely ones there are within each."""
    both = [_named(entry, side, repeats) for side, entries in ((A, a), (B, b)) for entry in entries]
    found: list[Pair] = []
    within: Counter[str] = Counter()
    least = _least(table)
    for (one, other), points in listed.scored(both, table=table).items():
        (side, left), (other_side, right) = _split(one), _split(other)
        if side == other_side:
            within[side] += points >= least
        elif points >= LEAST_POINTS:  # the smaller id comes first: that of A
            found.append((left, right, points))
    return found, within


def _named(entry: Entry, side: str, repeats: set[str]) -> Entry:
    """Give a record a name of its own among both lists; one list is not the other's register, whatever it is called.

    A list that may name people more than once is no register: it may hold a better partner beside a good one.
    """
    register = f"{side}{_PART}{entry.register}" if entry.register or side not in repeats else ""
    return replace(entry, id=f"{side}{_PART}{entry.id}", register=register)


def _split(one: str) -> tuple[str, str]:
    side, _, own = one.partition(_PART)
    return side, own


def choose(
    pairs: Iterable[Pair], size: tuple[int, int], way: str, *, repeats: Iterable[str] = (), least: float | None = None
) -> Linked:
    """Choose the pairs that are held to be one person, and say how many of them are wrong and how many are missing."""
    joined, rival, left = parted(pairs, repeats=repeats, least=least)
    by = expected.measured(way)
    return Linked(
        links=_links(joined, by),
        size=size,
        wrong=expected.wrong(_points(joined), by),
        missed=expected.missed(_points(joined), _points(rival), _points(left), by),
    )


def parted(
    pairs: Iterable[Pair], *, repeats: Iterable[str] = (), least: float | None = None
) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """Return the pairs that are joined, those likely ones that gave way to better ones, and the unlikely ones.

    `least`: points from which a pair is likely; those of the shipped threshold where none are given.
    """
    least = _least(weights()) if least is None else least
    ordered = sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))
    likely = [pair for pair in ordered if pair[2] >= least]
    chosen = _chosen(likely, least, set(repeats))
    joined = [pair for pair in likely if pair[:2] in chosen]
    rival = [pair for pair in likely if pair[:2] not in chosen]
    return joined, rival, ordered[len(likely) :]


def _chosen(likely: Sequence[Pair], least: float, repeats: set[str]) -> set[tuple[str, str]]:
    """Where both may repeat every likely pair counts; where one may, each of its records has its best partner."""
    if repeats >= LISTS:
        return {pair[:2] for pair in likely}
    if repeats:
        best: dict[str, tuple[str, str]] = {}
        for a, b, _points_of_it in likely:
            best.setdefault(a if A in repeats else b, (a, b))
        return set(best.values())
    return assign((a, b, points - least + 1e-6) for a, b, points in likely)


def _least(table: Weights) -> float:
    threshold = table.threshold
    return math.log(threshold / (1 - threshold))


def _links(joined: Sequence[Pair], by: Measured) -> list[Link]:
    at = by.blur.of(_points(joined))
    return [Link(a, b, points, by.joined.likely(points, at)) for a, b, points in joined]


def _points(pairs: Iterable[Pair]) -> list[float]:
    return [points for _, _, points in pairs]
