"""A clock of a case: paused, made longer, stopped, begun anew; what it shows on a day."""

from datetime import date, datetime, timedelta

import pytest

from tulga.kernel.dates import PartialDate
from tulga.kernel.effective import Effective
from tulga.kernel.findings import Finding
from tulga.procedures.clocks.core.calendars import Decree
from tulga.procedures.clocks.core.counting import Doubt, Due, due
from tulga.procedures.clocks.core.loading import get_calendar
from tulga.procedures.clocks.core.running import (
    Cause,
    Extended,
    Happened,
    Pause,
    Run,
    State,
    Terms,
    due_with,
    merged,
    retold,
    runs,
)
from tulga.procedures.clocks.core.terms import FirstDay, LastDayOff, Limit, Unit

KAZ = get_calendar("KAZ")
NEXT, STAYS, MOVES = FirstDay.NEXT, LastDayOff.STAYS, LastDayOff.MOVES


def day(text: str) -> date:
    return date.fromisoformat(text)


def terms(value: int, unit: Unit, *, last: LastDayOff = STAYS, owed: bool = True, repeats: bool = False) -> Terms:
    return Terms(Limit(value, unit), NEXT, last, owed, repeats)


def a_run(limit: Terms, began: str, **more: object) -> Run:
    return runs(limit, KAZ, starts=[Happened(day(began), "registered")], **more)[0]  # type: ignore[arg-type]


def ends(found: Due) -> tuple[date | None, date | None]:
    return found.earliest, found.latest


def codes(found: Due) -> list[Doubt]:
    return [reason.code for reason in found.reasons]


# -- pauses ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "plain", "paused"),
    [
        (terms(10, Unit.CALENDAR_DAYS), "2024-06-13", "2024-06-17"),
        (terms(5, Unit.WORKING_DAYS), "2024-06-10", "2024-06-12"),  # 8 and 9 June are a weekend anyhow
        (terms(1, Unit.MONTHS), "2024-07-03", "2024-07-07"),
        (terms(1, Unit.YEARS), "2025-06-03", "2025-06-07"),
    ],
)
def test_a_pause_adds_its_days(limit: Terms, plain: str, paused: str) -> None:
    stood = [Pause(day("2024-06-06"), day("2024-06-10"), "enquiry")]

    assert ends(due_with(limit, day("2024-06-03"), KAZ)) == (day(plain), day(plain))
    assert ends(due_with(limit, day("2024-06-03"), KAZ, pauses=stood)) == (day(paused), day(paused))


def test_pauses_that_overlap_count_once() -> None:
    stood = [Pause(day("2024-06-06"), day("2024-06-10"), "enquiry"), Pause(day("2024-06-08"), day("2024-06-12"), "ill")]
    whole = [Pause(day("2024-06-06"), day("2024-06-12"), "both")]
    limit = terms(10, Unit.CALENDAR_DAYS)

    assert ends(due_with(limit, day("2024-06-03"), KAZ, pauses=stood)) == ends(
        due_with(limit, day("2024-06-03"), KAZ, pauses=whole)
    )
    assert merged([(day("2024-06-08"), day("2024-06-12")), (day("2024-06-06"), day("2024-06-08"))]) == (
        (day("2024-06-06"), day("2024-06-12")),
    )


def test_a_pause_after_the_end_adds_nothing_and_one_on_the_last_day_does() -> None:
    limit, start = terms(10, Unit.CALENDAR_DAYS), day("2024-06-03")

    after = due_with(limit, start, KAZ, pauses=[Pause(day("2024-06-14"), day("2024-06-20"), "late")])
    on = due_with(limit, start, KAZ, pauses=[Pause(day("2024-06-13"), day("2024-06-20"), "just in time")])

    assert after.latest == day("2024-06-13")
    assert on.latest == day("2024-06-20")


def test_while_it_stands_still_there_is_an_earlier_day_only() -> None:
    run = a_run(terms(10, Unit.CALENDAR_DAYS), "2024-06-03", pauses=[Pause(day("2024-06-06"), None, "enquiry")])

    assert ends(run.due) == (day("2024-06-13"), None)
    assert codes(run.due) == [Doubt.STANDS_STILL]
    assert run.state_on(day("2024-06-05")) is State.RUNNING
    assert run.state_on(day("2024-06-06")) is State.PAUSED
    assert run.state_on(day("2025-01-01")) is State.PAUSED


