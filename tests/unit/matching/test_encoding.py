"""Filters of bits: the same under other scripts, useless under another key, nothing to be read in them."""

import hashlib

import pytest

from tulga.matching.core.encoding import Encoder, dice, pieces
from tulga.matching.core.features import prepare
from tulga.matching.core.records import Entry

KEY = hashlib.sha256(b"one").digest()
CYRILLIC = Entry("1", family_name="Құнанбаева", given_name="Әйгерім", sex="F", birth_date="1991-05-06")
LATIN = Entry("2", family_name="KUNANBAYEVA", given_name="AIGERIM", sex="F", birth_date="1991-05-06")
OTHER = Entry("3", family_name="Петров", given_name="Иван", sex="M", birth_date="1960-02-11")


def filtered(entry: Entry, key: bytes = KEY, *, salted: bool = False) -> int:
    return Encoder(key, salted=salted).encode(prepare(entry)).filter


def test_two_scripts_of_one_person_are_alike_and_two_persons_are_not() -> None:
    assert dice(filtered(CYRILLIC), filtered(LATIN)) > 0.7
    assert dice(filtered(CYRILLIC), filtered(OTHER)) < 0.4


def test_under_another_key_nothing_is_alike() -> None:
    other = hashlib.sha256(b"another").digest()
    assert dice(filtered(CYRILLIC), filtered(CYRILLIC, other)) < 0.4


def test_with_salt_a_name_of_another_year_shares_no_pieces() -> None:
    later = Entry("4", family_name="Құнанбаева", given_name="Әйгерім", birth_date="1999")
    names = [{one for one in pieces(prepare(e), salted=True) if one[0] in ("word", "pair")} for e in (CYRILLIC, later)]
    assert names[0]
    assert not names[0] & names[1]


def test_pieces_are_no_whole_names() -> None:
    texts = {text for _kind, text in pieces(prepare(CYRILLIC))}
    assert not texts & {"құнанбаева", "әйгерім", "kunanbaeva", "kunanbayeva"}


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        Encoder(b"secret")


def test_who_tells_nothing_is_like_nobody() -> None:
    assert dice(filtered(Entry("5", full_name="?")), filtered(Entry("6", full_name="?"))) == 0.0
