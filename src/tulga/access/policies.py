"""Does the state allow it? Every function returns all reasons against."""

from collections.abc import Iterable
from datetime import date

from tulga.access.entries import OrganisationKind
from tulga.access.queries import GrantInfo, OrganisationInfo
from tulga.access.refusals import Refusal
from tulga.access.roles import ALL_ROLES, INCOMPATIBLE, MEETS_PERSONS, Roles

_STATE = frozenset({OrganisationKind.AUTHORITY, OrganisationKind.ASYLUM_AUTHORITY})
# Their work shows or opens what every organisation does: the log tells that somebody has a case, also one of asylum.
OVERSEES = frozenset({Roles.ADMINISTRATOR, Roles.AUDITOR})


def _together(grant: GrantInfo, start: date, end: date | None) -> bool:
    return (end is None or grant.valid_from < end) and (grant.valid_until is None or start < grant.valid_until)


def refusals_to_grant(
    role: str,
    areas: frozenset[str] | None,
    period: tuple[date, date | None],
    *,
    organisation: OrganisationInfo,
    held: Iterable[GrantInfo],
) -> tuple[Refusal, ...]:
    """Return every reason why an account that holds these roles may not be granted this one."""
    start, end = period
    if role not in ALL_ROLES:
        return (Refusal("access.no_such_role", {"role": role}),)
    found: list[Refusal] = []
    if end is not None and end <= start:
        found.append(Refusal("access.period_backwards"))
    found += _wrong_kind(role, organisation)
    for grant in held:
        if not _together(grant, start, end):
            continue
        if frozenset({role, grant.role}) in INCOMPATIBLE:  # in whichever organisation: it is one human being
            first, second = sorted((role, grant.role))
            found.append(Refusal("access.incompatible_roles", {"first": first, "second": second}))
        if grant.organisation != organisation.id:
            continue
        if grant.role == role:
            found.append(Refusal("access.held_already"))
        elif role in MEETS_PERSONS and grant.role in MEETS_PERSONS and grant.areas != areas:
            # an actor has one set of areas; different sets would let one role look where only the other may
            found.append(Refusal("access.areas_differ"))
    return _once(found)


def _once(found: Iterable[Refusal]) -> tuple[Refusal, ...]:
    """Return the refusals without repetitions (their data are mappings and cannot be hashed)."""
    kept: list[Refusal] = []
    for refusal in found:
        if refusal not in kept:
            kept.append(refusal)
    return tuple(kept)


def refusals_to_end(grant: GrantInfo | None, day: date, *, others: Iterable[GrantInfo]) -> tuple[Refusal, ...]:
    """Return why a role may not end on a day. `others` administer when it has ended.

    Of them only those count who stay as long as this role would have: an operation is not left alone later either.
    """
    if grant is None:
        return (Refusal("access.no_such_grant"),)
    if grant.valid_until is not None and grant.valid_until <= day:
        return (Refusal("access.ended_already"),)
    left = [other for other in others if other.id != grant.id and _stays_as_long(other, grant)]
    return (Refusal("access.last_administrator"),) if grant.role == Roles.ADMINISTRATOR and not left else ()


def _stays_as_long(other: GrantInfo, grant: GrantInfo) -> bool:
    if other.valid_until is None or grant.valid_until is None:
        return other.valid_until is None
    return other.valid_until >= grant.valid_until


def _wrong_kind(role: str, organisation: OrganisationInfo) -> list[Refusal]:
    """An authority's people work as AUTHORITY, nobody else does; the asylum authority has every role of a procedure."""
    wrong = (role == Roles.AUTHORITY and organisation.kind not in _STATE) or (
        organisation.kind is OrganisationKind.AUTHORITY and role in MEETS_PERSONS - {Roles.AUTHORITY}
    )
    found = [Refusal("access.authority_only", {"role": role})] if wrong else []
    if role in OVERSEES and organisation.kind in _STATE:
        found.append(Refusal("access.oversees", {"role": role}))
    return found
