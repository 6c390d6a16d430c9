"""Today's law and an amended one over the same people: who gains, who loses, and for whom that is only possible.

What is unknown makes an interval: "certain" holds whatever the unknown facts are, "possible" is not ruled out. A
person whose unknown facts cannot make the amended articles differ is neither solved nor worsened, although both
statuses are open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from tulga.nationality.bulk import ir, profiles
from tulga.nationality.bulk.amendments import Amendment, amended
from tulga.nationality.bulk.as_of import as_of
from tulga.nationality.bulk.codes import Codes, Flags
from tulga.nationality.bulk.facts import Facts
from tulga.nationality.bulk.links import Links
from tulga.nationality.bulk.lives import Lives, live
from tulga.nationality.core.predicates import TREATIES
from tulga.nationality.core.rules import Effect, Pack, Rule, Verification
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN
from tulga.nationality.core.vocabulary import SOVIET_UNION


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of change, person by person: for whom it is certain, for whom not ruled out (certain ones included)."""

    certain: Flags
    possible: Flags


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an amendment does to each person.

    Args:
        solved: of no State before, of one after.
        gained, lost: the nationality of the amended State; whoever loses it is worse off, with another one or without.
        made_stateless: of some State before, of none after.
        clarified: whether they had the nationality was open before, and after they have it for certain.
        by_article: for each changed version, whom it newly reaches, or no longer reaches.
    """

    facts: Facts
    amendment: Amendment
    on: date
    solved: Change
    gained: Change
    lost: Change
    made_stateless: Change
    clarified: Change
    by_article: Mapping[str, Change]
    packs: tuple[tuple[str, str], tuple[str, str]]  # (state, digest) before and after


def compare(facts: Facts, packs: Mapping[str, Pack], amendment: Amendment, on: date) -> Comparison:
    """Return what the amendment does to these people.

    Args:
        facts: rows without `problems`.
    """
    facts = as_of(facts, on)  # once for both laws
    read = _with_a_link(facts, packs, amendment.state, on)
    after_packs = amended(read, amendment)
    changed = frozenset(amendment.changed)
    before, after = live(facts, read, on, keep=changed), live(facts, after_packs, on, keep=changed)
    may_gain, may_lose = _may_differ(before, after, amendment)
    state = amendment.state
    held = before.status(state), after.status(state)
    none = before.stateless(), after.stateless()
    reach = {rule: _reach(before, after, rule) for rule in amendment.changed}
    return Comparison(
        facts=facts,
        amendment=amendment,
        on=on,
        solved=_turned(none, TRUE, may_gain),
        gained=_turned(held, FALSE, may_gain),
        lost=_turned(held, TRUE, may_lose),
        made_stateless=_turned(none, FALSE, may_lose),
        clarified=_clarified(held),
        by_article=reach,
        packs=((state, packs[state].digest), (state, after_packs[state].digest)),
    )


def _clarified(values: tuple[Codes, Codes]) -> Change:
    """Return for whom an open or disputed status becomes a certain one."""
    before, after = values
    flags = ((before == UNKNOWN) | (before == DISPUTED)) & (after == TRUE)
    return Change(flags, flags)


def _with_a_link(facts: Facts, packs: Mapping[str, Pack], state: str, on: date) -> dict[str, Pack]:
    """Leave out the packs of States with which nobody here has a link: they have nothing to say of anybody."""
    links = Links(facts, frozenset(packs), ir.day_number(on)).states()
    kept = {*links, state, SOVIET_UNION, TREATIES}
    return {name: pack for name, pack in packs.items() if name in kept}


def _turned(values: tuple[Codes, Codes], start: int, may: Flags) -> Change:
    """Return who was `start` before and is the opposite after."""
    before, after = values
    end = FALSE if start == TRUE else TRUE
    certain = (before == start) & (after == end)
    same = (before == after) & (before == DISPUTED)
    possible = ((before != end) & (after != start) & may & ~same) | certain
    return Change(certain, possible)


# -- can the amended articles differ for this person? ------------------------------------------------------------------


def _may_differ(before: Lives, after: Lives, amendment: Amendment) -> tuple[Flags, Flags]:
    """Say for whom the changed versions may give what the old ones did not, and for whom they may take it."""
    new = [after.law.by_id[name] for name in amendment.changed if name in after.law.by_id]
    old = [before.law.by_id[name] for name in amendment.changed if name in before.law.by_id]
    moved = _indirect(before, after, amendment)
    gain, lose = moved.copy(), moved.copy()
    for lives, rules, on_gain, on_lose in ((after, new, gain, lose), (before, old, lose, gain)):
        for rule in rules:
            if not _plain(rule):
                touched = _met(lives, rule.id) != FALSE
                on_gain |= touched & (rule.effect is not Effect.LOSES)
                on_lose |= touched & (rule.effect is not Effect.ACQUIRES)
    by_rules = _by_completion(before, after, list(filter(_plain, new)), list(filter(_plain, old)), amendment.state)
    return gain | by_rules[0], lose | by_rules[1]


def _by_completion(before: Lives, after: Lives, new: list[Rule], old: list[Rule], state: str) -> tuple[Flags, Flags]:
    """Say for whom some completion of the unknown facts makes the new rules give what the old do not, and reverse."""
    known = _answers(before, after, [*new, *old])
    gives, gave = _given(new, after), _given(old, before)
    names = sorted(_names(gives, gave))
    if len(names) > profiles.WIDEST or any(name not in known or _of_status(name, state) for name in names):
        anybody = np.ones(before.facts.rows, dtype=np.bool_)
        return anybody, anybody
    block = profiles.profiles(known, names, before.facts.rows)
    gain = block.supervalued(ir.every(gives, ir.inverse(gave))) != FALSE
    lose = block.supervalued(ir.every(gave, ir.inverse(gives))) != FALSE
    return block.person_by_person(gain), block.person_by_person(lose)


def _plain(rule: Rule) -> bool:
    """A rule that gives the nationality at one moment that everybody shares, and whose text is taken as read."""
    certain = rule.verification is not Verification.UNVERIFIED and not rule.conflicts_with
    return rule.effect is Effect.ACQUIRES and rule.timing.kind.value in ("at birth", "on day") and certain


def _given(rules: list[Rule], lives: Lives) -> ir.Node:
    """Return "one of these rules gives the nationality", with what their exceptions take away."""
    parts = []
    for rule in rules:
        others = [name for name in rule.exceptions if name in lives.law.by_id and name != rule.id]
        taken = [ir.inverse(lives.law.conditions[name]) for name in others]
        parts.append(ir.every(lives.law.conditions[rule.id], *taken))
    return profiles.abstracted(ir.some(*parts))


def _names(*nodes: ir.Node) -> set[str]:
    return {atom.name for atom in ir.atoms(*nodes)}


def _of_status(atom: str, state: str) -> bool:
    """Say whether an atom asks for the person's own status in the amended State, which the amendment itself changes."""
    return atom.startswith((f"subject.national.{state}.", f"subject.former_national.{state}."))


