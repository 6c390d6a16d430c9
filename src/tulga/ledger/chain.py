"""What is hashed, byte for byte.

    hash = SHA-256( "tulga-entry-v1" | field | field | ... ),  field = length (4 bytes, big-endian) | bytes

Fields in order: position, id, stream, stream_id, number, kind, version, effective_on, acted_at, recorded_at, actor,
organisation, device, subject, based_on, payload as stored, previous_hash. Integers are 8 bytes big-endian; ids are their
16 bytes; times are UTC text with microseconds; what is absent has length 0. The effective bounds are derived from
`effective_on` and are checked against it, not hashed.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

TAG = b"tulga-entry-v1"
FIRST = bytes(32)  # previous_hash of the first entry of a stream


def instant_text(moment: datetime) -> str:
    """Return the one way in which a time is written into a hash."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def encode(  # noqa: PLR0913, PLR0917 - one argument per hashed field, in order
    position: int,
    entry_id: UUID,
    stream: str,
    stream_id: UUID,
    number: int,
    kind: str,
    version: int,
    effective_on: str,
    acted_at: datetime,
    recorded_at: datetime,
    actor: UUID,
    organisation: UUID,
    device: str,
    subject: UUID | None,
    based_on: int | None,
    payload: bytes,
    previous_hash: bytes,
) -> bytes:
    """Return the bytes that are hashed."""
    fields = (
        position.to_bytes(8, "big"),
        entry_id.bytes,
        stream.encode(),
        stream_id.bytes,
        number.to_bytes(8, "big"),
        kind.encode(),
        version.to_bytes(8, "big"),
        effective_on.encode(),
        instant_text(acted_at).encode(),
        instant_text(recorded_at).encode(),
        actor.bytes,
        organisation.bytes,
        device.encode(),
        subject.bytes if subject is not None else b"",
        based_on.to_bytes(8, "big") if based_on is not None else b"",
        payload,
        previous_hash,
    )
    return TAG + b"".join(len(field).to_bytes(4, "big") + field for field in fields)


def entry_hash(encoded: bytes) -> bytes:
    return hashlib.sha256(encoded).digest()


def leaf(entry_id: UUID, digest: bytes) -> bytes:
    """Return the Merkle leaf of one entry (prefix 0x00, as in RFC 6962)."""
    return hashlib.sha256(b"\x00" + entry_id.bytes + digest).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle root (RFC 6962: prefix 0x01 for nodes, split at the largest power of two below the size).

    A level that is paired from the left, the odd one carried up, gives the same tree.
    """
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + level[index] + level[index + 1]).digest() for index in range(0, len(level) - 1, 2)
        ]
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
    return level[0]
