"""Compiled loops of `core/costs.py`, `core/abjad.py`, `core/tokens.py` and `core/names.py`, step for step the same.

Everything is arrays: `Words` (each word's forms), `Names` (each name's words, and its words with two neighbours joined)
and the tables of costs. A property test holds the scores to those of `core`.
"""

# numba compiles these functions: plain loops over indices are what it makes fast, and all of it is one kind of number.
from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk.compiled import compiled, lean
from tulga.matching.core.phonemes import LONGEST
from tulga.matching.core.tokens import LEAST_CUT

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

MOST_WORDS = 6
SPELLING, OTHER_FORM = 0, 1


class Words(NamedTuple):
    """Words by number; `first_form[w] : first_form[w + 1]` are the forms of word w."""

    first_form: Ints
    initial: npt.NDArray[np.bool_]
    known: npt.NDArray[np.bool_]
    father: npt.NDArray[np.bool_]
    sex: npt.NDArray[np.int8]
    begins: npt.NDArray[np.uint64]  # two columns: which phonemes may open the word
    stem_from: Ints
    stem_to: Ints
    whole_from: Ints
    whole_to: Ints
    ending: Ints
    worth: Floats
    penalty: Floats
    abjad: npt.NDArray[np.bool_]
    phonemes: Bytes


class Names(NamedTuple):
    """Names by number; a name's first variant is itself, the others have two words joined."""

    first_variant: Ints
    first_word: Ints  # by variant
    word: Ints
    father: npt.NDArray[np.bool_]
    part: npt.NDArray[np.int8]


class Tables(NamedTuple):
    """Costs; `scale` is in the order of `core.scale.Scale`."""

    change: Floats
    gap: Floats
    endings: Floats
    together: Floats  # [relation, one, other]
    one_alone: Floats  # [relation, place, one]
    other_alone: Floats
    one_expected: Floats  # [relation, one]
    other_expected: Floats
    scale: Floats
    constants: Floats  # SWAPPED, CUT, UNREAD, NAMELESS, NOTHING_SURE, PARTS_DIFFER, LITTLE, TWO_NAMES and its bounds


(
    TOP, PER_NAT, PER_SHARE, KNEE, PER_EXCESS, FLOOR, FIRST, ABJAD_TOP, ABJAD_PER_NAT, ABJAD_PER_SHARE, CROSS,
    INITIAL_SAME, INITIAL_OTHER, START, WEAKEST, FATHER, FATHER_MOST, FATHER_LEAST, SPARE, CLASH, JOINED, SINGLE,
    LONELY,
) = range(23)  # fmt: skip
SWAPPED, CUT, UNREAD, NAMELESS, NOTHING_SURE, PARTS_DIFFER, LITTLE, TWO_NAMES_FROM, TWO_NAMES, TWO_NAMES_MOST = range(
    10
)


@lean
def _distance(p: Any, a0: int, a1: int, b0: int, b1: int, t: Any, rows: Any) -> float:
    """`core.costs.distance`; `rows` is room for three rows."""
    n, m = a1 - a0, b1 - b0
    if n == m:
        same = True
        for k in range(n):
            if p[a0 + k] != p[b0 + k]:
                same = False
                break
        if same:
            return 0.0
    first, swapped = t.scale[FIRST], t.constants[SWAPPED]
    before, row, current = 0, 1, 2
    rows[row, 0] = 0.0
    for j in range(m):
        rows[row, j + 1] = rows[row, j] + t.gap[p[b0 + j]] * (first if j == 0 else 1.0)
    for i in range(n):
        x = p[a0 + i]
        drop = t.gap[x] * (first if i == 0 else 1.0)
        rows[current, 0] = rows[row, 0] + drop
        for j in range(m):
            y = p[b0 + j]
            edge = first if i == 0 or j == 0 else 1.0
            value = rows[row, j] + t.change[x, y] * edge
            other = rows[row, j + 1] + drop
            if other < value:
                value = other
            other = rows[current, j] + t.gap[y] * (first if j == 0 else 1.0)
            if other < value:
                value = other
            if i > 0 and j > 0 and x == p[b0 + j - 1] and y == p[a0 + i - 1]:
                other = rows[before, j - 1] + swapped
                if other < value:
                    value = other
            rows[current, j + 1] = value
        before, row, current = row, current, before
    return float(rows[row, m])


