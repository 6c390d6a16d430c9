"""Who acts: an account, for an organisation, in some roles and areas, for a purpose."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from uuid import UUID

from tulga.access.roles import ALLOWED, Roles


@dataclass(frozen=True, slots=True)
class Actor:
    """Every query and action takes one. `areas` is None for every area; an empty set is no area at all."""

    account: UUID
    organisation: UUID
    roles: frozenset[str]
    areas: frozenset[str] | None
    purpose: str

    def may(self, permission: str) -> bool:
        """Say whether one of the roles allows it."""
        return permission in _allowed(self.roles)


@lru_cache(maxsize=256)
def _allowed(roles: frozenset[str]) -> frozenset[str]:
    """Return everything that one of the roles allows (asked for each of hundreds of thousands of imported entries)."""
    return frozenset().union(*(ALLOWED.get(role, frozenset()) for role in roles))


_SYSTEM: Final = UUID("00000000-0000-7000-8000-000000000001")

# The program itself: it may import and reads nobody's file.
SYSTEM_ACTOR: Final = Actor(_SYSTEM, _SYSTEM, frozenset({Roles.IMPORTER}), frozenset(), "system")
