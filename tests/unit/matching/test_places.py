"""A place is the same under the names of then and now; where none was told there is none."""

import pytest

from tulga.matching.core.places import place_id


@pytest.mark.parametrize(("then", "now"), [("Целиноград", "Астана"), ("Алма-Ата", "алматы"), ("Фрунзе", "Бишкек")])
def test_a_city_is_one_place_under_its_former_name(then: str, now: str) -> None:
    assert place_id(then) == place_id(now)


@pytest.mark.parametrize("nothing", ["", "  "])
def test_a_place_that_nobody_told_is_none(nothing: str) -> None:
    assert place_id(nothing) == ""


def test_a_place_that_is_in_no_table_is_itself() -> None:
    assert place_id("  Аул  Нигде ") == "аул нигде"
