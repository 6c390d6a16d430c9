"""Which clocks run in a case, by when each ends, and whose turn it is: worked out, never ticked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.unit.procedures.a_procedure import CALENDAR, CARLA, DEFINITION, V1, Told, a_clock
from tulga.procedures.clocks.core.counting import Doubt, Due, Reason
from tulga.procedures.clocks.core.terms import Limit, Unit
from tulga.procedures.definitions.core.model import Expiry, ExpiryKind, Extension
from tulga.procedures.shared.core.events import What
from tulga.procedures.shared.core.machine import fold
from tulga.procedures.shared.core.timing import Ticking, clocks_of


def clocks(told: Told, version: Any = V1) -> dict[str, list[Ticking]]:
    found: dict[str, list[Ticking]] = {}
    for one in clocks_of(fold(replace(DEFINITION, versions=(version,)), version, told.events), CALENDAR):
        found.setdefault(one.clock.id, []).append(one)
    return found


def with_clocks(*more: Any) -> Any:
    return replace(V1, clocks=(*V1.clocks, *more))


def test_a_clock_runs_from_what_starts_it_to_what_stops_it() -> None:
    told = Told().until_the_interview()
    (running,) = clocks(told)["decision"]
    assert (running.state, running.due.latest) == ("running", date(2021, 6, 3))
    assert clocks(told)["fee"][0].due == Due(None, None, (Reason(Doubt.LIMIT_NOT_FOUND),))

    decision = told.add(What.DECISION, "refused", CARLA)
    (stopped,) = clocks(told)["decision"]
    assert (stopped.state, stopped.by) == ("stopped", decision.entry)
    assert clocks(told)["appeal"][0].entry == decision.entry


def test_a_withdrawn_decision_lets_the_clock_run_again() -> None:
    told = Told().until_the_interview()
    decision = told.add(What.DECISION, "refused", CARLA)
    told.add(What.WITHDRAWN, str(decision.entry))

    found = clocks(told)

    assert found["decision"][0].state == "running"
    assert "appeal" not in found


def test_each_enquiry_has_its_own_clock_and_its_own_answer() -> None:
    told = Told().until_the_interview()
    first = told.add(What.ENQUIRY, "XAB", step="enquiry_sent")
    second = told.add(What.ENQUIRY, "XAC", step="enquiry_sent")
    told.add(What.ANSWER, str(second.entry), step="enquiry_answered", detail={"says": "not_citizen"})

    assert [(one.entry, one.state) for one in clocks(told)["answer"]] == [
        (first.entry, "running"), (second.entry, "stopped"),
    ]  # fmt: skip


def test_a_start_told_with_a_span_of_days_alarms_at_the_earliest() -> None:
    told = Told()
    told.add(What.OPENED, "x")
    told.add(What.STEP, "applied", earliest=date(2021, 3, 1), latest=date(2021, 3, 31))

    due = clocks(told)["decision"][0].due

    assert (due.earliest, due.latest, due.certain) == (date(2021, 6, 1), date(2021, 6, 30), False)


def test_a_pause_moves_the_end_and_while_it_lasts_nobody_can_tell_it() -> None:
    told = Told().until_the_interview()
    end = clocks(told)["decision"][0].due.latest
    assert end is not None
    told.add(What.PAUSE, "decision", day="2021-04-01", detail={"reason": "illness"})
    (standing,) = clocks(told)["decision"]
    assert (standing.state, standing.due.latest) == ("paused", None)

    told.add(What.RESUME, "decision", day="2021-04-11")

    assert clocks(told)["decision"][0].due.latest == end + timedelta(10)


@pytest.mark.parametrize(
    ("counted_from", "earliest", "latest"), [("start", 9, 9), ("end", 12, 12), ("not_said", 9, 12)]
)
def test_an_extension_is_counted_from_where_the_law_says_or_by_both_readings(
    counted_from: str, earliest: int, latest: int
) -> None:
    told = Told().until_the_interview()
    told.add(What.EXTENSION, "decision", detail={"value": 6, "unit": "months"})
    extension = Extension(Limit(6, Unit.MONTHS), counted_from, ("decider",), "told", ())
    longer = replace(V1.clocks[0], extension=extension)
    notice = a_clock("told", Limit(3, Unit.CALENDAR_DAYS), "never", "notice_served", "intake")

    found = clocks(told, replace(V1, clocks=(longer, notice)))

    due = found["decision"][0].due
    assert (due.earliest, due.latest) == (date(2021, earliest, 3), date(2021, latest, 3))
    assert found["told"][0].started[0] == told.events[-1].first_day


def test_a_clock_may_begin_at_the_end_of_another() -> None:
    told = Told().until_the_interview()
    silence = replace(
        V1.clocks[0], expiry=(Expiry(ExpiryKind.SILENCE_IS_REFUSAL, "intake", {"en": "appeal"}, "against_silence"),)
    )
    against = a_clock("against_silence", Limit(3, Unit.MONTHS), "never", "appealed", "intake")
    named = a_clock("after", Limit(1, Unit.MONTHS), "expired:against_silence", "appealed", "intake")

    found = clocks(told, replace(V1, clocks=(named, against, silence)))

    assert found["against_silence"][0].due.latest == date(2021, 9, 3)
    assert found["after"][0].due.latest == date(2021, 10, 3)


def test_of_a_fact_that_was_stated_twice_the_last_day_starts_the_clock() -> None:
    told = Told()
    told.add(What.OPENED, "x")
    told.add(What.FACT, "arrival", detail={"holds": True, "on": "2021-02-01"})
    told.add(What.FACT, "arrival", detail={"holds": True, "on": "2021-02-11"})
    version = with_clocks(a_clock("apply", Limit(5, Unit.CALENDAR_DAYS), "arrival", "applied", "intake"))

    assert [one.due.latest for one in clocks(told, version)["apply"]] == [date(2021, 2, 16)]
    told.add(What.FACT, "arrival", detail={"holds": False})
    assert "apply" not in clocks(told, version)


def test_a_renewed_term_begins_anew_and_stops_the_earlier_one() -> None:
    told = Told().until_the_interview()
    told.add(What.DECISION, "recognised", CARLA)
    told.add(What.NOTICE, "by hand")
    told.add(What.NOTICE, "by post")
    version = with_clocks(
        a_clock("renewal", Limit(12, Unit.MONTHS), "notice_served", "never", "intake", repeats=True)
    )

    assert [one.state for one in clocks(told, version)["renewal"]] == ["stopped", "running"]
