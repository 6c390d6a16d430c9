"""Names in the letters of the machine readable zone: A to Z, by the tables of ICAO Doc 9303-3 (8th edition), section 6.

The tables give Latin, Cyrillic and Arabic letters. What they do not give, we add and name here: Kazakh Ә Қ Ң Ө Ұ Ү and
other letters of Central Asia (`OURS`). They give Һ as C, which is a Serbian letter of that shape; we write H for Һ.
A letter that nobody gave is refused, never left out of a name.

It is a proposal: how a person's name was spelt in an earlier paper, or how they ask for it, comes before any table.
"""

import unicodedata
from functools import lru_cache

FILLER = "<"

# 6.A: what is not its own letter without marks. Of "AE or A" the first is taken, except for `_PLAIN` languages.
_LATIN = {
    "Ä": "AE", "Å": "AA", "Æ": "AE", "Ð": "D", "Ö": "OE", "Ø": "OE", "Ü": "UE", "Þ": "TH", "Đ": "D", "Ħ": "H", "I": "I",
    "Ĳ": "IJ", "Ŀ": "L", "Ł": "L", "Ŋ": "N", "Œ": "OE", "Ŧ": "T", "ẞ": "SS", "Ə": "A",
}  # fmt: skip
_PLAIN = frozenset({"az", "kk", "ky", "tk", "tr", "tt", "uz"})  # Turkic Latin: Ä, Ö, Ü are A, O, U, as 6.A allows

# 6.B
_CYRILLIC = {
    "Ё": "E", "Ђ": "D", "Є": "IE", "Ѕ": "DZ", "І": "I", "Ї": "I", "Ј": "J", "Љ": "LJ", "Њ": "NJ", "Ќ": "K", "Ў": "U",
    "Џ": "DZ", "А": "A", "Б": "B", "В": "V", "Г": "G", "Д": "D", "Е": "E", "Ж": "ZH", "З": "Z", "И": "I", "Й": "I",
    "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P", "Р": "R", "С": "S", "Т": "T", "У": "U", "Ф": "F",
    "Х": "KH", "Ц": "TS", "Ч": "CH", "Ш": "SH", "Щ": "SHCH", "Ъ": "IE", "Ы": "Y", "Ь": "", "Э": "E", "Ю": "IU",
    "Я": "IA", "Ѫ": "U", "Ѵ": "Y", "Ґ": "G", "Ғ": "G",
}  # fmt: skip
_BY_LANGUAGE = {
    "be": {"Ё": "IO", "Г": "H"},
    "bg": {"Щ": "SHT"},
    "mk": {"Ќ": "KJ", "Џ": "DJ", "Ѓ": "GJ", "Х": "H", "Ц": "C"},
    "sr": {"Г": "H", "Ж": "Z", "Х": "H", "Ц": "C", "Ч": "C", "Ш": "S"},
    "uk": {"Г": "H", "И": "Y"},
}
_FIRST = {"uk": {"Є": "YE", "Ї": "YI", "Й": "Y", "Ю": "YU", "Я": "YA"}}  # at the beginning of a component

# In no table of ICAO; from how such names are usually spelt. Nobody has verified it for us (U).
OURS = {
    "Ә": "A", "Қ": "K", "Ң": "N", "Ө": "O", "Ұ": "U", "Ү": "U", "Һ": "H", "Ҳ": "H", "Ҷ": "J", "Җ": "J", "Ӣ": "I",
    "Ӯ": "U", "Ћ": "C", "Ѓ": "G",
}  # fmt: skip

