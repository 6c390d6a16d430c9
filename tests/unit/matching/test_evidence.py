"""What speaks for and against one person, apart from the name."""

import pytest

from tulga.matching.core.evidence import (
    Birth,
    Household,
    Told,
    birth_of,
    compare_births,
    compare_households,
    compare_numbers,
    compare_places,
    solar_ordinal,
)
from tulga.matching.core.records import Entry


def born(text: str, kind: str = "exact", age: int | None = None, asked: str = "") -> Entry:
    return Entry(id="a", birth_date=text, birth_date_kind=kind, age_stated=age, registered_on=asked)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("1984-05-06", "1984-05-06", Birth.SAME),
        ("1984-01-01", "1984-01-01", Birth.SAME_HABIT),
        ("1984-05-06", "1984-06-05", Birth.SWAPPED),
        ("1984-05-06", "1984-05-16", Birth.ONE_DIGIT),
        ("1984-05-06", "1994-05-06", Birth.YEAR_SLIP),
        ("1984-05-06", "1984", Birth.YEAR_FITS),
        ("1984-05-06", "1984-01-01", Birth.YEAR_FITS),
        ("1985", "1984-05-06", Birth.YEAR_NEAR),
        ("1984-05-06", "1984-11-20", Birth.SAME_YEAR),
        ("1984-05-06", "1951-11-20", Birth.FAR),
        ("1984-05-06", "", Birth.UNKNOWN),
        ("1984-05-06", "1984-13-45", Birth.YEAR_FITS),
        ("1375-05-06", "1996-07-27", Birth.SAME),
    ],
)
def test_two_dates_have_one_level_in_either_order(one: str, other: str, level: Birth) -> None:
    a, b = birth_of(born(one)), birth_of(born(other))

    found = compare_births(a, b), compare_births(b, a)

    assert found == (level, level)


def test_the_first_day_of_the_solar_year_1375_is_the_twentieth_of_march_1996() -> None:
    assert abs(solar_ordinal(1375, 1, 1) - birth_of(born("1996-03-20")).ordinal) <= 1


def test_an_age_on_a_day_fits_a_date_that_gives_this_age() -> None:
    stated = birth_of(born("", "age", 20, "2020-06-01"))

    assert compare_births(stated, birth_of(born("2000-03-01"))) is Birth.AGE_FITS
    assert compare_births(stated, birth_of(born("1985-03-01"))) is Birth.FAR


def test_a_place_is_the_same_under_its_former_name() -> None:
    assert compare_places("Чимкент", "Шымкент") is Told.SAME
    assert compare_places("Семипалатинск", "Semey") is Told.SAME
    assert compare_places("", "Шымкент") is Told.UNKNOWN


def test_one_slip_in_a_number_is_no_other_number() -> None:
    assert compare_numbers("N12345678", "N12345687") is Told.SIMILAR
    assert compare_numbers("N12345678", "N00045678") is Told.DIFFERENT


def test_households_are_compared_inside_one_register_only() -> None:
    here = Entry(id="a", register="ngo", household_ref="1")

    assert compare_households(here, Entry(id="b", register="ngo", household_ref="1")) is Household.SAME_IN_ONE_REGISTER
    assert compare_households(here, Entry(id="b", register="civil", household_ref="1")) is Household.NOT_COMPARABLE
