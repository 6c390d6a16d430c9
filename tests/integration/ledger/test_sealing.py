"""Making seals: what is exported, what is never written over, and the sealer that goes on."""

import json
import logging
import threading
from datetime import timedelta

import pytest

from tests.integration.ledger.world import START, a_draft, a_note, an_act, tamper
from tulga.ledger import crypto, reading, seals
from tulga.ledger.actions import append, append_together
from tulga.ledger.erasure import erase_subject
from tulga.ledger.errors import LedgerError
from tulga.ledger.keystore.models import DataKey
from tulga.ledger.models import Seal
from tulga.ledger.projection import ERASED
from tulga.ledger.verify import verify


def test_a_seal_covers_what_no_seal_covered_and_says_so() -> None:
    append_together([a_note(), a_draft()], act=an_act())

    before, first = seals.unsealed_count(), seals.seal(now=START)
    append(a_note(), act=an_act())
    second, third = seals.seal(now=START + timedelta(minutes=5)), seals.seal()

    assert first is not None
    assert second is not None
    assert before == 2
    assert [(one.number, one.first_position, one.last_position) for one in (first, second)] == [(1, 1, 2), (2, 3, 3)]
    assert third is None
    assert seals.latest_seal() == second
    assert seals.unsealed_count() == 0


def test_an_export_holds_no_more_than_ids_and_hashes() -> None:
    append(a_draft(), act=an_act())

    seals.seal()

    names = sorted(file.name for file in seals.seals_folder().iterdir())
    leaves = (seals.seals_folder() / "seal-000001.leaves").read_bytes()
    assert names == ["seal-000001.json", "seal-000001.leaves", "seal.pub"]
    assert len(leaves) == seals.LEAF
    assert leaves[:16] == next(reading.entries())[0].id.bytes


def test_a_seal_whose_row_was_not_committed_is_taken_over() -> None:
    append(a_note(), act=an_act())
    exported = seals.seal(now=START)
    tamper("DELETE FROM ledger_seal")
    append(a_note(), act=an_act())

    taken, next_one = seals.seal(), seals.seal()

    assert taken == exported
    assert next_one is not None
    assert (next_one.number, next_one.first_position) == (2, 2)
    assert verify().sound


def test_an_exported_seal_that_does_not_agree_is_never_written_over() -> None:
    """A database from an older backup must not replace the proof of what it has lost."""
    append_together([a_note(), a_note()], act=an_act())
    seals.seal()
    kept = (seals.seals_folder() / "seal-000001.json").read_bytes()
    tamper("DELETE FROM ledger_seal")
    tamper("DELETE FROM ledger_entry WHERE position = 2")

    with pytest.raises(LedgerError, match="run verify"):
        seals.seal()

    assert (seals.seals_folder() / "seal-000001.json").read_bytes() == kept
    assert {problem.code for problem in verify().problems} == {"entry.missing", "seal.differs"}


def test_the_signing_key_is_readable_by_its_owner_only_and_the_public_one_is_exported() -> None:
    append(a_note(), act=an_act())
    seals.seal()

    assert seals.key_file().stat().st_mode & 0o077 == 0
    assert bytes.fromhex(seals.public_key_file().read_text()) == seals.public_key()


def test_verifying_makes_no_key(tmp_path: object, settings: object) -> None:
    settings.TULGA_HOME = tmp_path  # type: ignore[attr-defined]

    report = verify()

    assert report.sound
    assert not seals.key_file().exists()


def test_without_any_key_a_seal_is_not_believed(tmp_path: object, settings: object) -> None:
    append(a_note(), act=an_act())
    seals.seal()
    folder = seals.seals_folder()
    (folder / "seal.pub").unlink()
    settings.TULGA_HOME = tmp_path  # type: ignore[attr-defined]

    report = verify(seals_folder=folder)

    assert [problem.code for problem in report.problems] == ["seal.forged"]


class Once(threading.Event):
    """Lets the sealer run a number of turns."""

    def __init__(self, turns: int) -> None:
        super().__init__()
        self.turns = turns

    def wait(self, timeout: float | None = None) -> bool:
        self.turns -= 1
        return self.turns < 0


@pytest.fixture
def open_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sealer closes its thread's connections; here that thread is the test's own."""
    monkeypatch.setattr(seals.connections, "close_all", lambda: None)


@pytest.mark.usefixtures("open_connections")
def test_the_sealer_seals_and_goes_on_after_a_failure(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    append(a_note(), act=an_act())
    real, calls = seals.seal, []

    def fails_once() -> object:
        calls.append(1)
        if len(calls) == 1:
            raise OSError("the disk is full")
        return real()

    monkeypatch.setattr(seals, "seal", fails_once)
    with caplog.at_level(logging.INFO, "tulga.ledger.seals"):
        seals.run_sealer(Once(3), every_seconds=0)

    assert Seal.objects.count() == 1
    assert len(calls) == 3
    assert "sealing failed" in caplog.text


@pytest.mark.usefixtures("open_connections")
def test_the_sealer_finishes_an_erasure_that_was_interrupted() -> None:
    entry = append(a_draft(), act=an_act())
    erase_subject(entry.stream_id, reason="request", act=an_act())  # never committed here: the key is still there
    assert DataKey.objects.filter(subject=entry.stream_id).exists()

    seals.run_sealer(Once(1), every_seconds=0)

    assert reading.history(entry.stream_id)[0].payload is ERASED
    assert crypto.keys_for_reading([entry.stream_id]) == {}
    assert json.loads((seals.seals_folder() / "seal-000001.json").read_bytes())["statement"]["last_position"] == 2
