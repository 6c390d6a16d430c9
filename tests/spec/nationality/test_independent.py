"""Scenarios that a second and a third reader wrote from the law, not from the packs: each is answered as written."""

from typing import Any

import pytest

from tests.architecture.tree import ROOT
from tests.spec.nationality.test_cases import disagreements
from tulga.nationality import scenarios
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.loading import load_packs
from tulga.nationality.scenarios import Scenario

DATA = ROOT / "tests" / "data" / "nationality"
WRITTEN = tuple(one for name in ("independent", "independent-2") for one in scenarios.read(DATA / f"{name}.yaml"))


@pytest.mark.parametrize("scenario", WRITTEN, ids=lambda one: one.id)
def test_each_state_is_answered_as_a_reader_wrote(scenario: Scenario) -> None:
    assert scenario.problems == ()
    assert list(disagreements(scenario)) == []


@pytest.mark.parametrize("scenario", WRITTEN, ids=lambda one: one.id)
def test_article_1_1_is_concluded_as_a_reader_wrote(scenario: Scenario) -> None:
    wanted: dict[str, Any] = (scenario.expected or {})["art1_1"]

    found = assess(scenario.person, load_packs(), scenario.on, ask=False).article_1_1

    assert found.value in [wanted["outcome"], *wanted.get("acceptable", [])]


def test_every_state_of_the_packs_is_asked_about() -> None:
    asked = {scenarios.find_state(str(one["state"]))[0] for each in WRITTEN for one in (each.expected or {})["states"]}

    assert set(load_packs()) - {"INT", "SUN"} <= asked
