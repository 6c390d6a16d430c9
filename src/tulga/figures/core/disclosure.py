"""Which counts may be printed so that no small one can be worked out from the others.

A table with its totals is a network: every cell stands in exactly two sums (its row and its column), so every cell is
an arc between two nodes. What is withheld can vary exactly where the withheld arcs form a cycle along which counts can
go up and down without falling below nought. `cells_solvable_from` uses this: exact for non-negative whole numbers.
Suppressing for the second time means closing the cheapest cycle through a cell that could be solved.
docs/algorithms/disclosure.md.

Totals are cells too: a row total of 3 is as telling as a cell of 3.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

THRESHOLD = 5
Place = tuple[int, int]  # row, column; the last row and column hold the totals
Table = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Published:
    """A table as printed. `shown` holds what is printed, totals included; `withheld` what is not."""

    rows: int
    columns: int
    shown: Mapping[Place, int]
    withheld: frozenset[Place]
    counts: Mapping[Place, int]  # the publisher's own knowledge; never leaves


def _with_totals(table: Table) -> dict[Place, int]:
    rows, columns = len(table), len(table[0]) if table else 0
    if any(len(row) != columns for row in table):
        raise ValueError("every row of a table has the same number of cells")
    if any(count < 0 for row in table for count in row):
        raise ValueError("a count is never negative")
    counts = {(r, c): table[r][c] for r in range(rows) for c in range(columns)}
    for r in range(rows):
        counts[r, columns] = sum(table[r])
    for c in range(columns + 1):
        counts[rows, c] = sum(counts[r, c] for r in range(rows))
    return counts


def _ends(place: Place, rows: int, columns: int) -> tuple[int, int]:
    """Return the nodes that the arc of a cell leads from and to.

    Nodes 0..rows are the row sums (the last is the row of totals), the following ones the column sums. The arcs of
    totals run the other way, because a total stands on the other side of its sum.
    """
    r, c = place
    row, column = r, rows + 1 + c
    forwards = (r < rows) == (c < columns)
    return (row, column) if forwards else (column, row)


class _Network:
    """The withheld cells as arcs; `known` are withheld here but known from elsewhere, and so cannot vary."""

    def __init__(self, rows: int, columns: int, counts: Mapping[Place, int]) -> None:
        self.rows, self.columns, self.counts = rows, columns, counts
        self.size = rows + columns + 2

    def steps(self, places: Iterable[Place]) -> list[list[tuple[int, Place]]]:
        """Return for each node where a unit can go: up along an arc, or back along one that holds something."""
        out: list[list[tuple[int, Place]]] = [[] for _ in range(self.size)]
        for place in places:
            tail, head = _ends(place, self.rows, self.columns)
            out[tail].append((head, place))
            if self.counts[place] > 0:
                out[head].append((tail, place))
        return out

    def can_vary(self, place: Place, steps: list[list[tuple[int, Place]]]) -> bool:
        tail, head = _ends(place, self.rows, self.columns)
        if self._reaches(head, tail, place, steps):
            return True
        return self.counts[place] > 0 and self._reaches(tail, head, place, steps)

    @staticmethod
    def _reaches(start: int, goal: int, without: Place, steps: list[list[tuple[int, Place]]]) -> bool:
        seen, waiting = {start}, deque([start])
        while waiting:
            for node, place in steps[waiting.popleft()]:
                if place == without or node in seen:
                    continue
                if node == goal:
                    return True
                seen.add(node)
                waiting.append(node)
        return False

    def cheapest_cycle(self, place: Place, withheld: set[Place], locked: frozenset[Place]) -> list[Place] | None:
        """Return the cells to withhold as well so that `place` can vary, at the smallest loss of printed counts."""
        tail, head = _ends(place, self.rows, self.columns)
        usable = [one for one in self.counts if one not in locked and (one in withheld or self.counts[one] > 0)]
        steps = self.steps(usable)
        best: list[Place] | None = None
        best_cost = float("inf")
        goals = [(head, tail)] + ([(tail, head)] if self.counts[place] > 0 else [])
        for start, goal in goals:
            found = self._path(start, goal, place, withheld, steps)
            if found is not None and found[0] < best_cost:
                best_cost, best = found
        return best

    def _path(
        self, start: int, goal: int, without: Place, withheld: set[Place], steps: list[list[tuple[int, Place]]]
    ) -> tuple[float, list[Place]] | None:
        queue: list[tuple[float, int, list[Place]]] = [(0.0, start, [])]
        done: set[int] = set()
        while queue:
            cost, node, used = heappop(queue)
            if node == goal:
                return cost, used
            if node in done:
                continue
            done.add(node)
            for following, place in steps[node]:
                if place == without or following in done:
                    continue
                heappush(queue, (cost + self._price(place, withheld), following, [*used, place]))
        return None

    def _price(self, place: Place, withheld: set[Place]) -> float:
        if place in withheld:
            return 0.0
        is_total = place[0] == self.rows or place[1] == self.columns
        both = place == (self.rows, self.columns)
        return 1.0 + self.counts[place] + (1e12 if both else 1e6 if is_total else 0.0)


def publish(table: Table, threshold: int = THRESHOLD, known: Iterable[Place] = ()) -> Published:
    """Return the table as it may be printed.

    Args:
        table: counts by row and column, without totals.
        threshold: counts from 1 to threshold - 1 are withheld, totals included.
        known: cells that a reader knows from elsewhere (another publication): withholding them protects nothing.
    """
    counts = _with_totals(table)
    rows, columns = len(table), len(table[0]) if table else 0
    network, locked = _Network(rows, columns, counts), frozenset(known)
    withheld = {place for place, count in counts.items() if 0 < count < threshold}
    while True:
        steps = network.steps(withheld - locked)
        open_cells = sorted(p for p in withheld - locked if not network.can_vary(p, steps))
        if not open_cells:
            break
        cycle = network.cheapest_cycle(open_cells[0], withheld, locked)
        if cycle is None:
            withheld |= {place for place in counts if place not in locked}
            break
        withheld |= set(cycle)
    shown = {place: count for place, count in counts.items() if place not in withheld}
    return Published(rows, columns, shown, frozenset(withheld), counts)


def cells_solvable_from(published: Published, known: Iterable[Place] = ()) -> set[Place]:
    """Return the withheld cells that have one value only in all non-negative tables with these printed numbers.

    `known` are withheld cells whose value the reader has from elsewhere; they are not counted as solved.
    """
    locked = frozenset(known)
    varying = published.withheld - locked
    network = _Network(published.rows, published.columns, published.counts)
    steps = network.steps(varying)
    return {place for place in varying if not network.can_vary(place, steps)}
