"""Put the files of a release where the public pages and the world take them from: all of them, or none."""

import shutil
import tempfile
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tulga.factsheet.build import files_of
from tulga.factsheet.presenters import Imprint
from tulga.factsheet.words import LANGUAGES
from tulga.figures.released import queries

COMPLETE = ".complete"  # its presence tells `./start` that there is something to serve


def folder_of(release_id: UUID) -> Path:
    """Return where the files of a release are, or will be."""
    return Path(settings.TULGA_HOME) / "published" / str(release_id)


def publish(release_id: UUID) -> Path:
    """Write page and PDF in every language and figures.json of a release, and return their folder.

    A reader sees the old folder or the new one, never half of one; publishing again gives the same bytes.

    Raises:
        NoSuchRelease: there is no such release. DamagedRelease: it is not what was frozen.
    """
    release = queries.get_release(release_id)
    files = files_of(release.figure_set, LANGUAGES, imprint=imprint_of(release))
    target = folder_of(release_id)
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
    try:
        made.chmod(0o755)
        for name, content in files.items():
            (made / name).write_bytes(content)
        _replace(target, made)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    (target.parent / COMPLETE).touch()
    return target


def _replace(target: Path, made: Path) -> None:
    """Put one folder in the place of another. Between the two renames there is none: a reader finds nothing, or all."""
    old = made.with_name(made.name + ".old")
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def imprint_of(release: queries.Release) -> Imprint:
    """Return what an edition prints about its release."""
    return Imprint(str(release.info.id), str(release.info.number), release.info.seal_root)
