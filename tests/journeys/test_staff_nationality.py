"""A lawyer's day: read a finding, state what is missing, try what would be, adopt, correct the law. In a browser."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.integration.web.filing import a_person
from tests.integration.web.staffing import PASSWORD, a_colleague, an_administrator
from tulga.access.queries import actor_for
from tulga.access.roles import Roles
from tulga.kernel.dates import PartialDate
from tulga.register.entries import BirthStated, PaperStated

pytestmark = pytest.mark.django_db(transaction=True)
Accessible = Callable[[Page], None]
EMAIL = "lawyer@example.org"
BORN = BirthStated(date=PartialDate.parse("1962-04-09"), country="SUN", place="Узбекская ССР")
PASSPORT = PaperStated(paper="ussr_passport_1974", issuer="SUN", seen=True)


def given_a_lawyer_and_a_file(page: Page) -> UUID:
    account = a_colleague(an_administrator(), Roles.LAWYER, email=EMAIL)
    record = a_person(actor_for(account, "casework"), "Петрова", "Анна", statements=[BORN, PASSPORT])
    page.goto("/staff/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1, name="To do")).to_be_visible()
    return record


def finding_for(page: Page, state: str) -> str:
    row = page.get_by_role("table").first.get_by_role("row").filter(has=page.get_by_role("link", name=state))
    return row.locator(".tag").first.inner_text()


def test_a_lawyer_reads_a_finding_states_a_fact_tries_another_and_adopts(
    page: Page, assert_accessible: Accessible
) -> None:
    record = given_a_lawyer_and_a_file(page)

    page.goto(f"/staff/records/{record}/")
    assert_accessible(page)
    page.get_by_role("link", name="Finding, law, evidence and next question").click()
    expect(page.get_by_role("heading", level=1, name="Nationality")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("Status over the life: Kazakhstan"))).to_be_visible()
    assert finding_for(page, "Kazakhstan") == "undetermined"
    assert "Петрова" not in page.title() + page.url
    assert_accessible(page)

    page.get_by_text("State a fact that the law asks for").click()
    page.get_by_role("link", name="Residence in a State, with its kind").click()
    expect(page.get_by_role("heading", level=1, name="Residence in a State, with its kind")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("State", exact=True).select_option("KAZ")
    page.get_by_label("Kind of residence").select_option("permanent")
    page.get_by_label("The residence goes on").check()
    page.get_by_label("Who or what says so").select_option("register")
    page.get_by_label("When this was said or happened").fill("2024-05-02")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Say since when")
    assert_accessible(page)
    page.get_by_label("Lived there from").fill("about 1985")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("listitem").filter(has_text="Kazakhstan, permanent").first).to_be_visible()

    page.get_by_text("Choose what to try").click()
    page.get_by_label(re.compile("declared in writing not to want the nationality of Kazakhstan")).select_option("no")
    page.get_by_role("button", name="Show what would be").click()
    expect(page.get_by_role("status")).to_contain_text("What would be, beside what is")
    expect(page.get_by_role("status").get_by_role("row", name="Kazakhstan")).to_contain_text("a national")
    assert finding_for(page, "Kazakhstan") == "undetermined"
    assert_accessible(page)

    page.get_by_role("link", name="Back to what is").click()
    page.get_by_role("link", name="Adopt the finding…").click()
    expect(page.get_by_role("heading", level=1, name="Adopt the finding")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Adopt it as my own").click()
    expect(page.get_by_role("alert")).to_contain_text("Give your reasons.")
    page.get_by_label("Reasons").fill("The house book was shown; whether she refused in time is not known.")
    page.get_by_role("button", name="Adopt it as my own").click()
    expect(page.get_by_text("You adopted the finding.")).to_be_visible()
    expect(page.get_by_text("The facts and the law are still those on which it was adopted.")).to_be_visible()
    assert_accessible(page)


def test_a_lawyer_reads_the_law_and_proposes_a_correction_with_the_keyboard(
    page: Page, assert_accessible: Accessible
) -> None:
    given_a_lawyer_and_a_file(page)

    page.get_by_role("link", name="Law", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Law")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Kazakhstan", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Kazakhstan")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Permanent residents of 1 March 1992").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("In plain words")).to_be_visible()
    expect(page.get_by_role("table", name=re.compile("Invented people"))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Propose a correction…").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Propose a correction")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("What it should say").fill("The last day of a refusal is 1 March 1995.")
    page.get_by_label("Why").fill("Resolution of the Supreme Council of 18 January 1992")
    page.get_by_role("button", name="Record the proposal").click()

    expect(page.get_by_text("Your proposal is recorded.")).to_be_visible()
    expect(page.get_by_text("The last day of a refusal is 1 March 1995.")).to_be_visible()
    assert_accessible(page)


def test_a_narrow_screen_shows_findings_and_law_without_scrolling_sideways(
    page: Page, assert_accessible: Accessible
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    record = given_a_lawyer_and_a_file(page)

    for address in (
        f"/staff/records/{record}/nationality/",
        f"/staff/records/{record}/nationality/state/answer/",
        "/staff/law/", "/staff/law/KAZ/", "/staff/law/rules/KZ91-3-1/",
    ):  # fmt: skip
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        assert_accessible(page)


@pytest.mark.parametrize(("language", "heading"), [("ru", "Гражданство"), ("kk", "Азаматтығы")])
def test_the_finding_is_read_in_russian_and_kazakh(
    page: Page, assert_accessible: Accessible, language: str, heading: str
) -> None:
    record = given_a_lawyer_and_a_file(page)

    page.goto(f"/staff/records/{record}/nationality/")
    page.locator(f'button[name="language"][value="{language}"]').click()

    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == language
    assert_accessible(page)
