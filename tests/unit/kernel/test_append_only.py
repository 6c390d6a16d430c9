"""The rule that a table is append-only, in a database of its own: SQLite needs nothing to try it."""

import sqlite3
from collections.abc import Iterator

import pytest

from tulga.kernel.append_only import allow_changes, refuse_changes

TABLES = {"notes": (("id",), ("shelf", "number"))}


@pytest.fixture
def notes() -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, shelf TEXT, number INTEGER, UNIQUE (shelf, number))")
    for statement in refuse_changes(TABLES, vendor="sqlite", function="unused"):
        database.execute(statement)
    database.execute("INSERT INTO notes VALUES (1, 'a', 1)")
    yield database
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notes SET number = 2",
        "UPDATE OR REPLACE notes SET number = 2",
        "DELETE FROM notes",
        "INSERT OR REPLACE INTO notes VALUES (1, 'b', 2)",
        "INSERT OR REPLACE INTO notes VALUES (2, 'a', 1)",
        "REPLACE INTO notes VALUES (1, 'a', 1)",
        "INSERT INTO notes VALUES (1, 'a', 1) ON CONFLICT (id) DO UPDATE SET number = 2",
    ],
)
def test_a_row_is_not_changed_deleted_or_replaced(notes: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        notes.execute(statement)

    assert notes.execute("SELECT * FROM notes").fetchall() == [(1, "a", 1)]


def test_a_new_row_is_let_in(notes: sqlite3.Connection) -> None:
    notes.execute("INSERT INTO notes VALUES (2, 'a', 2), (3, 'b', 1)")

    assert notes.execute("SELECT count(*) FROM notes").fetchone() == (3,)


def test_the_rule_can_be_taken_away_as_a_whole(notes: sqlite3.Connection) -> None:
    for statement in allow_changes(TABLES, vendor="sqlite", function="unused"):
        notes.execute(statement)

    assert notes.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (0,)
    assert notes.execute("DELETE FROM notes").rowcount == 1


def test_postgresql_refuses_by_one_function_on_every_table() -> None:
    tables = {"notes": (("id",),), "shelves": (("id",),)}

    made = list(refuse_changes(tables, vendor="postgresql", function="refuse_it"))

    assert made[0].startswith("CREATE FUNCTION refuse_it()")
    assert [one.split(" ON ")[1].split()[0] for one in made[1:]] == ["notes", "shelves"]
    assert all("UPDATE OR DELETE OR TRUNCATE" in one and one.endswith("refuse_it()") for one in made[1:])
