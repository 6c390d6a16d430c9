"""The definitions that this program runs cases by: those of the data files; in tests, others for a while."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256

from tulga.procedures.clocks.core.calendars import Calendar, Decree
from tulga.procedures.clocks.core.loading import DATA, find_calendar
from tulga.procedures.definitions.core.loading import load_definitions
from tulga.procedures.definitions.core.model import Definition, Mark, Version
from tulga.procedures.definitions.core.versions import find_version, in_force

_others: ContextVar[dict[str, Definition] | None] = ContextVar("other_definitions", default=None)
_calendars: ContextVar[dict[str, Calendar] | None] = ContextVar("other_calendars", default=None)


def all_definitions() -> Mapping[str, Definition]:
    """Return the definitions by their ids."""
    others = _others.get()
    return others if others is not None else load_definitions()


@contextmanager
def using(*definitions: Definition, calendars: Iterable[Calendar] = ()) -> Iterator[None]:
    """Run cases by these definitions only, and count days by these calendars only, within this block."""
    token = _others.set({one.id: one for one in definitions})
    counting = _calendars.set({one.id: one for one in calendars})
    try:
        yield
    finally:
        _others.reset(token)
        _calendars.reset(counting)


def calendar_of(calendar: str, decrees: tuple[str, ...]) -> Calendar | None:
    """Return a calendar with the decrees that the ledger holds; None for one that this program lacks."""
    others = _calendars.get()
    base = others.get(calendar) if others is not None else find_calendar(calendar)
    return None if base is None else _with(base, decrees)


def digest_of(definition: Definition) -> str:
    """Return by what cases of a definition are worked out: the digests of its files and of its calendar's."""
    return f"{definition.digest[:16]}.{_calendar_digest(definition.calendar)}"


@lru_cache(maxsize=32)
def _calendar_digest(calendar: str) -> str:
    """Return the digest of the files of a calendar; "" where there is none."""
    name = calendar.partition(".")[0].lower()
    files = [file for file in (DATA / f"{name}.yaml", DATA / f"{name}_days.csv") if file.exists()]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16] if files else ""


@lru_cache(maxsize=64)
def _with(base: Calendar, decrees: tuple[str, ...]) -> Calendar:
    return base.with_decrees(*(_decree(told) for told in decrees)) if decrees else base


def _decree(told: str) -> Decree:
    said = json.loads(told)
    off, worked = (frozenset(map(date.fromisoformat, said[name])) for name in ("off", "worked"))
    return Decree(said["decree"], off, worked, frozenset(said["complete_for"]), Mark.GOVERNMENT)


def find_definition(definition: str) -> Definition | None:
    return all_definitions().get(definition)


def definition_for(country: str, procedure: str) -> Definition | None:
    """Return the definition of a country's procedure; None where we have none."""
    return find_definition(f"{country}.{procedure}")


def pinned(definition: str | None, version: str | None) -> tuple[Definition, Version] | None:
    """Return what a case is pinned to; None for a case without a definition, or of one that this program lacks."""
    found = find_definition(definition) if definition else None
    chosen = find_version(found, version) if found and version else None
    return (found, chosen) if found and chosen else None


def versions_between(definition: Definition, earliest: date, latest: date) -> tuple[Version, ...]:
    """Return the versions that may have been in force on one of these days, the older first."""
    days = {earliest, latest}
    for version in definition.versions:
        for day in (version.valid.start, version.not_before, version.sure_from):
            if day is not None and earliest <= day <= latest:
                days |= {day, max(earliest, day - timedelta(1))}
    possible = {one.id for day in days for one in in_force(definition, day)}
    return tuple(one for one in definition.versions if one.id in possible)
