"""Are two names the same name? Words are aligned in any order; the endings, scripts and habits of spelling do not count.

`prepare` reads a name once; `compare` gives evidence in natural log-odds with a reason for each aligned pair of words.
In either order of the two names, and in any order of the words of a name without known parts, the answer is the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import lru_cache

from tulga.matching.core import tables
from tulga.matching.core.costs import distance, information
from tulga.matching.core.morphology import Ending, Sex, is_patronymic, shape, stands_for_an_ending
from tulga.matching.core.phonemes import skeleton
from tulga.matching.core.readers import read
from tulga.matching.core.scripts import Script, script_of, words


class Part(IntEnum):
    """Which part of a name a word is; ANY where the source does not tell."""

    ANY = 0
    FAMILY = 1
    GIVEN = 2
    FATHER = 3


class Why(StrEnum):
    """Why two words are held to be one; a code, for words in three languages elsewhere."""

    SAME = "same"
    SPELLING = "spelling"
    HABIT = "habit"
    ENDING = "ending"
    DIMINUTIVE = "diminutive"
    DOUBLET = "doublet"
    INITIAL = "initial"
    TYPO = "typo"
    CUT = "cut"
    JOINED = "joined"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to take a word: the stem and the whole in phonemes, and what that assumed."""

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
    text: str
    script: Script
    forms: tuple[Form, ...]
    sex: Sex
    fatherly: bool
    initial: bool
    skeletons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    token: Token
    part: Part


@dataclass(frozen=True, slots=True)
class Name:
    words: tuple[Word, ...]
    joined: tuple[tuple[Word, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    a: str
    b: str
    score: float
    why: Why
    conventions: tuple[str, str]
    parts: tuple[Part, Part]


@dataclass(frozen=True, slots=True)
class NameMatch:
    score: float
    pairs: tuple[Pair, ...] = field(default=())

    @property
    def probability(self) -> float:
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, self.score))))


MOST_WORDS = 6
MOST_FORMS = 6


@lru_cache(maxsize=1 << 18)
def token(text: str) -> Token:
    """Read one word (as `scripts.words` gives it) in every way that is likely enough."""
    readings = read(text)
    forms: dict[tuple[bytes, Ending], Form] = {}
    for reading in readings:
        found = shape(reading.phonemes)
        _keep(forms, Form(found.stem, reading.phonemes, found.ending, information(found.stem) / 2, reading.penalty,
                          reading.abjad, reading.convention, Why.SPELLING))  # fmt: skip
    for other, why in tables.other_forms(text):
        for reading in read(other)[:1]:
            _keep(forms, Form(reading.phonemes, reading.phonemes, Ending.NONE, information(reading.phonemes) / 2,
                              tables.PENALTY[why], reading.abjad, reading.convention, Why(why)))  # fmt: skip
    kept = tuple(sorted(forms.values(), key=lambda f: (f.penalty, f.stem))[:MOST_FORMS])
    ending = kept[0].ending if kept else Ending.NONE
    sex = shape(readings[0].phonemes).sex if readings else Sex.UNKNOWN
    letters = sum(c.isalpha() for c in text)
    return Token(text, script_of(text), kept, sex, is_patronymic(ending), letters == 1,
                 tuple(dict.fromkeys(skeleton(f.stem) for f in kept)))  # fmt: skip


def _keep(forms: dict[tuple[bytes, Ending], Form], form: Form) -> None:
    key = (form.stem, form.ending)
    if form.stem and (key not in forms or form.penalty < forms[key].penalty):
        forms[key] = form


def prepare(family: str = "", given: str = "", patronymic: str = "", full: str = "") -> Name:
    """Read the parts of a name; where only `full` is told, any word may be any part."""
    told = [(family, Part.FAMILY), (given, Part.GIVEN), (patronymic, Part.FATHER)]
    if not (family or given or patronymic):
        told = [(full, Part.ANY)]
    found = [Word(one, part) for text, part in told for one in _tokens(text, part)]
    found = found[:MOST_WORDS]
    return Name(tuple(found), tuple(_joinings(found)))


