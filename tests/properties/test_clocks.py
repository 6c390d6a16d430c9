"""What no counting of time may do, and that it agrees with a calendar gone through day by day."""

import calendar as months
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tulga.kernel.dates import PartialDate
from tulga.procedures.clocks.core.calendars import Calendar, DayKind, Decree
from tulga.procedures.clocks.core.counting import Due, due, working_days_between
from tulga.procedures.clocks.core.loading import calendar_ids, get_calendar
from tulga.procedures.clocks.core.running import Extended, Pause, Terms, due_with
from tulga.procedures.clocks.core.terms import FirstDay, LastDayOff, Limit, Unit

DAY = timedelta(1)
COUNTED = (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.MONTHS, Unit.YEARS)
days = st.dates(date(2014, 1, 1), date(2029, 12, 31))
calendars = st.sampled_from(calendar_ids()).map(get_calendar)
first_days, last_days = st.sampled_from(FirstDay), st.sampled_from(LastDayOff)


@st.composite
def limits(draw: st.DrawFn, units: tuple[Unit, ...] = COUNTED) -> Limit:
    unit = draw(st.sampled_from(units))
    most = {Unit.CALENDAR_DAYS: 120, Unit.WORKING_DAYS: 60, Unit.MONTHS: 30, Unit.YEARS: 12, Unit.HOURS: 200}[unit]
    return Limit(draw(st.integers(0, most)), unit)


@st.composite
def starts(draw: st.DrawFn) -> PartialDate:
    one, other = sorted((draw(days), draw(days)))
    return PartialDate.parse(draw(st.sampled_from((one.isoformat(), f"{one}/{other}", f"{one:%Y-%m}", f"{one:%Y}"))))


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    first = draw(days)
    return Pause(first, first + draw(st.integers(0, 60)) * DAY, "invented")


@st.composite
def terms(draw: st.DrawFn) -> Terms:
    return Terms(draw(limits()), draw(first_days), draw(last_days))


def not_earlier(later: Due, sooner: Due) -> bool:
    return all(
        one is None or (other is not None and one >= other)
        for one, other in ((later.earliest, sooner.earliest), (later.latest, sooner.latest))
    )


# -- an independent count, day by day ----------------------------------------------------------------------------------


def gone_through(
    limit: Limit, start: date, calendar: Calendar, *, next_day: bool, moves: bool, perhaps: bool, still: set[date]
) -> date:
    """Return the last day, by crossing off one day after the other on a wall calendar."""

    def off(day: date) -> bool:
        return calendar.kind(day) is DayKind.OFF or (perhaps and calendar.kind(day) is DayKind.PERHAPS_OFF)

    day = start
    if limit.value and limit.unit in (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS):
        crossed = 0
        day = start if next_day else start - DAY
        while crossed < limit.value:
            day += DAY
            if day not in still and not (limit.unit is Unit.WORKING_DAYS and off(day)):
                crossed += 1
    elif limit.value:
        left = limit.value * (12 if limit.unit is Unit.YEARS else 1)
        wanted = start.day if next_day else start.day - 1
        year, month = start.year, start.month
        for _ in range(left):
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if wanted == 0:
            day = date(year, month, 1) - DAY
        else:
            day = date(year, month, min(wanted, months.monthrange(year, month)[1]))
        passed = start + DAY  # each day that stood still before the end, or on it, gives one more at the end
        while passed <= day:
            if passed in still:
                day += DAY
            passed += DAY
    while moves and off(day):
        day += DAY
    return day


def both_ways(
    limit: Limit, start: date, calendar: Calendar, first: FirstDay, last: LastDayOff, still: set[date]
) -> Due:
    early = gone_through(
        limit, start, calendar, next_day=first is FirstDay.NEXT, moves=last is LastDayOff.MOVES,
        perhaps=False, still=still,
    )  # fmt: skip
    late = gone_through(
        limit, start, calendar, next_day=first is not FirstDay.OF_EVENT, moves=last is not LastDayOff.STAYS,
        perhaps=True, still=still,
    )  # fmt: skip
    return Due(early, late)


@given(limits(), days, calendars, first_days, last_days)
def test_every_day_is_that_of_a_calendar_gone_through_day_by_day(
    limit: Limit, start: date, calendar: Calendar, first: FirstDay, last: LastDayOff
) -> None:
    expected = both_ways(limit, start, calendar, first, last, set())

    found = due(limit, start, calendar, first_day=first, last_day_off=last)

    assert (found.earliest, found.latest) == (expected.earliest, expected.latest)


