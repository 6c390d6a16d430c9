"""Starting `tulga` as a process of its own, as a user does, in an operation of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def tulga(home: Path, *arguments: str, **environment: str) -> Result:
    """Run one command and return its status and both outputs. SQLite in `home`, whatever the tests themselves use."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("TULGA_", "LC_", "LANG"))}
    done = subprocess.run(
        [sys.executable, "-m", "tulga.cli.main", *arguments],
        env={**inherited, "TULGA_HOME": str(home), "TULGA_LANGUAGE": "en", **environment},
        cwd=home.parent,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=300,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def assert_one_sentence(result: Result) -> None:
    """The trouble is one line on standard error, without a traceback, and nothing is on standard output."""
    assert result.out == ""
    assert "Traceback" not in result.err
    assert len(result.err.strip().splitlines()) == 1, result.err
