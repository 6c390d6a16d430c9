"""`tulga match names`: scores of good rows, a line for every bad one, one sentence for a file of no use."""

import csv
import sqlite3
from pathlib import Path

from tests.integration.cli import Result, assert_one_sentence, tulga

PAIRS = """pair_id,name_a,name_b
p1,Әйгерім Құнанбаева,KUNANBAYEVA AIGERIM
p2,Иван Петров,Seitkali Dauletova
"""


def names(home: Path, content: str, *arguments: str, **environment: str) -> tuple[Result, list[dict[str, str]]]:
    file, out = home.parent / "pairs.csv", home.parent / "scores.csv"
    file.write_text(content, encoding="utf-8")
    result = tulga(home, "match", "names", str(file), "--out", str(out), *arguments, **environment)
    if not out.exists():
        return result, []
    with out.open(encoding="utf-8", newline="") as text:
        return result, list(csv.DictReader(text))


def test_every_pair_gets_a_probability_and_no_operation_is_made(tmp_path: Path) -> None:
    result, scores = names(tmp_path / "home", PAIRS)
    assert result.status == 0, result.err
    assert [row["pair_id"] for row in scores] == ["p1", "p2"]
    assert float(scores[0]["score"]) > 0.5 > float(scores[1]["score"])
    assert not (tmp_path / "home").exists()


def test_the_answer_as_json_states_the_threshold(tmp_path: Path) -> None:
    result, _ = names(tmp_path / "home", PAIRS, "--json")
    assert result.json == {"pairs": 2, "same": 1, "threshold": 0.5, "problems": []}


def test_bad_rows_are_told_by_row_and_column_without_their_words_and_good_rows_still_run(tmp_path: Path) -> None:
    result, scores = names(tmp_path / "home", PAIRS + "p1,Абай,Abai\np4,Зейнеп,\np5,Ali,Али\n")
    assert result.status == 1
    assert "row 4, column pair_id" in result.err
    assert "row 5, column name_b" in result.err
    assert "Зейнеп" not in result.err
    assert [row["pair_id"] for row in scores] == ["p1", "p2", "p5"]


def test_without_a_column_for_it_a_pair_is_called_by_its_row(tmp_path: Path) -> None:
    _, scores = names(tmp_path / "home", "name_a,name_b\nАбай,Abai\n")
    assert [row["pair_id"] for row in scores] == ["2"]


def test_a_file_without_names_is_refused_in_one_sentence(tmp_path: Path) -> None:
    result, scores = names(tmp_path / "home", "left,right\na,b\n")
    assert result.status == 2
    assert_one_sentence(result)
    assert "name_a, name_b" in result.err
    assert scores == []


def test_problems_are_told_in_kazakh_and_russian(tmp_path: Path) -> None:
    for language, word in (("kk", "жол"), ("ru", "строка")):
        result, _ = names(tmp_path / "home", PAIRS + "p4,Зейнеп,\n", TULGA_LANGUAGE=language)
        assert word in result.err.lower()


# -- records -----------------------------------------------------------------------------------------------------------

RECORDS = """record_id,register,family_name,given_name,sex,birth_date
1,campaign,Құнанбаева,Әйгерім,F,1991-05-06
2,border,KUNANBAYEVA,AIGERIM,F,1991-05-06
3,civil,Петров,Иван,M,1960-02-11
"""


