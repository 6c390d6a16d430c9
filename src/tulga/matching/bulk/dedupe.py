"""Who is listed twice among very many records: what `core` says pair by pair, said of all of them at once.

found = dedupe(entries)
for a, b, probability in found.pairs(0.5): ...
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import candidates, clusters, context, keys, levels
from tulga.matching.bulk.columns import columns
from tulga.matching.bulk.names import probabilities
from tulga.matching.core.clusters import Clusters, Question
from tulga.matching.core.records import Entry
from tulga.matching.core.score import Weights, weights


@dataclass(frozen=True)
class Found:
    """Records in the order of their ids, every pair that was compared, and groups.

    Attributes:
        first, second: positions in `ids`, first < second, sorted.
        points: natural log-odds of each pair, with what the other records and the groups say of it.
        compared: how many pairs were compared; the others are pairs within a group.
        cluster: the position of the smallest record of each record's group.
        questions: likely pairs that joined nothing.
    """

    ids: list[str]
    first: npt.NDArray[np.int32]
    second: npt.NDArray[np.int32]
    points: npt.NDArray[np.float64]
    compared: int
    cluster: npt.NDArray[np.int32]
    questions: tuple[Question, ...]

    def pairs(self, least: float) -> Iterator[tuple[str, str, float]]:
        """Yield pairs of ids (smaller first) of this probability or more, the likeliest first."""
        worth = probabilities(self.points)
        kept = np.flatnonzero(worth >= least)
        order = kept[np.argsort(-worth[kept], kind="stable")]
        for start in range(0, len(order), _AT_ONCE):
            some = order[start : start + _AT_ONCE]
            rows = zip(self.first[some].tolist(), self.second[some].tolist(), worth[some].tolist(), strict=True)
            for a, b, probability in rows:
                yield self.ids[a], self.ids[b], probability

    def clusters(self) -> Clusters:
        """Return groups and questions as `core.clusters.cluster` does."""
        of: Mapping[str, str] = {one: self.ids[k] for one, k in zip(self.ids, self.cluster.tolist(), strict=True)}
        return Clusters(of, self.questions)


_AT_ONCE = 100_000


def _silent(_: str) -> None:
    """Nobody is told how far the work is."""


def dedupe(
    entries: Iterable[Entry], *, table: Weights | None = None, progress: Callable[[str], None] = _silent
) -> Found:
    """Compare records that share keys, and group them; the order in which they come is indifferent.

    `entries` is walked once and not kept, so that it may read a file as it goes; ids are unique. `progress` is told
    the name of each step that ends: read, keys, candidates, levels, context, clusters.
    """
    by = table or weights()
    records = columns(entries)
    progress("read")
    first_key, pieces = keys.keys_of(records)
    progress("keys")
    first, second = candidates.candidates(first_key, pieces)
    progress("candidates")
    points, _ = levels.score(records, first, second, table=by)
    progress("levels")
    points = context.in_context(first, second, points, records.records.register, by)
    progress("context")
    least = math.log(by.threshold / (1 - by.threshold))
    groups = clusters.group(len(records.ids), first, second, points, least)
    ids = records.ids
    questions = tuple(
        Question(ids[first[k]], ids[second[k]], float(points[k]), clusters.DOUBTS[doubt])
        for k, doubt in zip(groups.asked.tolist(), groups.doubt.tolist(), strict=True)
    )
    told = clusters.settled(first, second, points, groups.of)
    progress("clusters")
    return Found(ids, *told, len(first), groups.of, questions)
