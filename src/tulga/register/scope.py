"""Which records an actor may see. Decided per record, never per person: a merge widens nothing.

- The organisation that runs the deployment (kind `unhcr`) works with the records of all; every other one with its own.
- Of these, the records told in the actor's areas; a record without an area only for whoever works in every area.
- A withdrawn record stays readable, so that one sees why; it is not found, counted or proposed any more.
- An authority of the State sees of its own records what it said itself, and of cases nothing about asylum.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from tulga.access import permissions
from tulga.access.actor import Actor
from tulga.access.entries import OrganisationKind
from tulga.access.queries import find_organisation, of_the_state
from tulga.access.refusals import Refusal, Refused
from tulga.access.roles import May
from tulga.ledger import bulk
from tulga.register.models import Record

_PART = 400
_SEEN_BY = ("id", "organisation", "area", "withdrawn_position")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Whose records an actor sees (None: everybody's), told in which areas (None: in all, and nowhere)."""

    organisation: UUID | None
    areas: frozenset[str] | None

    def hold(self, organisation: UUID, area: str) -> bool:
        """Say whether a record of this organisation and area ("" is not told) lies within."""
        own = self.organisation is None or organisation == self.organisation
        return own and (self.areas is None or area in self.areas)


def bounds(actor: Actor) -> Bounds | None:
    """Return what bounds the actor's scope; None for whoever may not read files: nothing lies within."""
    if not actor.may(May.READ_FILES):
        return None
    organisation = find_organisation(actor.organisation)
    if organisation is None:
        return None
    whose = None if organisation.kind is OrganisationKind.UNHCR else actor.organisation
    return Bounds(whose, actor.areas)


def records(actor: Actor) -> "QuerySet[Record]":
    """Return the records in the actor's scope, withdrawn ones too; none for whoever may not read files."""
    within = bounds(actor)
    if within is None:
        return Record.objects.none()
    scope = Q() if within.organisation is None else Q(organisation=within.organisation)
    if within.areas is not None:
        scope &= Q(area__in=sorted(within.areas))
    return Record.objects.filter(scope)


def standing_records(actor: Actor) -> "QuerySet[Record]":
    """Return the records in the actor's scope that were not withdrawn."""
    return records(actor).filter(withdrawn_position__isnull=True)


def said_for(actor: Actor) -> Q:
    """Return the condition on statements: everything on a record in scope, of the State only what it said itself."""
    return Q(organisation=actor.organisation) if of_the_state(actor) else Q()


def visible(actor: Actor, wanted: Iterable[UUID], *, withdrawn: bool = True) -> set[UUID]:
    """Return which of these records the actor may see."""
    asked, within = list(dict.fromkeys(wanted)), bounds(actor)
    if within is None:
        return set()
    found: set[UUID] = set()
    for start in range(0, len(asked), _PART):  # by the ids alone: a database may go through all of an organisation
        part = asked[start : start + _PART]
        rows = bulk.select(Record, _SEEN_BY, f"id IN ({bulk.marks(part)})", part)
        for record, organisation, area, gone in rows:
            if within.hold(organisation, area) and (withdrawn or gone is None):
                found.add(record)
    return found


def require_record(actor: Actor, record: UUID, permission: str) -> Record:
    """Return a record that the actor may see and that stands.

    Raises:
        Refused: no role allows it; there is no such record (one out of scope is answered the same); it was withdrawn.
    """
    permissions.require(actor, permission)
    row = records(actor).filter(id=record).first()
    if row is None:
        raise Refused([Refusal("register.no_such_record")])
    if row.withdrawn_position is not None:
        raise Refused([Refusal("register.record_withdrawn")])
    return row