def listed(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def dedupe(tmp_path: Path, content: str, *arguments: str) -> Result:
    (tmp_path / "records.csv").write_text(content, encoding="utf-8")
    out, pairs = str(tmp_path / "clusters.csv"), str(tmp_path / "pairs.csv")
    told = ("--out", out, "--pairs", pairs, *arguments)
    return tulga(tmp_path / "home", "match", "dedupe", str(tmp_path / "records.csv"), *told)


def test_records_of_one_person_get_one_cluster_and_their_pair_a_score(tmp_path: Path) -> None:
    result = dedupe(tmp_path, RECORDS, "--json")
    assert result.status == 0, result.err
    assert result.json["persons"] == 2
    assert [row["cluster_id"] for row in listed(tmp_path / "clusters.csv")] == ["1", "1", "3"]
    pairs = listed(tmp_path / "pairs.csv")
    assert (pairs[0]["record_id_l"], pairs[0]["record_id_r"]) == ("1", "2")
    assert float(pairs[0]["score"]) >= result.json["threshold"]


def test_a_twice_given_id_and_an_impossible_date_are_told_and_the_rest_still_runs(tmp_path: Path) -> None:
    result = dedupe(tmp_path, RECORDS + "3,civil,Ким,Олег,M,1970-01-02\n4,civil,Ким,Олег,M,1970-13-40\n")
    assert result.status == 1
    assert "row 5, column record_id" in result.err
    assert "row 6, column birth_date" in result.err
    assert "there is no column phone" in result.err
    assert [row["record_id"] for row in listed(tmp_path / "clusters.csv")] == ["1", "2", "3", "4"]


def test_a_row_in_another_encoding_is_told_by_row_and_column_and_the_others_still_run(tmp_path: Path) -> None:
    file, out, pairs = (tmp_path / name for name in ("records.csv", "clusters.csv", "pairs.csv"))
    file.write_bytes(RECORDS.encode() + "4,civil,Ким,Олег,M,1970-01-02\n".encode("cp1251"))
    result = tulga(tmp_path / "home", "match", "dedupe", str(file), "--out", str(out), "--pairs", str(pairs))
    assert result.status == 1
    assert "row 5, column family_name: this is not text in UTF-8" in result.err
    assert "row 5, column given_name" in result.err
    assert [row["record_id"] for row in listed(out)] == ["1", "2", "3"]


def test_records_without_a_column_for_their_ids_are_refused_in_one_sentence(tmp_path: Path) -> None:
    result = dedupe(tmp_path, RECORDS.replace("record_id", "number"))
    assert result.status == 2
    assert_one_sentence(result)
    assert "record_id" in result.err
    assert not (tmp_path / "clusters.csv").exists()


def test_pairs_well_below_the_threshold_are_listed_with_their_scores(tmp_path: Path) -> None:
    sister = "4,civil,Құнанбаева,Динара,F,1991-05-06\n"
    result = dedupe(tmp_path, RECORDS + sister, "--json")
    scores = [float(row["score"]) for row in listed(tmp_path / "pairs.csv")]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) < result.json["threshold"] <= max(scores)


def test_records_without_any_column_of_names_are_refused_in_one_sentence(tmp_path: Path) -> None:
    result = dedupe(tmp_path, "record_id,sex\n1,F\n")
    assert result.status == 2
    assert_one_sentence(result)


def test_a_search_ranks_other_records_and_tells_of_a_query_that_is_nowhere(tmp_path: Path) -> None:
    (tmp_path / "records.csv").write_text(RECORDS, encoding="utf-8")
    (tmp_path / "queries.csv").write_text("record_id\n1\n9\n", encoding="utf-8")
    files = (str(tmp_path / "records.csv"), str(tmp_path / "queries.csv"))
    result = tulga(tmp_path / "home", "match", "search", *files, "--out", str(tmp_path / "ranked.csv"))
    assert result.status == 1
    assert "row 3, column record_id" in result.err
    assert listed(tmp_path / "ranked.csv")[0] == {"query_id": "1", "rank": "1", "record_id": "2"}


def index(tmp_path: Path, content: str, *arguments: str) -> Result:
    (tmp_path / "records.csv").write_text(content, encoding="utf-8")
    (tmp_path / "queries.csv").write_text("record_id,full_name\n1,\n9,Айгерим Кунанбаева\n8,\n", encoding="utf-8")
    out = ("--out", str(tmp_path / "list.sqlite"))
    return tulga(tmp_path / "home", "match", "index", str(tmp_path / "records.csv"), *out, *arguments)


def searched(tmp_path: Path, records: str, *arguments: str) -> tuple[Result, list[dict[str, str]]]:
    files = (str(tmp_path / records), str(tmp_path / "queries.csv"))
    result = tulga(tmp_path / "home", "match", "search", *files, "--out", str(tmp_path / "ranked.csv"), *arguments)
    return result, listed(tmp_path / "ranked.csv") if (tmp_path / "ranked.csv").exists() else []


