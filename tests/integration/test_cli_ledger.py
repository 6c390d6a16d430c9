"""`tulga ledger` on an operation with a few entries."""

import json
import os
import sqlite3
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.integration.cli import Result, tulga

ENTRIES = 5
WRITE = f"""
import uuid
from datetime import UTC, datetime
import django
django.setup()
from tulga.cli import database
database.migrate()
from tulga.ledger.actions import Act, Draft, append
from tulga.register.entries import RecordOpened, SourceKind
act = Act(uuid.uuid4(), uuid.uuid4(), datetime(2021, 1, 2, tzinfo=UTC))
for number in range({ENTRIES}):
    payload = RecordOpened(
        source_kind=SourceKind.FIELD_FORM, source="form-1", campaign=None, person_id=uuid.uuid4(), area="KAZ.astana",
        origin=None, reference=None,
    )
    append(Draft(uuid.uuid4(), payload, "2021-01-01"), act=act)
"""


@pytest.fixture
def operation(tmp_path: Path) -> Path:
    """Return the home of an operation with five records, made by another process."""
    home = tmp_path / "home"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TULGA_")}
    environment |= {"TULGA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tulga.config.settings"}
    subprocess.run([sys.executable, "-c", WRITE], env=environment, check=True, capture_output=True)
    return home


def change_behind_its_back(home: Path) -> None:
    """Change an entry as somebody with the file in hand would: without the rule that forbids it."""
    with sqlite3.connect(home / "tulga.sqlite3") as database:
        for (trigger,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            database.execute(f"drop trigger {trigger}")
        database.execute("update ledger_entry set effective_on = '1999-01-01' where position = 3")


def test_a_sealed_ledger_verifies_and_says_what_no_seal_covers(operation: Path) -> None:
    before = tulga(operation, "ledger", "verify", "--json")
    sealed = tulga(operation, "ledger", "seal", "--json")
    after = tulga(operation, "ledger", "verify", "--json")

    assert (before.status, before.json["entries"], before.json["unsealed_count"]) == (0, ENTRIES, ENTRIES)
    assert (sealed.status, sealed.json["made"], sealed.json["seal"]["last_position"]) == (0, True, ENTRIES)
    assert (after.status, after.json["sound"], after.json["unsealed_count"]) == (0, True, 0)


def test_sealing_twice_makes_one_seal(operation: Path) -> None:
    first = tulga(operation, "ledger", "seal", "--json")
    second = tulga(operation, "ledger", "seal", "--json")

    assert (first.json["made"], second.json["made"]) == (True, False)
    assert first.json["seal"] == second.json["seal"]


def test_a_change_is_found_and_named_and_the_status_says_so(operation: Path) -> None:
    tulga(operation, "ledger", "seal")
    change_behind_its_back(operation)

    result = tulga(operation, "ledger", "verify", "--json")
    words = tulga(operation, "ledger", "verify")

    assert result.status == 1
    assert 3 in {problem["position"] for problem in result.json["problems"]}
    assert words.status == 1
    assert "NOT" in words.out


def test_seals_of_another_ledger_do_not_cover_this_one(operation: Path, tmp_path: Path) -> None:
    tulga(operation, "ledger", "seal")
    foreign_key = tmp_path / "other.pub"
    foreign_key.write_text("ab" * 32)

    result = tulga(operation, "ledger", "verify", "--json", "--public-key", str(foreign_key))

    assert result.status == 1
    assert "seal.forged" in {problem["code"] for problem in result.json["problems"]}


def test_rebuilding_gives_the_same_rows(operation: Path) -> None:
    result = tulga(operation, "ledger", "rebuild", "--json")

    assert result.status == 0
    assert result.json["entries"] == ENTRIES
    assert result.json["changed"] == []
    assert result.json["rows"]["register.Record"] == ENTRIES


def test_a_table_that_says_something_else_is_named_and_put_right(operation: Path) -> None:
    with sqlite3.connect(operation / "tulga.sqlite3") as database:
        database.execute("update register_record set area = 'KAZ.almaty-city'")

    first = tulga(operation, "ledger", "rebuild", "--json")
    second = tulga(operation, "ledger", "rebuild", "--json")

    assert (first.status, first.json["changed"]) == (1, ["register.Record"])
    assert (second.status, second.json["changed"]) == (0, [])


def test_keys_are_wrapped_anew_and_everything_can_still_be_read(operation: Path) -> None:
    rotated = tulga(operation, "ledger", "keys", "rotate", "--json")
    rebuilt = tulga(operation, "ledger", "rebuild", "--json")

    assert (rotated.status, rotated.json) == (0, {"keys": ENTRIES})
    assert (rebuilt.status, rebuilt.json["changed"]) == (0, [])


@pytest.mark.parametrize("arguments", [("verify",), ("seal",), ("rebuild",), ("keys", "rotate")])
def test_standard_output_is_one_document_and_nothing_else(operation: Path, arguments: tuple[str, ...]) -> None:
    result: Result = tulga(operation, "ledger", *arguments, "--json")

    assert isinstance(json.loads(result.out), dict)


def test_an_operation_without_entries_is_sound(tmp_path: Path) -> None:
    home = tmp_path / f"home {uuid.uuid4()}"
    tulga(home, "operation", "migrate")

    result = tulga(home, "ledger", "verify", "--json")

    assert (result.status, result.json["entries"], result.json["sound"]) == (0, 0, True)


def test_keys_that_an_older_version_made_by_other_rules_are_made_anew_when_the_operation_is_opened(
    operation: Path,
) -> None:
    with sqlite3.connect(operation / "tulga.sqlite3") as database:
        (edition,) = database.execute("SELECT edition FROM matching_indexedition").fetchone()
        database.execute("UPDATE matching_indexedition SET edition = edition - 1")
        database.execute("DELETE FROM register_record")  # only a replay brings them back

    first, second = (tulga(operation, "ledger", "verify") for _ in range(2))

    assert (first.status, second.status) == (0, 0), first.err
    assert "replaying the ledger" in first.err
    assert "replaying the ledger" not in second.err
    with sqlite3.connect(operation / "tulga.sqlite3") as database:
        assert database.execute("SELECT edition FROM matching_indexedition").fetchall() == [(edition,)]
        assert database.execute("SELECT COUNT(*) FROM register_record").fetchone() == (ENTRIES,)


def test_views_that_an_older_version_had_not_are_filled_when_the_databases_are_migrated(operation: Path) -> None:
    with sqlite3.connect(operation / "tulga.sqlite3") as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'matching_%'")
        for (name,) in tables.fetchall():
            database.execute(f'DROP TABLE "{name}"')
        database.execute("DELETE FROM django_migrations WHERE app = 'matching'")
        database.execute("DELETE FROM register_record")  # only a replay brings them back

    first, second = (tulga(operation, "operation", "migrate") for _ in range(2))

    assert (first.status, second.status) == (0, 0), first.err
    assert "replaying the ledger" in first.err
    assert "replaying the ledger" not in second.err
    with sqlite3.connect(operation / "tulga.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM register_record").fetchone() == (ENTRIES,)
