"""Which children fall between the laws of two States: families of facts with which neither law makes them a national.

A model is made smaller: the facts without which the gap is no longer certain are kept, the others dropped. What is
left is a family; it is taken out, and the next one is looked for, until none is left (then the list is complete, and
that is a proof) or the cap is reached.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

import z3

from tulga.nationality.bulk import ir
from tulga.nationality.core.predicates import TREATIES
from tulga.nationality.core.rules import Effect, Pack, Rule
from tulga.nationality.core.terms import Predicate
from tulga.nationality.core.vocabulary import SOVIET_UNION
from tulga.nationality.proof.newborn import PARENTS, Facts, Grant, Laws

CAP = 200  # families; beyond that the list says that it is cut
TIMEOUT = 10_000  # milliseconds a question


@dataclass(frozen=True, slots=True)
class Literal:
    """One fact of a family. `term`: the predicate for a reader, where there is one."""

    name: str
    value: bool
    who: str = ir.SUBJECT
    term: Predicate | None = None

    def __str__(self) -> str:
        return self.name if self.value else f"not {self.name}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why a rule does not reach the family: the facts of the family that it fails on."""

    rule: str
    article: str
    because: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Children of neither State.

    Args:
        only_if: rules that would reach them if they are as we assume; their text was not seen, or another rule
            contradicts them. Empty: nothing we know of closes the gap.
        left_out: each rule that gives a nationality at birth, and what of the family it fails on.
        may_get: rules of entitlement or discretion that the family does not exclude.
        closed_by: safeguards of the 1961 Convention that would reach them: article, State, and whether all of them.
    """

    facts: tuple[Literal, ...]
    only_if: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    may_get: tuple[str, ...]
    closed_by: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What was found for two States: children whom no third State counts as its national either.

    Args:
        complete: the solver showed that there is no further child of neither State. If not, `why` says what ended it.
    """

    states: tuple[str, str]
    on: date
    families: tuple[Family, ...]
    complete: bool
    why: str
    digests: tuple[tuple[str, str], ...]


def gaps(packs: Mapping[str, Pack], one: str, other: str, on: date, cap: int = CAP) -> Gaps:
    """Return the families of children born on a day who are nationals of neither State, the shortest first."""
    search = _Search(packs, (one, other), on)
    certain = search.families(search.gap(most=True), cap)
    only_if = z3.And(search.gap(most=False), z3.Not(search.gap(most=True)))
    open_ = search.families(only_if, cap - len(certain)) if not search.why else []
    found = [search.described(cube, certain=True) for cube in certain]
    found += [search.described(cube, certain=False) for cube in open_]
    order = sorted(found, key=lambda family: (bool(family.only_if), len(family.facts), [str(f) for f in family.facts]))
    return Gaps(
        (one, other), on, tuple(order), not search.why, search.why,
        tuple((state, packs[state].digest) for state in (one, other)),
    )  # fmt: skip


