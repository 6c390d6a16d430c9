"""Charts and the map: accessible, free of styles, honest about bounds and about what is withheld."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from tests.unit.factsheet.builders import a_figure_set
from tulga.factsheet import maps
from tulga.factsheet.charts import Bar, bars, progress
from tulga.factsheet.compose import compose
from tulga.factsheet.presenters import Chart
from tulga.figures.core.cells import AtLeast, AtMost, NotCollected, Shown, Withheld

SVG = "{http://www.w3.org/2000/svg}"


def drawings(language: str = "en") -> list[Chart]:
    edition = compose(a_figure_set(), language)
    return [block for one in edition.sections for block in (*one.main, *one.aside) if isinstance(block, Chart)]


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 -- our own drawing


def widths(svg: str, kind: str = "one") -> list[float]:
    return [
        float(one.get("width", "")) for one in parsed(svg).iter(f"{SVG}rect") if one.get("class") == f"bar bar-{kind}"
    ]


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_drawing_has_title_description_and_table(language: str) -> None:
    found = drawings(language)

    assert [one.key for one in found] == ["categories", "campaign", "origins", "map"]
    for one in found:
        root = parsed(one.svg)
        title, described = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert root.get("role") == "img"
        assert title is not None
        assert described is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {described.get('id')}"
        assert len(described.text or "") > 60
        assert one.table.rows


def test_no_drawing_carries_a_style_or_a_script() -> None:
    for one in drawings():
        assert not re.search(r"style\s*=|<style|<script|\bon\w+=", one.svg)


def test_a_bar_is_as_long_as_its_number() -> None:
    svg = bars("k", "t", "d", [Bar("a", Shown(100), "100"), Bar("b", Shown(50), "50")])

    first, second = widths(svg)

    assert first == pytest.approx(2 * second)


def test_what_is_withheld_is_hatched_and_what_nobody_counts_has_no_bar() -> None:
    svg = bars(
        "k",
        "t",
        "d",
        [Bar("a", Shown(9), "9"), Bar("b", Withheld(), "withheld"), Bar("c", NotCollected(), "not collected")],
    )

    fills = [one.get("fill") for one in parsed(svg).iter(f"{SVG}rect") if one.get("class") == "bar bar-one"]

    assert fills == ["#14594f", "url(#k-hatch)"]
    assert "withheld" in svg
    assert "not collected" in svg


def test_a_bound_does_not_look_like_a_number() -> None:
    svg = progress(
        "k",
        "t",
        "d",
        Bar("all", Shown(100), "100"),
        [Bar("a", AtLeast(50), "more than 50"), Bar("b", AtMost(50), "at most 50")],
    )

    assert svg.count('class="torn"') == 1
    assert svg.count("url(#k-hatch)") == 2  # the bar, and its place in the legend


def test_the_map_of_december_2021_has_the_areas_of_that_day() -> None:
    svg = next(one for one in drawings() if one.key == "map").svg
    root = parsed(svg)

    assert len([one for one in root.iter(f"{SVG}path") if one.get("class") == "area"]) == 14
    assert len([one for one in root.iter(f"{SVG}circle") if one.get("class") == "city"]) == 3
    assert len(svg) < 60_000


def test_areas_whose_number_is_withheld_are_hatched_on_the_map() -> None:
    root = parsed(next(one for one in drawings() if one.key == "map").svg)

    hatched = [one for one in root.iter(f"{SVG}path") if one.get("fill") == "url(#map-hatch)"]

    assert len(hatched) == 2


def test_the_map_says_that_its_boundaries_endorse_nothing() -> None:
    note = next(one for one in drawings() if one.key == "map").note

    assert "do not imply official endorsement or acceptance by the United Nations" in note
    assert "Natural Earth" in note


def test_before_2018_the_south_is_one_region() -> None:
    found = {one.code for one in maps.places("KAZ", date(2017, 12, 31), {})}

    assert "KZ-SHY" not in found
    assert "KZ-YUZ" in found


def test_there_is_no_map_of_a_day_whose_boundaries_we_do_not_hold() -> None:
    assert maps.boundaries("KAZ", date(2022, 6, 7)) is not None
    assert maps.boundaries("KAZ", date(2022, 6, 8)) is None
    assert maps.boundaries("KGZ", date(2021, 12, 31)) is None


def test_the_boundaries_name_their_source_and_licence() -> None:
    held = maps.boundaries("KAZ", date(2021, 12, 31)) or {}

    assert (held["source"].split(",")[0], held["licence"]) == ("Natural Earth", "public domain")


def test_shades_grow_in_round_steps() -> None:
    assert maps.steps([92, 1804]) == (100, 200, 500, 1000, 2000)
    assert maps.steps([3]) == (10,)
    assert maps.steps([]) == ()
