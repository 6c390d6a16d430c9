"""Who sees which record: per organisation, per area, per record; a merge widens nothing and tells nothing."""

import pytest

from tests.integration.register.people import ALMATY, ASTANA, TOLD, Operation, a_birth, a_name, a_passport
from tulga.access.refusals import Refused
from tulga.access.roles import Roles
from tulga.kernel.ids import new_id
from tulga.register import actions, queries
from tulga.register.entries import RecordOpened, Relation, RelationStated, SourceKind
from tulga.register.identity import queries as identity


@pytest.fixture
def operation() -> Operation:
    return Operation()


def found(actor, query):  # type: ignore[no-untyped-def]
    return {record for hit in queries.search(actor, query).hits for record in hit.records}


def codes(refused: "pytest.ExceptionInfo[Refused]") -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def test_a_partner_sees_its_own_records_and_the_operation_sees_all(operation: Operation) -> None:
    one, other = (operation.actor(Roles.CASEWORKER, organisation=operation.organisation("partner")) for _ in range(2))
    own, foreign = operation.record(by=one), operation.record(by=other)

    assert found(one, "petrova") == {own}
    assert found(operation.caseworker, "petrova") == {own, foreign}
    assert queries.record_count(one) == 1
    assert queries.record_count(operation.caseworker) == 2
    assert queries.find_record(one, foreign) is None


def test_a_record_out_of_ones_areas_answers_like_one_that_does_not_exist(operation: Operation) -> None:
    local = operation.actor(Roles.CASEWORKER, areas=[ASTANA])
    nowhere = operation.actor(Roles.CASEWORKER, areas=[])
    far, near = operation.record(area=ALMATY), operation.record(area=ASTANA)
    missing = new_id()

    assert found(local, "petrova") == {near}
    assert found(nowhere, "petrova") == set()
    for attempt in (
        lambda record: queries.get_file(local, record),
        lambda record: operation.state(record, a_birth("1984"), by=local),
        lambda record: operation.withdraw(record, new_id(), by=local),
        lambda record: operation.judge(near, record, by=local),
        lambda record: actions.erase(local, record=record, reason="request", at=operation.tick()),
        lambda record: operation.case(record, by=local),
        lambda record: operation.state(near, RelationStated(relation=Relation.SIBLING, other_record=record), by=local),
    ):
        answers = []
        for record in (far, missing):
            with pytest.raises(Refused) as refused:
                attempt(record)
            answers.append((codes(refused), str(refused.value)))
        assert answers[0] == answers[1]
        assert answers[0][0] == ["register.no_such_record"]


def test_a_record_is_opened_only_where_one_works(operation: Operation) -> None:
    local = operation.actor(Roles.FIELD_WORKER, areas=[ASTANA])

    for area in (ALMATY, None):
        opened = RecordOpened(source_kind=SourceKind.FIELD_FORM, source="form", person_id=new_id(), area=area)
        with pytest.raises(Refused) as refused:
            actions.open_record(local, opened=opened, effective_on=TOLD, at=operation.tick())
        assert codes(refused) == ["register.outside_areas"]


def test_a_record_without_an_area_is_for_whoever_works_everywhere(operation: Operation) -> None:
    opened = RecordOpened(source_kind=SourceKind.FIELD_FORM, source="form", person_id=new_id(), area=None)
    record = actions.open_record(operation.caseworker, opened=opened, effective_on=TOLD, at=operation.tick())

    assert queries.find_record(operation.caseworker, record) is not None
    assert queries.find_record(operation.actor(Roles.CASEWORKER, areas=[ASTANA]), record) is None


