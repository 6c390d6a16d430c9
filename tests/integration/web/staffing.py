"""People who work in an operation, for tests: everything is opened through the actions, as an administrator would."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.test import Client

from tulga.access import actions
from tulga.access.actor import Actor
from tulga.access.models import Account
from tulga.access.queries import actor_for
from tulga.access.roles import Roles

PASSWORD = "seven grey herons by the river"
ADMINISTRATOR = "first.administrator@example.org"
PURPOSE = "casework"


def now() -> datetime:
    return datetime.now(UTC)


def an_administrator() -> Actor:
    """Open an operation and return its first account as an actor."""
    account = actions.open_operation(email=ADMINISTRATOR, password=PASSWORD, at=now())
    return actor_for(account, PURPOSE)


def an_organisation(administrator: Actor, name: str, kind: str) -> UUID:
    return actions.open_organisation(administrator, name=name, kind=kind, at=now())


def a_colleague(
    administrator: Actor,
    role: str = Roles.CASEWORKER,
    *,
    email: str | None = None,
    organisation: UUID | None = None,
    areas: tuple[str, ...] | None = None,
) -> Account:
    """Open an account with one role, in the administrator's own organisation unless another is named."""
    address = email or f"{role}@example.org"
    account = actions.open_account(administrator, email=address, full_name=f"The {role}", password=PASSWORD, at=now())
    grant(administrator, account, role, organisation=organisation, areas=areas)
    return Account.objects.get(id=account)


def grant(
    administrator: Actor,
    account: UUID,
    role: str,
    *,
    organisation: UUID | None = None,
    areas: tuple[str, ...] | None = None,
) -> UUID:
    return actions.grant_role(
        administrator,
        account=account,
        organisation=organisation or administrator.organisation,
        role=role,
        areas=areas,
        valid_from=date(2020, 1, 1),
        at=now(),
    )


def signed_in(account: Account) -> Client:
    """Return a browser in which this account is signed in."""
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client