def test_a_pause_known_in_part_gives_two_days() -> None:
    stood = [Pause(day("2024-06-06"), PartialDate.parse("2024-06-10/2024-06-12"), "enquiry")]

    found = due_with(terms(10, Unit.CALENDAR_DAYS), day("2024-06-03"), KAZ, pauses=stood)

    assert ends(found) == (day("2024-06-17"), day("2024-06-19"))
    assert codes(found) == [Doubt.PAUSE_PARTIAL]


def test_hours_that_stood_still_are_added_as_time() -> None:
    start = Effective.parse("2024-06-03T10:00+05:00[Asia/Almaty]")

    found = due_with(terms(24, Unit.HOURS), start, KAZ, pauses=[Pause(day("2024-06-04"), day("2024-06-06"), "closed")])

    assert found.latest_at == datetime.fromisoformat("2024-06-06T10:00+05:00")
    assert found.certain


# -- extensions --------------------------------------------------------------------------------------------------------


def test_an_extension_from_the_start_is_the_longer_time_in_all() -> None:
    found = due_with(
        terms(3, Unit.MONTHS), day("2022-05-20"), KAZ, extensions=[Extended(Limit(1, Unit.YEARS), "start")]
    )

    assert ends(found) == (day("2023-05-20"), day("2023-05-20"))
    assert found.certain


def test_an_extension_from_the_end_comes_on_top() -> None:
    found = due_with(terms(3, Unit.MONTHS), day("2022-05-20"), KAZ, extensions=[Extended(Limit(1, Unit.YEARS), "end")])

    assert found.latest == day("2023-08-20")


def test_an_extension_of_which_nobody_says_from_when_gives_both_days() -> None:
    found = due_with(terms(3, Unit.MONTHS), day("2022-05-20"), KAZ, extensions=[Extended(Limit(1, Unit.YEARS))])

    assert ends(found) == (day("2023-05-20"), day("2023-08-20"))
    assert codes(found) == [Doubt.EXTENSION_START_NOT_SAID]


def test_an_extension_never_makes_the_time_shorter() -> None:
    found = due_with(
        terms(3, Unit.MONTHS), day("2022-05-20"), KAZ, extensions=[Extended(Limit(1, Unit.MONTHS), "start")]
    )

    assert found.latest == day("2022-08-20")


def test_days_may_be_made_longer_by_months_and_hours_by_days() -> None:
    days = due_with(
        terms(15, Unit.WORKING_DAYS), day("2024-06-03"), KAZ, extensions=[Extended(Limit(2, Unit.MONTHS), "start")]
    )
    hours = due_with(
        terms(24, Unit.HOURS), Effective.parse("2024-06-03T10:00+05:00[Asia/Almaty]"), KAZ,
        extensions=[Extended(Limit(5, Unit.CALENDAR_DAYS), "start")],
    )  # fmt: skip

    assert days.latest == day("2024-08-03")
    assert (hours.latest, hours.latest_at) == (day("2024-06-08"), None)


def test_what_is_paused_and_made_longer_is_both() -> None:
    found = due_with(
        terms(3, Unit.MONTHS), day("2022-05-20"), KAZ,
        pauses=[Pause(day("2022-09-01"), day("2022-09-06"), "b"), Pause(day("2022-06-01"), day("2022-06-11"), "a")],
        extensions=[Extended(Limit(1, Unit.MONTHS), "end")],
    )  # fmt: skip

    # three months and ten days: 30 August; a month: 30 September; five days
    assert found.latest == day("2022-10-05")


# -- states ------------------------------------------------------------------------------------------------------------


def test_what_a_clock_shows_from_its_beginning_to_after_its_end() -> None:
    run = a_run(Terms(Limit(15, Unit.CALENDAR_DAYS)), "2024-06-03")  # Monday; Monday 17 or Tuesday 18
    shown = {
        text: run.state_on(day(text)) for text in ("2024-06-02", "2024-06-03", "2024-06-10", "2024-06-17", "2024-06-19")
    }

    assert ends(run.due) == (day("2024-06-17"), day("2024-06-18"))
    assert list(shown.values()) == [State.NOT_BEGUN, State.RUNNING, State.DUE_SOON, State.DUE, State.LATE]
    assert run.state_on(day("2024-06-18")) is State.DUE  # late only after the later day


def test_a_time_that_ends_is_expired_and_nobody_is_late() -> None:
    run = a_run(terms(3, Unit.MONTHS, owed=False), "2024-06-03")

    assert run.state_on(day("2024-09-03")) is State.DUE
    assert run.state_on(day("2024-09-04")) is State.EXPIRED


def test_a_limit_that_nobody_found_is_never_late() -> None:
    run = a_run(Terms(None), "2014-06-03")

    assert run.state_on(day("2026-11-25")) is State.NOT_KNOWN


