"""The limits of Kazakhstan's procedures (rows T01 to T39 of the reference) as days on the calendar.

How to count (which day is first, whether a last day off moves) was not found in the law. Where a row leaves it open,
both days are asserted: the earlier one alarms, and only after the later one anything is late.
"""

from datetime import date, timedelta

import pytest

from tulga.kernel.dates import PartialDate
from tulga.kernel.effective import Effective
from tulga.kernel.findings import Finding
from tulga.procedures.clocks.core.calendars import Calendar
from tulga.procedures.clocks.core.counting import Doubt, at_most, due, ended_on
from tulga.procedures.clocks.core.loading import get_calendar
from tulga.procedures.clocks.core.running import Extended, Happened, State, Terms, due_with, runs
from tulga.procedures.clocks.core.terms import FirstDay, LastDayOff, Limit, Unit

KAZ = get_calendar("KAZ")
HOURS, DAYS, WORKING, MONTHS, YEARS = Unit
NEXT, STAYS = FirstDay.NEXT, LastDayOff.STAYS

ROWS = [
    # row, limit, the event, the earlier day, the later day
    ("T01", 5, DAYS, "2022-06-01", "2022-06-05", "2022-06-06"),  # arrival on Wednesday; Monday by the later reading
    ("T01", 5, DAYS, "2022-03-17", "2022-03-21", "2022-03-24"),  # the end falls into Nauryz
    ("T01", 5, DAYS, "2022-12-28", "2023-01-01", "2023-01-04"),  # and into the New Year, which was a Sunday
    ("T04", 3, DAYS, "2022-07-04", "2022-07-06", "2022-07-07"),  # Capital Day
    ("T04", 3, DAYS, "2024-05-06", "2024-05-08", "2024-05-10"),  # 7, 8 (by decree) and 9 May
    ("T05", 3, MONTHS, "2022-11-30", "2023-02-28", "2023-02-28"),  # there is no 30 February
    ("T05", 3, MONTHS, "2023-11-30", "2024-02-29", "2024-02-29"),
    ("T06", 3, MONTHS, "2022-08-31", "2022-11-30", "2022-11-30"),
    ("T06", 3, MONTHS, "2022-05-20", "2022-08-19", "2022-08-22"),  # 20 August 2022 was a Saturday
    ("T12", 5, YEARS, "2020-02-29", "2025-02-28", "2025-02-28"),
    ("T16", 3, WORKING, "2022-03-18", "2022-03-25", "2022-03-28"),  # Friday before Nauryz (21 to 23 March)
    ("T16", 3, WORKING, "2021-12-31", "2022-01-06", "2022-01-10"),  # 3 and 4 January off for 1 and 2, Christmas on 7
    ("T16", 3, WORKING, "2022-10-22", "2022-10-27", "2022-10-28"),  # born on a Saturday that was worked
    ("T16", 3, WORKING, "2022-07-09", "2022-07-13", "2022-07-13"),  # Kurban Ait, a Saturday: it moves nothing
    ("T17", 1, WORKING, "2023-08-29", "2023-08-29", "2023-08-31"),  # 30 August was a holiday
    ("T18", 5, DAYS, "2022-06-01", "2022-06-05", "2022-06-06"),
    ("T19", 2, MONTHS, "2022-12-31", "2023-02-28", "2023-02-28"),
    ("T20", 5, WORKING, "2022-06-01", "2022-06-07", "2022-06-08"),
    ("T21", 90, DAYS, "2024-01-15", "2024-04-13", "2024-04-15"),  # 13 and 14 April are a weekend
    ("T24", 10, DAYS, "2024-05-29", "2024-06-07", "2024-06-10"),
    ("T27", 30, WORKING, "2022-04-01", "2022-05-17", "2022-05-18"),  # with 2, 9 and 10 May off
    ("T29", 30, DAYS, "2024-06-03", "2024-07-02", "2024-07-03"),
    ("T34", 3, MONTHS, "2021-11-30", "2022-02-28", "2022-02-28"),
    ("T36", 15, WORKING, "2022-10-10", "2022-10-31", "2022-11-01"),  # 22 October worked, 24 and 25 off
    ("T36", 15, WORKING, "2021-12-06", "2021-12-28", "2021-12-29"),  # 16 and 17 December were both off then
    ("T36", 15, WORKING, "2022-12-05", "2022-12-26", "2022-12-27"),  # only the 16th since
    ("T38", 3, WORKING, "2024-05-03", "2024-05-06", "2024-05-10"),  # Saturday 4 May worked
    ("T39", 3, WORKING, "2024-03-19", "2024-03-26", "2024-03-27"),  # Nauryz, and Monday for the Saturday
]


@pytest.mark.parametrize(("row", "value", "unit", "event", "earlier", "later"), ROWS)
def test_a_limit_ends_on_these_days(row: str, value: int, unit: Unit, event: str, earlier: str, later: str) -> None:
    found = due(Limit(value, unit), date.fromisoformat(event), KAZ)

    assert (found.earliest, found.latest) == (date.fromisoformat(earlier), date.fromisoformat(later)), row
    assert found.certain is (earlier == later), row


def test_a_certificate_is_issued_on_the_day_of_registration_t03() -> None:
    found = due(Limit(0, DAYS), date(2022, 6, 1), KAZ)

    assert (found.earliest, found.latest) == (date(2022, 6, 1), date(2022, 6, 1))
    assert found.certain


