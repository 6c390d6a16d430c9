"""From records to the page that the world reads: compute, compare, release, and the edition on the public site."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.integration.web.filing import a_person
from tests.integration.web.staffing import ADMINISTRATOR, PASSWORD, a_colleague, an_administrator
from tulga.access.queries import actor_for
from tulga.access.roles import Roles
from tulga.figures.released.queries import releases
from tulga.register.entries import Basis, NationalityStated, NationalityStatus, Sex, SexStated

pytestmark = pytest.mark.django_db(transaction=True)
Accessible = Callable[[Page], None]
STATELESS = NationalityStated(
    status=NationalityStatus.STATELESS, basis=Basis.AUTHORITY_DECISION, authority="migration service"
)


@pytest.fixture(autouse=True)
def a_home_of_its_own(settings: object, tmp_path: Path) -> None:
    """Seals and editions are files; those of one operation must not meet those of another."""
    settings.TULGA_HOME = tmp_path  # type: ignore[attr-defined]


class Console:
    """The steps of the journey."""

    def __init__(self, page: Page, assert_accessible: Accessible) -> None:
        self.page, self.check = page, assert_accessible

    def given_an_operation_that_knows(self, people: int) -> None:
        administrator = an_administrator()
        for number in range(people):
            sex = SexStated(sex=Sex.FEMALE if number % 2 else Sex.MALE)
            a_person(administrator, "Петрова", f"Анна {number}", statements=[STATELESS, sex])

    def given_somebody_signed_in(self, email: str = ADMINISTRATOR) -> None:
        self.page.goto("/staff/figures/")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", level=1, name="Figures")).to_be_visible()
        self.check(self.page)

    def when_computing(self, day: str, source: str = "operation") -> None:
        self.page.get_by_label("Country").select_option("KAZ")
        self.page.get_by_label("As of", exact=True).fill(day)
        self.page.get_by_label("Source").select_option(source)
        self.page.get_by_role("button", name="Compute").click()

    def when_releasing(self) -> None:
        self.page.get_by_role("button", name="Release these figures…").click()
        expect(self.page.get_by_role("heading", level=1, name="Release these figures?")).to_be_visible()
        self.check(self.page)
        self.page.get_by_role("button", name="Release", exact=True).click(timeout=60_000)  # three PDFs


def test_figures_are_computed_released_and_read_by_the_world(page: Page, assert_accessible: Accessible) -> None:
    journey = Console(page, assert_accessible)
    journey.given_an_operation_that_knows(12)
    journey.given_somebody_signed_in()

    journey.when_computing("2021-12-31")
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Stateless", exact=False)).first
    expect(row).to_contain_text("12")
    assert_accessible(page)
    journey.when_releasing()
    expect(page.get_by_text("Released. The public site shows it from now on.")).to_be_visible()
    released = releases("KAZ")[0]
    page.goto(f"/en/editions/{released.id}/")
    expect(page.get_by_text("12", exact=True).first).to_be_visible()
    page.goto("/staff/figures/")
    journey.when_computing("2021-12-31")
    journey.when_releasing()

    expect(page.get_by_role("alert")).to_contain_text("released already")
    assert_accessible(page)
    assert len(releases("KAZ")) == 1


def test_a_day_before_anybody_was_known_is_said_and_not_printed_as_nought(
    page: Page, assert_accessible: Accessible
) -> None:
    journey = Console(page, assert_accessible)
    journey.given_an_operation_that_knows(1)
    journey.given_somebody_signed_in()

    journey.when_computing("2001-12-31")

    expect(page.get_by_role("alert")).to_contain_text("There are no figures of Kazakhstan")
    expect(page.get_by_label("As of", exact=True)).to_have_value("2001-12-31")
    assert_accessible(page)


def test_a_statistician_computes_and_sees_no_way_to_release(page: Page, assert_accessible: Accessible) -> None:
    administrator = an_administrator()
    a_colleague(administrator, Roles.STATISTICIAN, email="statistician@example.org")
    for number in range(12):
        a_person(administrator, "Петрова", f"Анна {number}", statements=[STATELESS])
    assert actor_for(administrator.account, "casework").may("release_figures")
    journey = Console(page, assert_accessible)
    journey.given_somebody_signed_in("statistician@example.org")

    journey.when_computing("2021-12-31")

    expect(page.get_by_role("heading", level=2, name="Kazakhstan")).to_be_visible()
    expect(page.get_by_role("button", name="Release these figures…")).to_have_count(0)


def test_the_published_statistics_are_a_source_beside_the_ledger(page: Page, assert_accessible: Accessible) -> None:
    journey = Console(page, assert_accessible)
    an_administrator()
    journey.given_somebody_signed_in()

    journey.when_computing("2021-12-31", source="official")

    expect(page.get_by_role("heading", level=2, name="Kazakhstan")).to_be_visible()
    expect(page.get_by_text("7,831").first).to_be_visible()
    assert_accessible(page)
