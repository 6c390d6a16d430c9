"""Making a file that is made once, though several processes may start together: keys, and what else may not be lost."""

import os
import tempfile
import time
from pathlib import Path


def make_once(file: Path, content: bytes) -> None:
    """Write a file that only its owner may read, unless it is there; what is there is never replaced.

    It appears whole: a reader sees no file, or all of it. Whoever comes second reads what the first wrote.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        _appear(Path(name), file)
    finally:
        Path(name).unlink(missing_ok=True)


def _appear(waiting: Path, file: Path) -> None:
    try:
        os.link(waiting, file)  # fails where the file is there; renaming would replace it
    except FileExistsError:
        return
    except OSError:  # a file system without links: a folder can be made only once, too
        _appear_alone(waiting, file)


def _appear_alone(waiting: Path, file: Path) -> None:
    """Let one process at a time look and rename; the folder that marks its turn is gone afterwards."""
    turn = file.with_name(f".{file.name}.turn")
    for _ in range(500):
        try:
            turn.mkdir()
        except FileExistsError:
            time.sleep(0.01)
            continue
        try:
            if not file.exists():
                waiting.replace(file)
        finally:
            turn.rmdir()
        return
    raise TimeoutError(f"{turn} is in the way: remove it if no program is starting")