def test_a_start_before_some_day_alarms_at_once() -> None:
    began = Happened(PartialDate.parse("../2024-06-03"), "arrival")
    run = runs(terms(5, Unit.CALENDAR_DAYS), KAZ, starts=[began])[0]

    assert run.state_on(day("2024-06-01")) is State.DUE
    assert run.state_on(day("2024-06-09")) is State.LATE


@pytest.mark.parametrize(
    ("stopped", "in_time"),
    [("2024-06-17", Finding.MET), ("2024-06-18", Finding.UNKNOWN), ("2024-06-19", Finding.NOT_MET)],
)
def test_what_came_between_the_two_days_is_neither_in_time_nor_late(stopped: str, in_time: Finding) -> None:
    run = a_run(Terms(Limit(15, Unit.CALENDAR_DAYS)), "2024-06-03", stops=[Happened(day(stopped), "decided")])

    assert run.in_time is in_time
    assert run.state_on(day("2026-01-01")) is State.STOPPED
    assert run.state_on(day("2024-06-04")) is State.RUNNING


def test_hours_are_kept_to_the_minute() -> None:
    began = Happened(Effective.parse("2024-06-03T10:00+05:00[Asia/Almaty]"), "arrival")

    def stopped(text: str) -> Finding:
        stop = Happened(Effective.parse(f"{text}+05:00[Asia/Almaty]"), "applied")
        return runs(terms(24, Unit.HOURS), KAZ, starts=[began], stops=[stop])[0].in_time

    assert stopped("2024-06-04T10:00") is Finding.MET
    assert stopped("2024-06-04T10:01") is Finding.NOT_MET
    by_day = runs(terms(24, Unit.HOURS), KAZ, starts=[began], stops=[Happened(day("2024-06-04"), "applied")])[0]
    assert by_day.in_time is Finding.UNKNOWN  # at what hour of that day nobody says


def test_a_stop_before_the_start_stops_nothing() -> None:
    run = a_run(terms(3, Unit.MONTHS), "2024-06-03", stops=[Happened(day("2024-06-02"), "decided")])

    assert run.stopped is None


# -- repeats -----------------------------------------------------------------------------------------------------------


def test_a_certificate_that_is_renewed_begins_anew_and_ends_the_one_before() -> None:
    issued = [Happened(day(text), "paper:certificate") for text in ("2024-09-02", "2024-06-03", "2024-12-01")]

    found = runs(terms(3, Unit.MONTHS, owed=False, repeats=True), KAZ, starts=issued)

    assert [run.due.latest for run in found] == [day("2024-09-03"), day("2024-12-02"), day("2025-03-01")]
    assert [run.state_on(day("2025-01-01")) for run in found] == [State.STOPPED, State.STOPPED, State.RUNNING]


def test_what_does_not_repeat_runs_from_its_first_event() -> None:
    found = runs(terms(3, Unit.MONTHS), KAZ, starts=[Happened(day("2024-09-02")), Happened(day("2024-06-03"))])

    assert [run.due.latest for run in found] == [day("2024-09-03")]


def test_without_its_event_no_clock_runs() -> None:
    assert runs(terms(3, Unit.MONTHS), KAZ, starts=[]) == ()


# -- worked out anew ---------------------------------------------------------------------------------------------------


def test_a_decree_moves_the_day_and_the_old_one_is_kept_with_why() -> None:
    limit = terms(5, Unit.WORKING_DAYS)
    before = due_with(limit, day("2024-06-03"), KAZ)
    decree = Decree("invented", frozenset({day("2024-06-05")}))
    after = due_with(limit, day("2024-06-03"), KAZ.with_decrees(decree))

    told = retold(retold(retold((), before, Cause.DECREE, 7), before, Cause.FACT, 8), after, Cause.DECREE, 9)

    assert [(one.due.latest, one.cause, one.position) for one in told] == [
        (day("2024-06-10"), Cause.FIRST, 7), (day("2024-06-11"), Cause.DECREE, 9),
    ]  # fmt: skip


def test_a_clock_that_nobody_paused_or_made_longer_is_the_plain_limit() -> None:
    for shift in range(400):
        start = day("2024-01-01") + timedelta(shift)
        for limit in (terms(15, Unit.WORKING_DAYS), terms(1, Unit.MONTHS, last=MOVES)):
            plain = due(limit.limit, start, KAZ, first_day=limit.first_day, last_day_off=limit.last_day_off)
            assert due_with(limit, start, KAZ) == plain
