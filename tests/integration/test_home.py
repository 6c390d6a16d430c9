"""Tests never touch the deployment in ./var."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connections

from tulga.ledger.models import Seal


def test_a_test_run_has_a_home_of_its_own(home: Path, root: Path) -> None:
    assert Path(settings.TULGA_HOME) == home
    assert root not in home.parents


def test_an_integration_test_may_use_both_databases() -> None:
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            cursor.execute("select 1")

            assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_the_append_only_rule_stands_again_after_a_test_that_commits(turn: int) -> None:
    assert Seal.objects.count() == 0

    Seal.objects.create(
        number=1, first_position=1, last_position=1, statement=b"", signature=b"", sealed_at=datetime.now(UTC)
    )

    with pytest.raises(DatabaseError, match="append-only"):
        Seal.objects.all().delete()
