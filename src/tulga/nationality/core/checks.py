"""What the fields and files of packs must agree on."""

from collections.abc import Iterator

from tulga.nationality.core import strata
from tulga.nationality.core.read import Finding, PackRead


def of_packs(reads: list[PackRead]) -> Iterator[Finding]:
    """Yield everything that is wrong or doubtful within and between packs."""
    yield from strata.cycles(reads)
