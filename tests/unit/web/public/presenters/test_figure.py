"""The order of a breakdown, what an account says of itself, and which fonts the site's letters come from."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import translation

from tests.unit.web.public.samples import DAY_2021, a_figure, edition_2021, origin
from tulga.factsheet.render import RANGES
from tulga.figures.core.cells import AtLeast, Cell, Shown, Withheld
from tulga.figures.core.figure import Figure, FigureSet
from tulga.figures.released.queries import ReleaseInfo
from tulga.web.public.presenters.figure import figure_page, names

RELEASE = ReleaseInfo(
    UUID(int=7), 1, "KAZ", DAY_2021, None, "operation", True, datetime(2022, 2, 1, tzinfo=UTC), "5e" * 32, "d1" * 32
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def page_with(*figures: Figure, name: str = "people.refugees"):  # type: ignore[no-untyped-def]
    shown = figure_page(replace(edition_2021(), figures=figures), RELEASE, name)
    assert shown is not None
    return shown


def test_parts_are_sorted_by_size_and_what_is_not_known_comes_last() -> None:
    page = page_with(
        a_figure("people.refugees", Shown(60)), origin("people.refugees", "unknown", Shown(40)),
        origin("people.refugees", "AFG", Shown(5)), origin("people.refugees", "SYR", Shown(15)),
    )  # fmt: skip

    assert [row.label for row in page.breakdowns[0].rows] == ["Syrian Arab Rep.", "Afghanistan", "not known"]
    assert [row.cell.bar for row in page.breakdowns[0].rows] == [100, 33, None]


def test_the_place_of_a_withheld_part_says_nothing_of_its_size() -> None:
    parts = [origin("people.refugees", code, Withheld()) for code in ("UZB", "CHN", "SYR")]

    there = [page_with(*order).breakdowns[0].rows for order in (parts, parts[::-1])]

    assert [row.label for row in there[0]] == ["China", "Syrian Arab Rep.", "Uzbekistan"]
    assert there[0] == there[1]
    assert {row.cell.bar for row in there[0]} == {None}


def test_ages_stand_in_the_order_of_life() -> None:
    ages = ("60+", "unknown", "5-11", "0-4", "18-59", "12-17")

    page = page_with(*(a_figure("people.refugees", Shown(9), (("age", age),)) for age in ages))

    assert [row.label for row in page.breakdowns[0].rows] == ["0–4", "5–11", "12–17", "18–59", "60+", "not known"]


@pytest.mark.parametrize(
    ("end", "closes"), [(Shown(7831), True), (Shown(7832), False), (AtLeast(7831), None), (Withheld(), None)]
)
def test_an_account_says_whether_it_closes_and_when_nobody_can_tell(end: Cell, closes: bool | None) -> None:
    given = edition_2021()
    account = replace(given.accounts[0], end=end)

    page = figure_page(replace(given, accounts=(account,)), RELEASE, "people.stateless")

    assert page is not None
    assert page.account is not None
    assert page.account.closes is closes


def test_only_an_address_of_the_web_becomes_a_link() -> None:
    texts = {"sources": {"ledger": {"title": {"en": "A source"}, "url": "javascript:alert(1)"}}}
    given = FigureSet("KAZ", DAY_2021, None, "operation", True, (a_figure("people.total", Shown(7)),), texts=texts)

    page = figure_page(given, RELEASE, "people.total")

    assert page is not None
    assert {source.url for source in page.sources} == {""}
    assert page.sources[0].title == "A source"


def test_a_figure_that_the_edition_lacks_has_no_page() -> None:
    assert figure_page(edition_2021(), RELEASE, "people.nobody") is None
    assert all(figure_page(edition_2021(), RELEASE, name) for name in names(edition_2021()))


def test_the_site_takes_the_letters_from_the_fonts_of_the_factsheet(root: Path) -> None:
    style = (root / "src/tulga/web/public/static/public/public.css").read_text(encoding="utf-8")

    faces = dict(re.findall(r"fonts/noto-sans-([a-z-]+)-wght-normal\.woff2.*?unicode-range: ([^;]+);", style))

    assert faces == RANGES
    for name in RANGES:
        assert (root / f"src/tulga/factsheet/static/factsheet/fonts/noto-sans-{name}-wght-normal.woff2").exists()
