"""The packs as a book: a rule by its id, and the cases that exercise it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.rules import Pack, Rule

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PACKS: Final = Path(__file__).parent / "packs"


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a pack: its subject, the outcome expected per State, the rules that it names, and what they give."""

    id: str
    title: str
    outcomes: Mapping[str, str]
    rules: frozenset[str]
    readings: Mapping[str, str]


def rule_of(rule: str) -> tuple[Pack, Rule] | None:
    """Return a rule and the pack that holds it; None when no pack has such a rule."""
    return _rules().get(rule)


@lru_cache(maxsize=1)
def _rules() -> dict[str, tuple[Pack, Rule]]:
    return {rule.id: (pack, rule) for pack in load_packs().values() for rule in pack.rules}


def cases_of(rule: str) -> tuple[Case, ...]:
    """Return the cases whose expectation names this rule, in the order of the files."""
    return _by_rule().get(rule, ())


@lru_cache(maxsize=1)
def _by_rule() -> dict[str, tuple[Case, ...]]:
    found: dict[str, tuple[Case, ...]] = {}
    for case in _cases():
        for rule in sorted(case.rules):
            found[rule] = (*found.get(rule, ()), case)
    return found


def _cases() -> Iterator[Case]:
    for file in sorted(_PACKS.glob("*/cases/*.yaml")):
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - the safe one, in C
        for scenario in (content or {}).get("scenarios") or ():
            yield _case(scenario)


def _case(scenario: Mapping[str, Any]) -> Case:
    """Read what a case names: expected, cited, read, at risk, possible; and tags, where some packs name the rule."""
    outcomes: dict[str, str] = {}
    expectation = scenario.get("expected") or {}
    readings = {str(rule): str(value) for rule, value in (expectation.get("readings") or {}).items()}
    rules = {*readings, *(str(tag) for tag in scenario.get("tags") or ())}
    for state, expected in _expected(expectation):
        outcomes[state] = str(expected.get("outcome", ""))
        for name in ("rules", "risks", "possible", "not_cited"):
            rules |= {str(rule) for rule in expected.get(name) or ()}
    return Case(
        str(scenario.get("id", "")),
        str(scenario.get("title", "")),
        outcomes,
        frozenset(rules) & set(_rules()),
        readings,
    )


def _expected(expectation: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    states = expectation.get("states") or ()
    if isinstance(states, Mapping):
        yield from ((str(state), expected or {}) for state, expected in states.items())
        return
    yield from ((str(one.get("state", "")), one) for one in states)
