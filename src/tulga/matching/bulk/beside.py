"""Two names laid beside each other, as `core.parts.beside` does it: compiled, with likenesses of words remembered.

A `way` is one arrangement of a record's words: rows of seven numbers (where the family name begins and ends in the
buffer, then given and father's name, and whether it was moved), beside the words that parts make in one piece.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk.compiled import compiled
from tulga.matching.bulk.kernels import word_score
from tulga.matching.core import names, parts
from tulga.matching.core.phonemes import LONGEST

_FAMILY, _GIVEN, _FATHER, _MOVED, _FAMILY_PIECE, _GIVEN_PIECE = 0, 2, 4, 6, 7, 8
_SPARE, _SWAPPED, _FATHER_WORTH, _SURE, _NONE_TOLD = range(5)
REMEMBERED = 1 << 20  # likenesses a thread remembers


class Room(NamedTuple):
    """What one thread writes into. `way` and `word` are of two records; `constants` are those of `core.parts`."""

    way: npt.NDArray[np.int32]
    word: npt.NDArray[np.int32]
    rows: npt.NDArray[np.float64]
    key: npt.NDArray[np.uint64]
    value: npt.NDArray[np.float64]
    constants: npt.NDArray[np.float64]
    most_loose: int


class Found(NamedTuple):
    """`core.parts.Beside` in numbers: NaN is "not told"; words are spans of the two buffers."""

    family: float
    given: float
    father: float
    moved: int
    family_a: tuple[int, int]
    family_b: tuple[int, int]
    given_a: tuple[int, int]
    given_b: tuple[int, int]


def room() -> Room:
    most = names.MOST_WORDS
    ways = most * parts.MOST_LOOSE * (parts.MOST_LOOSE - 1) + 3
    constants = [parts.SPARE, parts.SWAPPED, parts.FATHER, parts.SURE, parts.NONE_TOLD]
    return Room(
        np.zeros((2, ways, 9), np.int32),
        np.zeros((2, ways * most * 5), np.int32),
        np.zeros((3, LONGEST + 1), np.float64),
        np.zeros(REMEMBERED, np.uint64),
        np.zeros(REMEMBERED, np.float64),
        np.array(constants),
        parts.MOST_LOOSE,
    )


@compiled
def likeness(x: int, y: int, table: Any, tables: Any, room: Any) -> float:
    """`core.parts.likeness`; the words in the order of their texts."""
    if table.rank[x] > table.rank[y]:
        x, y = y, x
    key = (np.uint64(x) << np.uint64(32) | np.uint64(y)) + np.uint64(1)
    mixed = key * np.uint64(0x9E3779B97F4A7C15)
    at = (mixed ^ (mixed >> np.uint64(32))) & np.uint64(len(room.key) - 1)
    if room.key[at] == key:
        return float(room.value[at])
    found = word_score(x, y, table.words, tables, room.rows)
    room.key[at] = key
    room.value[at] = found
    return float(found)


@compiled
def _injected(a: Any, a0: int, n: int, b: Any, b0: int, m: int, table: Any, tables: Any, room: Any) -> float:
    """The best way to give each of n words one of m others (n ≤ m ≤ 4): how alike the worst pair is."""
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
            worst = min(worst, likeness(a[a0 + i], b[b0 + j], table, tables, room))
            if worst <= best:
                break
        best = max(best, worst)
    return best


@compiled
def _part(
    a: Any, a0: int, a1: int, a_piece: int, b: Any, b0: int, b1: int, b_piece: int, table: Any, tables: Any, room: Any
) -> float:
    """`core.parts.part`."""
    n, m = a1 - a0, b1 - b0
    if n == 0 or m == 0:
        return np.nan
    if n == 1 and m == 1:
        return float(likeness(a[a0], b[b0], table, tables, room))
    c, most = room.constants, room.most_loose
    worst = c[_NONE_TOLD]
    if n <= m and n <= most:
        worst = _injected(a, a0, n, b, b0, min(m, most), table, tables, room)
    elif m < n and m <= most:
        worst = _injected(b, b0, m, a, a0, min(n, most), table, tables, room)
    worst -= c[_SPARE] * abs(n - m)
    return float(max(worst, likeness(a_piece, b_piece, table, tables, room)))


@compiled
def fathers(a: Any, a0: int, a1: int, b: Any, b0: int, b1: int, table: Any, tables: Any, room: Any) -> float:
    """`core.parts.fathers`."""
    if a0 == a1 or b0 == b1:
        return np.nan
    best = -np.inf
    for i in range(a0, a1):
        for j in range(b0, b1):
            best = max(best, likeness(a[i], b[j], table, tables, room))
    return best


@compiled
def _copy(source: Any, start: int, end: int, word: Any, at: int) -> int:
    for k in range(start, end):
        word[at] = source[k]
        at += 1
    return at


@compiled
def _copy_bare(source: Any, start: int, end: int, table: Any, word: Any, at: int) -> int:
    for k in range(start, end):
        word[at] = table.bare[source[k]]
        at += 1
    return at


@compiled
def _write(way: Any, family: Any, given: Any, father0: int, father1: int, moved: int) -> None:
    way[_FAMILY], way[_FAMILY + 1], way[_FAMILY_PIECE] = family
    way[_GIVEN], way[_GIVEN + 1], way[_GIVEN_PIECE] = given
    way[_FATHER], way[_FATHER + 1], way[_MOVED] = father0, father1, moved


@compiled
def ways_of(r: int, records: Any, parts: Any, loose: Any, table: Any, way: Any, word: Any, most_loose: int) -> int:
    """Write the arrangements of a record's words, the source's own first; return how many."""
    apart, father = records.loose[r], records.father[r]
    told0, told1 = parts.first[father], parts.first[father + 1]
    if apart < 0:
        family, given, patronymic = records.family[r], records.given[r], records.patronymic[r]
        f1 = _copy(parts.word, parts.first[family], parts.first[family + 1], word, 0)
        g1 = _copy(parts.word, parts.first[given], parts.first[given + 1], word, f1)
        p1 = _copy(parts.word, parts.first[patronymic], parts.first[patronymic + 1], word, g1)
        d1 = _copy_bare(word, g1, p1, table, word, p1)
        d1 = _copy_bare(parts.word, told0, told1, table, word, d1)
        named = (0, f1, parts.piece[family])
        own = (f1, g1, parts.piece[given])
        _write(way[0], named, own, p1, d1, 0)
        _write(way[1], own, named, p1, d1, 1)
        if g1 == p1:
            return 2
        e1 = _copy_bare(word, f1, g1, table, word, d1)
        e1 = _copy_bare(parts.word, told0, told1, table, word, e1)
        _write(way[2], named, (g1, p1, parts.piece[patronymic]), d1, e1, 1)
        return 3
    n, at = 0, 0
    for v in range(loose.first_variant[apart], loose.first_variant[apart + 1]):
        start = at
        at = _copy(loose.word, loose.first_word[v], loose.first_word[v + 1], word, at)
        end = at
        if end - start < 2:
            at = _copy_bare(loose.father, loose.first_father[apart], loose.first_father[apart + 1], table, word, at)
            at = _copy_bare(parts.word, told0, told1, table, word, at)
            single = (start, end, word[start])
            _write(way[n], single, (end, end, -1), end, at, 0)
            _write(way[n + 1], (end, end, -1), single, end, at, 0)
            n += 2
            continue
        few = min(end - start, most_loose)
        for i in range(start, start + few):
            for j in range(start, start + few):
                if i == j:
                    continue
                rest = at
                for k in range(start, end):
                    if k not in (i, j):
                        word[at] = table.bare[word[k]]
                        at += 1
                at = _copy_bare(loose.father, loose.first_father[apart], loose.first_father[apart + 1], table, word, at)
                at = _copy_bare(parts.word, told0, told1, table, word, at)
                _write(way[n], (i, i + 1, word[i]), (j, j + 1, word[j]), rest, at, 0)
                n += 1
    return n


@compiled
def _told(score: float, instead: float) -> float:
    return instead if np.isnan(score) else score


@compiled
def beside(loose_a: bool, ways_a: int, loose_b: bool, ways_b: int, table: Any, tables: Any, room: Any) -> Any:
    """`core.parts.beside` of the records whose ways stand in the room."""
    way_a, way_b, a, b, c = room.way[0], room.way[1], room.word[0], room.word[1], room.constants
    best_worth, best_i, best_j, sure = 0.0, -1, -1, False
    for i in range(ways_a):
        if loose_b and not loose_a and i == 1:
            continue
        for j in range(ways_b):
            if (loose_a and not loose_b and j == 1) or (not loose_a and not loose_b and j > 0):
                continue
            x, y = way_a[i], way_b[j]
            best_worth, chosen, sure = _better(x, y, a, b, c, best_worth, best_i >= 0, table, tables, room)
            if chosen:
                best_i, best_j = i, j
            if sure:
                break
        if sure:
            break
    if not loose_a and not loose_b and not sure:
        for j in range(2, ways_b):
            best_worth, chosen, sure = _better(
                way_a[0], way_b[j], a, b, c, best_worth, best_i >= 0, table, tables, room
            )
            if chosen:
                best_i, best_j = 0, j
            if sure:
                break
    x, y = way_a[best_i], way_b[best_j]
    family, given, father = _compared(x, y, a, b, table, tables, room)
    moved = 1 if x[_MOVED] or y[_MOVED] else 0
    spans = ((x[0], x[1]), (y[0], y[1]), (x[2], x[3]), (y[2], y[3]))
    if loose_a and loose_b and not np.isnan(family) and not np.isnan(given) and given > family:
        return Found(given, family, father, moved, spans[2], spans[3], spans[0], spans[1])
    return Found(family, given, father, moved, spans[0], spans[1], spans[2], spans[3])


@compiled
def _compared(x: Any, y: Any, a: Any, b: Any, table: Any, tables: Any, room: Any) -> tuple[float, float, float]:
    family = _part(a, x[0], x[1], x[_FAMILY_PIECE], b, y[0], y[1], y[_FAMILY_PIECE], table, tables, room)
    given = _part(a, x[2], x[3], x[_GIVEN_PIECE], b, y[2], y[3], y[_GIVEN_PIECE], table, tables, room)
    return family, given, fathers(a, x[4], x[5], b, y[4], y[5], table, tables, room)


@compiled
def _better(
    x: Any, y: Any, a: Any, b: Any, c: Any, best: float, any_yet: bool, table: Any, tables: Any, room: Any
) -> tuple[float, bool, bool]:
    """Compare one arrangement; return the best worth so far, whether it is this one's, and whether that is enough."""
    family, given, father = _compared(x, y, a, b, table, tables, room)
    moved = c[_SWAPPED] if x[_MOVED] or y[_MOVED] else 0.0
    worth = _told(family, c[_NONE_TOLD]) + _told(given, c[_NONE_TOLD]) + c[_FATHER_WORTH] * _told(father, 0.0) - moved
    if any_yet and worth <= best:
        return best, False, False
    return worth, True, _told(family, 0.0) >= c[_SURE] and _told(given, 0.0) >= c[_SURE]
