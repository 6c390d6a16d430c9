"""Calendars of working days from `data/<iso3>.yaml` (the law) and `<iso3>_days.csv` (moved days, days of feasts)."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tulga.kernel.periods import Period
from tulga.procedures.clocks.core.calendars import Calendar, Carry, Decree, FeastDay, Holiday
from tulga.procedures.clocks.core.counting import Reason

DATA = Path(__file__).parents[1] / "data"
FIVE, SIX = "five", "six"
_SATURDAY = 6


class UnknownCalendar(LookupError):
    """There is no calendar of working days with this id."""


def calendar_ids() -> tuple[str, ...]:
    """Return the ids of all calendars: a country, and a country with the six-day week (`KAZ.six`)."""
    countries = sorted(path.stem.upper() for path in DATA.glob("???.yaml"))
    return tuple(f"{country}{week}" for country in countries for week in ("", f".{SIX}"))


def find_calendar(calendar: str) -> Calendar | None:
    """Return the calendar with this id, or None."""
    return _load(calendar) if calendar in calendar_ids() else None


def get_calendar(calendar: str) -> Calendar:
    """Return the calendar with this id.

    Raises:
        UnknownCalendar: there is none.
    """
    found = find_calendar(calendar)
    if found is None:
        raise UnknownCalendar(f"no calendar {calendar!r}; there are {', '.join(calendar_ids())}")
    return found


@lru_cache(maxsize=32)
def told(country: str) -> Mapping[str, Any]:
    """Return the file of a country as it stands, with its sources and labels."""
    found: Mapping[str, Any] = yaml.safe_load((DATA / f"{country.lower()}.yaml").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=32)
def _load(calendar: str) -> Calendar:
    country, _, week = calendar.partition(".")
    file = told(country)
    with (DATA / f"{country.lower()}_days.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    return Calendar(
        calendar, file["country"], file["zone"], frozenset(file["weeks"][week or FIVE]), int(file["begins"]),
        tuple(_holiday(one) for one in file["holidays"]),
        tuple(Carry(_period(one), frozenset(one["weekdays"]), one["source"], one["mark"]) for one in file["carries"]),
        tuple(_feast_days(file, rows)),
        tuple(_decrees(rows, frozenset(file["weeks"][week or FIVE]), complete=file.get("decrees_complete", True))),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _doubts() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load((DATA / "doubts.yaml").read_text(encoding="utf-8"))
    return found


def told_reason(reason: Reason, language: str, calendar: Calendar) -> str:
    """Return why a day is not certain, in a language (en, ru, kk)."""
    holiday = next((one for one in calendar.holidays if one.id == reason.data.get("holiday")), None)
    data = {**reason.data, **({"holiday": holiday.label[language]} if holiday else {})}
    return _doubts()[reason.code.value][language].format(**data)


def _period(one: Mapping[str, Any]) -> Period:
    return Period(one.get("from"), one.get("until"))


def _holiday(one: Mapping[str, Any]) -> Holiday:
    days = tuple((int(text[:2]), int(text[3:])) for text in one.get("days", ()))
    return Holiday(
        one["id"], one["label"], days, one.get("feast", ""), _period(one), one["carries"], one["source"], one["mark"]
    )


def _feast_days(file: Mapping[str, Any], rows: list[dict[str, str]]) -> list[FeastDay]:
    known = [FeastDay(one["feast"], one["day"], True, one["source"], one["mark"]) for one in file["given"]]
    feasts = {one["feast"] for one in file["holidays"] if one.get("feast")}
    return known + [
        FeastDay(row["kind"], date.fromisoformat(row["off"]), row["status"] == "given", "library", "U")
        for row in rows if row["kind"] in feasts
    ]  # fmt: skip


def _decrees(rows: list[dict[str, str]], weekend: frozenset[int], *, complete: bool) -> list[Decree]:
    """Return the decrees of the rows, as far as they move anything in this week.

    A Saturday worked instead moves nothing for who works on Saturdays anyhow; a Sunday worked instead does. `complete`:
    a year of which there is a decree is known in full.
    """
    found = []
    for row in rows:
        if row["kind"] not in {"moved", "extra"}:
            continue
        day = date.fromisoformat(row["off"])
        worked = date.fromisoformat(row["worked"]) if row["worked"] else None
        name, years = row["decree"] or f"library {day.year}", frozenset({day.year} if complete else ())
        if worked is not None and worked.isoweekday() == _SATURDAY and _SATURDAY not in weekend:
            found.append(Decree(name, complete_for=years))
        else:
            found.append(Decree(name, frozenset({day}), frozenset({worked} if worked else ()), years))
    return found
