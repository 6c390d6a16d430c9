"""What `simulate` and `gaps` print: small counts withheld, texts of laws, input that is named when it is wrong."""

import json
import random
from argparse import Namespace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.properties.nationality_people import person
from tulga.cli import gaps, simulate
from tulga.cli.errors import BadInput
from tulga.figures.core.disclosure import THRESHOLD
from tulga.nationality.bulk import amendments, parquet
from tulga.nationality.bulk.simulate import Counts
from tulga.nationality.core.loading import load_packs

TODAY = date(2025, 6, 1)


def counts(**groups: list[int]) -> Counts:
    people = sum(sum(row) for row in groups.values())
    found = Counts(people=people, groups={"sex": dict(groups), "region": {}, "age": {}})
    found.articles = {"KZ91-14-A": [6, 9], "KZ91-14": [0, 0]}
    found.kinds = {"gained": [6, 9], "lost": [0, 0]}
    return found


def reported(found: Counts) -> dict[str, object]:
    packs = load_packs()
    return simulate.report(found, packs, amendments.shipped(packs)["KAZ-ART14"], "2025-06-01")


def test_large_counts_are_printed_as_intervals() -> None:
    found = reported(counts(female=[20, 10, 0, 0, 100], male=[30, 40, 0, 0, 200]))

    assert found["people"] == 400
    assert found["solved"] == [50, 100]
    assert found["worsened"] == [0, 0]
    by_sex = {row["group"]: row["solved"] for row in found["by"]["sex"]}  # type: ignore[index]
    assert by_sex == {"female": [20, 30], "male": [30, 70]}


def test_ages_come_in_their_order_and_whoever_has_none_last() -> None:
    found = counts(female=[20, 10, 0, 0, 100])
    found.groups["age"] = {name: [5, 5, 0, 0, 90] for name in ("", "5-11", "18-59", "0-4", "60+")}

    listed = [row["group"] for row in reported(found)["by"]["age"]]  # type: ignore[index]

    assert listed == ["0-4", "5-11", "18-59", "60+", None]


def test_a_small_total_is_withheld_and_with_it_every_count_that_would_tell_it() -> None:
    found = reported(counts(female=[20, 10, 2, 0, 100], male=[30, 40, 0, 0, 200]))

    assert found["worsened"] == [None, None]
    assert [one["reaches"] for one in found["by_article"]] == [[None, None]] * 2  # type: ignore[index]
    assert all(pair == [None, None] for pair in found["kinds"].values())  # type: ignore[attr-defined]


def test_a_small_group_is_withheld_together_with_another() -> None:
    found = reported(counts(female=[20, 10, 0, 0, 100], male=[30, 2, 0, 0, 200], unknown=[40, 50, 0, 0, 300]))

    groups = {row["group"]: row for row in found["by"]["sex"]}  # type: ignore[index]
    withheld = [name for name, row in groups.items() if None in row["solved"] or row["people"] is None]
    assert "male" in withheld
    assert len(withheld) >= 2


def test_no_printed_number_is_small(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(8)
    persons = [person(chance, str(number)) for number in range(150)]
    labels = [(chance.choice(("female", "male")), chance.choice(("Almaty", "Shymkent"))) for _ in persons]
    parquet.write(persons, tmp_path / "people.parquet", labels)
    arguments = Namespace(people=tmp_path / "people.parquet", amendment=Path("kaz-1961"), json=True, on=TODAY)

    simulate.run_simulate(arguments)

    found = json.loads(capsys.readouterr().out)
    cells = [*found["solved"], *found["worsened"], *(cell for one in found["by_article"] for cell in one["reaches"])]
    for groups in found["by"].values():
        cells += [cell for row in groups for cell in (*row["solved"], *row["worsened"], row["people"])]
    assert not [cell for cell in cells if cell is not None and 0 < cell < THRESHOLD]
    assert found["amendment"]["key"] == "KAZ-1961"
    assert found["law"]["before"] != found["law"]["after"]


def test_a_file_of_scenarios_is_read_too_and_a_wrong_one_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    born = "{date: '2020-05-01', place: KZ}, parents: [{role: mother, nationality: [], stateless: true}]"
    lives = [f"- {{id: S{n}, assess_on: '2025-06-01', facts: {{born: {born}}}}}" for n in range(12)]
    wrong = "- {id: W, assess_on: '2025-06-01', facts: {born: {date: '2020-05-01', place: QQ}}}"
    (tmp_path / "lives.yaml").write_text("\n".join(["scenarios:", *lives, wrong, ""]), encoding="utf-8")
    arguments = Namespace(people=tmp_path / "lives.yaml", amendment=Path("kaz-1961"), json=True, on=TODAY)

    status = simulate.run_simulate(arguments)

    printed = capsys.readouterr()
    found = json.loads(printed.out)
    assert status == 1
    assert "W: " in printed.err
    assert found["people"] == 12
    assert found["solved"][1] == 12


def test_wrong_input_is_named(tmp_path: Path) -> None:
    pl.DataFrame({"birth_low": [None]}).write_parquet(tmp_path / "people.parquet")
    (tmp_path / "bill.yaml").write_text("amendment: B\nstate: KAZ\ntitel: {en: a}\n", encoding="utf-8")

    with pytest.raises(BadInput, match="did you mean birth_lo"):
        simulate.run_simulate(
            Namespace(people=tmp_path / "people.parquet", amendment=Path("kaz-1961"), json=True, on=TODAY)
        )
    with pytest.raises(BadInput, match=r"bill.yaml:3:1.*title"):
        simulate.run_simulate(
            Namespace(people=tmp_path / "people.parquet", amendment=tmp_path / "bill.yaml", json=True, on=TODAY)
        )


def test_gaps_are_printed_with_the_articles_and_the_statement(capsys: pytest.CaptureFixture[str]) -> None:
    status = gaps.run_gaps(Namespace(states=["KZ", "UZB"], json=True, on=TODAY, language="en"))

    found = json.loads(capsys.readouterr().out)
    assert status == 0
    assert found["states"] == ["KAZ", "UZB"]
    assert found["complete"] is True
    for family in found["families"]:
        assert all(fact["text"] for fact in family["facts"])
        assert family["certain"] is (family["only_if_not_as_assumed"] == [])
        assert family["left_out_by"]
    sizes = [len(family["facts"]) for family in found["families"] if family["certain"]]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_gaps_are_readable(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = gaps.run_gaps(Namespace(states=["KAZ", "UZB"], json=False, on=TODAY, language=language, cap=2))

    text = capsys.readouterr().out
    assert status == 1  # cut after two
    assert "KZ91-12-4" in text
    assert "UZ20-14" in text
    assert "2025-06-01" in text


@pytest.mark.parametrize("states", [["KAZ"], ["KAZ", "KAZ"], ["KAZ", "XYZ"]])
def test_two_different_states_with_a_pack_are_asked_for(states: list[str]) -> None:
    with pytest.raises(BadInput):
        gaps.run_gaps(Namespace(states=states, json=True, on=TODAY, language="en"))
