"""What a person is asked before two persons are joined."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tulga.matching.core.joining import Doubt, Variants, contradictions, questions
from tulga.matching.core.records import Entry

VERA = Entry("a", register="r", given_name="Вера", family_name="Ким", sex="F", birth_date="1984-03-12")
ENTRIES = st.builds(
    Entry, id=st.sampled_from("abc"), register=st.sampled_from(["", "r", "s"]), sex=st.sampled_from(["", "F", "M"]),
    birth_date=st.sampled_from(["", "1984", "1984-03-12", "1955-01-01"]), household_ref=st.sampled_from(["", "1"]),
)  # fmt: skip
SIDES = st.lists(ENTRIES, min_size=1, max_size=3)


def like_names(a: Variants, b: Variants) -> bool:
    return a[0].family_name == b[0].family_name


@pytest.mark.parametrize(
    ("other", "doubts"),
    [
        (replace(VERA, id="b"), ()),
        (replace(VERA, id="b", sex="M"), (Doubt.DIFFERENT_SEX,)),
        (replace(VERA, id="b", sex=""), ()),
        (replace(VERA, id="b", birth_date="1955"), (Doubt.BIRTHS_FAR_APART,)),
        (replace(VERA, id="b", birth_date="1974-03-12"), ()),  # a slip of one digit
        (replace(VERA, id="b", birth_date=""), ()),
    ],
)
def test_only_what_contradicts_itself_raises_a_doubt(other: Entry, doubts: tuple[Doubt, ...]) -> None:
    assert contradictions([VERA], [other]) == doubts


def test_one_variant_that_fits_is_enough() -> None:
    assert contradictions([VERA, replace(VERA, birth_date="1955")], [replace(VERA, id="b", birth_date="1956")]) == ()


def test_one_source_does_not_list_somebody_twice_in_one_household() -> None:
    here, there = replace(VERA, household_ref="1"), replace(VERA, id="b", household_ref="1")

    assert contradictions([here], [there]) == (Doubt.ONE_HOUSEHOLD,)
    assert contradictions([here], [replace(there, register="another")]) == ()


@given(SIDES, SIDES)
def test_a_contradiction_is_the_same_from_both_sides(first: list[Entry], second: list[Entry]) -> None:
    assert contradictions(first, second) == contradictions(second, first)


def test_a_pair_of_two_single_records_is_no_bridge() -> None:
    assert questions([[VERA]], [[replace(VERA, id="b")]], bridge=("a", "b"), alike=like_names) == ()


def test_a_pair_that_alone_holds_two_persons_is_a_question() -> None:
    left, right = [[VERA]], [[replace(VERA, id="b")], [replace(VERA, id="c", family_name="Петрова")]]

    assert [one.doubt for one in questions(left, right, bridge=("a", "b"), alike=like_names)] == [Doubt.WEAK_BRIDGE]
    right[1] = [replace(VERA, id="c")]
    assert questions(left, right, bridge=("a", "b"), alike=like_names) == ()


def test_a_judgement_across_the_two_persons_is_a_question_that_names_its_pair() -> None:
    right = [[replace(VERA, id="b")], [replace(VERA, id="c")]]

    found = questions([[VERA]], right, bridge=("a", "b"), alike=like_names, different={frozenset(("a", "c"))})

    assert [(one.doubt, one.first, one.second) for one in found] == [(Doubt.JUDGED_DIFFERENT, "a", "c")]


def test_a_chain_is_asked_for_what_its_far_ends_contradict() -> None:
    right = [[replace(VERA, id="b")], [replace(VERA, id="c", sex="M")], [replace(VERA, id="d", sex="M")]]

    found = questions([[VERA]], right, bridge=("a", "b"), alike=like_names)

    assert [(one.doubt, one.second) for one in found] == [(Doubt.DIFFERENT_SEX, "c")]
