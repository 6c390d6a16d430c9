"""A newborn as the solver sees one: every fact that the laws of two States ask about a birth, and what facts exclude.

Facts are free booleans; nobody's are unknown here. What depends on discretion, on a procedure or on a term that the
law leaves open is free as well, so "never falls through" means: whatever an authority does. What the axioms say is
written in docs/algorithms/nationality-bulk.md, "Gaps".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import z3

from tulga.nationality.bulk import ir
from tulga.nationality.core import vocabulary
from tulga.nationality.core.rules import Effect, Pack, Rule, TimingKind, Verification
from tulga.nationality.core.terms import ANY, Moment, Predicate
from tulga.nationality.core.truth import FALSE, TRUE

PARENTS = (ir.MOTHER, ir.FATHER)
THIRD = "third"  # a State that is neither of the two
_KINDS = ("permanent", "lawful", "habitual")


@dataclass(slots=True)
class Facts:
    """The free booleans, by name, and the atoms in which each is written for a reader."""

    states: tuple[str, ...]
    on: date
    variables: dict[str, z3.BoolRef] = field(default_factory=dict)
    terms: dict[str, tuple[str, Predicate | None]] = field(default_factory=dict)  # name -> (who, predicate)
    residences: dict[tuple[str, str, str, str], z3.BoolRef] = field(default_factory=dict)

    def flag(self, name: str, who: str = ir.SUBJECT, term: Predicate | None = None) -> z3.BoolRef:
        """Return the boolean of this name."""
        if name not in self.variables:
            self.variables[name] = z3.Bool(name)
            self.terms[name] = (who, term)
        return self.variables[name]

    def born_in(self, state: str) -> z3.BoolRef:
        return self.flag(f"subject.born_in.{state}", ir.SUBJECT, Predicate("born_in", (state,)))

    def exists(self, who: str) -> z3.BoolRef:
        return self.flag(f"{who}.exists", who, Predicate("exists", ()))

    def national(self, who: str, state: str) -> z3.BoolRef:
        return self.flag(f"{who}.national.{state}", who, Predicate("national", (state, Moment.BIRTH)))

    def stateless(self, who: str) -> z3.BoolRef:
        return self.flag(f"{who}.stateless", who, Predicate("stateless", (Moment.BIRTH,)))

    def unknown(self, who: str) -> z3.BoolRef:
        return self.flag(f"{who}.nationality_unknown", who, Predicate("nationality_unknown", (Moment.BIRTH,)))

    def foreign(self, who: str, state: str) -> z3.BoolRef:
        return self.flag(f"{who}.foreign.{state}", who, Predicate("foreign", (state, Moment.BIRTH)))

    def parents_unknown(self) -> z3.BoolRef:
        return self.flag("subject.parents_unknown", ir.SUBJECT, Predicate("parents_unknown", ()))

    def granted_elsewhere(self) -> z3.BoolRef:
        """A third State counts the child as its national."""
        return self.flag("subject.national.third", ir.SUBJECT, Predicate("foreign", (ANY, Moment.BIRTH)))

    def resident(self, who: str, name: str, term: Predicate) -> z3.BoolRef:
        state, kind, moment = (ir.written_argument(each) for each in term.arguments)
        self.residences[who, state, kind, moment] = flag = self.flag(name, who, term)
        return flag

    # -- what facts exclude ------------------------------------------------------------------------------------------

    def axioms(self) -> list[z3.BoolRef]:
        """Return what holds of every birth, over the facts that were asked for so far."""
        return [*self._birth(), *(axiom for who in PARENTS for axiom in self._parent(who)), *self._residence()]

    def _birth(self) -> list[z3.BoolRef]:
        places = [flag for name, flag in self.variables.items() if name.startswith("subject.born_in.")]
        found = [flag for name, flag in self.variables.items() if name.startswith("subject.found_in.")]
        unknown, mother, father = self.parents_unknown(), self.exists(ir.MOTHER), self.exists(ir.FATHER)
        elsewhere = z3.Not(z3.Or([self.born_in(state) for state in self.states]))
        of_third = z3.Or([self.national(who, THIRD) for who in PARENTS])
        here = [
            z3.Implies(z3.And(unknown, self.born_in(state)), self.variables[f"subject.found_in.{state}"])
            for state in self.states if f"subject.found_in.{state}" in self.variables
        ]  # fmt: skip
        return [
            z3.AtMost(*places, 1) if places else z3.BoolVal(True),
            z3.AtMost(*found, 1) if found else z3.BoolVal(True),
            *(z3.Implies(flag, unknown) for flag in found),
            *here,
            z3.Implies(unknown, z3.And(z3.Not(mother), z3.Not(father))),
            z3.Or(mother, unknown),  # a child without a mother in law is a foundling
            z3.Implies(self.granted_elsewhere(), z3.Or(of_third, elsewhere)),
        ]

    def _parent(self, who: str) -> list[z3.BoolRef]:
        exists, unknown, stateless = self.exists(who), self.unknown(who), self.stateless(who)
        held = [self.national(who, state) for state in (*self.states, THIRD)]
        third = self.national(who, THIRD)
        named = [
            flag for name, flag in self.variables.items()
            if name.startswith(f"{who}.national.") and name.rsplit(".", 1)[1] not in (*self.states, THIRD)
        ]  # fmt: skip
        return [
            z3.Implies(z3.Or(*held, unknown, stateless), exists),
            stateless == z3.And(exists, z3.Not(z3.Or(*held, unknown))),
            z3.Implies(unknown, z3.Not(z3.Or(held))),
            *(z3.Implies(flag, third) for flag in named),
            *(
                self.foreign(who, state) == z3.Or([flag for flag, of in zip(held, (*self.states, THIRD), strict=True)
                                                   if of != state])
                for state in self.states
            ),
            *(z3.Implies(flag, exists) for name, flag in self.variables.items()
              if name.startswith(f"{who}.") and flag is not exists),
        ]  # fmt: skip

    def _residence(self) -> list[z3.BoolRef]:
        """Permanent residence is lawful, habitual and in one State; any kind is residence."""
        found: list[z3.BoolRef] = []
        for (who, state, kind, moment), flag in self.residences.items():
            if kind == "permanent":
                found += [
                    z3.Implies(flag, self.residences[who, state, weaker, moment])
                    for weaker in (*_KINDS[1:], "any") if (who, state, weaker, moment) in self.residences
                ]  # fmt: skip
                found += [
                    z3.Not(z3.And(flag, other))
                    for (whose, where, how, when), other in self.residences.items()
                    if (whose, how, when) == (who, kind, moment) and where < state
                ]
            elif kind != "any" and (who, state, "any", moment) in self.residences:
                found.append(z3.Implies(flag, self.residences[who, state, "any", moment]))
            lasting = [
                other for name, other in self.variables.items()
                if name.startswith(f"{who}.resident_for.{state}.{kind}.") and name.endswith(f".{moment}")
            ]  # fmt: skip
            found += [z3.Implies(other, flag) for other in lasting]
            abroad = self.variables.get(f"{who}.lives_abroad.{state}.{moment}")
            if abroad is not None:
                found.append(z3.Implies(abroad, z3.Not(flag)))
        return found


# -- what the laws give ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Grant:
    """A rule that gives the nationality at birth, as a formula, and whether anything rests on it being as assumed."""

    rule: Rule
    formula: z3.BoolRef  # its condition and nothing that takes it away
    sure: bool  # False: the text was not seen, or another rule contradicts it


class Laws:
    """What each of the States gives a child at birth, with open rules counted (`most`) and left out (`least`)."""

    def __init__(self, packs: Mapping[str, Pack], facts: Facts) -> None:
        self.packs, self.facts = packs, facts
        self.grants: dict[str, list[Grant]] = {state: [] for state in facts.states}
        self.most: dict[str, list[z3.BoolRef]] = {state: [z3.BoolVal(False)] for state in facts.states}
        self.least: dict[str, list[z3.BoolRef]] = {state: [z3.BoolVal(False)] for state in facts.states}
        self.by_id = {rule.id: rule for state in facts.states for rule in packs[state].rules}
        for stratum in (0, 1, 2):
            for state in facts.states:
                self._read(state, stratum)
            for state in facts.states:  # the rules of one stratum do not see each other
                self.most[state].append(z3.Or(self.most[state][-1], *self._new(state, stratum, sure_only=False)))
                self.least[state].append(z3.Or(self.least[state][-1], *self._new(state, stratum, sure_only=True)))

    def given(self, state: str, *, most: bool) -> z3.BoolRef:
        return (self.most if most else self.least)[state][-1]

    def _read(self, state: str, stratum: int) -> None:
        for rule in self.packs[state].rules:
            if rule.stratum == stratum and gives_at_birth(rule):
                formula = self.formula(rule, stratum, most=True)
                if not z3.is_false(z3.simplify(formula)):
                    self.grants[state].append(Grant(rule, formula, sure(rule)))

    def _new(self, state: str, stratum: int, *, sure_only: bool) -> list[z3.BoolRef]:
        found = []
        for grant in self.grants[state]:
            if grant.rule.stratum != stratum or (sure_only and not grant.sure):
                continue
            condition = self.formula(grant.rule, stratum, most=not sure_only)
            found.append(z3.And(condition, *self._not_taken(grant.rule, stratum, most=not sure_only)))
        return found

    def _not_taken(self, rule: Rule, stratum: int, *, most: bool) -> list[z3.BoolRef]:
        """Return that no exception takes the rule away; one whose text is not sure counts only against it."""
        others = [self.by_id[name] for name in rule.exceptions if name in self.by_id and name != rule.id]
        return [z3.Not(self.formula(other, stratum, most=not most)) for other in others if sure(other) or not most]

    def formula(self, rule: Rule, stratum: int, *, most: bool) -> z3.BoolRef:
        """Return the condition of a rule; what it asks about other States is answered by the strata below."""
        day = ir.day_number(self.facts.on)
        return self._of(ir.lower(rule, self.facts.on).node, rule.state, stratum, day, most)

    def _of(self, node: ir.Node, state: str, stratum: int, day: int, most: bool) -> z3.BoolRef:  # noqa: FBT001
        match node:
            case ir.Fixed(value):
                open_ = self.facts.flag(f"law.{state}.in_force")
                return z3.BoolVal(value is TRUE) if value in (TRUE, FALSE) else open_
            case ir.Since(_, earliest, latest):
                if earliest <= day < latest:
                    return self.facts.flag(f"law.since.{ir.day_of(earliest)}/{ir.day_of(latest)}")
                return z3.BoolVal(day >= latest)
            case ir.Inverse(inner):
                return z3.Not(self._of(inner, state, stratum, day, not most))
            case ir.Every(nodes):
                return z3.And([self._of(inner, state, stratum, day, most) for inner in nodes])
            case ir.Some(nodes):
                return z3.Or([self._of(inner, state, stratum, day, most) for inner in nodes])
            case ir.Atom(name, who, term):
                predicate = term if isinstance(term, Predicate) else None
                return self._atom(name, who, predicate, stratum, most)

    def _atom(self, name: str, who: str, term: Predicate | None, stratum: int, most: bool) -> z3.BoolRef:  # noqa: FBT001
        if term is None:
            return self.facts.flag(name, who)
        if who in PARENTS:
            return self._of_parent(name, who, term)
        return self._of_child(name, term, stratum, most)

    def _of_parent(self, name: str, who: str, term: Predicate) -> z3.BoolRef:
        facts, state = self.facts, str(term.arguments[0]) if term.arguments else ""
        match term.name:
            case "exists":
                return facts.exists(who)
            case "national" if _ended(state, facts.on):
                return z3.BoolVal(False)
            case "national":
                return facts.national(who, state)
            case "foreign":
                return facts.foreign(who, state) if state in facts.states else z3.Or(
                    [facts.national(who, other) for other in (*facts.states, THIRD)])  # fmt: skip
            case "stateless":
                return facts.stateless(who)
            case "nationality_unknown":
                return facts.unknown(who)
            case "stateless_for":
                return z3.And(facts.exists(who), z3.Not(facts.national(who, state)), z3.Not(facts.foreign(who, state)))
            case "resident":
                return facts.resident(who, name, term)
            case "ussr" if facts.on > date.fromisoformat(vocabulary.SOVIET_UNION_ENDED):
                return z3.BoolVal(False)
        return facts.flag(name, who, term)

    def _of_child(self, name: str, term: Predicate, stratum: int, most: bool) -> z3.BoolRef:  # noqa: FBT001
        facts, state = self.facts, str(term.arguments[0]) if term.arguments else ""
        match term.name:
            case "born_in":
                return facts.born_in(state)
            case "parents_unknown":
                return facts.parents_unknown()
            case "resident":
                return facts.resident(ir.SUBJECT, name, term)
            case "found_in":
                return facts.flag(f"subject.found_in.{state}", ir.SUBJECT, term)
            case "foreign":
                return self._another(state, stratum, most)
            case "no_other_nationality":
                return z3.Not(self._another(state, stratum, not most))
            case "national":
                return self._below(state, stratum, most)
            case "stateless":
                return z3.Not(self._another("", stratum, not most))
            case "stateless_for":
                return z3.Not(z3.Or(self._below(state, stratum, not most), self._another(state, stratum, not most)))
            case "parents_state_does_not_grant":
                return z3.And([self._not_granted(who, stratum, most) for who in PARENTS])
            case "former_national" | "ussr" | "former_ussr":
                return z3.BoolVal(False)  # a newborn was nothing before
            case "act":
                return z3.BoolVal(False)  # no authority has acted on a newborn
        return facts.flag(name, ir.SUBJECT, term)

    def _below(self, state: str, stratum: int, most: bool) -> z3.BoolRef:  # noqa: FBT001
        if state not in self.facts.states:
            return z3.BoolVal(False)
        return (self.most if most else self.least)[state][min(stratum, len(self.most[state]) - 1)]

    def _another(self, state: str, stratum: int, most: bool) -> z3.BoolRef:  # noqa: FBT001
        others = [self._below(other, stratum, most) for other in self.facts.states if other != state]
        return z3.Or(*others, self.facts.granted_elsewhere())

    def _not_granted(self, who: str, stratum: int, most: bool) -> z3.BoolRef:  # noqa: FBT001
        facts = self.facts
        given = [
            z3.Implies(facts.national(who, state), z3.Not(self._below(state, stratum, not most)))
            for state in facts.states
        ]
        third = z3.Implies(facts.national(who, THIRD), z3.Not(facts.granted_elsewhere()))
        named = z3.Or([facts.national(who, state) for state in (*facts.states, THIRD)])
        return z3.Implies(facts.exists(who), z3.And(*given, third, z3.Or(named, facts.stateless(who))))


def gives_at_birth(rule: Rule) -> bool:
    """Say whether the rule makes somebody a national at birth, by itself or by what the parents do then."""
    return rule.effect is Effect.ACQUIRES and rule.timing.kind is TimingKind.BIRTH


def sure(rule: Rule) -> bool:
    """Say whether a conclusion may rest on the rule."""
    return rule.verification is not Verification.UNVERIFIED and not rule.conflicts_with


def _ended(state: str, on: date) -> bool:
    return state == vocabulary.SOVIET_UNION and on > date.fromisoformat(vocabulary.SOVIET_UNION_ENDED)
