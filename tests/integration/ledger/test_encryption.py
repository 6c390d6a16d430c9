"""Everything personal is stored under its subject's key; keys are wrapped, rotated and destroyed."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from tests.integration.ledger.world import NAME, Said, a_draft, a_note, an_act, tamper
from tulga.ledger import crypto, erasure, kinds, reading, seals
from tulga.ledger.actions import append, append_together
from tulga.ledger.erasure import erase_subject, finish_erasures
from tulga.ledger.errors import InvalidPayload, LedgerError, MissingKey, SubjectErased, UnknownKind
from tulga.ledger.keystore.models import DataKey
from tulga.ledger.models import Entry, TracesLeft
from tulga.ledger.projection import ERASED
from tulga.ledger.verify import verify

committed = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


def stored(position: int) -> bytes:
    return bytes(Entry.objects.get(position=position).payload)


def test_nothing_personal_is_stored_in_the_open() -> None:
    append(a_draft(third={uuid4(): {"name": "Үміт"}}), act=an_act())

    assert stored(1)[:3] == crypto.SEALED
    for word in (NAME, "Үміт", "1984", "born"):
        assert word.encode() not in stored(1)


def test_the_same_payload_twice_is_stored_differently() -> None:
    stream = uuid4()

    append_together([a_draft(stream=stream), a_draft(stream=stream)], act=an_act())

    assert stored(1) != stored(2)


@pytest.mark.parametrize("column", ["payload", "id", "stream_id", "kind", "version"])
def test_a_ciphertext_that_is_moved_to_another_entry_does_not_open(column: str) -> None:
    stream = uuid4()
    append_together([a_draft("one", stream=stream), a_draft("two", stream=stream)], act=an_act())
    if column == "payload":
        tamper(
            "UPDATE ledger_entry SET payload = (SELECT payload FROM ledger_entry WHERE position = 1) WHERE position = 2"
        )
    elif column in {"id", "stream_id"}:
        other = uuid4()
        tamper(
            f"UPDATE ledger_entry SET {column} = %s WHERE position = 2",
            [other.hex if connection.vendor == "sqlite" else other],
        )
    else:
        tamper(f"UPDATE ledger_entry SET {column} = %s WHERE position = 2", ["TestNoted" if column == "kind" else 1])

    with pytest.raises(LedgerError, match="changed or moved"):
        reading.decoded(list(Entry.objects.filter(position=2)))


@pytest.mark.parametrize("at", [3, 4, 20, 40, -1])
def test_no_byte_of_what_is_stored_can_be_changed_unseen(at: int) -> None:
    append(a_draft(), act=an_act())
    changed = bytearray(stored(1))
    changed[at] ^= 1
    tamper("UPDATE ledger_entry SET payload = %s WHERE position = 1", [bytes(changed)])

    assert {problem.code for problem in verify().problems} >= {"entry.altered"}
    try:
        payload = reading.decoded(list(Entry.objects.all()))[0].payload
    except (LedgerError, IndexError):
        return
    assert payload is ERASED  # the bytes name another key: nobody has it


@committed
def test_a_third_person_is_erased_alone() -> None:
    mother, father = uuid4(), uuid4()
    entry = append(a_draft(third={mother: {"name": "Үміт"}, father: {"name": "Берік"}}), act=an_act())

    erase_subject(mother, reason="request", act=an_act())

    (read, *_) = reading.history(entry.stream_id)
    assert read.payload == Said(NAME, entry.payload.born, {father: {"name": "Берік"}})
    assert verify().sound


@committed
def test_an_erased_subject_reads_as_erased_and_takes_no_more_entries() -> None:
    erased, other = append_together([a_draft(), a_draft()], act=an_act())

    erase_subject(erased.stream_id, reason="request", act=an_act())
    erase_subject(erased.stream_id, reason="request", act=an_act())

    assert reading.history(erased.stream_id)[0].payload is ERASED
    assert reading.history(other.stream_id)[0].payload == other.payload
    for draft in (a_draft(stream=erased.stream_id), a_draft(third={erased.stream_id: {"name": "x"}})):
        with pytest.raises(SubjectErased):
            append(draft, act=an_act())
    assert Entry.objects.filter(kind="SubjectErased").count() == 1
    assert verify().sound


@committed
def test_an_erasure_that_is_rolled_back_has_not_taken_the_key() -> None:
    entry = append(a_draft(), act=an_act())

    with transaction.atomic():
        erase_subject(entry.stream_id, reason="request", act=an_act())
        transaction.set_rollback(True)

    assert reading.history(entry.stream_id) == [entry]


@committed
def test_an_erasure_that_was_interrupted_is_named_and_can_be_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = append(a_draft(), act=an_act())
    with monkeypatch.context() as patched:
        patched.setattr(crypto, "destroy", _die)
        with pytest.raises(SystemExit):
            erase_subject(entry.stream_id, reason="request", act=an_act())

    before = {problem.code for problem in verify().problems}
    finished = finish_erasures()

    assert before == {"erasure.unfinished"}
    assert finished == 1
    assert verify().sound
    assert reading.history(entry.stream_id)[0].payload is ERASED


@committed
@pytest.mark.postgres
def test_what_a_reader_keeps_in_the_files_is_owed_until_it_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = append(a_draft(), act=an_act())

    with somebody_reading(), monkeypatch.context() as patched:
        patched.setattr(erasure, "PATIENCE", 0.1)
        erase_subject(entry.stream_id, reason="request", act=an_act())
        finish_erasures()
        owed = TracesLeft.objects.count()
    TracesLeft.objects.update(since=timezone.now() - timedelta(hours=2))
    named = {problem.code for problem in verify().problems}
    finish_erasures()

    assert (owed, named) == (1, {"erasure.traces"})
    assert not TracesLeft.objects.exists()
    assert verify().sound


@contextmanager
def somebody_reading() -> Iterator[None]:
    """Hold a transaction open in a connection of its own, as a long report or a backup does."""
    other = connection.copy("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT count(*) FROM ledger_entry")
            yield
    finally:
        other.close()


def _die(subject: UUID) -> None:
    raise SystemExit


def test_a_key_that_vanished_is_named() -> None:
    entry = append(a_draft(), act=an_act())
    DataKey.objects.filter(subject=entry.stream_id).delete()

    (problem,) = verify().problems

    assert (problem.code, problem.position) == ("key.missing", 1)
    assert str(entry.stream_id) in problem.message


def test_nothing_is_remembered_of_a_key_between_transactions() -> None:
    """A key kept in memory would go on writing entries that nobody can read once another process destroyed it."""
    stream = uuid4()
    append(a_draft(stream=stream), act=an_act())
    DataKey.objects.all().delete()

    append(a_draft("again", stream=stream), act=an_act())

    key = DataKey.objects.get(subject=stream)
    assert crypto.keys_for_reading([stream]).keys() == {key.subject}
    with pytest.raises(LedgerError):  # the first was under the key that is gone
        reading.history(stream)


# -- master keys ------------------------------------------------------------------------------------------------------


@pytest.fixture
def own_master(monkeypatch: pytest.MonkeyPatch, tmp_path: Any, settings: Any) -> Any:
    settings.TULGA_HOME = tmp_path
    return tmp_path / "keys" / "master.json"


def test_rotation_wraps_every_key_anew_and_retires_the_old_master(own_master: Any) -> None:
    entry = append(a_draft(), act=an_act())
    before = (json.loads(own_master.read_text()), bytes(DataKey.objects.get().wrapped))

    count = crypto.rotate_master_key()

    held = json.loads(own_master.read_text())
    assert count == 1
    assert (held["current"], list(held["keys"])) == ("m2", ["m2"])
    assert held["keys"]["m2"] not in before[0]["keys"].values()
    assert bytes(DataKey.objects.get().wrapped) != before[1]
    assert reading.history(entry.stream_id) == [entry]
    assert own_master.stat().st_mode & 0o077 == 0


def test_another_process_that_rotated_is_noticed(own_master: Any) -> None:
    append(a_draft(), act=an_act())
    seen = crypto.masters()[0]
    held = json.loads(own_master.read_text())
    crypto._write_masters(own_master, {"current": "m9", "keys": {**held["keys"], "m9": "ab" * 32}})

    append(a_draft(), act=an_act())

    assert (seen, crypto.masters()[0]) == ("m1", "m9")
    assert set(DataKey.objects.values_list("master", flat=True)) == {"m1", "m9"}


@pytest.mark.parametrize(
    "made",
    [
        lambda: crypto.masters()[1]["m1"].encrypt(b"0" * 12, b"x", None),
        lambda: crypto.deployment_secret("document-number"),
        lambda: seals.public_key(),
    ],
)
def test_two_processes_that_start_together_make_one_key(
    own_master: Any, monkeypatch: pytest.MonkeyPatch, made: Callable[[], bytes]
) -> None:
    """The second had looked before the first wrote. A key that is replaced takes with it what was written under it."""
    first = made()
    there = Path.exists
    with monkeypatch.context() as late:
        late.setattr(Path, "exists", lambda path, **_: path.suffix == ".pub" and there(path))
        second = made()

    assert second == first
    assert made() == first


def test_a_master_key_that_is_not_there_is_asked_for(own_master: Any) -> None:
    entry = append(a_draft(), act=an_act())
    crypto._write_masters(own_master, {"current": "m2", "keys": {"m2": "ab" * 32}})

    with pytest.raises(MissingKey, match="m1"):
        reading.history(entry.stream_id)


def test_a_master_key_from_the_environment_is_not_rotated_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TULGA_MASTER_KEY", "cd" * 32)

    entry = append(a_draft(), act=an_act())

    assert DataKey.objects.get().master == "env"
    assert reading.history(entry.stream_id) == [entry]
    with pytest.raises(MissingKey):
        crypto.rotate_master_key()


def test_keys_live_in_a_database_of_their_own() -> None:
    append(a_draft(), act=an_act())

    assert "ledger_keystore_datakey" not in connection.introspection.table_names()
    assert connections["keys"].introspection.table_names() != connection.introspection.table_names()


def test_secrets_for_keyed_hashes_differ_by_purpose_and_stay(own_master: Any) -> None:
    first = crypto.deployment_secret("documents")
    crypto.masters()
    crypto.rotate_master_key()

    assert crypto.deployment_secret("documents") == first
    assert crypto.deployment_secret("names") != first


# -- upcasters --------------------------------------------------------------------------------------------------------


def test_a_stored_payload_of_an_older_version_is_raised_when_it_is_read() -> None:
    kinds.register_upcaster("TestSaid", from_version=1, function=lambda old: {"name": old["who"]})

    assert kinds.decode("TestSaid", 1, {"who": "Айша"}) == Said("Айша")
    assert kinds.decode("TestSaid", 2, {"name": "Айша"}) == Said("Айша")


def test_what_no_upcaster_raises_is_said() -> None:
    with pytest.raises(UnknownKind, match="version 1 to 2"):
        kinds.decode("TestSaid", 1, {"who": "Айша"})
    with pytest.raises(UnknownKind, match="newer"):
        kinds.decode("TestSaid", 3, {})
    with pytest.raises(InvalidPayload):
        kinds.decode("TestSaid", 2, {})


def test_two_upcasters_of_one_version_are_a_mistake() -> None:
    kinds.register_upcaster("TestSaid", from_version=1, function=dict)

    with pytest.raises(ValueError, match="two upcasters"):
        kinds.register_upcaster("TestSaid", from_version=1, function=lambda old: old)


def test_a_note_is_not_encrypted() -> None:
    append(a_note("plain"), act=an_act())

    assert stored(1) == b'TP0{"count":0,"text":"plain"}'
