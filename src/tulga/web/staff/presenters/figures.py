"""Figures in words: what a cell holds, where a number comes from, how sources differ, whether the accounts close."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tulga.figures.core.cells import Assumed, AtLeast, AtMost, Cell, NotCollected, Shown, Withheld, name_of, value_of
from tulga.figures.core.figure import Account, Difference, Figure, FigureSet
from tulga.figures.duplicates import Duplicates, definition
from tulga.figures.released.queries import ReleaseInfo
from tulga.web.staff import labels

CELLS: Final[labels.Words] = {
    "shown": _("shown"),
    "at_least": _("at least"),
    "at_most": _("at most"),
    "withheld": _("withheld"),
    "not_collected": _("not collected"),
    "assumed": _("assumed"),
}
DIMENSIONS: Final[labels.Words] = {
    "origin": _("country of origin"),
    "area": _("area"),
    "sex": _("sex"),
    "age": _("age"),
}
SOURCES: Final[labels.Words] = {
    "operation": _("this operation’s ledger"),
    "official": _("UNHCR’s published statistics"),
}
DIRECTIONS: Final[labels.Words] = {"in": _("came in"), "out": _("went out")}


@dataclass(frozen=True, slots=True)
class StepLine:
    label: str
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure as a row. `detail` says that it is a part of the row above."""

    id: str
    label: str
    definition: str
    of: str
    value: str
    is_list: bool
    kind: str
    kind_code: str
    basis: str
    sources: tuple[str, ...]
    footnotes: tuple[str, ...]
    steps: tuple[StepLine, ...]
    recipe: str
    version: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The parts of one figure by one dimension."""

    title: str
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    label: str
    of: str
    operation: str
    official: str
    difference: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountLine:
    label: str
    value: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class AccountTable:
    """One category: start, what came in and went out, end; `closes` is None when a cell is not a plain number."""

    category: str
    start_on: str
    start: str
    lines: tuple[AccountLine, ...]
    end_on: str
    end: str
    closes: bool | None


@dataclass(frozen=True, slots=True)
class FiguresPage:
    country: str
    as_of: str
    known_at: str
    source: str
    demonstration: bool
    count: int
    figures: tuple[FigureLine, ...]  # the totals; their parts are in the breakdowns
    breakdowns: tuple[Breakdown, ...]
    differences: tuple[DifferenceLine, ...]
    accounts: tuple[AccountTable, ...]
    notes: tuple[str, ...]
    withheld: int
    assumed: int
    can_release: bool


@dataclass(frozen=True, slots=True)
class Twice:
    """Beside the total: the people of concern with and without matching, and how many may be counted twice."""

    definition: str
    id: str
    with_matching: str
    without_matching: str
    expected: str
    interval: str  # "" where there is no number
    people: str
    pairs: str
    why: str
    recipe: str


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One release in the list: what the world can read."""

    id: str
    number: str
    country: str
    as_of: str
    source: str
    released_at: str


def release_lines(given: Sequence[ReleaseInfo]) -> tuple[ReleaseLine, ...]:
    """Return the releases as the console lists them, in the order given."""
    return tuple(
        ReleaseLine(
            id=str(one.id),
            number=labels.number(one.number),
            country=labels.country(one.country),
            as_of=labels.day(one.as_of),
            source=labels.word(SOURCES, one.source),
            released_at=labels.moment(one.released_at),
        )
        for one in given
    )


def figures_page(given: FigureSet, *, may_release: bool) -> FiguresPage:
    """Return a set of figures as the console shows it."""
    texts = given.texts
    return FiguresPage(
        country=labels.country(given.country),
        as_of=labels.day(given.as_of),
        known_at=labels.moment(given.known_at) if given.known_at else gettext("now"),
        source=labels.word(SOURCES, given.source),
        demonstration=given.demonstration,
        count=len(given.figures),
        figures=tuple(_figure(one, texts) for one in given.figures if not one.dimensions),
        breakdowns=_breakdowns(given, texts),
        differences=tuple(_difference(one, texts) for one in given.differences),
        accounts=tuple(_account(one, texts) for one in given.accounts),
        notes=tuple(_said(texts, "notes", note) for note in given.notes),
        can_release=may_release,
        withheld=sum(isinstance(one.cell, Withheld) for one in given.figures),
        assumed=sum(isinstance(one.cell, Assumed) for one in given.figures),
    )


WHY: Final[labels.Words] = {
    "told": "",
    "withheld": _("It is withheld: it would point at few people."),
    "not_drawn": _("It is not known yet: the list of look-alikes is still being drawn."),
    "past": _("It is known for now only: the list of look-alikes has no past."),
}


def twice(found: Duplicates | None) -> Twice | None:
    """Return what stands beside the people of concern, in words."""
    if found is None:
        return None
    given = definition()
    language = labels.language()
    between = gettext("%(low)s to %(high)s")
    numbers = [labels.number(one) if one is not None else "" for one in (found.mean, found.low, found.high)]
    least, most = (labels.number(one) for one in found.people) if found.people else ("", "")
    return Twice(
        definition=str(given["definition"].get(language) or given["definition"]["en"]),
        id=f"{given['id']}@{given['version']}",
        with_matching=cell_text(found.with_matching),
        without_matching=cell_text(found.without_matching),
        expected=numbers[0],
        interval=between % {"low": numbers[1], "high": numbers[2]} if numbers[0] else "",
        people=between % {"low": least, "high": most} if least else "",
        pairs=cell_text(found.pairs),
        why=labels.word(WHY, found.why.value),
        recipe=found.recipe,
    )


