"""The public pages over frozen editions: what they show, what they never show, and how they may be kept."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from html.parser import HTMLParser
from uuid import UUID, uuid4

import pytest
from django.test import Client

from tests.integration.web.published import LANGUAGES, RELEASED_AT, general_pages, pages_of, publish
from tests.unit.web.public.samples import edition_2020, edition_2021
from tulga.factsheet.publish import folder_of
from tulga.figures.core.cells import Withheld
from tulga.figures.core.figure import DEMONSTRATION_NOTE
from tulga.web.public import words

WITHHELD = {"en": "withheld", "ru": "не раскрывается", "kk": "жарияланбайды"}


@dataclass(frozen=True)
class Editions:
    """The edition of 2020, then that of 2021."""

    before: UUID
    after: UUID

    def pages(self, language: str) -> list[str]:
        return [
            *general_pages(language),
            *pages_of(self.before, edition_2020(), language),
            *pages_of(self.after, edition_2021(), language),
            f"/{language}/compare/{self.before}/{self.after}/",
            f"/{language}/compare/{self.after}/{self.before}/",
        ]


@pytest.fixture
def editions() -> Editions:
    return Editions(publish(edition_2020()), publish(edition_2021(), at=RELEASED_AT + timedelta(minutes=5)))


@pytest.fixture
def reader() -> Client:
    return Client(headers={"accept-language": "ru"})


class Cells(HTMLParser):
    """The text of each table cell or big number, with its classes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = dict(attrs).get("class") or ""
        if "cell-" in classes and tag in {"td", "p"}:
            self._open = classes
            self.found.append((classes, ""))

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.found[-1] = (self._open, self.found[-1][1] + data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "p"}:
            self._open = None


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_that_it_is_a_demonstration(editions: Editions, reader: Client, language: str) -> None:
    without = [page for page in editions.pages(language) if DEMONSTRATION_NOTE[language] not in text(reader, page)]

    assert without == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_speaks_the_language_of_its_address(editions: Editions, reader: Client, language: str) -> None:
    for address in editions.pages(language):
        response = reader.get(address)

        assert response["Content-Language"] == language
        assert f'<html lang="{language}">' in response.content.decode()


def test_no_page_sets_a_cookie_or_reads_a_session(editions: Editions, reader: Client) -> None:
    for address in [*editions.pages("en"), "/", "/robots.txt", "/en/nothing/"]:
        response = reader.get(address)

        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_needs_a_script_an_inline_style_or_anything_from_elsewhere(
    editions: Editions, reader: Client, language: str
) -> None:
    for address in editions.pages(language):
        html = text(reader, address)

        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", html), address
        loaded = re.findall(
            r'<(?:link rel="(?:stylesheet|icon)"|img|iframe|object)[^>]*(?:href|src|data)="([^"]+)"', html
        )
        assert [one for one in loaded if not one.startswith("/static/")] == [], address


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_withheld_number_is_a_word_wherever_it_stands(editions: Editions, reader: Client, language: str) -> None:
    seen = 0
    for address in editions.pages(language):
        for classes, shown in Cells(text(reader, address)).found:
            if "cell-withheld" in classes:
                assert shown == WITHHELD[language], address
                seen += 1

    assert seen > 5


def test_every_withheld_cell_of_a_figure_is_on_its_page_in_words(editions: Editions, reader: Client) -> None:
    given = edition_2021()
    of_figure = [one for one in given.figures if one.id == "people.refugees"]
    hidden = sum(isinstance(one.cell, Withheld) for one in of_figure)
    hidden += sum(isinstance(step.cell, Withheld) for one in of_figure for step in one.steps)
    hidden += sum(isinstance(one.operation, Withheld) for one in given.differences)

    html = text(reader, f"/en/editions/{editions.after}/figures/people.refugees/")

    assert sum("cell-withheld" in classes for classes, _ in Cells(html).found) == hidden == 4
    assert "3 numbers of this page are withheld." in html


def test_a_figure_page_tells_how_the_number_was_made(editions: Editions, reader: Client) -> None:
    html = text(reader, f"/en/editions/{editions.after}/figures/people.refugees/")

    for told in (
        "354", "Definition: Refugees.", "people.refugees@1", "31 December 2021", "20 January 2022, 09:30 UTC",
        "Registered by UNHCR.", "Records", "391", "Afghanistan", "327", "Refugee Data Finder", "CC BY 4.0",
        "https://www.unhcr.org/refugee-statistics/", "Counts of 1 to 4 are masked", "+2", "a1" * 32, "5e" * 32,
    ):  # fmt: skip
        assert told.replace("31 December", "31\xa0December") in html, told


def test_figures_as_known_now_are_as_known_when_they_were_released(reader: Client) -> None:
    release = publish(replace(edition_2021(), known_at=None))

    html = text(reader, f"/en/editions/{release}/figures/people.refugees/")

    assert "1 February 2022, 12:00 UTC" in html


