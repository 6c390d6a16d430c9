"""Conditions as SQL, built as a syntax tree by sqlglot: DuckDB here, Spark and PostgreSQL from the same tree.

Only `AND`, `OR`, `NOT` and `>=` on days that are never null: they are Kleene's in every dialect. No `CASE`, `EXISTS`,
`IN` or aggregate stands for a condition (each loses "unknown" somewhere). `proof/equal.py` reads the text back and
proves it.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import numpy as np
from sqlglot import exp

from tulga.nationality.bulk import ir, planes
from tulga.nationality.core.truth import FALSE, TRUE

DIALECTS = ("duckdb", "spark", "postgres")


def tree(node: ir.Node) -> exp.Expr:
    """Return the condition as a syntax tree over quoted columns."""
    match node:
        case ir.Fixed(value):
            return exp.Boolean(this=value is TRUE) if value in (TRUE, FALSE) else _unknown()
        case ir.Atom(name):
            return exp.column(exp.to_identifier(name, quoted=True))
        case ir.Since(clock, earliest, latest):
            reached = exp.GTE(this=_day(clock, "lo"), expression=_number(latest))
            open_ = exp.GTE(this=_day(clock, "hi"), expression=_number(earliest))
            return exp.Or(this=reached, expression=exp.Paren(this=exp.And(this=open_, expression=_unknown())))
        case ir.Inverse(inner):
            return exp.Not(this=exp.Paren(this=tree(inner)))
        case ir.Every(nodes):
            return _chain(nodes, exp.And)
        case ir.Some(nodes):
            return _chain(nodes, exp.Or)


def _chain(nodes: Sequence[ir.Node], kind: type[exp.And] | type[exp.Or]) -> exp.Expr:
    whole: exp.Expr = exp.Paren(this=tree(nodes[0]))
    for node in nodes[1:]:
        whole = kind(this=whole, expression=exp.Paren(this=tree(node)))
    return whole


def text(node: ir.Node, dialect: str = "duckdb") -> str:
    return tree(node).sql(dialect=dialect)


def select(conditions: Mapping[str, ir.Node], table: str, keep: Sequence[str] = (), dialect: str = "duckdb") -> str:
    """Return one statement that works out every condition for every row; null is "unknown"."""
    columns: list[exp.Expr] = [exp.column(exp.to_identifier(name, quoted=True)) for name in keep]
    columns += [exp.alias_(exp.Paren(this=tree(node)), name, quoted=True) for name, node in conditions.items()]
    return exp.select(*columns).from_(table, dialect=dialect).sql(dialect=dialect)


def evaluate(conditions: Mapping[str, ir.Node], people: Path) -> dict[str, planes.Planes]:
    """Return every condition for every row of a Parquet file of atoms and days, worked out by DuckDB in row order."""
    relation = "read_parquet(" + exp.Literal.string(str(people)).sql(dialect="duckdb") + ")"
    with duckdb.connect() as connection:
        found = connection.execute(select(conditions, relation)).fetchnumpy()
    return {name: _planes(found[name]) for name in conditions}


def _planes(column: np.ma.MaskedArray | np.ndarray) -> planes.Planes:
    known = ~np.ma.getmaskarray(column)
    value = np.ma.getdata(column).astype(np.bool_)
    return planes.of_flags(known & value, known & ~value)


def _day(clock: str, end: str) -> exp.Expr:
    return exp.column(exp.to_identifier(f"{clock}_{end}", quoted=True))


def _number(number: int) -> exp.Expr:
    literal = exp.Literal.number(abs(number))
    return exp.Neg(this=literal) if number < 0 else literal


def _unknown() -> exp.Expr:
    return exp.cast(exp.Null(), exp.DataType.Type.BOOLEAN)