@given(terms(), days, calendars, st.lists(pauses(), max_size=4))
def test_with_pauses_too(limit: Terms, start: date, calendar: Calendar, stood: list[Pause]) -> None:
    still = {
        one.start + shift * DAY
        for one in stood
        if isinstance(one.start, date) and isinstance(one.end, date)
        for shift in range((one.end - one.start).days)
    }
    assert limit.limit is not None
    expected = both_ways(limit.limit, start, calendar, limit.first_day, limit.last_day_off, still)

    found = due_with(limit, start, calendar, pauses=stood)

    assert (found.earliest, found.latest) == (expected.earliest, expected.latest)


# -- what must never happen --------------------------------------------------------------------------------------------


@given(terms(), starts(), calendars, st.sets(days, min_size=1, max_size=40), st.lists(pauses(), max_size=3))
def test_another_day_off_never_makes_anything_due_earlier(
    limit: Terms, start: PartialDate, calendar: Calendar, off: set[date], stood: list[Pause]
) -> None:
    more = calendar.with_decrees(Decree("invented", frozenset(off)))

    assert not_earlier(due_with(limit, start, more, pauses=stood), due_with(limit, start, calendar, pauses=stood))


@given(terms(), days, calendars, st.lists(pauses(), max_size=3), pauses())
def test_pausing_never_makes_anything_due_earlier(
    limit: Terms, start: date, calendar: Calendar, stood: list[Pause], another: Pause
) -> None:
    before = due_with(limit, start, calendar, pauses=stood)

    assert not_earlier(due_with(limit, start, calendar, pauses=[*stood, another]), before)


@given(terms(), starts(), calendars, st.lists(pauses(), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_pauses_does_not_matter(
    limit: Terms, start: PartialDate, calendar: Calendar, stood: list[Pause], chance: object
) -> None:
    mixed = list(stood)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    assert due_with(limit, start, calendar, pauses=mixed) == due_with(limit, start, calendar, pauses=stood)


@given(
    terms(), starts(), calendars, st.lists(pauses(), max_size=3),
    st.lists(st.builds(Extended, limits(), st.sampled_from(["start", "end", "not_said"])), max_size=2),
)  # fmt: skip
def test_the_earlier_day_is_never_after_the_later_one_and_no_extension_makes_it_shorter(
    limit: Terms, start: PartialDate, calendar: Calendar, stood: list[Pause], longer: list[Extended]
) -> None:
    found = due_with(limit, start, calendar, pauses=stood, extensions=longer)

    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= found.latest
    assert not_earlier(found, due_with(limit, start, calendar, pauses=stood))


@given(limits(), limits(), days, days, calendars, first_days, last_days)
def test_a_later_start_or_a_longer_limit_is_never_due_earlier(
    limit: Limit, other: Limit, start: date, later: date, calendar: Calendar, first: FirstDay, last: LastDayOff
) -> None:
    start, later = sorted((start, later))
    longer = Limit(max(limit.value, other.value), limit.unit)

    sooner = due(limit, start, calendar, first_day=first, last_day_off=last)

    assert not_earlier(due(limit, later, calendar, first_day=first, last_day_off=last), sooner)
    assert limit.value == 0 or not_earlier(due(longer, start, calendar, first_day=first, last_day_off=last), sooner)


@given(st.integers(1, 60), days, calendars)
def test_counting_working_days_back_gives_the_number_of_the_limit(value: int, start: date, calendar: Calendar) -> None:
    found = due(Limit(value, Unit.WORKING_DAYS), start, calendar, first_day=FirstDay.NEXT)
    assert found.earliest is not None
    assert found.latest is not None

    assert working_days_between(calendar, start, found.earliest)[1] == value
    assert working_days_between(calendar, start, found.latest)[0] == value
    assert working_days_between(calendar, start, found.latest - DAY)[0] == value - 1


@given(terms(), starts(), days, calendars)
def test_a_start_known_in_part_has_every_day_that_it_may_be_between_its_two_days(
    limit: Terms, start: PartialDate, told_later: date, calendar: Calendar
) -> None:
    assert start.earliest is not None
    assert start.latest is not None
    exact = min(max(told_later, start.earliest), start.latest)

    vague, known = due_with(limit, start, calendar), due_with(limit, exact, calendar)

    assert known.earliest is not None
    assert known.latest is not None
    assert vague.earliest is not None
    assert vague.latest is not None
    assert vague.earliest <= known.earliest <= known.latest <= vague.latest


@given(st.integers(0, 200), days, st.sampled_from(["Asia/Almaty", "Asia/Bishkek", "Asia/Qyzylorda"]))
def test_hours_from_a_day_are_between_its_beginning_and_its_end(value: int, start: date, zone: str) -> None:
    found = due(Limit(value, Unit.HOURS), start, get_calendar("KAZ"), zone=zone)

    assert found.earliest_at is not None
    assert found.latest_at is not None
    hours = (found.latest_at.timestamp() - found.earliest_at.timestamp()) / 3600
    assert hours in {23.0, 24.0, 25.0}
