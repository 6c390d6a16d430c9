"""Are two names the same name? Words are aligned in any order; endings, scripts and habits of spelling do not count.

`prepare` reads a name once; `compare` gives evidence in natural log-odds, with a reason for each aligned pair of words.
The answer is the same in either order of the names, and for a name of unknown parts in any order of its words.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from tulga.matching.core import tables
from tulga.matching.core.morphology import stands_for_an_ending
from tulga.matching.core.readers import read
from tulga.matching.core.scale import Scale, scale
from tulga.matching.core.scripts import words
from tulga.matching.core.tokens import Likeness, Token, Why, alike, token

MOST_WORDS = 6
NAMELESS = 4.0  # what speaks against one name where one is none
NOTHING_SURE = -3.0  # only patronymics were paired
PARTS_DIFFER = 0.5  # a family name where the other has a given name
LITTLE = 1e-9
AS_GOOD = 1e-9  # scores that differ by less differ by the order of adding up


class Part(IntEnum):
    """Which part of a name a word is; ANY where the source does not tell."""

    ANY = 0
    FAMILY = 1
    GIVEN = 2
    FATHER = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name; `father`: it is a patronymic, as told or by its ending."""

    token: Token
    part: Part
    father: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name, read. `joined` holds the same name with two neighbours taken for one word that a clerk wrote apart."""

    words: tuple[Word, ...]
    joined: tuple[tuple[Word, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words laid side by side, and how alike they are."""

    a: Word
    b: Word
    likeness: Likeness

    @property
    def why(self) -> Why:
        return self.likeness.why

    @property
    def crossed(self) -> bool:
        """Whether one is a patronymic and the other is not."""
        return self.a.father != self.b.father

    @property
    def moved(self) -> bool:
        """Whether both are told to be parts of a name, and different ones."""
        return bool(self.a.part and self.b.part and self.a.part != self.b.part)

    def turned(self) -> Pair:
        like = self.likeness
        return Pair(self.b, self.a, replace(like, conventions=like.conventions[::-1]))


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
    read_words = [(one, part) for text, part in told for one in _tokens(text)][:MOST_WORDS]
    found = [_word(one, part) for one, part in read_words]
    return Name(_settled(found), tuple(_settled(other) for other in _joinings(found)))


def _word(one: Token, part: Part) -> Word:
    return Word(one, part, part is Part.FATHER or (part is Part.ANY and one.fatherly))


def _settled(found: Sequence[Word]) -> tuple[Word, ...]:
    """A name is never patronymics alone: Martinović is then a family name."""
    if all(word.father for word in found):
        return tuple(replace(word, father=False) for word in found)
    return tuple(found)


def _tokens(text: str) -> list[Token]:
    return [token(word) for word in cut(text)]


def cut(text: str) -> list[str]:
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
    return kept


@lru_cache(maxsize=1 << 16)
def _is_ending(word: str) -> bool:
    return any(stands_for_an_ending(reading.phonemes) for reading in read(word))


def _joinings(found: Sequence[Word]) -> Iterator[list[Word]]:
    for i in range(len(found) - 1):
        a, b = found[i], found[i + 1]
        if (
            a.part == b.part
            and a.token.script == b.token.script
            and not (a.token.fatherly or a.token.initial or b.token.initial)
        ):
            yield [*found[:i], _word(token(a.token.text + b.token.text), a.part), *found[i + 2 :]]


def compare(a: Name, b: Name) -> NameMatch:
    """Return the evidence that two names are one, with the words that were laid side by side."""
    if _order(b) < _order(a):
        found = _compare(b, a)
        return replace(found, pairs=tuple(pair.turned() for pair in found.pairs))
    return _compare(a, b)


def _order(name: Name) -> tuple[int, list[str]]:
    return len(name.words), [word.token.text for word in name.words]


def _compare(a: Name, b: Name) -> NameMatch:
    best = _aligned(a.words, b.words, joined=False)
    if (a.joined or b.joined) and (best.score < 0 or _core(a.words) != _core(b.words)):
        longer = [(x, b.words) for x in a.joined] if len(a.words) >= len(b.words) else []
        longer += [(a.words, y) for y in b.joined] if len(b.words) >= len(a.words) else []
        before = abs(_core(a.words) - _core(b.words))
        for x, y in longer:
            if abs(_core(x) - _core(y)) > before:  # a join repairs a name, it does not hide a word
                continue
            other = _aligned(x, y, joined=True)
            best = other if other.score > best.score else best
    return best


