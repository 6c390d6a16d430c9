"""Proof that the back ends mean the same, rule by rule, for every person there could be, unknown facts included.

The SQL text that runs is parsed back, the plan that polars runs is read back, and the solver looks for a row on which
one of them differs from the condition. "None exists" is a proof. What the proof does not cover is listed in
`ESCAPES`.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
import sqlglot
import z3

from tulga.nationality.bulk import columns, ir, sql
from tulga.nationality.core.rules import Rule
from tulga.nationality.proof.meaning import NoMeaning, Pair, Symbols, of_node, of_polars, of_sql

_TIMEOUT = 10_000  # milliseconds a proof

# Conditions whose inside no formula says: the solver takes them as one free atom, and the sampled comparison of
# tests/properties/test_nationality_backends.py is what stands behind them.
ESCAPES: Mapping[str, str] = {
    "spouse": "whose spouse counts on which date is a search among relatives, not a formula over one row",
    "any relative": "the number of relatives has no bound",
    "any blood relative": "the number of relatives has no bound",
    "any adopter": "the number of adopters has no bound",
    "both adopters": "the number of adopters has no bound",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """What the solver said about one rule in one back end.

    Args:
        verdict: "equal" (proved for all rows), "differs" (`witness` says where) or "open" (`witness` says why).
        text: SHA-256 of the text or plan that was proved.
        escapes: prefixes in the rule that the proof takes as one free atom.
    """

    rule: str
    back_end: str
    verdict: str
    text: str
    witness: tuple[tuple[str, str], ...] = ()
    escapes: tuple[str, ...] = ()


def prove(rule: Rule, on: date | None = None) -> tuple[Proof, ...]:
    """Return the proofs for every back end that is not the condition itself."""
    node = ir.lower(rule, on).node
    return (*(prove_sql(node, dialect, rule.id) for dialect in sql.DIALECTS), prove_polars(node, rule.id))


def prove_all(rules: Iterable[Rule], on: date | None = None) -> tuple[Proof, ...]:
    return tuple(proof for rule in rules for proof in prove(rule, on))


def prove_sql(node: ir.Node, dialect: str = "duckdb", rule: str = "", text: str | None = None) -> Proof:
    """Prove the SQL of a condition (or another text that claims to be it)."""
    written = sql.text(node, dialect) if text is None else text
    symbols = Symbols()
    try:
        meant = of_sql(sqlglot.parse_one(written, dialect=dialect), symbols)
    except NoMeaning as error:
        return _open(rule, f"sql:{dialect}", written, str(error))
    return _compared(node, meant, symbols, rule, f"sql:{dialect}", written)


def prove_polars(node: ir.Node, rule: str = "", expression: pl.Expr | None = None) -> Proof:
    """Prove the polars expression of a condition (or another one that claims to be it)."""
    claimed = columns.expression(node) if expression is None else expression
    written = claimed.meta.serialize(format="json")
    symbols = Symbols()
    try:
        meant = of_polars(claimed, symbols)
    except NoMeaning as error:
        return _open(rule, "polars", written, str(error))
    return _compared(node, meant, symbols, rule, "polars", written)


def escapes_of(node: ir.Node) -> tuple[str, ...]:
    return tuple(sorted({atom.who for atom in ir.atoms(node)} & set(ESCAPES)))


def _compared(node: ir.Node, meant: Pair, symbols: Symbols, rule: str, back_end: str, written: str) -> Proof:
    wanted = of_node(node, symbols)
    solver = z3.Solver()
    solver.set("timeout", _TIMEOUT)
    solver.add(symbols.world())
    solver.add(z3.Or(z3.Xor(wanted[0], meant[0]), z3.Xor(wanted[1], meant[1])))
    found = solver.check()
    if found == z3.unsat:
        return Proof(rule, back_end, "equal", _digest(written), escapes=escapes_of(node))
    if found == z3.unknown:
        return _open(rule, back_end, written, solver.reason_unknown())
    return Proof(rule, back_end, "differs", _digest(written), _witness(solver.model(), symbols))


def _witness(model: z3.ModelRef, symbols: Symbols) -> tuple[tuple[str, str], ...]:
    row: dict[str, str] = {}
    for name, (yes, no) in sorted(symbols.atoms.items()):
        said = z3.is_true(model.eval(yes)), z3.is_true(model.eval(no))
        row[name] = {(True, False): "true", (False, True): "false", (False, False): "null"}.get(said, "disputed")
    for name, day in sorted(symbols.days.items()):
        row[name] = str(model.eval(day, model_completion=True))
    return tuple(row.items())


def _open(rule: str, back_end: str, written: str, why: str) -> Proof:
    return Proof(rule, back_end, "open", _digest(written), (("why", why),))


def _digest(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()