def test_a_list_written_as_one_file_is_searched_as_the_list_itself(tmp_path: Path) -> None:
    written = index(tmp_path, RECORDS + "3,ngo,X,Y,M,\n4,ngo,X,Y,M,2001-02-31\n", "--json")
    assert written.status == 1
    assert written.json["records"] == 4
    assert [(one["row"], one["code"]) for one in written.json["problems"]] == [(5, "twice"), (6, "no_date")]
    assert (tmp_path / "list.sqlite").stat().st_mode & 0o777 == 0o600

    result, ranked = searched(tmp_path, "list.sqlite", "--json")
    assert result.status == 1
    assert (result.json["queries"], result.json["records"]) == (2, 4)
    assert [(one["row"], one["code"]) for one in result.json["problems"]] == [(4, "nobody")]
    first = {row["query_id"]: row["record_id"] for row in ranked if row["rank"] == "1"}
    assert first == {"1": "2", "9": "1"} or first == {"1": "2", "9": "2"}
    _, plain = searched(tmp_path, "records.csv")
    assert {row["query_id"]: row["record_id"] for row in plain if row["rank"] == "1"} == first


def test_whoever_writes_a_list_as_a_file_is_told_that_it_holds_names_in_plain_text(tmp_path: Path) -> None:
    result = index(tmp_path, RECORDS)
    assert result.status == 0
    assert "plain text" in result.out


def test_a_file_of_another_version_or_of_another_program_is_refused_in_one_sentence(tmp_path: Path) -> None:
    index(tmp_path, RECORDS)
    for statement, word in (("PRAGMA user_version=99", "another version"), ("PRAGMA application_id=1", "no list")):
        connection = sqlite3.connect(tmp_path / "list.sqlite")
        connection.execute(statement)
        connection.close()
        result, ranked = searched(tmp_path, "list.sqlite")
        assert result.status == 2
        assert_one_sentence(result)
        assert word in result.err
        assert ranked == []


def test_a_list_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "list.sqlite").mkdir()
    result = index(tmp_path, RECORDS)
    assert result.status == 1
    assert "cannot be written" in result.err.splitlines()[-1]
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


# -- two lists ---------------------------------------------------------------------------------------------------------

OURS = """record_id,family_name,given_name,sex,birth_date
1,Құнанбаева,Әйгерім,F,1991-05-06
2,Петров,Иван,M,1960-02-11
"""
THEIRS = """record_id,family_name,given_name,sex,birth_date
1,PETROV,IVAN,M,1960-02-11
2,KUNANBAYEVA,AIGERIM,F,1991-05-06
3,Сейтқали,Дәулет,M,2001-12-01
"""


