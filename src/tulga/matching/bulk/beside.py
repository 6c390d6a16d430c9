"""Two names laid beside each other, as `core.parts.beside` does it: compiled, with likenesses of words remembered.

A `way` is one arrangement of a record's words: a row of numbers (where the family name begins and ends, then given and
father's name, whether it was moved, and the words that parts make in one piece). Words are slots: a record's own short
list, so that the likenesses of two records are a small table. It is filled before arrangements are weighed, each
likeness once: first for the sources' own arrangements, for the rest only where these are not sure.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk.compiled import lean
from tulga.matching.bulk.kernels import word_score
from tulga.matching.core import names, parts
from tulga.matching.core.phonemes import LONGEST

_FATHER, _MOVED, _FAMILY_PIECE, _GIVEN_PIECE, _COLUMNS = 4, 6, 7, 8, 9  # of a way; family and given begin at 0 and 2
_SPARE, _SWAPPED, _FATHER_WORTH, _SURE, _NONE_TOLD = range(5)
_WANTED, _KNOWN = 1, 2
REMEMBERED = 1 << 20  # likenesses a thread remembers


class Room(NamedTuple):
    """What one thread writes into; the first index of `way`, `at` and `slot` says which of the two records.

    Attributes:
        at: slots of the words of arrangements, one after the other.
        slot: the word in each slot; how many there are stands first.
        state, like: by slots of both: whether a likeness is wanted or known, and what it is.
        order: arrangements of one and of the other that are weighed.
        key, value: likenesses of words that were compared before.
        constants: those of `core.parts`.
    """

    way: npt.NDArray[np.int32]
    at: npt.NDArray[np.int32]
    slot: npt.NDArray[np.int32]
    state: npt.NDArray[np.int8]
    like: npt.NDArray[np.float64]
    order: npt.NDArray[np.int32]
    rows: npt.NDArray[np.float64]
    key: npt.NDArray[np.uint64]
    value: npt.NDArray[np.float64]
    constants: npt.NDArray[np.float64]
    most_loose: int


def room() -> Room:
    most = names.MOST_WORDS
    ways = most * parts.MOST_LOOSE * (parts.MOST_LOOSE - 1) + 3
    slots = 8 * most
    constants = [parts.SPARE, parts.SWAPPED, parts.FATHER, parts.SURE, parts.NONE_TOLD]
    return Room(
        np.zeros((2, ways, _COLUMNS), np.int32),
        np.zeros((2, ways * most * 5), np.int32),
        np.zeros((2, slots), np.int32),
        np.zeros((slots, slots), np.int8),
        np.zeros((slots, slots), np.float64),
        np.zeros((ways * ways, 2), np.int32),
        np.zeros((3, LONGEST + 1), np.float64),
        np.zeros(REMEMBERED, np.uint64),
        np.zeros(REMEMBERED, np.float64),
        np.array(constants),
        parts.MOST_LOOSE,
    )


@lean
def likeness(x: int, y: int, table: Any, tables: Any, room: Any) -> float:
    """`core.parts.likeness`; the words in the order of their texts."""
    if table.rank[x] > table.rank[y]:
        x, y = y, x
    key = (np.uint64(x) << np.uint64(32) | np.uint64(y)) + np.uint64(1)
    mixed = key * np.uint64(0x9E3779B97F4A7C15)
    place = (mixed ^ (mixed >> np.uint64(32))) & np.uint64(len(room.key) - 1)
    if room.key[place] == key:
        return float(room.value[place])
    found = word_score(x, y, table.words, tables, room.rows)
    room.key[place] = key
    room.value[place] = found
    return float(found)


@lean
def mothers(word: Any, a0: int, a1: int, b0: int, b1: int, table: Any, tables: Any, room: Any) -> float:
    """`core.parts.fathers` of words that stand in `word`."""
    if a0 == a1 or b0 == b1:
        return np.nan
    best = -np.inf
    for i in range(a0, a1):
        for j in range(b0, b1):
            best = max(best, likeness(word[i], word[j], table, tables, room))
    return best


# -- arrangements of one record ----------------------------------------------------------------------------------------


@lean
def _slot(word: int, slot: Any) -> int:
    for k in range(1, slot[0] + 1):
        if slot[k] == word:
            return k
    slot[0] += 1
    slot[slot[0]] = word
    return int(slot[0])


@lean
def _copy(source: Any, start: int, end: int, slot: Any, at: Any, n: int) -> int:
    for k in range(start, end):
        at[n] = _slot(source[k], slot)
        n += 1
    return n


@lean
def _copy_bare(source: Any, start: int, end: int, bare: Any, slot: Any, at: Any, n: int) -> int:
    for k in range(start, end):
        at[n] = _slot(bare[source[k]], slot)
        n += 1
    return n


@lean
def _write(way: Any, family: Any, given: Any, father0: int, father1: int, moved: int) -> None:
    way[0], way[1], way[_FAMILY_PIECE] = family
    way[2], way[3], way[_GIVEN_PIECE] = given
    way[_FATHER], way[_FATHER + 1], way[_MOVED] = father0, father1, moved


@lean
def _piece(part: int, parts: Any, slot: Any) -> int:
    return _slot(parts.piece[part], slot) if parts.first[part + 1] > parts.first[part] else 0


@lean
def ways_of(r: int, records: Any, parts: Any, loose: Any, bare: Any, way: Any, at: Any, slot: Any, most: int) -> int:
    """Write the arrangements of a record's words, the source's own first; return how many."""
    slot[0] = 0
    father = records.father[r]
    told0, told1 = parts.first[father], parts.first[father + 1]
    if records.loose[r] >= 0:
        return int(_loose_ways(records.loose[r], told0, told1, parts.word, loose, bare, way, at, slot, most))
    family, given, patronymic = records.family[r], records.given[r], records.patronymic[r]
    p0, p1 = parts.first[patronymic], parts.first[patronymic + 1]
    n1 = _copy(parts.word, parts.first[family], parts.first[family + 1], slot, at, 0)
    n2 = _copy(parts.word, parts.first[given], parts.first[given + 1], slot, at, n1)
    n3 = _copy_bare(parts.word, p0, p1, bare, slot, at, n2)
    n3 = _copy_bare(parts.word, told0, told1, bare, slot, at, n3)
    named, own = (0, n1, _piece(family, parts, slot)), (n1, n2, _piece(given, parts, slot))
    _write(way[0], named, own, n2, n3, 0)
    _write(way[1], own, named, n2, n3, 1)
    if p0 == p1:
        return 2
    n4 = _copy(parts.word, p0, p1, slot, at, n3)
    n5 = _copy_bare(parts.word, parts.first[given], parts.first[given + 1], bare, slot, at, n4)
    n5 = _copy_bare(parts.word, told0, told1, bare, slot, at, n5)
    _write(way[2], named, (n3, n4, _piece(patronymic, parts, slot)), n4, n5, 1)
    return 3


@lean
def _loose_ways(
    apart: int, told0: int, told1: int, told: Any, loose: Any, bare: Any, way: Any, at: Any, slot: Any, most: int
) -> int:
    ways, n = 0, 0
    f0, f1 = loose.first_father[apart], loose.first_father[apart + 1]
    for v in range(loose.first_variant[apart], loose.first_variant[apart + 1]):
        w0, w1 = loose.first_word[v], loose.first_word[v + 1]
        start = n
        n = _copy(loose.word, w0, w1, slot, at, n)
        end = n
        if end - start < 2:
            n = _copy_bare(loose.father, f0, f1, bare, slot, at, n)
            n = _copy_bare(told, told0, told1, bare, slot, at, n)
            single, nothing = (start, end, at[start]), (end, end, np.int32(0))
            _write(way[ways], single, nothing, end, n, 0)
            _write(way[ways + 1], nothing, single, end, n, 0)
            ways += 2
            continue
        few = min(end - start, most)
        for i in range(few):
            for j in range(few):
                if i == j:
                    continue
                rest = n
                for k in range(end - start):
                    if k not in (i, j):
                        at[n] = _slot(bare[loose.word[w0 + k]], slot)
                        n += 1
                n = _copy_bare(loose.father, f0, f1, bare, slot, at, n)
                n = _copy_bare(told, told0, told1, bare, slot, at, n)
                x, y = start + i, start + j
                _write(way[ways], (x, x + 1, at[x]), (y, y + 1, at[y]), rest, n, 0)
                ways += 1
    return ways


# -- two records -------------------------------------------------------------------------------------------------------


@lean
def _arrangements(loose_a: bool, ways_a: int, loose_b: bool, ways_b: int, order: Any) -> int:
    """`core.parts._arrangements`: pairs of arrangements that are not the same pairing of words."""
    n = 0
    for i in range(ways_a):
        if loose_b and not loose_a and i == 1:
            continue
        for j in range(ways_b):
            if (loose_a and not loose_b and j == 1) or (not loose_a and not loose_b and j > 0):
                continue
            order[n, 0], order[n, 1] = i, j
            n += 1
    if not loose_a and not loose_b:
        for j in range(2, ways_b):
            order[n, 0], order[n, 1] = 0, j
            n += 1
    return n


@lean
def _want_spans(a: Any, a0: int, a1: int, b: Any, b0: int, b1: int, state: Any) -> None:
    for i in range(a0, a1):
        for j in range(b0, b1):
            if state[a[i], b[j]] == 0:
                state[a[i], b[j]] = _WANTED


@lean
def _want(x: Any, y: Any, a: Any, b: Any, state: Any) -> None:
    for part in range(0, _MOVED, 2):
        _want_spans(a, x[part], x[part + 1], b, y[part], y[part + 1], state)
    for piece in (_FAMILY_PIECE, _GIVEN_PIECE):
        if x[piece] and y[piece] and state[x[piece], y[piece]] == 0:
            state[x[piece], y[piece]] = _WANTED


@lean
def _fill(room: Any, table: Any, tables: Any) -> None:
    one, other, state, like = room.slot[0], room.slot[1], room.state, room.like
    for i in range(1, one[0] + 1):
        for j in range(1, other[0] + 1):
            if state[i, j] == _WANTED:
                like[i, j] = likeness(one[i], other[j], table, tables, room)
                state[i, j] = _KNOWN


@lean
def _injected(a: Any, a0: int, n: int, b: Any, b0: int, m: int, like: Any, turned: bool) -> float:
    """The best way to give each of n words one of m others (n ≤ m): how alike the worst pair is."""
    best = -np.inf
    for choice in range(m**n):
        rest, used, worst = choice, 0, np.inf
        for i in range(n):
            j = rest % m
            rest //= m
            if used >> j & 1:
                worst = -np.inf
                break
            used |= 1 << j
            x, y = a[a0 + i], b[b0 + j]
            worst = min(worst, like[y, x] if turned else like[x, y])
        best = max(best, worst)
    return best


@lean
def _part(a: Any, x: Any, b: Any, y: Any, first: int, piece: int, like: Any, c: Any, most: int) -> float:
    """`core.parts.part` of two arrangements; `first` says which part."""
    a0, b0 = x[first], y[first]
    n, m = x[first + 1] - a0, y[first + 1] - b0
    if n == 0 or m == 0:
        return np.nan
    if n == 1 and m == 1:
        return float(like[a[a0], b[b0]])
    worst = c[_NONE_TOLD]
    if n <= m and n <= most:
        worst = _injected(a, a0, n, b, b0, min(m, most), like, False)
    elif m < n and m <= most:
        worst = _injected(b, b0, m, a, a0, min(n, most), like, True)
    worst -= c[_SPARE] * abs(n - m)
    return float(max(worst, like[x[piece], y[piece]]))


@lean
def _fathers(a: Any, x: Any, b: Any, y: Any, like: Any) -> float:
    best = -np.inf
    for i in range(x[_FATHER], x[_FATHER + 1]):
        for j in range(y[_FATHER], y[_FATHER + 1]):
            best = max(best, like[a[i], b[j]])
    return np.nan if best == -np.inf else best


@lean
def _told(score: float, instead: float) -> float:
    return instead if np.isnan(score) else score


class Found(NamedTuple):
    """`core.parts.Beside` in numbers: NaN is "not told". `family_part`, `given_part`: where a way says the words."""

    family: float
    given: float
    father: float
    moved: int
    way_a: np.int64
    way_b: np.int64
    family_part: int
    given_part: int


@lean
def beside(loose_a: bool, ways_a: int, loose_b: bool, ways_b: int, table: Any, tables: Any, room: Any) -> Any:
    """`core.parts.beside` of the records whose ways stand in the room."""
    for i in range(room.slot[0, 0] + 1):
        for j in range(room.slot[1, 0] + 1):
            room.state[i, j] = 0
    n = _arrangements(loose_a, ways_a, loose_b, ways_b, room.order)
    a, b = room.at[0], room.at[1]
    _want(room.way[0, 0], room.way[1, 0], a, b, room.state)
    _fill(room, table, tables)
    found, sure = _best(0, 1, room.order, room.way, a, b, room.like, room.constants, room.most_loose)
    if not sure and n > 1:
        for k in range(1, n):
            _want(room.way[0, room.order[k, 0]], room.way[1, room.order[k, 1]], a, b, room.state)
        _fill(room, table, tables)
        found, sure = _best(0, n, room.order, room.way, a, b, room.like, room.constants, room.most_loose)
    both = loose_a and loose_b and not np.isnan(found.family) and not np.isnan(found.given)
    if both and found.given > found.family:
        return Found(found.given, found.family, found.father, found.moved, found.way_a, found.way_b, 2, 0)
    return found


@lean
def _best(start: int, end: int, order: Any, way: Any, a: Any, b: Any, like: Any, c: Any, most: int) -> Any:
    """Weigh arrangements whose likenesses are known; return the best, and whether it is sure."""
    best, best_worth, sure = Found(np.nan, np.nan, np.nan, 0, np.int64(-1), np.int64(-1), 0, 2), 0.0, False
    for k in range(start, end):
        i, j = order[k, 0], order[k, 1]
        x, y = way[0, i], way[1, j]
        family = _part(a, x, b, y, 0, _FAMILY_PIECE, like, c, most)
        given = _part(a, x, b, y, 2, _GIVEN_PIECE, like, c, most)
        father = _fathers(a, x, b, y, like)
        moved = 1 if x[_MOVED] or y[_MOVED] else 0
        worth = _told(family, c[_NONE_TOLD]) + _told(given, c[_NONE_TOLD]) + c[_FATHER_WORTH] * _told(father, 0.0)
        worth -= c[_SWAPPED] if moved else 0.0
        if k == start or worth > best_worth:
            best, best_worth = Found(family, given, father, moved, np.int64(i), np.int64(j), 0, 2), worth
            sure = _told(family, 0.0) >= c[_SURE] and _told(given, 0.0) >= c[_SURE]
            if sure:
                break
    return best, sure
