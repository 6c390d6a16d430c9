"""Any change to entries covered by an exported seal is found, and named; an untouched ledger raises no alarm.

The attacker here has the database in hand: the append-only rule is lifted, and every number and hash down the chain is
worked out anew so that the ledger agrees with itself. Only the exported seals stand in the way.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.integration.ledger.world import START, a_draft, a_note, an_act, rules_lifted, tamper
from tulga.kernel.canonical import canonical_json
from tulga.kernel.effective import Effective
from tulga.ledger import chain, seals
from tulga.ledger.actions import append
from tulga.ledger.models import Entry, Seal
from tulga.ledger.verify import Report, verify

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
STREAMS = [UUID(int=number << 96 | 7 << 76 | 2 << 62) for number in range(1, 4)]


@dataclass(frozen=True)
class History:
    """What is written: the stream and kind of each entry, and after how many entries a seal is made."""

    entries: tuple[tuple[int, bool], ...]
    sealed_after: frozenset[int]

    @property
    def sealed_to(self) -> int:
        return max(self.sealed_after)


@st.composite
def histories(draw: st.DrawFn) -> History:
    entries = draw(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=2, max_size=12))
    sealed = draw(st.sets(st.integers(1, len(entries)), min_size=1, max_size=3))
    return History(tuple(entries), frozenset(sealed))


@contextmanager
def written(history: History) -> Iterator[list[Entry]]:
    """Yield the rows of a history that was written and sealed; afterwards nothing of it is left."""
    shutil.rmtree(seals.seals_folder(), ignore_errors=True)
    with transaction.atomic(), transaction.atomic(using="keys"):
        for index, (stream, personal) in enumerate(history.entries):
            make = a_draft if personal else a_note
            append(make(f"entry {index}", stream=STREAMS[stream]), act=an_act(index))
            if index + 1 in history.sealed_after:
                seals.seal(now=START + timedelta(days=1))
        yield list(Entry.objects.order_by("position"))
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keys")
    shutil.rmtree(seals.seals_folder(), ignore_errors=True)


def rechained(rows: list[Entry]) -> list[Entry]:
    """Work out every position, number, bound and hash anew, as somebody would who wants it to look right."""
    heads: dict[UUID, tuple[int, bytes]] = {}
    for position, row in enumerate(rows, start=1):
        number, previous = heads.get(row.stream_id, (0, chain.FIRST))
        when = Effective.parse(row.effective_on)
        row.position, row.number, row.previous_hash = position, number + 1, previous
        row.effective_earliest, row.effective_latest = when.earliest, when.latest
        row.hash = chain.entry_hash(
            chain.encode(
                row.position, row.id, row.stream, row.stream_id, row.number, row.kind, row.version, row.effective_on,
                row.acted_at, row.recorded_at, row.actor, row.organisation, row.device, row.subject, row.based_on,
                bytes(row.payload), row.previous_hash,
            )
        )  # fmt: skip
        heads[row.stream_id] = (row.number, row.hash)
    return rows


def put_back(rows: list[Entry]) -> None:
    with rules_lifted() as cursor:
        cursor.execute("DELETE FROM ledger_entry")
        Entry.objects.bulk_create(rows)


def names(report: Report) -> set[Any]:
    return {problem.position for problem in report.problems} | {problem.entry_id for problem in report.problems}


OTHER: dict[str, Any] = {
    "id": UUID(int=99), "stream": "other", "stream_id": UUID(int=98), "number": 77, "kind": "Other", "version": 9,
    "effective_on": "1999-09-09", "effective_earliest": date(1999, 9, 9), "effective_latest": date(2031, 9, 9),
    "acted_at": START - timedelta(days=9), "recorded_at": START + timedelta(seconds=1), "actor": UUID(int=97),
    "organisation": UUID(int=96), "device": "other", "subject": UUID(int=95), "based_on": 5, "payload": b"TP0{}",
    "previous_hash": bytes(range(32)), "hash": bytes(range(32)),
}  # fmt: skip
NO_VALUES = ["", "no value", "2021-13-45", "2021-03-01 09:00:00+06:00", -1, 2**62, 1.5, b"\xff", "0" * 32]
DERIVED = {"number", "effective_earliest", "effective_latest", "previous_hash", "hash"}  # these are worked out anew


def test_every_column_is_tried() -> None:
    assert set(OTHER) == {field.attname for field in Entry._meta.concrete_fields} - {"position"}


@given(histories())
def test_an_untouched_ledger_raises_no_alarm_and_states_its_unsealed_tail(history: History) -> None:
    with written(history):
        report = verify()

        tail = len(history.entries) - history.sealed_to
        assert report.problems == []
        assert (report.entries, report.sealed_to) == (len(history.entries), history.sealed_to)
        assert (report.unsealed_count, report.unsealed_from) == (tail, history.sealed_to + 1 if tail else None)


@given(histories(), st.data())
def test_a_changed_column_is_found_and_named(history: History, data: st.DataObject) -> None:
    position = data.draw(st.integers(1, history.sealed_to))
    column = data.draw(st.sampled_from(sorted(OTHER)))
    clever = data.draw(st.booleans()) and column not in DERIVED
    with written(history) as rows:
        setattr(rows[position - 1], column, OTHER[column])
        sealed_id = Entry.objects.get(position=position).id
        put_back(rechained(rows) if clever else rows)

        report = verify()

        assert {position, sealed_id} & names(report)


@given(histories(), st.data())
def test_a_value_that_is_none_is_found_and_named(history: History, data: st.DataObject) -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL's columns hold nothing else
    position = data.draw(st.integers(1, len(history.entries)))
    column = data.draw(st.sampled_from(sorted(set(OTHER) - {"based_on", "subject"})))
    value = data.draw(st.sampled_from(NO_VALUES))
    with written(history):
        as_text = data.draw(st.booleans()) and isinstance(value, bytes)  # text that is not UTF-8
        put = "CAST(%s AS TEXT)" if as_text else "%s"
        tamper(f"UPDATE ledger_entry SET {column} = {put} WHERE position = %s", [value, position])
        unchanged = value == "" and column == "device"

        report = verify()

        assert unchanged or position in names(report)


@given(histories(), st.data())
def test_a_deletion_is_found_and_named(history: History, data: st.DataObject) -> None:
    position = data.draw(st.integers(1, history.sealed_to))
    clever = data.draw(st.booleans())
    with written(history) as rows:
        gone = rows.pop(position - 1)
        gone_id = gone.id
        put_back(rechained(rows) if clever else rows)

        report = verify()

        assert ("entry.missing", gone_id) in {(problem.code, problem.entry_id) for problem in report.problems}


@given(histories(), st.data())
def test_a_truncation_names_every_sealed_entry_that_is_gone(history: History, data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, history.sealed_to - 1))
    with written(history) as rows:
        gone = [row.id for row in rows[kept : history.sealed_to]]
        put_back(rows[:kept])

        report = verify()

        assert [problem.entry_id for problem in report.problems if problem.code == "entry.missing"] == gone


@given(histories(), st.data())
def test_reordered_entries_are_found_and_named(history: History, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, history.sealed_to))
    second = data.draw(st.integers(1, len(history.entries)).filter(lambda one: one != first))
    with written(history) as rows:
        moved = {rows[first - 1].id} | ({rows[second - 1].id} if second <= history.sealed_to else set())
        rows[first - 1], rows[second - 1] = rows[second - 1], rows[first - 1]
        put_back(rechained(rows))

        report = verify()

        assert moved <= {problem.entry_id for problem in report.problems if problem.code == "entry.moved"}


@given(histories(), st.data())
def test_an_inserted_entry_is_found_and_named(history: History, data: st.DataObject) -> None:
    position = data.draw(st.integers(1, history.sealed_to))
    instead = data.draw(st.booleans())
    with written(history) as rows:
        forged = Entry(
            **{field.attname: getattr(rows[position - 1], field.attname) for field in Entry._meta.concrete_fields}
        )
        forged.id = uuid4()
        rows[position - 1 : position if instead else position - 1] = [forged]
        put_back(rechained(rows))

        report = verify()

        assert ("entry.inserted", forged.id) in {(problem.code, problem.entry_id) for problem in report.problems}


@given(histories(), st.data())
def test_an_inconsistent_change_of_the_unsealed_tail_is_found_too(history: History, data: st.DataObject) -> None:
    position = data.draw(st.integers(1, len(history.entries)))
    column = data.draw(st.sampled_from(sorted(OTHER)))
    with written(history) as rows:
        setattr(rows[position - 1], column, OTHER[column])
        put_back(rows)

        report = verify()

        assert position in names(report)


# -- seals ------------------------------------------------------------------------------------------------------------


def file_of(number: int, suffix: str = ".json") -> Path:
    return seals.seals_folder() / f"seal-{number:06d}{suffix}"


def changed(number: int, key: str, value: Any, *, sign: bool) -> None:
    """Change an exported seal; with `sign`, sign it anew with a key of the attacker's."""
    exported = json.loads(file_of(number).read_bytes())
    exported["statement"][key] = value
    if sign:
        signature = Ed25519PrivateKey.generate().sign(seals.TAG + canonical_json(exported["statement"]))
        exported["signature"] = signature.hex()
    file_of(number).write_bytes(canonical_json(exported))


