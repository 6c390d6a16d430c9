"""May this actor work with such a case? Every function returns the reasons against; none means yes."""

from tulga.access.actor import Actor
from tulga.access.permissions import refusals
from tulga.access.queries import may_know_of_asylum
from tulga.access.refusals import Refusal
from tulga.access.roles import May
from tulga.procedures.shared.entries import Procedure


def refusals_to_open(actor: Actor, procedure: Procedure) -> tuple[Refusal, ...]:
    """Return why the actor may not open a case of this procedure. The answer depends on no person."""
    if found := refusals(actor, May.HANDLE_CASES):
        return found
    if procedure is Procedure.ASYLUM and not may_know_of_asylum(actor):
        return (Refusal("access.not_allowed", {"permission": May.HANDLE_CASES}),)
    return ()
