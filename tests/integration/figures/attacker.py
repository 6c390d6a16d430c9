"""Somebody who holds what was printed, and nothing else, and works out what was withheld.

Written from the published shape of figures alone (figures/README.md): every sum that a reader can know is an equation,
every printed number a constant, and each withheld cell is pushed down and up as far as the equations let it.
"""

from collections.abc import Iterable
from itertools import count as numbers
from itertools import pairwise

from scipy.optimize import linprog

from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, Shown, Withheld
from tulga.figures.core.figure import Account, FigureSet

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
    """Collects equations (sum of signed cells = 0) and what is printed; then asks how far each cell can vary."""

    def __init__(self, printed: FigureSet) -> None:
        self.cells: dict[Name, Cell] = {}
        self.equations: list[list[tuple[Name, int]]] = []
        self._spare = numbers()
        self.printed = printed
        self._read_figures()
        self._read_accounts()

    def equal(self, plus: Iterable[Name], minus: Iterable[Name]) -> None:
        self.equations.append([(name, 1) for name in plus] + [(name, -1) for name in minus])

    def at_least_as_many(self, more: Name, fewer: Name) -> None:
        self.equal([more], [fewer, ("spare", str(next(self._spare)))])

    # -- what is public ------------------------------------------------------------------------------------------------

    def _read_figures(self) -> None:
        listed: dict[tuple[str, str], list[str]] = {}
        for figure in self.printed.figures:
            if figure.kind == "fact":
                continue
            name = (figure.id, *(f"{key}={value}" for key, value in figure.dimensions))
            self.cells[name] = figure.cell
            for key, value in figure.dimensions:
                listed.setdefault((figure.id, key), []).append(value)
            for step in figure.steps:
                if step.id in STEPS:
                    self.cells["step", step.id] = step.cell
        for (figure_id, key), values in listed.items():
            self.equal([(figure_id,)], [(figure_id, f"{key}={value}") for value in values])
        for whole, parts in PARTS.items():
            self.equal([(whole,)], [(part,) for part in parts])
            for (figure_id, key), values in listed.items():
                if figure_id == whole:
                    for value in values:
                        named = [(part, f"{key}={value}") for part in parts]
                        self.equal([(whole, f"{key}={value}")], [name for name in named if name in self.cells])
        for more, fewer in pairwise(STEPS):
            self.at_least_as_many(("step", more), ("step", fewer))
        self.at_least_as_many(("step", "of_concern"), ("people.total",))
        self.equal([("people.refugees",), ("people.asylum_seekers",)], [("people.overlap",), ("spare", "protected")])
        self.at_least_as_many(("campaign.identified",), ("campaign.citizens",))

    def _read_accounts(self) -> None:
        for account in self.printed.accounts:
            start, end = self._stock(account.category, account.start_on), self._stock(account.category, account.end_on)
            self.cells.setdefault(start, account.start)
            self.cells.setdefault(end, account.end)
            lines = {self._line(account, line.direction, line.reason, line.assumed): line for line in account.lines}
            self.cells |= {name: line.cell for name, line in lines.items()}
            ins = [name for name, line in lines.items() if line.direction == "in"]
            self.equal([start, *ins], [end, *(name for name in lines if name not in ins)])
        self._years()

    def _stock(self, category: str, day: object) -> Name:
        return (STOCKS[category],) if day == self.printed.as_of else ("stock", category, str(day))

    @staticmethod
    def _line(account: Account, direction: str, reason: str, assumed: bool) -> Name:
        return ("flow", account.category, f"{account.start_on}/{account.end_on}", direction, reason, str(assumed))

    def _years(self) -> None:
        spans = sorted({(one.start_on, one.end_on) for one in self.printed.accounts})
        whole = max(spans, key=lambda one: one[1] - one[0]) if len(spans) > 1 else None
        if whole is None:
            return
        for name in [one for one in self.cells if one[0] == "flow" and one[2] == f"{whole[0]}/{whole[1]}"]:
            years = [(*name[:2], f"{start}/{end}", *name[3:]) for start, end in spans if (start, end) != whole]
            self.equal([name], [one for one in years if one in self.cells])

    # -- the attack ----------------------------------------------------------------------------------------------------

    def solved(self) -> set[Name]:
        """Return the withheld cells that can have one whole number only."""
        names = sorted({*self.cells, *(name for equation in self.equations for name, _ in equation)})
        index = {name: place for place, name in enumerate(names)}
        rows = []
        for equation in self.equations:
            row = [0] * len(names)
            for name, sign in equation:
                row[index[name]] += sign
            rows.append(row)
        bounds = [self._bounds(name) for name in names]
        found = set()
        for name in (one for one in names if isinstance(self.cells.get(one), Withheld)):
            ends = []
            for sign in (1, -1):
                goal = [0] * len(names)
                goal[index[name]] = sign
                result = linprog(goal, A_eq=rows, b_eq=[0] * len(rows), bounds=bounds, method="highs")
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
        listed = name[0] == "flow" or (len(name) > 1 and "=" in name[1])
        return (1 if listed else 0), None
