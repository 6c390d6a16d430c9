"""A procedure as a picture and as text, from the same data."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.unit.procedures.definitions.written import write
from tulga.procedures.definitions.core.loading import load_country, load_definitions
from tulga.procedures.definitions.core.model import Definition
from tulga.procedures.definitions.drawing import NARROW, WIDE, alternatives, described, draw

SVG = "{http://www.w3.org/2000/svg}"
ALL = [
    (definition, version, language)
    for definition in sorted(load_definitions())
    for version in [one.id for one in load_definitions()[definition].versions]
    for language in ("en", "ru", "kk")
]


@pytest.fixture
def small(tmp_path: Path) -> Definition:
    return load_country(write(tmp_path))["XAA.statelessness_determination"]


def root_of(definition: Definition, width: int, language: str = "en", version: int = 0) -> ElementTree.Element:
    return ElementTree.fromstring(draw(definition, definition.versions[version], language, width=width))  # noqa: S314


def texts(root: ElementTree.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_picture_shows_every_state_step_and_clock(small: Definition, width: int) -> None:
    shown = " ".join(texts(root_of(small, width)))

    for word in ("Met", "Applied", "Refused", "Yes", "Closed", "Appealed"):
        assert word in shown
    for word in ("Application", "Recognition", "Refusal", "Issue", "Appeal", "Dismissed"):
        assert word in shown
    assert "decision: 15 working days" in shown
    assert "appeal: 3 months" in shown


def test_an_unverified_clock_says_so_in_the_picture(tmp_path: Path) -> None:
    changed = load_country(write(tmp_path, ("        owner: decider\n        use: assert", "        owner: decider\n"
                                            "        use: config")))["XAA.statelessness_determination"]  # fmt: skip

    assert "decision: 15 working days (not verified)" in " ".join(texts(root_of(changed, WIDE)))


def test_each_kind_of_state_has_a_shape_of_its_own(small: Definition) -> None:
    boxes = [box for box in root_of(small, WIDE).iter(f"{SVG}rect") if box.get("stroke-width") in {"3", "1.4"}]
    shapes = {(box.get("rx"), box.get("fill"), box.get("stroke-width")) for box in boxes}

    assert len(boxes) == 6
    assert len(shapes) == 4  # start, open, decided, final


def test_a_step_that_stays_has_no_arrow_and_every_other_has_one(small: Definition) -> None:
    version = small.versions[0]
    moves = sum(source != step.target for step in version.steps for source in step.sources)

    arrows = [path for path in root_of(small, WIDE).iter(f"{SVG}path") if "V" in (path.get("d") or "")]

    assert len(arrows) == moves == 6


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_arrows_run_beside_the_boxes_and_end_at_one(width: int) -> None:
    definition = load_definitions()["KAZ.asylum"]
    root = root_of(definition, width)
    boxes = [
        tuple(float(box.get(name) or 0) for name in ("x", "y", "width", "height"))
        for box in root.iter(f"{SVG}rect")
        if box.get("stroke-width") in {"3", "1.4"}
    ]

    for path in root.iter(f"{SVG}path"):
        found = re.fullmatch(r"M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)H([\d.]+)", path.get("d") or "")
        if found:
            start, y, lane, target, end = map(float, found.groups())
            assert not any(x < lane < x + w for x, _, w, _ in boxes)
            assert any(top < y < top + h and start in (x, x + w) for x, top, w, h in boxes)
            assert any(top < target < top + h and end in (x, x + w) for x, top, w, h in boxes)
            assert 0 < lane < width


@pytest.mark.parametrize(("definition", "version", "language"), ALL)
def test_boxes_never_overlap_and_stay_in_the_picture(definition: str, version: str, language: str) -> None:
    found = load_definitions()[definition]
    index = [one.id for one in found.versions].index(version)
    for width in (WIDE, NARROW):
        root = root_of(found, width, language, index)
        boxes = [
            tuple(float(box.get(name) or 0) for name in ("x", "y", "width", "height"))
            for box in root.iter(f"{SVG}rect")
            if box.get("stroke-width") in {"3", "1.4"}
        ]
        assert len(boxes) == len(found.versions[index].states)
        for x, y, w, h in boxes:
            assert x >= 0
            assert x + w <= width
            assert y + h <= float(root.get("height") or 0)
            assert sum(x < a + c and a < x + w and y < b + d and b < y + h for a, b, c, d in boxes) == 1


def test_the_bytes_are_the_same_every_time(small: Definition) -> None:
    assert draw(small, small.versions[0], "kk") == draw(small, small.versions[0], "kk")
    assert draw(small, small.versions[0], "kk") != draw(small, small.versions[0], "ru")


def test_a_reader_of_screens_hears_what_it_is(small: Definition) -> None:
    root = root_of(small, WIDE, "ru")

    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", f"{title.get('id')} {desc.get('id')}")
    assert title.text == "определение: первая"
    assert desc.text == "Схема: состояний 6, шагов 6. Начало: встреча. Конец: закрыто."


def test_what_is_written_by_a_lawyer_cannot_break_the_picture(tmp_path: Path) -> None:
    changed = load_country(write(tmp_path, ("{en: refusal, ru", '{en: "<script>&", ru')))
    definition = changed["XAA.statelessness_determination"]

    assert "<script>&" in " ".join(texts(root_of(definition, WIDE)))  # parsed as XML, it is text


def test_the_text_says_the_same_as_the_picture(small: Definition) -> None:
    lines = list(alternatives(described(small, small.versions[0], "en")))

    assert lines[0] == "met (beginning): m"
    assert "- application (applicant, officer) → applied [decision: 15 working days]" in lines
    assert "- refusal (decider) → refused" in lines


@pytest.mark.parametrize(("definition", "version", "language"), ALL)
def test_every_step_of_the_data_stands_in_the_text(definition: str, version: str, language: str) -> None:
    found = load_definitions()[definition]
    chosen = next(one for one in found.versions if one.id == version)
    told = described(found, chosen, language)

    assert {step.id for state in told for step in state.steps} == {step.id for step in chosen.steps}
    assert {state.id for state in told} == {state.id for state in chosen.states}
    assert all(step.by and all(step.by) for state in told for step in state.steps)
