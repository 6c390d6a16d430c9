"""Keys of many records, as `core.candidates.keys_of` says them, each a number of 64 bits.

Two records share a number where they share the text of a key; that two texts give one number is as likely as one in a
million for 10^6 records.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from tulga.matching.bulk import workers
from tulga.matching.bulk.columns import Columns
from tulga.matching.bulk.compiled import compiled
from tulga.matching.core.parts import MOST_LOOSE

Keys = npt.NDArray[np.uint64]
_ROOM = 1 << 14  # keys of one record, counted twice and more, are far fewer
_NAMES, _NAME_BEGINS, _YEAR, _FATHER_YEAR, _DATE, _DAY, _DAY_BEGINS, _MONTH, _HABIT = range(1, 10)
_PLACE, _REGION, _PHONE, _PHONE_BEGINS, _DOCUMENT = range(10, 15)


@compiled
def _mixed(kind: int, a: int, b: int, c: int) -> Any:
    """Return 64 bits of which every bit depends on every bit of the four."""
    found = np.uint64(kind) * np.uint64(0x9E3779B97F4A7C15)
    for value in (np.uint64(a), np.uint64(b), np.uint64(c)):
        found = (found ^ value) * np.uint64(0xFF51AFD7ED558CCD)
        found ^= found >> np.uint64(32)
        found *= np.uint64(0xC4CEB9FE1A85EC53)
        found ^= found >> np.uint64(29)
    return found


@compiled
def _put(bone: int, bones: Any, count: int, lengths: Any) -> int:
    """Add a skeleton of two or more consonants to a set, and return how many there are."""
    if lengths[bone] < 2:
        return count
    for k in range(count):
        if bones[k] == bone:
            return count
    bones[count] = bone
    return count + 1


@compiled
def _put_word(word: int, bones: Any, count: int, table: Any, lengths: Any) -> int:
    for k in range(table.first_bone[word], table.first_bone[word + 1]):
        count = _put(table.bone[k], bones, count, lengths)
    return count


@compiled
def _words(r: int, records: Any, parts: Any, loose: Any, table: Any, words: Any, fathers: Any) -> tuple[int, int]:
    """Write the words of a record that have skeletons, and its fathers; return how many of each."""
    count, others = 0, 0
    apart = records.loose[r]
    if apart >= 0:
        v = loose.first_variant[apart]
        for k in range(loose.first_word[v], loose.first_word[v + 1]):
            words[count] = loose.word[k]
            count += 1
        for k in range(loose.first_father[apart], loose.first_father[apart + 1]):
            fathers[others] = table.bare[loose.father[k]]
            others += 1
    else:
        for part in (records.family[r], records.given[r]):
            for k in range(parts.first[part], parts.first[part + 1]):
                words[count] = parts.word[k]
                count += 1
        part = records.patronymic[r]
        for k in range(parts.first[part], parts.first[part + 1]):
            fathers[others] = table.bare[parts.word[k]]
            others += 1
    part = records.father[r]
    for k in range(parts.first[part], parts.first[part + 1]):
        fathers[others] = table.bare[parts.word[k]]
        others += 1
    kept = 0
    for k in range(count):
        if not table.words.initial[words[k]] and table.first_bone[words[k] + 1] > table.first_bone[words[k]]:
            words[kept] = words[k]
            kept += 1
    kept_fathers = 0
    for k in range(others):
        if table.first_bone[fathers[k] + 1] > table.first_bone[fathers[k]]:
            fathers[kept_fathers] = fathers[k]
            kept_fathers += 1
    return kept, kept_fathers


@compiled
def _put_joint(
    r: int, records: Any, parts: Any, loose: Any, table: Any, lengths: Any, most_loose: int, bones: Any, count: int
) -> int:
    """`core.candidates._joint`: parts in one piece; of names in one text, the words of every variant."""
    apart = records.loose[r]
    if apart < 0:
        patronymic = records.patronymic[r]
        for part in (records.family[r], records.given[r], patronymic):
            if parts.joint[part] >= 0:
                count = _put(parts.joint[part], bones, count, lengths)
        return count
    for v in range(loose.first_variant[apart], loose.first_variant[apart + 1]):
        last = min(loose.first_word[v + 1], loose.first_word[v] + most_loose)
        for k in range(loose.first_word[v], last):
            count = _put_word(loose.word[k], bones, count, table, lengths)
    return count


@compiled
def _by_names(words: Any, count: int, fathers: Any, others: int, table: Any, two: Any, out: Any) -> int:
    n = 0
    for i in range(count):
        for j in range(count + others):
            if i == j:
                continue
            other = words[j] if j < count else fathers[j - count]
            for x in range(table.first_bone[words[i]], table.first_bone[words[i] + 1]):
                a = table.bone[x]
                first = x - table.first_bone[words[i]]
                for y in range(table.first_bone[other], table.first_bone[other + 1]):
                    b = table.bone[y]
                    if j > i and a != b:
                        out[n] = _mixed(_NAMES, min(a, b), max(a, b), 0)
                        n += 1
                    if first < 2:
                        out[n] = _mixed(_NAME_BEGINS, a, two[b], 0)
                        n += 1
    return n


@compiled
def _by_birth(
    born: int, births: Any, bones: Any, count: int, fathers: Any, others: int, table: Any, kinds: Any, out: Any, n: int
) -> int:
    year, month, day = births.year[born], births.month[born], births.day[born]
    if year == 0:
        return n
    first = year - 1 if births.from_age[born] else year
    for k in range(count):
        for told in range(first, year + 2):
            out[n] = _mixed(_YEAR, bones[k], told, 0)
            n += 1
    for k in range(others):
        for x in range(table.first_bone[fathers[k]], table.first_bone[fathers[k] + 1]):
            out[n] = _mixed(_FATHER_YEAR, table.bone[x], year, 0)
            n += 1
    if births.ordinal[born] == 0:
        return n
    if births.habit[born]:
        for k in range(count):
            out[n] = _mixed(_HABIT, kinds.two[bones[k]], year, month)
            n += 1
        return n
    low, high = min(month, day), max(month, day)
    out[n] = _mixed(_DATE, year, low, high)
    n += 1
    for k in range(count):
        bone = bones[k]
        out[n] = _mixed(_DAY, bone, low, high)
        out[n + 1] = _mixed(_MONTH, kinds.two[bone], month, year)
        out[n + 2] = _mixed(_MONTH, kinds.two[bone], 100 + day, year)
        n += 3
        if kinds.length[bone] > 3:
            out[n] = _mixed(_DAY_BEGINS, kinds.three[bone], low, high)
            n += 1
    return n


@compiled
def _by_rest(r: int, records: Any, places: Any, bones: Any, count: int, two: Any, out: Any, n: int) -> int:
    for k in range(count):
        if records.place[r]:
            out[n] = _mixed(_PLACE, bones[k], places.identity[records.place[r]], 0)
            n += 1
        if records.region[r]:
            out[n] = _mixed(_REGION, bones[k], records.region[r], 0)
            n += 1
        if records.phone[r]:
            out[n] = _mixed(_PHONE_BEGINS, records.phone[r], two[bones[k]], 0)
            n += 1
    if records.phone[r]:
        out[n] = _mixed(_PHONE, records.phone[r], 0, 0)
        n += 1
    if records.document[r]:
        out[n] = _mixed(_DOCUMENT, records.document[r], 0, 0)
        n += 1
    return n


@compiled
def _keys_between(
    start: int, end: int, records: Any, parts: Any, loose: Any, births: Any, places: Any, kinds: Any, table: Any,
    most_loose: int, room: int,
) -> Any:  # fmt: skip
    """Return the keys of records start..end, sorted and each once for each, and how many each has."""
    found = np.empty((end - start) * 32 + room, np.uint64)
    counts = np.empty(end - start, np.int32)
    words, fathers, bones = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room, np.int64)
    out = np.empty(room, np.uint64)
    at = 0
    for r in range(start, end):
        count, others = _words(r, records, parts, loose, table, words, fathers)
        known = 0
        for k in range(count):
            known = _put_word(words[k], bones, known, table, kinds.length)
        known = _put_joint(r, records, parts, loose, table, kinds.length, most_loose, bones, known)
        n = _by_names(words, count, fathers, others, table, kinds.two, out)
        n = _by_birth(records.birth[r], births, bones, known, fathers, others, table, kinds, out, n)
        n = _by_rest(r, records, places, bones, known, kinds.two, out, n)
        some = np.sort(out[:n])
        if at + n > len(found):
            longer = np.empty(len(found) * 3 // 2 + room, np.uint64)
            longer[:at] = found[:at]
            found = longer
        begin = at
        for k in range(n):
            if k == 0 or some[k] != some[k - 1]:
                found[at] = some[k]
                at += 1
        counts[r - start] = at - begin
    return found[:at].copy(), counts


def keys_of(columns: Columns) -> tuple[npt.NDArray[np.int64], list[Keys]]:
    """Return where the keys of each record begin (and the end of the last), and the keys, in several pieces."""
    c = columns

    def between(span: tuple[int, int]) -> tuple[Keys, npt.NDArray[np.int32]]:
        found: tuple[Keys, npt.NDArray[np.int32]] = _keys_between(
            *span, c.records, c.parts, c.loose, c.births, c.places, c.bones, c.words, MOST_LOOSE, _ROOM
        )
        return found

    pieces = workers.in_threads(between, workers.spans(len(c.ids)))
    counts = np.concatenate([np.zeros(1, np.int64), *(counts for _, counts in pieces)])
    return np.cumsum(counts), [keys for keys, _ in pieces]


def listed(first: npt.NDArray[np.int64], pieces: list[Keys]) -> Iterator[frozenset[int]]:
    """Yield the keys of each record."""
    together = np.concatenate([np.zeros(0, np.uint64), *pieces])
    for start, end in zip(first[:-1].tolist(), first[1:].tolist(), strict=True):
        yield frozenset(together[start:end].tolist())
