"""Cells, codes and days in the three languages of the site."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from tests.unit.web.public.samples import a_figure, edition_2021
from tulga.figures.core.cells import AtLeast, AtMost, NotCollected, Shown, Withheld
from tulga.web.public import words

LANGUAGES = ("en", "ru", "kk")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cell", [Withheld(), NotCollected()])
def test_what_has_no_number_has_no_digit(language: str, cell: Withheld | NotCollected) -> None:
    with translation.override(language):
        shown = words.cell(cell)

    assert shown
    assert not any(letter.isdigit() for letter in shown)


@pytest.mark.parametrize(
    ("language", "plain", "at_least", "at_most"),
    [
        ("en", "1,900", "more than 1,900", "at most 1,900"),
        ("ru", "1 900", "более 1 900", "не более 1 900"),
        ("kk", "1 900", "1 900-ден астам", "ең көбі 1 900"),
    ],
)
def test_a_bound_never_looks_like_the_number(language: str, plain: str, at_least: str, at_most: str) -> None:
    with translation.override(language):
        shown = [words.cell(cell).replace("\xa0", " ") for cell in (Shown(1900), AtLeast(1900), AtMost(1900))]

    assert shown == [plain, at_least, at_most]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_that_is_no_plain_number_is_explained(language: str) -> None:
    with translation.override(language):
        meanings = [words.cell_meaning(one) for one in (AtLeast(1), AtMost(1), Withheld(), NotCollected())]
        plain = words.cell_meaning(Shown(7))

    assert len(set(meanings)) == 4
    assert all(meanings)
    assert plain == ""


@pytest.mark.parametrize(
    ("language", "moment"),
    [
        ("en", "1 February 2022, 12:05 UTC"),
        ("ru", "1 февраля 2022, 12:05 UTC"),
        ("kk", "2022 ж. 1 ақпан, 12:05 UTC"),
    ],
)
def test_a_moment_is_told_in_universal_time(language: str, moment: str) -> None:
    with translation.override(language):
        assert words.moment(datetime(2022, 2, 1, 12, 5, tzinfo=UTC)) == moment


def test_codes_become_words_and_an_unknown_code_is_not_dropped() -> None:
    on = date(2021, 12, 31)
    with translation.override("en"):
        told = [
            words.dimension_value("origin", "AFG", on), words.dimension_value("area", "KAZ.astana", on),
            words.dimension_value("age", "60+", on), words.dimension_value("age", "12-17", on),
            words.dimension_value("sex", "female", on), words.dimension_value("origin", "unknown", on),
            words.dimension_value("origin", "ZZZ", on),
        ]  # fmt: skip

    assert told == ["Afghanistan", "Nur-Sultan", "60+", "12–17", "women and girls", "not known", "ZZZ"]


def test_texts_fall_back_to_english_and_codes_to_themselves() -> None:
    given = edition_2021()
    with translation.override("kk"):
        assert words.said(given, "steps", "records") == "Records (қазақша)"
        assert words.said(given, "steps", "no_such_step") == "no such step"
        assert words.label(given, "people.nobody") == "people.nobody"
        assert words.in_language({"en": "only English"}) == "only English"


def test_a_list_names_countries() -> None:
    given = edition_2021()
    donors = given.find("funding.donors.governments") or a_figure("none", NotCollected())
    with translation.override("ru"):
        named = [words.item(given, donors.id, code) for code in donors.items]

    assert named == ["Австралия", "Бельгия", "Канада"]
