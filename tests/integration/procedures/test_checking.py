"""A told case is held against its procedure before it is imported."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from tests.unit.procedures.a_procedure import CALENDAR, DEFINITION
from tulga.kernel.ids import new_id
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared import registry
from tulga.procedures.shared.checking import Told, problems

RECORD = UUID(int=7)
DETERMINATION = kinds.Procedure.STATELESSNESS_DETERMINATION
OPENED = kinds.CaseOpened(RECORD, DETERMINATION, "service", "", "XAA", DEFINITION.id, "v1")
AT = datetime(2022, 1, 1, tzinfo=UTC)


def told(*said: tuple[str, Any]) -> list[Told]:
    return [Told(new_id(), payload, day, AT) for day, payload in said]


def found(*said: tuple[str, Any]) -> list[tuple[str, str]]:
    case = told(*said)
    with registry.using(DEFINITION, calendars=[CALENDAR]):
        wrong = problems(case, today=date(2022, 1, 1))
    by_id = {one.id: type(one.payload).__name__ for one in case}
    return [(by_id[problem.entry], reason.code) for problem in wrong for reason in problem.reasons]


ENQUIRY = ("2021-03-04", kinds.EnquirySent(RECORD, "XAB", "consulate", "?", step="enquiry_sent"))
BEGINNING = (
    ("2021-03-01", OPENED), ("2021-03-01", kinds.StepDone(RECORD, "applied")),
    ("2021-03-02", kinds.StepDone(RECORD, "citizenship_checked")), ("2021-03-03", kinds.StepDone(RECORD, "heard")),
)  # fmt: skip


def decided(day: str) -> tuple[str, Any]:
    return day, kinds.DecisionTaken(RECORD, DETERMINATION, "recognised", "service")


def test_a_case_that_goes_by_its_procedure_has_no_problems() -> None:
    assert found(*BEGINNING, decided("2021-04-01")) == []


def test_a_decision_while_an_enquiry_is_open_is_a_problem_until_its_time_is_over() -> None:
    assert found(*BEGINNING, ENQUIRY, decided("2021-09-04")) == [("DecisionTaken", "procedures.needs_enquiries_closed")]
    assert found(*BEGINNING, ENQUIRY, decided("2021-09-05")) == []


def test_what_fits_nowhere_and_what_lies_in_the_future_is_told() -> None:
    danced = ("2021-03-05", kinds.StepDone(RECORD, "danced"))

    assert found(*BEGINNING, danced, decided("2022-02-01")) == [
        ("StepDone", "procedures.no_such_step"), ("DecisionTaken", "procedures.in_the_future"),
    ]  # fmt: skip


def test_a_withdrawn_entry_is_left_out() -> None:
    case = told(*BEGINNING, ("2021-03-05", kinds.StepDone(RECORD, "danced")))
    withdrawn = Told(new_id(), kinds.CaseEntryWithdrawn(RECORD, case[-1].id, "a mistake"), "2021-03-06", AT)
    with registry.using(DEFINITION):
        assert problems([*case, withdrawn], today=date(2022, 1, 1)) == ()


def test_a_case_that_is_pinned_to_nothing_has_no_problems_and_one_to_what_is_unknown_has_one() -> None:
    assert found(("2021-03-01", kinds.CaseOpened(RECORD, DETERMINATION, "service"))) == []
    unknown = kinds.CaseOpened(RECORD, DETERMINATION, "service", "", "XAA", DEFINITION.id, "v7")
    assert found(("2021-03-01", unknown)) == [("CaseOpened", "procedures.no_such_version")]