@given(histories(), st.data())
def test_a_forged_seal_is_found_and_named(history: History, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(history.sealed_after)))
    key, value = data.draw(
        st.sampled_from([
            ("root", "00" * 32), ("first_position", 2), ("last_position", 99), ("number", 7), ("previous", "00" * 32),
            ("sealed_at", "1999-01-01T00:00:00.000000Z"), ("public_key", "00" * 32), ("surplus", 1), ("root", None),
        ])
    )  # fmt: skip
    with written(history):
        if json.loads(file_of(number).read_bytes())["statement"].get(key) == value:
            return
        changed(number, key, value, sign=data.draw(st.booleans()))

        report = verify()

        assert {problem.seal for problem in report.problems} == {number}
        assert {problem.code for problem in report.problems} <= {"seal.forged", "seal.unreadable"}
        assert report.seals == len(history.sealed_after) - 1


_SPAN = '"number": 1, "first_position": 1, "last_position": 1, "root": "", "previous": ""'
UNREADABLE = {
    "nothing": b"", "a list": b"[]", "an object": b"{}", "no text": b"\xff", "no statement": b'{"statement": 1}',
    "too deep": b"[" * 100_000, "no signature": b'{"signature": 1, "statement": {}}',
    "no number": f'{{"signature": "", "statement": {{{_SPAN}, "surplus": NaN}}}}'.encode(),
    "half a character": f'{{"signature": "", "statement": {{{_SPAN}, "surplus": "\\ud800"}}}}'.encode(),
}  # fmt: skip