def test_an_account_is_on_the_page_of_its_own_figure_alone(editions: Editions, reader: Client) -> None:
    pages = {page: text(reader, page) for page in pages_of(editions.after, edition_2021(), "en")}

    holding = [page for page, html in pages.items() if 'id="account"' in html]

    assert holding == [f"/en/editions/{editions.after}/figures/people.stateless/"]


def test_a_figure_page_shows_the_account_and_says_what_was_assumed(editions: Editions, reader: Client) -> None:
    html = text(reader, f"/en/editions/{editions.after}/figures/people.stateless/")

    assert "7,500" in html
    assert "1,331 (assumed)" in html
    assert "Start, plus what came in, minus what went out, gives the end." in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_of_the_factsheet_lead_to_their_pages(editions: Editions, reader: Client, language: str) -> None:
    base = f"/{language}/editions/{editions.after}/"
    html = text(reader, base)

    links = set(re.findall(rf'href="({base}figures/[a-z._]+/)"', html))

    assert f"{base}figures/people.stateless/" in links
    assert {reader.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_link_leads_nowhere(editions: Editions, reader: Client, language: str) -> None:
    links = {
        link.partition("#")[0]: page
        for page in editions.pages(language)
        for link in re.findall(r'href="(?:http://testserver)?(/[a-z]{2}/[^"]*)"', text(reader, page))
        if not link.endswith((".pdf", ".json"))
    }

    assert len(links) > 50
    assert {link: page for link, page in links.items() if reader.get(link).status_code != 200} == {}


def test_a_language_link_keeps_the_page(editions: Editions, reader: Client) -> None:
    for address in editions.pages("en"):
        html = text(reader, address)

        for language in ("ru", "kk"):
            other = "/" + language + address.removeprefix("/en")
            assert f'<a href="http://testserver{other}" lang="{language}"' in html
            assert reader.get(other).status_code == 200


def test_the_front_page_shows_the_latest_day_not_the_last_release(editions: Editions, reader: Client) -> None:
    correction = publish(replace(edition_2020(), notes=("corrected",)), at=RELEASED_AT + timedelta(days=1))

    front, old = text(reader, "/en/"), text(reader, f"/en/editions/{editions.before}/")

    assert f"/en/editions/{editions.after}/figures/people.total/" in front
    assert f'href="/en/editions/{correction}/"' in old
    assert "A later release for the same day replaces this one." in old


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("kk,ru;q=0.8", "kk"), ("ru-RU", "ru"), ("de", "en"), ("", "en"), ("uz, ru;q=0.5", "ru")],
)
def test_the_first_address_leads_to_the_language_of_the_reader(wanted: str, language: str) -> None:
    response = Client(headers={"accept-language": wanted}).get("/")

    assert response.status_code == 302
    assert response["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]


# -- what is not there ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/de/", "/en/nothing/", "/nothing", "/en/editions/17/", "/de/about/", "/en/figures/people.total/",
        "/en/compare/1/2/", "/EN/",
    ],
)  # fmt: skip
def test_an_address_that_nobody_has_is_a_plain_404(editions: Editions, reader: Client, address: str) -> None:
    response = reader.get(address, follow=True)

    assert response.status_code == 404
    assert "<h1>" in response.content.decode()


def test_an_unknown_edition_or_figure_is_a_404_in_the_language_of_the_address(
    editions: Editions, reader: Client
) -> None:
    known, unknown = editions.after, uuid4()
    for address in (
        f"/kk/editions/{unknown}/", f"/kk/editions/{unknown}/figures/", f"/kk/editions/{unknown}/figures.json",
        f"/kk/editions/{unknown}/factsheet.pdf", f"/kk/editions/{known}/figures/people.nobody/",
        f"/kk/compare/{known}/{unknown}/", f"/kk/compare/{unknown}/{known}/",
    ):  # fmt: skip
        response = reader.get(address)

        assert response.status_code == 404, address
        assert "Мұндай бет жоқ" in response.content.decode(), address
        assert not folder_of(unknown).exists()


def test_pages_can_only_be_read(editions: Editions, reader: Client) -> None:
    for address in ("/", "/en/", f"/en/editions/{editions.after}/", f"/en/editions/{editions.after}/figures.json"):
        assert reader.post(address).status_code == 405
        assert reader.delete(address).status_code == 405


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_operation_without_a_release_has_plain_pages(reader: Client, language: str) -> None:
    for address in general_pages(language):
        response = reader.get(address)

        assert response.status_code == 200
        assert DEMONSTRATION_NOTE[language] not in response.content.decode()
        assert "X-Robots-Tag" not in response


# -- comparison -------------------------------------------------------------------------------------------------------


