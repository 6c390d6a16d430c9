"""A caseworker's day: search, open a file, write into it, take back, judge, undo, erase. In a real browser."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.integration.web.filing import a_person
from tests.integration.web.staffing import PASSWORD, a_colleague, an_administrator
from tulga.access.models import FileView
from tulga.access.queries import actor_for
from tulga.access.roles import Roles

pytestmark = pytest.mark.django_db(transaction=True)
Accessible = Callable[[Page], None]
EMAIL = "caseworker@example.org"
FAMILY, GIVEN = "Петрова", "Анна"


class Casework:
    """The steps of the journeys."""

    def __init__(self, page: Page, assert_accessible: Accessible) -> None:
        self.page, self.check = page, assert_accessible

    def given_a_caseworker_signed_in(self) -> None:
        account = a_colleague(an_administrator(), Roles.CASEWORKER, email=EMAIL)
        self.actor = actor_for(account, "casework")
        self.page.goto("/staff/")
        self.page.get_by_label("E-mail address").fill(EMAIL)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", level=1, name="To do")).to_be_visible()

    def given_a_record(self, family: str = FAMILY, given: str = GIVEN) -> UUID:
        return a_person(self.actor, family, given)

    def when_searching(self, query: str) -> None:
        self.page.goto("/staff/search/")
        self.page.get_by_label("Name or record number").fill(query)
        self.page.get_by_role("button", name="Search").click()

    def when_opening_the_file(self, name: str) -> None:
        self.page.get_by_role("link", name=name).first.click()
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible()

    def then_no_name_stands_in_the_address_or_the_title(self) -> None:
        assert FAMILY not in self.page.url
        assert FAMILY not in self.page.title()
        assert re.search(r"/staff/records/[0-9a-f-]{36}/$", self.page.url)


def test_a_search_leads_to_a_file_and_a_statement_is_added_and_withdrawn(
    page: Page, assert_accessible: Accessible
) -> None:
    journey = Casework(page, assert_accessible)
    journey.given_a_caseworker_signed_in()
    record = journey.given_a_record()

    journey.when_searching("petrova")
    expect(page.get_by_role("status")).to_contain_text("1")
    assert "petrova" not in page.url
    assert_accessible(page)
    journey.when_opening_the_file(f"{FAMILY} {GIVEN}")
    journey.then_no_name_stands_in_the_address_or_the_title()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("add.*Nationality")).click()
    assert_accessible(page)
    page.get_by_label("What was said").select_option("national")
    page.get_by_label("On what basis").select_option("own_statement")
    page.get_by_label("When this was said or happened").fill("31.02.2021")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("A national is the national of a country")
    expect(page.get_by_label("When this was said or happened")).to_have_value("31.02.2021")
    assert_accessible(page)
    page.get_by_label("What was said").select_option("undetermined")
    page.get_by_label("When this was said or happened").fill("spring 2021")
    page.get_by_role("button", name="Save").click()
    statement = page.get_by_role("listitem").filter(has_text="undetermined nationality")
    expect(statement).to_contain_text("own statement")
    expect(statement).to_contain_text("UNHCR")
    expect(statement).to_contain_text("spring 2021")
    page.get_by_role("link", name=re.compile("Withdraw this.*undetermined nationality")).click()
    assert_accessible(page)
    page.get_by_label("Why").fill("The interpreter had misunderstood.")
    page.get_by_label("When this was said or happened").fill("2021-06-01")
    page.get_by_role("button", name="Withdraw").click()

    expect(page.locator("s", has_text="undetermined nationality")).to_be_visible()
    expect(page.get_by_text("The interpreter had misunderstood.")).to_be_visible()
    assert_accessible(page)
    assert FileView.objects.filter(record_id=record, what="file").exists()


def test_whoever_is_not_found_gets_a_new_record(page: Page, assert_accessible: Accessible) -> None:
    journey = Casework(page, assert_accessible)
    journey.given_a_caseworker_signed_in()

    journey.when_searching("Ким Вера")
    expect(page.get_by_role("status")).to_contain_text("Nobody was found")
    page.get_by_role("button", name="Open a new record").click()
    expect(page.get_by_label("Family name")).to_have_value("Ким")
    assert_accessible(page)
    page.get_by_label("Kind of source").select_option("field_form")
    page.get_by_label("When it was told").fill("2021-05-04")
    page.get_by_label("Area where it was told").select_option(label="Almaty")
    page.get_by_label("Date of birth").fill("about 1984")
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("alert")).to_contain_text("Name the form or the list.")
    expect(page.get_by_label("Date of birth")).to_have_value("about 1984")
    page.get_by_label("Which form or list").fill("form-77")
    page.get_by_role("button", name="Open the record").click()

    expect(page.get_by_role("heading", level=1, name="Ким Вера")).to_be_visible()
    expect(page.get_by_text("about 1984", exact=True)).to_be_visible()
    assert "Ким" not in page.url


def test_two_records_are_judged_to_be_one_person_and_the_judgement_is_undone(
    page: Page, assert_accessible: Accessible
) -> None:
    journey = Casework(page, assert_accessible)
    journey.given_a_caseworker_signed_in()
    first = journey.given_a_record()
    second = journey.given_a_record("Petrova", "Anna")

    page.goto(f"/staff/records/{first}/")
    page.get_by_role("link", name="Judge whether another record is the same person").click()
    page.get_by_label("Number of the other record").first.fill(str(second))
    page.get_by_role("button", name="Show both side by side").click()
    expect(page.get_by_role("table")).to_contain_text("Petrova Anna")
    assert_accessible(page)
    page.get_by_label("the same person").check()
    page.get_by_label("Why").fill("She named both forms herself.")
    page.get_by_role("button", name="Record the judgement").click()
    expect(page.get_by_text("She named both forms herself.")).to_be_visible()
    expect(page.get_by_text("Petrova Anna").first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Withdraw this judgement").click()
    assert_accessible(page)
    page.get_by_label("Why").fill("It was her sister.")
    page.get_by_role("button", name="Withdraw").click()

    expect(page.get_by_text("It was her sister.")).to_be_visible()
    records = page.get_by_role("region", name="Records of this person")
    expect(records.get_by_text("Petrova Anna")).to_have_count(0)
    expect(page.get_by_role("region", name="Perhaps the same person").get_by_text("Petrova Anna")).to_have_count(2)


def test_a_record_is_erased_in_two_steps_and_nobody_finds_it_again(page: Page, assert_accessible: Accessible) -> None:
    journey = Casework(page, assert_accessible)
    journey.given_a_caseworker_signed_in()
    record = journey.given_a_record()

    page.goto(f"/staff/records/{record}/")
    page.get_by_role("link", name="Erase this record").click()
    assert_accessible(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose why")
    page.get_by_label("Why").select_option("person_asked")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1, name="Erase for good?")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("The record was erased.")).to_be_visible()
    journey.when_searching(FAMILY)
    expect(page.get_by_role("status")).to_contain_text("Nobody was found")
    page.goto(f"/staff/records/{record}/")

    expect(page.get_by_role("heading", level=1, name="Nothing here for you")).to_be_visible()


def test_one_finds_and_opens_a_file_with_the_keyboard_alone(page: Page, assert_accessible: Accessible) -> None:
    journey = Casework(page, assert_accessible)
    journey.given_a_caseworker_signed_in()
    journey.given_a_record()

    page.get_by_label("Name or record number").focus()
    page.keyboard.type("петр")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=f"{FAMILY} {GIVEN}")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == f"{FAMILY} {GIVEN}":
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1, name=f"{FAMILY} {GIVEN}")).to_be_visible()


def test_a_narrow_screen_shows_everything_without_scrolling_sideways(page: Page, assert_accessible: Accessible) -> None:
    journey = Casework(page, assert_accessible)
    page.set_viewport_size({"width": 390, "height": 844})
    journey.given_a_caseworker_signed_in()
    record = journey.given_a_record()

    for address in ("/staff/", "/staff/search/", f"/staff/records/{record}/", f"/staff/records/{record}/judge/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        assert_accessible(page)
