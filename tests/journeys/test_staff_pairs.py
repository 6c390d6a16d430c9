"""Look-alikes from the first form to the last judgement: registered, proposed, compared, judged, taken back."""

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.integration.web.filing import a_person
from tests.journeys.test_staff_files import Casework
from tulga.kernel.dates import PartialDate
from tulga.kernel.ids import new_id
from tulga.register.entries import BirthStated, HouseholdJoined, Sex, SexStated

pytestmark = pytest.mark.django_db(transaction=True)
Accessible = Callable[[Page], None]


def a_birth(text: str) -> BirthStated:
    return BirthStated(date=PartialDate.parse(text))


def picture(page: Page, name: str) -> None:
    """Keep a picture where somebody asked for one (TULGA_PICTURES names a folder)."""
    if folder := os.environ.get("TULGA_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_whoever_registers_sees_at_once_who_may_be_the_same_person(page: Page, assert_accessible: Accessible) -> None:
    journey = Casework(page, assert_accessible)
    journey.given_a_caseworker_signed_in()
    first = a_person(journey.actor, "Құнанбаева", "Әйгерім", statements=[a_birth("1984-03-12")])

    journey.when_searching("Кунанбаева Айгерім")
    page.get_by_role("button", name="pen a new record").click()
    page.get_by_label("Kind of source").select_option("field_form")
    page.get_by_label("Which form or list").fill("form-77")
    page.get_by_label("When it was told").fill("2021-05-04")
    page.get_by_label("Area where it was told").select_option(label="Almaty")
    page.get_by_label("Date of birth").fill("1984-12-03")
    page.get_by_role("button", name="Open the record").click()

    expect(page.get_by_role("heading", name="Perhaps the same person")).to_be_visible()
    expect(page.get_by_text("day and month have changed places")).to_be_visible()
    assert_accessible(page)
    picture(page, "candidate")
    page.get_by_role("link", name=re.compile("compare and judge")).click()
    assert str(first) in page.url
    expect(page.get_by_role("heading", name="What the comparison finds")).to_be_visible()
    assert_accessible(page)


def test_one_works_down_the_list_of_pairs_and_takes_a_judgement_back(page: Page, assert_accessible: Accessible) -> None:
    journey = Casework(page, assert_accessible)
    journey.given_a_caseworker_signed_in()
    home = HouseholdJoined(household=new_id(), role="child")
    woman, man = SexStated(sex=Sex.FEMALE), SexStated(sex=Sex.MALE)
    a_person(journey.actor, "Құнанбаева", "Сәуле", statements=[a_birth("1955"), home, woman])
    a_person(journey.actor, "Құнанбаева", "Әйгерім", statements=[a_birth("1984-03-12"), home, woman])
    a_person(journey.actor, "Кунанбаева", "Айгерим", statements=[a_birth("1984-12-03"), woman])
    a_person(journey.actor, "Ким", "Вера", statements=[a_birth("1990-01-05"), woman])
    a_person(journey.actor, "Ким", "Вера", statements=[a_birth("1990-01-05"), man])

    page.get_by_role("link", name="Look-alikes").click()
    expect(page.get_by_role("status")).to_contain_text("2 pairs wait for a judgement.")
    assert_accessible(page)
    picture(page, "list")
    page.get_by_role("link", name="Begin with the likeliest pair").click()
    expect(page.get_by_role("table")).to_contain_text("lives in the same household: Құнанбаева Сәуле")
    assert_accessible(page)
    picture(page, "pair")
    page.get_by_label("different persons").check()
    page.get_by_role("textbox", name="Why").fill("Her cousin; both were there.")
    page.get_by_role("button", name="Record the judgement").click()

    expect(page.get_by_text("The records tell different sexes.")).to_be_visible()
    page.get_by_label("the same person").check()
    page.get_by_role("textbox", name="Why").fill("One paper shows both.")
    page.get_by_role("button", name="Record the judgement").click()
    expect(page.get_by_role("alert")).to_contain_text("Look at the doubts first.")
    assert_accessible(page)
    picture(page, "doubts")
    page.get_by_label("not sure yet").check()
    page.get_by_role("button", name="Record the judgement").click()
    expect(page.get_by_text("That was the last pair on the list.")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="0 pairs wait")).to_contain_text("Judged so far: 2")
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("Take back.*different persons")).click()
    page.get_by_role("textbox", name="Why").fill("It was her after all.")
    page.get_by_role("button", name="Withdraw").click()
    page.goto("/staff/pairs/")

    expect(page.get_by_role("status").filter(has_text="pair")).to_contain_text("1 pair waits for a judgement.")


def test_a_lawyer_types_two_names_and_reads_why_they_agree(page: Page, assert_accessible: Accessible) -> None:
    journey = Casework(page, assert_accessible)
    journey.given_a_caseworker_signed_in()

    page.get_by_role("link", name="Search").click()
    page.get_by_role("link", name="Are two names one name?").click()
    assert_accessible(page)
    page.get_by_label("One name").fill("Құнанбаева Әйгерім")
    page.get_by_label("The other name").fill("KUNANBAYEVA AIGERIM")
    page.get_by_role("button", name="Compare").click()

    expect(page.get_by_role("status")).to_contain_text("One name, most likely.")
    assert "KUNANBAYEVA" not in page.url
    assert_accessible(page)
    picture(page, "names")
