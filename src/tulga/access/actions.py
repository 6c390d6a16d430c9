"""Opening an operation, organisations and accounts; granting and ending roles. Each is one transaction."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from tulga.access import permissions, policies, queries
from tulga.access.actor import Actor
from tulga.access.acts import act_of
from tulga.access.entries import AccountOpened, OrganisationKind, OrganisationOpened, RoleEnded, RoleGranted
from tulga.access.models import Account
from tulga.access.refusals import Refusal, raise_if
from tulga.access.roles import May, Roles
from tulga.kernel.ids import new_id
from tulga.ledger import actions as ledger
from tulga.ledger.actions import Act, Draft

# One human being can start: manage accounts, keep files, publish. Each role is visible, and can be ended later.
_FIRST_ROLES = (Roles.ADMINISTRATOR, Roles.CASEWORKER, Roles.PUBLISHER)


def open_operation(*, email: str, password: str, at: datetime, name: str = "UNHCR") -> Account:
    """Open the first organisation and its first account, which may administer, keep files and publish.

    Raises:
        Refused: the operation has accounts already, or the address or the password cannot be used.
    """
    with transaction.atomic():
        ledger.lock()
        if Account.objects.exists():
            raise_if([Refusal("access.not_empty")])
        raise_if([*_email(email), *_password(password, email)])
        organisation, account = new_id(), new_id()
        act, day = Act(account, organisation, at), at.date()
        opened = _account(account, email, "", password)
        drafts = [
            Draft(organisation, OrganisationOpened(name=name, kind=OrganisationKind.UNHCR), day.isoformat()),
            Draft(account, AccountOpened(email=opened.email, full_name=""), day.isoformat()),
            *(_grant(account, organisation, role, None, (day, None)) for role in _FIRST_ROLES),
        ]
        ledger.append_together(drafts, act=act)
    return opened


def open_organisation(actor: Actor, *, name: str, kind: OrganisationKind | str, at: datetime | None = None) -> UUID:
    """Add an organisation and return its id.

    Raises:
        Refused: the actor is no administrator, or the name is missing.
    """
    permissions.require(actor, May.ADMINISTER)
    raise_if([] if name.strip() else [Refusal("access.name_missing")])
    moment, organisation = at or datetime.now(UTC), new_id()
    opened = OrganisationOpened(name=name.strip(), kind=OrganisationKind(kind))
    ledger.append(Draft(organisation, opened, moment.date().isoformat()), act=act_of(actor, moment))
    return organisation


def open_account(actor: Actor, *, email: str, full_name: str, password: str, at: datetime | None = None) -> UUID:
    """Open an account and return its id. It can do nothing until a role is granted.

    Raises:
        Refused: the actor is no administrator, or the address or the password cannot be used.
    """
    permissions.require(actor, May.ADMINISTER)
    moment, account = at or datetime.now(UTC), new_id()
    with transaction.atomic():
        ledger.lock()
        raise_if([*_email(email), *_password(password, email, full_name)])
        opened = _account(account, email, full_name.strip(), password)
        said = AccountOpened(email=opened.email, full_name=opened.full_name)
        ledger.append(Draft(account, said, moment.date().isoformat()), act=act_of(actor, moment))
    return account


def grant_role(
    actor: Actor,
    *,
    account: UUID,
    organisation: UUID,
    role: str,
    areas: Iterable[str] | None,
    valid_from: date,
    valid_until: date | None = None,
    at: datetime | None = None,
) -> UUID:
    """Grant a role in an organisation, for some areas or (None) for all, and return the id of the grant.

    Raises:
        Refused: the actor is no administrator or grants to himself; there is no such account or organisation; the role
            does not go with those held, with the organisation, or with the period.
    """
    permissions.require(actor, May.ADMINISTER)
    moment = at or datetime.now(UTC)
    chosen = None if areas is None else frozenset(areas)
    with transaction.atomic():
        ledger.lock()
        found = [Refusal("access.own_grant")] if account == actor.account else []
        info = queries.find_organisation(organisation)
        if not Account.objects.filter(id=account, is_active=True).exists():
            found.append(Refusal("access.no_such_account"))
        if info is None:
            found.append(Refusal("access.no_such_organisation"))
        else:
            held = queries.all_grants(actor, account)
            found += policies.refusals_to_grant(role, chosen, (valid_from, valid_until), organisation=info, held=held)
        raise_if(found)
        draft = _grant(account, organisation, role, chosen, (valid_from, valid_until), moment)
        ledger.append(draft, act=act_of(actor, moment))
    return draft.stream_id


def end_role(actor: Actor, *, grant: UUID, why: str, on: date | None = None, at: datetime | None = None) -> None:
    """End a role from a day on (today when left out). What was done in it stays.

    Raises:
        Refused: the actor is no administrator; there is no such role, it has ended, or it is the last administrator's.
    """
    permissions.require(actor, May.ADMINISTER)
    moment = at or datetime.now(UTC)
    day = on or moment.date()
    with transaction.atomic():
        ledger.lock()
        held = queries.find_grant(actor, grant)
        others = queries.administrators(actor, on=max(day, moment.date()))
        raise_if(policies.refusals_to_end(held, day, others=others))
        ledger.append(Draft(grant, RoleEnded(ended_on=day, why=why), day.isoformat()), act=act_of(actor, moment))


def _grant(
    account: UUID,
    organisation: UUID,
    role: str,
    areas: frozenset[str] | None,
    period: tuple[date, date | None],
    at: datetime | None = None,
) -> Draft:
    granted = RoleGranted(
        account=account, organisation=organisation, role=role, areas=None if areas is None else tuple(sorted(areas)),
        valid_from=period[0], valid_until=period[1],
    )  # fmt: skip
    return Draft(new_id(), granted, (at.date() if at else period[0]).isoformat())


def _account(account: UUID, email: str, full_name: str, password: str) -> Account:
    return Account.objects.create_account(email, password, id=account, full_name=full_name)


def _email(email: str) -> list[Refusal]:
    try:
        validate_email(email.strip())
    except ValidationError:
        return [Refusal("access.email_invalid")]
    taken = Account.objects.filter(email=email.strip().casefold()).exists()
    return [Refusal("access.email_taken")] if taken else []


def _password(password: str, email: str, full_name: str = "") -> list[Refusal]:
    try:
        validate_password(password, Account(email=email, full_name=full_name))
    except ValidationError as wrong:
        return [Refusal("access.password_weak", {"reasons": " ".join(wrong.messages)})]
    return []
