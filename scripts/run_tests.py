"""The suite: lint, types, import contracts, tests on SQLite, and the database tests again on PostgreSQL.

Called by `./start test [--all]`. Every step runs even when an earlier one failed; the exit status is honest.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def step(title: str, command: list[str], extra: dict[str, str] | None = None) -> bool:
    """Run one step and say how long it took; return whether it passed."""
    print(f"\n== {title}", flush=True)
    began = time.monotonic()
    code = subprocess.run(command, check=False, cwd=ROOT, env={**os.environ, **(extra or {})}).returncode
    print(f"== {title}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s", flush=True)
    return code == 0


def main() -> int:
    everything = "--all" in sys.argv[1:]
    mark = [] if everything else ["-m", "not slow"]
    profile = {"HYPOTHESIS_PROFILE": "all" if everything else "quick"}
    pytest = [str(BIN / "python"), "-m", "pytest", "-q", *mark]
    results = [
        step("ruff", [str(BIN / "ruff"), "check", "src", "tests", "scripts"]),
        step("mypy", [str(BIN / "mypy"), "src/tulga"]),
        step("import contracts", [str(BIN / "lint-imports"), "--no-cache"]),
        step("tests on SQLite", [*pytest, "-n", "2", "--dist", "loadgroup"], profile),
    ]
    try:
        with postgres.cluster() as addresses:
            results.append(
                step("database tests on PostgreSQL", [*pytest, "tests/integration", "tests/properties"], {**profile, **addresses})
            )
    except FileNotFoundError as error:
        print(f"== database tests on PostgreSQL: FAILED: {error}")
        results.append(False)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