def test_a_comparison_tells_number_words_and_changed_definitions(editions: Editions, reader: Client) -> None:
    html = text(reader, f"/en/compare/{editions.before}/{editions.after}/")

    for told in (
        "−96", "96 fewer", "+14", "14 more", "The same bound. Whether the number changed is not published.",
        "Not told: the number is withheld in one of the editions.", "New in the second edition.",
        "campaign.pending@2", "campaign.pending@1", "added: Belgium, Canada; removed: France", "no change",
    ):  # fmt: skip
        assert told in html, told


def test_editions_of_two_countries_are_named_and_not_compared(editions: Editions, reader: Client) -> None:
    other = publish(replace(edition_2021(), country="KGZ"))

    html = text(reader, f"/en/compare/{editions.after}/{other}/")

    assert "These editions are about two countries." in html
    assert not re.search(r"\b354\b", html)  # as a number: an id may hold these digits


def test_editions_of_two_sources_warn_that_a_difference_need_not_be_a_change(
    editions: Editions, reader: Client
) -> None:
    other = publish(replace(edition_2021(), source="official"))

    html = text(reader, f"/en/compare/{editions.after}/{other}/")

    assert "These editions come from two sources" in html


def test_the_form_leads_to_the_comparison(editions: Editions, reader: Client) -> None:
    chosen = reader.get("/ru/compare/", {"before": str(editions.before), "after": str(editions.after)})
    broken = reader.get("/ru/compare/", {"before": "yesterday"})

    assert chosen["Location"] == f"/ru/compare/{editions.before}/{editions.after}/"
    assert broken["Location"] == "/ru/editions/"


# -- keeping ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_page_has_the_same_bytes_and_is_not_sent_twice(
    editions: Editions, reader: Client, language: str
) -> None:
    for address in editions.pages(language):
        first, second = reader.get(address), Client().get(address)
        again = reader.get(address, headers={"if-none-match": first["ETag"]})

        assert first.content == second.content, address
        assert (first["ETag"], first["Last-Modified"]) == (second["ETag"], second["Last-Modified"])
        assert first["Cache-Control"].startswith("public")
        assert (again.status_code, again.content) == (304, b"")


def test_a_new_edition_changes_what_old_pages_say_and_their_validators(editions: Editions, reader: Client) -> None:
    address = f"/en/editions/{editions.after}/"
    before = reader.get(address)
    publish(
        replace(edition_2021(), as_of=edition_2021().as_of.replace(year=2022)), at=RELEASED_AT + timedelta(days=400)
    )

    after = reader.get(address, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert "There is an edition of a later day." in after.content.decode()
    assert after["Last-Modified"] != before["Last-Modified"]


def test_search_engines_leave_a_demonstration_alone_and_find_a_real_edition(reader: Client) -> None:
    invented, real = publish(edition_2021()), publish(replace(edition_2021(), demonstration=False))

    assert reader.get(f"/en/editions/{invented}/")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in reader.get(f"/en/editions/{real}/")
    assert "Disallow: /staff/" in reader.get("/robots.txt").content.decode()


# -- downloads --------------------------------------------------------------------------------------------------------


@pytest.fixture
def unpublished(editions: Editions) -> Iterator[UUID]:
    """Return an edition whose files nobody has built yet."""
    yield editions.after
    shutil.rmtree(folder_of(editions.after), ignore_errors=True)


def test_files_are_built_once_stored_and_kept_for_ever(unpublished: UUID, reader: Client) -> None:
    base = f"editions/{unpublished}/"
    assert not folder_of(unpublished).exists()

    data = reader.get(f"/en/{base}figures.json")
    made = {file.name: file.stat().st_mtime_ns for file in folder_of(unpublished).iterdir()}
    pdfs = {language: reader.get(f"/{language}/{base}factsheet.pdf") for language in LANGUAGES}

    assert data.json()["demonstration_note"] == DEMONSTRATION_NOTE
    assert data["Content-Type"] == "application/json"
    assert "immutable" in data["Cache-Control"]
    assert reader.get(f"/kk/{base}figures.json").content == data.content
    for language, pdf in pdfs.items():
        assert pdf.content.startswith(b"%PDF-")
        assert f'filename="factsheet-KAZ-2021-12-31-{language}.pdf"' in pdf["Content-Disposition"]
        assert pdf["X-Robots-Tag"] == "noindex"
        assert reader.get(f"/{language}/{base}factsheet.pdf", headers={"if-none-match": pdf["ETag"]}).status_code == 304
    assert len({pdf.content for pdf in pdfs.values()}) == 3
    assert {file.name: file.stat().st_mtime_ns for file in folder_of(unpublished).iterdir()} == made


def test_every_language_of_the_site_has_a_name() -> None:
    assert tuple(words.LANGUAGES) == LANGUAGES
