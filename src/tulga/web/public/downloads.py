"""The files of an edition: taken from where publishing put them, and published on the spot when they are missing."""

from pathlib import Path

from tulga.factsheet.publish import folder_of, publish
from tulga.figures.released.queries import Release


def published_file(release: Release, suffix: str) -> bytes:
    """Return the bytes of the file of a release whose name ends so (`-en.pdf`, `figures.json`)."""
    folder = folder_of(release.info.id)
    if (found := _find(folder, suffix)) is None:
        folder = publish(release.info.id)
        found = _find(folder, suffix)
    if found is None:
        raise FileNotFoundError(f"publishing {release.info.id} made no {suffix}")
    return found.read_bytes()


def _find(folder: Path, suffix: str) -> Path | None:
    return next((file for file in sorted(folder.glob("*")) if file.name.endswith(suffix)), None)
