"""The parts of two names laid beside each other: how alike are the family names, the given names, the fathers' names?

Where a source does not tell the parts apart, or may have put them in each other's column, every likely arrangement is
tried and the one that agrees best counts. The answer is in natural log-odds of `tokens.alike`; None is "not told".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from tulga.matching.core import names
from tulga.matching.core.morphology import Ending
from tulga.matching.core.names import Name, Part
from tulga.matching.core.records import Entry
from tulga.matching.core.tokens import Token, alike, token

Words = tuple[Token, ...]
SPARE = 1.0  # a word of one side that has no partner within its part
SWAPPED = 3.0  # parts in each other's columns
FATHER = 0.5  # what the father's name counts for in the choice of an arrangement
SURE = 4.0  # family and given name at least so alike: no other arrangement is tried
NONE_TOLD = -2.0
MOST_LOOSE = 4
BARE = "-"  # no word ends so: words are cut at it


class Arrangement(NamedTuple):
    """One way to say which words are which part; `moved` where that is not how the source told them."""

    family: Words
    given: Words
    father: Words
    moved: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """A name as parts.

    Attributes:
        loose: the source gave one text; any word may be the family name.
        ways: arrangements, the source's own first.
    """

    ways: tuple[Arrangement, ...]
    loose: bool
    words: Words
    fathers: Words


class Beside(NamedTuple):
    """What is found of two names, in log-odds; `moved` where an arrangement was not the source's own."""

    family: float | None
    given: float | None
    father: float | None
    moved: bool
    family_words: tuple[Words, Words]
    given_words: tuple[Words, Words]


def parts_of(entry: Entry) -> Parts:
    """Read the name of a record; a father's name told apart stands beside the patronymic."""
    name = names.prepare(entry.family_name, entry.given_name, entry.patronymic, entry.full_name)
    father = names.prepare(given=entry.father_name).words if entry.father_name else ()
    told = tuple(bare(word.token) for word in father)
    loose = bool(name.words) and name.words[0].part is Part.ANY
    if loose:
        return _loose(name, told)
    family, given, patronymic = (
        tuple(word.token for word in name.words if word.part is part) for part in (Part.FAMILY, Part.GIVEN, Part.FATHER)
    )
    fathers = (*(bare(one) for one in patronymic), *told)
    ways = [Arrangement(family, given, fathers, False), Arrangement(given, family, fathers, True)]
    if patronymic:
        ways.append(Arrangement(family, patronymic, (*(bare(one) for one in given), *told), True))
    return Parts(tuple(ways), False, (*family, *given), fathers)


def _loose(name: Name, told: Words) -> Parts:
    words = tuple(word.token for word in name.words if not word.father)
    fathers = (*(bare(word.token) for word in name.words if word.father), *told)
    ways = list(_choices(words, fathers))
    for other in name.joined:
        joined = tuple(word.token for word in other if not word.father)
        if len(joined) > 1:
            ways += _choices(joined, fathers)
    return Parts(tuple(ways), True, words, fathers)


def _choices(words: Words, fathers: Words) -> Iterator[Arrangement]:
    if len(words) < 2:
        yield Arrangement(words, (), fathers, False)
        yield Arrangement((), words, fathers, False)
    for i, j in permutations(range(min(len(words), MOST_LOOSE)), 2):
        rest = tuple(bare(word) for k, word in enumerate(words) if k not in (i, j))
        yield Arrangement(words[i : i + 1], words[j : j + 1], rest + fathers, False)


@lru_cache(maxsize=1 << 17)
def bare(word: Token) -> Token:
    """Return the word without the ending of a patronymic, as its bearer's father is called."""
    if not word.fatherly:
        return word
    forms = tuple(form._replace(whole=form.stem, ending=Ending.NONE) for form in word.forms)
    return replace(word, text=word.text + BARE, forms=forms, fatherly=False)


_KNOWN: dict[tuple[str, str], float] = {}
_MOST_KNOWN = 1 << 21


