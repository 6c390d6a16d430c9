"""Latin letters: the alphabets of Kazakh, Uzbek and Turkmen, and what passports and people make of Cyrillic names.

Signs in the word say which habit wrote it (ou, tch, -ff: Soviet travel papers, by French sounds; sch, tsch, w: German;
č, š, ž: scholarly; á, ǵ, ń: Kazakh of 2018; a', s': of 2017). Without a sign a letter that habits use differently is read
as an open letter of the phonemic alphabet.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from tulga.matching.core.phonemes import settle
from tulga.matching.core.readers import Reading
from tulga.matching.core.readers.cyrillic import LETTERS as CYRILLIC

_LETTERS: Mapping[str, str] = {
    **{c: c for c in "abdefghiklmnoprstuvz"}, "q": "q", "w": "w", "j": "j", "c": "c", "x": "X", "y": "y",
    "ä": "A", "á": "A", "ə": "A", "æ": "A", "ö": "O", "ó": "O", "ő": "O", "ø": "O", "œ": "O", "ü": "U", "ú": "U", "ű": "U", "ū": "u",
    "ğ": "G", "ǵ": "G", "ģ": "G", "ġ": "G", "ñ": "N", "ń": "N", "ň": "N", "ŋ": "N", "ṅ": "N", "ş": "S", "š": "S", "ș": "S", "ś": "S", "ŝ": "S",
    "ç": "C", "č": "C", "ć": "C", "ž": "Z", "ż": "Z", "ź": "z", "ï": "i", "ı": "I", "ý": "U", "þ": "P", "ð": "D", "đ": "D",
    "ł": "l", "ß": "s", "ḥ": "h", "ḫ": "x", "ẖ": "x", "ŭ": "v", "ĭ": "y", "ј": "y", "ṣ": "s", "ẓ": "z", "ḍ": "d", "ṭ": "t",
}  # fmt: skip
# Longest first. ICAO Doc 9303-3, BGN/PCGN, GOST R 7.79, Uzbek law of 1995, free English.
_COMMON = {
    "shch": "Q", "stsch": "Q", "schtsch": "Q", "chtch": "Q", "shh": "Q", "šč": "Q", "şç": "Q", "tsch": "C", "tch": "C", "sch": "S", "dsch": "J",
    "dzh": "J", "dj": "J", "dž": "J", "dż": "J", "zh": "Z", "kh": "x", "gh": "G", "sh": "S", "ch": "H", "ts": "T", "tz": "T", "cz": "c", "ck": "k",
    "ph": "f", "th": "P", "dh": "D", "ng": "N", "ou": "u", "ya": "ya", "yu": "yu", "yo": "yo", "ee": "i", "oo": "u", "sz": "S",
    "a'": "A", "o'": "O", "u'": "U", "g'": "G", "n'": "N", "i'": "i", "c'": "C", "guei": "gei",
}  # fmt: skip
_FRENCH = {**_COMMON, "ch": "S", "j": "Z", "gue": "ge", "gui": "gi", "guy": "gi", "tz": "T", "cha": "Sa"}
_GERMAN = {**_COMMON, "w": "v", "j": "y", "ja": "ya", "z": "z", "ch": "x", "oe": "O", "ue": "U", "ae": "A"}
_SCHOLARLY = {**_COMMON, "j": "y", "ch": "x", "c": "T", "ie": "e"}
_KAZAKH_LATIN = {**_COMMON, "j": "Z", "y": "I", "x": "x", "s'": "S", "y'": "u", "ch": "C"}
_KAZAKH_2018 = {**_KAZAKH_LATIN, "ı": "i", "ý": "u"}  # decree No. 637 of 19 February 2018
_TURKISH = {**_COMMON, "c": "J", "j": "Z", "x": "x", "w": "u"}
_UZBEK = {**_COMMON, "j": "J", "x": "x", "ch": "C", "o'": "O"}
_TURKMEN = {**_COMMON, "ý": "y", "y": "I", "j": "J", "w": "v", "x": "x"}
_SLOW = {**_COMMON, "oo": "o", "ee": "e", "x": "ks", "yo": "ye"}


def _pattern(table: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(key) for key in sorted(table, key=len, reverse=True)))


_TABLES = {
    "icao": _COMMON, "soviet-french": _FRENCH, "german": _GERMAN, "scholarly": _SCHOLARLY, "kazakh-2018": _KAZAKH_2018,
    "kazakh-latin": _KAZAKH_LATIN, "kazakh-2017": _KAZAKH_LATIN, "turkish": _TURKISH, "uzbek": _UZBEK, "turkmen": _TURKMEN, "plain": _SLOW,
}  # fmt: skip
_PATTERNS = {name: _pattern(table) for name, table in _TABLES.items()}
_FRENCH_SIGNS = re.compile(r"ou|tch|dj|ff(a|$)|[aeiouy]ss[aeiouy]|gu[eiy]|[^aeiouy](in)e$|khine$|ievitch")
_GERMAN_SIGNS = re.compile(r"tsch|sch|[aeou]w(a|$)|w[iao].*ow|ewitsch")
_TURKISH_C = re.compile(r"c(?![hkz])(?=[aeiou])|c$")
_TURKMEN_Y = re.compile("^ý(?=[aeouäöü])|(?<=[aeouäöü])ý(?![bdfghjklmnpqrstvwxz])")
_MARKS_2018 = set("áǵńóúý")
_MARKS_2021 = set("äöüğşñūç")


def read(word: str) -> tuple[Reading, ...]:
    """Read one Latin word by the habits of which it bears signs, and by the common one."""
    plain = _letters_only(word)
    return tuple(Reading(_sounds(plain, name), name, penalty) for name, penalty in _conventions(plain))


def _letters_only(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", word) if c.isalpha() or c == "'")


def _conventions(word: str) -> list[tuple[str, float]]:
    own = set(word)
    if own & set("čšž") and not own & set("ýňäş"):
        return [("scholarly", 0.0)]
    if "ý" in own and own & set("ňäşžöü"):
        return [("turkmen", 0.0)]
    if _TURKMEN_Y.search(word):
        return [("turkmen", 0.0), ("kazakh-2018", 0.3)]
    if own & _MARKS_2018:
        return [("kazakh-2018", 0.0), ("icao", 0.5)] if not own & set("ü") else [("icao", 0.0)]
    if own & set("äöüß") and not own & set("ğşñïıçūq"):
        return [("kazakh-latin", 0.0), ("german", 0.1), ("turkish", 0.6)]
    if own & set("ğşñïıçäöüū"):
        return [("kazakh-latin", 0.0), ("turkish", 0.2 if "c" in own else 0.6)]
    if re.search("[agoucyins]'", word):
        return [("kazakh-2017", 0.0), ("uzbek", 0.1), ("icao", 0.3)]
    return _by_signs(word)


def _by_signs(word: str) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    if _FRENCH_SIGNS.search(word):
        found.append(("soviet-french", 0.0))
    if _GERMAN_SIGNS.search(word):
        found.append(("german", 0.0))
    common = 0.0 if not found else 0.3
    found.append(("icao", common))
    if _TURKISH_C.search(word):
        found.append(("turkish", common + 0.7))
    if "oo" in word or "ee" in word or "x" in word or "yo" in word:
        found.append(("plain", common + 0.3))
    return found


def _sounds(word: str, convention: str) -> bytes:
    table = _TABLES[convention]
    if convention == "soviet-french":
        word = re.sub(r"(?<=[^aeiouy]in)e$|(?<=yn)e$|(?<=[iy]n)e$", "", word)
    pieces: list[str] = []
    position = 0
    for match in _PATTERNS[convention].finditer(word):
        pieces += [_letter(c) for c in word[position : match.start()]]
        pieces.append(table[match[0]])
        position = match.end()
    pieces += [_letter(c) for c in word[position:]]
    return settle(_vowel_y("".join(pieces)))


def _vowel_y(sounds: str) -> str:
    return re.sub(r"(?<![aAeiIoOuUy])y(?![aAeoOuUy])", "I", sounds)


def _letter(character: str) -> str:
    known = _LETTERS.get(character)
    if known is not None:
        return known
    if "Ѐ" <= character <= "ԯ":
        return CYRILLIC.get(character, "")
    return "".join(_LETTERS.get(c, "") for c in unicodedata.normalize("NFKD", character))
