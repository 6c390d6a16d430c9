"""What the two full alphabets of Arabic letters share: when a word is in one of them, and how likely that is."""

from __future__ import annotations

import re

# No Arabic, Persian, Dari or Pashto name has these; ى and ئ stand elsewhere than at the end of a word only here.
_SURE = re.compile("[ەۇۈۋڭٴ]|^ء|^ئ[اەوۇۆۈېى]|ى(?!$)")
LIKELY, POSSIBLE = 0.0, 1.2
_SYLLABLES = re.compile("(?:[^V]?V[^V]{0,2})+")


def is_sure(word: str) -> bool:
    """Whether the letters of a word belong to Uyghur or Kazakh only."""
    return _SURE.search(word) is not None


def penalty(word: str, vowels: str) -> float | None:
    """Return the penalty of reading a word with full vowels; None where its consonants stand too close for that."""
    if is_sure(word):
        return LIKELY
    plain = "".join("V" if c in vowels else c for c in word)
    return POSSIBLE if len(word) > 2 and _SYLLABLES.fullmatch(plain) else None
