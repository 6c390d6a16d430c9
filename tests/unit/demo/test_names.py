"""The lists of names: whole, licensed, and enough of them."""

import csv
from random import Random

import pytest

from tulga.demo import names
from tulga.demo.people import GROUP_OF_ORIGIN, GROUPS

LICENSED = {"russiannames", "airlock-pii", "popular-names", "rigour", "arabic-name-romanizer"}


def test_every_name_says_from_which_licensed_list_it_is() -> None:
    with names.FILE.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))

    assert len(rows) > 1000
    assert {row["source"] for row in rows} == LICENSED


@pytest.mark.parametrize("group", sorted({*GROUPS, *GROUP_OF_ORIGIN.values()}))
def test_every_people_has_names_of_every_generation(group: str) -> None:
    rng = Random(1)

    found = {names.given(group, sex, born, rng) for sex in ("female", "male") for born in (1940, 1975, 2010)}

    assert all(name.text for name in found)
    assert len({names.family(group, rng) for _ in range(80)}) > 9


@pytest.mark.parametrize("group", ["afghan", "syrian"])
def test_names_in_arabic_letters_come_with_their_latin_spelling(group: str) -> None:
    name = names.given(group, "male", 1990, Random(2))

    assert name.latin.isascii()
    assert "\u0600" <= name.text[0] <= "\u06ff"
