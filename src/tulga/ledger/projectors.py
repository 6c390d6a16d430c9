"""The ledger's own views: which subjects were erased, which devices are revoked."""

from collections.abc import Sequence

from tulga.ledger.entries import DeviceRevoked, SubjectErased
from tulga.ledger.models import ErasedSubject, RevokedDevice
from tulga.ledger.projection import Recorded, projects, register_views

register_views(ErasedSubject, RevokedDevice)


@projects(SubjectErased)
def erased_subjects(batch: Sequence[Recorded]) -> None:
    ErasedSubject.objects.bulk_create(
        [ErasedSubject(subject=e.payload.subject, position=e.position, recorded_at=e.recorded_at) for e in batch],
        ignore_conflicts=True,
    )


@projects(DeviceRevoked)
def revoked_devices(batch: Sequence[Recorded]) -> None:
    RevokedDevice.objects.bulk_create(
        [RevokedDevice(device=e.payload.device, position=e.position, recorded_at=e.recorded_at) for e in batch],
        ignore_conflicts=True,
    )
