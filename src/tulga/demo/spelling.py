"""One name, many spellings: what clerks, passports and border posts make of it."""

from random import Random
from typing import Final

_KAZAKH: Final = str.maketrans(
    {"ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и"}
    | {"Ә": "А", "Ғ": "Г", "Қ": "К", "Ң": "Н", "Ө": "О", "Ұ": "У", "Ү": "У", "Һ": "Х", "І": "И"}
)
# the machine-readable passports of today (ICAO 9303), and the French manner of Soviet passports for travel
_ICAO: Final = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)) | {
    "ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ь": "",
    "ю": "iu", "я": "ia",
}  # fmt: skip
_FRENCH: Final = _ICAO | {
    "у": "ou",
    "ч": "tch",
    "ш": "ch",
    "щ": "chtch",
    "ж": "j",
    "ю": "iou",
    "э": "e",
    "й": "i",
    "ъ": "",
}
_SIMPLE: Final = _ICAO | {"й": "y", "ю": "yu", "я": "ya", "ё": "yo", "ъ": ""}
LATIN_RULES: Final = {"icao": _ICAO, "french": _FRENCH, "simple": _SIMPLE}
# how the same sound is heard and written by others
_HEARD: Final = (
    ("ё", "е"), ("йу", "ю"), ("дж", "ж"), ("х", "г"), ("хм", "хам"), ("улла", "ула"), ("бек", "бэк"), ("ия", "йя"),
    ("нн", "н"), ("о", "а"), ("е", "и"), ("кх", "х"), ("ш", "щ"), ("гуль", "гул"), ("мм", "м"), ("сс", "с"),
    ("ай", "эй"), ("аев", "оев"),
)  # fmt: skip
_HEARD_LATIN: Final = (
    ("oo", "u"), ("ou", "u"), ("ee", "i"), ("kh", "h"), ("gh", "g"), ("q", "k"), ("w", "v"), ("mm", "m"), ("ss", "s"),
    ("ah", "a"), ("ai", "ay"), ("ou", "oo"), ("j", "dj"), ("ei", "ey"), ("e", "i"), ("z", "s"),
)  # fmt: skip


def russian(text: str) -> str:
    """Return a Kazakh spelling as Russian papers write it."""
    return text.translate(_KAZAKH)


def latin(text: str, rule: str) -> str:
    """Return Cyrillic in Latin letters by one of the rules (icao, french, simple)."""
    letters = LATIN_RULES[rule]
    written = "".join(letters.get(letter, letter) for letter in russian(text).lower())
    return "-".join(part.capitalize() for part in written.split("-"))


def misheard(text: str, rng: Random) -> str:
    """Return the name as somebody else wrote it down: one change of sound, or two letters in the wrong order."""
    pairs = _HEARD_LATIN if text.isascii() else _HEARD
    lower = text.lower()
    fitting = [(said, written) for said, written in pairs if said in lower[1:]]
    if fitting and rng.random() < 0.85:
        said, written = rng.choice(fitting)
        place = lower.index(said, 1)
        return text[:place] + written + text[place + len(said) :]
    if len(text) < 5:
        return text
    place = rng.randrange(2, len(text) - 1)
    return text[: place - 1] + text[place] + text[place - 1] + text[place + 1 :]


def patronymic(father: str, sex: str) -> str:
    """Return the patronymic that Soviet papers made of a father's name."""
    name, female = russian(father), sex == "female"
    if name.endswith(("а", "я")) and not name.endswith(("фа", "ша", "са", "да", "улла")):
        return name[:-1] + ("ична" if female else "ич")
    if name.endswith("й"):
        stem = name[:-2] + "ь" if name.endswith("ий") else name[:-1]
        return stem + ("евна" if female else "евич")
    if name.endswith("ь"):
        return name[:-1] + ("евна" if female else "евич")
    if name[-1] in "аеиоуыэюя":
        return name + ("евна" if female else "евич")
    return name + ("овна" if female else "ович")


def family_of(family: str, sex: str) -> str:
    """Return the family name as a woman or a man bears it."""
    if sex == "female" and family.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return family + "а"
    return family
