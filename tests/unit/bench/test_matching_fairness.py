"""Recall by group: who is in which, and which is the worst."""

from bench.matching import fairness
from bench.matching.fairness import Group

WOMAN = {"entity_id": "1", "culture": "ug", "dob_error": "exact", "errors": "", "person_tags": ""}


def fact(**known: str) -> dict[str, str]:
    return {**WOMAN, "script": "ru", **known}


def test_a_pair_is_counted_in_the_group_of_every_question() -> None:
    a, b = fact(errors="maiden|typo"), fact(script="latin:pinyin", dob_error="age", errors="typo")

    found = set(fairness.groups_of(a, b, ("F", "")))

    assert found == {
        ("script", "Cyrillic and Latin"),
        ("culture", "Uyghur"),
        ("sex", "not told, or told differently"),
        ("birth date", "an age, or none, on a side"),
        ("error", "a maiden name and another"),
        ("error", "a typing error"),
        ("spelling", "by pinyin"),
    }


def test_recall_counts_pairs_that_nobody_proposed_and_the_peer_beside_it() -> None:
    truth = {"a": fact(), "b": fact(), "c": fact(script="native")}

    found = fairness.groups(truth, dict.fromkeys("abc", "F"), {("a", "b")}, {("a", "b"), ("b", "c")})

    everybody = found[0]
    assert (everybody.name, everybody.pairs, everybody.found, everybody.by_peer) == ("all", 3, 1, 2)
    by = {one.name: (one.pairs, one.found) for one in found}
    assert by["Cyrillic and Cyrillic"] == (1, 1)
    assert by["Arabic and Cyrillic"] == (2, 0)
    assert by["women"] == (3, 1)


def test_the_worst_group_is_not_one_of_a_few_pairs() -> None:
    rows = [
        Group("all", "all", 5000, 1000),
        Group("script", "Latin and Latin", 400, 380),
        Group("script", "Arabic and Latin", 300, 270),
        Group("error", "an initial", 40, 2),
    ]

    found = fairness.worst(rows)

    assert found is not None
    assert found.name == "Arabic and Latin"
    assert fairness.worst(rows, "error") is None
