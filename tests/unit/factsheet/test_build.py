"""The files of an edition: page, tagged PDF and data; the same bytes for the same figures, in any process."""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from tests.unit.factsheet.builders import a_figure_set
from tulga.factsheet import render
from tulga.factsheet.build import files_of
from tulga.factsheet.compose import compose
from tulga.figures import catalogue
from tulga.figures.core.cells import Shown
from tulga.figures.core.figure import DEMONSTRATION_NOTE, FigureSet, FlowLine, Step

LANGUAGES = ("en", "ru", "kk")
KAZAKH = "әғқңөұүһіӘҒҚҢӨҰҮҺІ"


@lru_cache(maxsize=1)
def built() -> dict[str, bytes]:
    return files_of(a_figure_set(), LANGUAGES)


def pdf(language: str) -> PdfReader:
    return PdfReader(io.BytesIO(built()[f"factsheet-KAZ-2021-12-31-{language}.pdf"]))


def page(language: str) -> str:
    return built()[f"factsheet-KAZ-2021-12-31-{language}.html"].decode()


def tags(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from tags(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node["/K"])


def test_there_is_a_page_and_a_pdf_in_each_language_and_the_data_once() -> None:
    names = {f"factsheet-KAZ-2021-12-31-{language}.{kind}" for language in LANGUAGES for kind in ("html", "pdf")}

    assert set(built()) == {"figures.json", *names}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_body_is_the_golden_one(language: str, golden: Callable[[str, str], None]) -> None:
    golden(f"factsheet/body-{language}.html", render.body(compose(a_figure_set(), language)) + "\n")


def test_built_again_in_another_process_every_byte_is_the_same() -> None:
    script = (
        "import hashlib, json\n"
        "from tests.unit.factsheet.builders import a_figure_set\n"
        "from tulga.factsheet.build import files_of\n"
        "files = files_of(a_figure_set(), ('en', 'kk'))\n"
        "print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in files.items()}))"
    )
    time.sleep(1.1)  # a stamp of the second in which it was built would show
    root = Path(__file__).resolve().parents[3]
    path = f"{root / 'src'}{os.pathsep}{root}"
    environment = os.environ | {"PYTHONHASHSEED": "4711", "TZ": "Asia/Almaty", "PYTHONPATH": path}

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=environment, check=True, capture_output=True, text=True
    )

    elsewhere = json.loads(done.stdout)
    assert elsewhere == {name: hashlib.sha256(built()[name]).hexdigest() for name in elsewhere}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_and_says_its_language_and_title(language: str) -> None:
    root = pdf(language).trailer["/Root"]
    found = Counter(node["/S"] for node in tags(root["/StructTreeRoot"]))

    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert compose(a_figure_set(), language).title in str(pdf(language).metadata["/Title"])
    assert found["/H1"] == 1
    assert found["/H2"] >= 8
    assert found["/Figure"] == 4
    assert found["/Table"] >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_drawing_of_the_pdf_has_its_text_alternative(language: str) -> None:
    figures = [node for node in tags(pdf(language).trailer["/Root"]["/StructTreeRoot"]) if node["/S"] == "/Figure"]

    assert all(len(str(node["/Alt"])) > 100 for node in figures)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_has_two_to_four_pages(language: str) -> None:
    assert 2 <= len(pdf(language).pages) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_the_words_of_the_real_definitions_it_still_has_at_most_four_pages(language: str) -> None:
    given = with_real_words(a_figure_set())

    read = PdfReader(io.BytesIO(render.pdf(compose(given, language))))

    assert len(read.pages) <= 4


