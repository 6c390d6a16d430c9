"""UNHCR's published statistics, as published: codes, masking, who returns where, years, revisions."""

from dataclasses import replace
from datetime import date

import pytest

from tulga.figures.core.cells import Shown, Withheld, value_of
from tulga.figures.core.figure import FigureSet, from_json, to_json
from tulga.figures.errors import NoData
from tulga.figures.official import queries
from tulga.figures.official.compile import compile_official, definitions
from tulga.figures.official.differences import differences, masking_span, was_revised

YEAR_END = date(2021, 12, 31)


def total(given: FigureSet, figure: str) -> int | None:
    found = given.find(figure)
    return value_of(found.cell) if found else None


def by_origin(given: FigureSet, figure: str) -> dict[str, int | None]:
    return {one.dimensions[0][1]: value_of(one.cell) for one in given.by_dimension(figure, "origin")}


# -- numbers as published ---------------------------------------------------------------------------------------------


def test_kazakhstan_at_the_end_of_2021_is_as_published() -> None:
    found = compile_official("KAZ", YEAR_END)

    totals = {name: total(found, f"people.{name}") for name in ("total", "stateless", "asylum_seekers", "refugees")}

    assert totals == {"total": 8488, "stateless": 7831, "asylum_seekers": 305, "refugees": 352}
    assert by_origin(found, "people.refugees") == {"AFG": 327, "SYR": 14, "CHN": 6, "UZB": 5}
    assert by_origin(found, "people.asylum_seekers") == {"AFG": 287, "SYR": 11, "CHN": 7}


@pytest.mark.parametrize(
    ("year", "stateless", "asylum_seekers", "refugees"),
    [
        (2014, 7038, 92, 628), (2015, 7909, 89, 701), (2016, 8451, 133, 647), (2017, 8138, 207, 602),
        (2018, 7690, 190, 568), (2019, 8386, 212, 518), (2020, 7999, 223, 440), (2022, 8569, 840, 308),
        (2023, 7892, 476, 42685), (2024, 7865, 319, 65833), (2025, 7857, 163, 4377),
    ],
)  # fmt: skip
def test_the_series_of_kazakhstan_is_as_published(
    year: int, stateless: int, asylum_seekers: int, refugees: int
) -> None:
    found = compile_official("KAZ", date(year, 12, 31))

    assert total(found, "people.stateless") == stateless
    assert total(found, "people.asylum_seekers") == asylum_seekers
    assert total(found, "people.refugees") == refugees
    assert queries.series("KAZ", "stateless")[year] == stateless


def test_every_number_is_shown_with_a_note_on_masking_and_none_is_a_printed_nought_by_origin() -> None:
    found = compile_official("KAZ", YEAR_END)

    assert all(isinstance(one.cell, Shown) and "official_masking" in one.footnotes for one in found.figures)
    assert all(value_of(one.cell) for one in found.figures if one.dimensions)


def test_a_code_is_read_as_iso_and_never_as_unhcrs_own() -> None:
    australia, austria = compile_official("AUS", YEAR_END), compile_official("AUT", YEAR_END)

    assert total(australia, "people.refugees") == 55606
    assert total(austria, "people.refugees") == 152514
    assert "CHN" in by_origin(compile_official("THA", YEAR_END), "people.refugees")  # UNHCR writes CHI


def test_who_returned_belongs_to_the_country_of_origin() -> None:
    stayed = compile_official("KAZ", date(2020, 12, 31))
    home = compile_official("AFG", date(2020, 12, 31))

    assert "AFG" not in [one.dimensions[0][1] for one in stayed.by_dimension("people.returned_refugees", "asylum")]
    assert {
        one.dimensions[0][1]: value_of(one.cell) for one in home.by_dimension("people.returned_refugees", "asylum")
    }["KAZ"] == 10
    assert queries.series("AFG", "returned_refugees")[2020] == total(home, "people.returned_refugees")


def test_people_in_need_are_a_figure_only_where_they_were_counted() -> None:
    assert total(compile_official("KAZ", date(2025, 12, 31)), "people.other_in_need") == 48391
    assert compile_official("KAZ", YEAR_END).find("people.other_in_need") is None
    assert all("oip" not in row.numbers for row in queries.rows_of("KAZ", 2021))


def test_people_who_are_refugees_and_stateless_are_one_in_the_total() -> None:
    before, since = compile_official("BGD", date(2016, 12, 31)), compile_official("BGD", YEAR_END)

    refugees, asylum_seekers = total(since, "people.refugees"), total(since, "people.asylum_seekers")

    assert total(since, "people.stateless") == 918841
    assert (refugees or 0) + (asylum_seekers or 0) == total(since, "people.total") == 918955
    assert "official_counted_twice" in since.find("people.total").footnotes  # type: ignore[union-attr]
    assert "official_counted_twice" not in before.find("people.total").footnotes  # type: ignore[union-attr]


# -- years ------------------------------------------------------------------------------------------------------------


def test_a_day_within_a_year_means_the_year_end_before_it_and_says_so() -> None:
    found = compile_official("KAZ", date(2022, 12, 30))

    assert found.as_of == YEAR_END
    assert all("official_year_end" in one.footnotes for one in found.figures)
    assert "official_year_end" not in compile_official("KAZ", YEAR_END).figures[0].footnotes


