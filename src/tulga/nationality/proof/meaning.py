"""What a condition means to the solver: two formulas, "there is reason to believe it" and "… the opposite".

The same three meanings for our own tree, for a tree of SQL and for a tree of polars. An operator without a meaning here
is refused: `NoMeaning`. That is how "the back ends agree" can be proved and not only tried.
"""

import json
from collections.abc import Mapping
from typing import Any, TypeAlias

import polars as pl
import z3
from sqlglot import exp

from tulga.nationality.bulk import ir

Pair: TypeAlias = tuple[z3.BoolRef, z3.BoolRef]


class NoMeaning(ValueError):
    """An operator that no rule of this module gives a meaning."""


class Symbols:
    """The unknowns of a proof: two booleans an atom, two whole numbers a clock.

    Args:
        disputed: True lets an atom be both true and false (four values); a nullable column has three.
    """

    def __init__(self, *, disputed: bool = False) -> None:
        self.disputed = disputed
        self.atoms: dict[str, Pair] = {}
        self.days: dict[str, z3.ArithRef] = {}

    def atom(self, name: str) -> Pair:
        if name not in self.atoms:
            self.atoms[name] = (z3.Bool(f"{name}?yes"), z3.Bool(f"{name}?no"))
        return self.atoms[name]

    def day(self, column: str) -> z3.ArithRef:
        if column not in self.days:
            self.days[column] = z3.Int(column)
        return self.days[column]

    def world(self) -> list[z3.BoolRef]:
        """Return what every table keeps to: three values where there are three, no birth that ends before it begins."""
        kept = [] if self.disputed else [z3.Not(z3.And(yes, no)) for yes, no in self.atoms.values()]
        named = sorted({name.rsplit("_", 1)[0] for name in self.days})
        return kept + [self.day(f"{clock}_lo") <= self.day(f"{clock}_hi") for clock in named]


_NULL: Pair = (z3.BoolVal(False), z3.BoolVal(False))


def of_node(node: ir.Node, symbols: Symbols) -> Pair:
    match node:
        case ir.Fixed(value):
            return z3.BoolVal(bool(int(value) & 1)), z3.BoolVal(bool(int(value) & 2))
        case ir.Atom(name):
            return symbols.atom(name)
        case ir.Since(clock, earliest, latest):
            return symbols.day(f"{clock}_lo") >= latest, symbols.day(f"{clock}_hi") < earliest
        case ir.Inverse(inner):
            return _not(of_node(inner, symbols))
        case ir.Every(nodes):
            return _and([of_node(inner, symbols) for inner in nodes])
        case ir.Some(nodes):
            return _or([of_node(inner, symbols) for inner in nodes])


def _not(pair: Pair) -> Pair:
    return pair[1], pair[0]


def _and(pairs: list[Pair]) -> Pair:
    return z3.And([yes for yes, _ in pairs]), z3.Or([no for _, no in pairs])


def _or(pairs: list[Pair]) -> Pair:
    return z3.Or([yes for yes, _ in pairs]), z3.And([no for _, no in pairs])


# -- SQL: three-valued logic as the standard has it --------------------------------------------------------------------


def of_sql(tree: exp.Expr, symbols: Symbols) -> Pair:
    """Return what an SQL condition means.

    Raises:
        NoMeaning: an operator that is not in the list below.
    """
    match tree:
        case exp.Paren():
            return of_sql(tree.this, symbols)
        case exp.Not():
            return _not(of_sql(tree.this, symbols))
        case exp.And():
            return _and([of_sql(tree.this, symbols), of_sql(tree.expression, symbols)])
        case exp.Or():
            return _or([of_sql(tree.this, symbols), of_sql(tree.expression, symbols)])
        case exp.Boolean():
            return z3.BoolVal(bool(tree.this)), z3.BoolVal(not tree.this)
        case exp.Null():
            return _NULL
        case exp.Cast() if tree.to.this == exp.DataType.Type.BOOLEAN:
            return of_sql(tree.this, symbols)
        case exp.Column():
            return symbols.atom(tree.name)
        case exp.GTE() | exp.GT() | exp.LT() | exp.LTE():
            return _compared(_SQL_ORDER[type(tree)], _sql_day(tree.this, symbols), _sql_day(tree.expression, symbols))
        case _:
            raise NoMeaning(f"SQL {type(tree).__name__}: {tree.sql()}")


_SQL_ORDER: Mapping[type[exp.Expr], str] = {exp.GTE: ">=", exp.GT: ">", exp.LT: "<", exp.LTE: "<="}


def _sql_day(tree: exp.Expr, symbols: Symbols) -> z3.ArithRef:
    match tree:
        case exp.Column():
            return symbols.day(tree.name)
        case exp.Neg():
            return -_sql_day(tree.this, symbols)
        case exp.Literal() if not tree.is_string:
            return z3.IntVal(int(tree.this))
        case _:
            raise NoMeaning(f"SQL {type(tree).__name__} as a day: {tree.sql()}")


def _compared(operator: str, left: z3.ArithRef, right: z3.ArithRef) -> Pair:
    holds = {">=": left >= right, ">": left > right, "<": left < right, "<=": left <= right}[operator]
    return holds, z3.Not(holds)


# -- polars: the plan as polars itself writes it -----------------------------------------------------------------------


def of_polars(expression: pl.Expr, symbols: Symbols) -> Pair:
    """Return what a polars expression means, read from the plan that polars will run.

    Raises:
        NoMeaning: an operator that is not in the list below.
    """
    return _of_plan(json.loads(expression.meta.serialize(format="json")), symbols)


def _of_plan(plan: Mapping[str, Any], symbols: Symbols) -> Pair:
    ((kind, body),) = plan.items()
    match kind:
        case "Column":
            return symbols.atom(body)
        case "Literal":
            return _of_literal(body)
        case "Function" if body["function"] == {"Boolean": "Not"}:
            return _not(_of_plan(body["input"][0], symbols))
        case "BinaryExpr" if body["op"] in {"And", "Or"}:
            sides = [_of_plan(body["left"], symbols), _of_plan(body["right"], symbols)]
            return _and(sides) if body["op"] == "And" else _or(sides)
        case "BinaryExpr" if body["op"] in _PLAN_ORDER:
            return _compared(
                _PLAN_ORDER[body["op"]], _plan_day(body["left"], symbols), _plan_day(body["right"], symbols)
            )
        case _:
            raise NoMeaning(f"polars {kind}: {json.dumps(body)[:120]}")


_PLAN_ORDER = {"GtEq": ">=", "Gt": ">", "Lt": "<", "LtEq": "<="}


def _of_literal(body: Mapping[str, Any]) -> Pair:
    match body:
        case {"Scalar": {"Boolean": bool(value)}}:
            return z3.BoolVal(value), z3.BoolVal(not value)
        case {"Scalar": {"Null": "Boolean"}}:
            return _NULL
        case _:
            raise NoMeaning(f"polars literal {json.dumps(body)[:80]}")


def _plan_day(plan: Mapping[str, Any], symbols: Symbols) -> z3.ArithRef:
    match plan:
        case {"Column": str(name)}:
            return symbols.day(name)
        case {"Literal": {"Dyn": {"Int": int(number)}}} | {"Literal": {"Scalar": {"Int32": int(number)}}}:
            return z3.IntVal(number)
        case _:
            raise NoMeaning(f"polars day {json.dumps(plan)[:80]}")