def _core(found: tuple[Word, ...]) -> int:
    return sum(not word.father for word in found)


def _aligned(a: tuple[Word, ...], b: tuple[Word, ...], *, joined: bool) -> NameMatch:
    """Pair the words as best they go; two words of which neither is a patronymic may not both stay alone."""
    if len(a) > len(b):
        found = _aligned(b, a, joined=joined)
        return replace(found, pairs=tuple(pair.turned() for pair in found.pairs))
    by = scale()
    if not a:
        return NameMatch(by.start - NAMELESS)
    table = [[Pair(x, y, alike(x.token, y.token)) for y in b] for x in a]
    clash = _clash(a, b)
    always = by.start - by.clash * clash - by.joined * joined
    best: tuple[float, tuple[Pair, ...], int] = (-math.inf, (), 0)
    free = len(a) > _core(b)
    for pairs in _alignments(table, [free or x.father for x in a]):
        spare = _alone(a, b, pairs, father=False)
        if min(spare):
            continue
        score = always + _total(pairs, spare, _alone(a, b, pairs, father=True), by)
        more = score - best[0]
        if more > AS_GOOD or (more > -AS_GOOD and _written_alike(pairs) > _written_alike(best[1])):
            best = max(score, best[0]), pairs, sum(spare)
    return NameMatch(best[0], *best[1:], clash, joined)


def _written_alike(pairs: tuple[Pair, ...]) -> int:
    """Count the pairs of one spelling: of ways that say the same, the one that is told is that with most of them."""
    return sum(pair.a.token.text == pair.b.token.text for pair in pairs)


def _alignments(table: list[list[Pair]], may_be_alone: list[bool]) -> Iterator[tuple[Pair, ...]]:
    """Yield every way to pair some words of the shorter name with words of the other."""
    stack: list[tuple[int, int, tuple[Pair, ...]]] = [(0, 0, ())]
    while stack:
        i, used, chosen = stack.pop()
        if i == len(table):
            yield chosen
            continue
        if may_be_alone[i]:
            stack.append((i + 1, used, chosen))
        stack.extend((i + 1, used | 1 << j, (*chosen, pair)) for j, pair in enumerate(table[i]) if not used >> j & 1)


def _alone(a: tuple[Word, ...], b: tuple[Word, ...], pairs: tuple[Pair, ...], *, father: bool) -> tuple[int, int]:
    """Count the words of either name that have no partner: patronymics, or the others."""
    one = sum(x.father == father for x in a) - sum(pair.a.father == father for pair in pairs)
    other = sum(y.father == father for y in b) - sum(pair.b.father == father for pair in pairs)
    return one, other


def _clash(a: tuple[Word, ...], b: tuple[Word, ...]) -> bool:
    one, other = ({word.token.sex for word in side if word.token.sex} for side in (a, b))
    return bool(one and other and not one & other)


def _total(pairs: tuple[Pair, ...], spare: tuple[int, int], fathers_alone: tuple[int, int], by: Scale) -> float:
    """Add up: the weakest of the words that must agree decides, a patronymic told twice adds its own."""
    against, sure = 0.0, 0
    fathers = -by.father_least * min(fathers_alone)
    for pair in pairs:
        score = pair.likeness.score
        if pair.a.father and pair.b.father:
            fathers += max(-by.father_least, min(score, by.father_most))
        else:
            against += math.exp(by.cross * pair.crossed + PARTS_DIFFER * pair.moved - score)
            sure += 1
    weakest = -math.log(against + LITTLE) if sure else NOTHING_SURE
    one = by.single - by.lonely * (sum(spare) > 0) if sure < 2 else 0.0
    return by.weakest * weakest + by.father * fathers - by.spare * sum(spare) + one


def same_from() -> float:
    """Return the probability from which two names are held to be one."""
    return 0.5


def score_pairs(pairs: Iterable[tuple[str, str]]) -> list[float]:
    """Return the log-odds that each two full names are one name."""
    return [compare(prepared(a), prepared(b)).score for a, b in pairs]


@lru_cache(maxsize=1 << 18)
def prepared(full: str) -> Name:
    return prepare(full=full)
