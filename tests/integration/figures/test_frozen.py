"""What everyone reads is what was released: the sealed ledger holds the digest of each release."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from tests.flush import _append_only_lifted
from tests.integration.figures.actors import PUBLISHER
from tests.integration.figures.world import World
from tulga.figures import frozen
from tulga.figures.compile import compile_operation
from tulga.figures.release import release
from tulga.figures.released import queries as released
from tulga.figures.released.models import ReleaseRow
from tulga.ledger import rebuild

AS_OF = date(2021, 12, 31)


@pytest.fixture
def made() -> UUID:
    world = World(timedelta(0))
    for who in range(20):
        world.says(who, "stateless", None, "authority_register", False, "2019-01-01")
    world.append()
    return release(compile_operation("KAZ", AS_OF, None), actor=PUBLISHER, at=datetime(2022, 2, 1, tzinfo=UTC))


def codes() -> list[str]:
    return [problem.code for problem in frozen.problems()]


def test_a_release_that_nobody_touched_agrees_with_the_ledger(made: UUID) -> None:
    assert codes() == []


def test_a_document_that_was_changed_together_with_its_digest_is_found(made: UUID) -> None:
    row = ReleaseRow.objects.get(id=made)
    document = bytes(row.document).replace(b'"value":20', b'"value":21')
    assert document != bytes(row.document)
    with _append_only_lifted(connection):
        digest = hashlib.sha256(document).hexdigest()
        ReleaseRow.objects.filter(id=made).update(document=document, digest=digest)

    problems = list(frozen.problems())

    assert [problem.code for problem in problems] == ["release.altered"]
    assert str(made) in problems[0].message


def test_a_document_that_does_not_fit_its_digest_is_found(made: UUID) -> None:
    with _append_only_lifted(connection):
        ReleaseRow.objects.filter(id=made).update(document=b"{}")

    assert codes() == ["release.altered"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("number", 2), ("country", "KGZ"), ("as_of", date(2020, 12, 31)),
        ("known_at", datetime(2022, 1, 1, tzinfo=UTC)), ("source", "official"), ("demonstration", True),
        ("released_at", datetime(2023, 1, 1, tzinfo=UTC)), ("released_at", datetime(2021, 1, 1, tzinfo=UTC)),
        ("seal_root", "00" * 32), ("digest", "00" * 32),
    ],
)  # fmt: skip
def test_a_column_that_was_changed_is_found(made: UUID, column: str, value: object) -> None:
    assert getattr(ReleaseRow.objects.get(id=made), column) != value
    with _append_only_lifted(connection):
        ReleaseRow.objects.filter(id=made).update(**{column: value})

    problems = list(frozen.problems())

    assert [problem.code for problem in problems] == ["release.altered"]
    assert str(made) in problems[0].message


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets no value of another type in")
@pytest.mark.parametrize("column", ["id", "number", "as_of", "released_at", "document"])
def test_a_value_that_is_none_is_found_and_no_crash(made: UUID, column: str) -> None:
    with _append_only_lifted(connection) as _, connection.cursor() as cursor:
        cursor.execute(f"UPDATE figures_released_releaserow SET {column} = 'no value'")

    assert set(codes()) & {"release.altered", "release.missing"}


def test_what_is_not_what_was_released_is_not_shown(made: UUID) -> None:
    assert not released.get_release(made).info.demonstration
    with _append_only_lifted(connection):
        ReleaseRow.objects.filter(id=made).update(demonstration=True)

    with pytest.raises(released.DamagedRelease):
        released.get_release(made)


def test_a_release_that_was_deleted_is_found(made: UUID) -> None:
    with _append_only_lifted(connection):
        ReleaseRow.objects.filter(id=made).delete()

    assert codes() == ["release.missing"]


def test_a_release_that_nobody_made_is_found(made: UUID) -> None:
    row = ReleaseRow.objects.get(id=made)
    row.id, row.number = UUID(int=7), 2
    row.save(force_insert=True)

    assert codes() == ["release.unknown"]


def test_releases_survive_a_rebuild(made: UUID) -> None:
    before = bytes(ReleaseRow.objects.get(id=made).document)

    rebuild.rebuild()

    assert bytes(ReleaseRow.objects.get(id=made).document) == before
    assert codes() == []
