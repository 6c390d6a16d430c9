"""May this actor work with records? Every function returns the reasons against; none means yes."""

from uuid import UUID

from tulga.access.actor import Actor
from tulga.access.permissions import refusals
from tulga.access.refusals import Refusal
from tulga.access.roles import May
from tulga.register import scope


def refusals_to_read(actor: Actor, record: UUID) -> tuple[Refusal, ...]:
    """Return why the actor may not open this file."""
    return refusals(actor, May.READ_FILES) or _in_scope(actor, record)


def refusals_to_write(actor: Actor, record: UUID) -> tuple[Refusal, ...]:
    """Return why the actor may not write into this record."""
    return refusals(actor, May.WRITE_RECORDS) or _in_scope(actor, record)


def _in_scope(actor: Actor, record: UUID) -> tuple[Refusal, ...]:
    """Return that there is no such record: out of scope and not there are answered the same."""
    return () if scope.visible(actor, [record]) else (Refusal("register.no_such_record"),)
