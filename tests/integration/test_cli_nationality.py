"""`tulga nationality`: the findings as JSON and as text, bad rows listed, bad files in one sentence, no database."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.tree import ROOT
from tests.integration.cli import Result, assert_one_sentence, tulga

WORKED = str(ROOT / "tests" / "data" / "nationality" / "scenarios.yaml")
HEAD = "schema_version: 1\nscenarios:\n"
GOOD = """- id: GOOD
  title: Lifelong resident
  assess_on: '2025-01-15'
  facts:
    born: {date: '1965-04-10', place: KAZ}
    parents:
    - {role: mother, nationality: [SUN], stateless: false, note: born and always resident in the Kazakh SSR}
    - {role: father, nationality: [SUN], stateless: false, note: born and always resident in the Kazakh SSR}
    ussr_citizen_until: '1991-12-26'
    residence: [{state: KAZ, from: '1965-04-10', to: null, kind: permanent}]
    absent: [opt_out(KAZ), naturalised(any)]
"""
BAD = "- {id: BAD, assess_on: 2024-01-01, facts: {born: {date: 2031-01-01, place: KZ}}}\n"


def assess(home: Path, content: str, *arguments: str, **environment: str) -> Result:
    file = home.parent / "people.yaml"
    file.write_text(content, encoding="utf-8")
    return tulga(home, "nationality", "assess", str(file), *arguments, **environment)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The worked scenarios, assessed once."""
    result = tulga(tmp_path_factory.mktemp("worked") / "home", "nationality", "assess", WORKED, "--json")
    assert result.status == 0, result.err
    found: list[dict[str, Any]] = result.json
    return found


def test_every_scenario_gets_its_row_in_the_order_of_the_file(worked: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in worked][:3] == ["S01", "S02", "S03"]
    assert all("error" not in row for row in worked)


def test_a_row_has_the_fields_that_are_promised(worked: list[dict[str, Any]]) -> None:
    for row in worked:
        assert {"id", "states", "art1_1", "ask"} <= set(row)
        assert {"outcome", "why"} <= set(row["art1_1"])
        for state in row["states"]:
            assert {"state", "outcome", "since", "lost_on", "rules", "verification", "missing"} <= set(state)
            assert state["outcome"] in {"national", "entitled", "lost", "not_national", "undetermined", "disputed"}


def test_states_are_written_as_the_file_writes_them(worked: list[dict[str, Any]], tmp_path: Path) -> None:
    iso3 = assess(tmp_path / "home", HEAD + GOOD, "--json").json[0]

    assert {len(state["state"]) for row in worked for state in row["states"]} == {2}
    assert {len(state["state"]) for state in iso3["states"]} == {3}


def test_a_question_stands_in_words_and_with_its_key(worked: list[dict[str, Any]]) -> None:
    asked = [(row["ask"], row["questions"]) for row in worked if row["questions"]]

    assert asked
    assert all(questions[0]["key"] and questions[0]["sentence"] == ask[0] for ask, questions in asked)


def test_bad_rows_are_listed_and_the_rest_is_assessed(tmp_path: Path) -> None:
    result = assess(tmp_path / "home", HEAD + GOOD + BAD, "--json")

    good, bad = result.json
    assert result.status == 1
    assert next(one for one in good["states"] if one["state"] == "KAZ")["outcome"] == "national"
    assert bad["id"] == "BAD"
    assert bad["problems"][0]["path"] == "facts.born"
    assert "BAD" in result.err
    assert "facts.born" in result.err


def test_only_the_states_that_are_asked_for_are_shown_and_all_take_part(tmp_path: Path) -> None:
    shown = assess(tmp_path / "home", HEAD + GOOD, "--json", "--states", "RU").json[0]

    assert [one["state"] for one in shown["states"]] == ["RUS"]
    assert shown["art1_1"]["outcome"] == "not_stateless"


