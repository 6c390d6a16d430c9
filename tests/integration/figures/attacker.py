"""Somebody who holds what was printed, and nothing else, and works out what was withheld.

Written from the published shape of figures alone (figures/README.md): every sum that a reader can know is an equation,
every printed number a constant, and each withheld cell is pushed down and up as far as the equations let it.
"""

from collections.abc import Iterable
from itertools import count as numbers
from itertools import pairwise

from scipy.optimize import linprog
from scipy.sparse import csr_array

from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, Shown, Withheld
from tulga.figures.core.figure import FigureSet

Name = tuple[str, ...]
PARTS = {
    "people.total": ("people.stateless", "people.asylum_seekers", "people.refugees"),
    "people.stateless": ("people.stateless.government", "people.stateless.undetermined"),
}
STOCKS = {
    "stateless.government": "people.stateless.government", "stateless.undetermined": "people.stateless.undetermined",
    "asylum_seeker": "people.asylum_seekers", "refugee": "people.refugees",
}  # fmt: skip
STEPS = ("records", "persons", "present", "of_concern")


class Attacker:
    """Collects equations (sum of signed cells = 0) and what is printed; then asks how far each cell can vary.

    Several releases of different days may be given: they meet in the stocks at the ends of years and in the flows.
    """

    def __init__(self, *releases: FigureSet) -> None:
        self.cells: dict[Name, Cell] = {}
        self.equations: list[list[tuple[Name, int]]] = []
        self._spare = numbers()
        for printed in releases:
            self._read_figures(printed)
            self._read_accounts(printed)

    def equal(self, plus: Iterable[Name], minus: Iterable[Name]) -> None:
        self.equations.append([(name, 1) for name in plus] + [(name, -1) for name in minus])

    def at_least_as_many(self, more: Name, fewer: Name) -> None:
        self.equal([more], [fewer, ("spare", str(next(self._spare)))])

    def learn(self, name: Name, cell: Cell) -> None:
        """Keep the better of two printings of one count."""
        if isinstance(self.cells.get(name, Withheld()), Withheld):
            self.cells[name] = cell

    # -- what is public ------------------------------------------------------------------------------------------------

    def _read_figures(self, printed: FigureSet) -> None:
        day = str(printed.as_of)
        listed: dict[tuple[str, str], list[str]] = {}
        for figure in printed.figures:
            if figure.kind == "fact":
                continue
            self.learn((figure.id, day, *(f"{key}={value}" for key, value in figure.dimensions)), figure.cell)
            for key, value in figure.dimensions:
                listed.setdefault((figure.id, key), []).append(value)
            for step in figure.steps:
                if step.id in STEPS:
                    self.learn(("step", day, step.id), step.cell)
        for (one, key), values in listed.items():
            self.equal([(one, day)], [(one, day, f"{key}={value}") for value in values])
        for whole, parts in PARTS.items():
            self.equal([(whole, day)], [(part, day) for part in parts])
            for (one, key), values in listed.items():
                for value in values if one == whole else ():
                    named = [(part, day, f"{key}={value}") for part in parts]
                    self.equal([(whole, day, f"{key}={value}")], [name for name in named if name in self.cells])
        for more, fewer in pairwise(STEPS):
            self.at_least_as_many(("step", day, more), ("step", day, fewer))
        self.at_least_as_many(("step", day, "of_concern"), ("people.total", day))
        both = [("people.refugees", day), ("people.asylum_seekers", day)]
        self.equal(both, [("people.overlap", day), ("spare", day)])
        self.at_least_as_many(("campaign.identified", day), ("campaign.citizens", day))

    def _read_accounts(self, printed: FigureSet) -> None:
        for account in printed.accounts:
            start = (STOCKS[account.category], str(account.start_on))
            end = (STOCKS[account.category], str(account.end_on))
            self.learn(start, account.start)
            self.learn(end, account.end)
            span = f"{account.start_on}/{account.end_on}"
            ins, outs = [], []
            for line in account.lines:
                name = ("flow", account.category, span, line.direction, line.reason, str(line.assumed))
                self.learn(name, line.cell)
                (ins if line.direction == "in" else outs).append(name)
            self.equal([start, *ins], [end, *outs])
        self._years(printed)

    def _years(self, printed: FigureSet) -> None:
        spans = sorted({(one.start_on, one.end_on) for one in printed.accounts})
        if len(spans) < 2:
            return
        whole = max(spans, key=lambda one: one[1] - one[0])
        for name in [one for one in self.cells if one[0] == "flow" and one[2] == f"{whole[0]}/{whole[1]}"]:
            years = [(*name[:2], f"{start}/{end}", *name[3:]) for start, end in spans if (start, end) != whole]
            self.equal([name], [one for one in years if one in self.cells])

    # -- the attack ----------------------------------------------------------------------------------------------------

    def solved(self) -> set[Name]:
        """Return the withheld cells that can have one whole number only."""
        names = sorted({*self.cells, *(name for equation in self.equations for name, _ in equation)})
        index = {name: place for place, name in enumerate(names)}
        terms = [(row, index[name], sign) for row, equation in enumerate(self.equations) for name, sign in equation]
        across, down, signs = zip(*terms, strict=True)
        rows = csr_array((signs, (across, down)), shape=(len(self.equations), len(names)), dtype=float)
        bounds = [self._bounds(name) for name in names]
        found = set()
        for name in (one for one in names if isinstance(self.cells.get(one), Withheld)):
            ends = []
            for sign in (1, -1):
                goal = [0] * len(names)
                goal[index[name]] = sign
                result = linprog(goal, A_eq=rows, b_eq=[0] * len(self.equations), bounds=bounds, method="highs")
                assert result.status in (0, 3), f"what was printed contradicts itself: {result.message}"
                ends.append(sign * result.fun if result.status == 0 else float("inf"))
            if ends[1] - ends[0] < 1 - 1e-6:
                found.add(name)
        return found

    def _bounds(self, name: Name) -> tuple[int, int | None]:
        cell = self.cells.get(name)
        if isinstance(cell, Shown | Assumed):
            return cell.value, cell.value
        if isinstance(cell, AtLeast):
            return cell.value, None
        if isinstance(cell, AtMost):
            return 0, cell.value
        listed = name[0] == "flow" or "=" in name[-1]
        return (1 if listed else 0), None
