"""One word of a name: the ways to take it, and how alike two words are.

The evidence that two words are one name comes from the distance of their likeliest forms (`core/costs.py`): what is
apart counts by itself and by its share of the word (`core/scale.py`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from tulga.matching.core import abjad, tables
from tulga.matching.core.costs import distance, information
from tulga.matching.core.morphology import Ending, Sex, is_patronymic, shape
from tulga.matching.core.phonemes import skeleton
from tulga.matching.core.readers import read
from tulga.matching.core.scale import scale
from tulga.matching.core.scripts import Script, script_of


class Why(StrEnum):
    """Why two words are held to be one; a code, put into words elsewhere."""

    SAME = "same"
    SPELLING = "spelling"  # one name by the habits of two orthographies; the pair names them
    HABIT = "habit"  # -ұлы and -ович
    ENDING = "ending"  # a bare stem and -ов
    DIMINUTIVE = "diminutive"
    DOUBLET = "doublet"  # Микола and Николай
    INITIAL = "initial"
    TYPO = "typo"
    CUT = "cut"
    OTHER = "other"


class Form(NamedTuple):
    """One way to take a word: stem and whole in phonemes, and what that assumed."""

    stem: bytes
    whole: bytes
    ending: Ending
    worth: float  # half of the information of the stem
    penalty: float
    abjad: bool
    convention: str
    why: Why


@dataclass(frozen=True, slots=True)
class Token:
    """A word, read.

    Attributes:
        fatherly: by its ending a patronymic.
        skeletons: consonants of its stems, for finding look-alikes.
        known: it, or its stem, is on the list of common names.
    """

    text: str
    script: Script
    forms: tuple[Form, ...]
    sex: Sex
    fatherly: bool
    initial: bool
    skeletons: tuple[str, ...]
    known: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two words are: log-odds; the distance, and what agreement would be worth, from which they come."""

    score: float
    why: Why
    conventions: tuple[str, str] = ("", "")
    apart: float = 0.0
    worth: float = 12.0
    abjad: bool = False


MOST_FORMS = 6
CUT = 10.0  # the distance of a word to its beginning
LEAST_CUT = 7  # phonemes; a shorter beginning is another name (Almaz, Almazbai)
TYPO = 5.0  # what no habit of spelling explains
TWO_NAMES = 0.8  # lost for each nat between two common names, beyond what habits of spelling explain
TWO_NAMES_FROM, TWO_NAMES_MOST = 4.0, 4.0  # nats; log-odds
UNREAD = 25.0  # the distance of words in scripts that no reader knows


@lru_cache(maxsize=1 << 18)
def token(text: str) -> Token:
    """Read one word (as `scripts.words` gives it) in every way that is likely enough."""
    forms: dict[tuple[bytes, Ending], Form] = {}
    sex = Sex.UNKNOWN
    for reading in read(text):
        found = shape(reading.phonemes)
        sex = sex or found.sex
        worth = information(found.stem) / 2
        form = Form(
            found.stem,
            reading.phonemes,
            found.ending,
            worth,
            reading.penalty,
            reading.abjad,
            reading.convention,
            Why.SPELLING,
        )
        _keep(forms, form)
    for other, why in tables.other_forms(text):
        for reading in read(other)[:1]:
            heard = reading.phonemes
            penalty, worth = tables.PENALTY[why], information(heard) / 2
            _keep(forms, Form(heard, heard, Ending.NONE, worth, penalty, reading.abjad, reading.convention, Why(why)))
    kept = tuple(sorted(forms.values(), key=lambda f: (f.penalty, f.stem))[:MOST_FORMS])
    fatherly = bool(kept) and is_patronymic(kept[0].ending)
    skeletons = tuple(dict.fromkeys(skeleton(f.stem) for f in kept))
    known = bool(kept) and not kept[0].abjad and any(map(tables.is_common, kept[0][:2]))
    return Token(text, script_of(text), kept, sex, fatherly, sum(map(str.isalpha, text)) == 1, skeletons, known)


def _keep(forms: dict[tuple[bytes, Ending], Form], form: Form) -> None:
    key = (form.stem, form.ending)
    if form.stem and (key not in forms or form.penalty < forms[key].penalty):
        forms[key] = form


def alike(a: Token, b: Token) -> Likeness:
    """Return the evidence that two words are one name; in either order the same."""
    if a.text <= b.text:
        return _alike(a, b)
    found = _alike(b, a)
    return Likeness(found.score, found.why, found.conventions[::-1], found.apart, found.worth, found.abjad)


