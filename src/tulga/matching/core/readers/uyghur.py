"""Uyghur in Arabic letters, with every vowel written (the alphabet of 1983; U+06D0 ې, U+06D5 ە and others).

ئ before a vowel only carries it: ئايگۈل is Aygül, غەيرەت is Gheyret.
"""

from __future__ import annotations

import unicodedata

from tulga.matching.core.phonemes import settle
from tulga.matching.core.readers import Reading, vowelled

LETTERS = {
    "ا": "a", "ە": "A", "ې": "e", "ى": "i", "ی": "i", "و": "o", "ۇ": "u", "ۆ": "O", "ۈ": "U", "ئ": "",
    "ب": "b", "پ": "p", "ت": "t", "ج": "J", "چ": "C", "خ": "x", "د": "d", "ر": "r", "ز": "z", "ژ": "Z", "س": "s", "ش": "S",
    "غ": "G", "ف": "f", "ق": "q", "ك": "k", "ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ڭ": "N", "ھ": "h", "ۋ": "v",
    "ي": "y",
}  # fmt: skip
_VOWELS = "اەېىیوۇۆۈ"


def read(word: str) -> tuple[Reading, ...]:
    """Read one word; none if it has a letter that Uyghur lacks."""
    letters = "".join(c for c in unicodedata.normalize("NFC", word) if c.isalpha())
    if not letters or not all(c in LETTERS for c in letters):
        return ()
    found = vowelled.penalty(letters, _VOWELS)
    if found is None:
        return ()
    return (Reading(settle("".join(LETTERS[c] for c in letters)), "uyghur-arabic", found),)