@given(histories(), st.data())
def test_a_lost_or_unreadable_seal_is_named(history: History, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(history.sealed_after)))
    with written(history):
        if data.draw(st.booleans()):
            file_of(number).unlink()
        else:
            file_of(number).write_bytes(UNREADABLE[data.draw(st.sampled_from(sorted(UNREADABLE)))])

        report = verify()

        assert {(problem.seal, problem.code) for problem in report.problems} <= {
            (number, "seal.missing"),
            (number, "seal.unreadable"),
            (number, "seal.forged"),
        }
        assert not report.sound
        assert report.unsealed_count > 0


@given(histories(), st.data())
def test_altered_leaves_are_named_and_the_entries_still_stand(history: History, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(history.sealed_after)))
    with written(history):
        leaves = bytearray(file_of(number, ".leaves").read_bytes())
        at = data.draw(st.integers(0, len(leaves) - 1))
        leaves[at] ^= data.draw(st.integers(1, 255))
        file_of(number, ".leaves").write_bytes(data.draw(st.sampled_from([bytes(leaves), bytes(leaves[:at]), b""])))

        report = verify()

        assert [(problem.code, problem.seal) for problem in report.problems] == [("seal.leaves", number)]
        assert report.sealed_to == history.sealed_to


@given(histories(), st.data())
def test_leaves_and_an_entry_altered_together_are_found_and_the_entry_named(
    history: History, data: st.DataObject
) -> None:
    position = data.draw(st.integers(1, history.sealed_to))
    with written(history) as rows:
        rows[position - 1].actor = OTHER["actor"]
        put_back(rechained(rows))
        number = next(seal.number for seal in Seal.objects.order_by("number") if position <= seal.last_position)
        leaves = bytearray(file_of(number, ".leaves").read_bytes())
        leaves[0] ^= 1
        file_of(number, ".leaves").write_bytes(bytes(leaves))

        report = verify()

        assert "seal.root" in {problem.code for problem in report.problems if problem.seal == number}
        assert position in names(report)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("first_position", 2), ("last_position", 9), ("statement", b"{}"), ("signature", bytes(64)),
        ("sealed_at", START),
        ("number", 5),
    ],
)  # fmt: skip
def test_a_changed_row_of_a_seal_is_named(column: str, value: Any) -> None:
    with written(History(((0, True), (1, False)), frozenset({2}))):
        Seal.objects.all()  # the rule is lifted only for the statement below
        shown = value.strftime("%Y-%m-%d %H:%M:%S") if column == "sealed_at" else value
        tamper(f"UPDATE ledger_seal SET {column} = %s", [shown])

        report = verify()

        assert {problem.code for problem in report.problems} & {"seal.differs", "seal.missing"}
        assert not {problem.position for problem in report.problems} - {None}


def test_a_copy_of_the_seals_kept_elsewhere_convicts_whoever_holds_the_machine(tmp_path: Path) -> None:
    """Who has database, seals and signing key can make all three agree; a copy out of reach tells."""
    with written(History(((0, True), (0, False), (1, False)), frozenset({3}))) as rows:
        shutil.copytree(seals.seals_folder(), tmp_path / "copy")
        key = seals.public_key()
        rows[1].effective_on = "1999-09-09"
        put_back(rechained(rows))
        tamper("DELETE FROM ledger_seal")
        shutil.rmtree(seals.seals_folder())
        seals.seal(now=START)

        fooled, report = verify(), verify(seals_folder=tmp_path / "copy", public_key=key)

        assert fooled.sound
        assert 2 in names(report)


@given(histories())
def test_the_root_is_the_merkle_root_of_all_leaves_and_seals_follow_each_other(history: History) -> None:
    with written(history) as rows:
        previous, first = "", 1
        for number in range(1, len(history.sealed_after) + 1):
            told = json.loads(file_of(number).read_bytes())["statement"]
            part = rows[first - 1 : told["last_position"]]

            assert told["previous"] == previous
            assert told["root"] == reference_root([chain.leaf(row.id, bytes(row.hash)) for row in part])

            previous, first = seals.statement_digest(canonical_json(told)), told["last_position"] + 1


def reference_root(leaves: list[bytes]) -> str:
    return _reference(leaves).hex()


def _reference(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word: split at the largest power of two below the size."""
    from hashlib import sha256

    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + _reference(leaves[:split]) + _reference(leaves[split:])).digest()
