"""Charts, map and tables of an edition: which figures go into them. Where there are none, there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tulga.factsheet import charts, maps
from tulga.factsheet.charts import CLAY, MOSS, PINE, SAND, Bar
from tulga.factsheet.presenters import Chart, Part, Table
from tulga.factsheet.words import cell_text, day, number, signed, text_in, word
from tulga.figures.core.cells import Assumed, Cell, NotCollected, Shown, value_of
from tulga.figures.core.figure import Account, Difference, Figure, FlowLine

if TYPE_CHECKING:
    from tulga.factsheet.compose import Composer

CATEGORIES = (
    "people.stateless.government",
    "people.stateless.undetermined",
    "people.refugees",
    "people.asylum_seekers",
    "people.idps",
    "people.returned_refugees",
    "people.others_of_concern",
    "people.other_in_need",
)
ACCOUNTS = ("stateless", "stateless.government")
OFFICIAL_SOURCE = "unhcr_statistics"  # what the operation's numbers are compared with
COLOURS = (PINE, MOSS, CLAY, SAND)
Row = tuple[Part, ...]
ROWS_IN_CHART, ROWS_IN_TABLE = 6, 12


def made(composer: Composer, what: str) -> Chart | Table | None:
    """Return a chart or a table by its name in the narrative; None when the figures hold nothing for it."""
    return {
        "categories": categories,
        "origins": origins,
        "campaign": campaign,
        "map": area_map,
        "differences": differences,
        "accounts": accounts,
        "demography": demography,
    }[what](composer)


def _told(rows: list[tuple[str, str]]) -> str:
    return "; ".join(f"{label} — {shown}" for label, shown in rows)


def _table_of(
    composer: Composer, title: str, head: tuple[str, ...], rows: Sequence[Row], note: str = "", key: str = ""
) -> Table:
    caption = title if key in {"plain", "accounts"} else word("table.of", composer.language, title=title)
    return Table(caption, head, tuple(rows), note, key)


# -- categories --------------------------------------------------------------------------------------------------------


def categories(composer: Composer) -> Chart | None:
    """Return one bar for each category that is counted; the total of the stateless where its parts are not known."""
    held = [one for name in _categories(composer) if (one := composer.find(name))]
    if not held:
        return None
    language = composer.language
    title = word("chart.categories.title", language)
    rows = [
        Bar(composer.label(one.id), one.cell, cell_text(one.cell, language), COLOURS[index % len(COLOURS)])
        for index, one in enumerate(held)
    ]
    description = word("chart.categories.description", language, rows=_told([(row.label, row.shown) for row in rows]))
    head = (word("table.category", language), word("table.number", language))
    table = _table_of(composer, title, head, [(Part(composer.label(one.id)), composer.part(one)) for one in held])
    return Chart("categories", title, description, charts.bars("categories", title, description, rows), table)


def _categories(composer: Composer) -> tuple[str, ...]:
    parts = all(composer.find(name) for name in CATEGORIES[:2])
    return CATEGORIES if parts else ("people.stateless", *CATEGORIES[2:])


# -- origins -----------------------------------------------------------------------------------------------------------


def origins(composer: Composer) -> Chart | None:
    """Return refugees and asylum-seekers by country of origin, the largest first, what is withheld or unknown last."""
    refugees, seekers = (_by_origin(composer, name) for name in ("people.refugees", "people.asylum_seekers"))
    if not refugees and not seekers:
        return None
    language = composer.language
    title = word("chart.origins.title", language)
    order = sorted({**refugees, **seekers}, key=lambda code: (-_weight(refugees.get(code), seekers.get(code)), code))
    names = {code: composer.origin(code) for code in order}
    bars = [
        (names[code], _bar(composer, refugees.get(code), CLAY), _bar(composer, seekers.get(code), PINE))
        for code in order
    ]
    legend = [(CLAY, composer.label("people.refugees")), (PINE, composer.label("people.asylum_seekers"))]
    told = _told([(label, f"{first.shown} / {second.shown}") for label, first, second in bars[:ROWS_IN_CHART]])
    description = word("chart.origins.description", language, rows=told)
    head = (word("table.origin", language), *(words for _, words in legend))
    rows = [
        (Part(names[code]), *(_cell_of(composer, counted.get(code)) for counted in (refugees, seekers)))
        for code in order
    ]
    table = _table_of(composer, title, head, rows[:ROWS_IN_TABLE], _more(composer, len(rows) - ROWS_IN_TABLE))
    svg = charts.paired_bars("origins", title, description, bars[:ROWS_IN_CHART], legend)
    own = word("chart.origins.own", language) if composer.figures.demonstration else ""
    return Chart("origins", title, description, svg, table, own, table_shown=len(rows) > ROWS_IN_CHART)


def _by_origin(composer: Composer, figure: str) -> dict[str, Figure]:
    return {one.dimension("origin") or "": one for one in composer.figures.by_dimension(figure, "origin")}


def _weight(*figures: Figure | None) -> int:
    return sum(value_of(one.cell) or 0 for one in figures if one)


def _bar(composer: Composer, figure: Figure | None, colour: str) -> Bar:
    if figure is None:
        return Bar("", NotCollected(), word("cell.none", composer.language), colour)
    return Bar("", figure.cell, cell_text(figure.cell, composer.language), colour)


def _cell_of(composer: Composer, figure: Figure | None) -> Part:
    return composer.part(figure) if figure else Part(word("cell.none", composer.language))


def _more(composer: Composer, count: int) -> str:
    return word("table.more", composer.language, count=number(count, composer.language)) if count > 0 else ""


# -- campaign ----------------------------------------------------------------------------------------------------------


def campaign(composer: Composer) -> Chart | None:
    """Return how far the campaign has come: who was identified, and what became of them, bounds shown as bounds."""
    whole = composer.find("campaign.identified")
    parts = [one for name in ("citizens", "stateless", "pending") if (one := composer.find(f"campaign.{name}"))]
    if whole is None or not parts:
        return None
    language = composer.language
    title = word("chart.campaign.title", language)
    told = [(composer.label(one.id), cell_text(one.cell, language)) for one in (whole, *parts)]
    description = word("chart.campaign.description", language, rows=_told(told))
    rows = [
        Bar(composer.label(one.id), one.cell, cell_text(one.cell, language), colour)
        for one, colour in zip((whole, *parts), (MOSS, PINE, CLAY, SAND), strict=False)
    ]
    head = (word("table.figure", language), word("table.number", language))
    numbers = [(Part(composer.label(one.id)), composer.part(one)) for one in (whole, *parts)]
    svg = charts.progress("campaign", title, description, rows[0], rows[1:])
    return Chart("campaign", title, description, svg, _table_of(composer, title, head, numbers))


# -- map ---------------------------------------------------------------------------------------------------------------


def area_map(composer: Composer) -> Chart | None:
    """Return the map with its table; without boundaries for the day, or without any figure by area, there is none."""
    given, language = composer.figures, composer.language
    counted = next((name for name in ("people.total", "people.stateless") if given.by_dimension(name, "area")), None)
    if counted is None:
        return None
    by_area = {one.dimension("area") or "": one for one in given.by_dimension(counted, "area")}
    shown = maps.places(given.country, given.as_of, {area: one.cell for area, one in by_area.items()})
    title = word("chart.map.title_for", language, label=composer.label(counted), day=day(given.as_of, language))
    rows = [_area_row(composer, place, by_area) for place in shown]
    rows += [
        (Part(word("cell.none", language)), Part(_elsewhere(composer, code)), composer.part(one))
        for code, one in sorted(by_area.items())
        if code not in {place.area.id for place in shown}
    ]
    told = _told([(f"{numeral.text} {name.text}".strip(), shown.text) for numeral, name, shown in rows])
    description = word("chart.map.description", language, country=composer.place(given.country), rows=told)
    svg = maps.draw(
        given.country,
        given.as_of,
        shown,
        title=title,
        description=description,
        number=lambda value: number(value, language),
        words={"withheld": word("cell.withheld", language), "none": word("map.none", language)},
    )
    head = (word("table.numeral", language), word("table.area", language), word("table.number", language))
    table = Table(word("table.areas", language), head, tuple(rows), key="areas")
    if svg is None:
        return Chart("areas", title, "", "", table, table_shown=True)
    held = maps.boundaries(given.country, given.as_of) or {}
    note = word("map.disclaimer", language, day=day(given.as_of, language), source=held["source"])
    return Chart("map", title, description, svg, table, note, table_shown=True)


def _area_row(composer: Composer, place: maps.Place, by_area: dict[str, Figure]) -> tuple[Part, ...]:
    figure = by_area.get(place.area.id)
    cell = composer.part(figure) if figure else Part(word("map.none", composer.language))
    return Part(str(place.numeral)), Part(place.area.name(composer.language, composer.figures.as_of)), cell


def _elsewhere(composer: Composer, code: str) -> str:
    name = composer.place(code)
    return word("map.not_placed", composer.language) if name == code else name


# -- tables ------------------------------------------------------------------------------------------------------------


def differences(composer: Composer) -> Table | None:
    """Return the operation's and the published numbers side by side, with the reasons why they differ."""
    held = composer.figures.differences
    if not held:
        return None
    language = composer.language
    whole = [one for one in held if not one.dimensions]
    marks: dict[str, str] = {}  # reason -> its letter, so that a long reason stands once
    rows = [_difference(composer, one, marks) for one in whole]
    heads = ("figure", "operation", "official", "difference", "why")
    reasons = [
        f"{mark}) {text_in(composer.figures.texts, language, 'reasons', one) or one}" for one, mark in marks.items()
    ]
    note = " ".join(one for one in (*reasons, _more(composer, len(held) - len(whole))) if one)
    title = word("section.differences", language)
    return _table_of(composer, title, tuple(word(f"table.{one}", language) for one in heads), rows, note, "plain")


