"""Cyrillic letters of Russian, Ukrainian, Belarusian, Kazakh, Kyrgyz, Uzbek, Tajik, Turkmen, Uyghur, Chechen and neighbours.

One table serves all: an orthography's own letters say which it is, and where two use one letter differently (ў is a
vowel in Uzbek, a glide in Belarusian) the word's other letters decide.
"""

from __future__ import annotations

import re
import unicodedata

from tulga.matching.core.phonemes import ALPHABET, settle
from tulga.matching.core.readers import Reading

LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "Z", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "x", "ц": "T", "ч": "C",
    "ш": "S", "щ": "Q", "ъ": "", "ы": "I", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ё": "yo",
    "ә": "A", "ғ": "G", "қ": "q", "ң": "N", "ө": "O", "ұ": "u", "ү": "U", "һ": "h", "і": "i",  # Kazakh
    "ў": "O", "ҳ": "h",  # Uzbek (in Belarusian ў is w)
    "ҷ": "J", "ӣ": "i", "ӯ": "U",  # Tajik
    "җ": "J",  # Uyghur, Turkmen
    "ґ": "g", "є": "ye", "ї": "yi",  # Ukrainian
    "ӓ": "A", "ӧ": "O", "ӱ": "U", "ҕ": "G", "ҡ": "q", "ҙ": "z", "ҫ": "s", "ҥ": "N", "ҝ": "g", "ҹ": "J", "ӝ": "J", "ӟ": "z", "ӵ": "C",
    "ј": "y", "љ": "l", "њ": "n", "ћ": "C", "ђ": "J", "џ": "J", "ѓ": "g", "ќ": "k", "ѕ": "z", "ѐ": "e", "ѝ": "i", "ӏ": "",
}  # fmt: skip
_LOOK_LIKE_DIGITS = str.maketrans({"1": "ӏ", "0": "о", "3": "з"})
# Chechen and Ingush: digraphs with ӏ, ь, ъ, which offices type as 1, I or l (BGN/PCGN 2008 for Chechen).
_EJECTIVE = {
    "кӏ": "к", "пӏ": "п", "тӏ": "т", "цӏ": "ц", "чӏ": "ч", "гӏ": "ғ", "хӏ": "һ", "къ": "қ", "кх": "қ", "хь": "һ", "аь": "ә",
    "оь": "ө", "уь": "ү",
}  # fmt: skip
_TYPED_AS_I = re.compile("(?<=[кптцчгх])і(?=[аеоуюя])")
_GROUPS = (
    ("dZ", "J"),
    ("dJ", "J"),
    ("ts", "T"),
    ("kx", "x"),
    ("nG", "N"),
    ("ng", "N"),
    ("Ng", "N"),
    ("SQ", "Q"),
    ("SC", "Q"),
)
_SOFT = re.compile("дз(?=[іьеяюё])|ц(?=[іьеяюё])")  # Belarusian д and т before soft vowels: Уладзімір, Таццяна
_EJECTIVES = re.compile("|".join(_EJECTIVE))
_LONG = re.compile("аа|оо|уу|ээ|өө|үү|ылдыз|бек уулу")  # Kyrgyz writes long vowels double
_BELARUSIAN = re.compile("дз[іьея]|ц[іяь]|[аеоыя]ў")
_UKRAINIAN = re.compile("івна$|ів$|єв|енко$|чук$|юк$|ій|ич$|и")


def read(word: str) -> tuple[Reading, ...]:
    """Read one Cyrillic word; ё also as е, which most offices write for it."""
    plain = "".join(c for c in unicodedata.normalize("NFC", word.translate(_LOOK_LIKE_DIGITS)) if c.isalpha())
    plain = _TYPED_AS_I.sub("ӏ", plain)
    convention = _convention(plain if "ӏ" in plain else word)
    spellings = [(plain, 0.0)]
    if "ё" in plain:
        spellings.append((plain.replace("ё", "е"), 0.1))
    return tuple(Reading(settle(_sounds(text, convention)), convention, penalty) for text, penalty in spellings)


def _convention(word: str) -> str:
    own = set(word)
    if _BELARUSIAN.search(word):
        return "belarusian"
    if own & set("їєґ") or ("'" in own and not own & set("қғҳў")):
        return "ukrainian"
    if "ў" in own and not own & set("қғҳи"):
        return "belarusian" if own & set("іыэ") or re.search("[аеоыя]ў", word) else "uzbek-cyrillic"
    if own & set("ҷӣӯ"):
        return "tajik"
    if own & set("ҳў"):
        return "uzbek-cyrillic"
    if own & set("аеёоуэюяөү") and _LONG.search(word) and not own & set("әғқұһі"):
        return "kyrgyz"
    if own & set("әғқңүұөһ"):
        return "uyghur-cyrillic" if "җ" in own else "kazakh"
    if "і" in own:
        return "ukrainian" if _UKRAINIAN.search(word) else "kazakh"
    return "chechen" if "ӏ" in own else "russian"


def _sounds(text: str, convention: str) -> str:
    if convention == "chechen":
        text = _EJECTIVES.sub(lambda match: _EJECTIVE[match[0]], text)
    if convention == "belarusian":
        text = _SOFT.sub(lambda match: "д" if match[0] == "дз" else "т", text.replace("ў", "у"))
    if convention == "ukrainian":
        text = text.replace("и", "ы")
    sounds = "".join(LETTERS.get(c, "") or _decomposed(c) for c in text)
    for written, sound in _GROUPS:
        sounds = sounds.replace(written, sound)
    return sounds


def _decomposed(letter: str) -> str:
    if letter in LETTERS:
        return ""
    if letter.isascii():  # a Latin letter that no Cyrillic one looks like
        return "k" if letter == "c" else letter if letter in ALPHABET else ""
    return "".join(LETTERS.get(c, "") for c in unicodedata.normalize("NFD", letter))
