"""Who is one person: judged by people, undone without a trace in any row, and never guessed from a name or a number."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pytest
from django.db import models
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.integration.register.people import TOLD, Operation, a_birth, a_passport
from tests.properties.test_people_rebuild import undone
from tulga.access.actor import SYSTEM_ACTOR
from tulga.access.refusals import Refused
from tulga.access.roles import Roles
from tulga.kernel.ids import new_id
from tulga.ledger.projection import all_views
from tulga.register import queries
from tulga.register.entries import JudgementRecorded, Verdict
from tulga.register.identity import actions
from tulga.register.identity import queries as identity
from tulga.register.models import Judgement, Membership, Task

PAIRS = [(first, second) for first in range(5) for second in range(first + 1, 5)]


@pytest.fixture
def operation() -> Operation:
    return Operation()


def rows_about_people() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every view with a key of a record or a person, but the judgements and tasks themselves."""
    keyed = [
        model for model in all_views()
        if {"record_id", "person_id", "person_minted"} & {field.attname for field in model._meta.concrete_fields}
    ]  # fmt: skip
    assert len(keyed) >= 13
    return {model._meta.label: _rows(model) for model in keyed if model not in {Judgement, Task}}


def _rows(model: type[models.Model]) -> list[tuple[Any, ...]]:
    return list(model._base_manager.order_by(model._meta.pk.attname).values_list())


@settings(max_examples=15)
@given(st.permutations(PAIRS), st.integers(1, 6), st.data())
def test_withdrawing_a_judgement_puts_every_row_back(
    pairs: list[tuple[int, int]], count: int, data: st.DataObject
) -> None:
    with undone():
        operation = Operation()
        records = [operation.record("Ким Вера", a_birth("1984"), a_passport("IV 1")) for _ in range(5)]
        operation.case(records[0])
        judged = [operation.judge(records[first], records[second]) for first, second in pairs[: count - 1]]
        before = rows_about_people()
        first, second = pairs[count - 1]

        last = operation.judge(records[first], records[second])
        operation.unjudge(last)

        assert rows_about_people() == before
        for judgement in data.draw(st.permutations(judged)):
            operation.unjudge(judgement)
        assert all(person == minted for _, person, minted in _members())


def _members() -> Iterable[tuple[UUID, UUID, UUID]]:
    from tulga.register.models import Record

    minted = dict(Record.objects.values_list("id", "person_minted"))
    return [
        (record, person, minted[record]) for record, person in Membership.objects.values_list("record_id", "person_id")
    ]


@settings(max_examples=12)
@given(st.permutations(PAIRS), st.integers(1, 5), st.randoms())
def test_who_is_one_person_does_not_depend_on_the_order_of_judgements(
    pairs: list[tuple[int, int]], count: int, random: Any
) -> None:
    chosen = pairs[:count]
    shuffled = [pair if random.random() < 0.5 else pair[::-1] for pair in chosen]
    random.shuffle(shuffled)

    assert _together(chosen) == _together(shuffled)


def _together(judged: list[tuple[int, int]]) -> list[list[bool]]:
    """Return which of five records belong together after these judgements, and that queries and view agree on it."""
    with undone():
        operation = Operation()
        records = [operation.record() for _ in range(5)]
        for first, second in judged:
            operation.judge(records[first], records[second])
        person = dict(Membership.objects.values_list("record_id", "person_id"))
        scoped = identity.persons(operation.caseworker, records)
        assert {record: scoped[record].id for record in records} == person
        return [[person[one] == person[other] for one in records] for other in records]


def test_the_older_file_keeps_its_person(operation: Operation) -> None:
    older, newer = operation.record(), operation.record()
    person = queries.get_file(operation.caseworker, older).person

    operation.judge(newer, older)

    assert queries.get_file(operation.caseworker, newer).person == person


