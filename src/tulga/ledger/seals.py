"""Seals: a signed statement of which entry, with which hash, stands at which position.

The statement holds a Merkle root over all entries since the last seal and the digest of the seal before it. It is
signed with an Ed25519 key that is kept outside the database, and exported with the leaves (id and hash of every entry),
so that `verify` can name what was changed even when someone recomputed every hash in the database.

The promise is exact: any change to entries covered by an exported seal is found, and named. What was written since the
last seal (at most 15 minutes, see `run_sealer`) is not covered.
"""

import json
import logging
import os
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connections, transaction

from tulga.kernel.canonical import canonical_json
from tulga.ledger import chain, erasure
from tulga.ledger.errors import LedgerError
from tulga.ledger.locking import lock
from tulga.ledger.models import Entry, Seal
from tulga.ledger.once import make_once

TAG = b"tulga-seal-v1"
LEAF = 48  # id (16) and hash (32)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SealInfo:
    number: int
    first_position: int
    last_position: int
    root: str
    sealed_at: datetime
    digest: str


# -- the signing key --------------------------------------------------------------------------------------------------


def key_file() -> Path:
    return Path(settings.TULGA_HOME) / "keys" / "seal.key"


def public_key_file() -> Path:
    return seals_folder() / "seal.pub"


def seals_folder() -> Path:
    return Path(settings.TULGA_HOME) / "seals"


def _signing_key() -> Ed25519PrivateKey:
    file = key_file()
    if not file.exists():
        make_once(file, Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(file.read_bytes())


def public_key() -> bytes:
    """Return the public key (32 bytes) of this deployment's seals, and export it beside them."""
    raw = _signing_key().public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    file = public_key_file()
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(raw.hex() + "\n")
    return raw


def trusted_key(folder: Path) -> bytes | None:
    """Return the key that seals should be signed with, making none: this deployment's own, else the one exported."""
    if key_file().exists():
        return public_key()
    for file in (folder / "seal.pub", public_key_file()):
        try:
            return bytes.fromhex(file.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            continue
    return None


def signature_holds(statement: bytes, signature: bytes, key: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, TAG + statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def statement_digest(statement: bytes) -> str:
    return chain.entry_hash(TAG + statement).hex()


# -- sealing ----------------------------------------------------------------------------------------------------------


def seal(*, now: datetime | None = None) -> SealInfo | None:
    """Seal everything since the last seal, export it and return it; None when there is nothing new.

    The export is written before the row is committed: a seal in the database always has its export. An export that was
    left by a program that died in between is taken over.

    Raises:
        LedgerError: a seal of this number was exported and does not agree with the entries: some were lost or changed.
        It
            is never overwritten; `verify` names what is wrong.
    """
    with transaction.atomic():
        lock()
        previous = Seal.objects.order_by("-number").first()
        number = previous.number + 1 if previous else 1
        first = previous.last_position + 1 if previous else 1
        if (_file(number)).exists():
            return info(_adopted(number, first, previous))
        leaves = _leaves_from(first)
        if not leaves:
            return None
        sealed_at = now or datetime.now(UTC)
        statement = canonical_json(_statement(previous, first, leaves, sealed_at))
        signature = _signing_key().sign(TAG + statement)
        _export(number, statement, signature, leaves)
        return info(_row(json.loads(statement), statement, signature))


def _row(told: dict[str, Any], statement: bytes, signature: bytes) -> Seal:
    return Seal.objects.create(
        number=told["number"], first_position=told["first_position"], last_position=told["last_position"],
        statement=statement, signature=signature, sealed_at=datetime.fromisoformat(told["sealed_at"]),
    )  # fmt: skip


def _adopted(number: int, first: int, previous: Seal | None) -> Seal:
    """Return the row of a seal that was exported but not committed, made from its export."""
    exported = json.loads(_file(number).read_bytes())
    told, signature = exported["statement"], bytes.fromhex(exported["signature"])
    statement = canonical_json(told)
    count = told["last_position"] - first + 1
    agrees = (
        signature_holds(statement, signature, public_key())
        and (told["number"], told["first_position"]) == (number, first)
        and told["previous"] == (statement_digest(bytes(previous.statement)) if previous else "")
        and root_of(_leaves_from(first)[: count * LEAF]) == told["root"]
    )
    if not agrees:
        raise LedgerError(f"seal {number} was exported before and does not agree with the entries: run verify")
    return _row(told, statement, signature)


def _leaves_from(first: int) -> bytes:
    """Return id and hash of every entry from a position on, one after the other."""
    rows = Entry.objects.filter(position__gte=first).order_by("position").values_list("id", "hash")
    leaves = bytearray()
    for entry_id, digest in rows.iterator(chunk_size=20_000):
        leaves += entry_id.bytes + bytes(digest)
    return bytes(leaves)


def root_of(leaves: bytes) -> str:
    """Return the Merkle root of exported leaves."""
    hashed = [
        chain.leaf(UUID(bytes=leaves[start : start + 16]), leaves[start + 16 : start + LEAF])
        for start in range(0, len(leaves), LEAF)
    ]
    return chain.merkle_root(hashed).hex()


def _statement(previous: Seal | None, first: int, leaves: bytes, now: datetime) -> dict[str, Any]:
    return {
        "number": (previous.number if previous else 0) + 1,
        "first_position": first,
        "last_position": first + len(leaves) // LEAF - 1,
        "root": root_of(leaves),
        "previous": statement_digest(bytes(previous.statement)) if previous else "",
        "sealed_at": chain.instant_text(now),
        "public_key": public_key().hex(),
    }


def _file(number: int) -> Path:
    return seals_folder() / f"seal-{number:06d}.json"


def _export(number: int, statement: bytes, signature: bytes, leaves: bytes) -> None:
    file = _file(number)
    file.parent.mkdir(parents=True, exist_ok=True)
    _write(file.with_suffix(".leaves"), leaves)
    exported = {"statement": json.loads(statement), "signature": signature.hex()}
    _write(file, canonical_json(exported) + b"\n")


def _write(file: Path, content: bytes) -> None:
    new = file.with_suffix(file.suffix + ".new")
    with new.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    new.replace(file)


def info(row: Seal) -> SealInfo:
    statement = json.loads(bytes(row.statement))
    return SealInfo(
        row.number, row.first_position, row.last_position, statement["root"], row.sealed_at,
        statement_digest(bytes(row.statement)),
    )  # fmt: skip


def latest_seal() -> SealInfo | None:
    row = Seal.objects.order_by("-number").first()
    return info(row) if row else None


def unsealed_count() -> int:
    """Return how many entries no seal covers yet."""
    latest = Seal.objects.order_by("-number").values_list("last_position", flat=True).first() or 0
    last = Entry.objects.order_by("-position").values_list("position", flat=True).first() or 0
    return int(last - latest)


def run_sealer(stop: threading.Event, *, every_seconds: float | None = None) -> None:
    """Seal at the given interval until `stop` is set, and finish erasures that a crash interrupted.

    What fails is logged and tried again at the next turn.
    """
    interval = settings.TULGA_SEAL_EVERY_SECONDS if every_seconds is None else every_seconds
    while not stop.wait(interval):
        try:
            erasure.finish_erasures()
            made = seal()
        except Exception:  # noqa: BLE001 - process edge: sealing must go on
            log.exception("sealing failed; it is tried again in %s seconds", interval)
        else:
            if made:
                log.info("sealed entries %s to %s (seal %s)", made.first_position, made.last_position, made.number)
        finally:
            connections.close_all()
