"""Signing in, choosing for what one works, a new password, the language: in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.integration.web.staffing import ADMINISTRATOR, PASSWORD, an_administrator
from tulga.access.models import Account

pytestmark = pytest.mark.django_db(transaction=True)
Accessible = Callable[[Page], None]


def given_an_operation() -> None:
    an_administrator()


def when_signing_in(page: Page, password: str, email: str = ADMINISTRATOR) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_wrong_password_is_explained_and_the_right_one_opens_the_start_page(
    page: Page, assert_accessible: Accessible
) -> None:
    given_an_operation()

    page.goto("/staff/")
    expect(page).to_have_title("Sign in · Tulga, staff")
    assert_accessible(page)
    when_signing_in(page, "not this one")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("E-mail address")).to_have_value(ADMINISTRATOR)
    assert_accessible(page)
    when_signing_in(page, PASSWORD)

    expect(page.get_by_role("heading", level=1, name="To do")).to_be_visible()
    assert ADMINISTRATOR not in page.url
    assert_accessible(page)


def test_five_wrong_tries_lock_the_account_and_the_page_says_so(
    page: Page, assert_accessible: Accessible, settings: object
) -> None:
    settings.AXES_ENABLED = True  # type: ignore[attr-defined]
    given_an_operation()

    page.goto("/staff/sign-in/")
    for number in range(5):
        when_signing_in(page, f"wrong {number}", ADMINISTRATOR.upper() if number % 2 else ADMINISTRATOR)
    expect(page.get_by_role("heading", level=1)).to_have_text("Signing in is locked for an hour")
    assert_accessible(page)
    page.get_by_role("link", name="Back to signing in").click()
    when_signing_in(page, PASSWORD)

    expect(page.get_by_role("heading", level=1)).to_have_text("Signing in is locked for an hour")


def test_one_signs_in_and_out_with_the_keyboard_alone(page: Page) -> None:
    given_an_operation()

    page.goto("/staff/sign-in/")
    page.locator("body").press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type(ADMINISTRATOR)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="To do")).to_be_visible()
    page.get_by_role("button", name="Sign out").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


def test_the_language_is_switched_and_stays(page: Page, assert_accessible: Accessible) -> None:
    given_an_operation()

    page.goto("/staff/sign-in/")
    page.get_by_role("button", name="Қазақша").click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    assert_accessible(page)
    page.get_by_role("button", name="Русский").click()
    page.get_by_label("Адрес электронной почты").fill(ADMINISTRATOR)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()

    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.get_by_role("button", name="Выйти")).to_be_visible()


def test_the_purpose_is_chosen_and_a_new_password_holds(page: Page, assert_accessible: Accessible) -> None:
    given_an_operation()
    new = "four quiet lakes in the north"

    page.goto("/staff/account/")
    when_signing_in(page, PASSWORD)
    expect(page.get_by_role("heading", level=1, name="Who I am here")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Purpose").select_option("check for duplicates")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    expect(page.get_by_label("Purpose")).to_have_value("duplicates")
    page.get_by_role("link", name="Change my password").click()
    assert_accessible(page)
    page.get_by_label("Old password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill(new)
    page.get_by_label("New password confirmation").fill(new)
    page.get_by_role("button", name="Change my password").click()
    expect(page.get_by_role("status")).to_contain_text("The new password holds")

    assert Account.objects.get(email=ADMINISTRATOR).check_password(new)
