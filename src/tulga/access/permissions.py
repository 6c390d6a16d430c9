"""May this actor? Every function returns the reasons against; none means yes."""

from tulga.access.actor import Actor
from tulga.access.refusals import Refusal, Refused


def refusals(actor: Actor, permission: str) -> tuple[Refusal, ...]:
    """Return why the actor may not; empty means that one of the roles allows it."""
    return () if actor.may(permission) else (Refusal("access.not_allowed", {"permission": permission}),)


def require(actor: Actor, permission: str) -> None:
    """Pass only whom a role allows it.

    Raises:
        Refused: no role of the actor allows it.
    """
    if found := refusals(actor, permission):
        raise Refused(found)
