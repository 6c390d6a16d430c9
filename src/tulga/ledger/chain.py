"""What is hashed, byte for byte.

    hash = SHA-256( "tulga-entry-v1" | field | field | ... ),  field = length (4 bytes, big-endian) | bytes

Fields in order: position, id, stream, stream_id, number, kind, version, effective_on, acted_at, recorded_at, actor,
organisation, device, subject, based_on, payload as stored, previous_hash. Integers are 8 bytes big-endian; ids are
their 16 bytes; times are UTC text with microseconds (27 characters); what is absent has length 0. The effective bounds
are derived from `effective_on` and are checked against it, not hashed.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

TAG = b"tulga-entry-v1"
FIRST = bytes(32)  # previous_hash of the first entry of a stream
_L0, _L8, _L16, _L27 = (size.to_bytes(4, "big") for size in (0, 8, 16, 27))


@lru_cache(maxsize=65536)
def instant_text(moment: datetime) -> str:
    """Return the one way in which a time is written into a hash."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


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
    words, when = stream.encode(), effective_on.encode()
    name, terminal = kind.encode(), device.encode()
    return b"".join((
        TAG,
        _L8, position.to_bytes(8, "big"),
        _L16, entry_id.bytes,
        len(words).to_bytes(4, "big"), words,
        _L16, stream_id.bytes,
        _L8, number.to_bytes(8, "big"),
        len(name).to_bytes(4, "big"), name,
        _L8, version.to_bytes(8, "big"),
        len(when).to_bytes(4, "big"), when,
        _L27, instant_text(acted_at).encode(),
        _L27, instant_text(recorded_at).encode(),
        _L16, actor.bytes,
        _L16, organisation.bytes,
        len(terminal).to_bytes(4, "big"), terminal,
        _L0 if subject is None else _L16 + subject.bytes,
        _L0 if based_on is None else _L8 + based_on.to_bytes(8, "big"),
        len(payload).to_bytes(4, "big"), payload,
        len(previous_hash).to_bytes(4, "big"), previous_hash,
    ))  # fmt: skip


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
