"""Figures and narrative become a page: numbers in place, nothing invented, nothing shown that is not known."""

from dataclasses import replace

import pytest

from tests.unit.factsheet.builders import a_figure, a_figure_set
from tulga.factsheet.compose import compose, to_appendix
from tulga.factsheet.presenters import Bullets, Chart, Edition, Imprint, Paragraph, Section, Sentence, Table
from tulga.figures.core.cells import NotCollected, Shown, Withheld
from tulga.figures.core.figure import DEMONSTRATION_NOTE, FigureSet
from tulga.kernel import countries

LANGUAGES = ("en", "ru", "kk")
NB = "\u00a0"


def section(edition: Edition, key: str) -> Section:
    return next(one for one in edition.sections if one.key == key)


def said(sentence: Sentence) -> str:
    return "".join(part.text for part in sentence)


def prose(edition: Edition) -> str:
    blocks = [block for one in edition.sections for block in (*one.main, *one.aside)]
    sentences = [block.sentence for block in blocks if isinstance(block, Paragraph)]
    sentences += [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    return "\n".join(said(sentence) for sentence in sentences)


def without(given: FigureSet, *figures: str) -> FigureSet:
    return replace(given, figures=tuple(one for one in given.figures if one.id not in figures))


def test_the_sections_of_the_reference_are_there() -> None:
    edition = compose(a_figure_set(), "en")

    assert [one.key for one in edition.sections] == [
        "people", "statelessness", "since-2014", "accounts", "protection", "map", "partners", "funding", "differences",
    ]  # fmt: skip


def test_numbers_stand_in_the_prose_as_the_figures_have_them() -> None:
    text = prose(compose(a_figure_set(), "en"))

    for number in (
        "8,504 people",
        "7,831",
        "6,778",
        "1,053",
        "7,300 people",
        f"more than{NB}1,900",
        f"at most{NB}1,270",
    ):
        assert number in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_number_in_the_figures_is_another_number_in_the_prose(language: str) -> None:
    given = a_figure_set()
    changed = replace(
        given,
        figures=tuple(replace(one, cell=Shown(4242)) if one.id == "people.total" else one for one in given.figures),
    )

    before, after = prose(compose(given, language)), prose(compose(changed, language))

    assert "4,242" in after.replace(f"4{NB}242", "4,242")
    assert before != after


def test_every_number_leads_to_how_it_was_made() -> None:
    edition = compose(a_figure_set(), "en", figure_url=lambda figure: f"/how/{figure}/")

    key = edition.key_figures[1]

    assert key.number.href == "/how/people.stateless/"
    assert [one.number.href for one in key.parts] == [
        "/how/people.stateless.government/",
        "/how/people.stateless.undetermined/",
    ]


def test_standing_alone_a_number_leads_to_the_appendix() -> None:
    edition = compose(a_figure_set(), "en")
    anchors = {"#" + one.key for one in edition.how}

    assert {one.number.href for one in edition.key_figures} <= anchors
    assert to_appendix("people.total") == "#how-people-total"


def test_a_sentence_about_what_is_not_known_is_left_out() -> None:
    edition = compose(without(a_figure_set(), "citizenship.granted_stateless"), "en")

    points = next(block for block in section(edition, "since-2014").main if isinstance(block, Bullets))

    assert len(points.items) == 2
    assert "granted the citizenship" not in prose(edition)


def test_a_section_without_anything_known_is_left_out() -> None:
    given = replace(without(a_figure_set(), "people.total"), differences=())

    keys = [one.key for one in compose(given, "en").sections]

    assert "map" not in keys
    assert "differences" not in keys


def test_what_nobody_counts_is_left_out_and_never_nought() -> None:
    given = without(a_figure_set(), "people.refugees")
    given = replace(given, figures=(*given.figures, a_figure("people.refugees", NotCollected())))

    edition = compose(given, "en")

    assert [one.label for one in edition.key_figures] == ["People of concern", "Stateless people", "Asylum-seekers"]
    assert "refugees and" not in prose(edition)


def test_a_withheld_number_is_said_so_in_the_prose() -> None:
    given = without(a_figure_set(), "people.asylum_seekers")
    given = replace(given, figures=(*given.figures, a_figure("people.asylum_seekers", Withheld())))

    assert "withheld asylum-seekers" in prose(compose(given, "en"))


@pytest.mark.parametrize(("language", "name"), [("en", "Nur-Sultan"), ("ru", "Нур-Султан"), ("kk", "Нұр-Сұлтан")])
def test_the_capital_has_the_name_of_the_day(language: str, name: str) -> None:
    edition = compose(a_figure_set(), language)
    funding = section(edition, "funding")

    assert name in [fact.number.text for block in funding.aside if block.kind == "facts" for fact in block.facts]


def test_the_undetermined_carry_a_footnote_with_source_and_basis() -> None:
    edition = compose(a_figure_set(), "en")

    undetermined = edition.key_figures[1].parts[1]

    assert undetermined.number.marks == ("1",)
    assert edition.notes[0].text == "Source: UNHCR. Basis: its registration."


def test_the_two_counts_stand_side_by_side_with_their_reasons() -> None:
    table = section(compose(a_figure_set(), "en"), "differences").main[0]

    assert isinstance(table, Table)
    assert [[part.text for part in row] for row in table.rows] == [
        ["Stateless people", "7,831", "7,831", "0", "—"],
        ["Asylum-seekers", "319", "305", "+14", "a"],
    ]
    assert table.note == "a) Small numbers are hidden there."


def test_what_a_count_is_compared_with_is_among_the_sources() -> None:
    compared = compose(a_figure_set(), "en")
    alone = compose(a_figure_set(differences=()), "en")

    assert [one.title for one in compared.sources] == ["The operation’s ledger", "Statistics"]
    assert [one.title for one in alone.sources] == ["The operation’s ledger"]


def test_the_accounts_say_what_was_assumed() -> None:
    table = section(compose(a_figure_set(), "en"), "accounts").aside[0]

    assert isinstance(table, Table)
    assert [row[1].text for row in table.rows] == ["7,038", "9,800 (assumed)", f"more than{NB}9,000", "7,831"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_demonstration_says_so(language: str) -> None:
    assert compose(a_figure_set(), language).demonstration_note == DEMONSTRATION_NOTE[language]
    assert compose(a_figure_set(demonstration=False), language).demonstration_note == ""


@pytest.mark.parametrize(
    ("language", "mark"), [("en", "Draft, not reviewed"), ("ru", "не проверено"), ("kk", "тексерілмеген")]
)
def test_text_that_nobody_reviewed_says_so(language: str, mark: str) -> None:
    assert mark in compose(a_figure_set(), language).draft_note


def test_the_imprint_names_release_seal_and_recipe() -> None:
    edition = compose(a_figure_set(), "en", imprint=Imprint("id", "7", "ab" * 32))

    assert "Release 7" in dict(edition.imprint)["Edition"]
    assert dict(edition.imprint)["Seal root"] == "ab" * 32
    assert "abababababababab" in edition.footer
    assert edition.digest[:16] in edition.footer


def test_what_was_never_released_does_not_claim_a_seal() -> None:
    edition = compose(a_figure_set(), "en")

    assert dict(edition.imprint)["Seal root"] == "not sealed"


def test_a_country_without_an_edition_of_its_own_gets_what_its_figures_hold() -> None:
    given = replace(
        a_figure_set(country="KGZ", source="official", demonstration=False, accounts=(), differences=()),
        figures=(a_figure("people.refugees", Shown(300), source="official"), a_figure("people.stateless", Shown(37))),
    )

    edition = compose(given, "ru")

    assert edition.title.startswith(countries.name("KGZ", "ru"))
    assert [one.number.text for one in edition.key_figures] == ["37", "300"]
    assert [one.key for one in edition.sections] == ["people"]
    assert "ищущие убежище:" not in prose(edition)
    assert "публикуется по годам" in edition.time_note


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="not a language"):
        compose(a_figure_set(), "fr")


def test_the_map_has_a_table_with_a_row_for_every_area() -> None:
    chart = section(compose(a_figure_set(), "en"), "map").main[0]

    assert isinstance(chart, Chart)
    assert len(chart.table.rows) == 18  # seventeen areas, and those whom no area claims
    assert ["13", "North Kazakhstan Region", "withheld"] in [[part.text for part in row] for row in chart.table.rows]
