"""Who the reader is, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from tulga.access.models import Account
from tulga.access.queries import GrantInfo
from tulga.web.staff import labels


@dataclass(frozen=True, slots=True)
class GrantLine:
    organisation: str
    role: str
    may: str
    areas: str
    until: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    name: str
    email: str
    id: str
    grants: tuple[GrantLine, ...]


def account_page(account: Account, held: Sequence[GrantInfo], organisations: Mapping[UUID, str]) -> AccountPage:
    """Return what the page shows of one's own account."""
    return AccountPage(
        account.full_name, account.email, str(account.pk), tuple(grant_line(one, organisations) for one in held)
    )


def grant_line(grant: GrantInfo, organisations: Mapping[UUID, str]) -> GrantLine:
    """Return a role in words: where, what it allows, for which areas, until when."""
    return GrantLine(
        organisation=organisations.get(grant.organisation, str(grant.organisation)),
        role=labels.role(grant.role),
        may=labels.role_allows(grant.role),
        areas=labels.areas(grant.areas),
        until=labels.day(grant.valid_until) if grant.valid_until else _("until it is ended"),
    )
