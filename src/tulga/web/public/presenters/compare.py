"""The change between two editions in words; where no difference may or can be told, the page says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from tulga.figures.core.cells import Withheld
from tulga.figures.core.figure import Figure, FigureSet
from tulga.figures.released.queries import ReleaseInfo
from tulga.web.public import comparison, words
from tulga.web.public.comparison import Change
from tulga.web.public.presenters.editions import EditionLine, line
from tulga.web.public.presenters.figure import CellText, address, cell_text, place


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One figure in both editions; `number` is the difference of two plain numbers, or ""."""

    label: str
    url: str
    before: CellText | None
    after: CellText | None
    number: str
    change: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One breakdown of a figure."""

    title: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One figure, then its breakdowns."""

    id: str
    label: str
    total: ChangeRow | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Redefinition:
    label: str
    before: str
    after: str
    definition_before: str
    definition_after: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    before: EditionLine
    after: EditionLine
    groups: tuple[Group, ...]
    broken_down: bool  # at least one figure has parts
    redefined: tuple[Redefinition, ...]
    sources_differ: bool
    countries_differ: bool
    backwards: bool  # the first edition is of a later day than the second


@dataclass(frozen=True, slots=True)
class Side:
    """A release with its figures."""

    release: ReleaseInfo
    figures: FigureSet


def compare_page(before: Side, after: Side, releases: Sequence[ReleaseInfo]) -> ComparePage:
    """Return both editions side by side; editions of two countries are named, not compared."""
    same_country = before.release.country == after.release.country
    rows = comparison.compare(before.figures, after.figures) if same_country else ()
    return ComparePage(
        before=line(before.release, releases),
        after=line(after.release, releases),
        groups=_groups(rows, before, after),
        broken_down=any(row.dimensions for row in rows),
        redefined=tuple(_redefinition(row, before, after) for row in comparison.redefined(rows)),
        sources_differ=before.release.source != after.release.source,
        countries_differ=not same_country,
        backwards=before.release.as_of > after.release.as_of,
    )


def _groups(rows: Sequence[comparison.Row], before: Side, after: Side) -> tuple[Group, ...]:
    names = dict.fromkeys(row.id for row in rows)
    return tuple(_group(name, [row for row in rows if row.id == name], before, after) for name in names)


def _group(name: str, rows: Sequence[comparison.Row], before: Side, after: Side) -> Group:
    holder = after if any(row.after for row in rows) else before
    label = words.label(holder.figures, name)
    totals = [_row(row, label, before, after) for row in rows if not row.dimensions]
    parts: dict[str, list[tuple[tuple[Any, ...], ChangeRow]]] = {}
    for row in rows:
        if row.dimensions and (one := row.after or row.before):
            value = words.dimension_values(row.dimensions, holder.figures.as_of)
            made = _row(row, value, before, after)
            parts.setdefault(words.dimensions(row.dimensions), []).append((place(one, value), made))
    return Group(
        name, label, totals[0] if totals else None, tuple(Part(title, _sorted(found)) for title, found in parts.items())
    )  # fmt: skip


def _sorted(rows: list[tuple[tuple[Any, ...], ChangeRow]]) -> tuple[ChangeRow, ...]:
    return tuple(made for _, made in sorted(rows, key=lambda row: row[0]))


def _row(row: comparison.Row, label: str, before: Side, after: Side) -> ChangeRow:
    holder = after if row.after else before
    return ChangeRow(
        label=label,
        url=address(holder.release, row.id),
        before=_cell(row.before),
        after=_cell(row.after),
        number="" if row.difference is None else words.signed(row.difference),
        change=change_text(row, before, after),
        certain=row.difference is not None or row.change is Change.ITEMS,
    )


def _cell(one: Figure | None) -> CellText | None:
    if one is None:
        return None
    if one.items:
        text = ngettext("%(number)s entry", "%(number)s entries", len(one.items)) % {"number": len(one.items)}
        return CellText(text, "items", "")
    return cell_text(one.cell, one.unit)


def change_text(row: comparison.Row, before: Side, after: Side) -> str:
    """Return the change of a figure in words."""
    match row.change:
        case Change.DIFFERENCE:
            return _difference(row.difference or 0)
        case Change.SAME_BOUND:
            return gettext("The same bound. Whether the number changed is not published.")
        case Change.OTHER_BOUND:
            return gettext("The bound moved. By how much the number changed is not published.")
        case Change.WITHHELD:
            return _withheld(row)
        case Change.NOT_COLLECTED:
            return gettext("Cannot be told: the number was not collected in both editions.")
        case Change.ASSUMED:
            return gettext("Not compared: a number is assumed.")
        case Change.REDEFINED:
            return gettext("Not comparable: the definition changed.")
        case Change.APPEARED:
            return gettext("New in the second edition.")
        case Change.GONE:
            return gettext("No longer in the second edition.")
        case Change.ITEMS:
            return _items(row, before, after)


def _difference(value: int) -> str:
    if value == 0:
        return gettext("no change")
    shown = {"number": words.number(abs(value))}
    if value > 0:
        return ngettext("%(number)s more", "%(number)s more", value) % shown
    return ngettext("%(number)s fewer", "%(number)s fewer", -value) % shown


def _withheld(row: comparison.Row) -> str:
    both = all(one is not None and isinstance(one.cell, Withheld) for one in (row.before, row.after))
    if both:
        return gettext("Not told: the number is withheld in both editions.")
    return gettext("Not told: the number is withheld in one of the editions.")


def _items(row: comparison.Row, before: Side, after: Side) -> str:
    told = []
    if row.added:
        told.append(gettext("added: %(items)s") % {"items": _listed(row.added, row.id, after.figures)})
    if row.removed:
        told.append(gettext("removed: %(items)s") % {"items": _listed(row.removed, row.id, before.figures)})
    return "; ".join(told) or gettext("no change")


def _listed(items: Sequence[str], figure: str, given: FigureSet) -> str:
    return ", ".join(words.item(given, figure, item) for item in items)


def _redefinition(row: comparison.Row, before: Side, after: Side) -> Redefinition:
    return Redefinition(
        label=words.label(after.figures, row.id),
        before=f"{row.id}@{row.before.version}" if row.before else "",
        after=f"{row.id}@{row.after.version}" if row.after else "",
        definition_before=words.said(before.figures, "figures", row.id, "definition"),
        definition_after=words.said(after.figures, "figures", row.id, "definition"),
    )
