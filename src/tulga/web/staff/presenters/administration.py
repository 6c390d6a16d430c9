"""Accounts, roles and organisations in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tulga.access.queries import AccountInfo, GrantInfo, OrganisationInfo
from tulga.web.staff import labels
from tulga.web.staff.presenters.account import GrantLine, grant_line


@dataclass(frozen=True, slots=True)
class AdminGrant:
    id: str
    line: GrantLine
    period: str
    can_end: bool


@dataclass(frozen=True, slots=True)
class AdminAccount:
    id: str
    name: str
    email: str
    active: bool
    grants: tuple[AdminGrant, ...]


@dataclass(frozen=True, slots=True)
class AdminOrganisation:
    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class AdministrationPage:
    accounts: tuple[AdminAccount, ...]
    organisations: tuple[AdminOrganisation, ...]


def administration_page(
    accounts: Sequence[AccountInfo], organisations: Sequence[OrganisationInfo], *, today: date
) -> AdministrationPage:
    """Return who works here, and in which organisations."""
    names = {one.id: one.name for one in organisations}
    shown = [
        AdminAccount(
            str(one.id), one.full_name or one.email, one.email, one.active,
            tuple(AdminGrant(str(g.id), grant_line(g, names), _period(g), _runs(g, today)) for g in one.grants),
        )
        for one in accounts
    ]  # fmt: skip
    listed = [
        AdminOrganisation(str(o.id), o.name, labels.word(labels.ORGANISATION_KINDS, o.kind)) for o in organisations
    ]
    return AdministrationPage(tuple(shown), tuple(listed))


def account_choices(accounts: Sequence[AccountInfo]) -> list[tuple[str, str]]:
    """Return the open accounts as choices of a form."""
    return [
        (str(one.id), f"{one.full_name} ({one.email})" if one.full_name else one.email)
        for one in accounts
        if one.active
    ]


def _runs(grant: GrantInfo, today: date) -> bool:
    return grant.valid_until is None or grant.valid_until > today


def _period(grant: GrantInfo) -> str:
    if grant.valid_until is None:
        return _("since %(day)s") % {"day": labels.day(grant.valid_from)}
    return _("from %(first)s to before %(last)s") % {
        "first": labels.day(grant.valid_from),
        "last": labels.day(grant.valid_until),
    }