def test_a_day_after_the_last_published_year_means_that_year() -> None:
    assert compile_official("KAZ", date(2026, 11, 24)).as_of == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("KAZ", date(1949, 12, 31)),  # before the statistics
        ("KAZ", date(1992, 12, 31)),  # before the country's first row
        ("LAO", YEAR_END),  # the last row is of 1987: it says nothing of 2021
        ("XXZ", YEAR_END),
    ],
)
def test_where_nothing_is_published_there_is_no_page_of_noughts(country: str, day: date) -> None:
    with pytest.raises(NoData):
        compile_official(country, day)


# -- recipe, words, form ----------------------------------------------------------------------------------------------


def test_the_same_question_gives_the_same_recipe_and_another_question_another() -> None:
    one, again = compile_official("KAZ", YEAR_END), compile_official("KAZ", YEAR_END)

    recipes = [figure.recipe for figure in one.figures]

    assert one == again
    assert len(set(recipes)) == len(recipes)
    assert not set(recipes) & {figure.recipe for figure in compile_official("KAZ", date(2020, 12, 31)).figures}


def test_every_word_of_the_figures_is_there_in_three_languages() -> None:
    for country, year in (("KAZ", 2025), ("UKR", 2022), ("BGD", 2021)):
        found = compile_official(country, date(year, 12, 31))

        for figure in found.figures:
            texts = [found.texts["figures"][figure.id][part] for part in ("label", "definition")]
            texts += [found.texts["footnotes"][note] for note in figure.footnotes]
            texts += [found.texts["sources"][source]["title"] for source in figure.sources]
            texts += [found.texts["basis"][figure.basis], found.texts["units"][figure.unit]]
            assert all(text[language].strip() for text in texts for language in ("en", "ru", "kk"))


def test_every_reason_has_a_text_in_three_languages() -> None:
    assert {name for name, text in definitions()["reasons"].items() if set(text) != {"en", "ru", "kk"}} == set()
    assert {"equal", "masking", "masking_unlisted", "other_count", "revised", "own_split"} <= set(
        definitions()["reasons"]
    )


def test_official_figures_survive_their_written_form() -> None:
    found = compile_official("UKR", date(2022, 12, 31))

    assert from_json(to_json(found, full=True)) == found


# -- beside the operation's own ---------------------------------------------------------------------------------------


def operation(**values: int | None) -> FigureSet:
    """The operation's figures made from the official ones, with other numbers (None: withheld)."""
    official = compile_official("KAZ", YEAR_END)
    figures = []
    for one in official.figures:
        key = "_".join((one.id.removeprefix("people."), *(value for _, value in one.dimensions)))
        cell = one.cell if key not in values else Withheld() if values[key] is None else Shown(values[key] or 0)
        figures.append(replace(one, cell=cell, source="operation"))
    return replace(official, source="operation", figures=tuple(figures))


def reasons(own: FigureSet, figure: str, **dimensions: str) -> tuple[int | None, tuple[str, ...]]:
    wanted = tuple(dimensions.items())
    found = differences(own, compile_official("KAZ", YEAR_END))
    return next((one.difference, one.reasons) for one in found if (one.figure, one.dimensions) == (figure, wanted))


def test_equal_numbers_are_said_to_agree() -> None:
    assert reasons(operation(), "people.stateless") == (0, ("equal",))


def test_a_difference_that_masked_rows_can_make_is_explained_by_masking() -> None:
    # four rows of origin: Uzbekistan's 5 may be 3 or 4, the row of the stateless holds a masked nought
    assert reasons(operation(refugees=354), "people.refugees") == (2, ("masking",))
    assert reasons(operation(refugees=351), "people.refugees") == (-1, ("masking",))


def test_a_difference_that_masked_rows_cannot_make_is_not_explained_away() -> None:
    above, below = (
        reasons(operation(asylum_seekers=319), "people.asylum_seekers"),
        reasons(operation(asylum_seekers=290), "people.asylum_seekers"),
    )

    assert above == (14, ("masking_unlisted", "other_count"))
    assert below == (-15, ("other_count",))


def test_a_withheld_number_is_compared_with_nothing() -> None:
    difference, _ = reasons(operation(refugees_UZB=None), "people.refugees", origin="UZB")

    assert difference is None


def test_figures_of_different_days_are_not_compared() -> None:
    assert differences(operation(), compile_official("KAZ", date(2020, 12, 31))) == ()


def test_the_span_of_masking_counts_fives_down_and_noughts_up() -> None:
    assert masking_span("KAZ", 2021, ("refugees",), {"origin": "UZB"}) == (-2, 0)
    assert masking_span("KAZ", 2021, ("asylum_seekers",), {"origin": "UZB"}) == (0, 2)
    assert masking_span("KAZ", 2021, ("stateless",), {}) == (0, 0)


def test_a_year_whose_number_changed_between_releases_is_known() -> None:
    assert was_revised("KAZ", 2022, "people.stateless")  # 7,558 at mid-year became 8,569
    assert not was_revised("KAZ", 2021, "people.stateless")
