"""The organisations of the demonstration and an account for every role, made anew in every installation.

The names are generic or invented; nobody works there. Passwords are drawn here and told once.
"""

import secrets
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from tulga.access import actions
from tulga.access.actor import Actor
from tulga.access.entries import OrganisationKind
from tulga.access.queries import actor_for
from tulga.access.roles import Roles
from tulga.demo.telling import ASYLUM_OFFICE, LEGAL_AID, MIGRATION, OPERATION, WOMEN_CENTRE

_ORGANISATIONS: Final = {
    LEGAL_AID: ("Legal Aid Bureau (demonstration)", OrganisationKind.PARTNER),
    WOMEN_CENTRE: ("Women's Initiatives Centre (demonstration)", OrganisationKind.PARTNER),
    MIGRATION: ("Migration Authority (demonstration)", OrganisationKind.AUTHORITY),
    ASYLUM_OFFICE: ("Asylum Authority (demonstration)", OrganisationKind.ASYLUM_AUTHORITY),
}
OPERATION_NAME: Final = "UNHCR Kazakhstan (demonstration)"
ADMINISTRATOR: Final = "administrator@tulga.example"
# who may sign in: role, where, and for which areas (None: all)
_SOUTH: Final = ("KAZ.jambyl", "KAZ.shymkent", "KAZ.south-kazakhstan", "KAZ.turkistan")
_STAFF: Final = (
    (Roles.CASEWORKER, OPERATION, None), (Roles.STATISTICIAN, OPERATION, None), (Roles.PUBLISHER, OPERATION, None),
    (Roles.AUDITOR, OPERATION, None), (Roles.FIELD_WORKER, LEGAL_AID, _SOUTH), (Roles.AUTHORITY, MIGRATION, None),
    (Roles.LAWYER, OPERATION, None),
    (Roles.INTERVIEWER, ASYLUM_OFFICE, None), (Roles.DECIDER, ASYLUM_OFFICE, None), (Roles.APPEAL, ASYLUM_OFFICE, None),
)  # fmt: skip
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another


class SignIn(NamedTuple):
    """How to sign in as one of the roles."""

    role: str
    email: str
    password: str


class Opened(NamedTuple):
    """What was made: how to sign in, who enters the lists of each organisation, and who publishes."""

    accounts: tuple[SignIn, ...]
    importers: dict[str, Actor]
    publisher: Actor


def open_demonstration(at: datetime, today: date) -> Opened:
    """Open the operation, its partners and authorities, and an account for every role.

    `at` is the simulated time at which the books were opened.

    Raises:
        Refused: the operation has accounts already.
    """
    day = at.date()
    accounts = [SignIn(Roles.ADMINISTRATOR, ADMINISTRATOR, new_password())]
    first = actions.open_operation(email=ADMINISTRATOR, password=accounts[0].password, at=at, name=OPERATION_NAME)
    administrator = actor_for(first, "opening the demonstration", on=day)
    organisations = {OPERATION: administrator.organisation}
    for key, (name, kind) in _ORGANISATIONS.items():
        organisations[key] = actions.open_organisation(administrator, name=name, kind=kind, at=at)
    held: dict[str, UUID] = {}
    for role, where, areas in _STAFF:
        signing_in = SignIn(role, f"{role.replace('_', '-')}@tulga.example", new_password())
        held[role] = _account(administrator, signing_in, at)
        actions.grant_role(
            administrator,
            account=held[role],
            organisation=organisations[where],
            role=role,
            areas=areas,
            valid_from=day,
            at=at,
        )
        accounts.append(signing_in)
    importers = _importers(administrator, organisations, at)
    return Opened(
        tuple(accounts), importers, actor_for(held[Roles.PUBLISHER], "publishing the demonstration", on=today)
    )


def _account(administrator: Actor, signing_in: SignIn, at: datetime) -> UUID:
    name = f"Demonstration {signing_in.role.replace('_', ' ')}"
    return actions.open_account(
        administrator, email=signing_in.email, full_name=name, password=signing_in.password, at=at
    )


def _importers(administrator: Actor, organisations: dict[str, UUID], at: datetime) -> dict[str, Actor]:
    """Open the account that enters lists, with the role in every organisation; nobody is told its password."""
    account = _account(administrator, SignIn(Roles.IMPORTER, "lists@tulga.example", new_password()), at)
    for organisation in organisations.values():
        actions.grant_role(
            administrator,
            account=account,
            organisation=organisation,
            role=Roles.IMPORTER,
            areas=None,
            valid_from=at.date(),
            at=at,
        )
    return {
        key: actor_for(account, "entering the lists of the demonstration", organisation=organisation, on=at.date())
        for key, organisation in organisations.items()
    }


def new_password() -> str:
    """Return four times four letters: eighty bits almost, and readable over the telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
