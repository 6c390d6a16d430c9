"""People from a file: what is written is read again, a slip in a column is no silence."""

import random
import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.properties.nationality_people import person
from tests.unit.nationality.law import pack, rule
from tulga.nationality.bulk import parquet
from tulga.nationality.bulk.facts import people_of
from tulga.nationality.bulk.lives import live
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN

TODAY = date(2025, 6, 1)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    chance, packs = random.Random(3), load_packs()
    # a file has three values, and no difference between "unknown day" and "no day" of a paper
    two = re.compile(r"DISPUTED|exists=<Truth.UNKNOWN|Document\([^)]*text='unknown'")
    persons = [one for number in range(260) if not two.search(repr(one := person(chance, str(number))))]
    parquet.write(persons, tmp_path / "people.parquet")

    wanted, found = (
        live(facts, packs, TODAY) for facts in (people_of(persons), parquet.read(tmp_path / "people.parquet"))
    )

    for state in packs:
        assert found.status(state).tolist() == wanted.status(state).tolist(), state
    assert found.stateless().tolist() == wanted.stateless().tolist()


def test_a_column_that_is_missing_says_nothing(tmp_path: Path) -> None:
    frame = pl.DataFrame({"birth_lo": [date(2000, 1, 1)], "birth_hi": [date(2000, 1, 1)], "born_in": ["KAZ"]})
    frame.write_parquet(tmp_path / "people.parquet")
    packs = {"KAZ": pack(rule("A", "born_in(KAZ)"), rule("B", "any parent.national(KAZ, at birth)"))}

    lives = live(parquet.read(tmp_path / "people.parquet"), packs, TODAY, keep=frozenset({"A", "B"}))

    assert [lives.read[name, "birth"][0][1].tolist() for name in "AB"] == [[TRUE], [UNKNOWN]]
    assert lives.facts.ids.tolist() == ["row 0"]


def test_a_statement_of_no_nationality_is_not_silence(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"id": ["a", "b"], "mother_states": [[], None], "mother_stateless": [True, None]},
        schema_overrides={"mother_states": pl.List(pl.String)},
    )
    frame.write_parquet(tmp_path / "people.parquet")
    packs = {"KAZ": pack(rule("A", "mother.national(KAZ, at birth)", first=None))}

    lives = live(parquet.read(tmp_path / "people.parquet"), packs, TODAY, keep=frozenset({"A"}))

    assert lives.read["A", "birth"][0][1].tolist() == [FALSE, UNKNOWN]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"birth_low": [None]}, "birth_low: there is no such column; did you mean birth_lo?"),
        ({"birth_lo": ["1990"]}, "birth_lo: this is String, Date is expected"),
        ({"stays": [[{"state": "KAZ", "from": None}]]}, "stays.from: there is no such field"),
    ],
)
def test_a_slip_is_named_with_its_column(tmp_path: Path, columns: dict[str, list[object]], said: str) -> None:
    pl.DataFrame(columns).write_parquet(tmp_path / "people.parquet")

    with pytest.raises(parquet.UnusablePeople) as refused:
        parquet.read(tmp_path / "people.parquet")

    assert said in str(refused.value)


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "people.parquet").write_text("id,name\n", encoding="utf-8")

    with pytest.raises(parquet.UnusablePeople, match="no Parquet file"):
        parquet.read(tmp_path / "people.parquet")
