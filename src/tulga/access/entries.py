"""What access writes into the ledger: organisations, accounts, roles. Only an account's own data are personal."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from tulga.access.roles import ALL_ROLES
from tulga.ledger.errors import InvalidPayload
from tulga.ledger.kinds import entry_kind


class OrganisationKind(StrEnum):
    UNHCR = "unhcr"
    PARTNER = "partner"
    AUTHORITY = "authority"  # of the State; never learns that anybody asked for asylum
    ASYLUM_AUTHORITY = "asylum_authority"  # of the State, and competent to decide asylum claims


@entry_kind("OrganisationOpened", version=1, stream="organisation", personal=False)
@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationOpened:
    name: str
    kind: OrganisationKind

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidPayload("name", "an organisation has a name")
        if type(self.kind) is not OrganisationKind:
            try:
                object.__setattr__(self, "kind", OrganisationKind(self.kind))
            except ValueError as error:
                raise InvalidPayload("kind", f"is one of {', '.join(OrganisationKind)}, not {self.kind!r}") from error


@entry_kind("AccountOpened", version=1, stream="account", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class AccountOpened:
    """Encrypted under the account's own key; everywhere else an account is only its opaque id."""

    email: str
    full_name: str


@entry_kind("RoleGranted", version=1, stream="role_grant", personal=False)
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGranted:
    """An account holds a role in an organisation. `areas` is nothing for every area."""

    account: UUID
    organisation: UUID
    role: str
    areas: tuple[str, ...] | None
    valid_from: date
    valid_until: date | None  # the first day on which it no longer holds

    def __post_init__(self) -> None:
        if self.role not in ALL_ROLES:
            raise InvalidPayload("role", f"is one of {', '.join(sorted(ALL_ROLES))}, not {self.role!r}")
        if self.valid_until is not None and self.valid_until < self.valid_from:
            raise InvalidPayload("valid_until", "lies before the day on which the role begins")


@entry_kind("RoleEnded", version=1, stream="role_grant", personal=False)
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnded:
    """The role no longer holds from this day on. `why` is a code (left, changed_post, mistake ...), not a narrative."""

    ended_on: date
    why: str