def test_another_day_is_assessed_when_it_is_asked_for(tmp_path: Path) -> None:
    before, after = (
        assess(tmp_path / "home", HEAD + GOOD, "--json", "--on", day).json[0] for day in ("1992-02-29", "1992-03-01")
    )

    outcomes = [next(one for one in row["states"] if one["state"] == "KAZ")["outcome"] for row in (before, after)]
    assert outcomes[0] != "national"
    assert outcomes[1] == "national"


def test_standards_of_proof_stand_side_by_side_where_evidence_is_given(tmp_path: Path) -> None:
    doubtful = GOOD.replace("kind: permanent}]", "kind: permanent, evidence: [{kind: statement, weight: 0.5}]}]")

    row = assess(tmp_path / "home", HEAD + doubtful, "--json").json[0]
    strict = assess(tmp_path / "home", HEAD + doubtful, "--json", "--profile", "strict").json[0]

    assert row["standards"]["reasonable"]["states"]["KAZ"] == "national"
    assert row["standards"]["strict"]["states"]["KAZ"] == "undetermined"
    assert next(one for one in strict["states"] if one["state"] == "KAZ")["outcome"] == "undetermined"


def test_the_text_is_for_people_and_in_their_language(tmp_path: Path) -> None:
    english = assess(tmp_path / "home", HEAD + GOOD)
    russian = assess(tmp_path / "home", HEAD + GOOD, "--language", "ru")

    assert english.status == 0
    assert "GOOD · Lifelong resident" in english.out
    assert "1 March 1992" in english.out
    assert "1 марта 1992" in russian.out


def test_no_operation_is_opened_for_it(tmp_path: Path) -> None:
    home = tmp_path / "home"

    result = assess(home, HEAD + GOOD, "--json", TULGA_DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")

    assert result.status == 0
    assert not home.exists()


@pytest.mark.parametrize(
    ("content", "named"),
    [("people: []", "scenarios"), ("a: [", "line 2"), ("", "scenarios")],
)
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path: Path, content: str, named: str) -> None:
    result = assess(tmp_path / "home", content, "--json")

    assert result.status == 2
    assert named in result.err
    assert_one_sentence(result)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("assess", "missing.yaml"), "missing.yaml"),
        (("assess", WORKED, "--states", "QQ"), "--states"),
        (("assess", WORKED, "--on", "tomorrow"), "--on"),
        (("assess", WORKED, "--profile", "certain"), "--profile"),
        (("assess", WORKED, "--packs", "no/such/folder"), "--packs"),
        (("rules", "FRA"), "FRA"),
        (("check", "no/such/folder"), "no/such/folder"),
        ((), "COMMAND"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, arguments: tuple[str, ...], named: str) -> None:
    result = tulga(tmp_path / "home", "nationality", *arguments)

    assert result.status == 2
    assert named in result.err
    assert_one_sentence(result)


def test_the_rules_of_a_state_are_listed(tmp_path: Path) -> None:
    listed = tulga(tmp_path / "home", "nationality", "rules", "KZ", "--json").json
    shown = tulga(tmp_path / "home", "nationality", "rules", "KZ")

    assert {rule["state"] for rule in listed} == {"KAZ"}
    assert {"KZ91-3-1", "KZ91-14"} <= {rule["id"] for rule in listed}
    assert len(shown.out.splitlines()) == len(listed)


def test_a_pack_is_checked_with_file_line_and_column(tmp_path: Path) -> None:
    shipped = ROOT / "src" / "tulga" / "nationality" / "packs" / "KAZ"
    folder = tmp_path / "packs" / "KAZ"
    folder.mkdir(parents=True)
    for file in shipped.glob("*.yaml"):
        written = file.read_text(encoding="utf-8")
        (folder / file.name).write_text(
            written.replace("resident(KAZ, permanent,", "residnet(KAZ, permanent,", 1), encoding="utf-8"
        )

    result = tulga(tmp_path / "home", "nationality", "check", str(folder), "--json")

    assert result.status == 1
    slips = [problem for problem in json.loads(result.out) if problem["suggestion"] == "resident"]
    assert slips
    assert all(problem["line"] > 1 and problem["column"] > 1 for problem in slips)