def _tokens(text: str, part: Part) -> list[Token]:
    kept: list[str] = []
    before = ""
    for word in words(text):
        if word in tables.PREFIXES:
            before += word
        elif kept and not before and _is_ending(word):
            kept[-1] += word
        else:
            kept.append(before + word)
            before = ""
    return [token(word) for word in kept] or ([token(before)] if before else [])


@lru_cache(maxsize=1 << 16)
def _is_ending(word: str) -> bool:
    readings = read(word)
    return bool(readings) and any(stands_for_an_ending(r.phonemes) for r in readings)


def _joinings(found: list[Word]) -> Iterable[tuple[Word, ...]]:
    """Yield the name with two neighbours taken for one word: compounds that a clerk wrote apart."""
    for i in range(len(found) - 1):
        a, b = found[i], found[i + 1]
        if a.part == b.part and a.token.script == b.token.script and not (a.token.fatherly or a.token.initial):
            yield (*found[:i], Word(token(a.token.text + b.token.text), a.part), *found[i + 2 :])


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float
    why: Why
    conventions: tuple[str, str] = ("", "")


def alike(a: Token, b: Token) -> Likeness:
    """Return the evidence that two words are one name, symmetric; cached per pair."""
    return _alike(a, b) if a.text <= b.text else _turned(_alike(b, a))


def _turned(found: Likeness) -> Likeness:
    return Likeness(found.score, found.why, (found.conventions[1], found.conventions[0]))


@lru_cache(maxsize=1 << 20)
def _alike(a: Token, b: Token) -> Likeness:
    if a.initial or b.initial:
        return _initials(a, b)
    if a.text == b.text:
        return Likeness(_evidence(0.0, a.forms[0].worth * 2 if a.forms else 12.0), Why.SAME)
    best, at = -1e9, None
    for x in a.forms:
        for y in b.forms:
            score = _forms_alike(x, y)
            if score > best:
                best, at = score, (x, y)
    if at is None:
        return Likeness(_by_letters(a.text, b.text), Why.OTHER)
    return Likeness(best, _reason(*at, best), (at[0].convention, at[1].convention))


def _forms_alike(x: Form, y: Form) -> float:
    worth = x.worth + y.worth
    lost = x.penalty + y.penalty + ENDINGS[x.ending][y.ending]
    abjad = x.abjad != y.abjad
    apart = distance(x.stem, y.stem, abjad=abjad) + lost
    if x.ending != y.ending or x.ending is not Ending.NONE:
        apart = min(apart, distance(x.whole, y.whole, abjad=abjad) + x.penalty + y.penalty)
    return _evidence(apart, worth)


E0, E1, E2, E3 = 5.0, 0.45, 4.0, 0.0


def _evidence(apart: float, worth: float) -> float:
    """Turn a distance into log-odds: what is apart counts by itself and by its share of the word."""
    return max(-8.0, E0 - E1 * apart - E2 * apart / max(worth, 4.0) * 2 + E3 * min(worth, 25.0))


def _initials(a: Token, b: Token) -> Likeness:
    first = {f.whole[:1] for f in a.forms} & {f.whole[:1] for f in b.forms}
    if first:
        return Likeness(1.0, Why.INITIAL)
    return Likeness(-3.0, Why.OTHER)


def _by_letters(a: str, b: str) -> float:
    return -4.0 if a != b else 5.0


def _reason(x: Form, y: Form, score: float) -> Why:
    for why in (x.why, y.why):
        if why in (Why.DIMINUTIVE, Why.DOUBLET):
            return why
    if score < 0:
        return Why.OTHER
    return Why.ENDING if x.ending != y.ending else Why.SPELLING


