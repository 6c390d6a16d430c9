"""Uyghur and Kazakh names that were written in Chinese characters and came back as Hanyu Pinyin (ISO 7098).

Chinese has no syllables that end in m, t, k, l, sh or the like, so each such consonant got a vowel of its own, and r at
the end became er: 艾合买提江 Aihemaitijiang is Ahmetjan, 依力哈木 Yilihamu is Ilham, 祖合热 Zuohere is Zöhre. The reader takes
these vowels out again: that of a light syllable after an open one.

Nor has Chinese syllables for ra, ro and ru, for gh, and for -im: 海拉提 Hailati is Gheyret, 吐尔逊 Tuerxun is Tursun,
克里木 Kelimu is Kerim, 易卜拉音 Yibulayin is Ibrahim. A second way to take a word says so (`_borrowed`): l is r but where it
stands for a consonant alone (古丽 Guli, gül), h is gh, x is s, ai is ey, and -yin is -him.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tulga.matching.core.phonemes import settle
from tulga.matching.core.readers import Reading

_INITIALS = {
    "zh": "J", "ch": "C", "sh": "S", "b": "b", "p": "p", "m": "m", "f": "f", "d": "d", "t": "t", "n": "n", "l": "l", "g": "g",
    "k": "k", "h": "h", "j": "J", "q": "C", "x": "S", "r": "r", "z": "z", "c": "T", "s": "s", "y": "y", "w": "w", "": "",
}  # fmt: skip
_FINALS = {
    "iang": "an", "iong": "un", "uang": "wan", "ang": "an", "eng": "en", "ing": "in", "ong": "un", "ian": "an", "uan": "wan",
    "iao": "o", "uai": "wa", "ai": "a", "ei": "e", "ao": "o", "ou": "u", "an": "an", "en": "en", "in": "in", "un": "un",
    "ia": "a", "ie": "e", "iu": "u", "ua": "wa", "uo": "o", "ui": "we", "ue": "e", "a": "a", "o": "o", "e": "e", "i": "i",
    "u": "u",
}  # fmt: skip
_SYLLABLE = re.compile(
    "(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)"
    "(iang|iong|uang|ang(?![aeiou])|eng(?![aeiou])|ing(?![aeiou])|ong(?![aeiou])"
    "|ian(?![aeiou])|uan(?![aeiou])|iao|uai|ai|ei|ao|ou|an(?![aeiou])|en(?![aeiou])|in(?![aeiou])|un(?![aeiou])"
    "|ia|ie|iu|ua|uo|ui|ue(?!r)|[aeiou])"
)
_LIGHT = re.compile("(?:[bpmfdtlgkrhs]|sh)[ieu]|xi|le|he|si|zi")
LEAST = 3  # syllables
Syllables = list[tuple[str, str]]
_MARKED = re.compile("^(?:yi|wu)|ou|ng$|^(?:x|q|zh)")  # what a word of two syllables shows of Chinese
BORROWED = 1.0  # what the second way to take a word is less likely by
_CHANGED = {"l": "r", "h": "G", "x": "s"}


def read(word: str) -> tuple[Reading, ...]:
    """Read one word of Chinese syllables, three or more, or two of which one is marked; of others there is no reading."""
    syllables = _syllables(word)
    if syllables is None or len(syllables) < LEAST - (_MARKED.search(word) is not None):
        return ()
    ways = dict.fromkeys((_light(syllables, backwards=True), _light(syllables, backwards=False)))
    found = [Reading(settle(_said(syllables, light)), "pinyin", _penalty(syllables, light)) for light in ways]
    light = next(iter(ways))
    borrowed = settle(_said(syllables, light, borrowed=True))
    return (*found, Reading(borrowed, "pinyin", _penalty(syllables, light) + BORROWED))


def _penalty(syllables: Syllables, light: Sequence[bool]) -> float:
    return 0.6 if any(light) and len(syllables) >= LEAST else 1.2


def _light(syllables: Syllables, *, backwards: bool) -> tuple[bool, ...]:
    """Say which syllables stand for a consonant alone: from either end, never two neighbours, never the first."""
    light = [False] * len(syllables)
    order = range(1, len(syllables))
    for k in reversed(order) if backwards else order:
        before, after = syllables[k - 1], light[k + 1] if k + 1 < len(light) else False
        opens = not before[1].endswith(("n", "g", "r")) and not light[k - 1]
        light[k] = opens and not after and _LIGHT.fullmatch("".join(syllables[k])) is not None
    return tuple(light)


def _said(syllables: Syllables, light: Sequence[bool], *, borrowed: bool = False) -> str:
    sounds, last = "", len(syllables) - 1
    for k, (initial, final) in enumerate(syllables):
        if final == "er":
            sounds += "ar" if light[k - 1] or syllables[k - 1][1].endswith(("n", "g")) else "r"
        elif borrowed and k and not light[k]:
            sounds += _borrowed(initial, final, last=k == last)
        elif borrowed and initial == "h" and not light[k]:
            sounds += "G" + _LENGTHENED.get(final, _FINALS[final])
        else:
            sounds += _sound(initial, "" if light[k] else final, first=k == 0)
    return sounds


_LENGTHENED = {"ai": "ai", "ei": "ei"}


def _borrowed(initial: str, final: str, *, last: bool) -> str:
    """Say a syllable of which Chinese has no better one."""
    if last and (initial, final) in {("y", "in"), ("x", "in")}:
        return "him"
    if initial not in _CHANGED or (final == "i" and initial == "h"):
        return _sound(initial, final, first=False)
    return _CHANGED[initial] + _FINALS[final]


def _syllables(word: str) -> Syllables | None:
    found: Syllables = []
    position = 0
    while position < len(word):
        if word.startswith("er", position) and found and word[position - 1] in "aeiou":
            found.append(("", "er"))
            position += 2
            continue
        match = _SYLLABLE.match(word, position)
        if match is None:
            return None
        found.append((match[1], match[2]))
        position = match.end()
    return found


def _sound(initial: str, final: str, *, first: bool) -> str:
    """Say one syllable; y before i, and w before u, only open a word that begins with the vowel."""
    if (initial, final) in {("y", "i"), ("w", "u")} or (first and initial == "y" and final.startswith("i")):
        return _FINALS.get(final, "")
    return _INITIALS[initial] + (_FINALS[final] if final else "")
