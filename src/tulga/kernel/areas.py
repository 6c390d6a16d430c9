"""Administrative areas in time: a region keeps its id while its name and its codes change.

Kazakhstan: South Kazakhstan became Turkistan Region and the city of Shymkent on 2018-06-19; Abai, Jetisu and Ulytau
were cut from East Kazakhstan, Almaty Region and Karaganda on 2022-06-08; all ISO codes changed on 2022-11-29; the
capital was Nur-Sultan from 2019-03-23 to 2022-09-17. A region whose territory was cut keeps its id: figures for it
before and after are of different territories, and `cut_on` says so.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from tulga.kernel.periods import Period

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class DatedCode:
    code: str
    valid: Period


@dataclass(frozen=True, slots=True)
class DatedName:
    names: tuple[tuple[str, str], ...]
    valid: Period


@dataclass(frozen=True, slots=True)
class Area:
    """A region or city of republican significance."""

    id: str
    country: str
    kind: str  # region | city
    valid: Period
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    codes: tuple[DatedCode, ...]
    dated_names: tuple[DatedName, ...]

    def name(self, language: str, on: date) -> str:
        """Return the name in a language on a day (the nearest one outside its validity)."""
        held = next((one for one in self.dated_names if one.valid.contains(on)), self.dated_names[-1])
        found = dict(held.names)
        return found.get(language) or found["en"]

    def code(self, on: date) -> str | None:
        """Return the ISO 3166-2 code on a day."""
        return next((one.code for one in self.codes if one.valid.contains(on)), None)

    def cut_on(self) -> tuple[date, ...]:
        """Return the days on which a part of its territory became an area of its own while it lived on."""
        born = {
            other.valid.start
            for other in all_areas()
            if self.id in other.predecessors
            and other.valid.start is not None
            and self.valid.contains(other.valid.start)
        }
        return tuple(sorted(born))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=1)
def all_areas() -> tuple[Area, ...]:
    """Return every area that is or was, in the order of the ids."""
    with (DATA / "areas.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    grouped: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        grouped.setdefault(row["id"], []).append(row)
    return tuple(_area(grouped[area]) for area in sorted(grouped))


def _area(rows: list[dict[str, str]]) -> Area:
    first = rows[0]
    codes = {DatedCode(row["code"], Period(_day(row["code_from"]), _day(row["code_to"]))) for row in rows}
    names = {
        DatedName(
            tuple((language, row[language]) for language in ("en", "ru", "kk")),
            Period(_day(row["name_from"]), _day(row["name_to"])),
        )
        for row in rows
    }
    return Area(
        first["id"], first["country"], first["kind"], Period(_day(first["valid_from"]), _day(first["valid_to"])),
        tuple(first["predecessors"].split()), tuple(first["successors"].split()),
        tuple(sorted(codes, key=lambda one: one.valid.start or date.min)),
        tuple(sorted(names, key=lambda one: one.valid.start or date.min)),
    )  # fmt: skip


def areas_of(country: str, on: date) -> tuple[Area, ...]:
    """Return the areas of a country that existed on a day."""
    return tuple(area for area in all_areas() if area.country == country and area.valid.contains(on))


def find_area(key: str, on: date | None = None) -> Area | None:
    """Return the area with this id, or with this ISO 3166-2 code (on a day, where one is given)."""
    for area in all_areas():
        if area.id == key:
            return area
    for area in all_areas():
        for dated in area.codes:
            if dated.code == key and (on is None or dated.valid.contains(on)):
                return area
    return None


@lru_cache(maxsize=1)
def _locations() -> dict[str, str]:
    with (DATA / "unhcr_locations.csv").open(encoding="utf-8", newline="") as handle:
        return {row["location"]: row["code"] for row in csv.DictReader(handle)}


def find_area_of_unhcr_location(text: str) -> Area | None:
    """Return the area that a place string of UNHCR's statistics means, or None when it names no area."""
    code = _locations().get(text.strip())
    return find_area(code) if code and code != "KZ" else None
