"""A way through each procedure, from the first application to a paper or a court, by the machine alone."""

from datetime import date

import pytest

from tests.spec.procedures.a_case import REVIEWER, THIRD, Case
from tulga.kernel.findings import Finding
from tulga.procedures.definitions.core.loading import DATA, find_definition, load_country, load_definitions
from tulga.procedures.definitions.core.model import StateKind
from tulga.procedures.shared.core.events import What


def case(procedure: str, version: str, opened: str, **more: str) -> Case:
    definition = find_definition("KAZ", procedure)
    assert definition is not None
    return Case(definition, next(one for one in definition.versions if one.id == version), opened, **more)


def until_examined(version: str = "v2", opened: str = "2025-02-03", **more: str) -> Case:
    told = case("statelessness_determination", version, opened, **more)
    told.step("applied", documents=("application", "photographs"))
    return told.step("fingerprinted").step("citizenship_checked").step("no_enquiry")


def test_a_stateless_person_gets_a_certificate() -> None:
    told = until_examined().heard().decided("recognised").told().paper("stateless_person_certificate")

    assert told.state.state == "documented"
    assert told.clocks()["certificate_validity"].due.earliest == date(2030, 2, 10)
    assert "appeal_window" not in told.clocks()  # nobody complains against a recognition


def test_silence_of_another_state_lets_the_authority_decide_and_decides_nothing() -> None:
    told = case("statelessness_determination", "v2", "2025-02-03")
    told.step("applied", documents=("application",)).step("fingerprinted").step("citizenship_checked")
    told.clear = Finding.MET
    told.wait(1).add(What.ENQUIRY, "UZB", step="enquiry_sent")

    early = told.wait(170).reasons(told.event(What.STEP, "enquiries_over"))
    assert [one.code for one in early] == ["procedures.needs_enquiries_closed"]

    assert told.wait(30).state.state == "enquiring"
    told.step("enquiries_over").heard().decided("recognised")
    assert told.state.state == "recognised"


def test_no_state_is_asked_before_a_clear_screening() -> None:
    told = case("statelessness_determination", "v2", "2025-02-03")
    told.step("applied", documents=("application",)).step("citizenship_checked")

    reasons = told.reasons(told.event(What.ENQUIRY, "UZB", step="enquiry_sent"))

    assert "procedures.needs_screening_clear" in {one.code for one in reasons}


def test_fingerprints_are_asked_of_adults_since_2024_and_of_no_child() -> None:
    adult = case("statelessness_determination", "v2", "2025-02-03").step("applied", documents=("application",))
    child = case("statelessness_determination", "v2", "2025-02-03", born="2015-01-01")
    child.fact("represented").step("applied", documents=("application",))
    for told in (adult, child):
        told.step("citizenship_checked").step("no_enquiry").heard()

    missing = {one.code for one in adult.reasons(adult.event(What.DECISION, "recognised", REVIEWER))}
    assert "procedures.needs_done" in missing
    assert child.decided("recognised").state.state == "recognised"


def test_a_child_applies_through_a_representative_only() -> None:
    told = case("statelessness_determination", "v2", "2025-02-03", born="2015-01-01")

    reasons = told.reasons(told.event(What.STEP, "applied", documents=("application",)))

    assert [one.code for one in reasons] == ["procedures.needs_represented_if_below"]


def test_a_refusal_is_appealed_decided_by_somebody_else_and_taken_to_court() -> None:
    told = until_examined().heard().decided("refused").told()
    assert told.clocks()["appeal_window"].due.latest is not None

    told.wait(5).add(What.APPEAL, "appealed", step="appealed", documents=("complaint",))
    told.decided("refused", REVIEWER, THIRD).told().step("went_to_court").step("court_sent_back")

    assert told.state.state == "examined"