def test_two_namesakes_are_not_merged(operation: Operation) -> None:
    first, second = (operation.record("Ким Вера", a_birth("1984-03-12")) for _ in range(2))

    file = queries.get_file(operation.caseworker, first)

    assert [one.id for one in file.records] == [first]
    assert file.candidates == ()
    assert {hit.record for hit in queries.search(operation.caseworker, "kim vera").hits} == {first, second}
    operation.judge(first, second, "different")
    assert [one.id for one in queries.get_file(operation.caseworker, first).records] == [first]


def test_a_shared_number_is_a_question_and_never_a_merge(operation: Operation) -> None:
    first, second = (
        operation.record("Ким Вера", a_passport("IV-АБ 123456")),
        operation.record("Цой", a_passport("iv аб123456")),
    )

    proposed = identity.candidates(operation.caseworker, first)

    assert [(one.other, one.why) for one in proposed] == [(second, "same_document")]
    assert [one.id for one in queries.get_file(operation.caseworker, first).records] == [first]
    assert [task.kind for task in queries.open_tasks(operation.caseworker)] == ["same_document"]


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_pair_that_was_judged_is_not_proposed_any_more(operation: Operation, verdict: str) -> None:
    first, second = operation.record("Ким Вера", a_passport("IV 1")), operation.record("Цой Роза", a_passport("IV 1"))

    judgement = operation.judge(first, second, verdict)

    assert identity.candidates(operation.caseworker, second) == []
    operation.unjudge(judgement)
    assert [one.other for one in identity.candidates(operation.caseworker, second)] == [first]


def test_one_number_on_papers_of_two_kinds_proposes_nobody(operation: Operation) -> None:
    from tulga.register.entries import PaperStated

    first = operation.record("Ким Вера", a_passport("12345"))
    operation.record("Цой Роза", PaperStated(paper="birth_certificate", number="12345"))

    assert identity.candidates(operation.caseworker, first) == []


def test_a_withdrawn_merge_gives_both_records_a_task(operation: Operation) -> None:
    first, second = operation.record(), operation.record()
    judgement = operation.judge(first, second)
    operation.state(first, a_birth("1984"))

    operation.unjudge(judgement)

    tasks = queries.open_tasks(operation.caseworker)
    assert {(task.kind, task.record, task.other) for task in tasks} == {
        ("merge_undone", first, second), ("merge_undone", second, first),
    }  # fmt: skip
    told = identity.judgements(operation.caseworker, first)[0]
    assert (told.why, told.withdrawn_why, told.withdrawn_by) == (
        "told so", "it was not so", operation.caseworker.account,
    )  # fmt: skip


def test_a_pair_is_judged_once_and_the_other_way_round_is_the_same_pair(operation: Operation) -> None:
    first, second = operation.record(), operation.record()
    operation.judge(first, second, "different")

    with pytest.raises(Refused) as refused:
        operation.judge(second, first)

    assert [one.code for one in refused.value.refusals] == ["register.judged_already"]


def test_all_reasons_are_given_at_once(operation: Operation) -> None:
    record = operation.record()

    with pytest.raises(Refused) as refused:
        actions.record_judgement(
            operation.caseworker, first=record, second=record, verdict="same", why=" ", at=operation.tick()
        )

    assert [one.code for one in refused.value.refusals] == ["register.same_record", "register.why_missing"]


def test_only_a_caseworker_judges(operation: Operation) -> None:
    first, second = operation.record(), operation.record()

    for role in (Roles.FIELD_WORKER, Roles.INTERVIEWER, Roles.DECIDER):
        with pytest.raises(Refused):
            operation.judge(first, second, by=operation.actor(role))


def test_the_program_itself_judges_nobody() -> None:
    judged = JudgementRecorded(first=new_id(), second=new_id(), verdict=Verdict.SAME, why="a score")

    with pytest.raises(Refused) as refused:
        actions.imported_judgement(
            SYSTEM_ACTOR, judgement=new_id(), payload=judged, effective_on=TOLD, at=Operation().now
        )

    assert [one.code for one in refused.value.refusals] == ["register.machine_judgement"]
