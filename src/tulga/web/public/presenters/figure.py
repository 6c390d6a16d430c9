"""How one number was made, in words: what it counts, from what, in which steps, and what was withheld."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from tulga.figures.core.cells import Assumed, Cell, NotCollected, Shown, Withheld, name_of, value_of
from tulga.figures.core.figure import Account, Difference, Figure, FigureSet
from tulga.figures.released.queries import Release, ReleaseInfo
from tulga.web.public import words


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell in words, its kind for the eye, and a bar (0 to 100) where it is a plain number."""

    text: str
    kind: str
    meaning: str
    bar: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    cell: CellText


@dataclass(frozen=True, slots=True)
class Breakdown:
    title: str
    rows: tuple[Row, ...]
    withheld: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    title: str
    publisher: str
    date: str
    licence: str
    url: str


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    label: str
    operation: CellText
    official: CellText
    difference: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlowText:
    label: str
    cell: CellText


@dataclass(frozen=True, slots=True)
class AccountTable:
    """Start + in - out = end; `closes` is None when a cell is no plain number."""

    category: str
    start_on: str
    start: CellText
    lines: tuple[FlowText, ...]
    end_on: str
    end: CellText
    closes: bool | None
    assumed: bool  # at least one line is


@dataclass(frozen=True, slots=True)
class FigurePage:
    id: str
    version: int
    label: str
    cell: CellText
    items: tuple[str, ...]
    definition: str
    precedence: str
    kind: str
    counted: bool  # from records; a fact is entered from a document
    unit: str
    when: str
    known_at: str
    basis: str
    source: str
    document: str
    steps: tuple[Row, ...]
    breakdowns: tuple[Breakdown, ...]
    withheld: str  # how many cells of this page are withheld, in words; "" for none
    footnotes: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    differences: tuple[DifferenceLine, ...]
    account: AccountTable | None  # over the whole period
    years: tuple[AccountTable, ...]  # and its parts
    recipe: str
    provenance: tuple[tuple[str, str], ...]  # what the recipe is made of: name, digest
    seal_root: str


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One figure in the list of all figures of an edition."""

    id: str
    label: str
    cell: CellText
    items: int
    url: str
    breakdowns: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way on from the page of a figure."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class OtherEdition:
    """The same figure in another edition, and the comparison with it."""

    as_of: str
    number: int
    url: str
    compare: str


@dataclass(frozen=True, slots=True)
class Ways:
    previous: Way | None
    next: Way | None
    others: tuple[OtherEdition, ...]


def cell_text(cell: Cell, unit: str = "", *, largest: int = 0) -> CellText:
    bar = round(100 * cell.value / largest) if isinstance(cell, Shown) and largest > 0 else None
    return CellText(words.cell(cell, unit), name_of(cell), words.cell_meaning(cell), bar)


def names(given: FigureSet) -> tuple[str, ...]:
    """Return the id of every figure once, in the order of the set."""
    return tuple(dict.fromkeys(one.id for one in given.figures))


def index(given: FigureSet, release: ReleaseInfo) -> tuple[IndexLine, ...]:
    """Return every figure of an edition with its number and the address of its page."""
    return tuple(_index_line(given, release, name) for name in names(given))


def _index_line(given: FigureSet, release: ReleaseInfo, name: str) -> IndexLine:
    total, parts = _total(given, name), [one for one in given.figures if one.id == name and one.dimensions]
    kinds = dict.fromkeys(words.dimensions(one.dimensions) for one in parts)
    return IndexLine(
        name, words.label(given, name), cell_text(total.cell, total.unit) if total else cell_text(NotCollected()),
        len(total.items) if total else 0, address(release, name), "; ".join(kinds),
    )  # fmt: skip


def address(release: ReleaseInfo, figure: str) -> str:
    return reverse("public:figure", args=[words.language(), release.id, figure])


def figure_page(given: FigureSet, release: ReleaseInfo, name: str) -> FigurePage | None:
    """Return the page of a figure, or None when the edition has no such figure."""
    group = [one for one in given.figures if one.id == name]
    if not group:
        return None
    one = _total(given, name) or group[0]
    split = [part for part in group if part.dimensions]
    accounts = _accounts(given, name)
    return FigurePage(
        id=one.id,
        version=one.version,
        label=words.label(given, name),
        cell=cell_text(one.cell, one.unit) if not one.dimensions else cell_text(NotCollected()),
        items=tuple(words.item(given, name, item) for item in one.items),
        definition=words.said(given, "figures", name, "definition"),
        precedence=words.said(given, "figures", name, "precedence"),
        kind=str(words.KINDS.get(one.kind, one.kind)),
        counted=one.kind != "fact",
        unit=words.said(given, "units", one.unit),
        when=_when(one),
        known_at=words.moment(given.known_at or release.released_at),  # "as known now" was said when it was released
        basis=words.said(given, "basis", one.basis) if one.basis else "",
        source=str(words.SOURCES.get(one.source, one.source)),
        document=one.document,
        steps=tuple(Row(words.said(given, "steps", step.id), cell_text(step.cell)) for step in one.steps),
        breakdowns=_breakdowns(split, given.as_of),
        withheld=_withheld(group),
        footnotes=tuple(words.said(given, "footnotes", note) for note in _once(part.footnotes for part in group)),
        sources=tuple(_source(given, source) for source in _once(part.sources for part in group)),
        differences=tuple(_difference(given, found) for found in given.differences if found.figure == name),
        account=_account(given, accounts[0]) if accounts else None,
        years=tuple(_account(given, found) for found in accounts[1:]),
        recipe=one.recipe,
        provenance=_provenance(given),
        seal_root=release.seal_root,
    )


def _provenance(given: FigureSet) -> tuple[tuple[str, str], ...]:
    told = {
        "definitions": gettext("Definitions"), "facts": gettext("Inputs"), "code": gettext("Program"),
        "known": gettext("Earlier publications"),
    }  # fmt: skip
    held = given.texts.get("provenance", {})
    return tuple((label, str(held[key])) for key, label in told.items() if held.get(key))


def _total(given: FigureSet, name: str) -> Figure | None:
    return next((one for one in given.figures if one.id == name and not one.dimensions), None)


def _once(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for some in lists for one in some))


def _when(one: Figure) -> str:
    if one.period_start:
        return gettext("from %(start)s to %(end)s") % {
            "start": words.day(one.period_start),
            "end": words.day(one.as_of),
        }
    return words.day(one.as_of)


def ways(release: Release, name: str, releases: Sequence[ReleaseInfo], *, holds: Callable[[UUID, str], bool]) -> Ways:
    """Return the ways on: the figures beside it, and the same figure in those editions of the series that hold it."""
    given, info = release.figure_set, release.info
    every = names(given)
    place = every.index(name)
    beside = [every[at] if 0 <= at < len(every) else None for at in (place - 1, place + 1)]
    before, after = (Way(words.label(given, one), address(info, one)) if one else None for one in beside)
    same = [one for one in releases if (one.country, one.source) == (info.country, info.source) and one.id != info.id]
    return Ways(before, after, tuple(_other(info, one, name) for one in same if holds(one.id, name)))


def _other(info: ReleaseInfo, other: ReleaseInfo, name: str) -> OtherEdition:
    pair = sorted((info, other), key=lambda one: (one.as_of, one.number))
    return OtherEdition(
        words.day(other.as_of), other.number, address(other, name),
        reverse("public:compare", args=[words.language(), *(one.id for one in pair)]) + f"#{name}",
    )  # fmt: skip


# -- breakdowns -------------------------------------------------------------------------------------------------------


def _breakdowns(split: Sequence[Figure], on: date) -> tuple[Breakdown, ...]:
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for one in split:
        groups.setdefault(tuple(name for name, _ in one.dimensions), []).append(one)
    return tuple(_breakdown(group, on) for group in groups.values())


def _breakdown(group: Sequence[Figure], on: date) -> Breakdown:
    largest = max((one.cell.value for one in group if isinstance(one.cell, Shown) and not _is_unknown(one)), default=0)
    rows = [(one, words.dimension_values(one.dimensions, on)) for one in group]
    rows.sort(key=lambda row: place(*row))
    return Breakdown(
        words.dimensions(group[0].dimensions),
        tuple(
            Row(label, cell_text(one.cell, one.unit, largest=0 if _is_unknown(one) else largest)) for one, label in rows
        ),
        sum(isinstance(one.cell, Withheld) for one in group),
    )


def _is_unknown(one: Figure) -> bool:
    return any(code == "unknown" for _, code in one.dimensions)


def place(one: Figure, label: str) -> tuple[Any, ...]:
    """Sort by size, ages by age, what is not known last. What is withheld is sorted by its name, not by its size."""
    value = value_of(one.cell)
    unknown = _is_unknown(one)
    if one.dimension("age") is not None:
        return unknown, tuple(_lower_age(code) if name == "age" else 0 for name, code in one.dimensions), label
    return unknown, value is None, -(value or 0), label


def _lower_age(code: str) -> int:
    digits = code.split("-")[0].rstrip("+")
    return int(digits) if digits.isdigit() else 999


def _withheld(group: Sequence[Figure]) -> str:
    cells = [one.cell for one in group] + [step.cell for one in group for step in one.steps]
    hidden = sum(isinstance(cell, Withheld) for cell in cells)
    if not hidden:
        return ""
    return ngettext(
        "%(number)s number of this page is withheld.", "%(number)s numbers of this page are withheld.", hidden
    ) % {"number": words.number(hidden)}


# -- sources, comparison, accounts ------------------------------------------------------------------------------------


def _source(given: FigureSet, code: str) -> SourceLine:
    title, publisher, date, licence, url = (
        words.said(given, "sources", code, key) for key in ("title", "publisher", "date", "licence", "url")
    )
    return SourceLine(title or code, publisher, date, licence, url if url.startswith(("https://", "http://")) else "")


def all_sources(given: FigureSet) -> tuple[SourceLine, ...]:
    """Return every source of an edition once."""
    return tuple(_source(given, source) for source in _once(one.sources for one in given.figures))


def _difference(given: FigureSet, one: Difference) -> DifferenceLine:
    reasons = tuple(words.said(given, "reasons", reason) for reason in one.reasons)
    of = words.dimension_values(one.dimensions, given.as_of)
    difference = "" if one.difference is None else words.signed(one.difference)
    return DifferenceLine(of, cell_text(one.operation), cell_text(one.official), difference, reasons)


def _accounts(given: FigureSet, figure: str) -> list[Account]:
    """Return the accounts of a figure: the whole period, then its parts, the latest first."""
    about = [one for one in given.accounts if _is_about(one, figure)]
    days = {one: (one.end_on - one.start_on).days for one in about}
    return sorted(about, key=lambda one: (days[one] != max(days.values()), -one.end_on.toordinal()))


def _is_about(account: Account, figure: str) -> bool:
    return figure in (f"people.{account.category}", f"people.{account.category}s")


def _account(given: FigureSet, one: Account) -> AccountTable:
    return AccountTable(
        category=words.said(given, "categories", one.category),
        start_on=words.day(one.start_on),
        start=cell_text(one.start),
        lines=tuple(
            FlowText(
                ("+ " if line.direction == "in" else "− ") + words.said(given, "flows", line.reason),
                cell_text(line.cell),
            )
            for line in one.lines
        ),
        end_on=words.day(one.end_on),
        end=cell_text(one.end),
        closes=_closes(one),
        assumed=any(line.assumed for line in one.lines),
    )


def _closes(one: Account) -> bool | None:
    cells = (one.start, one.end, *(line.cell for line in one.lines))
    if not all(isinstance(cell, Shown | Assumed) for cell in cells):
        return None
    flow = sum((1 if line.direction == "in" else -1) * (value_of(line.cell) or 0) for line in one.lines)
    return (value_of(one.start) or 0) + flow == value_of(one.end)
