"""A slip in a rule of Kazakhstan, Russia or Uzbekistan is noticed by a case beside it (slow: a few minutes)."""

import re
from itertools import product

import pytest

from tests.unit.nationality.packs.cases import differences
from tests.unit.nationality.packs.mutants import mutants, with_rule
from tulga.nationality import scenarios
from tulga.nationality.core.loading import PACKS, load_packs
from tulga.nationality.core.rules import Effect, Rule, TimingKind

# Slips that change nothing that the engine could say, and why.
HARMLESS = (
    # "of another State than this one", asked of somebody who is none of this one's: no matter which one is left out
    r"(foreign|stateless_for|no_other_nationality): another State",
    # Soviet citizenship is one fact until the last day of the USSR
    r"ussr: a day (later|earlier)",
)
ON_A_FIXED_DAY = r"(first|last) day .*|read a day later"  # the day itself chooses the version
INFORMATION = r"taken as verified"  # a risk or a discretionary way is named, whatever is known of its text


def harmless(rule: Rule, what: str) -> bool:
    """Say whether this slip cannot be noticed by any life, for a reason above."""
    if any(re.fullmatch(pattern, what) for pattern in HARMLESS):
        return True
    if rule.timing.kind is TimingKind.DAY and re.fullmatch(ON_A_FIXED_DAY, what):
        return True
    if rule.conflicts_with and rule.verification == 0 and what in ("conflict left out", "taken as verified"):
        return True  # held back twice over
    return rule.effect in (Effect.GROUND_OF_LOSS, Effect.MAY_GRANT) and re.fullmatch(INFORMATION, what) is not None


@pytest.mark.slow
@pytest.mark.parametrize("state", ["KAZ", "RUS", "UZB"])
def test_the_cases_notice_nineteen_slips_of_twenty(state: str) -> None:
    packs = load_packs()
    files = sorted((PACKS / state / "cases").glob("*.yaml"))
    cases = [case for file in files for case in scenarios.read(file)]
    slips = [
        (rule, what, slip) for rule in packs[state].rules for what, slip in mutants(rule) if not harmless(rule, what)
    ]

    missed = []
    for rule, what, slip in slips:
        wrong = {**packs, state: with_rule(packs[state], slip)}
        if not any(rule.id in case.tags and differences(case, wrong) for case in cases):
            missed.append(f"{rule.id}: {what}")

    assert len(missed) <= len(slips) * 0.05, "\n".join(missed)


def test_what_is_called_harmless_is_still_a_slip_of_some_rule() -> None:
    rules = [rule for state in ("KAZ", "RUS", "UZB") for rule in load_packs()[state].rules]

    whats = {what for rule in rules for what, _ in mutants(rule)}

    unused = [pattern for pattern in HARMLESS if not any(re.fullmatch(pattern, what) for what in whats)]
    assert unused == []


def test_a_pack_holds_the_slip_in_place_of_the_rule() -> None:
    pack = load_packs()["KAZ"]

    for rule, (what, slip) in product(pack.rules[:1], mutants(pack.rules[0])):
        changed = {one.id: one for one in with_rule(pack, slip).rules}
        assert changed[rule.id] == slip != rule, what
        assert len(changed) == len(pack.rules)