def test_silence_opens_the_complaint_and_changes_nothing_else() -> None:
    told = case("statelessness_determination", "v2", "2025-02-03").step("applied", documents=("application",))

    early = told.reasons(told.event(What.APPEAL, "appealed", step="appealed", documents=("complaint",)))
    assert "procedures.needs_clock_over" in {one.code for one in early}

    told.wait(60)
    assert told.state.state == "applied"
    assert told.clocks()["appeal_window"].due.latest is not None
    told.add(What.APPEAL, "appealed", step="appealed", documents=("complaint",))
    assert told.state.state == "appealed"


def test_nobody_closes_a_refusal_before_the_time_to_complain_is_over() -> None:
    told = until_examined().heard().decided("refused").told()

    early = told.wait(80).reasons(told.event(What.STEP, "not_appealed"))
    assert "procedures.needs_clock_over" in {one.code for one in early}

    assert told.wait(40).step("not_appealed").state.state == "closed_refused"
    told.wait(10).add(What.APPEAL, "appealed", step="appealed_late", documents=("complaint",))
    assert told.state.state == "appealed"


def test_before_september_2020_a_recognition_still_has_a_version() -> None:
    told = case("statelessness_determination", "v0", "2016-05-04")

    told.step("applied", documents=("proof_citizenship_ended",)).decided("recognised")

    assert told.paper("stateless_person_certificate").state.state == "documented"


def test_a_refugee_is_registered_heard_recognised_and_renewed_every_year() -> None:
    told = case("asylum", "v2", "2024-03-04").fact("arrival", "2024-03-01").step("applied", documents=("application",))
    assert told.clocks()["filing"].by is not None
    told.wait(1).step("registered").paper("asylum_seeker_certificate").step("fingerprinted").heard()
    told.decided("recognised").told().paper("refugee_certificate").paper("travel_document")
    told.wait(360).step("reexamined").paper("refugee_certificate")

    assert told.state.state == "protected"


def test_whoever_asked_in_time_is_not_late_because_the_day_of_arrival_was_told_later() -> None:
    told = case("asylum", "v2", "2024-03-02").step("applied", documents=("application",))

    told.wait(10).fact("arrival", "2024-03-01")

    assert told.clocks()["filing"].by == told.events[1].entry


def test_in_an_ended_case_nobody_owes_anything() -> None:
    told = case("statelessness_determination", "v2", "2025-02-03").step("applied", documents=("application",))
    assert told.clocks()["decision"].state == "running"

    told.step("belongs_here")

    assert told.state.ended
    assert {one.state for one in told.clocks().values()} == {"stopped"}


def test_a_status_ends_after_a_look_at_it_and_the_end_is_appealed() -> None:
    told = case("asylum", "v2", "2024-03-04").step("applied", documents=("application",)).step("registered")
    told.paper("asylum_seeker_certificate").step("fingerprinted").heard().decided("recognised")
    told.paper("refugee_certificate").wait(500).step("ending_opened").decided("ceased", REVIEWER, THIRD).told()

    assert told.state.state == "ended"
    assert told.clocks()["appeal_window"].due.latest is not None


def test_asylum_is_not_decided_without_fingerprints() -> None:
    told = case("asylum", "v2", "2024-03-04").step("applied", documents=("application",)).step("registered")
    told.paper("asylum_seeker_certificate").heard()

    for outcome in ("recognised", "rejected"):
        reasons = told.reasons(told.event(What.DECISION, outcome, REVIEWER))
        assert "procedures.needs_done" in {one.code for one in reasons}


def test_a_child_born_at_home_is_registered_after_a_court_found_the_birth() -> None:
    told = case("birth_registration", "v3", "2023-03-01", born="2023-02-27").step("applied", documents=("application",))
    reasons = told.reasons(told.event(What.DECISION, "registered", REVIEWER))
    assert "procedures.needs_fact" in {one.code for one in reasons}

    told.step("sent_to_court").step("court_found_birth", documents=("court_decision",)).decided("registered")
    told.paper("birth_certificate").step("paternity_established")
    told.fact("father_citizen").fact("parent_stateless").step("citizen_through_father").step("nationality_settled")

    assert told.state.ended