def _difference(composer: Composer, one: Difference, marks: dict[str, str]) -> Row:
    gap = word("cell.none", composer.language) if one.difference is None else signed(one.difference, composer.language)
    why = ", ".join(marks.setdefault(reason, chr(ord("a") + len(marks))) for reason in one.reasons)
    return (
        Part(composer.label(one.figure)),
        composer.cell(one.operation, one.figure),
        composer.cell(one.official),
        Part(gap),
        Part(why or word("cell.none", composer.language)),
    )


def accounts(composer: Composer) -> Table | None:
    """Return how the number of stateless persons moved: start, what came in, what went out, end; assumptions say so."""
    about = [one for one in composer.figures.accounts if one.category in ACCOUNTS]
    if not about:
        return None
    held = min(about, key=lambda one: (ACCOUNTS.index(one.category), one.start_on))  # the whole, and the longest period
    language = composer.language
    start, end = day(held.start_on, language), day(held.end_on, language)
    title = word("account.title", language, category=_category(composer, held), start=start, end=end)
    rows = [_account_row(composer, word("account.start", language, day=start), held.start)]
    for line in held.lines:
        reason = text_in(composer.figures.texts, language, "flows", line.reason) or line.reason
        label = word(f"account.{line.direction}", language, reason=reason)
        rows.append(_account_row(composer, label, _said_to_be_assumed(line)))
    rows.append(_account_row(composer, word("account.end", language, day=end), held.end))
    return _table_of(
        composer, title, (word("table.line", language), word("table.number", language)), rows, key="accounts"
    )


