"""Numbers, dates and cells in the words of three languages."""

from datetime import date

import pytest
import yaml

from tulga.factsheet import words
from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, NotCollected, Shown, Withheld

NB = "\u00a0"


@pytest.mark.parametrize(("language", "written"), [("en", "7,831"), ("ru", f"7{NB}831"), ("kk", f"7{NB}831")])
def test_a_number_is_grouped_as_its_language_does(language: str, written: str) -> None:
    assert words.number(7831, language) == written


@pytest.mark.parametrize(
    ("cell", "en", "ru", "kk"),
    [
        (AtLeast(1900), f"more than{NB}1,900", f"более{NB}1{NB}900", f"1{NB}900-ден астам"),
        (AtLeast(9000), f"more than{NB}9,000", f"более{NB}9{NB}000", f"9{NB}000-нан астам"),
        (AtMost(1270), f"at most{NB}1,270", f"не более{NB}1{NB}270", f"ең көбі{NB}1{NB}270"),
        (Withheld(), "withheld", "не раскрывается", "жарияланбайды"),
        (NotCollected(), "not collected", "данные не собираются", "деректер жиналмайды"),
        (Assumed(12), "12 (assumed)", "12 (допущение)", "12 (болжам)"),
        (Shown(0), "0", "0", "0"),
    ],
)
def test_a_cell_is_said_in_words(cell: Cell, en: str, ru: str, kk: str) -> None:
    assert [words.cell_text(cell, language) for language in words.LANGUAGES] == [en, ru, kk]


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("cell", [Withheld(), NotCollected()])
def test_what_has_no_number_never_prints_as_one(cell: Cell, language: str) -> None:
    assert not any(letter.isdigit() for letter in words.cell_text(cell, language))


@pytest.mark.parametrize(
    ("number", "ending"),
    [
        (1, "ден"), (3, "тен"), (6, "дан"), (9, "дан"), (10, "нан"), (20, "дан"), (40, "тан"), (60, "тан"), (80, "нен"),
        (90, "нан"), (100, "ден"), (1900, "ден"), (4000, "нан"), (1270, "тен"), (1000000, "нан"), (7831, "ден"),
    ],
)  # fmt: skip
def test_the_kazakh_ending_follows_the_last_spoken_word(number: int, ending: str) -> None:
    assert words.ablative(number) == ending


def test_money_carries_its_unit() -> None:
    said = [words.cell_text(Shown(838374), language, "usd") for language in words.LANGUAGES]

    assert said == [f"USD{NB}838,374", f"838{NB}374{NB}долл.{NB}США", f"838{NB}374{NB}АҚШ{NB}доллары"]


def test_a_date_is_written_out_in_each_language() -> None:
    said = [words.day(date(2021, 12, 31), language) for language in words.LANGUAGES]

    assert said == [f"31{NB}December 2021", f"31 декабря 2021{NB}г.", f"2021{NB}ж. 31 желтоқсан"]


@pytest.mark.parametrize(("count", "form"), [(1, "лицо"), (3, "лица"), (11, "лиц"), (21, "лицо"), (8504, "лица")])
def test_a_russian_noun_agrees_with_its_number(count: int, form: str) -> None:
    assert words.plural(Shown(count), ("лицо", "лица", "лиц"), "ru") == form


def test_after_a_bound_a_noun_stands_in_its_last_form() -> None:
    assert words.plural(AtLeast(1), ("лицо", "лица", "лиц"), "ru") == "лиц"
    assert words.plural(AtMost(1), ("person", "people"), "en") == "people"


def test_a_difference_has_its_sign_and_nought_has_none() -> None:
    assert [words.signed(value, "en") for value in (14, -1400, 0)] == ["+14", "−1,400", "0"]


def test_every_sentence_of_ours_exists_in_three_languages_and_names_the_same_data() -> None:
    import string

    texts = yaml.safe_load(words.FILE.read_text(encoding="utf-8"))
    optional = {"ablative"}  # only Kazakh bends its numbers

    wrong = {
        key
        for key, said in texts.items()
        if set(said) != set(words.LANGUAGES)
        or len(
            {frozenset(f for _, f, _, _ in string.Formatter().parse(text) if f) - optional for text in said.values()}
        )
        > 1
    }

    assert wrong == set()
