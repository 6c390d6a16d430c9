"""What a reader is taken to know of a count before the page is printed."""

from datetime import date

from tulga.figures.compile import compile_official
from tulga.figures.core.cells import AtLeast, Shown, Withheld
from tulga.figures.core.figure import Account, Figure, FigureSet, FlowLine, Step
from tulga.figures.known import bounds

AS_OF = date(2021, 12, 31)
BEFORE = date(2020, 12, 31)


def a_figure(figure_id: str, cell: Shown | Withheld | AtLeast, day: date, **dimensions: str) -> Figure:
    return Figure(
        figure_id, 1, "persons", "stock", tuple(dimensions.items()), cell, day, "operation", "derived", (), (),
        "recipe", steps=(Step("persons", Shown(90)),),
    )  # fmt: skip


def a_release(day: date, *figures: Figure, accounts: tuple[Account, ...] = ()) -> FigureSet:
    return FigureSet("KAZ", day, None, "operation", False, figures, accounts=accounts)


def test_what_an_earlier_release_of_the_day_printed_is_known() -> None:
    counts = {("people.total",): 50, ("people.total", "origin=AFG"): 7, ("step", "persons"): 90}
    earlier = a_release(
        AS_OF, a_figure("people.total", Shown(50), AS_OF), a_figure("people.total", Shown(7), AS_OF, origin="AFG")
    )

    found = bounds(counts, AS_OF, [earlier], None)

    assert found == {("people.total",): (50, 50), ("people.total", "origin=AFG"): (7, 7), ("step", "persons"): (90, 90)}


def test_a_number_that_was_another_count_and_a_withheld_one_tell_nothing() -> None:
    counts = {("people.total",): 50, ("people.refugees",): 3}
    earlier = a_release(
        AS_OF, a_figure("people.total", Shown(41), AS_OF), a_figure("people.refugees", Withheld(), AS_OF)
    )

    assert bounds(counts, AS_OF, [earlier], None) == {}


def test_a_release_of_the_year_before_tells_where_the_accounts_begin() -> None:
    counts = {("stock", "refugee", "2020-12-31"): 9}
    earlier = a_release(BEFORE, a_figure("people.refugees", Shown(9), BEFORE))

    assert bounds(counts, AS_OF, [earlier], None) == {("stock", "refugee", "2020-12-31"): (9, 9)}


def test_flows_and_stocks_of_earlier_accounts_are_known() -> None:
    line = FlowLine("refugee", "out", "died", Shown(6), assumed=False)
    account = Account("refugee", date(2019, 12, 31), BEFORE, Shown(15), Shown(9), (line,))
    flow = ("flow", "refugee", "2019-12-31/2020-12-31", "out", "died", "")
    counts = {("stock", "refugee", "2019-12-31"): 15, ("stock", "refugee", "2020-12-31"): 9, flow: 6}

    found = bounds(counts, AS_OF, [a_release(BEFORE, accounts=(account,))], None)

    assert found == {key: (count, count) for key, count in counts.items()}


def test_a_cell_that_is_printed_only_where_there_is_somebody_is_known_not_to_be_nought() -> None:
    lowest = {
        key: low
        for key, (low, _) in bounds({("people.total", "sex=male"): 3, ("people.total",): 3}, AS_OF, [], None).items()
    }

    assert lowest == {("people.total", "sex=male"): 1}


def test_the_official_statistics_of_the_day_are_known_as_far_as_their_masking_lets() -> None:
    official = compile_official("KAZ", AS_OF)
    counts = {
        ("people.refugees", "origin=SYR"): 14,
        ("people.refugees", "origin=UZB"): 3,
        ("people.refugees", "origin=CHN"): 60,
    }

    found = bounds(counts, AS_OF, [], official)

    assert found["people.refugees", "origin=SYR"] == (14, 14)
    low, high = found["people.refugees", "origin=UZB"]
    assert 0 < low <= 3 <= high <= 7, "a published 5 may be a masked count"
    assert found["people.refugees", "origin=CHN"][1] > 10**6, "another count is no knowledge of this one"
