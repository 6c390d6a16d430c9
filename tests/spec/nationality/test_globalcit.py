"""Our packs beside an independent coding of the same laws: every difference is explained, no explanation is idle."""

from datetime import date
from typing import Any

import pytest
import yaml

from tulga.nationality.core import globalcit
from tulga.nationality.core.globalcit import Difference, Explanation
from tulga.nationality.core.loading import PACKS, load_packs

CODING = PACKS / "_globalcit"
DAY = date(2024, 1, 1)  # the day that the rows of a year describe
STATES = 19


@pytest.fixture(scope="module")
def coding() -> dict[globalcit.Key, bool]:
    return globalcit.coded((CODING / "coding-v3.1.csv").read_text(encoding="utf-8"), DAY.year)


@pytest.fixture(scope="module")
def found(coding: dict[globalcit.Key, bool]) -> tuple[Difference, ...]:
    return globalcit.differences(coding, globalcit.encoded(load_packs(), DAY))


@pytest.fixture(scope="module")
def explained() -> tuple[Explanation, ...]:
    return globalcit.explanations(yaml.safe_load((CODING / "differences.yaml").read_text(encoding="utf-8")))


def test_all_nineteen_states_are_compared(coding: dict[globalcit.Key, bool]) -> None:
    compared = {state for state, _ in coding}

    assert len(compared) == STATES
    assert compared <= set(load_packs())


def test_every_difference_is_explained(found: tuple[Difference, ...], explained: tuple[Explanation, ...]) -> None:
    assert globalcit.unexplained(found, explained) == ()


def test_no_explanation_is_left_without_a_difference(
    found: tuple[Difference, ...], explained: tuple[Explanation, ...]
) -> None:
    assert globalcit.without_difference(found, explained) == ()


def test_no_difference_is_explained_twice(explained: tuple[Explanation, ...]) -> None:
    keys = [key for one in explained for key in sorted(one.keys)]

    assert sorted(keys) == sorted(set(keys))


def test_a_rule_that_is_taken_away_becomes_a_difference(coding: dict[globalcit.Key, bool]) -> None:
    without = {state: pack for state, pack in load_packs().items() if state != "UKR"}

    found = globalcit.differences(coding, globalcit.encoded(without, DAY))

    assert Difference("UKR", "A01a", True, ()) in found


def test_the_loss_for_absence_is_coded_in_uzbekistan_alone(coding: dict[globalcit.Key, bool]) -> None:
    assert [state for (state, mode), present in coding.items() if mode == "L02" and present] == ["UZB"]


def test_conditions_within_a_mode_and_what_is_not_coded_are_left_out() -> None:
    table = "iso3,country,year,A01a_cat,A06_cat,A06b_cat,L05_cat\nXAA,Nowhere,2024,1,0,3,NA\nXAA,Nowhere,2023,0,1,3,1\n"

    assert globalcit.coded(table, 2024) == {("XAA", "A01a"): True, ("XAA", "A06"): False}


def test_where_a_rule_was_written_down_from_the_coding_the_two_do_not_confirm_each_other(
    coding: dict[globalcit.Key, bool],
) -> None:
    resting = globalcit.resting_on_the_coding(coding, globalcit.encoded(load_packs(), DAY))

    assert ("UKR", "L01") in resting
    assert ("UKR", "A01a") not in resting


def test_every_mode_has_a_name(coding: dict[globalcit.Key, bool]) -> None:
    names = globalcit.labels((CODING / "mode-labels.csv").read_text(encoding="utf-8"))

    assert {mode for _, mode in coding} - set(names) == set()


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ([], "a list is expected"),
        ({"differences": [{"why": {"en": "x", "ru": "y"}, "modes": {"XAA": ["A01a"]}}]}, "entry 1 is not explained"),
        ({"differences": [{"why": {"en": "x", "ru": "y", "kk": "z"}, "modes": {}}]}, "entry 1 names no State"),
    ],
)
def test_an_explanation_that_explains_nothing_is_refused(written: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        globalcit.explanations(written)
