"""Writing to the ledger: positions, numbers, hashes, times, and what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.integration.ledger.world import NAME, START, Noted, Said, a_draft, a_note, an_act
from tulga.kernel.dates import InvalidDate, PartialDate
from tulga.ledger import chain, reading
from tulga.ledger.actions import Act, Draft, append, append_many, append_together
from tulga.ledger.errors import ClockBehind, DuplicateEntry, InvalidPayload, LedgerError, UnknownKind
from tulga.ledger.models import Entry, Quarantined, Seal


def test_positions_have_no_gaps_and_numbers_count_within_a_stream() -> None:
    one, other = uuid4(), uuid4()

    written = append_together([a_note(stream=one), a_draft(stream=other), a_note(stream=one)], act=an_act())

    assert [entry.position for entry in written] == [1, 2, 3]
    assert [entry.number for entry in written] == [1, 1, 2]


def test_each_entry_of_a_stream_holds_the_hash_of_the_one_before() -> None:
    stream = uuid4()

    append_together([a_note(stream=stream), a_note(), a_note(stream=stream)], act=an_act())
    append(a_note(stream=stream), act=an_act())

    first, second, third = Entry.objects.filter(stream_id=stream).order_by("number")
    assert bytes(first.previous_hash) == chain.FIRST
    assert bytes(second.previous_hash) == bytes(first.hash)
    assert bytes(third.previous_hash) == bytes(second.hash)


def test_a_batch_gives_the_same_entries_as_one_by_one() -> None:
    stream = uuid4()
    drafts = [a_note(str(number), stream=stream, id=uuid4()) for number in range(7)]

    with transaction.atomic():
        append_many([(draft, an_act()) for draft in drafts], chunk=3)
        in_a_batch = list(Entry.objects.order_by("position").values_list("position", "id", "number", "hash"))
        transaction.set_rollback(True)
    for draft in drafts:
        append(draft, act=an_act())

    one_by_one = list(Entry.objects.order_by("position").values_list("position", "id", "number", "hash"))
    assert [(*row[:3], bytes(row[3])) for row in in_a_batch] == [(*row[:3], bytes(row[3])) for row in one_by_one]


def test_an_empty_batch_writes_nothing() -> None:
    report = append_many([])

    assert (report.count, report.first, report.last) == (0, None, None)
    assert reading.is_empty()


def test_what_is_read_back_is_what_was_written() -> None:
    draft = a_draft(third={(mother := uuid4()): {"name": "Үміт"}}, based_on=0, acted_at=START - timedelta(hours=1))

    written = append(draft, act=an_act(device="tablet-7"))

    (read,) = reading.history(draft.stream_id)
    assert read == written
    assert read.payload == Said(NAME, PartialDate.parse("1984~"), {mother: {"name": "Үміт"}})
    assert (read.device, read.acted_at, read.recorded_at) == ("tablet-7", START - timedelta(hours=1), START)


def test_bounds_follow_from_the_partial_date() -> None:
    written = append(a_note(on="1984~"), act=an_act())

    assert (written.effective_earliest.isoformat(), written.effective_latest.isoformat()) == (
        "1982-01-01",
        "1986-12-31",
    )
    assert append(a_note(on="unknown"), act=an_act()).effective_earliest is None


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (Draft(uuid4(), Noted(7), "2021"), InvalidPayload),  # type: ignore[arg-type]
        (Draft(uuid4(), Said("x", "1984"), "2021"), InvalidPayload),  # type: ignore[arg-type]
        (Draft(uuid4(), Noted("half \ud800 a character"), "2021"), InvalidPayload),
        (Draft(uuid4(), Noted("a\0b"), "2021"), InvalidPayload),
        (Draft(uuid4(), Noted("x"), "2021-02-30"), InvalidDate),
        (Draft(uuid4(), Noted("x"), "2021", acted_at=START.replace(tzinfo=None)), InvalidPayload),
        (Draft(uuid4(), Noted("x"), "2021", based_on=-1), InvalidPayload),
        (Draft(uuid4(), object(), "2021"), UnknownKind),
        (a_draft(third={uuid4(): {"name": "x"} for _ in range(255)}), InvalidPayload),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(draft: Draft, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        append_together([a_note(), draft], act=an_act())

    assert reading.is_empty()


def test_a_backslash_followed_by_u0000_is_only_text() -> None:
    written = append(a_note("\\u0000"), act=an_act())

    assert reading.history(written.stream_id)[0].payload.text == "\\u0000"


def test_an_id_enters_once() -> None:
    known = append(a_note(), act=an_act())
    twice = uuid4()

    with pytest.raises(DuplicateEntry):
        append(a_note(id=known.id), act=an_act())
    with pytest.raises(DuplicateEntry):
        append_together([a_note(id=twice), a_note(id=twice)], act=an_act())

    assert Entry.objects.count() == 1


def test_recorded_times_never_go_back() -> None:
    append(a_note(), act=an_act(10))

    a_little_behind = append(a_note(), act=an_act(9))
    with pytest.raises(ClockBehind):
        append(a_note(), act=an_act(7))

    assert a_little_behind.recorded_at == START + timedelta(minutes=10)
    assert Entry.objects.count() == 2


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(LedgerError):
        append(a_note(), act=Act(uuid4(), uuid4(), START.replace(tzinfo=None)))


def test_an_entry_says_whether_its_author_had_seen_the_last_one() -> None:
    stream = uuid4()
    append(a_note(stream=stream), act=an_act())

    informed = append(a_note(stream=stream, based_on=1), act=an_act())
    late = append(a_note(stream=stream, based_on=1), act=an_act())

    assert (informed.concurrent, late.concurrent) == (False, True)


def test_the_head_fixes_what_was_known_at_a_time() -> None:
    append(a_note(), act=an_act(0))
    then = append(a_note(), act=an_act(5))
    append(a_note(), act=an_act(9))

    position, digest = reading.head(known_at=START + timedelta(minutes=7))

    assert position == then.position
    assert digest == bytes(Entry.objects.get(position=then.position).hash).hex()
    assert reading.head(known_at=START - timedelta(days=1)) == (0, bytes(32).hex())
    assert [entry.position for chunk in reading.entries(known_at=START + timedelta(minutes=7)) for entry in chunk] == [
        1,
        2,
    ]


# -- append-only is a rule of the database ----------------------------------------------------------------------------

TABLES = {"ledger_entry": Entry, "ledger_seal": Seal, "ledger_quarantined": Quarantined}


def _one_row_in_each() -> None:
    append(a_note(), act=an_act())
    Seal.objects.create(number=1, first_position=1, last_position=1, statement=b"", signature=b"", sealed_at=START)
    Quarantined.objects.create(
        id=uuid4(), entry_id=uuid4(), reason="x", stream="s", stream_id=uuid4(), kind="k", effective_on="2021",
        acted_at=START, received_at=START, actor=uuid4(), organisation=uuid4(), device="", payload=b"",
    )  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["UPDATE {} SET {} = 999", "DELETE FROM {}", "DELETE FROM {} WHERE {} IS NULL"])
def test_the_database_refuses_to_change_or_delete(table: str, act: str) -> None:
    _one_row_in_each()
    column = {"ledger_entry": "number", "ledger_seal": "last_position", "ledger_quarantined": "reason"}[table]
    if connection.vendor == "sqlite" and "IS NULL" in act:
        pytest.skip("SQLite's triggers fire per row; where no row is met nothing happens")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(table, column))

    assert TABLES[table].objects.count() == 1


@pytest.mark.parametrize("table", TABLES)
def test_postgresql_refuses_to_truncate(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE: DELETE without a condition is tested above")
    _one_row_in_each()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table}")

    assert TABLES[table].objects.count() == 1


@pytest.mark.parametrize(
    ("table", "key"), [("ledger_entry", "position"), ("ledger_entry", "id"), ("ledger_seal", "number")]
)
def test_a_row_cannot_be_replaced_by_inserting_it_again(table: str, key: str) -> None:
    _one_row_in_each()
    columns = [field.column for field in TABLES[table]._meta.concrete_fields]
    taken = [f"{column} + 1" if column == "position" and key == "id" else column for column in columns]
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    on_conflict = (
        f" ON CONFLICT ({key}) DO UPDATE SET {key} = {table}.{key}" if connection.vendor == "postgresql" else ""
    )
    copy = f"{verb} INTO {table} ({', '.join(columns)}) SELECT {', '.join(taken)} FROM {table} WHERE true{on_conflict}"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(copy)

    assert TABLES[table].objects.count() == 1
