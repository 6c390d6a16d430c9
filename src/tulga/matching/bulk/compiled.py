"""How loops are compiled, and where what was compiled is kept.

numba keeps compiled code by the file that a function stands in, and does not see that a function it calls from another
file was changed. The folder of compiled code is therefore named after the text of every file of this package; folders
of other texts are removed. Whatever else a loop needs (costs, levels, limits) is an argument, never a global of another
module.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba import config, njit

_HERE = Path(__file__).parent
_CONSTANTS = ("phonemes.py", "tokens.py")  # of core; loops take sizes from them
_PREFIX = "compiled-"


def _digest() -> str:
    found = hashlib.sha256()
    core = _HERE.parent / "core"
    for path in (*sorted(_HERE.glob("*.py")), *(core / name for name in _CONSTANTS)):
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def _folder() -> Path | None:
    """Return a folder that this account may write, beside the code or in its cache; None where there is neither."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for base in (_HERE / "__pycache__", cache / "tulga"):
        try:
            base.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=base):
                pass
        except OSError:
            continue
        return base / f"{_PREFIX}{_digest()}"
    return None


def _tidied() -> Path | None:
    folder = _folder()
    if folder is not None and not folder.exists():
        for old in folder.parent.glob(f"{_PREFIX}*"):
            shutil.rmtree(old, ignore_errors=True)
    return folder


_kept_in = _tidied()
if _kept_in is not None and not getattr(config, "CACHE_DIR", ""):
    setattr(config, "CACHE_DIR", str(_kept_in))  # noqa: B010 - numba makes its settings when it is loaded


_make: Callable[..., Any] = njit


def compiled(function: Callable[..., Any]) -> Any:
    """Compile a loop when it is first called; other threads run meanwhile."""
    return _make(cache=_kept_in is not None, nogil=True, error_model="numpy")(function)


def lean(function: Callable[..., Any]) -> Any:
    """Compile an inner loop that makes no arrays: it counts no references to those that it is given.

    Its callers hold the arrays. Counting, for each array of each tuple at each call, was half of the time.
    """
    return _make(cache=_kept_in is not None, nogil=True, error_model="numpy", _nrt=False)(function)
