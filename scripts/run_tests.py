"""The suite: lint, types, import contracts, tests on SQLite, and the database tests again on PostgreSQL.

Called by `./start test [--all]`. Every step runs even when an earlier one failed, the exit status is honest, and the
last lines are pytest's own.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = ["-n", "2", "--dist", "loadgroup"]


@dataclass(frozen=True, slots=True)
class Result:
    title: str
    passed: bool
    seconds: float
    closing: str = ""

    def __str__(self) -> str:
        return f"{self.title}: {'passed' if self.passed else 'FAILED'} in {self.seconds:.0f} s"


def step(title: str, command: list[str], extra: dict[str, str] | None = None) -> Result:
    """Run one step, show what it says as it says it, and keep its last line."""
    print(f"\n== {title}", flush=True)
    began, last = time.monotonic(), ""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **(extra or {})}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    result = Result(title, process.returncode == 0, time.monotonic() - began, last)
    print(f"== {result}", flush=True)
    return result


def pytest(title: str, *arguments: str, everything: bool, addresses: dict[str, str] | None = None) -> Result:
    """Run pytest; without `--all` the slow tests wait."""
    mark = [] if everything else ["-m", "not slow"]
    command = [str(BIN / "python"), "-m", "pytest", *WORKERS, *mark, *arguments]
    profile = {"HYPOTHESIS_PROFILE": "all" if everything else "quick"}
    return step(title, command, {**profile, **(addresses or {})})


def on_postgres(*, everything: bool) -> Result:
    """Run the tests that use a database again, on a throw-away PostgreSQL."""
    title = "database tests on PostgreSQL"
    try:
        with postgres.cluster() as addresses:
            return pytest(title, "tests/integration", "tests/properties", everything=everything, addresses=addresses)
    except (FileNotFoundError, RuntimeError) as error:
        print(f"\n== {title}: {error}", flush=True)
        return Result(title, passed=False, seconds=0, closing=str(error))


def missing_packages() -> list[str]:
    """Return Debian's names of the system packages without which the suite cannot tell anything."""
    found = []
    if not any((os.environ.get("CHROMIUM"), *map(shutil.which, ("chromium", "google-chrome", "google-chrome-stable")))):
        found.append("chromium")
    if postgres.binaries() is None:
        found.append("postgresql")
    if subprocess.run([sys.executable, "-c", "import weasyprint"], check=False, capture_output=True).returncode:
        found += ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
    return found


def main(arguments: list[str]) -> int:
    everything = "--all" in arguments
    if missing := missing_packages():
        line = f"sudo apt-get update && sudo apt-get install -y {' '.join(missing)}"
        print(f"start: the tests need system packages. Install them with: {line}", file=sys.stderr)
        return 2
    checks = [
        step("ruff", [str(BIN / "ruff"), "check", "."]),
        step("mypy", [str(BIN / "mypy"), "src/tulga"]),
        step("import contracts", [str(BIN / "lint-imports")]),
    ]
    tests = [pytest("tests on SQLite", everything=everything), on_postgres(everything=everything)]
    print("\n== " + " · ".join(str(result) for result in [*checks, *tests]))
    print("\n".join(result.closing for result in tests))
    return 0 if all(result.passed for result in [*checks, *tests]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
