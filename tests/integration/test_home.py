"""Tests never touch the deployment in ./var."""

from pathlib import Path

from django.conf import settings
from django.db import connections


def test_a_test_run_has_a_home_of_its_own(home: Path, root: Path) -> None:
    assert Path(settings.TULGA_HOME) == home
    assert root not in home.parents


def test_an_integration_test_may_use_both_databases() -> None:
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            cursor.execute("select 1")

            assert cursor.fetchone() == (1,)
