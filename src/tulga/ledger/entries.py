"""The ledger's own kinds of entries; none of them holds anything personal."""

from dataclasses import dataclass
from uuid import UUID

from tulga.ledger.kinds import entry_kind


@entry_kind("SubjectErased", version=1, stream="erasure", personal=False)
@dataclass(frozen=True, slots=True)
class SubjectErased:
    """The key of this subject is to be destroyed and its view rows deleted. `reason` is a code, never a narrative."""

    subject: UUID
    reason: str


@entry_kind("DeviceRevoked", version=1, stream="device", personal=False)
@dataclass(frozen=True, slots=True)
class DeviceRevoked:
    """What this device sends from now on is quarantined, not dropped."""

    device: str
    reason: str
