"""Which version of a procedure held on a day."""

from datetime import date

import pytest

from tulga.procedures.definitions.core.loading import find_definition, version_on
from tulga.procedures.definitions.core.versions import competent


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


@pytest.mark.parametrize(
    ("day", "offices"),
    [
        ("2021-12-31", ["migration_police"]),
        ("2022-04-06", ["migration_police"]),
        ("2022-04-07", ["migration_police", "employment_body"]),  # the order of that day, and nobody saw when it began
        ("2022-05-12", ["migration_police", "employment_body"]),
        ("2022-05-13", ["employment_body"]),
    ],
)
def test_asylum_went_from_the_police_to_the_employment_bodies_in_2022(day: str, offices: list[str]) -> None:
    definition = find_definition("KAZ", "asylum")
    assert definition is not None

    assert [one.id for one in competent(definition, date.fromisoformat(day))] == offices


def test_a_change_of_competence_and_of_version_fall_on_the_same_days() -> None:
    definition = find_definition("KAZ", "asylum")
    assert definition is not None
    later, office = definition.versions[1], definition.authorities[1]

    assert (later.not_before, later.sure_from) == (office.not_before, office.valid.start)


@pytest.mark.parametrize(
    ("procedure", "day", "versions"),
    [
        ("birth_registration", "2019-10-31", ["v1"]),
        ("birth_registration", "2019-11-15", ["v1", "v2"]),
        ("birth_registration", "2020-01-01", ["v2"]),
        ("birth_registration", "2021-08-10", ["v2", "v3"]),
        ("birth_registration", "2022-01-01", ["v3"]),
        ("citizenship", "1992-02-29", []),
        ("citizenship", "1992-03-01", ["v1"]),
        ("citizenship", "2024-05-16", ["v1", "v2"]),
        ("residence", "2023-06-06", ["v1"]),
        ("residence", "2023-06-07", ["v1", "v2"]),
    ],
)
def test_the_other_procedures_change_on_days_of_their_own(procedure: str, day: str, versions: list[str]) -> None:
    definition = find_definition("KAZ", procedure)
    assert definition is not None

    assert [version.id for version in version_on(definition, date.fromisoformat(day))] == versions
