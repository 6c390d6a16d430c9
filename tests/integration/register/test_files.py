"""One file: what is known from whom; what was taken back; what clashed; and that every look is written down."""

from datetime import timedelta

import pytest

from tests.integration.register.people import TOLD, Operation, a_birth, a_name
from tulga.access.models import FileView
from tulga.access.queries import file_views
from tulga.access.refusals import Refused
from tulga.access.roles import Roles
from tulga.kernel.ids import new_id
from tulga.ledger.actions import Act, Draft, append
from tulga.ledger.errors import InvalidPayload
from tulga.register import actions, queries
from tulga.register.entries import (
    Basis,
    BirthStated,
    NationalityStated,
    NationalityStatus,
    RecordOpened,
    Sex,
    SexStated,
    SourceKind,
    StatementWithdrawn,
    TaskClosed,
)
from tulga.register.models import Nationality, Task


@pytest.fixture
def operation() -> Operation:
    return Operation()


def payloads(file: queries.PersonFile) -> list[object]:
    return [one.payload for one in file.statements if not isinstance(one.payload, RecordOpened)]


def test_a_file_tells_who_said_what_and_when(operation: Operation) -> None:
    field_worker = operation.actor(Roles.FIELD_WORKER)
    record = operation.record("Петрова Анна", by=field_worker)
    entry = operation.state(record, a_birth("1984~"))

    said = {one.entry: one for one in queries.get_file(operation.caseworker, record).statements}[entry]

    assert said.payload == a_birth("1984~")
    assert (said.actor, said.organisation) == (operation.caseworker.account, operation.caseworker.organisation)
    assert said.effective_on == TOLD
    assert said.recorded_at == operation.now
    assert said.withdrawn is None


def test_what_was_withdrawn_stays_readable_with_who_and_why(operation: Operation) -> None:
    record = operation.record()
    entry = operation.state(record, a_birth("1984"))
    known_then = operation.now

    operation.withdraw(record, entry)

    now = queries.find_statement(operation.caseworker, record, entry)
    then = queries.get_file(operation.caseworker, record, known_at=known_then).statements[-1]
    assert now is not None
    assert now.withdrawn is not None
    assert (now.withdrawn.why, now.withdrawn.actor) == ("a mistake", operation.caseworker.account)
    assert then.entry == entry
    assert then.withdrawn is None
    assert queries.find_record(operation.caseworker, record).births == ()  # type: ignore[union-attr]
    with pytest.raises(Refused) as refused:
        operation.withdraw(record, entry)
    assert [one.code for one in refused.value.refusals] == ["register.withdrawn_already"]


def test_an_entry_of_another_record_is_not_withdrawn_here(operation: Operation) -> None:
    record, other = operation.record(), operation.record()
    entry = operation.state(other, a_birth("1984"))

    with pytest.raises(Refused) as refused:
        operation.withdraw(record, entry)

    assert [one.code for one in refused.value.refusals] == ["register.no_such_entry"]
    assert queries.stands(operation.caseworker, other, entry) is True


def test_as_known_before_a_merge_the_records_stand_apart(operation: Operation) -> None:
    first, second = operation.record(), operation.record()
    before = operation.now
    judgement = operation.judge(first, second)
    merged = operation.now
    operation.unjudge(judgement)

    def shown(known_at: object) -> list[object]:
        return [one.id for one in queries.get_file(operation.caseworker, first, known_at=known_at).records]  # type: ignore[arg-type]

    assert shown(before) == [first]
    assert shown(merged) == [first, second]
    assert shown(None) == [first]


def test_as_known_before_a_withdrawal_nothing_of_it_shows(operation: Operation) -> None:
    first, second = operation.record(), operation.record()
    judgement = operation.judge(first, second)
    before = operation.now
    operation.unjudge(judgement)
    opened = queries.get_file(operation.caseworker, second).record.entry
    operation.withdraw(second, opened)

    then = queries.get_file(operation.caseworker, first, known_at=before)

    assert [(one.id, one.withdrawn_at) for one in then.records] == [(first, None), (second, None)]
    assert [(one.withdrawn_at, one.withdrawn_by, one.withdrawn_why) for one in then.judgements] == [(None, None, "")]


def test_a_withdrawal_that_came_before_its_entry_takes_nothing_back_in_the_file_either(operation: Operation) -> None:
    record, later = operation.record(), new_id()
    act = Act(operation.caseworker.account, operation.caseworker.organisation, operation.tick())
    append(Draft(record, StatementWithdrawn(entry=later, why="a mistake"), TOLD), act=act)
    append(Draft(record, a_birth("1984"), TOLD, id=later), act=act)

    said = queries.find_statement(operation.caseworker, record, later)

    assert queries.stands(operation.caseworker, record, later) is True
    assert said is not None
    assert said.withdrawn is None


