"""One search key for every spelling: scripts, letters of Kazakh and ways of writing Latin meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tulga.register.folding import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Қуанышбекова", "kuanyshbekova"),
        ("Қуанышбекова", "QUANYSHBEKOVA"),
        ("Әлия Өтеген", "Aliya Otegen"),
        ("Юсупов Рустам", "Yusupov Rustam"),
        ("Юлия", "Yuliya"),
        ("Яковлев", "Yakovlev"),
        ("Жетісу", "Jetisu"),
        ("Ахмед", "Akhmed"),
        ("Щербаков", "Shcherbakov"),
        ("Соловьёв", "Solov'ev"),
        ("ГҮЛНАР", "gulnar"),
        ("  Ким\tВера ", "kim vera"),
        ("Айша-Гүл", "aisha gul"),
    ],
)
def test_two_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Айша", "Алия"), ("Ким", "Цой"), ("Петров", "Петрова")])
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_a_key_is_plain_and_folding_it_again_changes_nothing(text: str) -> None:
    key = fold(text)

    assert all(letter.isascii() and (letter.isalnum() or letter == " ") for letter in key)
    assert key == key.casefold().strip()
    assert fold(key) == key


@given(st.text(), st.text())
def test_the_words_of_a_name_are_folded_one_by_one(first: str, second: str) -> None:
    assert fold(f"{first} {second}") == f"{fold(first)} {fold(second)}".strip()
