"""What may be done to a clock: paused for a reason the law knows, resumed, made longer; and days off declared."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from tulga.access import permissions as roles
from tulga.access.actor import Actor
from tulga.access.acts import act_of
from tulga.access.roles import May
from tulga.ledger import actions as ledger
from tulga.ledger.actions import Draft
from tulga.procedures.clocks.core.terms import Unit
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared.actions.writing import Wish, open_file, write

_CALENDARS = UUID("3a1b7d52-6a37-5d0c-9b7c-7b6d0a5c1e11")


def pause_clock(actor: Actor, *, case: UUID, clock: str, reason: str, note: str = "", **common: Any) -> UUID:
    """Stop the time of a clock until it is resumed; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such case or clock, it stands still already, or the law knows no such
            reason.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        return write(actor, file, Wish(kinds.ClockPaused(file.record, clock, reason, note), **common))


def resume_clock(actor: Actor, *, case: UUID, clock: str, **common: Any) -> UUID:
    """Let a paused clock go on; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such case or clock, or it does not stand still.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        return write(actor, file, Wish(kinds.ClockResumed(file.record, clock), **common))


def extend_clock(
    actor: Actor, *, case: UUID, clock: str, value: int, unit: Unit | str, authority: str, why: str, **common: Any
) -> UUID:
    """Write down that an authority made a clock longer; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such case or clock, or the law knows no extension of it.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.DECIDE)
        said = kinds.ClockExtended(file.record, clock, value, Unit(unit), authority, why)
        return write(actor, file, Wish(said, **common))


def declare_days_off(actor: Actor, *, declared: kinds.DaysOffDeclared, effective_on: str, at: datetime) -> UUID:
    """Write down a decree on days off: every clock that depends on it is worked out anew, the old value is kept.

    Raises:
        Refused: no role allows it.
    """
    roles.require(actor, May.ADMINISTER)
    calendar = uuid5(_CALENDARS, declared.calendar)
    return ledger.append(Draft(calendar, declared, effective_on), act=act_of(actor, at)).id
