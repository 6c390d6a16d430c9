"""How an entry gets into a case: as the only writer, held against the machine with every reason at once, then written.

A case that is pinned to a definition goes by it. One that is not (of a country without a table) goes by the plain
guards of `policies`, which its actions ask themselves.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tulga.access import permissions as roles
from tulga.access.actor import Actor
from tulga.access.acts import act_of
from tulga.access.refusals import Refusal, Refused, raise_if
from tulga.kernel.dates import InvalidDate
from tulga.kernel.findings import Finding
from tulga.kernel.ids import new_id
from tulga.ledger import actions as ledger
from tulga.ledger.actions import Draft
from tulga.procedures.shared import queries
from tulga.procedures.shared.core.machine import Event, Facts, acting_as, check
from tulga.procedures.shared.labels import told
from tulga.procedures.shared.queries import CaseInfo, Standing
from tulga.procedures.shared.told import event_to_be
from tulga.register import scope

OTHER_ROLE = "other"  # somebody of the operation who plays no role of the procedure
_AT_THE_END = 2**62  # after everything that the ledger holds


@dataclass(frozen=True, slots=True)
class File:
    """A case that somebody may write into, as the only writer until the transaction ends."""

    info: CaseInfo
    standing: Standing | None

    @property
    def record(self) -> UUID:
        return self.info.record


def open_file(actor: Actor, case: UUID, permission: str) -> File:
    """Return a case that the actor may work on, as the only writer until the transaction ends.

    Raises:
        Refused: no role allows it, there is no such case for this actor, or it or its record was withdrawn.
    """
    roles.require(actor, permission)
    ledger.lock()
    known = queries.find_case(actor, case)
    if known is None:
        raise Refused([Refusal("procedures.no_such_case")])
    raise_if([Refusal("procedures.case_withdrawn")] if known.withdrawn_at else [])
    scope.require_record(actor, known.record, permission)
    return File(known, queries.find_standing(actor, case))


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that somebody wants to write, when it was so and when they said it; and what speaks against it."""

    payload: Any
    effective_on: str
    at: datetime
    id: UUID | None = None
    against: tuple[Refusal, ...] = ()
    clear: Finding = Finding.UNKNOWN


def write(actor: Actor, file: File, wish: Wish) -> UUID:
    """Write one entry into a case, or say everything that speaks against it; return the id of the entry.

    Raises:
        Refused: with every reason; nothing was written.
    """
    payload, against = _judged(actor, file, wish)
    raise_if(against)
    draft = Draft(file.info.id, payload, wish.effective_on, subject=file.record, id=wish.id)
    return ledger.append(draft, act=act_of(actor, wish.at)).id


def refusals_of(actor: Actor, file: File, wish: Wish) -> tuple[Refusal, ...]:
    """Return everything that speaks against writing this, without writing."""
    return _judged(actor, file, wish)[1]


def _judged(actor: Actor, file: File, wish: Wish) -> tuple[Any, tuple[Refusal, ...]]:
    standing, payload = file.standing, wish.payload
    if standing is None:
        return payload, wish.against
    known = queries.facts_for(actor, standing, wish.at, clear=wish.clear)
    event = _event(payload, wish, actor.account)
    if isinstance(event, Refusal):
        return payload, (*wish.against, event)
    if event is None:
        return payload, wish.against
    payload, event = _in_role(payload, event, standing, known)
    reasons = check(standing.state, event, known)
    return payload, (*wish.against, *told(reasons, standing.definition, standing.state.version))


def _event(payload: Any, wish: Wish, doer: UUID) -> Event | Refusal | None:
    try:
        return event_to_be(
            payload, entry=wish.id or new_id(), effective_on=wish.effective_on, at=wish.at, position=_AT_THE_END,
            doer=doer,
        )  # fmt: skip
    except InvalidDate:
        return Refusal("procedures.no_date", {"given": wish.effective_on})


def _in_role(payload: Any, event: Event, standing: Standing, known: Facts) -> tuple[Any, Event]:
    """Say in which role it is done: the one that the step needs, else the first that the actor may play."""
    if not hasattr(payload, "role") or payload.role:
        return payload, event
    first = next((one.id for one in standing.definition.roles if one.id in known.roles), OTHER_ROLE)
    role = acting_as(standing.state, event, known) or first
    return replace(payload, role=role), replace(event, role=role)
