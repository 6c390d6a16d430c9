"""The template for new States is an example to follow: its own cases come out as it says."""

import pytest

from tulga.nationality import scenarios
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.loading import PACKS, load_pack

TEMPLATE = PACKS / "_template"
CASES = scenarios.read(TEMPLATE / "cases" / "descent.yaml")


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_case_of_the_template_comes_out_as_it_says(case: scenarios.Scenario) -> None:
    assert case.expected is not None
    expected = case.expected["states"][0]

    answers = assess(case.person, {"XAA": load_pack(TEMPLATE)}, case.on, states=["XAA"]).answers

    answer = next(answer for answer in answers if answer.state == "XAA")
    assert answer.outcome.value == expected["outcome"]
    assert set(expected.get("rules", ())) <= set(answer.rules)
