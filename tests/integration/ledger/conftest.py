"""Every test of the ledger starts without seals and without upcasters of another test."""

import shutil
from collections.abc import Iterator

import pytest

from tulga.ledger import kinds, seals


@pytest.fixture(autouse=True)
def no_seals() -> Iterator[None]:
    shutil.rmtree(seals.seals_folder(), ignore_errors=True)
    yield
    shutil.rmtree(seals.seals_folder(), ignore_errors=True)


@pytest.fixture(autouse=True)
def upcasters() -> Iterator[None]:
    kept = dict(kinds._upcasters)
    yield
    kinds._upcasters.clear()
    kinds._upcasters.update(kept)