def test_undetermined_is_kept_as_it_was_said(operation: Operation) -> None:
    record = operation.record()
    said = [
        NationalityStated(status=status, basis=basis, country="KAZ" if status is NationalityStatus.NATIONAL else None)
        for status in NationalityStatus
        for basis in Basis
    ]

    for statement in said:
        operation.state(record, statement)

    assert payloads(queries.get_file(operation.caseworker, record))[1:] == said
    rows = Nationality.objects.filter(record_id=record).order_by("position")
    assert list(rows.values_list("status", "basis")) == [(one.status.value, one.basis.value) for one in said]
    unknown = operation.record("Ким Вера", SexStated(sex=Sex.UNKNOWN), BirthStated(date=a_birth("unknown").date))
    info = queries.find_record(operation.caseworker, unknown)
    assert info is not None
    assert (info.sex, info.births) == ("unknown", ("unknown",))


@pytest.mark.parametrize("look", ["file", "search", "statement"])
def test_every_look_is_written_down_for_every_record_that_was_shown(operation: Operation, look: str) -> None:
    reader = operation.actor(Roles.CASEWORKER, purpose="complaint")
    auditor = operation.actor(Roles.AUDITOR)
    first, second = operation.record(), operation.record()
    entry = operation.state(first, a_birth("1984"))
    operation.judge(first, second)

    if look == "file":
        queries.get_file(reader, first)
    elif look == "search":
        queries.search(reader, "petrova")
    else:
        queries.find_statement(reader, first, entry)

    shown = [first] if look == "statement" else [first, second]
    for record in shown:
        seen = [one for one in file_views(auditor, record) if one.account == reader.account]
        assert [(one.what, one.purpose) for one in seen] == [(look, "complaint")]
    assert FileView.objects.filter(account=reader.account).count() == len(shown)


def test_the_log_of_views_holds_no_name(operation: Operation) -> None:
    record = operation.record("Петрова Анна")
    queries.search(operation.caseworker, "Петрова")
    queries.get_file(operation.caseworker, record)

    assert "Петрова" not in str(list(FileView.objects.values()))


def test_two_who_did_not_see_each_other_get_a_task_and_both_statements_stay(operation: Operation) -> None:
    record = operation.record()
    seen = queries.find_record(operation.caseworker, record).number  # type: ignore[union-attr]
    operation.state(record, a_birth("1984"), based_on=seen)

    operation.state(record, a_birth("1985"), based_on=seen)
    operation.state(record, a_name("Petrova Anna"), based_on=seen)

    tasks = queries.open_tasks(operation.caseworker)
    assert [(task.kind, task.record) for task in tasks] == [("clash", record)]
    assert queries.find_record(operation.caseworker, record).births == ("1985", "1984")  # type: ignore[union-attr]
    actions.close_task(operation.caseworker, task=tasks[0].id, why="1985 is on the passport", at=operation.tick())
    assert queries.open_tasks(operation.caseworker) == []
    assert Task.objects.get(id=tasks[0].id).closed_at == operation.now
    with pytest.raises(Refused) as refused:
        actions.close_task(operation.caseworker, task=tasks[0].id, why="again", at=operation.tick())
    assert [one.code for one in refused.value.refusals] == ["register.no_such_task"]


def test_the_same_said_twice_is_no_clash(operation: Operation) -> None:
    record = operation.record()
    for _ in range(2):
        operation.state(record, a_birth("1984"), based_on=2)

    assert queries.open_tasks(operation.caseworker) == []


def test_nothing_but_statements_is_said_of_a_record(operation: Operation) -> None:
    record = operation.record()

    for payload in (TaskClosed(task=new_id(), why="x"), "a text"):
        with pytest.raises(Refused):
            operation.state(record, payload)
        with pytest.raises(InvalidPayload):
            actions.imported(
                operation.caseworker, record=record, payload=payload, effective_on=TOLD, at=operation.tick()
            )


def test_a_refused_act_writes_nothing(operation: Operation) -> None:
    opened = RecordOpened(source_kind=SourceKind.FIELD_FORM, source="form", person_id=new_id())
    record = new_id()

    with pytest.raises(Refused):
        actions.open_record(
            operation.caseworker, opened=opened, statements=[a_name("Ким"), "no statement"], effective_on=TOLD,
            at=operation.tick(), id=record,
        )  # fmt: skip

    assert queries.find_record(operation.caseworker, record) is None


def test_a_record_is_opened_once(operation: Operation) -> None:
    record = operation.record()
    opened = RecordOpened(source_kind=SourceKind.FIELD_FORM, source="form", person_id=new_id())

    with pytest.raises(Refused) as refused:
        actions.open_record(
            operation.caseworker, opened=opened, effective_on=TOLD, at=operation.now + timedelta(1), id=record
        )

    assert [one.code for one in refused.value.refusals] == ["register.number_taken"]


def test_only_whoever_may_import_takes_the_batch_path(operation: Operation) -> None:
    with pytest.raises(Refused):
        actions.imported(
            operation.actor(Roles.FIELD_WORKER),
            record=new_id(),
            payload=a_birth("1984"),
            effective_on=TOLD,
            at=operation.now,
        )
