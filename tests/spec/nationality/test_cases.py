"""Every pack answers its own cases as a lawyer wrote them down, and every version of an article has enough of them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tulga.nationality import scenarios
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.loading import PACKS, load_packs
from tulga.nationality.core.outcomes import Answer
from tulga.nationality.scenarios import Scenario

FILES = sorted(PACKS.glob("[A-Z]*/cases/*.yaml"))
LEAST = 3  # of each version: met, not met, not known


@cache
def read(path: Path) -> tuple[Scenario, ...]:
    return tuple(scenarios.read(path))


def name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.stem}"


def disagreements(scenario: Scenario) -> Iterator[str]:
    answers = {answer.state: answer for answer in assess(scenario.person, load_packs(), scenario.on).answers}
    for wanted in (scenario.expected or {}).get("states", []):
        state = scenarios.find_state(str(wanted["state"]))
        answer = answers.get(state[0]) if state is not None else None
        wrong = ["no answer"] if answer is None else list(_differences(answer, wanted))
        yield from (f"{scenario.id} ({scenario.title}), {wanted['state']}: {one}" for one in wrong)


def _differences(answer: Answer, wanted: dict[str, Any]) -> Iterator[str]:
    allowed = [wanted["outcome"], *wanted.get("acceptable", [])]
    if answer.outcome.value not in allowed or answer.outcome.value in wanted.get("must_not", []):
        yield f"{answer.outcome.value}, not {' or '.join(allowed)}"
    if missing := set(wanted.get("rules", [])) - set(answer.rules):
        yield f"does not cite {', '.join(sorted(missing))}"
    for field in ("since", "lost_on"):
        if answer.outcome.value == wanted["outcome"] and wanted.get(field) not in (None, getattr(answer, field)):
            yield f"{field} {getattr(answer, field)}, not {wanted[field]}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_case_can_be_read(path: Path) -> None:
    assert [(one.id, [str(problem) for problem in one.problems]) for one in read(path) if one.problems] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_case_is_answered_as_written(path: Path) -> None:
    assert [line for one in read(path) if not one.problems for line in disagreements(one)] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_fact_of_a_case_is_left_unread(path: Path) -> None:
    assert [(one.id, one.person.not_understood) for one in read(path) if one.person.not_understood] == []


@pytest.mark.parametrize("state", sorted({path.parent.parent.name for path in FILES}))
def test_every_version_has_a_case_for_each_of_its_values(state: str) -> None:
    cases = [one for path in FILES if path.parent.parent.name == state for one in read(path)]
    count = {rule.id: sum(rule.id in _about(one) for one in cases) for rule in load_packs()[state].rules}

    assert {rule: number for rule, number in count.items() if number < LEAST} == {}


def _about(case: Scenario) -> set[str]:
    """The rules that a case names: as its subject, or as what its answer has to cite."""
    cited = [rule for state in (case.expected or {}).get("states", []) for rule in state.get("rules", [])]
    return {*case.tags, *cited}
