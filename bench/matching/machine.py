"""On what was measured: processor, memory, versions."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

PACKAGES = ("numpy", "numba", "Django")


def described() -> dict[str, Any]:
    """Return what a reader has to know of the machine and of our own versions."""
    found: dict[str, Any] = {
        "python": platform.python_version(),
        "cpu": _line(Path("/proc/cpuinfo"), "model name") or platform.processor() or "not known",
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory": _line(Path("/proc/meminfo"), "MemTotal"),
        "system": platform.platform(),
        "load": [round(one, 1) for one in os.getloadavg()],
        "commit": _commit(),
    }
    for name in PACKAGES:
        try:
            found[name.lower()] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name.lower()] = "not installed"
    return found


def _line(path: Path, name: str) -> str:
    if not path.exists():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _commit() -> str:
    here = Path(__file__).resolve().parent
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=here, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "not known"
