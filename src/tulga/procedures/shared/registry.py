"""The definitions that this program runs cases by: those of the data files; in tests, others for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, timedelta
from typing import Protocol

from tulga.procedures.definitions.core.model import Definition, Version
from tulga.procedures.definitions.core.versions import find_version, in_force
from tulga.procedures.shared.core.timing import Counter


class Counters(Protocol):
    """Makes the counter of a calendar, with the decrees that the ledger holds (as they were declared, in order)."""

    def __call__(self, calendar: str, decrees: tuple[str, ...], /) -> Counter | None: ...


_others: ContextVar[dict[str, Definition] | None] = ContextVar("other_definitions", default=None)
_counters: ContextVar[Counters | None] = ContextVar("other_counters", default=None)


def all_definitions() -> dict[str, Definition]:
    """Return the definitions by their ids."""
    others = _others.get()
    return others if others is not None else {}


@contextmanager
def using(*definitions: Definition, counters: Counters | None = None) -> Iterator[None]:
    """Run cases by these definitions only, and count days so, within this block."""
    token, counting = _others.set({one.id: one for one in definitions}), _counters.set(counters)
    try:
        yield
    finally:
        _others.reset(token)
        _counters.reset(counting)


def counter_of(calendar: str, decrees: tuple[str, ...]) -> Counter | None:
    """Return what counts days by a calendar; None for a calendar that this program lacks: then nobody can tell."""
    chosen = _counters.get()
    return chosen(calendar, decrees) if chosen is not None else None


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