# 6.C, and B.5.4 for two letters of foreign names; "" is not encoded
_ARABIC = {
    "ء": "XE", "آ": "XAA", "أ": "XAE", "ؤ": "U", "إ": "I", "ئ": "XI", "ا": "A", "ب": "B", "ة": "XTA", "ت": "T",
    "ث": "XTH", "ج": "J", "ح": "XH", "خ": "XKH", "د": "D", "ذ": "XDH", "ر": "R", "ز": "Z", "س": "S",
    "ش": "XSH", "ص": "XSS", "ض": "XDZ", "ط": "XTT", "ظ": "XZZ", "ع": "E", "غ": "G", "ـ": "", "ف": "F",
    "ق": "Q", "ك": "K", "ل": "L", "م": "M", "ن": "N", "ه": "H", "و": "W", "ى": "XAY", "ي": "Y", "ٱ": "XXA",
    "ٹ": "XXT", "ټ": "XRT", "پ": "P", "ځ": "XKE", "څ": "XXH", "چ": "XC", "ڈ": "XXD", "ډ": "XDR", "ڑ": "XXR",
    "ړ": "XRR", "ږ": "XRX", "ژ": "XJ", "ښ": "XXS", "ڜ": "", "ڢ": "", "ڤ": "V", "ڥ": "XF", "ڧ": "", "ڨ": "",
    "ک": "XKK", "ګ": "XXK", "ڭ": "XNG", "گ": "XGG", "ں": "XNN", "ڼ": "XXN", "ھ": "XDO", "ۀ": "XYH", "ہ": "XXG",
    "ۂ": "XGE", "ۃ": "XTG", "ی": "XYA", "ۍ": "XXY", "ې": "Y", "ے": "XYB", "ۓ": "XBE",
}  # fmt: skip
_UNWRITTEN = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0652\u0670")  # vowel marks
_SHADDA, _TEH_MARBUTA = "\u0651", "\u0629"
_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_PARTS = frozenset("-,\u2010\u2011\u2012\u2013\u2014\u058a\u05be")  # a hyphen or a comma parts two components


class UnknownLetter(ValueError):
    """A name holds letters, or digits, for which there is no letter of the zone."""

    def __init__(self, letters: str) -> None:
        super().__init__(f"no letters of the machine readable zone for {' '.join(letters)}; write the name in A to Z")
        self.letters = letters


def components(name: str, language: str = "") -> tuple[str, ...]:
    """Return the components of a name in A to Z, upper case.

    Args:
        name: as written, in Latin, Cyrillic or Arabic letters; Arabic in the order of its letters, not of its display.
        language: of the spelling (`uk`, `be`, `kk`); some letters sound otherwise in some languages.

    Raises:
        UnknownLetter: a letter is in no table, or there is a digit.
    """
    return _components(name, language)


@lru_cache(maxsize=4096)
def _components(name: str, language: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFC", name)
    text = "".join(" " if one in _PARTS or one.isspace() else one for one in text)
    wrong = "".join(dict.fromkeys(one for word in text.split() for one in word if _letter(one, language) is None))
    if wrong:
        raise UnknownLetter(wrong)
    return tuple(found for word in text.split() if (found := _word(word, language)))


def _word(word: str, language: str) -> str:
    letters = [one for one in word if one.isalpha() or one == _SHADDA]
    pieces: list[str] = []
    for at, one in enumerate(letters):
        if one == _SHADDA:
            pieces += pieces[-1:]
        elif one == _TEH_MARBUTA and at == len(letters) - 1:
            pieces.append("XAH")
        elif at == 0 and one.upper() in _FIRST.get(language, {}):
            pieces.append(_FIRST[language][one.upper()])
        else:
            pieces.append(_letter(one, language) or "")
    return "".join(pieces)


def _letter(one: str, language: str) -> str | None:
    """Return the letters for one letter; "" for what is left out, None for what nobody gave."""
    if one in _ARABIC:
        return _ARABIC[one]
    if one in _UNWRITTEN or one == _SHADDA:
        return ""
    if one.isnumeric():
        return None
    if not one.isalpha():
        return ""  # apostrophes and all other punctuation: section 4.6
    upper = "I" if one == "ı" else one.upper()
    if language in _PLAIN and upper in {"Ä", "Ö", "Ü"}:
        return {"Ä": "A", "Ö": "O", "Ü": "U"}[upper]
    for table in (_BY_LANGUAGE.get(language, {}), _LATIN, _CYRILLIC, OURS):
        if upper in table:
            return table[upper]
    plain = "".join(part for part in unicodedata.normalize("NFKD", upper) if not unicodedata.combining(part))
    return plain if plain and set(plain) <= _ALPHABET else None
