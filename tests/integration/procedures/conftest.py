"""An office that works by the small invented procedure."""

from collections.abc import Iterator

import pytest

from tests.integration.procedures.cases import Office
from tests.unit.procedures.a_procedure import CALENDAR, DEFINITION
from tulga.procedures.shared import registry


@pytest.fixture
def office() -> Iterator[Office]:
    with registry.using(DEFINITION, calendars=[CALENDAR]):
        yield Office()
