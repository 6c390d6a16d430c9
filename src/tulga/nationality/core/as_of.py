"""The facts as of a day: what came later had not happened yet. It is left out of the finding, and named."""

from dataclasses import replace
from datetime import date

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.facts import Absent, Event, Person, Relative
from tulga.nationality.core.outcomes import Later
from tulga.nationality.core.vocabulary import DECLARED_ONCE

_BY_LAW = ("spouse", "adopter")  # relations that begin; a child or a sibling is one from birth


def as_of(person: Person, on: date) -> tuple[Person, tuple[Later, ...]]:
    """Return the person as the day knew them, and what came after it, in the order in which it was told.

    A day that is known only roughly counts as later when it surely is. What a person declares once and declared later
    was not declared before: it becomes an absence.
    """
    later = tuple(_later(person, on))
    parents = {role: _relative(getattr(person, role), on) for role in ("mother", "father")}
    relatives = tuple(_relative(one, on) for one in person.relatives if not _begins_later(one, on))
    known = relatives == person.relatives and all(parents[role] is getattr(person, role) for role in parents)
    stated = tuple(one for one in person.statements if one[0] is None or one[0] <= on)
    if known and not later and len(stated) == len(person.statements):
        return person, ()
    return replace(
        person,
        **parents,
        relatives=relatives,
        statements=stated,
        stays=tuple(stay for stay in person.stays if not is_later(stay.first, on)),
        events=tuple(event for event in person.events if not is_later(event.when, on)),
        documents=tuple(paper for paper in person.documents if not is_later(paper.first, on)),
        absent=(*person.absent, *_not_before(person.events, on)),
    ), later


def is_later(when: PartialDate | None, on: date) -> bool:
    """Say whether a day surely lies after another."""
    return when is not None and when.earliest is not None and when.earliest > on


def _later(person: Person, on: date) -> list[Later]:
    found = [Later(event.path, event.type, event.when.text) for event in person.events if is_later(event.when, on)]
    found += [Later(stay.path, "residence", stay.first.text) for stay in person.stays if is_later(stay.first, on)]
    found += [
        Later(paper.path, paper.type, paper.first.text)
        for paper in person.documents
        if paper.first is not None and is_later(paper.first, on)
    ]
    return found


def _not_before(events: tuple[Event, ...], on: date) -> list[Absent]:
    kinds = {(event.type, event.state) for event in events if event.type in DECLARED_ONCE and _own(event)}
    before = {(event.type, event.state) for event in events if not is_later(event.when, on) and _own(event)}
    return [Absent(kind, state or "any", "events") for kind, state in sorted(kinds - before)]


def _own(event: Event) -> bool:
    return event.detail("holder") in ("", "subject", "self")


def _begins_later(relative: Relative, on: date) -> bool:
    return relative.role in _BY_LAW and is_later(relative.since, on)


def _relative(relative: Relative | None, on: date) -> Relative | None:
    """Return a relative whose own facts are those of the day too."""
    if relative is None or relative.person is None:
        return relative
    own, _ = as_of(relative.person, on)
    return relative if own is relative.person else replace(relative, person=own)
