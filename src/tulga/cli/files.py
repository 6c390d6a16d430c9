"""Writing several files so that either all of them are there, or none is."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path


def write_all(folder: Path, files: Mapping[str, bytes | Iterable[bytes]]) -> None:
    """Put these files into a folder (made when missing); files of the same names are replaced.

    A file may come in pieces, which are written as they come. Everything is written beside the folder first: a full
    disk leaves nothing behind, and what stood there stands.

    Raises:
        OSError: the disk is full, or nothing may be written there.
    """
    missing = _first_missing(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    waiting = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files.items():
            with (waiting / name).open("wb") as file:
                file.writelines((content,) if isinstance(content, bytes) else content)
        folder.mkdir(exist_ok=True)
        for name in files:
            (waiting / name).replace(folder / name)
    except OSError:
        if missing is not None:
            shutil.rmtree(missing, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _first_missing(folder: Path) -> Path | None:
    """Return the highest folder that will have to be made."""
    return next((path for path in reversed([folder, *folder.parents]) if not path.exists()), None)
