"""The log of who looked at what cannot be changed: the database itself refuses."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.integration.register.people import Operation
from tulga.access.models import FileView
from tulga.access.queries import count_views, file_views
from tulga.access.refusals import Refused
from tulga.access.roles import Roles
from tulga.access.views_log import log_count, log_view
from tulga.kernel.ids import new_id


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_fileview SET purpose = 'another'",
        "UPDATE access_fileview SET record_id = NULL WHERE 1 = 0 OR purpose = 'casework'",
        "DELETE FROM access_fileview",
        "DELETE FROM access_fileview WHERE what = 'file'",
        "TRUNCATE access_fileview",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_view(statement: str) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    operation, record = Operation(), new_id()
    log_view(operation.caseworker, record, "file")
    before = list(FileView.objects.values())

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert list(FileView.objects.values()) == before


def test_a_view_cannot_be_replaced_by_inserting_it_again() -> None:
    operation = Operation()
    log_view(operation.caseworker, new_id(), "file")
    before = list(FileView.objects.values())
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    columns = "id, at, account, organisation, record_id, what"

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{verb} INTO access_fileview ({columns}, purpose) SELECT {columns}, 'another' FROM access_fileview"
        )

    assert list(FileView.objects.values()) == before


def test_the_program_cannot_change_it_either() -> None:
    operation = Operation()
    log_view(operation.caseworker, new_id(), "file")
    view = FileView.objects.get()
    view.purpose = "another"

    for act in (view.save, view.delete, FileView.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_log_is_read_by_auditors_only() -> None:
    operation, record = Operation(), new_id()
    auditor = operation.actor(Roles.AUDITOR)
    log_view(operation.caseworker, record, "file")
    log_count("statistics", "the factsheet of December")

    assert [(one.what, one.account, one.purpose) for one in file_views(auditor, record)] == [
        ("file", operation.caseworker.account, "casework")
    ]
    assert [(one.what, one.purpose) for one in count_views(auditor)] == [("statistics", "the factsheet of December")]
    for role in (Roles.ADMINISTRATOR, Roles.CASEWORKER, Roles.PUBLISHER):
        with pytest.raises(Refused):
            file_views(operation.actor(role), record)


def test_a_purpose_of_any_length_is_taken() -> None:
    operation = Operation()
    record = new_id()

    log_view(operation.actor(Roles.CASEWORKER, purpose="because " * 60), record, "what " * 30)

    assert FileView.objects.get(record_id=record).purpose.startswith("because because")
