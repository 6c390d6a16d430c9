"""An erased record leaves no name, search key or number's key in any view, and a tombstone after a rebuild."""

import json
from typing import Any

import pytest

from tests.integration.register.people import TOLD, Operation, a_birth, a_passport
from tulga.access.refusals import Refused
from tulga.access.roles import Roles
from tulga.kernel.ids import new_id
from tulga.ledger.erasure import finish_erasures
from tulga.ledger.projection import ERASED, all_views
from tulga.ledger.reading import history
from tulga.ledger.rebuild import dump_views, rebuild
from tulga.register import actions, queries
from tulga.register.entries import Relation, RelationStated
from tulga.register.folding import fold
from tulga.register.identity import queries as identity
from tulga.register.models import Name, Paper
from tulga.register.projectors import number_key

NAME, NUMBER = "Қуанышбекова Айша", "IV-АБ 987654"


def everything_in_the_views() -> str:
    rows: list[Any] = [list(model._base_manager.values()) for model in all_views()]
    return json.dumps(rows, default=str, ensure_ascii=False)


@pytest.fixture
def operation() -> Operation:
    return Operation()


def test_nothing_of_an_erased_record_is_left_in_any_view(operation: Operation) -> None:
    third = new_id()
    mother = RelationStated(
        relation=Relation.MOTHER, third_person=third, third_persons={third: {"name": "Сәуле", "birth": "1950"}}
    )
    record = operation.record(NAME, a_passport(NUMBER), a_birth("1984"), mother)
    other = operation.record("Ким Вера", a_passport(NUMBER))
    operation.state(other, RelationStated(relation=Relation.SIBLING, other_record=record))
    operation.case(record)
    judgement = operation.judge(other, record)
    operation.unjudge(judgement)
    key = number_key("ussr_passport_1974", NUMBER)
    traces = [NAME, "Айша", fold(NAME), str(record), str(third)]
    assert all(trace in everything_in_the_views() for trace in traces)
    assert Paper.objects.filter(number_key=key).count() == 2

    actions.erase(operation.caseworker, record=record, reason="request", at=operation.tick())

    left = everything_in_the_views()
    erased_subjects = left.count(str(record)) + left.count(str(third))
    assert [trace for trace in traces[:3] if trace in left] == []
    assert erased_subjects == 2  # the ledger's own list of whom it erased
    assert list(Paper.objects.filter(number_key=key).values_list("record_id", flat=True)) == [other]
    assert queries.find_record(operation.caseworker, record) is None
    assert queries.search(operation.caseworker, NAME).hits == ()
    assert identity.candidates(operation.caseworker, other) == []
    assert queries.open_tasks(operation.caseworker) == []


def test_a_rebuild_shows_a_tombstone_and_the_rows_that_were_left(operation: Operation) -> None:
    record, other = operation.record(NAME, a_passport(NUMBER)), operation.record("Ким Вера")
    operation.case(record)
    operation.judge(record, other)
    actions.erase(operation.caseworker, record=record, reason="request", at=operation.tick())
    finish_erasures()  # the key goes when the transaction commits, and a test's never does
    before = dump_views()

    rebuild()

    assert dump_views() == before
    told = [entry.payload for entry in history(record) if entry.stream == "record"]
    assert told == [ERASED, ERASED, ERASED]
    assert list(Name.objects.values_list("full", flat=True)) == ["Ким Вера"]


def test_a_third_person_whom_another_record_names_stays(operation: Operation) -> None:
    third = new_id()
    mother = RelationStated(relation=Relation.MOTHER, third_person=third, third_persons={third: {"name": "Сәуле"}})
    first, second = operation.record(NAME, mother), operation.record("Ким Вера", mother)

    actions.erase(operation.caseworker, record=first, reason="request", at=operation.tick())

    said = queries.get_file(operation.caseworker, second).statements[-1].payload
    assert said == mother


@pytest.mark.parametrize("reason", ["", "Айша asked for it", "x" * 41])
def test_the_reason_outlives_the_erasure_and_is_a_code(operation: Operation, reason: str) -> None:
    record = operation.record(NAME)

    with pytest.raises(Refused) as refused:
        actions.erase(operation.caseworker, record=record, reason=reason, at=operation.tick())

    assert [one.code for one in refused.value.refusals] == ["register.reason_no_code"]
    assert queries.find_record(operation.caseworker, record) is not None


def test_only_a_caseworker_erases(operation: Operation) -> None:
    record = operation.record(NAME)

    for role in (Roles.FIELD_WORKER, Roles.DECIDER, Roles.ADMINISTRATOR):
        with pytest.raises(Refused):
            actions.erase(operation.actor(role), record=record, reason="request", at=operation.tick())

    assert TOLD in str(queries.get_file(operation.caseworker, record))
