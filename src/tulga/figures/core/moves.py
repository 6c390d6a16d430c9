"""Which counts to withhold in any set of sums, and why each of them stays open: a *move* proves it.

A move changes some withheld counts by one, up or down, so that every sum still holds and no count leaves the range in
which a reader knows it to lie. Then a reader cannot tell the true counts from the moved ones. For every small count the
cheapest move is looked for; what it touches and was to be printed is withheld as well. Withholding more never closes a
move, so in the end every withheld count stands in one. docs/algorithms/disclosure.md.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count as numbers
from typing import Final, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
_TRIES: Final = 4000  # states looked at before a move is given up
_PER_BROKEN: Final = 3.0  # what a sum that does not hold yet is taken to cost: the search goes for the end
_MANY: Final = 10**12


@dataclass(slots=True)
class Sums(Generic[K]):
    """Counts, the sums between them, and what readers know of each. `unprinted` ones only follow from others."""

    counts: Mapping[K, int]
    sums: Sequence[tuple[K, tuple[K, ...]]]
    known: Mapping[K, tuple[int, int]] = field(default_factory=dict)
    unprinted: Collection[K] = frozenset()
    withheld: Collection[K] = frozenset()  # elsewhere, so that printing them here would print them there
    _keys: list[K] = field(init=False)
    _range: list[tuple[int, int]] = field(init=False)
    _value: list[int] = field(init=False)
    _terms: list[list[tuple[int, int]]] = field(init=False)  # of each sum: (place of the count, sign)
    _sums_of: list[list[tuple[int, int]]] = field(init=False)  # of each count: (number of the sum, sign)

    def __post_init__(self) -> None:
        self._keys = list(self.counts)
        place = {key: number for number, key in enumerate(self._keys)}
        self._value = [self.counts[key] for key in self._keys]
        self._range = [self.known.get(key, (0, _MANY)) for key in self._keys]
        self._terms, self._sums_of = [], [[] for _ in self._keys]
        for total, parts in self.sums:
            terms = [(place[total], 1), *((place[part], -1) for part in parts)]
            for where, sign in terms:
                self._sums_of[where].append((len(self._terms), sign))
            self._terms.append(terms)

    def protect(self, threshold: int) -> frozenset[K]:
        """Return what must be withheld so that no count from 1 to threshold - 1 is printed or can be worked out."""
        named = list(enumerate(zip(self._keys, self._value, strict=True)))
        secret = {where for where, (key, value) in named if 0 < value < threshold or key in self.withheld}
        hidden = secret | {where for where, (key, _) in named if key in self.unprinted}
        small = [where for where in secret if not self._fixed(where)]
        open_ = set[int]()
        for where in sorted(small, key=lambda one: (-self._value[one], one)):
            if where not in open_:
                move = self._move(where, hidden) or self._everything_around(where)
                open_ |= move
                hidden |= move
        return frozenset(self._keys[where] for where in hidden if self._keys[where] not in self.unprinted)

    def _fixed(self, where: int) -> bool:
        low, high = self._range[where]
        return low == high

    def _move(self, start: int, hidden: set[int]) -> set[int] | None:
        """Return the counts of the cheapest move of one count, up or down; None when none was found."""
        found = [self._search(start, step, hidden) for step in (1, -1) if self._can(start, step)]
        moves = [one for one in found if one is not None]
        return min(moves, key=lambda one: one[0])[1] if moves else None

    def _can(self, where: int, step: int) -> bool:
        low, high = self._range[where]
        return low <= self._value[where] + step <= high

    def _search(self, start: int, step: int, hidden: set[int]) -> tuple[float, set[int]] | None:
        """Mend one sum after the other, the cheapest attempt first, until every sum holds again."""
        order = numbers()
        moved, broken = {start: step}, self._break({}, start, step)
        queue: list[tuple[float, int, float, dict[int, int], dict[int, int]]] = [(0.0, next(order), 0.0, moved, broken)]
        seen: set[frozenset[tuple[int, int]]] = set()
        for _ in range(_TRIES):
            if not queue:
                return None
            _, _, cost, moved, broken = heappop(queue)
            if not broken:
                return cost, set(moved)
            wrong = min(broken, key=lambda one: len(self._terms[one]))
            for where, sign in self._terms[wrong]:
                mend = -sign if broken[wrong] > 0 else sign
                if where in moved or not self._can(where, mend):
                    continue
                following = {**moved, where: mend}
                name = frozenset(following.items())
                if name not in seen:
                    seen.add(name)
                    price = cost + (0.01 if where in hidden else 1.0 + self._value[where])
                    left = self._break(broken, where, mend)
                    heappush(queue, (price + _PER_BROKEN * len(left), next(order), price, following, left))
        return None

    def _break(self, broken: Mapping[int, int], where: int, step: int) -> dict[int, int]:
        """Return which sums no longer hold, and by how much, after moving a count."""
        found = dict(broken)
        for number, sign in self._sums_of[where]:
            found[number] = found.get(number, 0) + sign * step
            if not found[number]:
                del found[number]
        return found

    def _everything_around(self, where: int) -> set[int]:
        """Return every count that sums connect with one: where no move is found, nothing near it is printed."""
        seen, waiting = {where}, [where]
        while waiting:
            for number, _ in self._sums_of[waiting.pop()]:
                for other, _ in self._terms[number]:
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        return seen


def protect(
    counts: Mapping[K, int],
    sums: Sequence[tuple[K, tuple[K, ...]]],
    *,
    threshold: int,
    known: Mapping[K, tuple[int, int]] | None = None,
    unprinted: Iterable[K] = (),
    withheld: Iterable[K] = (),
) -> frozenset[K]:
    """Return the keys whose counts must not be printed."""
    return Sums(counts, sums, known or {}, frozenset(unprinted), frozenset(withheld)).protect(threshold)
