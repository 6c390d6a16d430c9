"""A plain comparer of names, used until `core/names.py` is there; same three questions, answered as levels 0 to 6.

A token is folded to rough Latin sounds, then to its consonants; two tokens are the same, nearly the same, alike by
consonants, close, begun alike, or different.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

UNKNOWN, DIFFERENT, BEGUN, CLOSE, CONSONANTS, NEAR, SAME = range(7)

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіўҳҷӣӯҗїєґ",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "j",
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
            "h",
            "s",
            "c",
            "š",
            "š",
            "",
            "i",
            "",
            "e",
            "iu",
            "ia",
            "a",
            "g",
            "k",
            "n",
            "o",
            "u",
            "u",
            "h",
            "i",
            "u",
            "h",
            "j",
            "i",
            "u",
            "j",
            "i",
            "e",
            "g",
        ],
        strict=True,
    )
)
_ARABIC: dict[str, str] = dict(
    zip(
        "اأإآٱبپتثجچحخدذرزژسشصضطظعغفقکكگڭلمنهھوؤۇۆۈۋيیىئېءةەٵٷٶٸڵړښډټڼځڅ",
        [
            "a",
            "a",
            "a",
            "a",
            "a",
            "b",
            "p",
            "t",
            "s",
            "j",
            "c",
            "h",
            "h",
            "d",
            "z",
            "r",
            "z",
            "j",
            "s",
            "š",
            "s",
            "z",
            "t",
            "z",
            "a",
            "g",
            "f",
            "k",
            "k",
            "k",
            "g",
            "n",
            "l",
            "m",
            "n",
            "h",
            "h",
            "u",
            "u",
            "u",
            "u",
            "u",
            "v",
            "i",
            "i",
            "i",
            "i",
            "e",
            "",
            "a",
            "a",
            "a",
            "u",
            "o",
            "i",
            "l",
            "r",
            "š",
            "d",
            "t",
            "n",
            "z",
            "c",
        ],
        strict=True,
    )
)
_DIGRAPHS = tuple(
    zip(
        [
            "shch",
            "chtch",
            "schtsch",
            "tsch",
            "tch",
            "sch",
            "dzh",
            "dj",
            "zh",
            "kh",
            "gh",
            "sh",
            "ch",
            "ts",
            "cz",
            "ou",
            "oo",
            "ee",
            "ya",
            "yu",
            "yo",
            "ye",
            "ng",
            "ph",
            "th",
            "ck",
        ],
        [
            "š",
            "š",
            "š",
            "c",
            "c",
            "š",
            "j",
            "j",
            "j",
            "h",
            "g",
            "š",
            "c",
            "s",
            "s",
            "u",
            "u",
            "i",
            "ia",
            "iu",
            "io",
            "e",
            "n",
            "f",
            "s",
            "k",
        ],
        strict=True,
    )
)
_LETTERS = str.maketrans(
    {"y": "i", "w": "v", "q": "k", "x": "h", "ı": "i", "ş": "š", "ç": "c", "ž": "j", "č": "c", "ğ": "g"}
)
_SOUND_CLASS = {
    "b": "p",
    "p": "p",
    "f": "v",
    "v": "v",
    "d": "t",
    "t": "t",
    "g": "k",
    "k": "k",
    "h": "h",
    "z": "s",
    "s": "s",
    "š": "š",
    "c": "š",
    "j": "š",
    "l": "l",
    "r": "r",
    "m": "m",
    "n": "n",
}
_ENDINGS = (
    "ovic",
    "evic",
    "ovna",
    "evna",
    "ogli",
    "ugli",
    "kizi",
    "kisi",
    "uuli",
    "uli",
    "kizi",
    "ova",
    "eva",
    "ov",
    "ev",
    "ina",
    "zoda",
    "zada",
    "zai",
    "skaia",
    "skii",
    "ski",
)


@dataclass(frozen=True, slots=True)
class Token:
    key: str
    bones: str
    arabic: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    family: tuple[Token, ...]
    given: tuple[Token, ...]
    father: tuple[Token, ...]
    loose: bool


@lru_cache(maxsize=1 << 18)
def token(text: str) -> Token:
    """Fold one word; the endings of patronymics and surnames fall off where enough is left."""
    folded = unicodedata.normalize("NFKC", text).lower()
    arabic = any("\u0600" <= c <= "\u06ff" for c in folded)
    if arabic or any("\u0400" <= c <= "\u04ff" for c in folded):
        sounds = "".join(
            _ARABIC.get(c, _CYRILLIC.get(c, c if c.isascii() and c.isalpha() else "")) for c in folded
        ).replace("dj", "j")
    else:
        plain = "".join(
            c
            for c in unicodedata.normalize("NFD", folded.replace("ş", "š").replace("ı", "i"))
            if not unicodedata.combining(c) or c == "\u030c"
        )
        plain = "".join(c for c in unicodedata.normalize("NFC", plain) if c.isalpha())
        for source, target in _DIGRAPHS:
            plain = plain.replace(source, target)
        sounds = plain.translate(_LETTERS)
    key = _single(sounds)
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 3:
            key = key[: -len(ending)]
            break
    if len(key) > 3 and not arabic:
        key = key.rstrip("aei") or key
    bones = _single("".join(_SOUND_CLASS.get(c, "") for c in key))
    return Token(key, bones, arabic)


def _single(text: str) -> str:
    return "".join(c for i, c in enumerate(text) if not i or text[i - 1] != c)


def _words(text: str) -> tuple[Token, ...]:
    for joined in ("ұлы", "қызы", "uly", "qyzy", "ўғли", "қизи", "oʻgʻli", "o‘g‘li", "o'g'li", "qizi", "kızı", "oğlu"):
        text = text.replace(" " + joined, joined).replace("-" + joined, joined)
    found = (token(word) for word in text.replace("-", " ").split())
    return tuple(one for one in found if one.key)


def prepare(family: str = "", given: str = "", patronymic: str = "", full: str = "", father: str = "") -> Name:
    """Read the parts; of one text in any order, each word may be any part."""
    if full and not family and not given:
        return Name(_words(full), (), _words(father), True)
    return Name(_words(family), _words(given), _words(patronymic) + _words(father), False)


@lru_cache(maxsize=1 << 20)
def alike(a: Token, b: Token) -> int:
    """How much two words sound alike, DIFFERENT to SAME; the order of the two is indifferent."""
    if a.key == b.key:
        return SAME
    if a.bones == b.bones and len(a.bones) > 1:
        return NEAR if not (a.arabic or b.arabic) and _distance(a.key, b.key) <= 1 else CONSONANTS
    if min(len(a.key), len(b.key)) == 1 and a.key[0] == b.key[0]:
        return BEGUN
    longest = max(len(a.key), len(b.key))
    if a.arabic or b.arabic:
        bones = max(len(a.bones), len(b.bones))
        return CLOSE if bones >= 3 and _distance(a.bones, b.bones) <= 1 else DIFFERENT
    share = _distance(a.key, b.key) / longest
    if share <= 0.17:
        return NEAR
    if share <= 0.3:
        return CLOSE
    if share <= 0.42 or (longest > 3 and (a.key.startswith(b.key) or b.key.startswith(a.key))):
        return BEGUN
    return DIFFERENT


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def part(a: tuple[Token, ...], b: tuple[Token, ...]) -> int:
    """Compare two parts of a name: the best joined or word-by-word agreement; UNKNOWN where one is not told."""
    if not a or not b:
        return UNKNOWN
    if len(a) == len(b) == 1:
        return alike(a[0], b[0])
    best = alike(_joined(a), _joined(b)) if len(a) != len(b) or len(a) > 1 else DIFFERENT
    words = max(alike(x, y) for x in a for y in b)
    return max(best, min(words, NEAR))


@lru_cache(maxsize=1 << 16)
def _joined(words: tuple[Token, ...]) -> Token:
    return (
        words[0]
        if len(words) == 1
        else Token("".join(w.key for w in words), "".join(w.bones for w in words), words[0].arabic)
    )
