"""Figures in words: what is withheld or not collected never reads as nought, and accounts say whether they close."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, NotCollected, Shown, Withheld
from tulga.figures.core.figure import Account, Difference, Figure, FigureSet, FlowLine, Step
from tulga.web.staff.presenters.figures import FiguresPage, cell_text, figures_page

DAY = date(2021, 12, 31)
TEXTS: dict[str, Any] = {
    "figures": {
        "people.stateless": {
            "label": {"en": "Stateless people", "ru": "Лица без гражданства", "kk": "Азаматтығы жоқ адамдар"},
            "definition": {"en": "Whom no State considers its national.", "ru": "…", "kk": "…"},
        }
    },
    "steps": {"records": {"en": "records", "ru": "записи", "kk": "жазбалар"}},
    "sources": {"ledger": {"title": {"en": "The ledger", "ru": "Журнал", "kk": "Журнал"}, "date": "2021"}},
    "flows": {"granted": {"en": "citizenship granted", "ru": "…", "kk": "…"}},
}


def a_figure(cell: Cell, **more: Any) -> Figure:
    return Figure(
        "people.stateless", 1, "persons", "stock", more.pop("dimensions", ()), cell, DAY, "operation", "", ("ledger",),
        (), "abc", **more,
    )  # fmt: skip


def a_page(*figures: Figure, **more: Any) -> FiguresPage:
    given = FigureSet("KAZ", DAY, None, "operation", False, figures, texts=TEXTS, **more)
    return figures_page(given, may_release=False)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Shown(7831), "7,831"),
        (Shown(0), "0"),
        (AtLeast(1900), "at least 1,900"),
        (AtMost(1270), "at most 1,270"),
        (Assumed(12), "12 (assumed)"),
        (Withheld(), "withheld"),
        (NotCollected(), "not collected"),
    ],
)
def test_a_cell_says_what_it_is(cell: Cell, text: str) -> None:
    with translation.override("en"):
        assert cell_text(cell) == text


def test_labels_definitions_steps_and_sources_are_in_the_language_of_the_reader() -> None:
    with translation.override("ru"):
        page = a_page(a_figure(Shown(7831), steps=(Step("records", Shown(7900)),)))

    line = page.figures[0]
    assert line.label == "Лица без гражданства"
    assert line.steps[0].label == "записи"
    assert line.sources == ("Журнал, 2021",)
    assert line.value == "7\xa0831"


def test_a_breakdown_names_country_area_and_sex() -> None:
    page = a_page(
        a_figure(Withheld(), dimensions=(("origin", "AFG"),)),
        a_figure(Shown(9), dimensions=(("sex", "female"),)),
    )

    assert [breakdown.title for breakdown in page.breakdowns] == [
        "Stateless people, by country of origin",
        "Stateless people, by sex",
    ]
    assert [line.of for breakdown in page.breakdowns for line in breakdown.lines] == ["Afghanistan", "female"]
    assert page.figures == ()
    assert page.withheld == 1


def test_a_list_of_donors_names_countries_and_keeps_their_order() -> None:
    donors = Figure(
        "funding.donors",
        1,
        "list",
        "fact",
        (),
        NotCollected(),
        DAY,
        "operation",
        "",
        (),
        (),
        "abc",
        items=("NOR", "JPN"),
    )
    texts = {"figures": {"funding.donors": {"items": "country", "label": {"en": "Donors"}}}}

    page = figures_page(FigureSet("KAZ", DAY, None, "operation", False, (donors,), texts=texts), may_release=False)

    assert page.figures[0].value == "Norway, Japan"
    assert page.figures[0].is_list


def test_a_difference_shows_its_sign_and_its_reasons() -> None:
    difference = Difference("people.stateless", (), Shown(354), Shown(352), -2, ("rounding_of_five",))

    page = a_page(a_figure(Shown(1)), differences=(difference,))

    assert page.differences[0].difference == "−2"
    assert page.differences[0].reasons == ("rounding of five",)


@pytest.mark.parametrize(("end", "closes"), [(Shown(95), True), (Shown(96), False), (Withheld(), None)])
def test_an_account_says_whether_it_closes(end: Cell, closes: bool | None) -> None:
    line = FlowLine("stateless", "out", "granted", Assumed(5), assumed=True)

    page = a_page(a_figure(Shown(1)), accounts=(Account("stateless", DAY, DAY, Shown(100), end, (line,)),))

    assert page.accounts[0].closes is closes
    assert page.accounts[0].lines[0].label == "went out: citizenship granted"
