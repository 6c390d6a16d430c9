"""A figure and a set of figures, and their one written form (figures.json)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tulga.figures.core.cells import Cell, cell_from, name_of, value_of

Dimensions = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of how a number was made: what was counted, and how many (through disclosure control)."""

    id: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with everything needed to walk it back: definition, sources, basis, steps and recipe."""

    id: str
    version: int
    unit: str
    kind: str  # stock | flow | fact
    dimensions: Dimensions
    cell: Cell
    as_of: date
    source: str  # operation | official
    basis: str
    sources: tuple[str, ...]
    footnotes: tuple[str, ...]
    recipe: str
    items: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    period_start: date | None = None
    document: str = ""

    def dimension(self, name: str) -> str | None:
        return dict(self.dimensions).get(name)


@dataclass(frozen=True, slots=True)
class FlowLine:
    """One line of the accounts of a category: what came in or went out, and why."""

    category: str
    direction: str  # in | out
    reason: str
    cell: Cell
    assumed: bool


@dataclass(frozen=True, slots=True)
class Account:
    """Start + in - out = end, for one category over one period."""

    category: str
    start_on: date
    end_on: date
    start: Cell
    end: Cell
    lines: tuple[FlowLine, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure in two sources, and why they differ."""

    figure: str
    dimensions: Dimensions
    operation: Cell
    official: Cell
    difference: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureSet:
    country: str
    as_of: date
    known_at: datetime | None
    source: str
    demonstration: bool
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    differences: tuple[Difference, ...] = ()
    texts: dict[str, Any] = field(default_factory=dict)  # definitions: labels and footnotes in three languages

    def find(self, figure: str, **dimensions: str) -> Figure | None:
        """Return the figure with this id and exactly these dimensions, or None."""
        wanted = tuple(sorted(dimensions.items()))
        return next((one for one in self.figures if one.id == figure and tuple(sorted(one.dimensions)) == wanted), None)

    def by_dimension(self, figure: str, dimension: str) -> tuple[Figure, ...]:
        """Return the breakdown of a figure by exactly one dimension."""
        return tuple(
            one for one in self.figures if one.id == figure and [name for name, _ in one.dimensions] == [dimension]
        )


DEMONSTRATION_NOTE = {
    "en": "demonstration: invented people, calibrated to published totals",
    "ru": "демонстрация: вымышленные люди, итоги соответствуют опубликованным",
    "kk": "көрсетілім: ойдан шығарылған адамдар, жиынтықтары жарияланған деректерге сай",
}


def to_json(given: FigureSet, *, full: bool = False) -> dict[str, Any]:
    """Return the JSON form of the command line; `full` adds accounts, differences, steps and texts (releases)."""
    document: dict[str, Any] = {
        "country": given.country,
        "as_of": given.as_of.isoformat(),
        "known_at": given.known_at.isoformat() if given.known_at else None,
        "source": given.source,
        "demonstration": given.demonstration,
        "figures": [_figure_to_json(one) for one in given.figures],
    }
    if given.demonstration:
        document["demonstration_note"] = dict(DEMONSTRATION_NOTE)
    if given.notes:
        document["notes"] = list(given.notes)
    if full:
        document["accounts"] = [_account_to_json(one) for one in given.accounts]
        document["differences"] = [_difference_to_json(one) for one in given.differences]
        document["texts"] = given.texts
    return document


def _cell(cell: Cell) -> dict[str, Any]:
    return {"cell": name_of(cell), "value": value_of(cell)}


def _figure_to_json(one: Figure) -> dict[str, Any]:
    document = {
        "id": one.id, "version": one.version, "unit": one.unit, "kind": one.kind, "dimensions": dict(one.dimensions),
        **_cell(one.cell), "as_of": one.as_of.isoformat(), "basis": one.basis, "sources": list(one.sources),
        "footnotes": list(one.footnotes), "recipe": one.recipe,
    }  # fmt: skip
    if one.items:
        document["items"] = list(one.items)
    if one.steps:
        document["steps"] = [{"id": step.id, **_cell(step.cell)} for step in one.steps]
    if one.period_start:
        document["period_start"] = one.period_start.isoformat()
    if one.document:
        document["document"] = one.document
    return document


def _account_to_json(one: Account) -> dict[str, Any]:
    return {
        "category": one.category, "start_on": one.start_on.isoformat(), "end_on": one.end_on.isoformat(),
        "start": _cell(one.start), "end": _cell(one.end),
        "lines": [
            {
                "category": line.category, "direction": line.direction, "reason": line.reason, "assumed": line.assumed,
                **_cell(line.cell),
            }
            for line in one.lines
        ],
    }  # fmt: skip


def _difference_to_json(one: Difference) -> dict[str, Any]:
    return {
        "figure": one.figure, "dimensions": dict(one.dimensions), "operation": _cell(one.operation),
        "official": _cell(one.official), "difference": one.difference, "reasons": list(one.reasons),
    }  # fmt: skip


def from_json(document: dict[str, Any]) -> FigureSet:
    """Return the figure set of a JSON form.

    Raises:
        KeyError, ValueError: the document is not of that form.
    """
    source = document["source"]
    return FigureSet(
        document["country"], date.fromisoformat(document["as_of"]),
        datetime.fromisoformat(document["known_at"]) if document["known_at"] else None, source,
        document["demonstration"],
        tuple(_figure_from_json(one, source) for one in document["figures"]), tuple(document.get("notes", ())),
        tuple(_account_from_json(one) for one in document.get("accounts", ())),
        tuple(_difference_from_json(one) for one in document.get("differences", ())), document.get("texts", {}),
    )  # fmt: skip


def _read_cell(document: dict[str, Any]) -> Cell:
    return cell_from(document["cell"], document["value"])


def _figure_from_json(one: dict[str, Any], source: str) -> Figure:
    return Figure(
        one["id"], one["version"], one["unit"], one["kind"], tuple(one["dimensions"].items()), _read_cell(one),
        date.fromisoformat(one["as_of"]), source, one["basis"], tuple(one["sources"]), tuple(one["footnotes"]),
        one["recipe"],
        tuple(one.get("items", ())), tuple(Step(step["id"], _read_cell(step)) for step in one.get("steps", ())),
        date.fromisoformat(one["period_start"]) if "period_start" in one else None, one.get("document", ""),
    )  # fmt: skip


def _account_from_json(one: dict[str, Any]) -> Account:
    return Account(
        one["category"], date.fromisoformat(one["start_on"]), date.fromisoformat(one["end_on"]),
        _read_cell(one["start"]), _read_cell(one["end"]),
        tuple(
            FlowLine(line["category"], line["direction"], line["reason"], _read_cell(line), line["assumed"])
            for line in one["lines"]
        ),
    )  # fmt: skip


def _difference_from_json(one: dict[str, Any]) -> Difference:
    return Difference(
        one["figure"], tuple(one["dimensions"].items()), _read_cell(one["operation"]), _read_cell(one["official"]),
        one["difference"], tuple(one["reasons"]),
    )  # fmt: skip
