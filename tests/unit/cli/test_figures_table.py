"""The table for people says what kind of number it shows."""

import pytest

from tulga.cli.figures import shown
from tulga.cli.output import table
from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, NotCollected, Shown, Withheld


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Shown(8504), "8 504"),
        (Shown(0), "0"),
        (AtLeast(1900), "at least 1 900"),
        (AtMost(1270), "at most 1 270"),
        (Assumed(12), "12 (assumed)"),
        (Withheld(), "withheld"),
        (NotCollected(), "not counted"),
    ],
)
def test_a_cell_is_shown_as_what_it_is(cell: Cell, text: str) -> None:
    assert shown(cell) == text


def test_numbers_stand_below_each_other() -> None:
    lines = table(("figure", "number"), [("a", "1"), ("longer", "1 000")]).splitlines()

    assert lines == ["figure  number", "------  ------", "a            1", "longer   1 000"]
