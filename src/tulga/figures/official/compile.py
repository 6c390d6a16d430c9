"""From the published statistics to figures: the numbers as published, with what they count and what is masked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from tulga.figures import catalogue
from tulga.figures.core import provenance
from tulga.figures.core.cells import Shown
from tulga.figures.core.figure import Dimensions, Figure, FigureSet
from tulga.figures.errors import NoData
from tulga.figures.official import queries
from tulga.figures.official.queries import OriginRow

SOURCE = "unhcr_statistics"
BASIS = "official_statistics"
_CODE = ("compile.py", "queries.py")


def compile_official(country: str, as_of: date) -> FigureSet:
    """Return what UNHCR has published of a country for the last year-end on or before a day.

    The figures carry the year-end itself as their day. What the statistics do not say is left out.

    Raises:
        NoData: nothing is published of this country by that day.
    """
    year = year_for(country, as_of)
    rows = queries.rows_of(country, year)
    kinds = definitions()["figures"]
    found = [figure for name, raw in kinds.items() for figure in _figures(country, year, name, raw, rows)]
    if not found:
        raise NoData(f"nothing is published of {country} for the end of {year}")
    notes = () if date(year, 12, 31) == as_of else ("official_year_end",)
    figures = tuple(_noted(figure, notes) for figure in found)
    texts = _texts(figures)
    return FigureSet(country, date(year, 12, 31), None, "official", demonstration=False, figures=figures, texts=texts)


def year_for(country: str, as_of: date) -> int:
    """Return the last published year whose end lies on or before a day.

    Raises:
        NoData: the statistics begin later, or say nothing of the country for that year. What they said of an earlier
            year is not what they say of this one.
    """
    ended = as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1
    year = min(ended, queries.years()[1])
    if year not in queries.years_of(country):
        raise NoData(f"nothing is published of {country} for the end of {year}")
    return year


@lru_cache(maxsize=1)
def definitions() -> dict[str, Any]:
    """Return what the published statistics count, in three languages."""
    text = resources.files("tulga.figures.official").joinpath("definitions.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


# -- figures ----------------------------------------------------------------------------------------------------------


def _figures(country: str, year: int, name: str, raw: Mapping[str, Any], rows: list[OriginRow]) -> Iterator[Figure]:
    """Yield the total of a figure and its rows by country of origin, where there are any."""
    columns, twice = columns_of(country, year, name)
    raw = {**raw, "footnotes": (*raw.get("footnotes", ()), "official_counted_twice")} if twice else raw
    if columns == ("returned_refugees",):
        by_country = queries.returns(country).get(year, {})
        yield from _rows(country, year, name, raw, by_country, "asylum")
        return
    told = {row.origin: [row.numbers[column] for column in columns if column in row.numbers] for row in rows}
    by_origin = {origin: sum(numbers) for origin, numbers in told.items() if numbers}
    always = name in {"people.total", "people.stateless", "people.asylum_seekers", "people.refugees"}
    if any(by_origin.values()) or (always and by_origin):
        yield from _rows(country, year, name, raw, by_origin, "origin")


def columns_of(country: str, year: int, figure: str) -> tuple[tuple[str, ...], bool]:
    """Return the columns that are added up, and whether one was left out because it counts the same people again."""
    raw = definitions()["figures"][figure]
    columns = tuple(raw["columns"])
    since = raw.get("counted_twice", {}).get(country)
    if since is None or year < since:
        return columns, False
    return tuple(column for column in columns if column != "stateless"), True


def _rows(
    country: str, year: int, name: str, raw: Mapping[str, Any], counts: Mapping[str, int], dimension: str
) -> Iterator[Figure]:
    if not counts:
        return
    made = {"country": country, "year": year, "figure": name}
    yield _figure(name, raw, year, (), sum(counts.values()), made)
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if count:
            yield _figure(name, raw, year, ((dimension, code),), count, {**made, dimension: code})


def _figure(
    name: str, raw: Mapping[str, Any], year: int, dimensions: Dimensions, count: int, made: dict[str, Any]
) -> Figure:
    flow = bool(raw.get("flow"))
    recipe = provenance.recipe(
        definition={**raw, "id": name, "version": definitions()["version"]}, parameters=made,
        inputs={"release": queries.snapshot()["release"], "files": _digests()}, code=code_digest(),
    )  # fmt: skip
    footnotes = ("official_masking", *raw.get("footnotes", ()))
    return Figure(
        name, definitions()["version"], "persons", "flow" if flow else "stock", dimensions, Shown(count),
        date(year, 12, 31), "official", BASIS, (SOURCE,), footnotes, recipe,
        period_start=date(year, 1, 1) if flow else None,
    )  # fmt: skip


def _noted(figure: Figure, notes: tuple[str, ...]) -> Figure:
    return replace(figure, footnotes=(*figure.footnotes, *notes)) if notes else figure


@lru_cache(maxsize=1)
def _digests() -> dict[str, str]:
    return {name: file["sha256"] for name, file in queries.snapshot()["files"].items()}


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return the digest of the code between the packed files and a figure."""
    folder = Path(__file__).parent
    return provenance.digest_of_files([folder / name for name in _CODE])


def _texts(figures: tuple[Figure, ...]) -> dict[str, Any]:
    own = definitions()
    texts = {group: dict(content) for group, content in catalogue.all_texts().items()}
    texts["footnotes"] |= own["footnotes"]
    texts["reasons"] |= own["reasons"]
    texts["sources"] = {**texts["sources"], SOURCE: source()}
    named = {figure.id for figure in figures}
    texts["figures"] = {
        name: {"label": raw["label"], "definition": raw["definition"]}
        for name, raw in own["figures"].items()
        if name in named
    }
    texts["provenance"] = {"inputs": queries.snapshot()["release"], "code": code_digest()}
    return texts


def source() -> dict[str, Any]:
    """Return the published statistics as a source, with the release that is packed here."""
    index = queries.snapshot()
    raw = definitions()["sources"][SOURCE]
    titles = {language: f"{title} ({index['release']})" for language, title in raw["title"].items()}
    return {**raw, "title": titles, "date": index["released_on"]}
