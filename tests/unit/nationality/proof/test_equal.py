"""The proof that the back ends agree holds for every published rule, and would notice if they did not."""

from datetime import date

import polars as pl
import pytest
import sqlglot

from tests.unit.nationality.law import rule
from tulga.nationality.bulk import columns, ir, sql
from tulga.nationality.bulk.readers import READERS
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.predicates import SIGNATURES
from tulga.nationality.proof import equal
from tulga.nationality.proof.meaning import NoMeaning, Symbols, of_sql

RULE = rule("A", "both parents.national(KAZ, at birth) and born < 2000-01-01 or not born_in(KAZ)", last="2001~")
NODE = ir.lower(RULE, date(2025, 6, 1)).node
A, B = ir.Atom("a"), ir.Atom("b")


def test_every_published_rule_is_proved_equal_in_every_back_end() -> None:
    rules = [one for pack in load_packs().values() for one in pack.rules]

    proofs = equal.prove_all(rules)

    assert len(proofs) == 4 * len(rules)
    assert [proof for proof in proofs if proof.verdict != "equal"] == []
    assert {name for proof in proofs for name in proof.escapes} <= set(equal.ESCAPES)


@pytest.mark.parametrize("dialect", sql.DIALECTS)
def test_one_rule_is_proved_in_a_dialect(dialect: str) -> None:
    proof = equal.prove_sql(NODE, dialect)

    assert proof.verdict == "equal"
    assert len(proof.text) == 64


def test_a_null_read_as_no_is_found_with_the_row_that_shows_it() -> None:
    wrong = sql.text(ir.Every((A, B))).replace('("b")', '("b" AND NOT CAST(NULL AS BOOLEAN) OR FALSE)')

    proof = equal.prove_sql(ir.Every((A, B)), text=wrong)

    assert proof.verdict == "differs"
    assert dict(proof.witness)["a"] in ("true", "null")
    assert dict(proof.witness)["b"] == "true"


def test_a_date_that_is_off_by_one_day_is_found() -> None:
    wrong = sql.text(ir.since("birth", 100)).replace("100", "101")

    proof = equal.prove_sql(ir.since("birth", 100), text=wrong)

    assert proof.verdict == "differs"
    assert "100" in dict(proof.witness).values()


def test_an_exchanged_operator_is_found_in_polars() -> None:
    proof = equal.prove_polars(ir.Every((A, B)), expression=columns.expression(ir.Some((A, B))))

    assert proof.verdict == "differs"


def test_an_equal_condition_written_otherwise_is_equal() -> None:
    de_morgan = ~(~pl.col("a") | ~pl.col("b"))

    proof = equal.prove_polars(ir.Every((A, B)), expression=de_morgan)

    assert proof.verdict == "equal"


@pytest.mark.parametrize(
    "text", ['CASE WHEN "a" THEN TRUE ELSE FALSE END', 'COALESCE("a", FALSE)', '"a" IN (TRUE, NULL)', '"a" IS TRUE']
)
def test_an_operator_without_a_meaning_is_no_proof(text: str) -> None:
    proof = equal.prove_sql(A, text=text)

    assert proof.verdict == "open"
    with pytest.raises(NoMeaning):
        of_sql(sqlglot.parse_one(text, dialect="duckdb"), Symbols())


@pytest.mark.parametrize("expression", [pl.col("a").fill_null(value=False), pl.col("a").is_in([True])])
def test_a_polars_function_without_a_meaning_is_no_proof(expression: pl.Expr) -> None:
    assert equal.prove_polars(A, expression=expression).verdict == "open"


def test_what_the_proof_takes_as_one_fact_is_registered_with_its_reason() -> None:
    relatives = rule("R", "any relative.national(KAZ, now) and any adopter.national(KAZ, at birth)")

    proofs = equal.prove(relatives)

    assert {proof.escapes for proof in proofs} == {("any adopter", "any relative")}
    assert all(equal.ESCAPES.values())


def test_every_predicate_of_the_language_is_read_from_columns() -> None:
    assert set(SIGNATURES) <= set(READERS)