@lean
def _place(k: int, n: int) -> int:
    return 0 if k == 0 else 2 if k == n - 1 else 1


@lean
def _abjad_apart(p: Any, a0: int, a1: int, b0: int, b1: int, both: int, t: Any, rows: Any) -> tuple[float, float]:
    """`core.abjad.apart`: what is missing, and what was to be expected."""
    n, m = a1 - a0, b1 - b0
    expected = 0.0
    for i in range(n):
        expected += t.one_expected[both, p[a0 + i]]
    others = 0.0
    for j in range(m):
        others += t.other_expected[both, p[b0 + j]]
    expected += others
    row, current = 0, 1
    rows[row, 0] = 0.0
    for j in range(m):
        rows[row, j + 1] = rows[row, j] + t.other_alone[both, _place(j, m), p[b0 + j]]
    for i in range(n):
        x = p[a0 + i]
        drop = t.one_alone[both, _place(i, n), x]
        rows[current, 0] = rows[row, 0] + drop
        for j in range(m):
            y = p[b0 + j]
            best = rows[row, j] + t.together[both, x, y]
            other = rows[row, j + 1] + drop
            if other > best:
                best = other
            other = rows[current, j] + t.other_alone[both, _place(j, m), y]
            if other > best:
                best = other
            rows[current, j + 1] = best
        row, current = current, row
    return max(0.0, expected - rows[row, m]), expected


@lean
def _begins(p: Any, a0: int, a1: int, b0: int, b1: int) -> bool:
    if a1 - a0 > b1 - b0:
        a0, a1, b0, b1 = b0, b1, a0, a1
    if a1 - a0 < LEAST_CUT:
        return False
    for k in range(a1 - a0 - 1):
        if p[a0 + k] != p[b0 + k]:
            return False
    return a1 > a0


@lean
def _forms_apart(x: int, y: int, w: Words, t: Tables, rows: Any) -> tuple[float, float]:
    """`core.tokens._apart`: distance of two forms, and what they are worth."""
    p, penalty = w.phonemes, w.penalty[x] + w.penalty[y]
    if w.abjad[x] or w.abjad[y]:
        if not w.abjad[x]:
            x, y = y, x
        both = 1 if w.abjad[y] else 0
        apart, worth = _abjad_apart(p, w.whole_from[x], w.whole_to[x], w.whole_from[y], w.whole_to[y], both, t, rows)
        if w.ending[x] == w.ending[y] and w.ending[x] != 0:
            stems, less = _abjad_apart(p, w.stem_from[x], w.stem_to[x], w.stem_from[y], w.stem_to[y], both, t, rows)
            if stems / max(less, 4.0) < apart / max(worth, 4.0):
                apart, worth = stems, less
        return apart + penalty, worth
    best = _distance(p, w.stem_from[x], w.stem_to[x], w.stem_from[y], w.stem_to[y], t, rows)
    best += t.endings[w.ending[x], w.ending[y]]
    if w.ending[x] != w.ending[y]:
        whole = _distance(p, w.whole_from[x], w.whole_to[x], w.whole_from[y], w.whole_to[y], t, rows)
        best = min(best, whole)
    elif best > t.constants[CUT] and _begins(p, w.stem_from[x], w.stem_to[x], w.stem_from[y], w.stem_to[y]):
        best = t.constants[CUT]
    return best + penalty, w.worth[x] + w.worth[y]


@lean
def _evidence(apart: float, worth: float, abjad: bool, s: Any) -> float:
    """`core.tokens.evidence`."""
    top, nat, share = s[TOP], s[PER_NAT], s[PER_SHARE]
    if abjad:
        top, nat, share = s[ABJAD_TOP], s[ABJAD_PER_NAT], s[ABJAD_PER_SHARE]
    raw = top - nat * apart - share * 10 * apart / max(worth, 4.0) - s[PER_EXCESS] * max(0.0, apart - s[KNEE])
    return float(np.log1p(np.exp(min(raw + s[FLOOR], 40.0))) - s[FLOOR])


