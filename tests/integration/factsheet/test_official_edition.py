"""An edition of any country from UNHCR's published statistics: what they hold, and nothing else."""

import io
import re
from datetime import date

import pytest
from pypdf import PdfReader

from tulga.factsheet import blocks, render
from tulga.factsheet.build import files_of
from tulga.factsheet.compose import compose
from tulga.figures.core.cells import Shown
from tulga.figures.official import compile as official
from tulga.figures.official.compile import compile_official
from tulga.kernel import countries

LANGUAGES = ("en", "ru", "kk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_edition_of_kyrgyzstan_2022_says_what_the_statistics_say(language: str) -> None:
    given = compile_official("KGZ", date(2022, 12, 31))
    shown = {one.id: one.cell.value for one in given.figures if not one.dimensions and isinstance(one.cell, Shown)}

    edition = compose(given, language)

    assert edition.title.startswith(countries.name("KGZ", language))
    assert edition.demonstration_note == ""
    numbers = {re.sub(r"\D", "", one.number.text) for one in edition.key_figures}
    assert numbers == {
        str(shown[name]) for name in ("people.total", "people.stateless", "people.refugees", "people.asylum_seekers")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_an_operation_is_invented_for_it(language: str) -> None:
    edition = compose(compile_official("KGZ", date(2022, 12, 31)), language)

    assert {one.key for one in edition.sections} == {"people", "origins"}
    assert "campaign" not in render.body(edition)
    assert "tulga.example" not in render.body(edition)


def test_the_source_of_a_comparison_is_that_of_the_statistics() -> None:
    assert blocks.OFFICIAL_SOURCE == official.SOURCE


def test_it_names_the_statistics_with_their_licence() -> None:
    edition = compose(compile_official("KGZ", date(2022, 12, 31)), "en")

    assert all(one.title and one.licence and one.url for one in edition.sources)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_word(language: str) -> None:
    body = render.body(compose(compile_official("KGZ", date(2022, 12, 31)), language))
    text = re.sub(r"<[^>]+>", " ", re.sub(r'<span class="fs-how-recipe">.*?</span>', "", body))

    assert not re.search(r"\b(people|official|masked)[._]\w+", text)


@pytest.mark.parametrize(
    ("country", "year"), [("KGZ", 2022), ("DEU", 2016), ("COL", 2020), ("UZB", 2014), ("SYR", 2025), ("PAK", 1990)]
)
def test_the_pdf_of_any_country_stays_within_four_pages(country: str, year: int) -> None:
    files = files_of(compile_official(country, date(year, 12, 31)), ("ru",))

    read = PdfReader(io.BytesIO(files[f"factsheet-{country}-{year}-12-31-ru.pdf"]))

    assert 1 <= len(read.pages) <= 4
    assert "demonstration_note" not in files["figures.json"].decode()


def test_the_official_edition_of_kazakhstan_is_not_the_operations() -> None:
    edition = compose(compile_official("KAZ", date(2021, 12, 31)), "en")

    assert edition.id == "generic"
    assert [one.number.text for one in edition.key_figures[1:]] == ["7,831", "352", "305"]
