"""People of whom a file says the same are worked out once; nobody is taken for somebody the law tells apart."""

import random
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.unit.nationality.law import pack, rule
from tulga.nationality.bulk import alike, amendments, ir, parquet, simulate
from tulga.nationality.bulk.amendments import Amendment
from tulga.nationality.bulk.lives import live
from tulga.nationality.bulk.simulate import Counts
from tulga.nationality.core.loading import load_packs

TODAY = date(2025, 6, 1)
STATES = ("KAZ", "KAZ", "KAZ", "UZB", "RUS", "DEU", "SUN")
WIDER = Amendment(
    "BILL", "KAZ", (), (), (rule("NEW", "mother.national(KAZ, at birth)", first="2001-07-01"),), (), "0" * 64
)


def population(chance: random.Random, people: int) -> pl.DataFrame:
    """Return people of whom little is told, near the days of which laws speak, some with a stay or an event."""
    days = alike.days_asked(load_packs(), TODAY)
    rows = [_one(chance, days.tolist()) for _ in range(people)]
    return pl.DataFrame(rows, schema={name: kind for name, kind in parquet.SCHEMA.items() if name in rows[0]})


def _one(chance: random.Random, days: list[int]) -> dict[str, object]:
    born = ir.day_of(chance.choice(days) + chance.choice((-1, 0, 0, 1)))
    rough, told = chance.random() < 0.1, chance.random() < 0.95
    event = {"type": "naturalised", "state": chance.choice(STATES), "lo": TODAY, "hi": TODAY, "answer": ""}
    return {
        "sex": chance.choice(("female", "male", None)), "region": chance.choice("ABC"),
        "birth_lo": (born.replace(month=1, day=1) if rough else born) if told else None,
        "birth_hi": (born.replace(month=12, day=31) if rough else born) if told else None,
        "born_in": chance.choice((None, *STATES)), "parents_unknown": chance.choice((None, None, None, True)),
        "ussr": chance.choice((None, None, True, False)),
        **_parent(chance, "mother"), **_parent(chance, "father"),
        "events": [event] if chance.random() < 0.05 else [],
    }  # fmt: skip


def _parent(chance: random.Random, who: str) -> dict[str, object]:
    states = chance.choice((None, [], ["KAZ"], ["KAZ"], ["UZB"], ["SUN"], ["RUS", "KAZ"], ["KAZ", "UZB", "DEU"]))
    said = {
        "exists": chance.choice((None, None, None, False)), "states": states,
        "complete": chance.choice((None, True)), "undetermined": chance.choice((None, None, True)),
        "stateless": chance.choice((None, True)) if not states else chance.choice((None, False)),
    }  # fmt: skip
    return {f"{who}_{name}": value for name, value in said.items()}


def one_by_one(path: Path, bill: Amendment, on: date) -> Counts:
    counts = Counts(groups={"sex": {}, "region": {}, "age": {}})
    simulate.add(counts, parquet.read(path), load_packs(), bill, on)
    return counts


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("key", ["KAZ-1961", "KAZ-ART14"])
def test_the_counts_are_those_of_everybody_worked_out_one_by_one(tmp_path: Path, seed: int, key: str) -> None:
    population(random.Random(seed), 4_000).write_parquet(tmp_path / "people.parquet")
    bill = amendments.shipped(load_packs())[key]

    found = simulate.simulate(tmp_path / "people.parquet", load_packs(), bill, TODAY)

    assert found == one_by_one(tmp_path / "people.parquet", bill, TODAY)
    assert found.people == 4_000


def test_every_status_of_everybody_is_that_of_their_kind() -> None:
    chance, packs = random.Random(3), load_packs()
    said = [name for name in alike.SAID if not name.startswith("ussr_until")]
    pool = population(chance, 6).select(said)
    births = population(chance, 4_000).select(alike.BIRTH)
    everybody = births.hstack(pool[[chance.randrange(6) for _ in range(4_000)]])

    kinds = alike.kinds(everybody, alike.days_asked(packs, TODAY))

    assert kinds.frame.height < 3_000
    first, second = (live(parquet.facts_of(frame), packs, TODAY) for frame in (everybody, kinds.frame))
    for state in packs:
        assert first.status(state).tolist() == second.status(state)[kinds.of].tolist(), state
    assert first.stateless().tolist() == second.stateless()[kinds.of].tolist()


def test_whoever_is_born_on_two_sides_of_a_day_that_the_law_asks_is_not_alike() -> None:
    packs = {"KAZ": pack(rule("A", "born_in(KAZ)", first="2001-07-01"))}
    days = alike.days_asked(packs, TODAY)
    change = date(2001, 7, 1)
    births = [change - timedelta(days=30), change - timedelta(days=1), change, change + timedelta(days=30)]
    frame = pl.DataFrame({"birth_lo": births, "birth_hi": births})

    found = alike.kinds(frame, days)

    assert (found.of[0] == found.of[1], found.of[1] == found.of[2]) == (True, False)


def test_a_birth_known_roughly_is_alike_only_to_one_with_the_same_bounds() -> None:
    year = {"birth_lo": date(1980, 1, 1), "birth_hi": date(1980, 12, 31)}
    other = {"birth_lo": date(1980, 1, 1), "birth_hi": date(1980, 11, 30)}
    frame = pl.DataFrame([year, other, year, {"birth_lo": date(1980, 1, 1), "birth_hi": date(1980, 1, 1)}])

    found = alike.kinds(frame, alike.days_asked({"KAZ": pack(rule("A", "born_in(KAZ)"))}, TODAY))

    assert np.bincount(found.of).tolist() == [2, 1, 1]


def test_what_a_file_does_not_say_is_not_what_it_says() -> None:
    frame = pl.DataFrame(
        {"mother_states": [None, [], ["KAZ"], ["KAZ", "UZB"], [], None], "ussr": [None, None, None, None, False, None]},
        schema_overrides={"ussr": pl.Boolean},
    )

    found = alike.kinds(frame, alike.days_asked({}, TODAY))

    assert np.bincount(found.of).tolist() == [2, 1, 1, 1, 1]


def test_a_file_that_names_people_and_tells_nothing_of_them_is_counted(tmp_path: Path) -> None:
    pl.DataFrame({"id": ["a", "b"]}).write_parquet(tmp_path / "people.parquet")

    found = simulate.simulate(tmp_path / "people.parquet", {"KAZ": pack(rule("OLD", "born_in(KAZ)"))}, WIDER, TODAY)

    assert (found.people, found.kinds["gained"]) == (2, [0, 2])


def test_whoever_contradicts_themselves_is_listed_by_their_name(tmp_path: Path) -> None:
    born = {"birth_lo": [date(2000, 1, 1), date(2001, 1, 1)], "birth_hi": [date(2000, 1, 1), date(2000, 1, 1)]}
    pl.DataFrame({"id": ["a", "b"], **born}).write_parquet(tmp_path / "people.parquet")

    found = simulate.simulate(tmp_path / "people.parquet", {"KAZ": pack(rule("OLD", "born_in(KAZ)"))}, WIDER, TODAY)

    assert [problem.id for problem in found.problems] == ["b"]
    assert found.people == 1
