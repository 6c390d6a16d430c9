"""A throw-away PostgreSQL cluster for the tests.

`python scripts/postgres.py COMMAND ...` runs COMMAND with the addresses of its two databases in the environment.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HINT = "PostgreSQL is missing; install it with: sudo apt-get update && sudo apt-get install -y postgresql"


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs (Debian keeps them off the path)."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_server(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: root runs it as the user that the package made."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def _run(*command: object, check: bool = True) -> None:
    done = subprocess.run(
        _as_server([str(part) for part in command]),
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
    )
    if check and done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace').strip()}")


@contextlib.contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """Start a cluster and yield the environment that names its two databases.

    Raises:
        FileNotFoundError: PostgreSQL is not installed; the message holds the line that installs it.
    """
    programs = binaries()
    if programs is None:
        raise FileNotFoundError(HINT)
    folder = Path(tempfile.mkdtemp(prefix="tulga-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", _free_port()
    try:
        _run(programs / "initdb", "-D", data, "-U", "tulga", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        speed = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"  # nothing here outlives the tests
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {speed}"
        _run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
        base = f"postgresql://tulga@127.0.0.1:{port}"
        for name in ("tulga", "tulga_keys"):
            _run(programs / "createdb", "-h", "127.0.0.1", "-p", port, "-U", "tulga", name)
        yield {
            "TULGA_DATABASE_URL": f"{base}/tulga",
            "TULGA_KEYS_DATABASE_URL": f"{base}/tulga_keys",
            "TULGA_TEST_PGDATA": str(data),
        }
    finally:
        _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop", check=False)
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    try:
        with cluster() as addresses:
            return subprocess.run(command, check=False, env={**os.environ, **addresses}).returncode
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