def first_witness(packs: Mapping[str, Pack], one: str, other: str, on: date) -> tuple[Literal, ...] | None:
    """Return one child of neither State whatever the open rules are, or None: there is none."""
    search = _Search(packs, (one, other), on)
    cube = next(search.cubes(search.gap(most=True)), None)
    return None if cube is None else tuple(search.literal(flag) for flag in cube)


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the table over all pairs: how many families, and whether that is all of them."""

    states: tuple[str, str]
    certain: int
    only_if: int
    complete: bool
    shortest: tuple[Literal, ...]


def pairs(packs: Mapping[str, Pack], on: date, cap: int = 50) -> Iterator[Pair]:
    """Yield the number of families of each two States with a pack, in the order of their codes."""
    for one, other in combinations(sorted(set(packs) - {TREATIES, SOVIET_UNION}), 2):
        search = _Search(packs, (one, other), on)
        certain = search.families(search.gap(most=True), cap)
        only_if = z3.And(search.gap(most=False), z3.Not(search.gap(most=True)))
        open_ = search.families(only_if, cap)
        shortest = min(certain, key=len, default=[])
        literals = tuple(sorted((search.literal(flag) for flag in shortest), key=_reading_order))
        yield Pair((one, other), len(certain), len(open_), not search.why, literals)


class _Search:
    def __init__(self, packs: Mapping[str, Pack], states: tuple[str, str], on: date) -> None:
        self.packs, self.states = packs, states
        self.facts = Facts(states, on)
        self.laws = Laws(packs, self.facts)
        self.gap(most=True)  # asks for every fact that the axioms speak of
        self.axioms = [*self.facts.axioms(), z3.Not(self.facts.granted_elsewhere())]
        self.why = ""

    def gap(self, *, most: bool) -> z3.BoolRef:
        """Return "a child of the two States, and a national of neither", with open rules counted as giving or not.

        A child of the two States is born in one of them or has a parent who is a national of one or settled there.
        """
        facts = self.facts
        links = [facts.born_in(state) for state in self.states]
        links += [facts.national(who, state) for who in PARENTS for state in self.states]
        links += [flag for (_, _, kind, _), flag in sorted(facts.residences.items()) if kind == "permanent"]
        given = [self.laws.given(state, most=most) for state in self.states]
        return z3.And(z3.Or(links), *(z3.Not(formula) for formula in given))

    # -- families -----------------------------------------------------------------------------------------------------

    def families(self, gap: z3.BoolRef, cap: int) -> list[list[z3.BoolRef]]:
        found: list[list[z3.BoolRef]] = []
        for cube in self.cubes(gap):
            if len(found) >= cap:
                self.why = f"the list is cut after {cap} families; there are more"
                break
            found.append(cube)
        return found

    def cubes(self, gap: z3.BoolRef) -> Iterator[list[z3.BoolRef]]:
        """Yield families that together hold every child of the gap and no other."""
        inside, outside = self._solver(gap), self._solver(z3.Not(gap))
        while (answer := inside.check()) == z3.sat:
            model = inside.model()
            cube = self._smaller(outside, self._literals(model))
            if cube is None:
                return
            yield cube
            inside.add(z3.Not(z3.And(cube)))
        if answer == z3.unknown:
            self.why = f"the solver gave up: {inside.reason_unknown()}"

    def _solver(self, formula: z3.BoolRef) -> z3.Solver:
        solver = z3.Solver()
        solver.set("timeout", TIMEOUT)
        solver.add(self.axioms)
        solver.add(formula)
        return solver

    def _literals(self, model: z3.ModelRef) -> list[z3.BoolRef]:
        flags = self.facts.variables.values()
        return [flag if z3.is_true(model.eval(flag, model_completion=True)) else z3.Not(flag) for flag in flags]

    def _smaller(self, outside: z3.Solver, literals: Sequence[z3.BoolRef]) -> list[z3.BoolRef] | None:
        """Return facts that by themselves put a child into the gap, none of which can be left out."""
        if outside.check(*literals) != z3.unsat:
            self.why = "the solver gave up on making a family smaller"
            return None
        cube = sorted(outside.unsat_core(), key=self._weight)
        for literal in tuple(cube):
            rest = [each for each in cube if not each.eq(literal)]
            if outside.check(*rest) == z3.unsat:
                cube = rest
        return cube

    def _weight(self, literal: z3.BoolRef) -> tuple[int, str]:
        """Drop first what did not happen, then what did; last where and to whom somebody was born."""
        name = self._name(literal)
        basic = name.split(".")[1] in ("born_in", "national", "stateless", "exists", "parents_unknown")
        return (2 if basic else 0) + (0 if z3.is_not(literal) else 1), name

    # -- what is said of a family --------------------------------------------------------------------------------------

    def described(self, cube: Sequence[z3.BoolRef], *, certain: bool) -> Family:
        grants = [grant for state in self.states for grant in self.laws.grants[state]]
        return Family(
            facts=tuple(sorted((self.literal(flag) for flag in cube), key=_reading_order)),
            only_if=() if certain else tuple(g.rule.id for g in grants if not g.sure and self._reaches(g, cube)),
            left_out=tuple(out for grant in grants if (out := self._left_out(grant, cube)) is not None),
            may_get=tuple(self._may_get(cube)),
            closed_by=tuple(self._closed_by(cube)),
        )

    def _reaches(self, grant: Grant, cube: Sequence[z3.BoolRef]) -> bool:
        return bool(self._solver(grant.formula).check(*cube) == z3.sat)

    def _left_out(self, grant: Grant, cube: Sequence[z3.BoolRef]) -> LeftOut | None:
        solver = self._solver(grant.formula)
        if solver.check(*cube) != z3.unsat:
            return None
        because = tuple(sorted((self.literal(flag) for flag in solver.unsat_core()), key=_reading_order))
        return LeftOut(grant.rule.id, grant.rule.article, because)

    def _may_get(self, cube: Sequence[z3.BoolRef]) -> Iterator[str]:
        for state in self.states:
            for rule in self.packs[state].rules:
                if rule.effect is Effect.ENTITLES and self._not_excluded(rule, cube):
                    yield rule.id

    def _not_excluded(self, rule: Rule, cube: Sequence[z3.BoolRef]) -> bool:
        known = set(self.facts.variables)
        formula = self.laws.formula(rule, 2, most=True)
        answer = self._solver(formula).check(*cube)
        for name in set(self.facts.variables) - known:  # facts of later years are no facts of a birth
            del self.facts.variables[name]
        return bool(answer == z3.sat)

    def _closed_by(self, cube: Sequence[z3.BoolRef]) -> Iterator[tuple[str, str, bool]]:
        """Say which articles of the 1961 Convention would reach the family: their conditions are about these facts."""
        facts = self.facts
        for state in self.states:
            born, unknown = facts.born_in(state), facts.parents_unknown()
            of_it = z3.Or([facts.national(who, state) for who in PARENTS])
            safeguards = (
                ("2", z3.And(unknown, born)),
                ("1", z3.And(born, z3.Not(unknown))),
                ("4", z3.And(of_it, z3.Not(born))),
            )
            for article, reach in safeguards:
                if self._solver(z3.Not(reach)).check(*cube) == z3.unsat:
                    yield article, state, True
                elif self._solver(reach).check(*cube) == z3.sat:
                    yield article, state, False

    def _name(self, literal: z3.BoolRef) -> str:
        return str(literal.arg(0) if z3.is_not(literal) else literal)

    def literal(self, flag: z3.BoolRef) -> Literal:
        name = self._name(flag)
        who, term = self.facts.terms[name]
        return Literal(name, not z3.is_not(flag), who, term)


def _reading_order(literal: Literal) -> tuple[int, bool, str]:
    """First where and to whom somebody was born, then the mother, the father, and what did not happen last."""
    who = {"subject": 0, "mother": 1, "father": 2}.get(literal.who, 3)
    return who, not literal.value, literal.name
