"""An environment for each peer, made the first time and when its pins change.

They lie outside of the repository, in `$TULGA_BENCH_CACHE` or a folder for temporary files. A peer is never a
dependency of the program.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
MINUTES = 10


def cache() -> Path:
    return Path(os.environ.get("TULGA_BENCH_CACHE", Path(tempfile.gettempdir()) / "tulga-bench"))


@dataclass(frozen=True)
class Environment:
    """`python` runs the peer; or `problem` says why there is none."""

    name: str
    python: Path | None = None
    problem: str = ""


def environment(name: str, *, install: bool) -> Environment:
    """Return the environment of `<name>.txt`; without `install` only if it has been made before."""
    pins = HERE / f"{name}.txt"
    wanted = pins.read_text(encoding="utf-8")
    folder = cache() / "matching" / name
    python, built = folder / "bin" / "python", folder / "built.txt"
    if python.exists() and built.exists() and built.read_text(encoding="utf-8") == wanted:
        return Environment(name, python)
    if not install:
        return Environment(name, problem="not installed, and it was asked to install nothing")
    try:
        _make(folder, python, pins)
    except (OSError, subprocess.SubprocessError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        return Environment(name, problem=f"cannot be installed: {said[-1] if said else type(error).__name__}")
    built.write_text(wanted, encoding="utf-8")
    return Environment(name, python)


def _make(folder: Path, python: Path, pins: Path) -> None:
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    base = getattr(sys, "_base_executable", sys.executable)
    if uv:
        _run(uv, "venv", "--quiet", "--clear", "--python", base, str(folder))
        _run(uv, "pip", "install", "--quiet", "--python", str(python), "-r", str(pins))
    else:
        _run(base, "-m", "venv", "--clear", str(folder))
        _run(str(python), "-m", "pip", "install", "--quiet", "-r", str(pins))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=60 * MINUTES)