def likeness(x: Token, y: Token) -> float:
    """Return the log-odds that two words are one name, remembered by their texts (which say all of a word)."""
    key = (x.text, y.text) if x.text <= y.text else (y.text, x.text)
    found = _KNOWN.get(key)
    if found is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        found = _KNOWN[key] = alike(x, y).score
    return found


def is_known(key: tuple[str, str]) -> bool:
    return key in _KNOWN


def learn(scores: Mapping[tuple[str, str], float]) -> None:
    """Take in likenesses that compiled loops found, by the two texts in order."""
    if len(_KNOWN) + len(scores) > _MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN.update(scores)


def part(a: Words, b: Words) -> float | None:
    """Compare one part of two names, in one piece or word by word, whichever agrees better; None where not told."""
    if not a or not b:
        return None
    if len(a) == len(b) == 1:
        return likeness(a[0], b[0])
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    worst = (
        max(
            min(likeness(x, y) for x, y in zip(short, chosen, strict=True))
            for chosen in permutations(long[:MOST_LOOSE], min(len(short), MOST_LOOSE))
        )
        if len(short) <= MOST_LOOSE
        else NONE_TOLD
    )
    worst -= SPARE * (len(long) - len(short))
    whole = likeness(in_one_piece(a), in_one_piece(b))
    return max(worst, whole)


def fathers(a: Words, b: Words) -> float | None:
    """Compare fathers' names; each side may have told it twice, and the better pair counts."""
    if not a or not b:
        return None
    return max(likeness(x, y) for x in a for y in b)


@lru_cache(maxsize=1 << 16)
def in_one_piece(words: Words) -> Token:
    """Return the words of a part as one word, as a clerk may have written them."""
    return words[0] if len(words) == 1 else token("".join(word.text for word in words))


def beside(a: Parts, b: Parts) -> Beside:
    """Lay two names beside each other in the arrangement that agrees best."""
    best: Beside | None = None
    best_worth = 0.0
    memo: dict[tuple[int, int], float | None] = {}

    def compared(x: Words, y: Words) -> float | None:
        key = (id(x), id(y))
        if key not in memo:
            memo[key] = part(x, y)
        return memo[key]

    for one, other in _arrangements(a, b):
        family, given = compared(one.family, other.family), compared(one.given, other.given)
        father = fathers(one.father, other.father)
        moved = one.moved or other.moved
        worth = _worth(family) + _worth(given) + FATHER * (father or 0.0) - SWAPPED * moved
        if best is None or worth > best_worth:
            best, best_worth = (
                Beside(family, given, father, moved, (one.family, other.family), (one.given, other.given)),
                worth,
            )
            if (family or 0.0) >= SURE and (given or 0.0) >= SURE:
                break
    if best is None:
        return Beside(None, None, None, False, ((), ()), ((), ()))
    return _pessimistic(best) if a.loose and b.loose else best


def _worth(score: float | None) -> float:
    return NONE_TOLD if score is None else score


def _arrangements(a: Parts, b: Parts) -> Iterator[tuple[Arrangement, Arrangement]]:
    """Pairs of arrangements that are not the same pairing of words."""
    if a.loose:
        others = b.ways if b.loose else (b.ways[0], *b.ways[2:])
        for one in a.ways:
            for other in others:
                yield one, other
        return
    if b.loose:
        for one in (a.ways[0], *a.ways[2:]):
            for other in b.ways:
                yield one, other
        return
    for one in a.ways:
        yield one, b.ways[0]
    for other in b.ways[2:]:
        yield a.ways[0], other


def _pessimistic(found: Beside) -> Beside:
    """Of two texts nobody knows which word is the given name: the less alike is held to be it, as with siblings."""
    family, given = found.family, found.given
    if family is None or given is None or given <= family:
        return found
    return found._replace(family=given, given=family, family_words=found.given_words, given_words=found.family_words)
