"""Both ways of counting, and what is said about a day that is not certain."""

from datetime import date, datetime

import pytest

from tulga.kernel.dates import PartialDate
from tulga.kernel.effective import Effective
from tulga.procedures.clocks.core.calendars import Calendar
from tulga.procedures.clocks.core.counting import Doubt, Due, Reason, due, plus_months, working_days_between
from tulga.procedures.clocks.core.loading import get_calendar, told_reason
from tulga.procedures.clocks.core.terms import FirstDay, LastDayOff, Limit, Unit

NEXT, OF_EVENT, NOT_SAID = FirstDay.NEXT, FirstDay.OF_EVENT, FirstDay.NOT_SAID
STAYS, MOVES = LastDayOff.STAYS, LastDayOff.MOVES


def kazakhstan() -> Calendar:
    return get_calendar("KAZ")


def codes(found: Due) -> list[Doubt]:
    return [reason.code for reason in found.reasons]


@pytest.mark.parametrize(
    ("start", "months", "by_next_day", "by_day_of_event"),
    [
        ("2023-01-31", 1, "2023-02-28", "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29", "2024-02-29"),
        ("2023-01-30", 1, "2023-02-28", "2023-02-28"),
        ("2023-01-28", 1, "2023-02-28", "2023-02-27"),
        ("2023-03-01", 1, "2023-04-01", "2023-03-31"),
        ("2023-02-28", 1, "2023-03-28", "2023-03-27"),
        ("2023-08-31", 6, "2024-02-29", "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28", "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29", "2028-02-28"),
        ("2023-12-15", 1, "2024-01-15", "2024-01-14"),
        ("2023-12-15", 0, "2023-12-15", "2023-12-15"),
    ],
)
def test_months_end_on_the_day_of_the_same_number_or_the_last(
    start: str, months: int, by_next_day: str, by_day_of_event: str
) -> None:
    assert plus_months(date.fromisoformat(start), months, NEXT) == date.fromisoformat(by_next_day)
    assert plus_months(date.fromisoformat(start), months, OF_EVENT) == date.fromisoformat(by_day_of_event)


def test_hours_are_time_and_not_what_the_wall_clock_shows() -> None:
    # Almaty went from +06:00 to +05:00 on 2024-03-01
    start = Effective.parse("2024-02-29T14:00+06:00[Asia/Almaty]")

    found = due(Limit(24, Unit.HOURS), start, kazakhstan())

    assert found.certain
    assert found.latest_at == datetime.fromisoformat("2024-03-01T13:00+05:00")
    assert found.latest == date(2024, 3, 1)


def test_hours_from_a_day_end_between_two_instants() -> None:
    found = due(Limit(24, Unit.HOURS), date(2024, 6, 3), kazakhstan())

    assert found.earliest_at == datetime.fromisoformat("2024-06-04T00:00+05:00")
    assert found.latest_at == datetime.fromisoformat("2024-06-05T00:00+05:00")
    assert not found.certain
    assert codes(found) == [Doubt.START_PARTIAL]


def test_an_instant_counts_by_the_day_of_the_office_and_not_of_where_it_happened() -> None:
    at_night_in_warsaw = Effective.parse("2024-06-03T22:30+02:00[Europe/Warsaw]")

    found = due(Limit(5, Unit.CALENDAR_DAYS), at_night_in_warsaw, kazakhstan(), first_day=NEXT, last_day_off=STAYS)

    assert found.latest == date(2024, 6, 9)  # in Almaty it was the 4th


def test_a_start_that_is_known_in_part_alarms_at_the_earliest_possible_day() -> None:
    found = due(Limit(3, Unit.MONTHS), PartialDate.parse("2022-05"), kazakhstan(), first_day=NEXT, last_day_off=STAYS)

    assert (found.earliest, found.latest) == (date(2022, 8, 1), date(2022, 8, 31))
    assert codes(found) == [Doubt.START_PARTIAL]


def test_a_start_without_a_bound_has_no_end_on_that_side() -> None:
    found = due(
        Limit(3, Unit.MONTHS), PartialDate.parse("../2022-05-10"), kazakhstan(), first_day=NEXT, last_day_off=STAYS
    )

    assert (found.earliest, found.latest) == (None, date(2022, 8, 10))
    assert codes(due(Limit(3, Unit.MONTHS), PartialDate.parse("unknown"), kazakhstan()))[0] is Doubt.START_NOT_KNOWN


def test_where_the_law_is_silent_both_days_are_worked_out() -> None:
    # five days from Monday 2024-06-03: Friday where Monday counts; Saturday otherwise, and that is a day off
    found = due(Limit(5, Unit.CALENDAR_DAYS), date(2024, 6, 3), kazakhstan())

    assert (found.earliest, found.latest) == (date(2024, 6, 7), date(2024, 6, 10))
    assert codes(found) == [Doubt.FIRST_DAY_NOT_SAID, Doubt.LAST_DAY_OFF_NOT_SAID]


