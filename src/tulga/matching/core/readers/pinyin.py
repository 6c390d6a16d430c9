"""Uyghur and Kazakh names that were written in Chinese characters and came back as Hanyu Pinyin (ISO 7098).

Chinese has no syllables that end in m, t, k, l, sh or the like, so each such consonant got a vowel of its own, and r at
the end became er: 艾合买提江 Aihemaitijiang is Ahmetjan, 依力哈木 Yilihamu is Ilham, 祖合热 Zuohere is Zöhre. The reader takes
these vowels out again: that of a light syllable after an open one.
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


def read(word: str) -> tuple[Reading, ...]:
    """Read one word of three syllables or more, all of them Chinese; of other words there is no reading."""
    syllables = _syllables(word)
    if syllables is None or len(syllables) < LEAST:
        return ()
    ways = dict.fromkeys((_light(syllables, backwards=True), _light(syllables, backwards=False)))
    return tuple(Reading(settle(_said(syllables, light)), "pinyin", 0.6 if any(light) else 1.2) for light in ways)


Syllables = list[tuple[str, str]]


def _light(syllables: Syllables, *, backwards: bool) -> tuple[bool, ...]:
    """Say which syllables stand for a consonant alone: from either end, never two neighbours, never the first."""
    light = [False] * len(syllables)
    order = range(1, len(syllables))
    for k in reversed(order) if backwards else order:
        before, after = syllables[k - 1], light[k + 1] if k + 1 < len(light) else False
        opens = not before[1].endswith(("n", "g", "r")) and not light[k - 1]
        light[k] = opens and not after and _LIGHT.fullmatch("".join(syllables[k])) is not None
    return tuple(light)


def _said(syllables: Syllables, light: Sequence[bool]) -> str:
    sounds = ""
    for k, (initial, final) in enumerate(syllables):
        if final == "er":
            sounds += "ar" if light[k - 1] or syllables[k - 1][1].endswith(("n", "g")) else "r"
        else:
            sounds += _sound(initial, "" if light[k] else final, first=k == 0)
    return sounds


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
