"""What every test stands on: a home of its own, fast passwords, both databases, two sizes of property tests."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests import flush
from tests.home import HOME

ROOT = Path(__file__).resolve().parent.parent
BOTH = ["default", "keys"]

settings.register_profile(
    "quick",
    max_examples=30,
    deadline=None,
    derandomize="CI" in os.environ,  # CI says twice the same of the same code; people's machines go on searching
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("all", parent=settings.get_profile("quick"), max_examples=200)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings as django_settings

    if django_settings.TULGA_HOME != HOME:  # a test must never touch the deployment in ./var
        raise pytest.UsageError(
            f"the settings were read before tests/home.py: TULGA_HOME is {django_settings.TULGA_HOME}"
        )
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.AXES_ENABLED = False
    flush.install()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses a database uses both, the ledger's and the key store's; an integration test always does."""
    for item in items:
        marks = list(item.iter_markers("django_db"))
        for mark in marks:
            mark.kwargs.setdefault("databases", BOTH)
        if not marks and _needs_database(item):
            threads = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
            item.add_marker(pytest.mark.django_db(databases=BOTH, transaction=bool(threads)))
        if item.get_closest_marker("postgres") and "TULGA_TEST_PGDATA" not in os.environ:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: run it with scripts/postgres.py"))


def _needs_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return "integration" in item.path.relative_to(ROOT).parts or bool(
        fixtures & {"db", "transactional_db", "live_server", "admin_user"}
    )


@pytest.fixture(autouse=True)
def no_seals_of_another_test() -> None:
    """Take away the seals that an earlier test exported: its ledger is gone, and an export is never written over."""
    shutil.rmtree(HOME / "seals", ignore_errors=True)


@pytest.fixture(autouse=True)
def no_language_of_another_test() -> Iterator[None]:
    """Forget the language that a page was read in: what is asked next in this thread would be answered in it."""
    yield
    translation.deactivate()


@pytest.fixture
def home() -> Path:
    """Return the folder of this run's deployment."""
    return HOME


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the repository."""
    return ROOT


@pytest.fixture
def golden() -> Callable[[str, str | bytes], None]:
    """Return a check that something is, byte for byte, what `tests/golden/<name>` holds.

    `TULGA_GOLDEN=write` (or `just golden`) writes the file instead; people review the difference.
    """

    def check(name: str, given: str | bytes) -> None:
        file = ROOT / "tests" / "golden" / name
        content = given.encode() if isinstance(given, str) else given
        if os.environ.get("TULGA_GOLDEN") == "write":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        assert file.exists(), f"{file} is missing: run `just golden` and review it"
        assert content == file.read_bytes()

    return check
