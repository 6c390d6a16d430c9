"""Words cut out of what was typed, and letters of another script put right."""

import pytest

from tulga.matching.core.scripts import Script, repaired, script_of, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Құнанбаева Әйгерім", ("құнанбаева", "әйгерім")),
        ("  KUNANBAYEVA,AIGERIM. ", ("kunanbayeva", "aigerim")),
        ("Абдул-Хамид", ("абдул", "хамид")),
        ("Ғ. Мүсірепов", ("ғ", "мүсірепов")),
        ("Ivanov (Petrov) 3", ("ivanov", "petrov")),
        ("", ()),
        ("— 12 ’ ", ()),
    ],
)
def test_a_name_is_cut_into_words_of_small_letters(text: str, found: tuple[str, ...]) -> None:
    assert words(text) == found


@pytest.mark.parametrize("mark", "'’‘ʼʻ`´′ʹʿ＇")
def test_every_apostrophe_is_one(mark: str) -> None:
    assert words(f"O{mark}g{mark}iloy") == ("o'g'iloy",)


@pytest.mark.parametrize("unseen", ["\u200c", "\u200b", "\u00ad", "\ufeff", "\u200f", "\u0640"])
def test_invisible_characters_and_tatweel_are_taken_out(unseen: str) -> None:
    assert words(f"یونس{unseen}زاده") == ("یونسزاده",)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Аlмагуль", "Аlмагуль"),  # l looks like no Cyrillic letter, and the others decide
        ("Aйгүл", "айгүл"),  # Latin A
        ("СAУЛЕ", "сауле"),
        ("Кarimov", "karimov"),  # Cyrillic К
        ("Əлия", "әлия"),  # the schwa of Azerbaijani
        ("Cəlilov", "cəlilov"),
    ],
)
def test_look_alike_letters_are_put_right_by_the_other_letters(typed: str, meant: str) -> None:
    assert repaired(typed).lower() == meant.lower()


def test_letters_written_in_two_pieces_are_one() -> None:
    assert words("Юрии\u0306") == words("Юрий")
    assert words("İlham") == ("ilham",)


def test_presentation_forms_of_arabic_letters_are_plain_letters() -> None:
    assert words("ﻣﺤﻤﺪ") == words("محمد")


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("нұр", Script.CYRILLIC),
        ("núr", Script.LATIN),
        ("نور", Script.ARABIC),
        ("ნური", Script.OTHER),
        ("12", Script.CYRILLIC),
    ],
)
def test_the_script_of_a_word_is_that_of_most_of_its_letters(word: str, script: Script) -> None:
    assert script_of(word) is script