def cell_text(cell: Cell) -> str:
    """Return a cell in words; what is withheld or not collected is never 0."""
    match cell:
        case Shown(value):
            return labels.number(value)
        case AtLeast(value):
            return gettext("at least %(number)s") % {"number": labels.number(value)}
        case AtMost(value):
            return gettext("at most %(number)s") % {"number": labels.number(value)}
        case Assumed(value):
            return gettext("%(number)s (assumed)") % {"number": labels.number(value)}
        case Withheld():
            return gettext("withheld")
        case NotCollected():
            return gettext("not collected")


def _said(texts: Mapping[str, Any], group: str, code: str, part: str = "") -> str:
    """Return the text of a code in the reader's language; the code itself where nobody wrote one."""
    found = texts.get(group, {}).get(code)
    if part and isinstance(found, Mapping):
        found = found.get(part)
    if isinstance(found, Mapping):
        return str(found.get(labels.language()) or found.get("en") or code)
    return str(found) if found else code.replace("_", " ")


def _source(texts: Mapping[str, Any], code: str) -> str:
    """Return who published it, what, and when."""
    parts = [_said(texts, "sources", code, part) for part in ("title", "publisher", "date")]
    told = [part for part in parts if part and part != code.replace("_", " ")]
    return ", ".join(told) if told else code


def _of(dimensions: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(_dimension(name, value) for name, value in dimensions)


def _breakdowns(given: FigureSet, texts: Mapping[str, Any]) -> tuple[Breakdown, ...]:
    """Return the parts of the figures, by figure and dimension, in the order in which they come."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for one in given.figures:
        if one.dimensions:
            found.setdefault(
                (one.id, ", ".join(labels.word(DIMENSIONS, name) for name, _value in one.dimensions)), []
            ).append(one)
    return tuple(
        Breakdown(
            gettext("%(figure)s, by %(dimension)s")
            % {"figure": _said(texts, "figures", id_, "label"), "dimension": by},
            tuple(_figure(one, texts) for one in parts),
        )
        for (id_, by), parts in found.items()
    )


def _items(one: Figure, texts: Mapping[str, Any]) -> str:
    """Return the items of a list, countries and areas by their names."""
    kind = texts.get("figures", {}).get(one.id, {}).get("items")
    dimension = {"country": "origin", "area": "area"}.get(str(kind), "")
    return ", ".join(_dimension(dimension, item) for item in one.items)


def _dimension(name: str, value: str) -> str:
    if value == "unknown" and name != "sex":
        return gettext("not known")
    if name == "origin":
        return labels.country(value)
    if name == "area":
        return labels.area(value)
    if name == "sex":
        return labels.word(labels.SEXES, value)
    return value


def _figure(one: Figure, texts: Mapping[str, Any]) -> FigureLine:
    return FigureLine(
        id=one.id,
        version=one.version,
        label=_said(texts, "figures", one.id, "label"),
        definition=_said(texts, "figures", one.id, "definition"),
        of=_of(one.dimensions),
        value=_items(one, texts) if one.items else cell_text(one.cell),
        is_list=bool(one.items),
        kind=labels.word(CELLS, name_of(one.cell)),
        kind_code=name_of(one.cell),
        basis=_said(texts, "basis", one.basis),
        sources=tuple(_source(texts, source) for source in one.sources),
        footnotes=tuple(_said(texts, "footnotes", note) for note in one.footnotes),
        steps=tuple(
            StepLine(_said(texts, "steps", step.id), cell_text(step.cell), labels.word(CELLS, name_of(step.cell)))
            for step in one.steps
        ),
        recipe=one.recipe,
    )


def _difference(one: Difference, texts: Mapping[str, Any]) -> DifferenceLine:
    difference = "" if one.difference is None else f"{one.difference:+}".replace("-", "−")
    return DifferenceLine(
        label=_said(texts, "figures", one.figure, "label"),
        of=_of(one.dimensions),
        operation=cell_text(one.operation),
        official=cell_text(one.official),
        difference=difference,
        reasons=tuple(_said(texts, "reasons", reason) for reason in one.reasons),
    )


def _account(one: Account, texts: Mapping[str, Any]) -> AccountTable:
    return AccountTable(
        category=_said(texts, "categories", one.category),
        start_on=labels.day(one.start_on),
        start=cell_text(one.start),
        lines=tuple(
            AccountLine(
                f"{labels.word(DIRECTIONS, line.direction)}: {_said(texts, 'flows', line.reason)}",
                ("+" if line.direction == "in" else "−") + _plain(line.cell),
                line.assumed,
            )
            for line in one.lines
        ),
        end_on=labels.day(one.end_on),
        end=cell_text(one.end),
        closes=_closes(one),
    )


def _plain(cell: Cell) -> str:
    """Return a cell of an account; that it is assumed stands beside its line."""
    return labels.number(cell.value) if isinstance(cell, Assumed) else cell_text(cell)


def _closes(one: Account) -> bool | None:
    cells = [one.start, one.end, *(line.cell for line in one.lines)]
    if not all(isinstance(cell, Shown | Assumed) for cell in cells):
        return None
    flow = sum((1 if line.direction == "in" else -1) * (value_of(line.cell) or 0) for line in one.lines)
    return (value_of(one.start) or 0) + flow == value_of(one.end)