def test_a_day_after_an_irregular_crossing_is_24_hours_t02() -> None:
    crossed = Effective.parse("2022-06-01T21:40+06:00[Asia/Almaty]")
    in_the_west = Effective.parse("2022-06-01T21:40+05:00[Asia/Aqtau]")

    assert due(Limit(24, HOURS), crossed, KAZ).latest_at == crossed.instant + timedelta(hours=24)  # type: ignore[operator]
    assert due(Limit(24, HOURS), in_the_west, KAZ, zone="Asia/Aqtau").latest == date(2022, 6, 2)


def test_a_decision_put_off_for_a_year_alarms_by_the_shorter_reading_and_is_late_by_the_longer_one_t07() -> None:
    terms = Terms(Limit(3, MONTHS), NEXT, STAYS)
    put_off = [Extended(Limit(1, YEARS), "not_said")]
    registered = [Happened(date(2022, 6, 1), "registered")]

    run = runs(terms, KAZ, starts=registered, extensions=put_off)[0]

    assert (run.due.earliest, run.due.latest) == (date(2023, 6, 1), date(2023, 9, 1))
    assert [reason.code for reason in run.due.reasons] == [Doubt.EXTENSION_START_NOT_SAID]
    days = (date(2023, 5, 31), date(2023, 6, 1), date(2023, 9, 1), date(2023, 9, 2))
    assert [run.state_on(day) for day in days] == [State.DUE_SOON, State.DUE, State.DUE, State.LATE]


def test_the_certificate_begins_anew_every_three_months_while_the_decision_is_put_off_t05() -> None:
    terms = Terms(Limit(3, MONTHS), NEXT, STAYS, owed=False, repeats=True)
    issued = [Happened(date(2022, month, 1), "paper:asylum_seeker_certificate") for month in (3, 6, 9)]

    found = runs(terms, KAZ, starts=issued)

    assert [run.due.latest for run in found] == [date(2022, 6, 1), date(2022, 9, 1), date(2022, 12, 1)]
    assert found[-1].state_on(date(2022, 12, 2)) is State.EXPIRED


@pytest.mark.parametrize(
    ("issued", "certificate_ends", "ends"),
    [("2024-06-03", "2024-11-30", "2024-11-30"), ("2024-06-03", "2025-11-30", "2025-06-03")],
)
def test_a_travel_document_is_valid_for_a_year_and_never_beyond_the_certificate_t10(
    issued: str, certificate_ends: str, ends: str
) -> None:
    year = due(Limit(1, YEARS), date.fromisoformat(issued), KAZ, first_day=NEXT, last_day_off=STAYS)
    certificate = due(Limit(0, DAYS), date.fromisoformat(certificate_ends), KAZ, last_day_off=STAYS)

    found = at_most(year, certificate)

    assert (found.earliest, found.latest) == (date.fromisoformat(ends), date.fromisoformat(ends))
    assert found.certain


def test_under_fourteen_is_a_matter_of_completed_years_t28() -> None:
    born = PartialDate.parse("2008-02-29")

    assert born.age_on(date(2022, 2, 28)) == (13, 13)
    assert born.age_on(date(2022, 3, 1)) == (14, 14)
    assert PartialDate.parse("2008").age_on(date(2022, 6, 1)) == (13, 14)  # nobody can say


def test_silence_is_a_refusal_from_the_day_of_the_limit_and_the_complaint_runs_from_it_t35_t34() -> None:
    decision = due(Limit(15, WORKING), date(2022, 10, 10), KAZ)

    complaint = due(Limit(3, MONTHS), ended_on(decision), KAZ)

    assert str(ended_on(decision)) == "2022-10-31/2022-11-01"
    # 31 October and three months: 31 January, less a day; 1 November: 1 February
    assert (complaint.earliest, complaint.latest) == (date(2023, 1, 30), date(2023, 2, 1))


def test_an_extension_is_two_months_at_most_and_told_within_three_working_days_t37_t38() -> None:
    terms = Terms(Limit(15, WORKING), NEXT, STAYS)
    longer = [Extended(Limit(2, MONTHS), "not_said")]

    found = due_with(terms, date(2022, 10, 10), KAZ, extensions=longer)
    notice = due(Limit(3, WORKING), date(2022, 10, 21), KAZ, first_day=NEXT)

    assert (found.earliest, found.latest) == (date(2022, 12, 10), date(2023, 1, 1))
    assert notice.latest == date(2022, 10, 27)  # Saturday 22 worked, Monday and Tuesday off


def test_a_decision_between_the_two_days_is_neither_in_time_nor_late_t06() -> None:
    terms = Terms(Limit(3, MONTHS))
    registered, decided = Happened(date(2022, 5, 20), "registered"), Happened(date(2022, 8, 22), "decided")

    run = runs(terms, KAZ, starts=[registered], stops=[decided])[0]

    assert run.in_time is Finding.UNKNOWN


def test_the_same_limits_count_by_another_countrys_days() -> None:
    kyrgyzstan: Calendar = get_calendar("KGZ")

    found = due(Limit(15, WORKING), date(2024, 4, 1), kyrgyzstan, first_day=NEXT)
    in_kazakhstan = due(Limit(15, WORKING), date(2024, 4, 1), KAZ, first_day=NEXT)

    assert found.certain
    assert (found.latest, in_kazakhstan.latest) == (date(2024, 4, 23), date(2024, 4, 22))  # Orozo Ait on 10 April
    # 31 August was a Saturday, but a decree had Monday 2 September worked
    assert due(Limit(15, WORKING), date(2024, 8, 20), kyrgyzstan, first_day=NEXT).latest == date(2024, 9, 10)
