"""Who looked at which file, when, and for what purpose."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from tulga.access.actor import SYSTEM_ACTOR, Actor
from tulga.access.models import FileView
from tulga.kernel.ids import new_id
from tulga.ledger import bulk


def log_view(actor: Actor, record_id: UUID, what: str) -> None:
    """Write down that the actor looked at one file."""
    log_views(actor, [record_id], what)


def log_views(actor: Actor, record_ids: Iterable[UUID], what: str) -> None:
    """Write down that the actor looked at several files at once."""
    now = datetime.now(UTC)
    purpose = actor.purpose[:200]
    rows = [(new_id(), now, actor.account, actor.organisation, record, what[:60], purpose) for record in record_ids]
    bulk.insert(FileView, rows)


def log_count(what: str, purpose: str, *, actor: Actor = SYSTEM_ACTOR) -> None:
    """Write down that people were counted over all organisations, pseudonymously, and why."""
    bulk.insert(
        FileView, [(new_id(), datetime.now(UTC), actor.account, actor.organisation, None, what[:60], purpose[:200])]
    )
