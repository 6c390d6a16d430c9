"""`tulga match fit`: points from a list and from answers; what cannot be used is told; `--weights` uses them."""

import csv
from pathlib import Path

import pytest

from tests.integration.cli import Result, assert_one_sentence, tulga
from tests.unit.matching.learning.registers import some
from tulga.matching.core.score import weights
from tulga.matching.learning.files import digest, read
from tulga.matching.listed import KNOWN, dedupe

LIST, WHO = some(500)
IN_DOUBT = sorted(pair[:2] for pair in dedupe(LIST).pairs if 0.02 < pair[2] < 0.98)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    file = tmp_path / "records.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        table = csv.writer(text)
        table.writerow(KNOWN)
        for entry in LIST:
            cells = [entry.id if name == "record_id" else getattr(entry, name) for name in KNOWN]
            table.writerow(["" if cell is None else cell for cell in cells])
    return file


def answers(tmp_path: Path, *more: str) -> Path:
    file = tmp_path / "judged.csv"
    told = [f"{a},{b},{'same' if WHO[a] == WHO[b] else 'different'}" for a, b in IN_DOUBT]
    file.write_text("\n".join(["record_id_a,record_id_b,answer", *told, *more]) + "\n", encoding="utf-8")
    return file


def fit(records: Path, *arguments: str) -> tuple[Result, Path]:
    out = records.parent / "points.yaml"
    return tulga(records.parent / "home", "match", "fit", str(records), "--out", str(out), *arguments), out


def test_a_list_gives_points_that_the_other_commands_take_and_name(records: Path) -> None:
    result, points = fit(records, "--json")
    assert result.status == 0, result.err
    assert result.json["points"] == digest(read(points)) != result.json["shipped"] == digest(weights())
    assert result.json["estimated_same"] > 400
    assert result.json["kept"] == ["no_answers"]
    folder = records.parent
    used = tulga(
        folder / "home", "match", "dedupe", str(records), "--out", str(folder / "c.csv"), "--pairs",
        str(folder / "p.csv"), "--weights", str(points), "--json",
    )  # fmt: skip
    assert used.status == 0, used.err
    assert used.json["points"] == result.json["points"]
    found = tulga(
        folder / "home", "match", "search", str(records), str(records), "--out", str(folder / "s.csv"), "--weights",
        str(points), "--json",
    )  # fmt: skip
    assert found.json["points"] == result.json["points"]
    linked = tulga(
        folder / "home", "match", "link", str(records), str(records), "--out", str(folder / "l.csv"), "--weights",
        str(points), "--json",
    )  # fmt: skip
    assert linked.json["points"] == result.json["points"]
    assert linked.json["intervals_hold"] is False


def test_the_report_names_features_levels_and_what_was_used(records: Path) -> None:
    result, _ = fit(records, "--judged", str(answers(records.parent)))
    assert result.status == 0, result.err
    assert f"{len(IN_DOUBT)} answers were used" in result.out
    assert "are held to be one person" in result.out
    assert "birth  1: +3.14 → " in result.out


def test_bad_answers_are_told_by_row_and_column_and_the_good_ones_still_count(records: Path) -> None:
    a, b = IN_DOUBT[0]
    other = "different" if WHO[a] == WHO[b] else "same"
    bad = (f"{b},{a},{other}", f"nobody,{b},same", f"{a},{b},perhaps", f"{a},{a},same", f"{a},,same", f"{a},{b},unsure")
    result, points = fit(records, "--judged", str(answers(records.parent, *bad)), "--json")
    first = len(IN_DOUBT) + 2
    assert result.status == 1
    assert result.json["answers"] == len(IN_DOUBT)
    assert {(one["row"], one["column"], one["code"]) for one in result.json["problems"]} == {
        (first, "answer", "two_answers"),
        (first + 1, "record_id_a", "not_listed"),
        (first + 2, "answer", "no_answer"),
        (first + 3, "record_id_b", "itself"),
        (first + 4, "record_id_b", "empty"),
    }
    assert f"row {first}, column answer" in result.err
    assert points.exists()


def test_answers_alone_can_be_followed(records: Path) -> None:
    result, _ = fit(records, "--judged", str(answers(records.parent)), "--only-judged", "--json")
    assert result.json["kept"] == ["not_asked"]
    assert result.json["estimated_same"] is None
    assert result.json["changes"]


def test_without_anything_to_learn_from_it_is_refused(records: Path) -> None:
    result, points = fit(records, "--only-judged")
    assert result.status == 2
    assert_one_sentence(result)
    assert "--judged" in result.err
    assert not points.exists()


def test_a_short_list_gives_the_shipped_points_and_says_why(tmp_path: Path) -> None:
    file = tmp_path / "records.csv"
    file.write_text("record_id,family_name\n1,Ким\n2,Kim\n", encoding="utf-8")
    result, points = fit(file, "--language", "ru")
    assert result.status == 0
    assert "ничему не научиться" in result.out
    assert read(points) == weights()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("nothing", "is no table of points"),
        ("start: 1\n", "fitted_size is missing"),
        ("points: {brith: [0]}\n", "birth"),
    ],
)
def test_a_file_that_is_no_table_of_points_is_refused_by_name(records: Path, content: str, said: str) -> None:
    bad = records.parent / "bad.yaml"
    bad.write_text(content, encoding="utf-8")
    result = tulga(
        records.parent / "home", "match", "dedupe", str(records), "--out", str(records.parent / "c.csv"), "--pairs",
        str(records.parent / "p.csv"), "--weights", str(bad),
    )  # fmt: skip
    assert result.status == 2
    assert "bad.yaml" in result.err
    assert said in result.err
    assert not (records.parent / "c.csv").exists()
