"""Runs the cases that stand beside the packs: what was expected of a life, and what the engine says of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from tulga.nationality.core import spans
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.outcomes import Answer
from tulga.nationality.core.rules import Pack
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN
from tulga.nationality.core.world import World
from tulga.nationality.scenarios import Scenario

VALUES = {TRUE: "met", FALSE: "not_met", UNKNOWN: "unknown", DISPUTED: "disputed"}


def differences(case: Scenario, packs: Mapping[str, Pack]) -> list[str]:
    """Return what the engine says otherwise than the case expects; empty when they agree."""
    if case.problems:
        return [f"{case.id}: {problem}" for problem in case.problems]
    expected = case.expected or {}
    found = [*_answers(case, expected, packs), *_readings(case, expected, packs)]
    return [f"{case.id} ({case.title}): {line}" for line in found]


def readings(case: Scenario, packs: Mapping[str, Pack]) -> dict[str, set[str]]:
    """Return what each rule gave wherever it was read in this life."""
    found: dict[str, set[str]] = {}
    for file in World(case.person, packs, spans.of_date(case.on)).files.values():
        for read in file.reads:
            found.setdefault(read.rule.id, set()).add(VALUES[read.value])
    return found


def _readings(case: Scenario, expected: Mapping[str, Any], packs: Mapping[str, Pack]) -> Iterable[str]:
    wanted = expected.get("readings") or {}
    given = readings(case, packs) if wanted else {}
    for rule, value in wanted.items():
        if value not in given.get(rule, {"not_read"}):
            yield f"{rule} is read as {sorted(given.get(rule, {'not_read'}))}, expected {value}"


def _answers(case: Scenario, expected: Mapping[str, Any], packs: Mapping[str, Pack]) -> Iterable[str]:
    wanted = expected.get("states") or []
    if not wanted:
        return
    found = {answer.state: answer for answer in assess(case.person, packs, case.on).answers}
    for state in wanted:
        yield from _answer(state, found[str(state["state"])])


def _answer(wanted: Mapping[str, Any], answer: Answer) -> Iterable[str]:
    outcome, right = answer.outcome.value, {wanted["outcome"], *(wanted.get("acceptable") or [])}
    if outcome not in right or outcome in (wanted.get("must_not") or []):
        yield f"{answer.state} is {outcome}, expected {sorted(right)}"
    told = {"since": answer.since, "lost_on": answer.lost_on}
    yield from (
        f"{name} is {told[name]}, expected {wanted[name]}"
        for name in told
        if wanted.get(name, told[name]) != told[name]
    )
    named = {
        "rules": answer.rules,
        "risks": answer.risks,
        "possible": answer.possible,
        "would_be": [rule for _, rule in answer.would_be],
    }
    for name, given in named.items():
        if missing := set(wanted.get(name) or []) - set(given):
            yield f"{name} lack {sorted(missing)}; there are {list(given)}"
    if unwanted := set(wanted.get("not_cited") or []) & set(answer.rules):
        yield f"cited although it must not be: {sorted(unwanted)}"
