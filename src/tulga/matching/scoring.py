"""Scoring two records that may each tell several names and dates."""

from collections.abc import Sequence
from typing import Final

from tulga.matching.core.features import Prepared
from tulga.matching.core.score import Scored, score

MATCHER: Final = "tulga points 1"  # written beside a judgement: what had proposed the pair
SMALLEST: Final = 2000  # records, below which the start of the score is not raised any further
POSSIBLE: Final = 0.2  # a pair is shown from this probability on


def best(first: Sequence[Prepared], second: Sequence[Prepared], size: int) -> Scored:
    """Return the score of the best variants: a name that was told besides another takes nothing away.

    `size` is the number of records among which the pair was found.
    """
    found = (score(a, b, max(size, SMALLEST)) for a in first for b in second)
    return max(found, key=lambda scored: scored.points)
