"""From the ledger to the tables of organisations and roles."""

from collections.abc import Sequence

from tulga.access.entries import OrganisationOpened, RoleEnded, RoleGranted
from tulga.access.models import Organisation, RoleGrant
from tulga.ledger import bulk
from tulga.ledger.projection import Recorded, projects, register_views

register_views(Organisation, RoleGrant)


@projects(OrganisationOpened)
def organisations(batch: Sequence[Recorded]) -> None:
    """One row per organisation; a stream is opened once, whatever comes later."""
    rows = [(e.stream_id, e.payload.name, e.payload.kind.value, e.position, e.recorded_at) for e in batch]
    bulk.insert(Organisation, rows, ignore_conflicts=True)


@projects(RoleGranted, RoleEnded)
def role_grants(batch: Sequence[Recorded]) -> None:
    granted = [e for e in batch if isinstance(e.payload, RoleGranted)]
    RoleGrant.objects.bulk_create((_grant(e) for e in granted), ignore_conflicts=True)
    for entry in batch:
        if isinstance(entry.payload, RoleEnded):
            _end(entry)


def _grant(entry: Recorded) -> RoleGrant:
    said = entry.payload
    return RoleGrant(
        id=entry.stream_id, account=said.account, organisation=said.organisation, role=said.role,
        areas=None if said.areas is None else list(said.areas), valid_from=said.valid_from,
        valid_until=said.valid_until,
        granted_by=entry.actor, position=entry.position,
    )  # fmt: skip


def _end(entry: Recorded) -> None:
    """End the grant; an earlier end stays, for a role that ended does not come back by ending it again."""
    for grant in RoleGrant.objects.filter(id=entry.stream_id, position__lt=entry.position):
        ends = [day for day in (grant.valid_until, max(entry.payload.ended_on, grant.valid_from)) if day is not None]
        RoleGrant.objects.filter(id=grant.id).update(valid_until=min(ends))
