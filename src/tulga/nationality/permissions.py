"""May this actor work with findings on nationality? Every function returns the reasons against; none means yes."""

from tulga.access.actor import Actor
from tulga.access.permissions import refusals
from tulga.access.refusals import Refusal
from tulga.access.roles import May


def refusals_to_state(actor: Actor) -> tuple[Refusal, ...]:
    """Return why the actor may state no facts."""
    return refusals(actor, May.WRITE_RECORDS)


def refusals_to_adopt(actor: Actor) -> tuple[Refusal, ...]:
    """Return why the actor may not make a finding of the program their own: that is a lawyer's act."""
    return refusals(actor, May.ADOPT_FINDINGS)


def refusals_to_correct(actor: Actor) -> tuple[Refusal, ...]:
    """Return why the actor may not propose to correct a rule."""
    return refusals(actor, May.PROPOSE_CORRECTIONS)
