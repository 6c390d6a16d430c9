"""Are two names the same name? Words are aligned in any order; endings, scripts and habits of spelling do not count.

`prepare` reads a name once; `compare` gives evidence in natural log-odds, with a reason for each aligned pair of words.
The answer is the same in either order of the names, and for a name of unknown parts in any order of its words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from tulga.matching.core import tables
from tulga.matching.core.morphology import stands_for_an_ending
from tulga.matching.core.readers import read
from tulga.matching.core.scripts import words
from tulga.matching.core.tokens import Likeness, Scale, Token, Why, alike, scale, token

MOST_WORDS = 6


class Part(IntEnum):
    """Which part of a name a word is; ANY where the source does not tell."""

    ANY = 0
    FAMILY = 1
    GIVEN = 2
    FATHER = 3


@dataclass(frozen=True, slots=True)
class Word:
    token: Token
    part: Part

    @property
    def father(self) -> bool:
        """Whether the word is a patronymic, as told or by its ending."""
        return self.part is Part.FATHER or (self.part is Part.ANY and self.token.fatherly)


@dataclass(frozen=True, slots=True)
class Name:
    """A name, read. `joined` holds the same name with two neighbours taken for one word that a clerk wrote apart."""

    words: tuple[Word, ...]
    joined: tuple[tuple[Word, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words laid side by side, and why; `crossed` where one is a patronymic and the other is not."""

    a: Word
    b: Word
    likeness: Likeness
    crossed: bool

    @property
    def why(self) -> Why:
        return self.likeness.why


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What was found.

    Attributes:
        score: natural log-odds that both are one name, when one or the other is as likely beforehand.
        spare: words beside patronymics that found no partner.
        clash: the endings of one name are a man's, of the other a woman's.
        joined: two words of one name were taken for one.
    """

    score: float
    pairs: tuple[Pair, ...] = ()
    spare: int = 0
    clash: bool = False
    joined: bool = False

    @property
    def probability(self) -> float:
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, self.score))))


def prepare(family: str = "", given: str = "", patronymic: str = "", full: str = "") -> Name:
    """Read the parts of a name; where only `full` is told, any word may be any part."""
    told = [(family, Part.FAMILY), (given, Part.GIVEN), (patronymic, Part.FATHER)]
    if not (family or given or patronymic):
        told = [(full, Part.ANY)]
    found = [Word(one, part) for text, part in told for one in _tokens(text)][:MOST_WORDS]
    return Name(tuple(found), tuple(_joinings(found)))


def _tokens(text: str) -> list[Token]:
    """Cut a text into words; an ending written apart joins the word before it, an article the word after it."""
    joins = tables.joins()
    kept: list[str] = []
    before = ""
    for word in words(text):
        if word in joins.to_next:
            before += word
        elif kept and (before + word in joins.to_last or (not before and _is_ending(word))):
            kept[-1] += before + word
            before = ""
        else:
            kept.append(before + word)
            before = ""
    if before:
        kept.append(before)
    return [token(word) for word in kept]


@lru_cache(maxsize=1 << 16)
def _is_ending(word: str) -> bool:
    return any(stands_for_an_ending(reading.phonemes) for reading in read(word))


def _joinings(found: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    for i in range(len(found) - 1):
        a, b = found[i], found[i + 1]
        if a.part == b.part and a.token.script == b.token.script and not (a.token.fatherly or a.token.initial):
            yield (*found[:i], Word(token(a.token.text + b.token.text), a.part), *found[i + 2 :])


def compare(a: Name, b: Name) -> NameMatch:
    """Return the evidence that two names are one, with the words that were laid side by side."""
    best = _aligned(a.words, b.words, joined=False)
    if (a.joined or b.joined) and (best.score < 0 or _core(a.words) != _core(b.words)):
        longer = [(x, b.words) for x in a.joined] if len(a.words) >= len(b.words) else []
        longer += [(a.words, y) for y in b.joined] if len(b.words) >= len(a.words) else []
        for x, y in longer:
            other = _aligned(x, y, joined=True)
            best = other if other.score > best.score else best
    return best


def _core(found: tuple[Word, ...]) -> int:
    return sum(not word.father for word in found)


def _aligned(a: tuple[Word, ...], b: tuple[Word, ...], *, joined: bool) -> NameMatch:
    by = scale()
    if not a or not b:
        return NameMatch(by.start - 4.0)
    likenesses = [[alike(x.token, y.token) for y in b] for x in a]
    worths = [[_worth(x, y, likenesses[i][j], by) for j, y in enumerate(b)] for i, x in enumerate(a)]
    chosen = _assign([x.father for x in a], [y.father for y in b], worths, by.spare)
    pairs = tuple(Pair(a[i], b[j], likenesses[i][j], _crossed(a[i], b[j])) for i, j in chosen)
    spare = sum(not x.father for i, x in enumerate(a) if all(i != k for k, _ in chosen))
    spare += sum(not y.father for j, y in enumerate(b) if all(j != k for _, k in chosen))
    clash = _clash(a, b)
    return NameMatch(_total(pairs, spare, clash, joined, by), pairs, spare, clash, joined)


def _crossed(x: Word, y: Word) -> bool:
    return x.father != y.father


def _worth(x: Word, y: Word, like: Likeness, by: Scale) -> float:
    if x.father and y.father:
        return by.father * min(like.score, by.father_most)
    if x.father or y.father:
        return like.score - by.cross
    return like.score - (0.5 if x.part and y.part and x.part != y.part else 0.0)


def _clash(a: tuple[Word, ...], b: tuple[Word, ...]) -> bool:
    one, other = ({word.token.sex for word in side if word.token.sex} for side in (a, b))
    return bool(one and other and not one & other)


def _total(pairs: tuple[Pair, ...], spare: int, clash: bool, joined: bool, by: Scale) -> float:
    """Add up: the weakest of the words that must agree decides, a patronymic told twice adds its own."""
    against, fathers, sure = 0.0, 0.0, 0
    for pair in pairs:
        score = pair.likeness.score
        if pair.a.father and pair.b.father:
            fathers += min(score, by.father_most)
        else:
            against += math.exp(-(score - (by.cross if pair.crossed else 0.0)))
            sure += 1
    weakest = -math.log(against + 1e-9) if sure else -3.0
    found = by.start + by.weakest * weakest + by.father * fathers - by.spare * spare
    return found - by.clash * clash - by.joined * joined + by.single * (sure < 2)


def _assign(
    fathers_a: list[bool], fathers_b: list[bool], worths: list[list[float]], spare: float
) -> tuple[tuple[int, int], ...]:
    """Return the alignment worth most; a patronymic may stay alone, another word where the other name has fewer."""
    if len(fathers_a) > len(fathers_b):
        turned = [list(column) for column in zip(*worths, strict=True)]
        return tuple(sorted((i, j) for j, i in _assign(fathers_b, fathers_a, turned, spare)))
    free = [0.0 if father else -spare for father in fathers_b]
    best_score = -1e9
    best: tuple[tuple[int, int], ...] = ()
    stack: list[tuple[int, int, float, tuple[tuple[int, int], ...]]] = [(0, 0, 0.0, ())]
    while stack:
        i, used, score, chosen = stack.pop()
        if i == len(fathers_a):
            total = score + sum(free[j] for j in range(len(free)) if not used >> j & 1)
            if total > best_score:
                best_score, best = total, chosen
            continue
        if fathers_a[i]:
            stack.append((i + 1, used, score, chosen))
        stack.extend(
            (i + 1, used | 1 << j, score + worths[i][j], (*chosen, (i, j)))
            for j in range(len(free))
            if not used >> j & 1
        )
    return best


def same_from() -> float:
    """Return the probability from which two names are held to be one."""
    return 0.5


def compare_all(pairs: Iterable[tuple[str, str]]) -> list[NameMatch]:
    """Compare many pairs of full names."""
    return [compare(prepared(a), prepared(b)) for a, b in pairs]


def score_pairs(pairs: Iterable[tuple[str, str]]) -> list[float]:
    """Return the log-odds that each two full names are one name."""
    return [compare(prepared(a), prepared(b)).score for a, b in pairs]


@lru_cache(maxsize=1 << 18)
def prepared(full: str) -> Name:
    return prepare(full=full)
