"""The cases beside the packs, which a lawyer can read and correct, hold; and they say something of every rule."""

from pathlib import Path

import pytest

from tests.unit.nationality.packs.cases import differences
from tulga.nationality import scenarios
from tulga.nationality.core.loading import PACKS, load_packs

FILES = sorted(PACKS.glob("[A-Z]*/cases/*.yaml"))
WITH_READINGS = ("KAZ", "RUS", "SUN", "UZB", "INT")
# What no life of ours can give, and why.
NEVER = {
    # its last day is known only roughly: never certainly in force on it
    "KZ91-21-4a": {"met"},
    # no two foreign laws of that time were read well enough to be sure that neither gives anything
    "RU91-17-1": {"met"},
    # a child of a national whose own law gives nothing: every such law here is unread or open
    "C61-1-4": {"met"},
}
# Read only when an act of this State is on record; then it is met, or the day of the act is not known well enough.
ONLY_ON_AN_ACT = frozenset(
    [
        "KZ91-16-ACT",
        "KZ91-20",
        "KZ91-20-1",
        "KZ91-21-5",
        "KZ91-21-ACT",
        "KZ91-21-ACT-D",
        "RU91-ACT",
        "RU91-EXIT",
        "RU91-LOSS",
        "RU02-ACT",
        "RU23-12",
        "RU23-EXIT",
        "RU23-LOSS",
        "SU78-16",
        "SU78-16-D",
        "UZ92-ACT",
        "UZ92-EXIT",
        "UZ92-21-ACT",
        "UZ20-ACT",
        "UZ20-EXIT",
        "UZ20-L-ACT",
    ]
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_the_engine_says_what_the_cases_of_a_pack_expect(file: Path) -> None:
    packs = load_packs()

    found = [line for case in scenarios.read(file) for line in differences(case, packs)]

    assert found == []


@pytest.mark.parametrize("state", WITH_READINGS)
def test_every_rule_has_a_case_met_one_not_met_and_one_unknown(state: str) -> None:
    shown: dict[str, set[str]] = {}

    for file in (PACKS / state / "cases").glob("*.yaml"):
        for case in scenarios.read(file):
            for rule, value in ((case.expected or {}).get("readings") or {}).items():
                shown.setdefault(rule, set()).add(value)

    lacking = {rule.id: _to_show(rule.id) - shown.get(rule.id, set()) for rule in load_packs()[state].rules}
    assert {rule: values for rule, values in lacking.items() if values} == {}


def _to_show(rule: str) -> set[str]:
    hidden = {"not_met"} if rule in ONLY_ON_AN_ACT else NEVER.get(rule, set())
    return {"met", "not_met", "unknown"} - hidden


def test_what_is_said_to_be_impossible_to_show_is_still_so() -> None:
    rules = {rule.id for state in WITH_READINGS for rule in load_packs()[state].rules}

    assert {*NEVER, *ONLY_ON_AN_ACT} <= rules
