"""Ways in which engines lose "unknown", as they are today, and that our conditions do not fall into any of them.

Each of the first tests states what the engine does: if one fails, the engine has changed, and the rule that follows
from it (columns.py, sql.py) may be read again.
"""

from datetime import date

import duckdb
import polars as pl
import pytest
from sqlglot import exp

from tulga.nationality.bulk import columns, ir, planes, sql
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN

A, B = ir.Atom("a"), ir.Atom("b")
NULLS = pl.DataFrame({"a": [None, None], "b": [True, False]}, schema={"a": pl.Boolean, "b": pl.Boolean})


def ask(expression: str) -> object:
    with duckdb.connect() as connection:
        row = connection.execute(f"select {expression}").fetchone()
    assert row is not None
    return row[0]


@pytest.mark.parametrize(
    ("expression", "answer", "kleene"),
    [
        ("(select bool_or(x) from (values (null::boolean), (false)) t(x))", False, None),
        ("(select bool_and(x) from (values (null::boolean), (true)) t(x))", True, None),
        ("case when null::boolean then 'yes' else 'no' end", "no", None),
        ("not exists (select 1 from (values (null::boolean)) t(x) where x)", True, None),
        ("greatest(null::boolean, false)", False, None),
        ("least(null::boolean, true)", True, None),
        ("date_diff('year', date '2000-12-31', date '2018-01-01')", 18, 17),
    ],
)
def test_this_is_how_sql_loses_what_is_unknown(expression: str, answer: object, kleene: object) -> None:
    found = ask(expression)

    assert found == answer
    assert found != kleene


def test_membership_with_a_null_is_unknown_in_sql_and_no_in_polars() -> None:
    by_sql = ask("1 in (2, null)")
    by_polars = pl.select(pl.lit(1).is_in([2, None])).item()

    assert by_sql is None
    assert by_polars is False


def test_this_is_how_polars_loses_what_is_unknown() -> None:
    some = NULLS.select(pl.col("a").any()).item()
    every = NULLS.select(pl.col("a").all()).item()
    filtered = NULLS.filter(pl.col("a")).height
    chosen = NULLS.select(pl.when("a").then(1).otherwise(0)).to_series().to_list()
    most = NULLS.select(pl.max_horizontal("a", "b")).to_series().to_list()

    assert (some, every) == (False, True)
    assert filtered == 0
    assert chosen == [0, 0]
    assert most == [True, False]


def test_and_or_not_keep_it_in_every_back_end() -> None:
    nodes = {"and": ir.Every((A, B)), "or": ir.Some((A, B)), "not": ir.Inverse(A)}

    found = NULLS.select(**{name: columns.expression(node) for name, node in nodes.items()})
    text = sql.select(nodes, "(values (null::boolean, true), (null::boolean, false)) t(a, b)")
    with duckdb.connect() as connection:
        rows = connection.execute(text).fetchall()

    assert found.rows() == [(None, True, None), (False, None, None)]
    assert rows == found.rows()


def test_our_sql_has_none_of_the_operators_that_lose_it() -> None:
    node = ir.some(ir.every(A, ir.since("birth", 100, 200)), ir.inverse(B), ir.OPEN)

    kinds = {type(part) for part in sql.tree(node).walk()}

    assert not kinds & {exp.Case, exp.Exists, exp.In, exp.Coalesce, exp.If, exp.LogicalOr, exp.LogicalAnd, exp.Greatest}


def test_an_unknown_birth_is_no_early_birth() -> None:
    born_before = ir.before("birth", ir.day_number(date(1991, 12, 31)))
    frame = pl.DataFrame(
        {"birth_lo": [ir.FIRST_DAY], "birth_hi": [ir.LAST_DAY]}, schema_overrides={"birth_lo": pl.Int32}
    )

    found = frame.select(columns.expression(born_before)).item()

    assert found is None
    assert ir.value(born_before, {}, {"birth": (ir.FIRST_DAY, ir.LAST_DAY)}) is UNKNOWN


def test_padding_of_the_last_word_is_nobody() -> None:
    rows = 65
    table = planes.Table(rows, {"a": planes.fixed(TRUE, rows)}, {})

    found = planes.evaluate(ir.Inverse(A), table)

    assert int(found.false().sum()) == rows
    assert int(found.true().sum()) == 0
    assert planes.fixed(FALSE, rows).false().sum() == rows
