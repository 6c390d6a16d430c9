"""The facts as of a day: what came later had not happened yet. It is left out of the finding, and named."""

from collections.abc import Sequence
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
    was not declared before: it becomes an absence. A stay that began later stays: it says where somebody had not yet
    begun to live, and is no link with a State before (`links.py`).
    """
    later = tuple(_later(person, on))
    mother, father = (_relative(getattr(person, role), on, _of(person, role)) for role in ("mother", "father"))
    relatives = tuple(_own_of_the_day(one, on) for one in person.relatives if not _begins_later(one, on))
    told = (person.mother, person.father, *person.relatives)
    same = len(told) == len(relatives) + 2 and all(
        one is before for one, before in zip((mother, father, *relatives), told, strict=True)
    )
    if same and not later:
        return person, ()
    return replace(
        person,
        mother=mother,
        father=father,
        relatives=relatives,
        events=tuple(event for event in person.events if not is_later(event.when, on)),
        documents=tuple(paper for paper in person.documents if not is_later(paper.first, on)),
        absent=(*person.absent, *_not_before(_of(person, ""), on)),
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


def _not_before(events: Sequence[Event], on: date) -> list[Absent]:
    declared = [event for event in events if event.type in DECLARED_ONCE]
    later = {(event.type, event.state) for event in declared if is_later(event.when, on)}
    before = {(event.type, event.state) for event in declared if not is_later(event.when, on)}
    return [Absent(kind, state, "events") for kind, state in sorted(later - before)]


def _of(person: Person, holder: str) -> list[Event]:
    """Return the events of the person ("") or those that are told here of a parent."""
    names = (holder,) if holder else ("", "subject", "self")
    return [event for event in person.events if event.detail("holder") in names]


def _begins_later(relative: Relative, on: date) -> bool:
    return relative.role in _BY_LAW and is_later(relative.since, on)


def _relative(relative: Relative | None, on: date, events: Sequence[Event]) -> Relative | None:
    """Return a parent whose events and own facts are those of the day too."""
    if relative is None:
        return None
    absent = _not_before(events, on)
    relative = _own_of_the_day(relative, on)
    return replace(relative, absent=(*relative.absent, *absent)) if absent else relative


def _own_of_the_day(relative: Relative, on: date) -> Relative:
    own = as_of(relative.person, on)[0] if relative.person is not None else None
    return relative if own is relative.person else replace(relative, person=own)
