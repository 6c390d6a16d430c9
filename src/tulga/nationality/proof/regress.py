"""Does an amendment take a nationality from anybody, or leave anybody without one? "No" is a proof; "yes" comes with
a person.

Births are compared with everything that the two laws ask about a birth, the other facts free. What the amendment
changes at later events is compared version by version: each fact is free there, so "no" holds for everybody; a "yes"
may need facts that no law of nature forbids and no life has shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import z3

from tulga.nationality.bulk import ir
from tulga.nationality.bulk.amendments import Amendment, amended
from tulga.nationality.core.rules import Effect, Pack, Rule, TimingKind
from tulga.nationality.proof.meaning import Symbols, of_node
from tulga.nationality.proof.newborn import Facts, Laws


@dataclass(frozen=True, slots=True)
class Regression:
    """The answer for one question.

    Args:
        question: "birth" (a child who would have been a national is none) or "later <version>".
        safe: True: proved that nobody is worse off. False: `witness` is a person who may be. None: the solver gave up.
    """

    question: str
    safe: bool | None
    witness: tuple[tuple[str, bool], ...] = ()


def regressions(packs: Mapping[str, Pack], amendment: Amendment, on: date) -> tuple[Regression, ...]:
    """Return what was proved about an amendment, for births on a day and for what it changes later in a life."""
    after = amended(packs, amendment)
    new = {rule.id: rule for rule in after[amendment.state].rules}
    old = {rule.id: rule for rule in packs[amendment.state].rules}
    later = [
        _later(rule, [other for other in new.values() if other.article == rule.article])
        for name in amendment.changed
        if (rule := old.get(name)) is not None and _takes_by_going(rule)
    ]
    worse = [
        _later_loss(rule, old) for name in amendment.changed if (rule := new.get(name)) is not None and _ends(rule)
    ]
    return (_birth(packs, after, amendment.state, on), *later, *worse)


def _birth(before: Mapping[str, Pack], after: Mapping[str, Pack], state: str, on: date) -> Regression:
    """Look for a child whom the old law surely makes a national and the new law may not."""
    facts = Facts((state,), on)
    gave, gives = Laws(before, facts).given(state, most=False), Laws(after, facts).given(state, most=False)
    solver = z3.Solver()
    solver.set("timeout", 10_000)
    solver.add(facts.axioms())
    solver.add(gave, z3.Not(gives))
    return _answer("birth", solver, list(facts.variables.values()))


def _takes_by_going(rule: Rule) -> bool:
    """A version that gives after birth, or keeps, is missed when it goes."""
    gives = rule.effect is Effect.ACQUIRES and rule.timing.kind is not TimingKind.BIRTH
    return gives or rule.effect in (Effect.KEEPS, Effect.BARS, Effect.ENTITLES)


def _ends(rule: Rule) -> bool:
    return rule.effect in (Effect.LOSES, Effect.GROUND_OF_LOSS)


def _later(rule: Rule, others: list[Rule]) -> Regression:
    """Look for a person whom the old version reaches and no version of its article that stays or comes."""
    same = [other for other in others if other.effect is rule.effect and other.timing == rule.timing]
    return _compared(rule, [ir.lower(other).node for other in same], f"later {rule.id}")


def _later_loss(rule: Rule, old: Mapping[str, Rule]) -> Regression:
    """Look for a person whom a new ground of loss reaches and no old version of its kind did."""
    same = [other for other in old.values() if other.effect is rule.effect and other.timing == rule.timing]
    return _compared(rule, [ir.lower(other).node for other in same], f"later {rule.id}")


def _compared(rule: Rule, others: list[ir.Node], question: str) -> Regression:
    symbols = Symbols()
    met, _ = of_node(ir.lower(rule).node, symbols)
    reached = [of_node(node, symbols)[0] for node in others]
    solver = z3.Solver()
    solver.set("timeout", 10_000)
    solver.add(met, *(z3.Not(flag) for flag in reached))
    solver.add(symbols.world())
    solver.add([symbols.day(f"{clock}_lo") == symbols.day(f"{clock}_hi") for clock in _clocks(symbols)])
    solver.add([z3.Or(yes, no) for yes, no in symbols.atoms.values()])  # a person about whom everything is known
    return _answer(question, solver, [yes for yes, _ in symbols.atoms.values()])


def _clocks(symbols: Symbols) -> list[str]:
    return sorted({name.rsplit("_", 1)[0] for name in symbols.days})


def _answer(question: str, solver: z3.Solver, flags: list[z3.BoolRef]) -> Regression:
    found = solver.check()
    if found == z3.unsat:
        return Regression(question, safe=True)
    if found == z3.unknown:
        return Regression(question, safe=None)
    model = solver.model()
    witness = tuple(
        (str(flag).removesuffix("?yes"), z3.is_true(model.eval(flag, model_completion=True))) for flag in flags
    )
    return Regression(question, safe=False, witness=tuple(sorted(witness, key=lambda said: (not said[1], said[0]))))
