"""Give every test process a home of its own, before Django reads its settings (a pytest plugin: `-p tests.home`)."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="tulga-test-"))

_owner = os.getpid()


def _remove() -> None:
    if os.getpid() == _owner:  # a forked child leaves its parent's home alone
        shutil.rmtree(HOME, ignore_errors=True)


atexit.register(_remove)
os.environ["TULGA_HOME"] = str(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "tulga.config.settings"
os.environ["TULGA_LANGUAGE"] = "en"
os.environ.setdefault(
    "DJANGO_ALLOW_ASYNC_UNSAFE", "1"
)  # Playwright's loop and Django's database share a thread in tests
if "TULGA_TEST_PGDATA" not in os.environ:  # never a database that somebody works with
    os.environ.pop("TULGA_DATABASE_URL", None)
    os.environ.pop("TULGA_KEYS_DATABASE_URL", None)
