"""The family graph of the rows: in which order people are read, and which rows contradict themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tulga.nationality.bulk.facts import Facts, Numbers, Rows
from tulga.nationality.bulk.ir import day_of

PART = 1 << 19  # people read together: what is worked out on the way stays in the processor's own memory


def depth(facts: Facts) -> Numbers:
    """Return how many generations of rows stand above each person; -1 for whoever is above themselves."""
    parents = [np.where(rows < facts.rows, rows, -1) for rows in (facts.mother.row, facts.father.row)]
    level = np.full(facts.rows, -1, dtype=np.int32)
    waiting = np.arange(facts.rows)
    number = 0
    while len(waiting):
        ready = np.ones(len(waiting), dtype=np.bool_)
        for rows in parents:
            above = rows[waiting]
            ready &= (above < 0) | ((level[np.maximum(above, 0)] >= 0) & (level[np.maximum(above, 0)] < number))
        if not ready.any():
            break
        level[waiting[ready]] = number
        waiting = waiting[~ready]
        number += 1
    return level


def in_order(facts: Facts) -> list[slice | Rows]:
    """Return everybody in parts, nobody before or beside their parents; whoever is their own ancestor is left out.

    Where parents stand before their children (by day of birth, say) the parts are slices and nothing is copied.
    """
    stretches = list(_stretches(facts))
    if not facts.rows or stretches[-1].stop == facts.rows:
        return [*stretches]
    level, many, parts = depth(facts), _together(facts), list[slice | Rows]()
    for number in range(int(level.max(initial=-1)) + 1):
        rows = np.flatnonzero(level == number)
        parts += [rows[first : first + many] for first in range(0, len(rows), many)]
    return parts


def _together(facts: Facts) -> int:
    """Return how many people to read together: fewer if much is told of them."""
    told = [
        each for who in (facts.subject, facts.mother, facts.father) for each in (who.stays, who.events, who.documents)
    ]
    return max(1, PART >> 6, PART // (1 + 8 * sum(map(len, told)) // max(facts.rows, 1)))


def _stretches(facts: Facts) -> Iterator[slice]:
    """Yield people who stand together with all their parents before them, to the end or until there are none."""
    first, many = 0, _together(facts)
    left = 100 + 2 * facts.rows // many
    while first < facts.rows and left:
        part = slice(first, min(first + many, facts.rows))
        beside = (facts.mother.row[part] >= first) | (facts.father.row[part] >= first)
        until = int(beside.argmax())  # the first of them
        last = first + until if beside[until] else part.stop
        yield slice(first, last)
        if last == first:
            return
        first, left = last, left - 1


# -- what cannot be true -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that contradicts itself or the world. It is listed and left out; the others are still worked out."""

    row: int
    id: str
    column: str
    message: str


def problems(facts: Facts) -> tuple[Problem, ...]:
    """Return what is wrong with the rows: births that end before they begin, circles in the family, odd parents."""
    found = [
        Problem(int(row), str(facts.ids[row]), "birth_hi", "the last possible day of birth lies before the first")
        for row in np.flatnonzero(facts.birth_lo > facts.birth_hi)
    ]
    for who in ("mother", "father"):
        found += _impossible(facts, who)
    found += [
        Problem(row, str(facts.ids[row]), "mother, father", "is their own ancestor: " + _circle(facts, row))
        for row in circles(facts)
    ]
    return tuple(found)


def _impossible(facts: Facts, who: str) -> list[Problem]:
    rows = getattr(facts, who).row
    outside = (rows < -1) | (rows >= facts.rows)
    found = [
        Problem(int(row), str(facts.ids[row]), who, f"there is no row {int(rows[row])}; rows count from 0")
        for row in np.flatnonzero(outside)
    ]
    parent = np.where(outside | (rows < 0), 0, rows)
    late = ~outside & (rows >= 0) & (facts.birth_lo[parent] >= facts.birth_hi) if facts.rows else outside
    return found + [
        Problem(int(row), str(facts.ids[row]), who, f"was born {_when(facts, int(parent[row]))}, not before the child")
        for row in np.flatnonzero(late)
    ]


def _when(facts: Facts, row: int) -> str:
    return day_of(int(facts.birth_lo[row])).isoformat()


def circles(facts: Facts) -> tuple[int, ...]:
    """Return the rows of people who are their own ancestors (not those who only descend from such a circle)."""
    stuck = set(np.flatnonzero(depth(facts) < 0).tolist())
    return tuple(row for row in sorted(stuck) if _way_back(facts, row) is not None)


def _way_back(facts: Facts, start: int) -> list[int] | None:
    """Return the shortest line of ancestors from somebody back to themselves, or None."""
    came: dict[int, int] = {}
    line = [start]
    for row in line:
        for above in (int(facts.mother.row[row]), int(facts.father.row[row])):
            if above == start:
                way = [row]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return way[::-1]
            if 0 <= above < facts.rows and above not in came:
                came[above] = row
                line.append(above)
    return None


def _circle(facts: Facts, row: int) -> str:
    way = _way_back(facts, row) or []
    return " ← ".join(str(facts.ids[each]) for each in [*way, row])
