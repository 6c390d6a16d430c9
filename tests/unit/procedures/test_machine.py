"""The machine: where a case is, what may be done next, and every reason why not."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from uuid import UUID

import pytest

from tests.unit.procedures.a_procedure import ANNA, BORIS, CARLA, DANA, DEFINITION, V1, Told, a_step, facts
from tulga.kernel.dates import PartialDate
from tulga.kernel.findings import Finding
from tulga.procedures.definitions.core.model import Paper, Use
from tulga.procedures.definitions.core.names import EFFECTS, GUARDS
from tulga.procedures.shared.core import effects, guards
from tulga.procedures.shared.core.machine import (
    CaseState,
    ClockNow,
    Event,
    Facts,
    What,
    check,
    check_history,
    fold,
    possible,
)

GROWN = (PartialDate.parse("1980"),)


def folded(told: Told) -> CaseState:
    return fold(DEFINITION, V1, told.events)


def codes(reasons: object) -> list[str]:
    return [one.code for one in reasons]  # type: ignore[attr-defined]


def asked(
    told: Told, what: What, value: str, doer: UUID | None = ANNA, *, known: Facts | None = None, **more: object
) -> list[str]:
    """Return why one more entry is refused."""
    state = folded(told)
    event = told.add(what, value, doer, **more)
    told.events.pop()
    return codes(check(state, event, known or facts(births=GROWN)))


def test_a_case_goes_through_its_states_by_its_entries() -> None:
    told = Told().until_the_interview()
    told.add(What.DRAFT, "refused", CARLA)
    told.add(What.DECISION, "refused", CARLA)
    told.add(What.NOTICE, "by hand")
    told.add(What.APPEAL, "", step="appeal")
    told.add(What.DECISION, "recognised", DANA)
    told.add(What.PAPER, "certificate")

    state = folded(told)

    assert [done.target for done in state.history if done.step] == [
        "applied", "checked", "checked", "refused", "appealed", "recognised", "documented",
    ]  # fmt: skip
    assert state.ended
    assert state.questions == ()
    assert [name for done in state.of(What.DECISION) for name in done.names] == [
        "decided", "decided:refused", "refuse", "decided", "decided:recognised", "recognise_on_appeal",
    ]  # fmt: skip


def test_entries_may_arrive_in_any_order() -> None:
    told = Told().until_the_interview()
    told.add(What.DECISION, "recognised", CARLA)
    expected = folded(told)

    for order in permutations(told.events):
        arrived = [replace(event, position=at) for at, event in enumerate(order, 1)]
        state = fold(DEFINITION, V1, arrived)
        assert [done.event.entry for done in state.history] == [done.event.entry for done in expected.history]
        assert (state.state, state.questions) == ("recognised", ())


def test_what_happened_on_one_day_is_put_in_the_order_in_which_it_fits() -> None:
    told = Told()
    told.add(What.STEP, "heard", BORIS, day="2021-04-01")
    told.add(What.STEP, "citizenship_checked", day="2021-04-01")
    told.add(What.STEP, "applied", day="2021-04-01")
    told.add(What.OPENED, "statelessness_determination", day="2021-04-01")

    assert [done.event.value for done in folded(told).history] == [
        "statelessness_determination", "applied", "citizenship_checked", "heard",
    ]  # fmt: skip


def test_a_day_told_as_a_year_waits_within_it_until_it_fits() -> None:
    told = Told().until_the_interview()
    told.add(What.DECISION, "refused", CARLA, earliest=date(2021, 1, 1), latest=date(2021, 12, 31))

    assert folded(told).state == "refused"


def test_an_entry_that_fits_nowhere_is_kept_as_a_question_and_changes_nothing() -> None:
    told = Told().until_the_interview()
    early = told.add(What.DECISION, "recognised", CARLA, day="2021-03-02")
    unknown = told.add(What.STEP, "danced")

    state = folded(told)

    assert state.state == "checked"
    assert [one.event for one in state.questions] == [early, unknown]
    assert codes(state.questions[0].reasons) == ["procedures.not_from_here"]
    assert codes(state.questions[1].reasons) == ["procedures.no_such_step"]


def test_a_withdrawal_undoes_what_followed_from_its_entry_and_a_second_one_nothing() -> None:
    told = Told().until_the_interview()
    decision = told.add(What.DECISION, "refused", CARLA)
    first = told.add(What.WITHDRAWN, str(decision.entry))
    told.add(What.WITHDRAWN, str(decision.entry))

    state = folded(told)

    assert state.state == "checked"
    assert state.decision is None
    assert state.withdrawn == {decision.entry: first}


def test_a_withdrawal_of_what_came_later_takes_nothing_back() -> None:
    told = Told().until_the_interview()
    told.add(What.WITHDRAWN, str(told.events[0].entry))
    told.events[-1] = replace(told.events[-1], position=0)

    assert folded(told).withdrawn == {}


def test_a_decision_of_whoever_heard_the_person_is_a_question_even_when_it_came_from_a_device() -> None:
    told = Told().until_the_interview()
    told.add(What.DECISION, "recognised", BORIS)

    state = folded(told)

    assert state.state == "checked"
    assert codes(state.questions[0].reasons) == ["procedures.apart", "procedures.incompatible"]


def test_whoever_decided_does_not_decide_the_appeal() -> None:
    told = Told().until_the_interview()
    told.add(What.DECISION, "refused", CARLA)
    told.add(What.APPEAL, "", step="appeal")
    told.add(What.DECISION, "recognised", CARLA)

    assert set(codes(folded(told).questions[0].reasons)) == {
        "procedures.own_decision", "procedures.apart", "procedures.incompatible",
    }  # fmt: skip


def test_whoever_reviewed_the_first_decision_does_not_decide_the_appeal() -> None:
    told = Told().until_the_interview()
    draft = told.add(What.DRAFT, "refused", CARLA)
    told.add(What.REVIEW, str(draft.entry), DANA, detail={"agrees": True})
    told.add(What.DECISION, "refused", CARLA)
    told.add(What.APPEAL, "", step="appeal")
    told.add(What.DRAFT, "recognised", ANNA)
    told.add(What.DECISION, "recognised", DANA)

    assert codes(folded(told).questions[0].reasons) == ["procedures.own_decision"]


def test_nobody_knows_who_did_what_a_list_told_of() -> None:
    told = Told()
    for what, value in ((What.OPENED, "x"), (What.STEP, "applied"), (What.STEP, "citizenship_checked"),
                        (What.STEP, "heard"), (What.DECISION, "recognised")):  # fmt: skip
        told.add(what, value, None)

    assert folded(told).state == "recognised"


def test_every_reason_is_told_at_once() -> None:
    told = Told()
    told.add(What.OPENED, "statelessness_determination")
    nobody = facts(roles=frozenset(), births=())

    assert asked(told, What.STEP, "applied", known=nobody) == [
        "procedures.not_your_role", "procedures.needs_represented_if_below", "procedures.document_missing",
        "procedures.document_missing",
    ]  # fmt: skip


def test_a_decision_before_the_application_and_a_day_before_birth_or_in_the_future_are_refused() -> None:
    told = Told().until_the_interview()
    decider = facts(roles=frozenset({"decider"}), actor=CARLA, births=GROWN)

    assert "procedures.before_application" in asked(
        told, What.DECISION, "refused", CARLA, known=decider, day="2021-03-01"
    )
    assert "procedures.before_birth" in asked(told, What.STEP, "fingerprinted", day="1970-01-01")
    assert "procedures.in_the_future" in asked(told, What.STEP, "fingerprinted", day="2022-01-02")


def test_an_entry_that_would_take_the_ground_from_a_later_one_is_refused() -> None:
    told = Told().until_the_interview()
    told.add(What.DECISION, "refused", CARLA)

    assert asked(told, What.DECISION, "withdrawn", day="2021-03-04") == ["procedures.displaces"]


def test_a_decision_is_drafted_by_one_and_reviewed_by_another() -> None:
    told = Told().until_the_interview()
    decider = facts(roles=frozenset({"decider"}), actor=CARLA, births=GROWN)
    assert asked(told, What.DECISION, "refused", CARLA, known=decider) == ["procedures.not_drafted"]

    draft = told.add(What.DRAFT, "refused", CARLA)
    assert asked(told, What.DECISION, "refused", CARLA, known=decider) == ["procedures.not_reviewed"]
    assert asked(told, What.REVIEW, str(draft.entry), CARLA, known=decider) == ["procedures.own_draft"]

    told.add(What.REVIEW, str(draft.entry), DANA, detail={"agrees": True})
    assert asked(told, What.DECISION, "refused", CARLA, known=decider) == []


def test_a_silent_state_is_one_whose_time_is_over_by_every_way_of_counting() -> None:
    told = Told().until_the_interview()
    sent = told.add(What.ENQUIRY, "XAB", step="enquiry_sent", day="2021-04-01")
    draft = told.add(What.DRAFT, "recognised", CARLA)
    told.add(What.REVIEW, str(draft.entry), DANA, detail={"agrees": True})

    def decide(day: str) -> list[str]:
        clock = ClockNow("answer", sent.entry, date(2021, 10, 1), date(2021, 10, 4))
        known = facts(roles=frozenset({"decider"}), actor=CARLA, births=GROWN, clocks=(clock,))
        return asked(told, What.DECISION, "recognised", CARLA, known=known, day=day)

    assert decide("2021-10-01") == ["procedures.needs_enquiries_closed"]
    assert decide("2021-10-04") == ["procedures.needs_enquiries_closed"]
    assert decide("2021-10-05") == []

    told.add(What.ANSWER, str(sent.entry), step="enquiry_answered", day="2021-05-01", detail={"says": "citizen"})
    assert decide("2021-10-05") == ["procedures.needs_no_enquiry_confirms"]


def test_without_a_screening_nothing_is_sent_abroad() -> None:
    told = Told().until_the_interview()
    assert asked(told, What.ENQUIRY, "XAB", step="enquiry_sent") == ["procedures.needs_screening_clear"]

    clear = facts(births=GROWN, clear=Finding.MET)
    assert asked(told, What.ENQUIRY, "XAB", step="enquiry_sent", known=clear) == []
    told.add(What.DECISION, "withdrawn")
    assert "procedures.enquiries_closed" in asked(told, What.ENQUIRY, "XAB", step="enquiry_sent", known=clear)


def test_every_way_on_is_shown_with_its_reasons() -> None:
    told = Told().until_the_interview()
    ways = {way.step.id: way for way in possible(folded(told), facts(births=GROWN))}

    assert set(ways) == {
        "fingerprinted", "citizenship_checked", "heard", "enquiry_sent", "recognise", "refuse", "withdraw",
    }  # fmt: skip
    assert ways["fingerprinted"].may
    assert ways["fingerprinted"].role == "intake"
    assert codes(ways["recognise"].reasons) == ["procedures.not_your_role", "procedures.not_drafted"]
    assert codes(ways["enquiry_sent"].reasons) == ["procedures.needs_screening_clear"]


@pytest.mark.parametrize(
    ("births", "unknown"),
    [(("2010-01-01",), False), (("unknown",), True), ((), True), (("2005",), True), (("1980", "2010"), True)],
)
def test_an_unknown_age_blocks_and_says_so(births: tuple[str, ...], unknown: bool) -> None:  # noqa: FBT001
    told = Told().until_the_interview()
    known = facts(births=tuple(PartialDate.parse(one) for one in births))
    ways = possible(folded(told), replace(known, today=date(2021, 6, 1)))
    (way,) = [one for one in ways if one.step.id == "fingerprinted"]

    assert [(one.code, one.unknown) for one in way.reasons] == [("procedures.needs_age_at_least", unknown)]


def test_no_mere_word_decides_a_case_or_hands_out_a_paper() -> None:
    told = Told().until_the_interview()
    told.add(What.STEP, "recognise")
    told.add(What.INTERVIEW, "kk", BORIS, step="recognise")
    assert codes(folded(told).questions[0].reasons) == ["procedures.done_otherwise"]
    assert folded(told).state == "checked"
    told.add(What.DECISION, "recognised", CARLA)
    assert asked(told, What.STEP, "document") == ["procedures.done_otherwise"]
    (way,) = possible(folded(told), facts(births=GROWN))
    assert (way.step.id, way.may) == ("document", True)


def test_a_paper_is_not_valid_beyond_its_term_nor_beyond_the_paper_that_it_rests_on() -> None:
    travel = Paper("travel_document", {"en": "travel"}, None, "certificate", None, Use.ASSERT, ())
    version = replace(V1, papers=(*V1.papers, travel), steps=(
        *V1.steps, a_step("travel", "documented", "documented", "intake", papers=("travel_document",)),
    ))  # fmt: skip
    definition = replace(DEFINITION, versions=(version,))
    told = Told().until_the_interview()
    told.add(What.DECISION, "recognised", CARLA)

    def paper(name: str, until: str) -> list[str]:
        event = told.add(What.PAPER, name, day="2021-04-01", detail={"until": until})
        told.events.pop()
        return codes(check(fold(definition, version, told.events), event, facts(births=GROWN)))

    assert paper("certificate", "2026-04-02") == ["procedures.paper_too_long"]
    assert paper("certificate", "2026-04-01") == []
    told.add(What.PAPER, "certificate", day="2021-04-01", detail={"until": "2026-04-01"})
    assert paper("travel_document", "2026-05") == ["procedures.paper_beyond"]
    assert paper("travel_document", "2026-04-01") == []


def test_a_case_moves_to_a_later_version_by_an_entry() -> None:
    told = Told().until_the_interview()
    told.add(What.MOVED, "v2")
    told.add(What.MOVED, "v9")

    state = folded(told)

    assert (state.version.id, state.pinned) == ("v2", "v1")
    assert codes(state.questions[0].reasons) == ["procedures.no_such_version"]


def test_a_clock_is_paused_once_for_a_reason_that_the_law_knows() -> None:
    told = Told().until_the_interview()
    assert asked(told, What.PAUSE, "decision", detail={"reason": "holiday"}) == ["procedures.no_such_pause"]
    told.add(What.PAUSE, "decision", detail={"reason": "illness"})
    assert asked(told, What.PAUSE, "decision", detail={"reason": "illness"}) == ["procedures.paused_already"]
    assert asked(told, What.RESUME, "answer") == ["procedures.not_paused"]
    assert asked(told, What.EXTENSION, "answer") == ["procedures.no_extension"]
    assert asked(told, What.EXTENSION, "tea") == ["procedures.no_such_clock"]


def test_a_told_history_is_held_against_the_same_machine() -> None:
    told = Told()
    for what, value in ((What.OPENED, "x"), (What.STEP, "applied"), (What.STEP, "citizenship_checked"),
                        (What.DECISION, "refused"), (What.DECISION, "recognised")):  # fmt: skip
        told.add(what, value, None)
    known = facts(births=GROWN)

    problems = check_history(DEFINITION, V1, told.events, facts=known)

    assert [(one.entry, codes(one.reasons)) for one in problems] == [
        (told.events[4].entry, ["procedures.not_from_here"]), (told.events[3].entry, ["procedures.needs_done"]),
    ]  # fmt: skip


def test_every_decision_against_the_person_raises_an_alert() -> None:
    told = Told().until_the_interview()
    told.add(What.DECISION, "refused", CARLA)

    assert [one.kind for one in effects.tasks(folded(told))] == ["protection_alert"]


def test_the_machine_knows_the_words_that_a_definition_may_use() -> None:
    assert set(guards.GUARDS) == set(GUARDS)
    assert set(EFFECTS) > effects.TASKS


def test_a_span_of_days_ends_where_nobody_told_one() -> None:
    event = Event(UUID(int=5), What.STEP, "x", None, None, Told().add(What.STEP, "x").moment, 1)

    assert event.first_day == event.last_day == event.moment.date()
