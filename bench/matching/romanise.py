"""Writing a name as one office or another would: romanisers of our own, for the independent registers only.

Each table was typed from the published standard named beside it. The product does not import this module: what it reads
must not be what we wrote here.
"""

from __future__ import annotations

import random
from collections.abc import Callable

_BASE = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "",
            "y",
            "",
            "e",
            "iu",
            "ia",
        ],
        strict=True,
    )
)
_KAZAKH_ICAO = {"ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "kh", "і": "i"}
_CENTRAL_ASIA = {"ў": "o", "ҳ": "kh", "ҷ": "j", "ӣ": "i", "ӯ": "u", "җ": "zh", "ї": "i", "є": "ie", "ґ": "g"}

ICAO = _BASE | _KAZAKH_ICAO | _CENTRAL_ASIA | {"ъ": "ie"}  # ICAO Doc 9303-3, section 6.B
GOST = (
    _BASE
    | _KAZAKH_ICAO
    | _CENTRAL_ASIA
    | {  # GOST R 7.79-2000, system B, without marks
        "ё": "yo",
        "й": "j",
        "х": "x",
        "ц": "cz",
        "щ": "shh",
        "ы": "y",
        "э": "e",
        "ю": "yu",
        "я": "ya",
        "һ": "h",
    }
)
BGN = (
    _BASE
    | _CENTRAL_ASIA
    | {  # BGN/PCGN 1947 (Russian) and 1979 (Kazakh), without marks
        "ё": "yo",
        "й": "y",
        "ю": "yu",
        "я": "ya",
        "ә": "a",
        "ғ": "gh",
        "қ": "q",
        "ң": "ng",
        "ө": "o",
        "ұ": "u",
        "ү": "u",
        "һ": "h",
        "і": "i",
        "ҳ": "h",
    }
)
SOVIET = (
    _BASE
    | _KAZAKH_ICAO
    | _CENTRAL_ASIA
    | {  # Soviet travel papers, by French sounds
        "ж": "j",
        "у": "ou",
        "ұ": "ou",
        "ү": "ou",
        "ч": "tch",
        "ш": "ch",
        "щ": "chtch",
        "ц": "ts",
        "ю": "iou",
        "я": "ia",
        "й": "i",
    }
)
KAZAKH_2018 = _BASE | {  # Presidential decree No. 637 of 19 February 2018
    "ә": "á",
    "ғ": "ǵ",
    "қ": "q",
    "ң": "ń",
    "ө": "ó",
    "ұ": "u",
    "ү": "ú",
    "у": "ý",
    "һ": "h",
    "і": "i",
    "и": "ı",
    "й": "ı",
    "х": "h",
    "ч": "ch",
    "ы": "y",
    "я": "ıa",
    "ю": "ıý",
    "э": "e",
    "ё": "ıo",
}
KAZAKH_2021 = _BASE | {  # draft of 22 April 2021
    "ә": "ä",
    "ғ": "ğ",
    "қ": "q",
    "ң": "ñ",
    "ө": "ö",
    "ұ": "ū",
    "ү": "ü",
    "у": "u",
    "һ": "h",
    "і": "ı",
    "и": "i",
    "й": "i",
    "х": "h",
    "ш": "ş",
    "ж": "j",
    "ы": "y",
    "я": "ia",
    "ю": "iu",
    "э": "e",
    "ё": "io",
}
UZBEK_1995 = _BASE | {  # law of 6 May 1995
    "ж": "j",
    "х": "x",
    "ҳ": "h",
    "қ": "q",
    "ғ": "g‘",
    "ў": "o‘",
    "й": "y",
    "ю": "yu",
    "я": "ya",
    "ё": "yo",
    "щ": "sh",
    "ц": "s",
    "ы": "i",
    "ә": "a",
    "ө": "o",
    "ү": "u",
    "ұ": "u",
    "і": "i",
    "ң": "ng",
}
TURKISH = _BASE | {
    "ж": "j",
    "ч": "ç",
    "ш": "ş",
    "х": "h",
    "ғ": "ğ",
    "қ": "k",
    "ң": "n",
    "ө": "ö",
    "ү": "ü",
    "ұ": "u",
    "ә": "e",
    "ы": "ı",
    "і": "i",
    "й": "y",
    "ю": "yu",
    "я": "ya",
    "ё": "yo",
    "ҳ": "h",
    "ў": "o",
    "щ": "şç",
    "ц": "ts",
    "ҷ": "c",
}
GERMAN = (
    _BASE
    | _CENTRAL_ASIA
    | {
        "ж": "sch",
        "з": "s",
        "в": "w",
        "х": "ch",
        "ц": "z",
        "ч": "tsch",
        "ш": "sch",
        "щ": "schtsch",
        "й": "j",
        "ю": "ju",
        "я": "ja",
        "ё": "jo",
        "ә": "ä",
        "ғ": "g",
        "қ": "k",
        "ң": "ng",
        "ө": "ö",
        "ұ": "u",
        "ү": "ü",
        "һ": "h",
        "і": "i",
        "ў": "u",
    }
)
UKRAINIAN = _BASE | {  # Cabinet resolution No. 55 of 27 January 2010
    "г": "h",
    "ґ": "g",
    "и": "y",
    "і": "i",
    "ї": "i",
    "є": "ie",
    "й": "i",
    "щ": "shch",
}

_FREE_CHOICES: dict[str, tuple[str, ...]] = {
    "ж": ("zh", "j", "dj"),
    "х": ("kh", "h"),
    "қ": ("k", "q"),
    "ғ": ("g", "gh"),
    "й": ("i", "y"),
    "ю": ("yu", "iu"),
    "я": ("ya", "ia"),
    "ә": ("a", "e"),
    "ы": ("y", "i"),
    "ө": ("o",),
    "ү": ("u",),
    "ұ": ("u",),
    "і": ("i", "y"),
    "ң": ("n", "ng"),
    "ё": ("yo", "e"),
    "ў": ("o", "u"),
    "ҳ": ("h", "kh"),
    "ҷ": ("j", "dzh"),
    "ц": ("ts", "c"),
    "е": ("e", "e", "ye"),
    "у": ("u", "u", "oo"),
    "в": ("v", "v", "w"),
    "һ": ("h",),
}


def by_table(table: dict[str, str]) -> Callable[[str, random.Random], str]:
    return lambda text, _: _titled("".join(table.get(letter, letter) for letter in text.lower()))


def free(text: str, chance: random.Random) -> str:
    """Spell by ear, as a volunteer would; one habit a letter within one name."""
    habits: dict[str, str] = {}
    out = []
    for letter in text.lower():
        if letter not in habits:
            choices = _FREE_CHOICES.get(letter) or ((ICAO | {"ь": "", "ъ": ""}).get(letter, letter),)
            habits[letter] = chance.choice(choices)
        out.append(habits[letter])
    word = "".join(out)
    if word.endswith(("iy", "yi", "ii")):
        word = word[:-2] + chance.choice(("y", "iy", "i"))
    return _titled(word)


def _titled(text: str) -> str:
    return " ".join("-".join(piece[:1].upper() + piece[1:] for piece in word.split("-")) for word in text.split(" "))


STYLES: dict[str, Callable[[str, random.Random], str]] = {
    "icao": by_table(ICAO),
    "gost": by_table(GOST),
    "bgn": by_table(BGN),
    "soviet": by_table(SOVIET),
    "kk2018": by_table(KAZAKH_2018),
    "kk2021": by_table(KAZAKH_2021),
    "uz1995": by_table(UZBEK_1995),
    "turkish": by_table(TURKISH),
    "german": by_table(GERMAN),
    "ukrainian": by_table(UKRAINIAN),
    "free": free,
}

_TO_RUSSIAN: dict[str, tuple[str, ...]] = {
    "ә": ("а", "я", "е"),
    "ғ": ("г",),
    "қ": ("к",),
    "ң": ("н",),
    "ө": ("о", "у"),
    "ұ": ("у",),
    "ү": ("у", "ю"),
    "һ": ("х", "г", ""),
    "і": ("и", "ы"),
    "ў": ("у", "о"),
    "ҳ": ("х", "г"),
    "ҷ": ("дж", "ж"),
    "ӣ": ("и",),
    "ӯ": ("у",),
    "җ": ("ж", "дж"),
    "ї": ("и",),
    "є": ("е",),
    "ґ": ("г",),
}
_LATIN_TO_RUSSIAN = [
    ("shch", "щ"),
    ("kh", "х"),
    ("gh", "г"),
    ("sh", "ш"),
    ("ch", "ч"),
    ("zh", "ж"),
    ("th", "с"),
    ("dh", "д"),
    ("ph", "ф"),
    ("ya", "я"),
    ("yu", "ю"),
    ("ee", "и"),
    ("oo", "у"),
    ("ou", "у"),
    ("ai", "ай"),
    ("ei", "ей"),
    ("j", "дж"),
    ("q", "к"),
    ("w", "в"),
    ("x", "кс"),
    ("y", "и"),
    ("a", "а"),
    ("b", "б"),
    ("c", "к"),
    ("d", "д"),
    ("e", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "х"),
    ("i", "и"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("z", "з"),
]
_KAZAKH_ARABIC = dict(
    zip(
        "аәбвгғдеёжзиійкқлмнңоөпрстуұүфхһчшыэюя",
        [
            "ا",
            "ٵ",
            "ب",
            "ۆ",
            "گ",
            "ع",
            "د",
            "ە",
            "يو",
            "ج",
            "ز",
            "ي",
            "ٸ",
            "ي",
            "ك",
            "ق",
            "ل",
            "م",
            "ن",
            "ڭ",
            "و",
            "ٶ",
            "پ",
            "ر",
            "س",
            "ت",
            "ۋ",
            "ۇ",
            "ٷ",
            "ف",
            "ح",
            "ھ",
            "چ",
            "ش",
            "ى",
            "ە",
            "يۋ",
            "يا",
        ],
        strict=True,
    )
)
_UYGHUR_ARABIC = dict(
    zip(
        "аәбвгғдежзийкқлмнңоөпрстуүфхһчшёюя",
        [
            "ا",
            "ە",
            "ب",
            "ۋ",
            "گ",
            "غ",
            "د",
            "ې",
            "ژ",
            "ز",
            "ى",
            "ي",
            "ك",
            "ق",
            "ل",
            "م",
            "ن",
            "ڭ",
            "و",
            "ۆ",
            "پ",
            "ر",
            "س",
            "ت",
            "ۇ",
            "ۈ",
            "ف",
            "خ",
            "ھ",
            "چ",
            "ش",
            "يو",
            "يۇ",
            "يا",
        ],
        strict=True,
    )
) | {"ў": "ۆ", "ҳ": "ھ", "ҷ": "ج", "җ": "ج", "ж": "ج", "і": "ى", "ы": "ى", "ұ": "ۇ"}


def in_russian(text: str, chance: random.Random) -> str:
    """Write a Central Asian name with the Russian letters a clerk has on the keyboard."""
    out = "".join(chance.choice(_TO_RUSSIAN[c]) if c in _TO_RUSSIAN else c for c in text.lower())
    if chance.random() < 0.25:
        out = out.replace("гул", "гуль", 1) if out.endswith("гул") else out
    if chance.random() < 0.15 and out.startswith("ж"):
        out = "дж" + out[1:]
    return _titled(out)


def latin_in_russian(latin: str) -> str:
    """Write a Persian or Arabic name, known in Latin letters, in Russian ones."""
    word = latin.lower()
    for source, target in _LATIN_TO_RUSSIAN:
        word = word.replace(source, target)
    return _titled("".join(c for c in word if c.isalpha() or c in "- "))


def in_arabic_letters(text: str, *, uyghur: bool) -> str:
    table = _UYGHUR_ARABIC if uyghur else _KAZAKH_ARABIC
    word = "".join(table.get(c, "" if c in "ьъ" else c) for c in text.lower())
    return "ئ" + word if uyghur and word[:1] in "اەوۇۆۈېى" else word
