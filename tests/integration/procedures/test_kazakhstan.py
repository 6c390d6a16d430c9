"""The determination of statelessness of Kazakhstan, as its table has it, through the actions."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.integration.procedures.cases import Office, refused
from tests.integration.register.people import a_birth
from tulga.access.refusals import Refused
from tulga.procedures.shared import actions
from tulga.procedures.shared.models import CaseHead, ClockRow, TaskRow
from tulga.procedures.shared.queues import queries


class Almaty(Office):
    def determination(self, record: Any, *, by: Any = None, on: str = "2021-03-01", **more: Any) -> Any:
        return actions.open_case(
            by or self.caseworker, record=record, procedure="statelessness_determination", country="KAZ",
            authority="police department", effective_on=on, at=self.tick(), **more,
        )  # fmt: skip

    def apply(self) -> Any:
        return self.step("applied", documents=("application", "photographs"))


    def in_2022(self) -> None:
        """Go on a year later, when the general law on procedures was in force, with a case of that day."""
        self.now = self.now.replace(year=2022)
        self.case_id = self.determination(self.record_id, on="2022-03-01")


@pytest.fixture
def almaty() -> Almaty:
    return Almaty()


def where(office: Office) -> tuple[str, str, int]:
    head = CaseHead.objects.get(case_id=office.case_id)
    return head.version, head.state, head.questions


def test_from_the_application_to_the_certificate(almaty: Almaty) -> None:
    almaty.apply()
    almaty.step("citizenship_checked")
    almaty.screen()
    almaty.agree()
    asked = almaty.ask()
    assert where(almaty) == ("v1", "enquiring", 0)
    assert refused(lambda: almaty.step("enquiries_over")) == ["procedures.needs_enquiries_closed"]
    actions.record_answer(almaty.caseworker, enquiry=asked, says="not_citizen", **almaty.common())
    almaty.step("enquiries_over")
    almaty.hear()
    assert where(almaty) == ("v1", "heard", 0)
    almaty.decide("recognised", draft=almaty.review("recognised"))
    actions.serve_notice(almaty.caseworker, means="by hand", language="kk", **almaty.common())
    actions.issue_paper(almaty.caseworker, paper="stateless_person_certificate", number="N 1", **almaty.common())

    assert where(almaty) == ("v1", "documented", 0)
    valid = ClockRow.objects.get(clock="certificate_validity", superseded_position__isnull=True)
    # five years from 1 March 2021; nobody says which day is the first
    assert (valid.due_earliest, valid.due_latest, valid.use) == (date(2026, 2, 28), date(2026, 3, 1), "assert")
    assert not valid.certain
    assert {task.kind for task in TaskRow.objects.filter(case_id=almaty.case_id)} == {"task_status", "family_task"}


def test_the_citizenship_of_the_country_is_looked_into_first(almaty: Almaty) -> None:
    almaty.apply()

    ways = {way.step.id: way for way in queries.next_steps(almaty.caseworker, almaty.case_id, at=almaty.tick())}

    assert ways["citizenship_checked"].may
    assert "recognised" not in ways
    with pytest.raises(Refused) as caught:
        almaty.decide("recognised")
    assert [one.code for one in caught.value.refusals] == [
        "procedures.not_from_here", "procedures.needs_done", "procedures.not_drafted",
    ]  # fmt: skip
    assert "заявление подано" in caught.value.refusals[0].text("ru")


def test_where_nobody_can_tell_the_version_the_actor_says_which(almaty: Almaty) -> None:
    record = almaty.record("Иванов Иван", a_birth("1970"))

    assert refused(lambda: almaty.determination(record, on="2020-10-01")) == ["procedures.choose_version"]
    almaty.case_id = almaty.determination(record, on="2020-10-01", version="v1")
    assert where(almaty)[0] == "v1"


def test_a_refusal_opens_an_alert_and_the_time_for_a_complaint_runs_from_the_notice(almaty: Almaty) -> None:
    almaty.in_2022()
    almaty.apply()
    almaty.step("citizenship_checked")
    almaty.review("refused")
    almaty.decide("refused")
    assert queries.open_tasks(almaty.caseworker, kind="protection_alert")
    assert not ClockRow.objects.filter(clock="appeal_window", superseded_position__isnull=True).exists()

    actions.serve_notice(almaty.caseworker, means="by post", language="ru", **almaty.common())

    (window,) = ClockRow.objects.filter(clock="appeal_window", superseded_position__isnull=True)
    assert (window.state, window.owner, window.started) == ("running", "applicant", date(2022, 3, 1))
    actions.appeal(almaty.caseworker, grounds="a witness was not heard", documents=("complaint",), **almaty.common())
    assert where(almaty)[1] == "appealed"
    assert ClockRow.objects.get(id=window.id).state == "stopped"


def test_an_authoritys_silence_starts_the_time_for_a_complaint(almaty: Almaty) -> None:
    almaty.in_2022()
    almaty.apply()

    (decision,) = ClockRow.objects.filter(case_id=almaty.case_id, clock="decision", superseded_position__isnull=True)
    (window,) = ClockRow.objects.filter(
        case_id=almaty.case_id, clock="appeal_window", superseded_position__isnull=True
    )

    assert decision.use == "config"
    assert window.started == decision.due_earliest
    begins = decision.due_earliest
    assert begins is not None
    assert "appeal_window" not in [one.what for one in queries.due(almaty.caseworker, today=begins - timedelta(1))]
    assert "appeal_window" in [one.what for one in queries.due(almaty.caseworker, today=begins)]
