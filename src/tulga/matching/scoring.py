"""Scoring two records that may each tell several names and dates."""

from collections.abc import Sequence
from typing import Final

from tulga.matching.core.features import Prepared, Rarity
from tulga.matching.core.score import Scored, score

MATCHER: Final = "tulga points 1"  # written beside a judgement: what had proposed the pair
SMALLEST: Final = 2000  # records, below which the start of the score is not raised any further
POSSIBLE: Final = 0.2  # a pair is shown from this probability on


def best(first: Sequence[Prepared], second: Sequence[Prepared], size: int, rarity: Rarity | None = None) -> Scored:
    """Return the score of the best variants: a name that was told besides another takes nothing away.

    `size` is the number of records among which the pair was found; `rarity` what was counted in them, if anything was.
    """
    found = (score(a, b, max(size, SMALLEST), rarity=rarity) for a in first for b in second)
    return max(found, key=lambda scored: scored.points)
