"""What every test stands on: a home of its own, fast passwords, both databases, three sizes of property tests."""

import os
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="tulga-test-"))
os.environ["TULGA_HOME"] = str(HOME)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tulga.config.settings")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop and Django's database in one thread, tests only

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

settings.register_profile("quick", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
settings.register_profile("all", parent=settings.get_profile("quick"), max_examples=200)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings as django_settings

    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.AXES_ENABLED = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses a database uses both: the ledger's and the key store's."""
    for item in items:
        for mark in item.iter_markers("django_db"):
            mark.kwargs.setdefault("databases", ["default", "keys"])


@pytest.fixture
def home() -> Path:
    """Return the folder of this run's deployment."""
    return HOME