def _said_to_be_assumed(line: FlowLine) -> Cell:
    """Return the cell of a line; a number that had to be assumed never looks like one that was counted."""
    return Assumed(line.cell.value) if line.assumed and isinstance(line.cell, Shown) else line.cell


def _category(composer: Composer, held: Account) -> str:
    told = text_in(composer.figures.texts, composer.language, "categories", held.category)
    return told or composer.label(held.category)


def _account_row(composer: Composer, label: str, cell: Cell) -> Row:
    return Part(label), composer.cell(cell)


def demography(composer: Composer) -> Table | None:
    """Return people of concern by sex and by age, where that is counted."""
    language = composer.language
    rows = [
        (Part(_group(one, name, language)), composer.part(one))
        for name in ("sex", "age")
        for one in composer.figures.by_dimension("people.total", name)
    ]
    if not rows:
        return None
    head = (f"{word('table.sex', language)} / {word('table.age', language).lower()}", word("table.number", language))
    return _table_of(composer, composer.label("people.total"), head, rows, key="plain")


def _group(figure: Figure, dimension: str, language: str) -> str:
    value = figure.dimension(dimension) or "unknown"
    if dimension == "sex" and value in {"female", "male", "other"}:
        return word(f"sex.{value}", language)
    return word("unknown", language) if value == "unknown" else value.replace("-", "–")
