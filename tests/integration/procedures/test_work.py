"""Work on a case: what was asked and answered, what proves what, which law a finding rests on, who is to come when."""

from datetime import date
from typing import Any

import pytest

from tests.integration.procedures.cases import Office, refused
from tulga.kernel.dates import PartialDate
from tulga.kernel.findings import Finding
from tulga.kernel.ids import new_id
from tulga.ledger.actions import Act, Draft, append
from tulga.ledger.erasure import erase_subject, finish_erasures
from tulga.ledger.errors import InvalidPayload
from tulga.nationality.entries import FindingAdopted, NationalityEntryWithdrawn, PackUsed, StateFinding, stream_of
from tulga.procedures.shared import actions, queries
from tulga.procedures.shared import entries as kinds


def last(office: Office) -> Any:
    return queries.get_case(office.caseworker, office.case_id).entries[-1].payload


def test_what_a_witness_is_called_goes_with_the_witness(office: Office) -> None:
    witness = new_id()
    actions.tie_evidence(
        office.caseworker, fact="permanent_residence", weight="for", kind="witness", what="a neighbour since 1994",
        strength=2, witness=witness, third_persons={witness: {"name": "Сидорова Ольга"}}, **office.common(),
    )  # fmt: skip
    assert last(office).third_persons == {witness: {"name": "Сидорова Ольга"}}

    erase_subject(witness, reason="request", act=Act(office.caseworker.account, office.caseworker.organisation,
                                                     office.tick()))  # fmt: skip
    finish_erasures()

    assert last(office).third_persons == {}
    assert last(office).what == "a neighbour since 1994"


def test_a_finding_is_taken_over_with_the_law_by_which_it_was_worked_out(office: Office) -> None:
    adopted = FindingAdopted(
        record=office.record_id, as_of=date(2021, 3, 1), facts="0" * 8, packs=(PackUsed("UZB", "abc"),),
        findings=(StateFinding("UZB", "undetermined"),), article_1_1="unknown", reasons="the lawyer read them",
    )  # fmt: skip

    def write(payload: Any) -> Any:
        act = Act(office.caseworker.account, office.caseworker.organisation, office.tick())
        draft = Draft(stream_of(office.record_id), payload, "2021-03-01", subject=office.record_id)
        return append(draft, act=act).id

    def take(state: str) -> Any:
        return actions.take_finding(office.caseworker, finding=entry, state=state, **office.common())

    entry = write(adopted)
    assert refused(lambda: take("KGZ")) == ["procedures.no_such_finding"]
    take("UZB")
    taken = last(office)
    assert (taken.finding, taken.country, taken.outcome, taken.law) == (entry, "UZB", "undetermined", "abc")

    write(NationalityEntryWithdrawn(record=office.record_id, entry=entry, why="other facts"))
    assert refused(lambda: take("UZB")) == ["procedures.no_such_finding"]


def test_an_interview_is_kept_question_by_question(office: Office) -> None:
    office.until_the_interview()

    assert [one.question for one in last(office).questions] == ["Where were you born?"]
    assert last(office).step == "heard"


def test_somebody_is_to_come_at_an_hour_of_the_offices_zone(office: Office) -> None:
    told = {"purpose": "interview", "place": "the office", "language": "kk", **office.common()}
    with pytest.raises(InvalidPayload):
        actions.make_appointment(office.caseworker, time="2021-03-05", **told)
    made = actions.make_appointment(office.caseworker, time="2021-03-05T14:30+06:00[Asia/Almaty]", **told)

    actions.cancel_appointment(office.caseworker, appointment=made, why="the person is ill", **office.common())
    gone = {"appointment": new_id(), "why": "x", **office.common()}
    assert refused(lambda: actions.cancel_appointment(office.caseworker, **gone)) == [
        "procedures.no_such_appointment"
    ]


def test_sources_and_assessments_stand_beside_the_facts_that_they_bear_on(office: Office) -> None:
    cited = {
        "fact": "risk", "country": "XAB", "title": "A report", "publisher": "A court",
        "published": PartialDate.parse("2020"), "says": "people of this group are not registered",
    }  # fmt: skip
    actions.cite_source(office.caseworker, cited=cited, **office.common())
    assessed = {
        "of": "inclusion", "ground": "group", "finding": Finding.UNKNOWN, "reasons": "one source only",
    }  # fmt: skip
    actions.assess(office.caseworker, assessed=assessed, **office.common())

    assert last(office).finding is Finding.UNKNOWN
    assert last(office).of is kinds.Assessed.INCLUSION


def test_a_clock_is_paused_and_made_longer_by_acts_of_their_own(office: Office) -> None:
    office.apply()
    actions.pause_clock(office.caseworker, clock="decision", reason="illness", **office.common())
    actions.resume_clock(office.caseworker, clock="decision", **office.common())
    longer = {"clock": "decision", "value": 6, "unit": "months", "authority": "service", "why": "many witnesses"}

    assert refused(lambda: actions.extend_clock(office.caseworker, **longer, **office.common())) == [
        "access.not_allowed"
    ]
    assert actions.extend_clock(office.decider, **longer, **office.common())


def test_consent_to_tell_somebody_is_the_persons(office: Office) -> None:
    told = {"recipient": "foreign_state", "text_version": "1", "language": "kk"}
    actions.record_consent(office.caseworker, given=True, **told, **office.common())
    actions.record_consent(office.caseworker, given=False, **told, **office.common())

    assert last(office).given is False
