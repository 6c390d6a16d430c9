"""From an actor to what the ledger is told: opaque ids and the time, nothing else."""

from datetime import datetime

from tulga.access.actor import Actor
from tulga.ledger.actions import Act


def act_of(actor: Actor, at: datetime) -> Act:
    """Return who acts, for which organisation, and when the server took it."""
    return Act(actor.account, actor.organisation, at)
