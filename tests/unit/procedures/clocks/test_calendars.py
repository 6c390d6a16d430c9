"""Days that are worked, compared with a kept library; what is not known says so."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from tulga.procedures.clocks.core.calendars import Calendar, DayKind, Decree, FeastDay
from tulga.procedures.clocks.core.loading import UnknownCalendar, calendar_ids, get_calendar, told
from tulga.procedures.definitions.core.model import Mark

LIBRARY = Path(__file__).parents[3] / "data" / "procedures"
FIRST, LAST = date(1992, 1, 1), date(2027, 12, 31)


def by_library(country: str) -> dict[date, str]:
    rows = (LIBRARY / f"holidays-{country.lower()}.csv").read_text(encoding="utf-8").splitlines()
    said = csv.DictReader(line for line in rows if not line.startswith("#"))
    return {date.fromisoformat(row["day"]): row["said"] for row in said}


def differences(calendar: Calendar) -> dict[date, tuple[str, str]]:
    said, found = by_library(calendar.country), {}
    for ordinal in range(FIRST.toordinal(), LAST.toordinal() + 1):
        day = date.fromordinal(ordinal)
        theirs = said.get(day, "off" if day.isoweekday() > 5 else "worked")
        if (ours := calendar.kind(day).value) != theirs:
            found[day] = (ours, theirs)
    return found


def test_of_kazakhstan_we_differ_from_the_library_only_where_a_feast_is_not_announced() -> None:
    # its estimate falls on Sunday 2027-05-16; a day later the feast would be a day off
    assert differences(get_calendar("KAZ")) == {date(2027, 5, 17): ("perhaps_off", "worked")}


def test_of_kyrgyzstan_we_differ_from_the_library_only_where_a_feast_is_not_confirmed() -> None:
    found = differences(get_calendar("KGZ"))

    assert {ours for ours, _theirs in found.values()} == {"perhaps_off"}
    assert {day.year for day in found} == {*range(1992, 2006), 2027}
    assert len(found) == 63


def test_of_georgia_we_differ_from_the_library_on_no_day_of_our_calendar() -> None:
    georgia = get_calendar("GEO")

    assert [day for day in differences(georgia) if day.year >= georgia.begins] == []
    assert not georgia.year(2025).decree_known  # the Government gives days off one by one; nobody lists them all


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2021-12-01", DayKind.OFF),  # First President Day, for the last time
        ("2022-12-01", DayKind.WORKED),
        ("2021-10-25", DayKind.WORKED),
        ("2022-10-25", DayKind.OFF),  # Republic Day is back
        ("2021-12-17", DayKind.OFF),
        ("2024-12-17", DayKind.WORKED),
        ("2024-03-25", DayKind.OFF),  # 23 March was a Saturday
        ("2024-05-04", DayKind.WORKED),  # a Saturday worked by decree
        ("2024-05-08", DayKind.OFF),
        ("2023-01-07", DayKind.OFF),
        ("2023-01-09", DayKind.WORKED),  # Orthodox Christmas carries nothing over
        ("2025-06-06", DayKind.OFF),  # Kurban Ait
        ("2026-05-27", DayKind.OFF),  # announced
        ("2026-08-31", DayKind.WORKED),  # 30 August is no holiday any more
    ],
)
def test_days_of_kazakhstan_are_off_as_the_law_stood(day: str, kind: DayKind) -> None:
    assert get_calendar("KAZ").kind(date.fromisoformat(day)) is kind


def test_a_year_without_its_decree_says_so_and_a_decree_settles_it() -> None:
    plain = get_calendar("KAZ")
    declared = plain.with_decrees(Decree("invented", frozenset({date(2026, 12, 31)}), frozenset({date(2026, 12, 26)})))
    settled = declared.with_decrees(Decree("nothing more", complete_for=frozenset({2026})))

    assert plain.year(2024).decree_known
    assert not plain.year(2015).decree_known
    assert not plain.year(2026).decree_known
    assert not declared.year(2026).decree_known  # one decree does not say that there will be no other
    assert settled.year(2026).decree_known
    assert [settled.kind(date(2026, 12, day)) for day in (31, 26)] == [DayKind.OFF, DayKind.WORKED]
    assert plain.kind(date(2026, 12, 31)) is DayKind.WORKED  # the calendar itself never changes


def test_a_later_decree_takes_back_an_earlier_one() -> None:
    moved = Decree("first", frozenset({date(2026, 12, 31)}), frozenset({date(2026, 12, 26)}))
    back = Decree("second", frozenset({date(2026, 12, 26)}), frozenset({date(2026, 12, 31)}))

    calendar = get_calendar("KAZ").with_decrees(moved).with_decrees(back)

    assert calendar.works(date(2026, 12, 31))
    assert not calendar.works(date(2026, 12, 26))


def test_the_day_of_a_feast_is_perhaps_off_until_it_is_announced() -> None:
    plain = get_calendar("KAZ")
    announced = plain.with_feasts(FeastDay("eid_al_adha", date(2028, 5, 4), True, "invented", "U"))

    assert [plain.kind(date(2028, 5, day)).value for day in (3, 4, 5, 10)] == [
        "worked",
        "perhaps_off",
        "perhaps_off",
        "worked",
    ]
    assert plain.year(2028).feasts_estimated == {"eid_al_adha"}
    assert [announced.kind(date(2028, 5, day)).value for day in (3, 4, 5)] == ["worked", "off", "worked"]
    assert announced.year(2028).feasts_estimated == frozenset()


def test_who_works_six_days_has_saturdays_at_work() -> None:
    five, six = get_calendar("KAZ"), get_calendar("KAZ.six")
    saturday = date(2024, 3, 23)  # Nauryz

    assert six.works(date(2024, 3, 30))
    assert not five.works(date(2024, 3, 30))
    assert not six.works(saturday)
    assert six.works(date(2024, 3, 25))  # nothing is carried over: the holiday was no day off of that week
    assert not six.works(date(2023, 1, 3))  # New Year on a Sunday is carried over in both
    assert six.works(date(2023, 7, 7))  # Saturday 1 July worked instead: for the five-day week only
    assert not six.works(date(2025, 1, 3))  # Sunday 5 January worked instead: for both
    assert six.works(date(2025, 1, 5))


@pytest.mark.parametrize("calendar", calendar_ids())
def test_every_row_names_a_source_and_a_mark_and_has_three_languages(calendar: str) -> None:
    found = get_calendar(calendar)
    sources = told(found.country)["sources"]

    for row in (*found.holidays, *found.carries, *found.feast_days):
        assert row.source in sources, row
        assert Mark(row.mark), row
    assert all(set(holiday.label) == {"en", "ru", "kk"} for holiday in found.holidays)
    assert all(decree.id for decree in found.decrees)


@pytest.mark.parametrize("calendar", calendar_ids())
def test_a_fixed_holiday_never_has_two_rows_for_one_day(calendar: str) -> None:
    found = get_calendar(calendar)

    for year in range(1992, 2040):
        days = [day for one in found.holidays for day in one.days if one.valid.contains(date(year, *day))]
        assert len(days) == len(set(days)), year


def test_a_feast_that_falls_into_one_year_twice_is_off_twice() -> None:
    assert [get_calendar("KGZ").kind(day).value for day in (date(2006, 1, 10), date(2006, 12, 31))] == ["off", "off"]
    late = [get_calendar("KGZ").kind(date(2039, 12, 26) + timedelta(shift)).value for shift in (-1, 0, 1)]
    assert "perhaps_off" in late  # the estimate for January does not hide that for December


def test_an_unknown_calendar_is_named() -> None:
    with pytest.raises(UnknownCalendar, match="ATL"):
        get_calendar("ATL")


def test_a_day_is_off_or_worked_by_one_decree() -> None:
    with pytest.raises(ValueError, match="both"):
        Decree("odd", frozenset({date(2026, 1, 5)}), frozenset({date(2026, 1, 5)}))
