"""What the ending of a name says: its kind (patronymic, family name), the sex, and the stem that is compared.

Works on phonemes, so that one rule serves every alphabet. An ending is evidence of the kind, not a difference between
names: Нұрқаділұлы, Нуркадилович and Nurqadiluly are one stem with two habits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Ending(IntEnum):
    """The families of endings; NONE is a bare stem."""

    NONE = 0
    OV = 1  # -ов -ев -ин -овых: Slavic surnames, and Central Asian ones under Russian rule
    SKY = 2  # -ский -цкий
    PATRONYMIC = 3  # -ович -евна -ич -инична, -івна
    SON = 4  # -ұлы -қызы, уулу кызы, o'g'li qizi, oğlu, -тегі
    ZADA = 5  # -зода -zada
    CLAN = 6  # -zai -khel -pur -и: Pashto and Persian family names


class Sex(IntEnum):
    UNKNOWN = 0
    MALE = 1
    FEMALE = 2


@dataclass(frozen=True, slots=True)
class Shape:
    stem: bytes
    ending: Ending
    sex: Sex


_V = "[vwf]"
_RULES: tuple[tuple[re.Pattern[str], Ending, Sex, int], ...] = tuple(
    (re.compile(pattern), ending, sex, least)
    for pattern, ending, sex, least in (
        (rf"(?:y?[oeiIaA])?{_V}[iIe](?:[CHcSJ]|T[SC]|t[SC]|tH)$", Ending.PATRONYMIC, Sex.MALE, 2),
        (rf"(?:y?[oeiIaAuU]){_V}n[aAe]h?$", Ending.PATRONYMIC, Sex.FEMALE, 2),
        (r"ini?[CHS]na$|i[CH]na$", Ending.PATRONYMIC, Sex.FEMALE, 2),
        (r"(?<=[lkntmz])i(?:[CH]|T[SC]|t[SC]|tH)$", Ending.PATRONYMIC, Sex.MALE, 3),
        (r"[uUoO][gGh][iI]?l[iIuU]$|(?<![uU])[uUoO]l[iIu]$|[uU]l[iI]$|uulu$|ulu$", Ending.SON, Sex.MALE, 3),
        (r"[kqgxh][iIe]z[iIy]$", Ending.SON, Sex.FEMALE, 3),
        (r"te[gk][iI]$", Ending.SON, Sex.UNKNOWN, 3),
        (r"z[oaA]d[aAeoi]h?$", Ending.ZADA, Sex.UNKNOWN, 3),
        (r"[sTSc]k(?:[iI]|oi)$|[sTc]kiy$", Ending.SKY, Sex.MALE, 3),
        (r"[sTSc]kaya$|[sTSc]kaia$|[sTc]ka$", Ending.SKY, Sex.FEMALE, 3),
        (rf"y?[oe]{_V}$", Ending.OV, Sex.MALE, 3),
        (rf"y?[oe]{_V}a$", Ending.OV, Sex.FEMALE, 3),
        (rf"y?[oe]{_V}[iI]x$", Ending.OV, Sex.UNKNOWN, 3),
        (r"[iI]n$", Ending.OV, Sex.UNKNOWN, 3),
        (r"[iI]na$", Ending.OV, Sex.UNKNOWN, 3),
        (r"za?[iy]$|ze[iy]$", Ending.CLAN, Sex.UNKNOWN, 3),
        (r"x[eaAi]{1,2}l$|pu?r$", Ending.CLAN, Sex.UNKNOWN, 3),
    )
)
_ALONE = re.compile(
    r"[uUoO][gGh]?[iI]?l[iIuU]|uulu|[kqg][iIe]z[iIy]|z[oaA]d[aAeoi]h?|za[iy]|x[eaAi]{1,2}l|pu?r|te[gk][iI]"
)
_FATHERLY = frozenset({Ending.PATRONYMIC, Ending.SON})


def shape(phonemes: bytes) -> Shape:
    """Return the stem, the ending and the sex that the ending tells."""
    text = phonemes.decode("ascii")
    for pattern, ending, sex, least in _RULES:
        match = pattern.search(text)
        if match and match.start() >= least:
            return Shape(_whole(text[: match.start()], match[0]), ending, sex)
    return Shape(phonemes, Ending.NONE, Sex.UNKNOWN)


def _whole(stem: str, ending: str) -> bytes:
    """Give back what the ending swallowed: -баев is of -бай, -ғалиұлы of -ғали."""
    if stem[-1] == "y":
        stem = stem[:-1] + "i"
    elif stem[-1] in "aAoO" and ending[0] == "e":
        stem += "i"
    return stem.encode("ascii")


def stands_for_an_ending(phonemes: bytes) -> bool:
    """Say whether a word is an ending written apart: ұлы, qizi, zada."""
    return _ALONE.fullmatch(phonemes.decode("ascii")) is not None


def is_patronymic(ending: Ending) -> bool:
    return ending in _FATHERLY
