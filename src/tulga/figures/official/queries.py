"""UNHCR's published statistics, country by country, exactly as published.

One packed file holds a gzip member for each country: what is asked for is read, and nothing else (about a millisecond).
"""

import csv
import gzip
import io
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final

DATA: Final = resources.files("tulga.figures.official") / "data"
COLUMNS: Final = (
    "refugees", "asylum_seekers", "returned_refugees", "idps", "returned_idps", "stateless", "ooc", "oip", "hst",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OriginRow:
    """What was published of people from one country of origin in one country, at the end of one year.

    A number is absent where the file has none: not collected, which is not nought. Numbers from 1 to 4 are never
    published; they stand as 0 or 5.
    """

    year: int
    origin: str  # ISO 3166 alpha-3, as the file has it (XXA: stateless, UNK: unknown)
    numbers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Revision:
    """The country's totals of one year as an earlier or later release of the statistics had them."""

    year: int
    release: str
    released_on: str
    totals: dict[str, int]


@lru_cache(maxsize=1)
def snapshot() -> dict[str, Any]:
    """Return the index: which release of the statistics this is, its digests, and where each country lies."""
    found: dict[str, Any] = json.loads((DATA / "index.json").read_text(encoding="utf-8"))
    return found


def years() -> tuple[int, int]:
    """Return the first and the last year of the statistics."""
    return int(snapshot()["first_year"]), int(snapshot()["last_year"])


def countries() -> tuple[str, ...]:
    """Return the countries that have rows."""
    return tuple(snapshot()["files"]["population"]["members"])


def _member(name: str, country: str) -> list[dict[str, str]]:
    file = snapshot()["files"][name]
    where = file["members"].get(country)
    if where is None:
        return []
    start, length = where
    with (DATA / f"{name}.csv.gz").open("rb") as handle:
        handle.seek(start)
        plain = gzip.decompress(handle.read(length)).decode("utf-8")
    return list(csv.DictReader(io.StringIO(plain), fieldnames=file["columns"]))


def _numbers(row: dict[str, str], columns: tuple[str, ...]) -> dict[str, int]:
    return {name: int(row[name]) for name in columns if row.get(name, "") != ""}


@lru_cache(maxsize=64)
def rows(country: str) -> tuple[OriginRow, ...]:
    """Return every row of people in a country (ISO 3166 alpha-3), by year, then origin."""
    return tuple(
        OriginRow(int(row["year"]), row["coo_iso"], _numbers(row, COLUMNS)) for row in _member("population", country)
    )


def rows_of(country: str, year: int) -> list[OriginRow]:
    return [row for row in rows(country) if row.year == year]


@lru_cache(maxsize=64)
def returns(country: str) -> dict[int, dict[str, int]]:
    """Return the refugees who came home to a country, by year and by the country that they came from.

    In the file they stand under the country of asylum; whose returnees they are, the country of origin says.
    """
    found: dict[int, dict[str, int]] = {}
    for row in _member("returns", country):
        found.setdefault(int(row["year"]), {})[row["coa_iso"]] = int(row["returned_refugees"])
    return found


def years_of(country: str) -> list[int]:
    """Return the years for which anything is published of a country, in order."""
    return sorted({row.year for row in rows(country)} | set(returns(country)))


def series(country: str, column: str) -> dict[int, int]:
    """Return the total of one column by year; a year without a number is left out.

    Refugees who came home are those of this country, as `returns` has them.
    """
    if column == "returned_refugees":
        return {year: sum(counts.values()) for year, counts in returns(country).items()}
    found: dict[int, int] = {}
    for row in rows(country):
        if column in row.numbers:
            found[row.year] = found.get(row.year, 0) + row.numbers[column]
    return found


@lru_cache(maxsize=64)
def revisions(country: str) -> tuple[Revision, ...]:
    """Return the years of a country whose totals changed between releases of the statistics."""
    columns = ("refugees", "asylum_seekers", "idps", "stateless", "ooc", "oip")
    return tuple(
        Revision(int(row["year"]), row["release"], row["release_date"], _numbers(row, columns))
        for row in _member("revisions", country)
    )