def with_real_words(given: FigureSet) -> FigureSet:
    """Return the figures with labels, definitions, footnotes, sources and steps as long as they really are."""
    known = {one.id: one for one in catalogue.all_definitions()}
    words = {one.id: {"label": dict(one.label), "definition": dict(one.definition)} for one in known.values()}
    figures = tuple(
        replace(
            one,
            basis=known[one.id].basis,
            sources=(known[one.id].source,),
            footnotes=tuple(known[one.id].footnotes),
            steps=tuple(Step(step, Shown(24541)) for step in known[one.id].steps),
        )
        for one in given.figures
    )
    flows = [FlowLine("stateless", "out", one, Shown(4649), True) for one in list(catalogue.all_texts()["flows"])[:10]]
    books = tuple(replace(one, lines=tuple(flows)) for one in given.accounts)
    return replace(given, figures=figures, accounts=books, texts={**catalogue.all_texts(), "figures": words})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_pdf_says_that_it_is_a_demonstration(language: str) -> None:
    for one in pdf(language).pages:
        assert DEMONSTRATION_NOTE[language] in " ".join(one.extract_text().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_and_the_data_say_that_it_is_a_demonstration(language: str) -> None:
    assert DEMONSTRATION_NOTE[language] in page(language)
    assert json.loads(built()["figures.json"])["demonstration_note"][language] == DEMONSTRATION_NOTE[language]


def test_all_kazakh_letters_can_be_read_back_from_the_pdf() -> None:
    given = a_figure_set()
    given.texts["figures"]["people.total"]["label"]["kk"] = KAZAKH

    read = PdfReader(io.BytesIO(render.pdf(compose(given, "kk"))))

    assert KAZAKH in read.pages[0].extract_text()


def test_each_font_file_holds_the_letters_that_it_claims() -> None:
    said = {
        letter for language in LANGUAGES for letter in render.body(compose(a_figure_set(), language)) if letter > " "
    }
    for name in render.RANGES:
        held = TTFont(render.FONTS / f"noto-sans-{name}-wght-normal.woff2").getBestCmap()
        claimed = {letter for letter in said | set(KAZAKH) if name in render.needed_fonts(letter)}
        assert {letter for letter in claimed if ord(letter) not in held} == set()


def test_no_letter_is_claimed_by_two_font_files_and_none_by_no_file() -> None:
    said = {letter for language in LANGUAGES for letter in page(language).split("</style>")[1] if letter > " "} | set(
        KAZAKH
    )

    claims = {letter: render.needed_fonts(letter) for letter in said}

    assert {letter: names for letter, names in claims.items() if len(names) != 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_embeds_noto_sans_each_file_under_a_name_of_its_own(language: str) -> None:
    fonts = [font.get_object() for one in pdf(language).pages for font in one["/Resources"]["/Font"].values()]
    families = {re.sub(r"^/[A-Z]{6}\+", "", str(font["/BaseFont"])) for font in fonts}

    assert all(family.startswith("Noto-Sans-") for family in families)
    assert any(family.startswith("Noto-Sans-Latin") for family in families)
    if language != "en":
        assert any(family.startswith("Noto-Sans-Cyrillic") for family in families)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_body_for_the_site_carries_classes_only(language: str) -> None:
    body = render.body(compose(a_figure_set(), language, figure_url=lambda one: f"/x/{one}/"), appendix=False)

    assert not re.search(r"<style|<script|\sstyle=|\son\w+=", body)
    assert "how-people-total" not in body
    assert 'href="/x/people.total/"' in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_fetches_nothing_and_every_link_inside_it_leads_somewhere(language: str) -> None:
    text = page(language)
    identifiers = set(re.findall(r'\sid="([^"]+)"', text))

    assert set(re.findall(r'href="#([^"]+)"', text)) <= identifiers
    assert len(re.findall(r'\sid="', text)) == len(identifiers)
    assert not re.search(r"<link|<img|<script|@import|url\((?!data:|#)", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_placeholder_and_no_code_is_left_on_the_page(language: str) -> None:
    body = render.body(compose(a_figure_set(), language), appendix=False)
    text = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", body, flags=re.S))

    assert "{" not in text
    assert not re.search(r"\b(people|campaign|funding|presence)\.\w+", text)
    assert not re.search(r"\bKAZ\.\w+", text)


def test_what_a_text_holds_is_escaped() -> None:
    given = a_figure_set()
    given.texts["figures"]["people.total"]["label"]["en"] = "<b>People</b> & others"

    body = render.body(compose(given, "en"))

    assert "<b>People" not in body
    assert "&lt;b&gt;People&lt;/b&gt; &amp; others" in body
