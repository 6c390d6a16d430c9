"""Who may act, and who looked at what: always for an actor, except where an actor is made."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Q

from tulga.access import permissions
from tulga.access.actor import Actor
from tulga.access.entries import OrganisationKind
from tulga.access.models import Account, FileView, Organisation, RoleGrant
from tulga.access.refusals import Refusal, Refused
from tulga.access.roles import MEETS_PERSONS, May, Roles


@dataclass(frozen=True, slots=True)
class OrganisationInfo:
    id: UUID
    name: str
    kind: OrganisationKind


@dataclass(frozen=True, slots=True)
class GrantInfo:
    id: UUID
    account: UUID
    organisation: UUID
    role: str
    areas: frozenset[str] | None
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class AccountInfo:
    id: UUID
    email: str
    full_name: str
    active: bool
    grants: tuple[GrantInfo, ...]


@dataclass(frozen=True, slots=True)
class ViewInfo:
    at: datetime
    account: UUID
    organisation: UUID
    record_id: UUID | None
    what: str
    purpose: str


def actor_for(
    account: Account | UUID, purpose: str, *, organisation: UUID | None = None, on: date | None = None
) -> Actor:
    """Return the actor that this account is on a day (today when left out), in one organisation.

    An account with roles in several organisations acts for one at a time: the named one, else that of its earliest
    role.

    Raises:
        Refused: the account is closed, or holds no role there on that day.
    """
    account_id = account.id if isinstance(account, Account) else account
    if not Account.objects.filter(id=account_id, is_active=True).exists():
        raise Refused([Refusal("access.account_closed")])
    held = grants_held(account_id, on=on or datetime.now(UTC).date())
    chosen = organisation or next((grant.organisation for grant in held), None)
    held = [grant for grant in held if grant.organisation == chosen]
    if chosen is None or not held:
        raise Refused([Refusal("access.no_role")])
    return Actor(account_id, chosen, frozenset(grant.role for grant in held), _areas(held), purpose)


def _areas(held: Iterable[GrantInfo]) -> frozenset[str] | None:
    """Return the areas in which the actor meets persons; roles that meet none add nothing."""
    areas: set[str] = set()
    for grant in held:
        if grant.role in MEETS_PERSONS:
            if grant.areas is None:
                return None
            areas |= grant.areas
    return frozenset(areas)


def grants_held(account: UUID, *, on: date) -> list[GrantInfo]:
    """Return the roles that an account holds on a day, the earliest granted first."""
    found = RoleGrant.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on), account=account, valid_from__lte=on
    )
    return [_grant_info(grant) for grant in found.order_by("position")]


def _grant_info(grant: RoleGrant) -> GrantInfo:
    areas = None if grant.areas is None else frozenset(grant.areas)
    return GrantInfo(
        grant.id, grant.account, grant.organisation, grant.role, areas, grant.valid_from, grant.valid_until
    )


def all_grants(actor: Actor, account: UUID) -> list[GrantInfo]:
    """Return every role that an account holds, held or will hold, for administrators.

    Raises:
        Refused: the actor is no administrator.
    """
    permissions.require(actor, May.ADMINISTER)
    return [_grant_info(grant) for grant in RoleGrant.objects.filter(account=account).order_by("position")]


def find_grant(actor: Actor, grant: UUID) -> GrantInfo | None:
    """Return a granted role, for administrators.

    Raises:
        Refused: the actor is no administrator.
    """
    permissions.require(actor, May.ADMINISTER)
    row = RoleGrant.objects.filter(id=grant).first()
    return None if row is None else _grant_info(row)


def administrators(actor: Actor, *, on: date) -> list[GrantInfo]:
    """Return the roles of those who administer on a day with an account that is open, for administrators.

    Raises:
        Refused: the actor is no administrator.
    """
    permissions.require(actor, May.ADMINISTER)
    found = RoleGrant.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on), role=Roles.ADMINISTRATOR, valid_from__lte=on,
        account__in=Account.objects.filter(is_active=True).values("id"),
    )  # fmt: skip
    return [_grant_info(grant) for grant in found.order_by("position")]


def find_organisation(organisation: UUID) -> OrganisationInfo | None:
    """Return an organisation; organisations are not persons, so that no actor is asked for."""
    held = _asked_once.get()
    if held is not None and organisation in held:
        return held[organisation]
    row = Organisation.objects.filter(id=organisation).first()
    found = None if row is None else OrganisationInfo(row.id, row.name, OrganisationKind(row.kind))
    if held is not None:
        held[organisation] = found
    return found


_asked_once: ContextVar["dict[UUID, OrganisationInfo | None] | None"] = ContextVar("asked_once", default=None)


@contextmanager
def asking_once() -> Iterator[None]:
    """Look each organisation up once within this block: for one question of one actor, never longer."""
    if _asked_once.get() is not None:
        yield
        return
    token = _asked_once.set({})
    try:
        yield
    finally:
        _asked_once.reset(token)


def organisation_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of organisations, for showing who said something."""
    return dict(Organisation.objects.filter(id__in=list(set(ids))).values_list("id", "name"))


