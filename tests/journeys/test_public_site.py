"""Reading the public site in a real browser: three languages, keyboard alone, narrow screens, paper; accessible."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.integration.web.published import LANGUAGES, RELEASED_AT, publish
from tests.unit.web.public.samples import edition_2020, edition_2021

Check = Callable[[Page], None]
NARROW = {"width": 390, "height": 800}


@pytest.fixture
def editions(live_server: Any) -> tuple[UUID, UUID]:
    return publish(edition_2020()), publish(edition_2021(), at=RELEASED_AT + timedelta(minutes=5))


def every_type_of_page(editions: tuple[UUID, UUID], language: str) -> list[str]:
    before, after = editions
    base = f"/{language}/editions/{after}/"
    return [
        f"/{language}/", f"/{language}/editions/", f"/{language}/about/", base, f"{base}figures/",
        f"{base}figures/people.refugees/", f"{base}figures/people.stateless/", f"{base}figures/campaign.stateless/",
        f"{base}figures/people.idps/", f"{base}figures/funding.donors.governments/",
        f"/{language}/editions/{before}/", f"/{language}/compare/{before}/{after}/", f"/{language}/nothing/",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_of_page_is_accessible_wide_and_narrow(
    page: Page, editions: tuple[UUID, UUID], language: str, assert_accessible: Check
) -> None:
    for address in every_type_of_page(editions, language):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)

        assert_accessible(page)
        page.set_viewport_size(NARROW)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_operation_without_a_release_is_accessible(
    page: Page, live_server: Any, language: str, assert_accessible: Check
) -> None:
    for address in (f"/{language}/", f"/{language}/editions/", f"/{language}/about/"):
        page.goto(address)

        assert_accessible(page)
        assert page.locator("h1").count() == 1


class TestFollowingANumberByKeyboard:
    """From a number in the factsheet to how it was made, and back, without a mouse."""

    def test_walk(self, page: Page, editions: tuple[UUID, UUID]) -> None:
        self.page = page
        self.given_the_factsheet_is_open()
        self.when_the_reader_skips_to_the_content()
        self.when_the_reader_tabs_to("people.refugees")
        self.then_the_focus_can_be_seen()
        self.when_the_reader_presses_enter()
        self.then_the_page_tells_how_the_number_was_made()
        self.when_the_reader_tabs_back_to_the_factsheet()
        self.then_the_factsheet_is_open_again()

    def given_the_factsheet_is_open(self) -> None:
        self.page.goto("/en/")
        self.start = self.page.url

    def when_the_reader_skips_to_the_content(self) -> None:
        self.page.keyboard.press("Tab")
        assert self._focused("element.textContent") == "Skip to the content"
        self.page.keyboard.press("Enter")
        assert self._focused("element.id") == "main"

    def when_the_reader_tabs_to(self, figure: str) -> None:
        self._tab_until(f"/figures/{figure}/")

    def then_the_focus_can_be_seen(self) -> None:
        assert self._focused("getComputedStyle(element).outlineStyle") == "solid"
        assert self._focused("getComputedStyle(element).outlineWidth") == "3px"

    def when_the_reader_presses_enter(self) -> None:
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/figures/people.refugees/")

    def then_the_page_tells_how_the_number_was_made(self) -> None:
        main = self.page.locator("main").inner_text()
        assert "How this number was made" in main
        assert "Registered by UNHCR." in main

    def when_the_reader_tabs_back_to_the_factsheet(self) -> None:
        self._tab_until("/editions/", ends=True)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/editions/*/")

    def then_the_factsheet_is_open_again(self) -> None:
        assert self.page.locator("article.factsheet").count() == 1

    def _focused(self, what: str) -> Any:
        return self.page.evaluate(f"(() => {{ const element = document.activeElement; return {what}; }})()")

    def _tab_until(self, part: str, *, ends: bool = False) -> None:
        for _ in range(120):
            self.page.keyboard.press("Tab")
            address = self._focused("element.getAttribute('href')") or ""
            last = address.rstrip("/").rsplit("/", 1)[-1]
            if (part in address and not ends) or (ends and part in address and len(last) == 36):
                return
        pytest.fail(f"no way by keyboard to {part}")


def test_the_language_switch_keeps_the_page(page: Page, editions: tuple[UUID, UUID]) -> None:
    page.goto(f"/en/editions/{editions[1]}/figures/people.refugees/")

    page.get_by_role("link", name="Қазақша").click()
    page.wait_for_url("**/kk/editions/*/figures/people.refugees/")
    assert "Бұл сан қалай алынды" in page.locator("main").inner_text()
    page.get_by_role("link", name="Русский").click()
    page.wait_for_url("**/ru/editions/*/figures/people.refugees/")
    assert "Как получено это число" in page.locator("main").inner_text()


def test_a_reader_compares_two_editions_with_the_form(page: Page, editions: tuple[UUID, UUID]) -> None:
    page.goto("/en/editions/")

    page.get_by_label("First edition").select_option(str(editions[0]))
    page.get_by_label("Second edition").select_option(str(editions[1]))
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(f"**/en/compare/{editions[0]}/{editions[1]}/")

    assert page.get_by_role("row", name="Refugees").first.inner_text().split("\t")[1:] == [
        "340",
        "354",
        "+14",
        "14 more",
    ]
    assert not page.get_by_role("row", name="China").is_visible()
    page.locator("summary", has_text="Refugees").click()
    assert "withheld" in page.get_by_role("row", name="China").inner_text()


def test_everything_works_without_scripts_and_leaves_no_cookie(
    context: BrowserContext, chromium: Any, live_server: Any, editions: tuple[UUID, UUID]
) -> None:
    plain = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="kk-KZ")
    page = plain.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/")
    page.goto(f"/kk/compare/{editions[0]}/{editions[1]}/")

    assert page.locator("html").get_attribute("lang") == "kk"
    assert plain.cookies() == []
    assert [one for one in asked if not one.startswith(live_server.url)] == []
    plain.close()


def test_letters_of_every_language_come_from_our_own_font(page: Page, editions: tuple[UUID, UUID]) -> None:
    page.goto("/kk/")

    loaded = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status == 'loaded').length)"
    )

    assert loaded >= 3  # Latin, Cyrillic, and the letters that Kazakh adds


def test_a_printed_page_leaves_the_navigation_out_and_keeps_the_note(page: Page, editions: tuple[UUID, UUID]) -> None:
    page.goto(f"/en/editions/{editions[1]}/figures/people.refugees/")

    page.emulate_media(media="print")

    assert not page.locator(".site-top").is_visible()
    assert not page.locator(".site-beside").is_visible()
    assert page.locator(".site-demonstration").is_visible()
    assert page.get_by_text("Afghanistan").is_visible()