@lean
def word_score(i: int, j: int, w: Words, t: Tables, rows: Any) -> float:
    """`core.tokens.alike`: log-odds of two words."""
    s = t.scale
    if w.initial[i] or w.initial[j]:
        if (w.begins[i, 0] & w.begins[j, 0]) or (w.begins[i, 1] & w.begins[j, 1]):
            return float(s[INITIAL_SAME])
        return float(-s[INITIAL_OTHER])
    if i == j:
        first = w.first_form[i]
        worth = w.worth[first] * 2 if w.first_form[i + 1] > first else 12.0
        return float(_evidence(0.0, worth, False, s))
    best, apart, worth, abjad = np.inf, t.constants[UNREAD], 12.0, False
    for x in range(w.first_form[i], w.first_form[i + 1]):
        for y in range(w.first_form[j], w.first_form[j + 1]):
            far, value = _forms_apart(x, y, w, t, rows)
            rank = far / max(value, 4.0) + far * 0.03
            if rank < best:
                best, apart, worth, abjad = rank, far, value, w.abjad[x] or w.abjad[y]
    score = _evidence(apart, worth, abjad, s)
    if w.known[i] and w.known[j] and apart > t.constants[TWO_NAMES_FROM] and not abjad:
        beyond = t.constants[TWO_NAMES] * (apart - t.constants[TWO_NAMES_FROM])
        score = max(score - min(beyond, t.constants[TWO_NAMES_MOST]), -s[FLOOR])
    return float(score)


@compiled
def _aligned(a0: int, a1: int, b0: int, b1: int, joined: bool, n: Names, w: Words, t: Tables, room: Any) -> float:
    """`core.names._aligned` on words a0..a1 and b0..b1; `room` holds scores, the alignment and rows."""
    s, c = t.scale, t.constants
    if a1 - a0 > b1 - b0:
        a0, a1, b0, b1 = b0, b1, a0, a1
    rows, scores = room[:3], room[3 : 3 + MOST_WORDS]
    count, other = a1 - a0, b1 - b0
    if count == 0:
        return float(s[START] - c[NAMELESS])
    man_a, woman_a, man_b, woman_b = False, False, False, False
    for i in range(count):
        man_a |= w.sex[n.word[a0 + i]] == 1
        woman_a |= w.sex[n.word[a0 + i]] == 2
    for j in range(other):
        man_b |= w.sex[n.word[b0 + j]] == 1
        woman_b |= w.sex[n.word[b0 + j]] == 2
    clash = (man_a or woman_a) and (man_b or woman_b) and not (man_a and man_b) and not (woman_a and woman_b)
    for i in range(count):
        for j in range(other):
            scores[i, j] = word_score(n.word[a0 + i], n.word[b0 + j], w, t, rows)
    fathers_a, fathers_b = 0, 0
    for i in range(count):
        fathers_a += n.father[a0 + i]
    for j in range(other):
        fathers_b += n.father[b0 + j]
    free = count > other - fathers_b
    chosen = np.full(MOST_WORDS, -2, np.int64)  # -2: not begun, -1: alone
    used, i, best = 0, 0, -np.inf
    while i >= 0:
        if i == count:
            value = _total(a0, b0, count, chosen, scores, fathers_a, fathers_b, other, n, t)
            best = max(best, value)
            i -= 1
            continue
        if chosen[i] >= 0:
            used &= ~(1 << chosen[i])
        following = chosen[i] + 1
        if following == -1 and not free and not n.father[a0 + i]:
            following = 0
        while following >= 0 and following < other and used >> following & 1:
            following += 1
        if following >= other:
            chosen[i] = -2
            i -= 1
            continue
        chosen[i] = following
        if following >= 0:
            used |= 1 << following
        i += 1
    return float(best + s[START] - s[CLASH] * clash - s[JOINED] * joined)