def test_silence_that_makes_no_difference_is_no_doubt() -> None:
    # from a Saturday, working days begin on Monday by both ways
    found = due(Limit(3, Unit.WORKING_DAYS), date(2024, 6, 8), kazakhstan())

    assert found.certain
    assert found.latest == date(2024, 6, 12)


def test_working_days_pass_over_what_a_decree_moved() -> None:
    # Saturday 4 May 2024 is worked; 7, 8 and 9 May are off
    found = due(Limit(3, Unit.WORKING_DAYS), date(2024, 5, 3), kazakhstan(), first_day=NEXT)

    assert found.certain
    assert found.latest == date(2024, 5, 10)


def test_a_year_without_its_decree_leaves_a_doubt_and_says_which() -> None:
    found = due(Limit(15, Unit.WORKING_DAYS), date(2025, 12, 22), kazakhstan(), first_day=NEXT)

    assert codes(found) == [Doubt.DECREE_NOT_KNOWN]
    assert found.earliest == found.latest == date(2026, 1, 15)
    assert not found.certain
    assert "2026" in told_reason(found.reasons[0], "kk", kazakhstan())


def test_a_feast_that_is_not_announced_gives_two_days_and_its_name() -> None:
    found = due(Limit(3, Unit.WORKING_DAYS), date(2028, 5, 2), kazakhstan(), first_day=NEXT)

    assert (found.earliest, found.latest) == (date(2028, 5, 5), date(2028, 5, 11))
    assert Doubt.FEAST_NOT_ANNOUNCED in codes(found)
    feast = next(one for one in found.reasons if one.code is Doubt.FEAST_NOT_ANNOUNCED)
    assert told_reason(feast, "ru", kazakhstan()) == "дата праздника «первый день Курбан-айта» ещё не объявлена на 2028"


def test_a_last_day_that_is_perhaps_off_may_move() -> None:
    limit = Limit(2, Unit.CALENDAR_DAYS)

    found = due(limit, date(2028, 5, 2), kazakhstan(), first_day=NEXT, last_day_off=MOVES)

    assert found.earliest == date(2028, 5, 4)
    assert found.latest is not None
    assert found.latest > date(2028, 5, 5)
    assert Doubt.FEAST_NOT_ANNOUNCED in codes(found)


def test_what_the_calendar_was_not_asked_for_is_in_no_doubt() -> None:
    found = due(Limit(3, Unit.MONTHS), date(2026, 11, 25), kazakhstan(), first_day=NEXT, last_day_off=STAYS)

    assert found.certain
    assert found.marks == frozenset()


def test_how_far_the_calendar_was_verified_goes_with_the_day() -> None:
    assert "U" in due(Limit(3, Unit.WORKING_DAYS), date(2024, 6, 3), kazakhstan()).marks


def test_a_limit_that_nobody_found_has_no_day() -> None:
    found = due(None, date(2024, 6, 3), kazakhstan())

    assert (found.earliest, found.latest) == (None, None)
    assert codes(found) == [Doubt.LIMIT_NOT_FOUND]


@pytest.mark.parametrize("unit", [Unit.CALENDAR_DAYS, Unit.MONTHS, Unit.YEARS, Unit.HOURS])
def test_an_end_beyond_all_dates_is_said_and_no_crash(unit: Unit) -> None:
    found = due(Limit(99_999, unit), date(9999, 12, 30), kazakhstan())

    assert codes(found)[-1] is Doubt.TOO_FAR


def test_years_before_the_calendar_are_told_as_stretches() -> None:
    found = due(Limit(1, Unit.WORKING_DAYS), PartialDate.parse("1989/1994"), kazakhstan(), first_day=NEXT)

    told = {one.code: one.data for one in found.reasons}
    assert told[Doubt.BEFORE_CALENDAR] == {"years": "1989–1991"}
    assert told[Doubt.DECREE_NOT_KNOWN] == {"years": "1992–1995"}


def test_working_days_between_two_days_are_a_range_where_a_feast_is_open() -> None:
    assert working_days_between(kazakhstan(), date(2024, 5, 3), date(2024, 5, 10)) == (3, 3)
    assert working_days_between(kazakhstan(), date(2028, 5, 2), date(2028, 5, 5)) == (1, 3)


@pytest.mark.parametrize("code", list(Doubt))
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_doubt_has_words_in_three_languages(code: Doubt, language: str) -> None:
    said = told_reason(Reason(code, {"years": "2026", "holiday": "eid_al_adha"}), language, kazakhstan())

    assert said
    assert "{" not in said
