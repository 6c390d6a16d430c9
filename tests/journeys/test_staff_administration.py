"""An administrator opens an account, grants roles, is refused two that do not go together, ends one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.integration.web.staffing import ADMINISTRATOR, PASSWORD, an_administrator
from tulga.access.models import RoleGrant

pytestmark = pytest.mark.django_db(transaction=True)
Accessible = Callable[[Page], None]
COLLEAGUE = "new.colleague@example.org"


class Administration:
    """The steps of the journey, each one page."""

    def __init__(self, page: Page, assert_accessible: Accessible) -> None:
        self.page, self.check = page, assert_accessible

    def given_the_page_of_an_administrator(self) -> None:
        an_administrator()
        self.page.goto("/staff/administration/")
        self.page.get_by_label("E-mail address").fill(ADMINISTRATOR)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Administration")
        self.check(self.page)

    def when_an_organisation_is_added(self, name: str) -> None:
        self.page.get_by_role("link", name="Add an organisation").click()
        self.page.get_by_role("button", name="Add").click()
        expect(self.page.get_by_role("alert")).to_contain_text("Give the organisation a name.")
        self.check(self.page)
        self.page.get_by_label("Name of the organisation").fill(name)
        self.page.get_by_label("Kind of organisation").select_option("partner")
        self.page.get_by_role("button", name="Add").click()
        expect(self.page.get_by_role("rowheader", name=name)).to_be_visible()

    def when_an_account_is_opened(self) -> None:
        self.page.get_by_role("link", name="Open an account").click()
        self.check(self.page)
        self.page.get_by_label("E-mail address").fill(COLLEAGUE)
        self.page.get_by_label("Full name").fill("New Colleague")
        self.page.get_by_label("First password").fill("short")
        self.page.get_by_role("button", name="Open the account").click()
        expect(self.page.get_by_role("alert")).to_contain_text("too weak")
        expect(self.page.get_by_label("Full name")).to_have_value("New Colleague")
        self.page.get_by_label("First password").fill(PASSWORD)
        self.page.get_by_role("button", name="Open the account").click()
        expect(self.page.get_by_role("rowheader", name=COLLEAGUE)).to_be_visible()

    def when_a_role_is_granted(self, role: str, organisation: str) -> None:
        self.page.goto("/staff/administration/roles/grant/")
        self.page.get_by_label("Account").select_option(label=f"New Colleague ({COLLEAGUE})")
        self.page.get_by_label("Organisation").select_option(label=organisation)
        self.page.get_by_label("Role").select_option(role)
        self.page.get_by_label("Every area").check()
        self.check(self.page)
        self.page.get_by_role("button", name="Grant the role").click()


def test_an_administrator_opens_an_account_and_grants_what_goes_together(
    page: Page, assert_accessible: Accessible
) -> None:
    journey = Administration(page, assert_accessible)

    journey.given_the_page_of_an_administrator()
    journey.when_an_organisation_is_added("A partner")
    journey.when_an_account_is_opened()
    journey.when_a_role_is_granted("interviewer", "UNHCR")
    expect(page.get_by_text("The role was granted.")).to_be_visible()
    journey.when_a_role_is_granted("decider", "A partner")
    expect(page.get_by_role("alert")).to_contain_text("at the same time")
    expect(page.get_by_label("Role")).to_have_value("decider")
    page.goto("/staff/administration/")
    page.get_by_role("link", name=re.compile("end this role.*New Colleague, interviewer")).click()
    assert_accessible(page)
    page.get_by_role("button", name="End the role").click()

    expect(page.get_by_text("The role has ended.")).to_be_visible()
    assert RoleGrant.objects.get(role="interviewer").valid_until is not None
    assert not RoleGrant.objects.filter(role="decider").exists()
