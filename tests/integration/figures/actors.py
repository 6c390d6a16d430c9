"""Who acts in the tests of figures."""

from uuid import UUID

from tulga.access.actor import Actor
from tulga.access.roles import Roles


def an_actor(*roles: str) -> Actor:
    return Actor(UUID(int=1), UUID(int=2), frozenset(roles), None, "a test")


STATISTICIAN = an_actor(Roles.STATISTICIAN)
PUBLISHER = an_actor(Roles.PUBLISHER)
IMPORTER = an_actor(Roles.IMPORTER)
CASEWORKER = an_actor(Roles.CASEWORKER)