def link(tmp_path: Path, a: str, b: str, *arguments: str) -> Result:
    for name, content in (("a.csv", a), ("b.csv", b)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    files = (str(tmp_path / "a.csv"), str(tmp_path / "b.csv"))
    return tulga(tmp_path / "home", "match", "link", *files, "--out", str(tmp_path / "matched.csv"), *arguments)


def test_two_lists_are_linked_with_a_probability_and_what_to_expect_of_the_whole(tmp_path: Path) -> None:
    result = link(tmp_path, OURS, THEIRS, "--json")
    assert result.status == 0, result.err
    assert {(row["record_id_a"], row["record_id_b"]) for row in listed(tmp_path / "matched.csv")} == {
        ("1", "2"),
        ("2", "1"),
    }
    assert all(0.5 < float(row["probability"]) <= 1 for row in listed(tmp_path / "matched.csv"))
    assert (result.json["a"]["matched"], result.json["b"]["records"]) == (2, 3)
    for name in ("expected_wrong", "expected_missed"):
        assert result.json[name]["low"] <= result.json[name]["mean"] <= result.json[name]["high"]


def test_what_is_wrong_with_a_row_names_the_file_and_the_rest_is_linked(tmp_path: Path) -> None:
    result = link(tmp_path, OURS + "2,Ким,Вера,F,1990-01-02\n", THEIRS + "4,Ким,Вера,F,1990-13-02\n")
    assert result.status == 1
    assert "a.csv, row 4, column record_id" in result.err
    assert "b.csv, row 5, column birth_date" in result.err
    assert "Вера" not in result.err
    assert len(listed(tmp_path / "matched.csv")) == 2


# -- lists that are not shown ------------------------------------------------------------------------------------------


def key_file(tmp_path: Path, content: str = "0123456789abcdef" * 4, mode: int = 0o600) -> str:
    path = tmp_path / f"key-{len(content)}-{mode}"
    path.write_text(content, encoding="ascii")
    path.chmod(mode)
    return str(path)


def encode(tmp_path: Path, name: str, content: str, key: str, *arguments: str) -> Result:
    (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    told = (str(tmp_path / f"{name}.csv"), "--key-file", key, "--out", str(tmp_path / f"{name}.clk"))
    return tulga(tmp_path / "home", "match", "encode", *told, *arguments)


def test_encoded_lists_are_linked_by_rows_and_hold_no_name_no_number_no_date_and_no_key(tmp_path: Path) -> None:
    key = key_file(tmp_path)
    for name, content in (("a", OURS), ("b", THEIRS)):
        assert encode(tmp_path, name, content, key).status == 0
        written = (tmp_path / f"{name}.clk").read_text(encoding="ascii")
        for secret in ("Петров", "PETROV", "KUNANBAYEVA", "1991", "0123456789abcdef"):
            assert secret not in written
        assert (tmp_path / f"{name}.clk").stat().st_mode & 0o077 == 0
    files = (str(tmp_path / "a.clk"), str(tmp_path / "b.clk"), "--encoded", "--out", str(tmp_path / "matched.csv"))
    result = tulga(tmp_path / "home", "match", "link", *files, "--json")
    assert result.status == 0, result.err
    rows = {(row["record_id_a"], row["record_id_b"]) for row in listed(tmp_path / "matched.csv")}
    assert rows == {("2", "3"), ("3", "2")}  # the head is row 1


def test_lists_under_different_keys_are_refused_in_one_sentence(tmp_path: Path) -> None:
    encode(tmp_path, "a", OURS, key_file(tmp_path))
    encode(tmp_path, "b", THEIRS, key_file(tmp_path, "fedcba9876543210" * 4 + "\n"))
    files = (str(tmp_path / "a.clk"), str(tmp_path / "b.clk"), "--encoded", "--out", str(tmp_path / "matched.csv"))
    result = tulga(tmp_path / "home", "match", "link", *files)
    assert result.status == 2
    assert_one_sentence(result)
    assert "another key" in result.err


def test_a_key_that_others_may_read_or_that_is_easy_to_guess_is_refused(tmp_path: Path) -> None:
    for content, mode, word in (
        ("0123456789abcdef" * 4, 0o644, "chmod 600"),
        ("secret", 0o600, "easy to guess"),
        ("a" * 64, 0o600, "easy to guess"),
    ):
        result = encode(tmp_path, "a", OURS, key_file(tmp_path, content, mode))
        assert result.status == 2
        assert_one_sentence(result)
        assert word in result.err
        assert content not in result.err
        assert not (tmp_path / "a.clk").exists()


def test_a_line_that_is_no_filter_and_a_file_that_was_cut_off_are_told(tmp_path: Path) -> None:
    for name, content in (("a", OURS), ("b", THEIRS)):
        encode(tmp_path, name, content, key_file(tmp_path))
    lines = (tmp_path / "b.clk").read_text(encoding="ascii").splitlines()
    (tmp_path / "b.clk").write_text("\n".join([*lines[:2], "x y"]), encoding="ascii")
    files = (str(tmp_path / "a.clk"), str(tmp_path / "b.clk"), "--encoded", "--out", str(tmp_path / "matched.csv"))
    result = tulga(tmp_path / "home", "match", "link", *files, "--json")
    assert result.status == 1
    assert [(one["row"], one["code"]) for one in result.json["problems"]] == [(3, "no_filter"), (4, "cut_off")]
    assert "b.clk, row 3" in result.err


def test_a_table_is_not_taken_for_an_encoded_list(tmp_path: Path) -> None:
    result = link(tmp_path, OURS, THEIRS, "--encoded")
    assert result.status == 2
    assert_one_sentence(result)
