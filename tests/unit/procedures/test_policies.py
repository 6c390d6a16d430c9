"""Who may decide a case, and when: the second pair of eyes, one decision, an appeal to somebody else."""

from uuid import UUID

import pytest

from tulga.procedures.shared.policies import Happened, refusals_to_decide, refusals_to_serve, refusals_to_withdraw

ME, OTHER = UUID(int=1), UUID(int=2)


def case(*events: tuple[str, str, UUID]) -> list[Happened]:
    return [Happened("opened", "asylum", OTHER), *(Happened(*event) for event in events)]


@pytest.mark.parametrize(
    ("happened", "outcome", "codes"),
    [
        (case(), "recognised", []),
        (case(("step", "interview", OTHER)), "recognised", []),
        (case(("step", "interview", ME)), "recognised", ["procedures.heard_the_person"]),
        (case(("decision", "rejected", OTHER)), "recognised", ["procedures.decided_already"]),
        (case(("decision", "rejected", OTHER), ("step", "appeal", OTHER)), "recognised", []),
        (case(("decision", "rejected", ME), ("step", "appeal", OTHER)), "recognised", ["procedures.own_decision"]),
        (
            case(("step", "appeal", OTHER), ("decision", "rejected", OTHER)),
            "recognised",
            ["procedures.decided_already"],
        ),
        (case(("decision", "recognised", ME)), "ceased", []),
        (case(("decision", "granted", ME)), "ended", []),
        (
            case(("step", "interview", ME), ("decision", "rejected", ME)),
            "recognised",
            ["procedures.heard_the_person", "procedures.decided_already"],
        ),
    ],
)
def test_every_reason_against_deciding(happened: list[Happened], outcome: str, codes: list[str]) -> None:
    assert [one.code for one in refusals_to_decide(happened, outcome=outcome, actor=ME)] == codes


def test_there_is_notice_of_a_decision_only() -> None:
    assert [one.code for one in refusals_to_serve(case())] == ["procedures.not_decided"]
    assert refusals_to_serve(case(("decision", "rejected", OTHER))) == ()


@pytest.mark.parametrize(
    ("standing", "why", "codes"),
    [
        (True, "a mistake", []),
        (True, " ", ["procedures.why_missing"]),
        (False, "a mistake", ["procedures.withdrawn_already"]),
        (None, "", ["procedures.no_such_entry"]),
    ],
)
def test_an_entry_is_withdrawn_once_and_with_a_reason(standing: bool | None, why: str, codes: list[str]) -> None:  # noqa: FBT001
    assert [one.code for one in refusals_to_withdraw(standing, why)] == codes
