"""Is what everyone reads what was released? The ledger holds the digest of each release, the frozen table the rest."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from tulga.figures.core.figure import to_json
from tulga.figures.entries import ReleaseMade
from tulga.figures.released import queries as released
from tulga.figures.released.queries import Release
from tulga.kernel.canonical import digest
from tulga.ledger import reading
from tulga.ledger.projection import Recorded
from tulga.ledger.verify import Problem
from tulga.ledger.writer import CLOCK_TOLERANCE


def problems() -> Iterator[Problem]:
    """Yield every release that is gone, was changed, or was never made, by name.

    Whoever may change the table of releases can change a document and the digest beside it; the digest in the sealed
    ledger stays what it was.
    """
    made = {entry.stream_id: entry for entry in reading.of_kind(ReleaseMade)}
    numbers: Counter[str] = Counter()
    for release_id, entry in made.items():
        numbers[entry.payload.country] += 1
        try:
            found = released.get_release(release_id)
        except released.NoSuchRelease:
            yield Problem("release.missing", f"release {release_id} is gone", entry.position, entry.id)
            continue
        except released.DamagedRelease:
            found = None
        if found is None or not _is_what_was_made(found, entry, numbers[entry.payload.country]):
            yield Problem("release.altered", f"release {release_id} is not what was released", entry.position, entry.id)
    for stranger in released.ids() - {str(release_id) for release_id in made}:
        yield Problem("release.unknown", f"release {stranger} stands in the table, but nobody made it")


def _is_what_was_made(found: Release, entry: Recorded, number: int) -> bool:
    """Compare with the ledger. It may have taken the entry a little later than the release says: see its writer."""
    waited = entry.recorded_at - found.info.released_at
    return (
        digest(to_json(found.figure_set, full=True)) == entry.payload.digest
        and (found.info.seal_root, found.info.number) == (entry.payload.seal_root, number)
        and timedelta(0) <= waited <= CLOCK_TOLERANCE
    )
