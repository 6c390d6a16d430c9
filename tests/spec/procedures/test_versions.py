"""Which version of a procedure held on a day."""

from datetime import date

import pytest

from tulga.procedures.definitions.core.loading import find_definition, version_on


@pytest.mark.parametrize(
    ("day", "versions"),
    [
        ("2014-11-01", ["v0"]),
        ("2020-09-10", ["v0"]),
        ("2020-09-11", ["v0", "v1"]),  # ten days after a publication whose day nobody saw, at the earliest
        ("2020-12-31", ["v0", "v1"]),
        ("2021-01-01", ["v1"]),
        ("2024-04-21", ["v1"]),
        ("2024-04-22", ["v1", "v2"]),
        ("2025-01-01", ["v2"]),
        ("2026-11-25", ["v2"]),
    ],
)
def test_where_nobody_saw_the_day_of_publication_both_versions_may_have_held(day: str, versions: list[str]) -> None:
    definition = find_definition("KAZ", "statelessness_determination")
    assert definition is not None

    assert [version.id for version in version_on(definition, date.fromisoformat(day))] == versions