@lru_cache(maxsize=1 << 20)
def _alike(a: Token, b: Token) -> Likeness:
    if a.initial or b.initial:
        return _initials(a, b)
    if a.text == b.text:
        worth = a.forms[0].worth * 2 if a.forms else 12.0
        return Likeness(evidence(0.0, worth), Why.SAME, worth=worth)
    found = [(x, y, *_apart(x, y)) for x in a.forms for y in b.forms]
    if not found:
        return Likeness(evidence(UNREAD, 12.0), Why.OTHER, apart=UNREAD)
    x, y, apart, worth, why = min(found, key=lambda f: f[2] / max(f[3], 4.0) + f[2] * 0.03)
    vowelless = x.abjad or y.abjad
    score = evidence(apart, worth, abjad=vowelless)
    if a.known and b.known and apart > TWO_NAMES_FROM and not vowelless:
        score = max(score - min(TWO_NAMES * (apart - TWO_NAMES_FROM), TWO_NAMES_MOST), -scale().floor)
    return Likeness(score, Why.OTHER if score < 0 else why, (x.convention, y.convention), apart, worth, vowelless)


def _apart(x: Form, y: Form) -> tuple[float, float, Why]:
    """Return the distance of two forms, what agreement would be worth, and what explains the distance best."""
    if x.abjad or y.abjad:
        return _abjads_apart(x, y)
    best, why = distance(x.stem, y.stem) + ENDINGS[x.ending][y.ending], _why(x, y)
    if x.ending != y.ending:
        whole = distance(x.whole, y.whole)
        if whole < best:
            best, why = whole, Why.SPELLING
    elif best > CUT and _begins(x.stem, y.stem):
        best, why = CUT, Why.CUT
    if why is Why.SPELLING and best > TYPO:
        why = Why.TYPO
    return best + x.penalty + y.penalty, x.worth + y.worth, why


def _abjads_apart(x: Form, y: Form) -> tuple[float, float, Why]:
    """Compare where short vowels are not written; endings count only where both sides show the same one."""
    if not x.abjad:
        x, y = y, x
    apart, worth = abjad.apart(x.whole, y.whole, both=y.abjad)
    if x.ending == y.ending and x.ending is not Ending.NONE:
        stems, less = abjad.apart(x.stem, y.stem, both=y.abjad)
        if stems / max(less, 4.0) < apart / max(worth, 4.0):
            apart, worth = stems, less
    return apart + x.penalty + y.penalty, worth, Why.SPELLING


def _begins(x: bytes, y: bytes) -> bool:
    short, long = sorted((x, y), key=len)
    return len(short) >= LEAST_CUT and long.startswith(short[:-1])


def _why(x: Form, y: Form) -> Why:
    for form in (x, y):
        if form.why is not Why.SPELLING:
            return form.why
    if x.ending == y.ending:
        return Why.SPELLING
    return Why.HABIT if ENDINGS[x.ending][y.ending] < 1 else Why.ENDING


def evidence(apart: float, worth: float, *, abjad: bool = False) -> float:
    """Turn a distance into log-odds, falling smoothly to a floor."""
    by = scale()
    top, nat, share = (
        (by.abjad_top, by.abjad_per_nat, by.abjad_per_share) if abjad else (by.top, by.per_nat, by.per_share)
    )
    raw = top - nat * apart - share * 10 * apart / max(worth, 4.0) - by.per_excess * max(0.0, apart - by.knee)
    return math.log1p(math.exp(min(raw + by.floor, 40.0))) - by.floor


def _initials(a: Token, b: Token) -> Likeness:
    by = scale()
    if {f.whole[:1] for f in a.forms} & {f.whole[:1] for f in b.forms}:
        return Likeness(by.initial_same, Why.INITIAL)
    return Likeness(-by.initial_other, Why.OTHER, apart=UNREAD)


def _ending_costs() -> tuple[tuple[float, ...], ...]:
    """Cost of taking one kind of ending for another, on the same stem."""
    cost = {
        (Ending.NONE, Ending.OV): 3.0, (Ending.NONE, Ending.SKY): 5.0, (Ending.NONE, Ending.PATRONYMIC): 4.0,
        (Ending.NONE, Ending.SON): 4.0, (Ending.NONE, Ending.ZADA): 4.0, (Ending.NONE, Ending.CLAN): 4.0,
        (Ending.OV, Ending.PATRONYMIC): 4.0, (Ending.OV, Ending.SON): 4.0, (Ending.PATRONYMIC, Ending.SON): 0.3,
    }  # fmt: skip
    return tuple(tuple(0.0 if x == y else cost.get((x, y), cost.get((y, x), 5.0)) for y in Ending) for x in Ending)


ENDINGS = _ending_costs()