def _answers(before: Lives, after: Lives, rules: list[Rule]) -> dict[str, Codes]:
    """Return everybody's answer to every atom of these rules, as it was when they were read."""
    found: dict[str, Codes] = {}
    for rule in rules:
        lives = after if rule.id in after.law.by_id else before
        for (name, _, atom), chunks in lives.atoms.items():
            if name == rule.id:
                codes = found.setdefault(atom, np.zeros(lives.facts.rows, dtype=np.uint8))
                for rows, values in chunks:
                    codes[rows] = np.where(values == DISPUTED, UNKNOWN, values)
        for node in _asked(lives, rule):
            if isinstance(node, ir.Since) and node.clock == "birth":
                lo, hi = lives.facts.birth_lo, lives.facts.birth_hi
                late, early = lo >= node.latest, hi < node.earliest
                name = f"{node.clock}.since.{node.earliest}.{node.latest}"
                found[name] = np.where(late, TRUE, np.where(early, FALSE, UNKNOWN)).astype(np.uint8)
    return found


def _asked(lives: Lives, rule: Rule) -> Iterator[ir.Node]:
    for name in (rule.id, *rule.exceptions):
        if name in lives.law.conditions:
            yield from ir.walk(lives.law.conditions[name])


def _indirect(before: Lives, after: Lives, amendment: Amendment) -> Flags:
    """Say for whom an atom of the changed articles is answered otherwise: a parent's status may have changed, too."""
    moved = np.zeros(before.facts.rows, dtype=np.bool_)
    for parent in (before.facts.mother.row, before.facts.father.row):
        known = parent >= 0
        first, second = before.status(amendment.state), after.status(amendment.state)
        moved[known] |= (first != second)[parent[known]]
    for state in before.packs:
        if state != amendment.state:
            moved |= before.status(state) != after.status(state)
    return moved


def _reach(before: Lives, after: Lives, rule: str) -> Change:
    """Return whom a version newly reaches; of one that ends, whom it reached."""
    now, then = _met(after, rule), _met(before, rule)
    if rule not in before.law.by_id:
        return Change(now == TRUE, now != FALSE)
    if rule not in after.law.by_id:
        return Change(then == TRUE, then != FALSE)
    return Change((then == TRUE) & (now != TRUE), (then != FALSE) & (now != TRUE))


def _met(lives: Lives, rule: str) -> npt.NDArray[np.uint8]:
    """Return whether a rule was met at any event, person by person."""
    value = np.full(lives.facts.rows, int(FALSE), dtype=np.uint8)
    for (name, _), chunks in lives.read.items():
        if name == rule:
            for rows, values in chunks:
                value[rows] = (value[rows] | values) & 1 | (value[rows] & values & 2)
    return value
