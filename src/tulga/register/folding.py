"""One search key for every spelling that people type: the same in SQLite and PostgreSQL, because Python computes it.

Letters of Kazakh, Russian and their neighbours are folded to plain Latin ones (Қ, К, Q and K meet in k). It is a key
for finding, not a transliteration: the matcher, which comes later, weighs spellings.
"""

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e",
    "ж": "zh", "җ": "zh", "з": "z", "и": "i", "й": "i", "і": "i", "ї": "i", "ӣ": "i", "к": "k", "қ": "k", "л": "l",
    "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u",
    "ү": "u", "ў": "u", "ӯ": "u", "ф": "f", "х": "h", "һ": "h", "ҳ": "h", "ц": "ts", "ч": "ch", "ҷ": "ch", "ш": "sh",
    "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_LATIN = {"ı": "i", "ø": "o", "ə": "a", "ß": "ss", "æ": "ae", "ð": "d", "þ": "th", "ł": "l", "q": "k", "w": "u"}
_ARABIC = {
    "ا": "a", "آ": "a", "أ": "a", "إ": "i", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "zh", "چ": "ch", "ح": "h",
    "خ": "h", "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t",
    "ظ": "z", "ع": "", "غ": "g", "ف": "f", "ق": "k", "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n",
    "و": "u", "ه": "h", "ة": "a", "ی": "i", "ي": "i", "ى": "a", "ئ": "i", "ء": "", "ۇ": "u", "ې": "e", "ە": "a",
}  # fmt: skip
_MAP = {**_CYRILLIC, **_LATIN, **_ARABIC}


# Ways of writing one sound in Latin letters, and doubled letters: "Yusupov" and "Iusupov", "Akhmed" and "Ahmed" meet.
_SOUNDS = (("y", "i"), ("j", "zh"), ("dzh", "zh"), ("shch", "sh"), ("kh", "h"), ("gh", "g"))
_DOUBLED = re.compile(r"([a-z])\1+")


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return the search key of a name: lower-case ASCII letters, digits and single spaces."""
    key, before = plain(text), None
    while key != before:  # one rule can make room for another; folding a key again changes nothing
        before = key
        for written, sound in _SOUNDS:
            key = key.replace(written, sound)
        key = _DOUBLED.sub(r"\1", key)
    return key


def plain(text: str) -> str:
    """Return a text in lower-case ASCII letters, digits and single spaces, letter by letter."""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFC", text.casefold()):
        if letter in _MAP:
            letters.append(_MAP[letter])
            continue
        parts = (part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
        folded = "".join(_MAP.get(part, part) for part in parts)
        letters.append(folded if folded.isascii() and folded.isalnum() else " " if folded != "'" else "")
    return " ".join("".join(letters).split())