def test_before_november_2019_parents_without_papers_could_not_register() -> None:
    early = case("birth_registration", "v1", "2018-03-01", born="2018-02-27")
    late = case("birth_registration", "v2", "2020-03-02", born="2020-02-27")

    def missing(told: Case) -> set[str]:
        reasons = told.reasons(told.event(What.STEP, "applied", documents=("application",)))
        return {one.data.get("document", "") for one in reasons}

    assert (missing(early), missing(late)) == ({"parents_identity"}, set())


def test_a_foundling_is_registered() -> None:
    told = case("birth_registration", "v3", "2023-03-01", born="2023-02-27").fact("parents_unknown")

    assert told.step("foundling_reported").decided("registered").state.state == "registered"


def test_a_citizen_is_confirmed_and_gets_a_card() -> None:
    told = case("citizenship", "v2", "2025-02-03").step("confirmation_applied").heard().decided("confirmed")

    assert told.paper("identity_card").state.ended


def test_admission_waits_for_the_years_and_since_2024_for_the_test() -> None:
    told = case("citizenship", "v2", "2025-02-03").fact("permanent_residence", "2021-01-01")
    told.step("admission_applied", documents=("admission_application",)).step("admission_forwarded")
    early = {one.code for one in told.reasons(told.event(What.DECISION, "granted", REVIEWER))}
    assert {"procedures.needs_years_since", "procedures.needs_fact"} <= early

    told.wait(400).fact("language_test_passed").decided("granted")
    assert told.state.state == "citizen"


def test_a_permit_is_granted_and_annulled() -> None:
    told = case("residence", "v2", "2025-02-03")
    told.step("applied", documents=("application_form", "passport", "autobiography")).paper("temporary_permit")
    told.step("fingerprinted").decided("granted").fact("stateless", holds=False).paper("residence_permit")
    told.wait(100).decided("ended", REVIEWER, THIRD).told()

    assert told.state.state == "ended"
    assert told.clocks()["pending_stay"].by is not None


@pytest.fixture
def georgia() -> Case:
    definitions = load_country(DATA / "geo")
    assert {one.country for one in definitions.values()} == {"GEO"}
    definition = definitions["GEO.statelessness_determination"]
    return Case(definition, definition.versions[0], "2025-02-03")


def test_a_case_of_another_country_runs_by_its_own_definition_alone(georgia: Case) -> None:
    georgia.step("applied", documents=("application", "photographs")).paper("temporary_card").heard()
    georgia.step("security_asked")
    clocks = georgia.clocks()
    assert (clocks["decision"].due.earliest, clocks["decision"].due.latest) == (date(2025, 8, 3), date(2025, 8, 4))

    georgia.wait(40).step("collected").decided("recognised")
    notice = georgia.clocks()["notice"]
    assert notice.due.latest is not None
    georgia.told().paper("residence_permit").paper("travel_document")

    assert georgia.state.state == "documented"
    assert georgia.clocks()["permit_validity"].clock.limit is not None


def test_no_code_names_a_country() -> None:
    folder = DATA.parents[1]
    named = [
        f"{file.relative_to(folder)}:{number}"
        for file in folder.rglob("*.py")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        for code in line.split("#")[:1]
        if any(f'"{iso}"' in code for iso in ("KAZ", "GEO", "KGZ"))
    ]

    assert named == []


@pytest.mark.parametrize("definition", sorted(load_definitions()))
def test_every_state_but_an_end_has_somebody_of_the_operation_who_may_go_on(definition: str) -> None:
    found = load_definitions()[definition]
    roles = {role.id: role for role in found.roles}
    for version in found.versions:
        for state in version.states:
            ways = [step for step in version.steps if state.id in step.sources]
            if state.kind is not StateKind.FINAL:
                assert any("caseworker" in roles[name].held_by for step in ways for name in step.by), state.id
