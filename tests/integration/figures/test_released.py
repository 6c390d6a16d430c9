"""What is released stays as it was: by rule of the database, and by a digest that is looked at on every reading."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tulga.figures.core.cells import AtLeast, NotCollected, Shown, Withheld
from tulga.figures.core.figure import Account, Difference, Figure, FigureSet, FlowLine, Step, to_json
from tulga.figures.released import queries
from tulga.figures.released.actions import freeze
from tulga.figures.released.models import ReleaseRow
from tulga.kernel.canonical import digest

AT = datetime(2022, 2, 1, 9, 30, 0, 123456, tzinfo=UTC)
DAY = date(2021, 12, 31)
ROOT = "ab" * 32


def a_figure(figure: str = "people.stateless", **changes: object) -> Figure:
    one = Figure(
        figure, 2, "persons", "stock", (), Shown(7831), DAY, "operation", "records", ("operation_ledger",),
        ("union",), "c0" * 32,
        steps=(Step("records", Shown(8900)), Step("counted", Withheld())),
    )  # fmt: skip
    return replace(one, **changes)  # type: ignore[arg-type]


def a_set(country: str = "KAZ", as_of: date = DAY, **changes: object) -> FigureSet:
    figures = (
        a_figure(),
        a_figure(dimensions=(("origin", "UZB"),), cell=Withheld()),
        a_figure("campaign.stateless", kind="flow", cell=AtLeast(1900), period_start=date(2020, 1, 1)),
        a_figure("people.overlap", cell=NotCollected()),
        a_figure("funding.donors", kind="fact", items=("AUS", "AUT"), cell=Shown(2), document="Factsheet"),
    )
    line = FlowLine("refugee", "in", "recognised", Shown(12), assumed=False)
    account = Account("refugee", date(2020, 12, 31), as_of, Shown(440), Shown(452), (line,))
    difference = Difference("people.stateless", (), Shown(7831), Shown(7831), 0, ("equal",))
    label = {"en": "Stateless people", "ru": "Лица без гражданства", "kk": "Азаматтығы жоқ адамдар"}
    whole = FigureSet(
        country, as_of, datetime(2022, 1, 31, tzinfo=UTC), "operation", True, figures, ("a note",), (account,),
        (difference,), {"figures": {"people.stateless": {"label": label}}},
    )  # fmt: skip
    return replace(whole, **changes)  # type: ignore[arg-type]


def frozen(given: FigureSet, at: datetime = AT) -> UUID:
    release_id = uuid4()
    freeze(given, release_id=release_id, released_at=at, seal_root=ROOT)
    return release_id


def test_what_is_read_is_what_was_frozen_to_the_last_word() -> None:
    given = a_set()

    found = queries.get_release(frozen(given))

    assert found.figure_set == given
    assert found.info.digest == digest(to_json(given, full=True))
    assert (found.info.country, found.info.as_of, found.info.known_at) == ("KAZ", DAY, given.known_at)
    assert (found.info.released_at, found.info.seal_root, found.info.demonstration) == (AT, ROOT, True)


def test_releases_are_counted_for_each_country() -> None:
    numbers = [
        freeze(given, release_id=uuid4(), released_at=AT + timedelta(hours=hour), seal_root=ROOT)
        for hour, given in enumerate([a_set(), a_set("KGZ"), a_set(as_of=date(2020, 12, 31)), a_set(notes=())])
    ]

    assert numbers == [1, 1, 2, 3]
    assert [(one.country, one.number) for one in queries.releases()] == [
        ("KAZ", 3), ("KAZ", 2), ("KGZ", 1), ("KAZ", 1),
    ]  # fmt: skip
    assert [one.number for one in queries.releases("KAZ")] == [3, 2, 1]


def test_the_latest_speaks_of_the_latest_day_and_of_one_day_was_made_last() -> None:
    first = frozen(a_set(), AT)
    second = frozen(a_set(notes=()), AT + timedelta(hours=1))
    frozen(a_set(as_of=date(2020, 12, 31)), AT + timedelta(hours=2))
    official = frozen(a_set(source="official", as_of=date(2019, 12, 31)), AT + timedelta(hours=3))

    found = queries.find_latest("KAZ", "operation")

    assert found is not None
    assert found.id == second != first
    assert queries.find_latest(source="official").id == official  # type: ignore[union-attr]
    assert queries.find_latest("KGZ") is None


def test_an_unknown_release_is_not_there() -> None:
    with pytest.raises(queries.NoSuchRelease):
        queries.get_release(uuid4())


def test_one_number_is_given_once() -> None:
    row = ReleaseRow.objects.get(id=frozen(a_set()))
    row.id = uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE figures_released_releaserow SET digest = seal_root",
        "UPDATE figures_released_releaserow SET number = 7",
        "DELETE FROM figures_released_releaserow",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_release(statement: str) -> None:
    release_id = frozen(a_set())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert queries.get_release(release_id).figure_set == a_set()


@pytest.mark.parametrize("other", ["number", "id"])
def test_a_release_cannot_be_replaced_by_inserting_it_again(other: str) -> None:
    """Neither under its own id nor under its country and number."""
    release_id = frozen(a_set())
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    columns = [one.column for one in ReleaseRow._meta.concrete_fields]
    values = {"number": "number + 1", "id": f"'{uuid4().hex}'", "digest": "seal_root"}
    told = [values[name] if name in {other, "digest"} else name for name in columns]

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{verb} INTO figures_released_releaserow ({', '.join(columns)}) "
            f"SELECT {', '.join(told)} FROM figures_released_releaserow"
        )

    assert queries.get_release(release_id).figure_set == a_set()


def test_the_models_own_ways_are_refused_as_well() -> None:
    release_id = frozen(a_set())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ReleaseRow.objects.filter(id=release_id).delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ReleaseRow.objects.filter(id=release_id).update(country="KGZ")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_table_cannot_be_emptied() -> None:
    frozen(a_set())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE figures_released_releaserow")


def test_a_document_that_was_changed_past_the_rule_is_not_shown() -> None:
    release_id = frozen(a_set())
    row = ReleaseRow.objects.get(id=release_id)

    with connection.cursor() as cursor:
        _lift_the_rule(cursor)
        changed = bytes(row.document).replace(b"7831", b"7832")
        cursor.execute("UPDATE figures_released_releaserow SET document = %s", [changed])

    assert changed != bytes(row.document)
    with pytest.raises(queries.DamagedRelease):
        queries.get_release(release_id)


def _lift_the_rule(cursor: object) -> None:
    """What somebody with the rights of the owner could do; the test is rolled back."""
    run = cursor.execute  # type: ignore[attr-defined]
    if connection.vendor == "sqlite":
        run("DROP TRIGGER figures_released_releaserow_no_update")
    else:
        run("DROP TRIGGER figures_released_releaserow_append_only ON figures_released_releaserow")
