"""Conditions as polars expressions over nullable booleans: null is "unknown".

Only `&`, `|` and `~`: they are Kleene's. Never `any`, `all`, `max_horizontal`, `filter`, `when` or `is_in` on a column
that may be null: each of them turns "unknown" into "no" somewhere. A disputed fact has no place in three values: null.
"""

from functools import reduce
from operator import and_, or_

import numpy as np
import polars as pl

from tulga.nationality.bulk import ir, planes
from tulga.nationality.core.truth import FALSE, TRUE


def expression(node: ir.Node) -> pl.Expr:
    """Return the condition as an expression over one column an atom and two (`<clock>_lo`, `<clock>_hi`) a clock."""
    match node:
        case ir.Fixed(value):
            return pl.lit({TRUE: True, FALSE: False}.get(value), dtype=pl.Boolean)
        case ir.Atom(name):
            return pl.col(name)
        case ir.Since(clock, earliest, latest):
            unknown = pl.lit(None, dtype=pl.Boolean)
            return (pl.col(f"{clock}_lo") >= latest) | ((pl.col(f"{clock}_hi") >= earliest) & unknown)
        case ir.Inverse(inner):
            return ~expression(inner)
        case ir.Every(nodes):
            return reduce(and_, (expression(inner) for inner in nodes))
        case ir.Some(nodes):
            return reduce(or_, (expression(inner) for inner in nodes))


def frame(table: planes.Table) -> pl.DataFrame:
    """Return the table as a frame: nullable booleans and whole days, never a null among the days."""
    columns: dict[str, pl.Series] = {}
    for clock in table.clocks:
        first, last = table.bounds(clock)
        columns[f"{clock}_lo"] = pl.Series(first, dtype=pl.Int32)
        columns[f"{clock}_hi"] = pl.Series(last, dtype=pl.Int32)
    for name, value in table.atoms.items():
        columns[name] = nullable(value)
    return pl.DataFrame(columns)


def nullable(value: planes.Planes) -> pl.Series:
    """Return three values as a nullable column; a disputed one is null."""
    yes, decided = value.true(), value.true() | value.false()
    return pl.select(
        pl.when(pl.Series(decided)).then(pl.Series(yes)).otherwise(pl.lit(None, dtype=pl.Boolean))
    ).to_series()


def from_nullable(column: pl.Series) -> planes.Planes:
    yes = column.fill_null(False).to_numpy()
    return planes.of_flags(yes.astype(np.bool_), (~column).fill_null(False).to_numpy().astype(np.bool_))
