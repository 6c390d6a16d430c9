"""A case under the machine, from its opening to the paper: every act is held against the procedure of its day."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.integration.procedures.cases import Office, refused
from tests.integration.register.people import a_birth
from tests.unit.procedures.a_procedure import CALENDAR, DEFINITION, V1, a_clock
from tulga.access.roles import Roles
from tulga.kernel.ids import new_id
from tulga.ledger.actions import append_many
from tulga.ledger.errors import DuplicateEntry, InvalidPayload
from tulga.ledger.models import Entry
from tulga.ledger.projection import outdated
from tulga.ledger.rebuild import dump_views, rebuild
from tulga.procedures.clocks.core.terms import Limit, Unit
from tulga.procedures.shared import actions, queries, registry
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared.models import CaseHead, CaseRow, ClockRow, TaskRow
from tulga.register import actions as register


def where(office: Office) -> tuple[str, int]:
    head = CaseHead.objects.get(case_id=office.case_id)
    return head.state, head.questions


def test_a_case_from_its_opening_to_the_certificate(office: Office) -> None:
    office.until_the_interview()
    office.screen()
    office.agree()
    asked = office.ask()
    assert where(office) == ("asked", 0)
    actions.record_answer(office.caseworker, enquiry=asked, says="not_citizen", **office.common())
    office.decide("recognised", draft=office.review("recognised"))
    actions.serve_notice(office.caseworker, means="by hand", language="kk", proof="signature", **office.common())
    actions.issue_paper(office.caseworker, paper="certificate", number="A 1", **office.common())

    assert where(office) == ("documented", 0)
    info = queries.find_case(office.caseworker, office.case_id)
    assert info is not None
    assert info.outcome == "recognised"
    roles = {entry.payload.role for entry in queries.get_case(office.caseworker, office.case_id).entries
             if hasattr(entry.payload, "role")}  # fmt: skip
    assert roles == {"intake", "interviewer", "caseworker", "decider"}


def test_every_reason_is_told_at_once_and_nothing_is_written(office: Office) -> None:
    stranger = office.actor(Roles.DECIDER)
    before = Entry.objects.count()

    assert refused(lambda: office.step("applied", stranger)) == [
        "procedures.not_your_role", "procedures.document_missing", "procedures.document_missing",
    ]  # fmt: skip
    assert refused(lambda: office.decide("refused")) == [
        "procedures.not_from_here", "procedures.needs_done", "procedures.not_drafted",
    ]  # fmt: skip
    assert Entry.objects.count() == before


def test_a_case_is_pinned_to_the_version_of_its_day(office: Office) -> None:
    record = office.record("Иванов Иван")

    def pinned(case: UUID) -> str:
        return CaseHead.objects.get(case_id=case).version

    assert pinned(office.determination(record, on="2021-02")) == "v1"
    assert refused(lambda: office.determination(record, on="2019")) == ["procedures.no_version"]
    assert refused(lambda: office.determination(record, on="2030")) == ["procedures.in_the_future"]
    assert refused(lambda: office.determination(record, on="yesterday")) == ["procedures.no_date"]


def test_a_case_moves_to_a_later_version_by_an_act_of_its_own(office: Office) -> None:
    office.apply()

    assert refused(lambda: actions.move_case(office.caseworker, version="v9", why="new rules", **office.common())) == [
        "procedures.no_such_version"
    ]
    actions.move_case(office.caseworker, version="v2", why="new rules", **office.common())

    head = CaseHead.objects.get(case_id=office.case_id)
    assert (head.version, head.state) == ("v2", "applied")


def test_whoever_heard_the_person_does_not_decide(office: Office) -> None:
    both = office.actor(Roles.CASEWORKER, Roles.DECIDER)
    office.apply()
    office.step("citizenship_checked")
    asked = (kinds.Asked("Where?", "Here."),)
    actions.record_interview(both, language="ru", place="here", questions=asked, **office.common())
    office.review("refused")

    assert refused(lambda: office.decide("refused", both)) == [
        "procedures.heard_the_person", "procedures.apart", "procedures.incompatible",
    ]  # fmt: skip


def test_an_appeal_is_decided_by_somebody_else(office: Office) -> None:
    office.until_the_interview()
    office.review("refused")
    office.decide("refused")
    assert [task.kind for task in TaskRow.objects.filter(case_id=office.case_id)] == ["protection_alert"]
    actions.appeal(office.caseworker, grounds="a witness was not heard", **office.common())
    assert where(office) == ("appealed", 0)
    draft = actions.draft_decision(office.appeals, outcome="recognised", reasons="heard now", **office.common())
    actions.review_draft(office.actor(Roles.APPEAL), draft=draft, agrees=True, **office.common())

    assert "procedures.own_decision" in refused(lambda: office.decide("recognised"))
    office.decide("recognised", office.appeals)

    assert where(office) == ("recognised", 0)
    last = queries.get_case(office.caseworker, office.case_id).entries[-1].payload
    assert isinstance(last, kinds.DecisionTaken)
    assert last.instance is kinds.Instance.APPEAL


def test_a_withdrawn_step_takes_its_ground_from_what_followed_and_somebody_is_asked(office: Office) -> None:
    applied = office.apply()
    office.step("citizenship_checked")

    actions.withdraw_entry(office.caseworker, entry=applied, why="another person", **office.common())

    assert where(office) == ("met", 1)
    task = TaskRow.objects.get(case_id=office.case_id)
    assert (task.kind, task.about) == ("does_not_fit", "procedures.not_from_here")


def test_the_same_act_sent_twice_is_written_once(office: Office) -> None:
    entry = new_id()
    told: dict[str, Any] = {"documents": ("application", "photographs"), "id": entry}
    office.step("applied", **told)

    with pytest.raises(Exception, match=r".") as caught:
        office.step("applied", **told)

    assert isinstance(caught.value, DuplicateEntry) or "procedures.not_from_here" in str(
        [one.code for one in caught.value.refusals]  # type: ignore[attr-defined]
    )
    assert CaseRow.objects.filter(entry=entry).count() == 1


def test_a_minor_needs_a_representative(office: Office) -> None:
    child = office.record("Петров Олег", a_birth("2012-05-01"))
    office.case_id = office.determination(child)

    assert refused(office.apply) == ["procedures.needs_represented_if_below"]
    actions.state_fact(office.caseworker, fact="represented", holds=True, **office.common())

    assert office.apply()


def test_a_refusal_names_the_parts_of_the_procedure_in_the_language_of_whoever_reads(office: Office) -> None:
    from tulga.access.refusals import Refused

    with pytest.raises(Refused) as caught:
        office.step("citizenship_checked")

    assert caught.value.refusals[0].text("ru") == "Шаг «citizenship_checked» невозможен, пока дело в состоянии «met»."


def test_whoever_imports_did_not_do_it(office: Office) -> None:
    importer = office.actor(Roles.IMPORTER)
    done = kinds.StepDone(office.record_id, "applied", role="intake")

    with pytest.raises(InvalidPayload):
        actions.imported(importer, case=office.case_id, payload=done, effective_on="2021-03-01", at=office.tick())


def test_what_a_list_tells_of_a_case_counts_and_what_does_not_fit_is_asked_about(office: Office) -> None:
    importer = office.actor(Roles.IMPORTER)
    told = (
        kinds.DecisionTaken(office.record_id, kinds.Procedure.STATELESSNESS_DETERMINATION, "refused", "service"),
        kinds.StepDone(office.record_id, "heard"),
        kinds.StepDone(office.record_id, "citizenship_checked"),
        kinds.StepDone(office.record_id, "applied"),
        kinds.StepDone(office.record_id, "danced"),
    )
    append_many([
        actions.imported(importer, case=office.case_id, payload=payload, effective_on=f"2021-03-{20 - at}",
                         at=office.tick())
        for at, payload in enumerate(told)
    ])  # fmt: skip

    assert where(office) == ("refused", 1)
    kinds_of_tasks = sorted(TaskRow.objects.filter(case_id=office.case_id).values_list("kind", flat=True))
    assert kinds_of_tasks == ["does_not_fit", "protection_alert"]


def test_an_erased_record_takes_everything_that_was_worked_out_along(office: Office) -> None:
    office.until_the_interview()
    actions.open_task(office.caseworker, what="call", for_role="intake", **office.common())
    register.erase(office.caseworker, record=office.record_id, reason="request", at=office.tick())

    for model in (CaseHead, CaseRow, TaskRow):
        assert not model.objects.filter(record_id=office.record_id).exists()


def test_a_rebuild_works_everything_out_again(office: Office) -> None:
    office.until_the_interview()
    office.review("refused")
    decision = office.decide("refused")
    actions.open_task(office.caseworker, what="call", for_role="intake", **office.common())
    actions.withdraw_entry(office.caseworker, entry=decision, why="quashed", **office.common())
    before = dump_views()

    rebuild()

    assert dump_views() == before


def test_cases_that_were_worked_out_by_other_rules_are_worked_out_anew(office: Office) -> None:
    assert not outdated()
    CaseHead.objects.update(made_by="another definition")

    assert outdated()
    rebuild()
    assert not outdated()


def test_the_day_of_birth_is_a_fact_of_a_case_whose_clocks_run_from_it() -> None:
    clock = a_clock("register", Limit(3, Unit.CALENDAR_DAYS), "birth", "applied", "intake")
    version = replace(V1, clocks=(clock,))
    with registry.using(replace(DEFINITION, versions=(version,)), calendars=[CALENDAR]):
        office = Office()
        row = ClockRow.objects.get(case_id=office.case_id)

        assert (row.started, row.due_latest) == (date(1980, 1, 1), date(1981, 1, 3))
        unknown = office.determination(office.record("Иванов Иван"))
        assert not ClockRow.objects.filter(case_id=unknown).exists()
