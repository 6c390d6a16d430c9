"""Is what everyone reads what was released? The ledger holds the digest of each release, the frozen table the rest."""

from collections.abc import Iterator

from tulga.figures.core.figure import to_json
from tulga.figures.entries import ReleaseMade
from tulga.figures.released import queries as released
from tulga.kernel.canonical import digest
from tulga.ledger import reading
from tulga.ledger.verify import Problem


def problems() -> Iterator[Problem]:
    """Yield every release that is gone, was changed, or was never made, by name.

    Whoever may change the table of releases can change a document and the digest beside it; the digest in the sealed
    ledger stays what it was.
    """
    made = {entry.stream_id: entry for entry in reading.of_kind(ReleaseMade)}
    frozen = {info.id: info for info in released.releases()}
    for release_id, entry in made.items():
        if release_id not in frozen:
            yield Problem("release.missing", f"release {release_id} is gone", entry.position, entry.id)
            continue
        try:
            content = digest(to_json(released.get_release(release_id).figure_set, full=True))
        except released.DamagedRelease:
            content = ""
        if content != entry.payload.digest:
            yield Problem("release.altered", f"release {release_id} is not what was released", entry.position, entry.id)
    for release_id in frozen.keys() - made.keys():
        yield Problem("release.unknown", f"release {release_id} stands in the table, but nobody made it")