def _ending_costs() -> tuple[tuple[float, ...], ...]:
    """Cost of taking one kind of ending for another, on the same stem."""
    cost = {
        (Ending.NONE, Ending.OV): 3.0, (Ending.NONE, Ending.SKY): 5.0, (Ending.NONE, Ending.PATRONYMIC): 4.0,
        (Ending.NONE, Ending.SON): 4.0, (Ending.NONE, Ending.ZADA): 4.0, (Ending.NONE, Ending.CLAN): 4.0,
        (Ending.OV, Ending.PATRONYMIC): 4.0, (Ending.OV, Ending.SON): 4.0, (Ending.PATRONYMIC, Ending.SON): 0.3,
    }  # fmt: skip
    return tuple(
        tuple(0.0 if x == y else cost.get((x, y), cost.get((y, x), 5.0)) for y in Ending) for x in Ending
    )  # fmt: skip


ENDINGS = _ending_costs()
SINGLE, FATHER_WEIGHT, SPARE, CROSSED = 0.0, 0.6, -1.5, -1.0


def compare(a: Name, b: Name) -> NameMatch:
    """Return the evidence that two names are one, with the words that were laid side by side."""
    best = _aligned(a.words, b.words)
    if len(_core(a.words)) != len(_core(b.words)) or best.score < 0:
        for joined in a.joined if len(a.words) >= len(b.words) else ():
            best = max(best, _aligned(joined, b.words, lost=0.7), key=lambda m: m.score)
        for joined in b.joined if len(b.words) >= len(a.words) else ():
            best = max(best, _aligned(a.words, joined, lost=0.7), key=lambda m: m.score)
    return best


def _core(found: tuple[Word, ...]) -> list[Word]:
    return [word for word in found if not _is_father(word)]


def _is_father(word: Word) -> bool:
    return word.part is Part.FATHER or (word.part is Part.ANY and word.token.fatherly)


def _aligned(a: tuple[Word, ...], b: tuple[Word, ...], lost: float = 0.0) -> NameMatch:
    if not a or not b:
        return NameMatch(-2.0)
    table = [[_worth(x, y) for y in b] for x in a]
    score, chosen = _assign(a, b, table)
    pairs = []
    for i, j in chosen:
        like = alike(a[i].token, b[j].token)
        pairs.append(
            Pair(a[i].token.text, b[j].token.text, table[i][j], like.why, like.conventions, (a[i].part, b[j].part))
        )
    return NameMatch(score - lost, tuple(pairs))


def _worth(x: Word, y: Word) -> float:
    score = alike(x.token, y.token).score
    fathers = _is_father(x) + _is_father(y)
    if fathers == 2:
        return score * FATHER_WEIGHT
    if fathers == 1:
        return score + 2 * CROSSED
    if x.part and y.part and x.part != y.part:
        return score + CROSSED
    return score


def _assign(
    a: tuple[Word, ...], b: tuple[Word, ...], table: list[list[float]]
) -> tuple[float, tuple[tuple[int, int], ...]]:
    """Return the best full alignment; words of a known father's name may stay alone, other words only on one side."""
    if len(a) > len(b):
        turned = [list(column) for column in zip(*table, strict=True)]
        score, chosen = _assign(b, a, turned)
        return score, tuple((i, j) for j, i in chosen)
    free = [(0.0 if _is_father(x) else SPARE) for x in b]
    best: tuple[float, tuple[tuple[int, int], ...]] = (-1e9, ())

    def go(i: int, used: int, score: float, chosen: tuple[tuple[int, int], ...]) -> None:
        nonlocal best
        if i == len(a):
            total = score + sum(free[j] for j in range(len(b)) if not used >> j & 1)
            if total > best[0]:
                best = (total, chosen)
            return
        for j in range(len(b)):
            if not used >> j & 1:
                go(i + 1, used | 1 << j, score + table[i][j], (*chosen, (i, j)))
        if _is_father(a[i]):
            go(i + 1, used, score, chosen)

    go(0, 0, 0.0, ())
    return best


def score_pairs(pairs: Iterable[tuple[str, str]]) -> list[float]:
    """Return the log-odds that each two full names are one name."""
    return [compare(prepared(a), prepared(b)).score for a, b in pairs]


@lru_cache(maxsize=1 << 18)
def prepared(full: str) -> Name:
    return prepare(full=full)
