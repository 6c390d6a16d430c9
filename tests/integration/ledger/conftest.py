"""Every test of the ledger starts without the upcasters of another; operations with real files."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.integration.ledger.world import finished, python
from tulga.ledger import kinds

MIGRATE = "import django; django.setup(); from tulga.cli import database; database.migrate()"


@pytest.fixture(autouse=True)
def upcasters() -> Iterator[None]:
    kept = dict(kinds._upcasters)
    yield
    kinds._upcasters.clear()
    kinds._upcasters.update(kept)


@pytest.fixture
def operation(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Yield the environment of an operation of its own with real files, on the database that this run is about."""
    environment = {"TULGA_HOME": str(tmp_path / "home")}
    if "TULGA_TEST_PGDATA" not in os.environ:
        finished(python(MIGRATE, **environment))
        yield environment
        return
    address = os.environ["TULGA_DATABASE_URL"]
    names = [f"tulga_{uuid4().hex}" for _ in range(2)]
    with psycopg.connect(address, autocommit=True) as server:
        for name in names:
            server.execute(f"CREATE DATABASE {name}")
        base = address.rsplit("/", 1)[0]
        environment |= {"TULGA_DATABASE_URL": f"{base}/{names[0]}", "TULGA_KEYS_DATABASE_URL": f"{base}/{names[1]}"}
        finished(python(MIGRATE, **environment))
        yield environment
        for name in names:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