def test_a_withdrawn_record_is_not_found_counted_or_proposed_but_can_be_read(operation: Operation) -> None:
    kept, mistake = operation.record("Ким Вера", a_passport("IV 1")), operation.record("Ким Вера", a_passport("IV 1"))
    opening = queries.find_record(operation.caseworker, mistake)
    assert opening is not None
    assert [one.other for one in identity.candidates(operation.caseworker, kept)] == [mistake]

    operation.withdraw(mistake, opening.entry)

    assert found(operation.caseworker, "kim") == {kept}
    assert queries.record_count(operation.caseworker) == 1
    assert identity.candidates(operation.caseworker, kept) == []
    assert queries.get_file(operation.caseworker, mistake).record.withdrawn_at is not None
    with pytest.raises(Refused) as refused:
        operation.state(mistake, a_birth("1984"))
    assert codes(refused) == ["register.record_withdrawn"]


def test_a_merge_widens_no_ones_sight(operation: Operation) -> None:
    local = operation.actor(Roles.CASEWORKER, areas=[ASTANA])
    far, near = operation.record("Петрова Анна", area=ALMATY), operation.record("Petrova Anna", area=ASTANA)
    before = queries.get_file(local, near)
    seen = queries.search(local, "petrova")

    judgement = operation.judge(far, near)

    assert queries.get_file(local, near) == before
    assert queries.search(local, "petrova") == seen
    assert [one.id for one in queries.get_file(operation.caseworker, near).records] == [far, near]
    operation.unjudge(judgement)
    assert queries.get_file(local, near) == before
    assert queries.open_tasks(local) == []
    assert {task.record for task in queries.open_tasks(operation.caseworker)} == {far, near}


def test_two_records_joined_through_one_out_of_sight_stand_apart(operation: Operation) -> None:
    local = operation.actor(Roles.CASEWORKER, areas=[ASTANA])
    near, hidden, other = (operation.record(area=area) for area in (ASTANA, ALMATY, ASTANA))
    alone = queries.get_file(local, near)

    operation.judge(near, hidden)
    operation.judge(hidden, other)

    assert queries.get_file(local, near) == alone
    assert len(queries.search(local, "petrova").hits) == 2
    assert len(queries.search(operation.caseworker, "petrova").hits) == 1


def test_a_candidate_out_of_sight_is_not_named(operation: Operation) -> None:
    local = operation.actor(Roles.CASEWORKER, areas=[ASTANA])
    near = operation.record("Ким Вера", a_passport("IV-АБ 123"), area=ASTANA)
    operation.record("Цой Роза", a_passport("iv аб123"), area=ALMATY)

    assert identity.candidates(local, near) == []
    assert queries.open_tasks(local) == []
    assert [task.kind for task in queries.open_tasks(operation.caseworker)] == ["same_document"]


@pytest.mark.parametrize(
    "role", [Roles.ADMINISTRATOR, Roles.STATISTICIAN, Roles.PUBLISHER, Roles.AUDITOR, Roles.IMPORTER]
)
def test_roles_that_meet_nobody_read_nobody(operation: Operation, role: str) -> None:
    record = operation.record()
    actor = operation.actor(role)

    assert queries.find_record(actor, record) is None
    assert queries.record_count(actor) == 0
    assert queries.open_tasks(actor) == []
    for read in (lambda: queries.search(actor, "petrova"), lambda: queries.get_file(actor, record)):
        with pytest.raises(Refused) as refused:
            read()
        assert codes(refused) == ["access.not_allowed"]


def test_an_organisation_that_nobody_opened_sees_nothing(operation: Operation) -> None:
    from dataclasses import replace

    record = operation.record()
    stranger = replace(operation.caseworker, organisation=new_id())

    assert queries.find_record(stranger, record) is None


def test_the_name_found_first_is_shown_in_any_script(operation: Operation) -> None:
    record = operation.record("Қуанышбекова Айша", a_birth("1984~"))
    operation.state(record, a_name("Kuanyshbekova Aysha"))

    for query in ("қуанышбекова", "KUANYSHBEKOVA", "Айша", "aisha", "бекова аи", str(record)):
        hits = queries.search(operation.caseworker, query).hits
        assert [hit.record for hit in hits] == [record], query
        assert hits[0].births == ("1984~",)
