"""Half-open periods: what ends on a day no longer holds on that day."""

from datetime import date

import pytest

from tulga.kernel.periods import ALWAYS, Period

JUNE = Period(date(2021, 6, 1), date(2021, 7, 1))


def test_the_first_day_is_in_and_the_last_is_not() -> None:
    assert JUNE.contains(date(2021, 6, 1))
    assert JUNE.contains(date(2021, 6, 30))
    assert not JUNE.contains(date(2021, 7, 1))
    assert JUNE.days() == 30


def test_an_open_side_has_no_end() -> None:
    assert ALWAYS.contains(date.min)
    assert Period(None, date(2021, 1, 1)).contains(date.min)
    assert Period(date(2021, 1, 1)).days() is None


def test_periods_that_only_touch_do_not_overlap() -> None:
    july = Period(date(2021, 7, 1), date(2021, 8, 1))

    assert not JUNE.overlaps(july)
    assert JUNE.intersection(Period(date(2021, 6, 30))) == Period(date(2021, 6, 30), date(2021, 7, 1))


def test_an_empty_period_holds_no_day_and_overlaps_nothing() -> None:
    empty = Period(date(2021, 6, 3), date(2021, 6, 3))

    assert empty.days() == 0
    assert not empty.contains(date(2021, 6, 3))
    assert not empty.overlaps(ALWAYS)


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2021, 6, 2), date(2021, 6, 1))
