"""Our packs beside an independent coding of the same laws: which State has a provision of which kind, on one day?

The coding is that of GLOBALCIT (packs/_globalcit/NOTICE.md). It says that a provision exists, not what it says; so a
difference is a question, and `differences.yaml` answers each. Texts come in as text: this module opens no file.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO

from tulga.nationality.core.rules import Effect, Pack, Rule, Text

_COLUMN = re.compile(r"([AL]\d\d[ab]?)_cat")
_NO_PROVISION, _NOT_CODED = "0", frozenset({"", "NA"})
_PARTS = frozenset({"A02", "A06a", "A06b"})  # a sum of two columns, and conditions within A06: no ways of their own
_ACTING = frozenset({Effect.ACQUIRES, Effect.LOSES, Effect.ENTITLES, Effect.MAY_GRANT, Effect.GROUND_OF_LOSS})
_LANGUAGES = ("en", "ru", "kk")
THE_CODING = frozenset({"GC3"})  # the key of this coding in every pack's sources.yaml

Key = tuple[str, str]  # (State, mode)


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """The coding and the packs do not say the same about one mode in one State."""

    state: str
    mode: str
    coded: bool  # the coding has a provision
    rules: tuple[str, ...]  # ours

    @property
    def key(self) -> Key:
        return self.state, self.mode


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the two differ, for one State and some modes."""

    state: str
    modes: tuple[str, ...]
    why: Text

    @property
    def keys(self) -> frozenset[Key]:
        return frozenset((self.state, mode) for mode in self.modes)


def coded(table: str, year: int) -> dict[Key, bool]:
    """Return for each State and mode whether the coding has a provision in that year; what is not coded is left out."""
    found: dict[Key, bool] = {}
    for row in csv.DictReader(StringIO(table)):
        if row["year"] == str(year):
            found.update(_of_row(row))
    return found


def _of_row(row: Mapping[str, str]) -> Iterable[tuple[Key, bool]]:
    for column, value in row.items():
        match = _COLUMN.fullmatch(column)
        if match is not None and match[1] not in _PARTS and value not in _NOT_CODED:
            yield (row["iso3"], match[1]), value != _NO_PROVISION


def labels(table: str) -> dict[str, str]:
    """Return the name of each mode."""
    return {row["mode_id"]: row["label"] for row in csv.DictReader(StringIO(table))}


def encoded(packs: Mapping[str, Pack], on: date) -> dict[Key, tuple[Rule, ...]]:
    """Return for each State and mode our rules that act and may be in force on that day, also the unverified ones."""
    found: dict[Key, list[Rule]] = {}
    for state, pack in packs.items():
        for rule in pack.rules:
            if rule.effect in _ACTING and _may_be_in_force(rule, on):
                for mode in rule.modes:
                    found.setdefault((state, mode), []).append(rule)
    return {key: tuple(rules) for key, rules in found.items()}


def _may_be_in_force(rule: Rule, on: date) -> bool:
    first, last = rule.in_force.first, rule.in_force.last
    begun = first is None or first.earliest is None or first.earliest <= on
    return begun and (last is None or last.latest is None or last.latest >= on)


def differences(coding: Mapping[Key, bool], ours: Mapping[Key, tuple[Rule, ...]]) -> tuple[Difference, ...]:
    """Return where the two differ, in the order of States and modes; only what is coded is compared."""
    return tuple(
        Difference(*key, present, tuple(rule.id for rule in ours.get(key, ())))
        for key, present in sorted(coding.items())
        if present is not (key in ours)
    )


def resting_on_the_coding(coding: Mapping[Key, bool], ours: Mapping[Key, tuple[Rule, ...]]) -> tuple[Key, ...]:
    """Return where the two agree only because we wrote our rule down from this very coding: no confirmation."""
    return tuple(
        key
        for key, rules in sorted(ours.items())
        if coding.get(key) and all(rule.sources and set(rule.sources) <= THE_CODING for rule in rules)
    )


def unexplained(found: Iterable[Difference], explained: Iterable[Explanation]) -> tuple[Difference, ...]:
    """Return the differences that nobody explained."""
    known = frozenset[Key]().union(*(one.keys for one in explained))
    return tuple(one for one in found if one.key not in known)


def without_difference(found: Iterable[Difference], explained: Iterable[Explanation]) -> tuple[Key, ...]:
    """Return what is explained although the two agree: an explanation that the law has overtaken."""
    differing = {one.key for one in found}
    return tuple(sorted(key for one in explained for key in one.keys if key not in differing))


def explanations(read: object) -> tuple[Explanation, ...]:
    """Return what `differences.yaml` explains, from its content as YAML gives it.

    Raises:
        ValueError: an explanation has no text in some language, or names no State or mode.
    """
    entries = read.get("differences") if isinstance(read, dict) else None
    if not isinstance(entries, list):
        raise ValueError("differences: a list is expected")
    return tuple(one for number, entry in enumerate(entries, 1) for one in _explanation(number, entry))


def _explanation(number: int, entry: object) -> Iterable[Explanation]:
    why = entry.get("why") if isinstance(entry, dict) else None
    modes = entry.get("modes") if isinstance(entry, dict) else None
    if not isinstance(why, dict) or any(not str(why.get(language, "")).strip() for language in _LANGUAGES):
        raise ValueError(f"differences: entry {number} is not explained in {', '.join(_LANGUAGES)}")
    if not isinstance(modes, dict) or not modes or not all(modes.values()):
        raise ValueError(f"differences: entry {number} names no State and mode")
    text = tuple((language, str(why[language])) for language in _LANGUAGES)
    return [Explanation(state, tuple(named), text) for state, named in modes.items()]
