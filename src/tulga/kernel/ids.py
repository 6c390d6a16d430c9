"""Identifiers of version 7 (RFC 9562): sortable by the time they were made, otherwise random.

They are made where the act happened. Order is never taken from them: clocks of devices lie.
"""

import os
import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_lock = threading.Lock()
_last_millisecond = 0
_counter = 0


def new_id(at: datetime | None = None, entropy: bytes | None = None) -> UUID:
    """Return a new id.

    Args:
        at: the time to write into it (aware); now when left out.
        entropy: ten random bytes; with `at` and `entropy` given the id is the same every time (demonstrations, tests).
    """
    if entropy is not None:
        return _build(_milliseconds(at or datetime.now(UTC)), entropy)
    millisecond, counter = _tick(at)
    random = os.urandom(8)
    return _build(millisecond, counter.to_bytes(2, "big") + random)


def _milliseconds(moment: datetime) -> int:
    """Return whole milliseconds since 1970, without the rounding of floating point."""
    passed = (moment - _EPOCH) // timedelta(milliseconds=1)
    if passed < 0:
        raise ValueError("an id cannot hold a time before 1970")
    return passed


def _tick(at: datetime | None) -> tuple[int, int]:
    """Return the millisecond and a 12-bit counter that rises within it, so that ids of one process rise."""
    global _last_millisecond, _counter  # noqa: PLW0603 - one counter per process is the point
    if at is not None:
        return _milliseconds(at), int.from_bytes(os.urandom(2), "big") & 0x0FFF
    with _lock:
        now = _milliseconds(datetime.now(UTC))
        if now > _last_millisecond:
            _last_millisecond, _counter = now, int.from_bytes(os.urandom(2), "big") & 0x03FF
        else:
            _counter += 1
            if _counter > 0x0FFF:
                _last_millisecond, _counter = _last_millisecond + 1, 0
        return _last_millisecond, _counter


def _build(millisecond: int, entropy: bytes) -> UUID:
    if len(entropy) != 10:
        raise ValueError("entropy must be ten bytes")
    value = (millisecond & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(entropy, "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def id_time(identifier: UUID) -> datetime:
    """Return the time written into a version 7 id (what the device's clock said)."""
    if identifier.version != 7:
        raise ValueError(f"{identifier} is not of version 7 and holds no time")
    return _EPOCH + timedelta(milliseconds=identifier.int >> 80)
