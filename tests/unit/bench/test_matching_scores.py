"""The scorer that reads ours and the peers' answers alike."""

from pathlib import Path

import pytest

from bench.matching import scores

PERSON = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2", "f": "3"}  # 3 + 1 true pairs


def test_pairs_are_unordered_and_the_better_score_of_two_counts(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("record_id_l,record_id_r,score\nb,a,0.2\na,b,0.7\nc,c,0.9\n")

    assert scores.read_pairs(path) == {("a", "b"): 0.7}


def test_true_pairs_that_nobody_listed_count_against_recall() -> None:
    scored = {("a", "b"): 0.9, ("a", "c"): 0.8, ("a", "d"): 0.7, ("d", "e"): 0.3}

    found = scores.of_pairs(scored, PERSON, 0.5)

    assert found["true pairs"] == 4
    assert found["candidate recall"] == 3 / 4
    assert (found["precision"], found["recall"]) == (2 / 3, 2 / 4)
    assert found["F1"] == pytest.approx(2 * 2 / (3 + 4))
    assert (found["best F1"], found["best threshold"]) == (2 * 3 / (4 + 4), 0.3)
    assert found["R@P.99"] == 2 / 4


def test_pairs_with_one_score_stand_or_fall_together() -> None:
    by_chance = {("a", "b"): 0.5, ("d", "e"): 0.5, ("a", "f"): 0.5, ("b", "f"): 0.5}

    found = scores.of_pairs(by_chance, PERSON, None)

    assert found["AP"] == pytest.approx(2 / 4 * 2 / 4)
    assert found["R@P.99"] == 0.0
    assert "F1" not in found


def test_an_answer_without_pairs_scores_nothing() -> None:
    found = scores.of_pairs({}, PERSON, 0.5)

    assert (found["best F1"], found["F1"], found["recall"], found["candidate recall"]) == (0.0, 0.0, 0.0, 0.0)


def test_a_name_pair_without_a_score_is_the_least_likely(tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    path.write_text("pair_id,score\n1,0.9\n2,-3\n")

    found = scores.of_names(path, {"1": True, "2": False, "3": True}, 0.5)

    assert (found["precision"], found["recall"]) == (1.0, 0.5)
    assert found["AP"] == pytest.approx(1 / 2 + 1 / 2 * 2 / 3)


def test_groups_are_scored_by_the_pairs_that_they_make(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("record_id,cluster_id\na,1\nb,1\nc,2\nd,2\ne,3\nf,3\n")

    assert scores.of_groups(path, PERSON) == {"F1 of groups": pytest.approx(2 * 1 / (3 + 4))}


def test_a_search_hits_where_any_record_of_the_person_is_listed_high_enough(tmp_path: Path) -> None:
    path = tmp_path / "ranked.csv"
    path.write_text("query_id,rank,record_id\na,2,c\na,1,d\nd,1,d\nd,2,e\nf,1,a\n")

    found = scores.of_search(path, ["a", "d", "f"], PERSON)

    assert found == {"queries": 2, "hit@1": 1 / 2, "hit@10": 1.0}, "f is alone; d itself is no answer to d"


def test_an_interval_holds_the_share_and_narrows_with_numbers() -> None:
    few, many = scores.interval(8, 10), scores.interval(800, 1000)

    assert few[0] < many[0] < 0.8 < many[1] < few[1]
    assert few == (pytest.approx(0.490, abs=5e-4), pytest.approx(0.943, abs=5e-4))
    assert scores.interval(10, 10)[1] == 1.0
    assert scores.interval(0, 0) == (0.0, 1.0)
