"""What figures may see of look-alikes: pairs of records and how likely each is one person; no names, no reasons.

A named exception to "every read is scoped to an actor", like its sisters in the register and the procedures
(docs/decisions/0008): only `tulga.figures` imports it, and every call is logged with its purpose.
"""

import logging
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from tulga.matching import worklist
from tulga.matching.core.expected import Expected, in_all, measured
from tulga.matching.core.surplus import forest
from tulga.matching.models import Proposed

log = logging.getLogger(__name__)
INDEX = "index"
_CHUNK = 20_000

__all__ = ["AlikePair", "Expected", "alike", "duplicates", "waiting"]


class AlikePair(NamedTuple):
    """Two records that look alike, the smaller id first; `points` are log-odds."""

    first: UUID
    second: UUID
    points: float


def alike(*, purpose: str) -> Iterator[AlikePair]:
    """Yield every pair of the work list, judged or not, in the order of their ids."""
    log.info("statistics read of look-alikes: purpose=%s", purpose)
    rows = Proposed.objects.order_by("first", "second").values_list("first", "second", "points")
    yield from (AlikePair(*row) for row in rows.iterator(chunk_size=_CHUNK))


def waiting() -> int:
    """Return how many records have changed since the work list was drawn: until none, it is not whole."""
    return worklist.waiting()


def duplicates(pairs: list[tuple[str, str, float]], joined: int) -> Expected:
    """Return how many persons too many are expected among persons who look alike in pairs that nobody has judged.

    `joined`: how many records have been joined to others already. Among so many there are also some of whom no pair
    was ever proposed.
    """
    return in_all([points for *_ids, points in forest(sorted(pairs))], joined, measured(INDEX))
