"""What a partial date says is true of every day that it may mean, and of no other."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from tulga.kernel.dates import InvalidDate, PartialDate
from tulga.kernel.effective import Effective
from tulga.kernel.findings import Finding, not_
from tulga.kernel.periods import Period

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def texts(draw: st.DrawFn) -> str:
    day = draw(DAYS)
    single = st.sampled_from([
        f"{day}", f"{day:%Y-%m}", f"{day:%Y}", f"{day:%Y}"[:3] + "X", f"{day:%Y}"[:2] + "XX",
        f"{day:%Y}-{draw(st.integers(21, 24))}",
    ])  # fmt: skip
    plain = draw(single)
    marked = plain + draw(st.sampled_from(["", "~", "?", "%"]))
    later = day + timedelta(days=40_000)
    return draw(st.sampled_from([marked, plain, f"../{marked}", f"{marked}/..", f"{marked}/{later}", "unknown"]))


DATES = texts().map(PartialDate.parse)


@given(DATES)
def test_the_written_form_reads_back_as_the_same_date(told: PartialDate) -> None:
    again = PartialDate.parse(told.text)

    assert again == told
    assert (again.earliest, again.latest, again.approximate) == (told.earliest, told.latest, told.approximate)
    assert Effective.parse(told.text).earliest == told.earliest


@given(DATES, DAYS, DAYS)
def test_a_definite_answer_holds_for_every_day_it_may_mean(told: PartialDate, meant: date, day: date) -> None:
    assume((told.earliest is None or told.earliest <= meant) and (told.latest is None or meant <= told.latest))

    for answer, truth in (
        (told.before(day), meant < day),
        (told.on_or_before(day), meant <= day),
        (told.after(day), meant > day),
    ):
        assert answer in {Finding.UNKNOWN, Finding.MET if truth else Finding.NOT_MET}


@given(DATES, DAYS)
def test_after_is_the_opposite_of_on_or_before(told: PartialDate, day: date) -> None:
    assert told.after(day) is not_(told.on_or_before(day))
    assert told.before(day) is told.on_or_before(day - timedelta(days=1))


@given(DAYS, DAYS, st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))
def test_a_mark_only_widens(meant: date, day: date, form: str) -> None:
    told = PartialDate.parse(meant.strftime(form))

    about = PartialDate.parse(told.text + "~")

    assert about.earliest is not None
    assert about.latest is not None
    assert told.earliest is not None
    assert told.latest is not None
    assert about.earliest < told.earliest <= told.latest < about.latest
    assert about.before(day) in {told.before(day), Finding.UNKNOWN}


@given(DATES, DAYS, DAYS)
def test_the_age_lies_within_its_bounds(told: PartialDate, born: date, day: date) -> None:
    assume((told.earliest is None or told.earliest <= born) and (told.latest is None or born <= told.latest))
    assume(born <= day)

    lowest, highest = told.age_on(day)
    (age, _) = PartialDate.of(born).age_on(day)

    assert age is not None
    assert lowest is None or lowest <= age
    assert highest is None or age <= highest


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused_in_a_sentence(text: str) -> None:
    try:
        told = PartialDate.parse(text)
    except InvalidDate as refusal:
        assert "write" in str(refusal)  # noqa: PT017 - most texts are refused, some are dates
    else:
        assert told.text.isascii()


def _period(sides: tuple[date | None, date | None]) -> Period:
    start, end = sides
    return Period(end, start) if start and end and end < start else Period(start, end)


PERIODS = st.tuples(st.none() | DAYS, st.none() | DAYS).map(_period)


@given(PERIODS, PERIODS, DAYS)
def test_the_intersection_holds_the_days_of_both(first: Period, second: Period, day: date) -> None:
    both = first.intersection(second)

    assert (both is not None and both.contains(day)) == (first.contains(day) and second.contains(day))
    assert both == second.intersection(first)
    assert first.overlaps(second) == (both is not None)


@given(PERIODS, DAYS, st.integers(1, 800))
def test_a_period_cut_in_two_loses_and_doubles_no_day(period: Period, cut: date, days: int) -> None:
    assume(period.contains(cut))
    left, right = Period(period.start, cut), Period(cut, period.end)
    day = cut + timedelta(days=days - 400)

    assert not left.overlaps(right)
    assert period.contains(day) == (left.contains(day) or right.contains(day))
    assert (left.days() or 0) + (right.days() or 0) == period.days() or period.days() is None
