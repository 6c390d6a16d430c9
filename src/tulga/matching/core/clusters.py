"""Who is one person, when pairs have been scored: groups held together by strong pairs, and questions for the rest.

Pairs are taken strongest first. Two groups become one only where what joins them outweighs what parts them: every pair
between the groups counts, so that a chain of look-alikes (a brother like a brother like a cousin) does not become one
person. A pair above the threshold that joins nothing is a question for a person, with its reason. Nothing here is a
decision: a group is a proposal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

AGAINST = -4.0  # points of a pair that speaks clearly against one person
NOT_COMPARED = -0.5  # points of a pair of two groups that shared too little to be compared
CAP = 6.0  # no one pair outweighs more than this

# What a group says of its pairs, in points; measured on the public set and on registers of our own.
TOGETHER = 0.8  # more for a pair within a group
DOUBTED = 0.5  # what a pair that speaks against keeps of it, within a group
NEVER_COMPARED = 1.0  # a pair within a group that shared too little to be compared
PARTED = -0.3  # less for a pair of two groups
PARTED_MOST = -1.0  # and hardly more than this, however likely it was
BEYOND = 0.02  # what remains of what it was more likely than that


class Doubt(StrEnum):
    """Why a likely pair joined nothing."""

    CONTRADICTION = "contradiction"  # a pair between the groups speaks clearly against
    WEAK_BRIDGE = "weak_bridge"  # one pair holds against many that do not


@dataclass(frozen=True, slots=True)
class Question:
    first: str
    second: str
    points: float
    doubt: Doubt


@dataclass(frozen=True, slots=True)
class Clusters:
    """`of`: record → cluster, named after its smallest record; `questions`: likely pairs that were not followed."""

    of: Mapping[str, str]
    questions: tuple[Question, ...]


def cluster(records: Iterable[str], scored: Mapping[tuple[str, str], float], least: float) -> Clusters:
    """Group records by pairs scored in points (log-odds); pairs of `least` or more may join.

    The order in which records or pairs are given is indifferent. Every record is in exactly one cluster.
    """
    groups = _Groups(records)
    for (a, b), points in scored.items():
        groups.between[a][b] = groups.between[b][a] = points
    strongest = sorted(
        ((min(pair), max(pair), points) for pair, points in scored.items() if points >= least), key=_first
    )
    questions = []
    for a, b, points in strongest:
        doubt = groups.joined(a, b)
        if doubt is not None:
            questions.append(Question(a, b, points, doubt))
    return Clusters({one: min(groups.members[at]) for one, at in groups.at.items()}, tuple(questions))


def _first(pair: tuple[str, str, float]) -> tuple[float, str, str]:
    return -pair[2], pair[0], pair[1]


def settled(scored: Mapping[tuple[str, str], float], found: Clusters) -> dict[tuple[str, str], float]:
    """Return the points of every scored pair and of every pair within a group, with what the groups say of them.

    Pairs are written smaller id first; within a group all of them are there, so that pairs and groups tell one thing.
    """
    of = found.of
    points = {
        (min(pair), max(pair)): _together(value) if of[pair[0]] == of[pair[1]] else _parted(value)
        for pair, value in scored.items()
    }
    members: dict[str, list[str]] = defaultdict(list)
    for record, at in of.items():
        members[at].append(record)
    for group in members.values():
        for pair in combinations(sorted(group), 2):
            points.setdefault(pair, NEVER_COMPARED)
    return points


def _together(value: float) -> float:
    return TOGETHER + (value if value > 0 else value * DOUBTED)


def _parted(value: float) -> float:
    less = value + PARTED
    return less if less <= PARTED_MOST else PARTED_MOST + BEYOND * (less - PARTED_MOST)


class _Groups:
    def __init__(self, records: Iterable[str]) -> None:
        self.at = {one: one for one in records}
        self.members = {one: [one] for one in self.at}
        self.between: dict[str, dict[str, float]] = defaultdict(dict)

    def joined(self, a: str, b: str) -> Doubt | None:
        """Join the groups of two records unless something speaks against it, which is returned."""
        one, other = self.at[a], self.at[b]
        if one == other:
            return None
        doubt = self._doubt(self.members[one], self.members[other])
        if doubt is None:
            small, large = sorted((one, other), key=lambda at: len(self.members[at]))
            for record in self.members[small]:
                self.at[record] = large
            self.members[large] += self.members.pop(small)
        return doubt

    def _doubt(self, one: list[str], other: list[str]) -> Doubt | None:
        if len(one) == len(other) == 1:
            return None
        found = [self.between[x].get(y, NOT_COMPARED) for x in one for y in other]
        balance = sum(max(-CAP, min(CAP, points)) for points in found)
        if balance > 0:
            return None
        return Doubt.CONTRADICTION if min(found) <= AGAINST else Doubt.WEAK_BRIDGE
