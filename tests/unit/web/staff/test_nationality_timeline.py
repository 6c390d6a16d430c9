"""The drawing of a life: parts in order over the whole bar, years that do not touch, and nothing outside."""

from datetime import date
from itertools import pairwise

import pytest

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.outcomes import Change
from tulga.nationality.core.truth import Truth
from tulga.web.staff.presenters.nationality_timeline import WIDTH, drawing

ON = date(2024, 6, 1)
BORN = PartialDate.parse("1970-05-01")


def change(on: str, value: Truth) -> Change:
    return Change(on, value, ("XX-1",), "birth")


def test_a_life_without_changes_is_one_empty_part() -> None:
    found = drawing((), BORN, ON)

    assert [part.look for part in found.parts] == ["no"]
    assert [mark.label for mark in found.marks] == ["1970", "2024"]


def test_the_parts_follow_each_other_without_a_gap_from_birth_to_the_day() -> None:
    changes = (change("1992-03-01", Truth.TRUE), change("2005", Truth.UNKNOWN), change("2010-01-01", Truth.DISPUTED))

    parts = drawing(changes, BORN, ON).parts

    assert [part.look for part in parts] == ["no", "yes", "open", "disputed"]
    assert [one.x + one.width for one in parts[:-1]] == [one.x for one in parts[1:]]
    assert [part.rough for part in parts] == [False, False, True, False]
    assert parts[-1].x + parts[-1].width < WIDTH


@pytest.mark.parametrize("days", [("1970-05-01", "1970-05-02"), ("1969-01-01", "2030-01-01"), ("unknown", "1980")])
def test_days_outside_the_life_or_unknown_are_drawn_within_the_bar(days: tuple[str, str]) -> None:
    found = drawing(tuple(change(day, Truth.TRUE) for day in days), BORN, ON)

    assert all(part.x >= 0 and part.x + part.width <= WIDTH and part.width > 0 for part in found.parts)


def test_a_life_of_which_no_birth_is_known_begins_with_its_first_change() -> None:
    found = drawing((change("1992-03-01", Truth.TRUE),), None, ON)

    assert found.marks[0].label == "1992"
    assert [part.look for part in found.parts] == ["yes"]


def test_years_near_each_other_are_not_written_over_each_other() -> None:
    changes = tuple(change(f"{year}-01-01", Truth.UNKNOWN) for year in range(1990, 1996))

    marks = drawing(changes, BORN, ON).marks

    assert all(after.x - before.x >= 40 for before, after in pairwise(marks))
