"""How far two readings are from each other, with and without written vowels."""

import pytest

from tulga.matching.core import abjad
from tulga.matching.core.costs import SWAPPED, costs, costs_from, distance, information
from tulga.matching.core.phonemes import ALPHABET, VOWELS


def test_a_reading_is_nowhere_near_itself() -> None:
    assert distance(b"nurlan", b"nurlan") == 0


@pytest.mark.parametrize(
    ("one", "other"), [(b"nurlan", b"nurzan"), (b"karim", b"karima"), (b"", b"ali"), (b"abu", b"bau")]
)
def test_both_orders_are_one_distance(one: bytes, other: bytes) -> None:
    assert distance(one, other) == distance(other, one) > 0


def test_what_orthographies_confuse_is_cheaper_than_what_they_do_not() -> None:
    assert distance(b"qadir", b"kadir") < distance(b"madir", b"kadir")
    assert distance(b"Omir", b"omir") < distance(b"emir", b"omir")
    assert distance(b"haki", b"xaki") < distance(b"haki", b"zaki")


def test_two_neighbours_in_the_wrong_order_are_one_slip() -> None:
    assert distance(b"marlen", b"malren") == SWAPPED


def test_an_edit_at_the_beginning_is_dearer() -> None:
    assert distance(b"lazim", b"azim") > distance(b"azilm", b"azim")


def test_a_search_that_is_over_stops_early_with_more_than_was_allowed() -> None:
    assert distance(b"nurlan", b"seitkali", most=3.0) > 3.0


def test_agreement_is_worth_more_on_rare_sounds() -> None:
    assert information(b"G") > information(b"a") > 0


def test_costs_are_what_agreement_would_be_worth_less_what_was_seen() -> None:
    table = costs_from({(97, 97): 2.0, (101, 101): 3.0, (97, 101): 1.0, (101, 97): 1.0, (45, 97): -1.0, (97, 45): -1.0})
    assert table.change[97][101] == table.change[101][97] == 1.5
    assert table.gap[97] == 2.0
    assert table.change[97][97] == 0.0


def test_every_phoneme_has_its_costs() -> None:
    table = costs()
    for phoneme in map(ord, ALPHABET):
        assert table.gap[phoneme] > 0
        assert table.change[phoneme][phoneme] == 0


def test_a_missing_short_vowel_is_no_evidence_and_a_missing_consonant_is() -> None:
    whole, _ = abjad.apart(b"mrd", b"murad")
    lacking, _ = abjad.apart(b"md", b"murad")
    assert whole < lacking


def test_two_abjads_are_compared_in_either_order_alike() -> None:
    assert abjad.apart(b"1mr", b"6mr4n", both=True) == pytest.approx(abjad.apart(b"6mr4n", b"1mr", both=True))


def test_a_longer_agreement_is_worth_more() -> None:
    assert abjad.apart(b"1bd2lr7mn".replace(b"7", b"h"), b"abdulrahman")[1] > abjad.apart(b"1mr", b"omar")[1] > 0


def test_letters_of_the_abjad_stand_beside_their_vowels() -> None:
    steps = abjad.steps("full")
    for letter, vowel in (("2", "a"), ("3", "u"), ("4", "i")):
        assert steps.together[ord(letter)][ord(vowel)] > steps.together[ord("b")][ord(vowel)]
    assert set(VOWELS) <= set(ALPHABET)
