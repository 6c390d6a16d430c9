"""One search key for every spelling that people type: the same in SQLite and PostgreSQL, because Python computes it.

Letters of Kazakh, Russian and their neighbours are folded to plain Latin ones (Қ, К, Q and K meet in k). It is a key for
finding, not a transliteration: the matcher, which comes later, weighs spellings.
"""

import unicodedata
from functools import lru_cache

_CYRILLIC = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh",
    "җ": "zh", "з": "z", "и": "i", "й": "i", "і": "i", "ї": "i", "ӣ": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n",
    "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ў": "u", "ӯ": "u",
    "ф": "f", "х": "h", "һ": "h", "ҳ": "h", "ц": "ts", "ч": "ch", "ҷ": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_LATIN = {"ı": "i", "ø": "o", "ə": "a", "ß": "ss", "æ": "ae", "ð": "d", "þ": "th", "ł": "l", "q": "k", "w": "u"}
_ARABIC = {
    "ا": "a", "آ": "a", "أ": "a", "إ": "i", "ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "zh", "چ": "ch", "ح": "h", "خ": "h",
    "د": "d", "ذ": "z", "ر": "r", "ز": "z", "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "ع": "",
    "غ": "g", "ف": "f", "ق": "k", "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "و": "u", "ه": "h", "ة": "a",
    "ی": "i", "ي": "i", "ى": "a", "ئ": "i", "ء": "", "ۇ": "u", "ې": "e", "ە": "a",
}  # fmt: skip
_MAP = {**_CYRILLIC, **_LATIN, **_ARABIC}


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Return the search key: lower-case ASCII letters, digits and single spaces."""
    letters: list[str] = []
    for letter in unicodedata.normalize("NFC", text.casefold()):
        if letter in _MAP:
            letters.append(_MAP[letter])
            continue
        plain = "".join(_MAP.get(part, part) for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
        letters.append(plain if plain.isascii() and plain.isalnum() else " " if plain != "'" else "")
    return " ".join("".join(letters).split())