@compiled
def _total(
    a0: int, b0: int, count: int, chosen: Any, scores: Any, fathers_a: int, fathers_b: int, other: int, n: Any, t: Any
) -> float:
    """`core.names._total` of one alignment."""
    s, c = t.scale, t.constants
    against, fathers, sure = 0.0, 0.0, 0
    paired, fathers_alone_a, fathers_alone_b = 0, fathers_a, fathers_b
    for i in range(count):
        if chosen[i] >= 0:
            paired += 1
            fathers_alone_a -= n.father[a0 + i]
            fathers_alone_b -= n.father[b0 + chosen[i]]
    spare_a, spare_b = count - paired - fathers_alone_a, other - paired - fathers_alone_b
    if min(spare_a, spare_b) > 0:
        return -np.inf
    for i in range(count):
        j = chosen[i]
        if j < 0:
            continue
        father_a, father_b = n.father[a0 + i], n.father[b0 + j]
        if father_a and father_b:
            fathers += max(-s[FATHER_LEAST], min(scores[i, j], s[FATHER_MOST]))
        else:
            cost = s[CROSS] if father_a != father_b else 0.0
            part_a, part_b = n.part[a0 + i], n.part[b0 + j]
            if part_a != 0 and part_b != 0 and part_a != part_b:
                cost += c[PARTS_DIFFER]
            against += np.exp(cost - scores[i, j])
            sure += 1
    fathers -= s[FATHER_LEAST] * min(fathers_alone_a, fathers_alone_b)
    weakest = -np.log(against + c[LITTLE]) if sure else c[NOTHING_SURE]
    one = 0.0
    if sure < 2:
        one = s[SINGLE] - (s[LONELY] if spare_a + spare_b > 0 else 0.0)
    return float(s[WEAKEST] * weakest + s[FATHER] * fathers - s[SPARE] * (spare_a + spare_b) + one)


@compiled
def _core_words(first: int, last: int, n: Names) -> int:
    count = 0
    for k in range(first, last):
        count += not n.father[k]
    return count


@compiled
def name_score(a: int, b: int, n: Names, w: Words, t: Tables, room: Any) -> float:
    """`core.names.compare`: log-odds of two names."""
    va, vb = n.first_variant[a], n.first_variant[b]
    a0, a1, b0, b1 = n.first_word[va], n.first_word[va + 1], n.first_word[vb], n.first_word[vb + 1]
    best = _aligned(a0, a1, b0, b1, False, n, w, t, room)
    more_a, more_b = n.first_variant[a + 1] - va > 1, n.first_variant[b + 1] - vb > 1
    if (more_a or more_b) and (best < 0 or _core_words(a0, a1, n) != _core_words(b0, b1, n)):
        core_a, core_b = _core_words(a0, a1, n), _core_words(b0, b1, n)
        before = abs(core_a - core_b)
        if a1 - a0 >= b1 - b0:
            for v in range(va + 1, n.first_variant[a + 1]):
                v0, v1 = n.first_word[v], n.first_word[v + 1]
                if abs(_core_words(v0, v1, n) - core_b) <= before:
                    best = max(best, _aligned(v0, v1, b0, b1, True, n, w, t, room))
        if b1 - b0 >= a1 - a0:
            for v in range(vb + 1, n.first_variant[b + 1]):
                v0, v1 = n.first_word[v], n.first_word[v + 1]
                if abs(core_a - _core_words(v0, v1, n)) <= before:
                    best = max(best, _aligned(a0, a1, v0, v1, True, n, w, t, room))
    return float(best)


@compiled
def score_pairs(pairs: Ints, names: Names, words: Words, tables: Tables) -> Floats:
    """Return the log-odds of each row of `pairs` (two numbers of names)."""
    room = np.zeros((3 + MOST_WORDS, LONGEST + 1), np.float64)
    found = np.empty(len(pairs), np.float64)
    for k in range(len(pairs)):
        found[k] = name_score(pairs[k, 0], pairs[k, 1], names, words, tables, room)
    return found
