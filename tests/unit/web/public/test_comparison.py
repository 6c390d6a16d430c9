"""Two editions side by side: a difference is told only where it is one."""

from itertools import product

import pytest

from tests.unit.web.public.samples import DAY_2021, KNOWN_AT, a_figure, edition_2020, edition_2021
from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, NotCollected, Shown, Withheld
from tulga.figures.core.figure import Figure, FigureSet
from tulga.web.public.comparison import Change, Row, compare, redefined

EVERY_CELL = (Shown(0), Shown(7), AtLeast(7), AtMost(7), Withheld(), NotCollected(), Assumed(7))


def a_set(*figures: Figure) -> FigureSet:
    return FigureSet("KAZ", DAY_2021, KNOWN_AT, "operation", False, figures)


def change(before: Cell, after: Cell) -> Row:
    [row] = compare(a_set(a_figure("people.total", before)), a_set(a_figure("people.total", after)))
    return row


def test_two_plain_numbers_have_a_difference() -> None:
    assert change(Shown(340), Shown(354)).difference == 14
    assert change(Shown(354), Shown(340)).difference == -14
    assert change(Shown(354), Shown(354)).difference == 0


@pytest.mark.parametrize(("before", "after"), list(product(EVERY_CELL, EVERY_CELL)))
def test_nothing_but_two_plain_numbers_has_a_difference(before: Cell, after: Cell) -> None:
    row = change(before, after)

    assert (row.difference is not None) == (isinstance(before, Shown) and isinstance(after, Shown))
    assert (row.change is Change.DIFFERENCE) == (row.difference is not None)


@pytest.mark.parametrize("other", EVERY_CELL)
def test_a_withheld_number_says_nothing_about_the_change(other: Cell) -> None:
    assert change(Withheld(), other).change is Change.WITHHELD
    assert change(other, Withheld()).change is Change.WITHHELD


def test_a_bound_that_stays_does_not_mean_that_the_number_stayed() -> None:
    assert change(AtLeast(1900), AtLeast(1900)).change is Change.SAME_BOUND
    assert change(AtLeast(1900), AtLeast(2000)).change is Change.OTHER_BOUND
    assert change(AtLeast(1900), AtMost(1900)).change is Change.OTHER_BOUND


def test_another_version_of_a_definition_is_another_figure() -> None:
    before, after = a_figure("people.total", Shown(7)), a_figure("people.total", Shown(9), version=2)

    rows = compare(a_set(before), a_set(after))

    assert [(row.change, row.difference) for row in rows] == [(Change.REDEFINED, None)]
    assert [row.id for row in redefined(rows)] == ["people.total"]


def test_what_only_one_edition_has_is_named() -> None:
    rows = {(row.id, row.dimensions): row.change for row in compare(edition_2020(), edition_2021())}

    assert rows["people.stateless", ()] is Change.APPEARED
    assert rows["people.refugees", (("origin", "SYR"),)] is Change.APPEARED
    assert rows["people.refugees", (("origin", "CHN"),)] is Change.WITHHELD
    backwards = {row.id: row.change for row in compare(edition_2021(), edition_2020())}
    assert backwards["people.stateless"] is Change.GONE


def test_lists_are_compared_entry_by_entry() -> None:
    [row] = [row for row in compare(edition_2020(), edition_2021()) if row.change is Change.ITEMS]

    assert (row.added, row.removed) == (("BEL", "CAN"), ("FRA",))


def test_an_edition_compared_with_itself_shows_no_change() -> None:
    rows = compare(edition_2021(), edition_2021())

    assert {row.difference for row in rows if row.change is Change.DIFFERENCE} == {0}
    assert {row.change for row in rows} & {Change.APPEARED, Change.GONE, Change.REDEFINED} == set()
