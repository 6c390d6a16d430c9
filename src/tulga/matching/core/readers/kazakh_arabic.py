"""Kazakh in Arabic letters, with every vowel written (töte jazu, the alphabet used in China since 1982).

A hamza before the word (ٴ, often typed ء) makes its vowels front: ءلاززات is Ләззат. Words with ك, گ or ە are front
without it, save that Russian endings stand after back vowels too (ابىشەۆا Абышева): both are read.
"""

from __future__ import annotations

import unicodedata

from tulga.matching.core.phonemes import settle
from tulga.matching.core.readers import Reading, vowelled

LETTERS = {
    "ا": "a", "ە": "e", "و": "o", "ۇ": "u", "ۋ": "u", "ى": "I", "ي": "i", "ی": "i", "ب": "b", "ۆ": "v", "گ": "g", "ع": "G",
    "د": "d", "ج": "Z", "ز": "z", "ك": "k", "ک": "k", "ق": "q", "ل": "l", "م": "m", "ن": "n", "ڭ": "N", "پ": "p", "ر": "r",
    "س": "s", "ت": "t", "ف": "f", "ح": "x", "ھ": "h", "چ": "C", "ش": "S",
}  # fmt: skip
_VOWELS = "اەوۇۋىيی"
_FRONT = str.maketrans("aouI", "AOUi")
_HAMZAS = "ٴء"


def read(word: str) -> tuple[Reading, ...]:
    """Read one word, with back vowels and with front ones; none if it has a letter that Kazakh lacks."""
    letters = "".join(c for c in unicodedata.normalize("NFKC", word) if c.isalpha())
    plain = "".join(c for c in letters if c not in _HAMZAS)
    if not plain or not all(c in LETTERS for c in plain):
        return ()
    found = vowelled.penalty(letters if letters[0] in _HAMZAS else plain, _VOWELS)
    if found is None:
        return ()
    marked = letters[0] in _HAMZAS
    back = "".join(LETTERS[c] for c in plain)
    front = _partly_front(letters) if not marked and plain != letters else back.translate(_FRONT)
    readings = [Reading(settle(back), "kazakh-arabic", found + 0.5 * marked)]
    if marked or plain != letters or any(c in plain for c in "كکگە"):
        readings.append(Reading(settle(front), "kazakh-arabic", found + 0.3 * (not marked and plain == letters)))
    return tuple(readings)


def _partly_front(letters: str) -> str:
    """Read vowels with a hamza of their own (ٵ ٶ ٷ ٸ, which are taken apart as a letter and ٴ)."""
    sounds = ""
    for letter in letters:
        sounds = sounds[:-1] + sounds[-1:].translate(_FRONT) if letter in _HAMZAS else sounds + LETTERS[letter]
    return sounds
