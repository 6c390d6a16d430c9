"""Cases: opened, handled, decided by somebody else than who heard the person, told, documented, taken back."""

from typing import Any
from uuid import UUID

import pytest

from tests.integration.register.people import ALMATY, ASTANA, TOLD, Operation
from tulga.access.models import FileView
from tulga.access.refusals import Refused
from tulga.access.roles import Roles
from tulga.kernel.ids import new_id
from tulga.ledger.actions import Act, Draft, append, append_many
from tulga.ledger.errors import InvalidPayload
from tulga.procedures.shared import actions, queries, statistics
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared.models import CaseRow
from tulga.register import actions as register


@pytest.fixture
def operation() -> Operation:
    return Operation()


def refused(act: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        act()
    return [one.code for one in caught.value.refusals]


def step(operation: Operation, case: UUID, name: str, by: Any = None) -> UUID:
    return actions.do_step(by or operation.caseworker, case=case, step=name, effective_on=TOLD, at=operation.tick())


def decide(operation: Operation, case: UUID, outcome: str, by: Any, **more: Any) -> UUID:
    return actions.decide(
        by, case=case, outcome=outcome, authority="migration service", effective_on=TOLD, at=operation.tick(), **more
    )


def test_a_case_from_its_opening_to_the_paper(operation: Operation) -> None:
    worker, decider = operation.caseworker, operation.actor(Roles.DECIDER)
    record = operation.record()
    case = operation.case(record)
    assert [one.id for one in queries.open_cases(worker)] == [case]

    step(operation, case, "interview")
    decide(operation, case, "recognised", decider)
    actions.serve_notice(worker, case=case, means="by hand", language="kk", effective_on=TOLD, at=operation.tick())
    actions.issue_paper(
        worker, case=case, paper="stateless_certificate", number="A 1", effective_on=TOLD, at=operation.tick()
    )

    file = queries.get_case(worker, case)
    assert (file.case.procedure, file.case.outcome) == ("statelessness_determination", "recognised")
    assert [type(one.payload).__name__ for one in file.entries] == [
        "CaseOpened", "StepDone", "DecisionTaken", "NoticeServed", "PaperIssued",
    ]  # fmt: skip
    assert queries.open_cases(worker) == []
    assert queries.case_count(worker) == 1
    assert FileView.objects.filter(record_id=record, what="case").count() == 1


def test_whoever_heard_the_person_does_not_decide(operation: Operation) -> None:
    both = operation.actor(Roles.CASEWORKER, Roles.DECIDER)
    case = operation.case(operation.record())
    step(operation, case, "interview", both)

    assert refused(lambda: decide(operation, case, "recognised", both)) == ["procedures.heard_the_person"]
    assert decide(operation, case, "recognised", operation.actor(Roles.DECIDER))


def test_a_case_is_decided_once_unless_somebody_appeals_and_then_by_another(operation: Operation) -> None:
    first, second = operation.actor(Roles.DECIDER), operation.actor(Roles.APPEAL)
    case = operation.case(operation.record())
    decide(operation, case, "refused", first)

    assert refused(lambda: decide(operation, case, "recognised", second)) == ["procedures.decided_already"]
    step(operation, case, "appeal")
    assert refused(lambda: decide(operation, case, "recognised", first)) == ["procedures.own_decision"]
    decide(operation, case, "recognised", second)
    assert queries.find_case(operation.caseworker, case).outcome == "recognised"  # type: ignore[union-attr]


def test_protection_that_was_granted_may_cease(operation: Operation) -> None:
    decider = operation.actor(Roles.DECIDER)
    case = operation.case(operation.record(), "asylum")
    decide(operation, case, "recognised", decider)

    assert refused(lambda: decide(operation, case, "rejected", decider)) == ["procedures.decided_already"]
    decide(operation, case, "ceased", decider)


def test_a_withdrawn_decision_opens_the_case_again_and_stays_readable(operation: Operation) -> None:
    decider = operation.actor(Roles.DECIDER)
    case = operation.case(operation.record())
    decision = decide(operation, case, "refused", decider)

    actions.withdraw_entry(
        operation.caseworker, case=case, entry=decision, why="quashed", effective_on=TOLD, at=operation.tick()
    )

    assert [one.id for one in queries.open_cases(operation.caseworker)] == [case]
    told = queries.get_case(operation.caseworker, case).entries[-1]
    assert told.entry == decision
    assert told.withdrawn is not None
    assert told.withdrawn.why == "quashed"
    again = {"case": case, "entry": decision, "why": " ", "effective_on": TOLD, "at": operation.tick()}
    assert refused(lambda: actions.withdraw_entry(operation.caseworker, **again)) == [
        "procedures.withdrawn_already", "procedures.why_missing",
    ]  # fmt: skip


def test_nothing_is_written_into_a_withdrawn_case_or_record(operation: Operation) -> None:
    record = operation.record()
    case = operation.case(record)
    opening = queries.get_case(operation.caseworker, case).entries[0].entry
    other = operation.case(record)
    actions.withdraw_entry(
        operation.caseworker, case=case, entry=opening, why="a mistake", effective_on=TOLD, at=operation.tick()
    )

    assert refused(lambda: step(operation, case, "interview")) == ["procedures.case_withdrawn"]
    operation.withdraw(record, _opening_of(record))
    assert refused(lambda: step(operation, other, "interview")) == ["register.record_withdrawn"]
    assert queries.open_cases(operation.caseworker) == []


def _opening_of(record: UUID) -> UUID:
    from tulga.register.models import Record

    return Record.objects.get(id=record).entry


def test_a_case_out_of_ones_areas_is_not_there(operation: Operation) -> None:
    local = operation.actor(Roles.CASEWORKER, areas=[ASTANA])
    far = operation.case(operation.record(area=ALMATY))
    near = operation.case(operation.record(area=ASTANA))

    assert [one.id for one in queries.open_cases(local)] == [near]
    assert queries.case_count(local) == 1
    assert refused(lambda: queries.get_case(local, far)) == refused(lambda: queries.get_case(local, new_id()))
    assert refused(lambda: step(operation, far, "interview", local)) == ["procedures.no_such_case"]


def test_before_a_decision_there_is_nothing_to_tell(operation: Operation) -> None:
    case = operation.case(operation.record())
    notice = {"case": case, "means": "post", "language": "ru", "effective_on": TOLD, "at": operation.tick()}

    assert refused(lambda: actions.serve_notice(operation.caseworker, **notice)) == ["procedures.not_decided"]


def test_an_outcome_belongs_to_its_procedure(operation: Operation) -> None:
    case = operation.case(operation.record(), "citizenship")

    with pytest.raises(InvalidPayload):
        decide(operation, case, "recognised", operation.actor(Roles.DECIDER))
    assert refused(lambda: operation.case(new_id(), "pardon")) == ["procedures.no_such_procedure"]


def test_a_caseworker_decides_nothing(operation: Operation) -> None:
    case = operation.case(operation.record())

    assert refused(lambda: decide(operation, case, "recognised", operation.caseworker)) == ["access.not_allowed"]


def test_an_erased_record_takes_its_cases_along(operation: Operation) -> None:
    record, other = operation.record(), operation.record()
    operation.case(record)
    kept = operation.case(other)

    register.erase(operation.caseworker, record=record, reason="request", at=operation.tick())

    assert [one.id for one in queries.open_cases(operation.caseworker)] == [kept]
    assert not CaseRow.objects.filter(record_id=record).exists()


def test_a_long_list_is_imported_as_it_is_told(operation: Operation) -> None:
    with pytest.raises(InvalidPayload):
        actions.imported(operation.caseworker, case=new_id(), payload="text", effective_on=TOLD, at=operation.now)
    with pytest.raises(Refused):
        actions.imported(
            operation.actor(Roles.DECIDER), case=new_id(), payload=kinds.StepDone(new_id(), "x"), effective_on=TOLD,
            at=operation.now,
        )  # fmt: skip


def test_as_known_before_a_decision_the_case_has_none(operation: Operation) -> None:
    worker, record = operation.caseworker, operation.record()
    case = operation.case(record)
    before = operation.now
    decision = decide(operation, case, "recognised", operation.actor(Roles.DECIDER))
    decided = operation.now
    for entry in (decision, queries.get_case(worker, case).entries[0].entry):
        actions.withdraw_entry(worker, case=case, entry=entry, why="a mistake", effective_on=TOLD, at=operation.tick())

    def known(at: Any) -> list[Any]:
        infos = [queries.get_case(worker, case, known_at=at).case]
        infos += [file.case for file in queries.get_cases(worker, [record], known_at=at)]
        return [(info.outcome, info.withdrawn_at) for info in infos]

    assert known(before) == [(None, None)] * 2
    assert known(decided) == [("recognised", None)] * 2
    assert known(None) == [(None, operation.now)] * 2


def test_a_withdrawal_that_came_before_its_entry_takes_nothing_back_in_the_case_either(operation: Operation) -> None:
    case, later = operation.case(record := operation.record()), new_id()
    act = Act(operation.caseworker.account, operation.caseworker.organisation, operation.tick())
    append(Draft(case, kinds.CaseEntryWithdrawn(record, later, "a mistake"), TOLD, subject=record), act=act)
    append(Draft(case, kinds.StepDone(record, "interview"), TOLD, subject=record, id=later), act=act)

    told = queries.get_case(operation.caseworker, case).entries[-1]

    assert queries.stands(operation.caseworker, case, later) is True
    assert (told.entry, told.withdrawn) == (later, None)


def test_nothing_of_a_withdrawn_case_is_counted(operation: Operation) -> None:
    worker, record = operation.caseworker, operation.record()
    mistaken, other = operation.case(record), operation.case(record, "citizenship")
    decide(operation, mistaken, "recognised", operation.actor(Roles.DECIDER))
    before = operation.now
    opening = queries.get_case(worker, mistaken).entries[0].entry
    actions.withdraw_entry(
        worker, case=mistaken, entry=opening, why="a mistake", effective_on=TOLD, at=operation.tick()
    )

    def counted(known_at: Any) -> list[str]:
        return [fact.value for fact in statistics.facts(known_at=known_at, purpose="a test")]

    assert counted(before) == [
        "statelessness_determination", "citizenship", "statelessness_determination:recognised",
    ]  # fmt: skip
    assert counted(None) == ["citizenship"]
    assert [one.id for one in queries.open_cases(worker)] == [other]
    assert [one.outcome for one in queries.cases_of(worker, [record])] == [None, None]


def test_a_decision_that_a_list_told_of_without_its_case_is_shown_and_can_be_withdrawn(operation: Operation) -> None:
    worker, record, case = operation.caseworker, operation.record(), new_id()
    importer = operation.actor(Roles.IMPORTER)
    before = operation.now
    granted = kinds.DecisionTaken(record, kinds.Procedure.CITIZENSHIP, "granted", "migration service", "KAZ")
    append_many([actions.imported(importer, case=case, payload=granted, effective_on=TOLD, at=operation.tick())])

    (file,) = queries.get_cases(worker, [record])
    assert (file.case.id, file.case.procedure, file.case.outcome) == (case, "citizenship", "granted")
    assert [one.payload for one in file.entries] == [granted]
    assert queries.get_cases(worker, [record], known_at=before) == []
    assert queries.case_count(worker) == 1

    actions.withdraw_entry(
        worker, case=case, entry=file.entries[0].entry, why="a mistake", effective_on=TOLD, at=operation.tick()
    )
    (file,) = queries.get_cases(worker, [record])
    assert file.case.outcome is None
    assert file.entries[0].withdrawn is not None
    assert list(statistics.facts(known_at=None, purpose="a test")) == []
    assert queries.case_count(worker) == 0


def test_an_opening_that_comes_after_the_decision_speaks_for_the_case(operation: Operation) -> None:
    record, case = operation.record(), new_id()
    importer = operation.actor(Roles.IMPORTER)
    told = (
        kinds.DecisionTaken(record, kinds.Procedure.CITIZENSHIP, "granted", "a list", "KAZ"),
        kinds.CaseOpened(record, kinds.Procedure.CITIZENSHIP, "migration service"),
    )
    append_many([
        actions.imported(importer, case=case, payload=payload, effective_on=TOLD, at=operation.tick())
        for payload in told
    ])  # fmt: skip

    (info,) = queries.cases_of(operation.caseworker, [record])

    assert (info.authority, info.outcome) == ("migration service", "granted")
    assert queries.case_count(operation.caseworker) == 1
