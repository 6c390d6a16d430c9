"""Numbers of papers that no paper can bear."""

from random import Random

import pytest

from tulga.demo import numbers


@pytest.mark.parametrize(("text", "digit"), [("L898902C3", 6), ("740812", 2), ("120415", 9), ("ZE184226B<<<<<", 1)])
def test_the_check_digit_is_that_of_icao_9303(text: str, digit: int) -> None:
    assert numbers.check_digit(text) == digit


def test_a_number_with_the_right_check_digit_is_not_called_impossible() -> None:
    assert not numbers.is_impossible("L898902C36")


@pytest.mark.parametrize("letter", ["L", "N", "P", "R", "S", "B"])
def test_every_number_that_is_made_is_impossible(letter: str) -> None:
    rng = Random(7)

    made = [numbers.paper(rng, letter) for _ in range(2000)] + [numbers.soviet(rng) for _ in range(200)]

    assert [number for number in made if not numbers.is_impossible(number)] == []


def test_the_soviet_series_is_no_roman_numeral() -> None:
    numeral = numbers.IMPOSSIBLE_SERIES.partition("-")[0]

    assert numeral == "IIII"
