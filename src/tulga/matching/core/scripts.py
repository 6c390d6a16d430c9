"""Which script a word is written in, after repair: look-alike letters, apostrophes, invisible characters.

No text makes these functions fail; a word without letters is no word.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Script(StrEnum):
    CYRILLIC = "cyrillic"
    LATIN = "latin"
    ARABIC = "arabic"
    OTHER = "other"


_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻ`´′ʹʾʿˈ＇ʽ‛΄‵ˊˋ"), "'")
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－_"), "-")
_ONE = {**_APOSTROPHES, **_HYPHENS, ord("ʺ"): "'", ord("″"): "'", ord("”"): "'", ord("“"): "'"}
_BREAK = re.compile(r"[^\w'\u200c\u0300-\u036f\u064b-\u0670]+")
_UNSEEN = re.compile(r"[\u200c\u200d\u200b\u200e\u200f\u2060-\u206f\u202a-\u202e\ufeff\u00ad\u0640\x00-\x1f]")
_CAPITALS = str.maketrans("ABCEHIKMOPTXYƏaceiopxykmtəhjs", "АВСЕНІКМОРТХУӘасеіорхукмтәһјѕ")
_CAPITALS_TO_LATIN = str.maketrans("АВСЕНІКМОРТХУӘасеіорхуәһјѕ", "ABCEHIKMOPTXYƏaceiopxyəhjs")


def script_of(word: str) -> Script:
    """Return the script of most of a word's letters."""
    counts = {Script.CYRILLIC: 0, Script.LATIN: 0, Script.ARABIC: 0, Script.OTHER: 0}
    for character in word:
        if character.isalpha():
            counts[_script_of_letter(character)] += 1
    return max(counts, key=lambda script: counts[script])


def _script_of_letter(character: str) -> Script:
    code = ord(character)
    if code < 0x250 or 0x1E00 <= code <= 0x1EFF or 0x250 <= code <= 0x2FF or 0xA720 <= code <= 0xA7FF:
        return Script.LATIN
    if 0x400 <= code <= 0x52F or 0x1C80 <= code <= 0x1C8F or 0x2DE0 <= code <= 0x2DFF or 0xA640 <= code <= 0xA69F:
        return Script.CYRILLIC
    if 0x600 <= code <= 0x6FF or 0x750 <= code <= 0x77F or 0x8A0 <= code <= 0x8FF or 0xFB50 <= code <= 0xFEFC:
        return Script.ARABIC
    return Script.OTHER


def repaired(word: str) -> str:
    """Return a word with the look-alike letters of another script replaced, before its case is folded.

    Letters that look like none of the other script decide which script is meant; without them, the greater number.
    """
    latin = [c for c in word if c in "Əə" or (c.isalpha() and ord(c) < 0x250)]
    cyrillic = [c for c in word if 0x400 <= ord(c) <= 0x52F]
    if not latin or not cyrillic:
        return word
    own_latin = sum(ord(c) not in _CAPITALS for c in latin)
    own_cyrillic = sum(ord(c) not in _CAPITALS_TO_LATIN for c in cyrillic)
    if (own_cyrillic, len(cyrillic)) > (own_latin, len(latin)):
        return word.translate(_CAPITALS)
    return word.translate(_CAPITALS_TO_LATIN)


def words(text: str) -> tuple[str, ...]:
    """Cut a name into words of small letters, marks and one kind of apostrophe, without invisible characters."""
    if text.isascii():
        plain = text.replace("`", "'")
    else:
        plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text.translate(_ONE))).translate(_ONE)
    found = (_small(repaired(piece)) for piece in _BREAK.split(plain.replace("_", " ")))
    return tuple(word for word in found if any(c.isalpha() for c in word))


def _small(word: str) -> str:
    return unicodedata.normalize("NFC", word.replace("İ", "i").lower()).strip("'")