def organisations() -> list[OrganisationInfo]:
    rows = Organisation.objects.order_by("position")
    return [OrganisationInfo(row.id, row.name, OrganisationKind(row.kind)) for row in rows]


def may_know_of_asylum(actor: Actor) -> bool:
    """Say whether the actor may learn that somebody asked for asylum.

    No State learns it from us. Only the authority that is itself competent for the claim knows of it, and whoever is
    not of the State. An organisation that we do not know is treated as one of the State's.
    """
    organisation = find_organisation(actor.organisation)
    if organisation is None or organisation.kind is OrganisationKind.AUTHORITY:
        return False
    return organisation.kind is OrganisationKind.ASYLUM_AUTHORITY or Roles.AUTHORITY not in actor.roles


def of_the_state(actor: Actor) -> bool:
    """Say whether the actor acts for an authority that may not know of asylum: it sees only what it said itself."""
    return not may_know_of_asylum(actor)


def accounts(actor: Actor) -> list[AccountInfo]:
    """Return all accounts with their roles, for administrators.

    Raises:
        Refused: the actor is no administrator.
    """
    permissions.require(actor, May.ADMINISTER)
    grants: dict[UUID, list[GrantInfo]] = {}
    for grant in RoleGrant.objects.order_by("position"):
        grants.setdefault(grant.account, []).append(_grant_info(grant))
    return [
        AccountInfo(row.id, row.email, row.full_name, row.is_active, tuple(grants.get(row.id, ())))
        for row in Account.objects.order_by("email")
    ]


def author_names(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of colleagues: accounts that hold or held a role in the actor's own organisation."""
    colleagues = RoleGrant.objects.filter(organisation=actor.organisation, account__in=list(set(ids))).values("account")
    rows = Account.objects.filter(id__in=colleagues).values_list("id", "full_name", "email")
    return {account: name or email for account, name, email in rows}


def file_views(actor: Actor, record_id: UUID) -> list[ViewInfo]:
    """Return who looked at a file, newest first, for auditors.

    Raises:
        Refused: the actor may not read the log.
    """
    permissions.require(actor, May.READ_LOGS)
    rows = FileView.objects.filter(record_id=record_id).order_by("-at", "-id")
    return [ViewInfo(r.at, r.account, r.organisation, r.record_id, r.what, r.purpose) for r in rows]


def count_views(actor: Actor, *, limit: int = 200) -> list[ViewInfo]:
    """Return when people were counted over all organisations, newest first, for auditors.

    Raises:
        Refused: the actor may not read the log.
    """
    permissions.require(actor, May.READ_LOGS)
    rows = FileView.objects.filter(record_id__isnull=True).order_by("-at", "-id")[:limit]
    return [ViewInfo(r.at, r.account, r.organisation, r.record_id, r.what, r.purpose) for r in rows]
