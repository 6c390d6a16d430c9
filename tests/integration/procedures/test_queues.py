"""What is due, whose turn it is, who is late; and a decree that moves days, with what was told before."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.integration.procedures.cases import Office, refused
from tests.integration.register.people import ALMATY, ASTANA, a_birth
from tulga.access.roles import Roles
from tulga.kernel.findings import Finding
from tulga.ledger.rebuild import dump_views, rebuild
from tulga.procedures.shared import actions
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared.models import ClockRow
from tulga.procedures.shared.queues import queries

TODAY = date(2021, 3, 10)
END = date(2021, 6, 1)


def names(found: list[Any]) -> list[str]:
    return [one.what for one in found]


def test_everything_that_runs_is_one_list_with_whose_turn_it_is(office: Office) -> None:
    office.apply()
    actions.open_task(
        office.caseworker, what="call the person", for_role="intake", due=date(2021, 3, 9), **office.common()
    )

    found = queries.due(office.caseworker, today=TODAY)

    assert [(one.what, one.owner, one.due_latest, one.late) for one in found] == [
        ("asked", "intake", date(2021, 3, 9), True), ("decision", "decider", END, False),
        ("fee", "intake", None, False),
    ]  # fmt: skip
    assert names(queries.due(office.caseworker, today=TODAY, until=TODAY)) == ["asked"]
    assert names(queries.due(office.caseworker, today=TODAY, owner="decider")) == ["decision"]
    assert names(queries.due(office.caseworker, today=TODAY, authority="service")) == ["decision", "fee"]
    assert queries.due(office.caseworker, today=TODAY, record=office.record("Иванов Иван")) == []


def test_who_is_late_and_whose_turn_it_is(office: Office) -> None:
    office.apply()
    late = END + timedelta(1)

    assert queries.whose_turn(office.caseworker, by="owner", today=late) == {
        "decider": queries.Load(1, 1, 1), "intake": queries.Load(1, 0, 0),
    }  # fmt: skip
    assert list(queries.whose_turn(office.caseworker, by="authority", today=late)) == ["service"]
    with pytest.raises(ValueError, match="not counted"):
        queries.whose_turn(office.caseworker, by="star", today=late)


def test_a_decree_moves_the_days_and_what_was_told_is_kept(office: Office) -> None:
    office.apply()
    declared = kinds.DaysOffDeclared("xaa", "decree 1", off=(END,))
    actions.declare_days_off(office.administrator, declared=declared, effective_on="2021-03-05", at=office.tick())

    rows = [one for one in queries.clocks_of(office.caseworker, office.case_id, today=TODAY) if one.what == "decision"]

    assert [(one.due_latest, one.superseded) for one in rows] == [(END, True), (END + timedelta(1), False)]
    assert [one.due_latest for one in queries.due(office.caseworker, today=TODAY) if one.what == "decision"] == [
        END + timedelta(1)
    ]
    assert refused(lambda: actions.declare_days_off(
        office.caseworker, declared=declared, effective_on="2021-03-05", at=office.tick()
    )) == ["access.not_allowed"]  # fmt: skip
    before = dump_views()
    rebuild()
    assert dump_views() == before


def test_a_corrected_day_replaces_the_clock_and_keeps_the_old_value(office: Office) -> None:
    wrong = office.apply()
    actions.withdraw_entry(office.caseworker, entry=wrong, why="wrong day", **office.common())
    office.step("applied", documents=("application", "photographs"), on="2021-03-01")

    told = [(one.what, one.superseded) for one in queries.clocks_of(office.caseworker, office.case_id, today=TODAY)]

    assert sorted(told) == [("decision", False), ("decision", True), ("fee", False), ("fee", True)]


def test_silence_is_worked_out_from_the_day_on_which_the_answer_was_due(office: Office) -> None:
    office.until_the_interview()
    office.screen()
    office.agree()
    asked = office.ask()
    due = ClockRow.objects.get(clock="answer").due_latest
    assert due is not None

    assert queries.silent_enquiries(office.caseworker, today=due) == []
    (silent,) = queries.silent_enquiries(office.caseworker, today=due + timedelta(1))
    assert silent.late
    actions.record_answer(office.caseworker, enquiry=asked, says="cannot_say", **office.common())
    assert queries.silent_enquiries(office.caseworker, today=due + timedelta(1)) == []


def test_queues_count_the_cases_in_which_a_role_has_a_way_on(office: Office) -> None:
    other = office.determination(office.record("Иванов Иван"))
    office.apply()

    assert queries.queue_counts(office.caseworker) == {"intake": 2}
    assert queries.queue_counts(office.decider) == {}
    assert [item.case for item in queries.queue(office.caseworker, state="met")] == [other]
    assert [item.case for item in queries.queue(office.caseworker, role="intake", limit=1)] == [office.case_id]
    assert queries.queue(office.decider, role="appeal") == []


def test_next_steps_come_with_every_reason_why_not(office: Office) -> None:
    office.apply()
    ways = {way.step.id: way for way in queries.next_steps(office.caseworker, office.case_id, at=office.tick())}

    assert ways["citizenship_checked"].may
    assert ways["citizenship_checked"].role == "intake"
    assert {code.code for code in ways["withdraw"].refusals} == set()
    unknown = office.case(office.record("Иванов Иван"))
    assert queries.next_steps(office.caseworker, unknown, at=office.tick()) == ()
    other = office.record_id
    assert refused(lambda: queries.next_steps(office.caseworker, other, at=office.tick())) == [
        "procedures.no_such_case"
    ]


def test_a_task_that_followed_from_a_refusal_is_closed_with_what_came_of_it(office: Office) -> None:
    office.until_the_interview()
    office.review("refused")
    office.decide("refused")
    (task,) = queries.open_tasks(office.caseworker, kind="protection_alert")

    actions.close_task(office.caseworker, task=task.id, result="the person was called", **office.common())

    assert queries.open_tasks(office.caseworker) == []
    again = {"task": task.id, "result": " ", **office.common()}
    assert refused(lambda: actions.close_task(office.caseworker, **again)) == [
        "procedures.no_such_task", "procedures.why_missing",
    ]  # fmt: skip


def test_what_lies_outside_ones_areas_is_not_due_for_one(office: Office) -> None:
    office.apply()
    local = office.actor(Roles.CASEWORKER, areas=[ASTANA])
    assert office.record("Иванов", area=ALMATY)

    assert queries.due(local, today=TODAY) == []
    assert queries.whose_turn(local, by="owner", today=TODAY) == {}
    assert queries.queue(local) == []
    assert queries.queue_counts(local) == {}


def test_a_state_sees_what_is_due_in_its_own_cases_and_nothing_that_others_wrote(office: Office) -> None:
    own = office.case_id
    office.apply()
    ours = office.of_the_state()
    assert names(queries.due(ours.officer, today=TODAY)) == ["decision", "fee"]
    actions.open_task(ours.caseworker, what="see the lawyer", for_role="intake", **ours.common())
    assert queries.open_tasks(ours.officer) == []
    assert queries.clocks_of(ours.officer, own, today=TODAY) == []

    def seen() -> tuple[object, ...]:
        lists = queries.due(ours.officer, today=TODAY), queries.queue(ours.officer)
        return *lists, queries.queue_counts(ours.officer)

    before = seen()
    ours.case(ours.record_id, "asylum")

    assert seen() == before


def test_the_same_seed_draws_the_same_sample_of_decisions_of_others(office: Office) -> None:
    cases = []
    for _ in range(4):
        office.case_id = office.determination(office.record("Иванов Иван", a_birth("1970")))
        office.until_the_interview()
        office.review("refused")
        office.decide("refused")
        cases.append(office.case_id)
    period: dict[str, Any] = {"since": date(2021, 1, 1), "until": date(2022, 1, 1), "seed": 7}

    drawn = queries.audit_sample(office.caseworker, size=2, **period)

    assert drawn == queries.audit_sample(office.caseworker, size=2, **period)
    assert len(drawn) == 2
    assert len(queries.audit_sample(office.caseworker, size=9, **period)) == 4
    assert queries.audit_sample(office.decider, size=9, **period) == []
    case, decision = drawn[0]
    checked = (kinds.Checked("reasons are given", Finding.MET),)
    office.case_id = case
    audited = {"decision": decision, "sample": "seed 7, 2 of 4", "checked": checked}
    assert refused(lambda: actions.record_audit(office.decider, **audited, **office.common())) == [
        "procedures.own_decision_audited"
    ]
    assert actions.record_audit(office.caseworker, **audited, **office.common())
