"""Two lists: who is whom, one partner each unless a list repeats, and in any order the same."""

import random

import pytest

from tulga.matching.core.records import Entry
from tulga.matching.linked import A, B, Pair, link, parted

A_LIST = (
    Entry("1", family_name="Құнанбаева", given_name="Әйгерім", sex="F", birth_date="1991-05-06"),
    Entry("2", family_name="Петров", given_name="Иван", sex="M", birth_date="1960-02-11"),
    Entry("3", family_name="Ким", given_name="Вера", sex="F", birth_date="1975-08-30"),
)
B_LIST = (
    Entry("1", family_name="PETROV", given_name="IVAN", sex="M", birth_date="1960-02-11"),
    Entry("2", family_name="KUNANBAYEVA", given_name="AIGERIM", sex="F", birth_date="1991-05-06"),
    Entry("9", family_name="Сейтқали", given_name="Дәулет", sex="M", birth_date="2001-12-01"),
)


def test_ids_of_two_lists_may_coincide_and_say_nothing() -> None:
    found = link(A_LIST, B_LIST)
    assert {(one.a, one.b) for one in found.links} == {("1", "2"), ("2", "1")}
    assert found.matched == (2, 2)
    assert found.size == (3, 3)


def test_the_order_of_records_is_indifferent() -> None:
    turned = [list(A_LIST), list(B_LIST)]
    for side in turned:
        random.Random(4).shuffle(side)
    assert link(*turned) == link(A_LIST, B_LIST)


def test_the_same_person_twice_in_one_list_is_told_and_has_one_partner() -> None:
    twice = (*A_LIST, Entry("4", family_name="Кунанбаева", given_name="Айгерим", sex="F", birth_date="1991-05-06"))
    found = link(twice, B_LIST)
    assert len(found.links) == 2
    assert found.doubles == (1, 0)


PAIRS: list[Pair] = [("a", "x", 5.0), ("b", "x", 4.0), ("b", "y", 3.0), ("a", "y", 1.0), ("c", "z", -2.0)]


@pytest.mark.parametrize(
    ("repeats", "joined"),
    [
        ("", {"ax", "by"}),
        (A, {"ax", "bx"}),
        (B, {"ax", "by"}),
        (A + B, {"ax", "bx", "by", "ay"}),
    ],
)
def test_who_may_have_several_partners_is_asked_for(repeats: str, joined: set[str]) -> None:
    chosen, rival, left = parted(PAIRS, repeats=repeats)
    assert {a + b for a, b, _ in chosen} == joined
    assert len(chosen) + len(rival) == 4
    assert left == [("c", "z", -2.0)]


def test_empty_lists_link_nothing_and_miss_nothing() -> None:
    found = link((), ())
    assert found.links == []
    assert (found.wrong.low, found.wrong.high) == (0, 0)
    assert (found.missed.low, found.missed.high) == (0, 0)
