"""Keys and stored bytes.

A subject (a record, or a third person named in one) has one data key. Everything personal about it is stored under
that key with AES-256-GCM; the key itself is stored wrapped by a master key. Erasing a subject is destroying its key.

Stored payloads:

    TP0 | canonical JSON                                                        nothing personal
    TP1 | count (1 byte) | part | part ...                                      personal
    part = subject of the key (16) | nonce (12) | length (4) | ciphertext and tag

Part 0 is the payload under the key of the entry's subject, each further part what is said about one third person. The
associated data of a part names the entry, its stream, kind, version and the part's number: a ciphertext that is moved
to another entry does not open.
"""

import hmac
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import router, transaction

from tulga.kernel.canonical import canonical_json
from tulga.ledger import bulk, errors
from tulga.ledger.keystore.models import DataKey
from tulga.ledger.kinds import THIRD_PERSONS
from tulga.ledger.locking import lock
from tulga.ledger.once import make_once

PLAIN, SEALED = b"TP0", b"TP1"
_NONCE = 12
_PARTS = 255  # the count is one byte


# -- master keys ------------------------------------------------------------------------------------------------------


def master_file() -> Path:
    return Path(settings.TULGA_HOME) / "keys" / "master.json"


@lru_cache(maxsize=4)
def _read_masters(file: Path, _version: tuple[int, int, int]) -> tuple[str, dict[str, AESGCM]]:
    held = json.loads(file.read_text())
    return held["current"], {name: AESGCM(bytes.fromhex(key)) for name, key in held["keys"].items()}


@lru_cache(maxsize=4)
def _from_environment(key: str) -> tuple[str, dict[str, AESGCM]]:
    return "env", {"env": AESGCM(bytes.fromhex(key))}


def _write_masters(file: Path, held: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        json.dump(held, handle)
        handle.flush()
        os.fsync(handle.fileno())
    new.replace(file)


def masters() -> tuple[str, dict[str, AESGCM]]:
    """Return the id of the current master key and all that still open something.

    The file is read again whenever another process has replaced it: a key wrapped under a retired master would be lost.
    """
    if environment := os.environ.get("TULGA_MASTER_KEY"):
        return _from_environment(environment)
    file = master_file()
    if not file.exists():
        make_once(file, json.dumps({"current": "m1", "keys": {"m1": os.urandom(32).hex()}}).encode())
    found = file.stat()
    return _read_masters(file, (found.st_ino, found.st_mtime_ns, found.st_size))


def rotate_master_key() -> int:
    """Make a new master key, wrap every data key under it, retire the old ones; return how many keys were wrapped anew.

    No writer makes a key meanwhile. Interrupted half-way it can be called again: keys under either master open until
    the old one is retired at the end.

    Raises:
        MissingKey: the master key comes from the environment; rotate it there.
    """
    if os.environ.get("TULGA_MASTER_KEY"):
        raise errors.MissingKey("the master key comes from TULGA_MASTER_KEY; it cannot be rotated from here")
    with transaction.atomic():
        lock()
        masters()
        file = master_file()
        held = json.loads(file.read_text())
        name = f"m{1 + max(int(known[1:]) for known in held['keys'])}"
        held["keys"][name] = os.urandom(32).hex()
        held["current"] = name
        _write_masters(file, held)
        count = _rewrap(name)
        _write_masters(file, {"current": name, "keys": {name: held["keys"][name]}})
    return count


def _rewrap(name: str) -> int:
    _, keys = masters()
    count = 0
    while stale := list(DataKey.objects.exclude(master=name)[:1000]):
        for row in stale:
            aad = row.subject.bytes
            plain = _unwrap(keys[row.master], bytes(row.wrapped), aad)
            row.master, row.wrapped = name, _wrap(keys[name], plain, aad)
        DataKey.objects.bulk_update(stale, ["master", "wrapped"])
        count += len(stale)
    return count


def _wrap(master: AESGCM, key: bytes, aad: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + master.encrypt(nonce, key, aad)


def _unwrap(master: AESGCM, wrapped: bytes, aad: bytes) -> bytes:
    return master.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], aad)


# -- data keys --------------------------------------------------------------------------------------------------------


def keys_for_reading(subjects: Iterable[UUID]) -> dict[UUID, AESGCM]:
    """Return the keys that still exist; a subject without one has been erased.

    Nothing is remembered: another process may have destroyed a key a moment ago.
    """
    return _read(list(dict.fromkeys(subjects)))


def _read(subjects: Sequence[UUID]) -> dict[UUID, AESGCM]:
    found: dict[UUID, AESGCM] = {}
    _, keys = masters()
    for start in range(0, len(subjects), 500):
        part = subjects[start : start + 500]
        for subject, master, wrapped in _stored_keys(part):
            if master not in keys:  # rotated a moment ago
                _, keys = masters()
            if master not in keys:
                raise errors.MissingKey(f"master key {master} is not in {master_file().name}: restore it")
            found[subject] = AESGCM(_unwrap(keys[master], wrapped, subject.bytes))
    return found


def _stored_keys(subjects: Sequence[UUID]) -> Iterable[tuple[UUID, str, bytes]]:
    if not subjects:
        return ()
    condition = f"subject IN ({bulk.marks(subjects)})"
    rows = bulk.select(DataKey, ("subject", "master", "wrapped"), condition, subjects)
    return ((subject, master, bytes(wrapped)) for subject, master, wrapped in rows)


def keys_for_writing(subjects: Iterable[UUID], *, at: datetime) -> dict[UUID, AESGCM]:
    """Return a key for each subject, making and storing those that do not exist yet.

    The caller holds the ledger's lock and has asked which subjects were erased. New keys are committed in the key store
    before the entries are: a key without an entry is harmless, an entry without its key is lost.
    """
    wanted = list(dict.fromkeys(subjects))
    found = _read(wanted)
    return found | _make([subject for subject in wanted if subject not in found], at)


def _make(subjects: Sequence[UUID], at: datetime) -> dict[UUID, AESGCM]:
    if not subjects:
        return {}
    name, keys = masters()
    made = {subject: os.urandom(32) for subject in subjects}
    rows = [(subject, name, _wrap(keys[name], key, subject.bytes), at) for subject, key in made.items()]
    with transaction.atomic(using=router.db_for_write(DataKey)):
        bulk.insert(DataKey, rows)
    return {subject: AESGCM(key) for subject, key in made.items()}


def destroy(subject: UUID) -> None:
    """Destroy the key of a subject: what is stored under it can never be read again."""
    DataKey.objects.filter(subject=subject).delete()


# -- stored payloads --------------------------------------------------------------------------------------------------


def text_of(content: Any) -> bytes:
    """Return the bytes of a payload.

    Raises:
        InvalidPayload: it holds what no database or file can keep: half a character, a NUL, a number that is none.
    """
    try:
        text = canonical_json(content)
    except (ValueError, TypeError) as error:  # lone surrogates, NaN, a value that is not JSON
        raise errors.InvalidPayload("payload", f"cannot be written ({type(error).__name__})") from error
    if b"\\u0000" in text and _holds_nul(content):
        raise errors.InvalidPayload("payload", "holds a NUL character")
    return text


def _holds_nul(content: Any) -> bool:
    if isinstance(content, str):
        return "\0" in content
    if isinstance(content, Mapping):
        return any(_holds_nul(part) for pair in content.items() for part in pair)
    return isinstance(content, (list, tuple)) and any(_holds_nul(part) for part in content)


def store_plain(payload: Mapping[str, Any]) -> bytes:
    return PLAIN + text_of(payload)


def associated(entry_id: UUID, stream_id: UUID, kind: str, version: int) -> bytes:
    return entry_id.bytes + stream_id.bytes + f"{kind}:{version}".encode()


def store_sealed(payload: Mapping[str, Any], *, subject: UUID, aad: bytes, keys: Mapping[UUID, AESGCM]) -> bytes:
    """Return the stored form: the payload under the subject's key, each third person under a key of their own."""
    third = payload.get(THIRD_PERSONS) or {}
    own = {name: value for name, value in payload.items() if name != THIRD_PERSONS}
    parts = [(subject, own), *((UUID(person), said) for person, said in sorted(third.items()))]
    if len(parts) > _PARTS:
        raise errors.InvalidPayload(THIRD_PERSONS, f"at most {_PARTS - 1} third persons fit into one entry")
    nonces = os.urandom(_NONCE * len(parts))
    chunks = [SEALED, bytes([len(parts)])]
    for number, (holder, content) in enumerate(parts):
        nonce = nonces[number * _NONCE : (number + 1) * _NONCE]
        ciphertext = keys[holder].encrypt(nonce, text_of(content), aad + bytes([number]))
        chunks += (holder.bytes, nonce, len(ciphertext).to_bytes(4, "big"), ciphertext)
    return b"".join(chunks)


def holders(stored: bytes) -> list[UUID]:
    """Return whose keys open a stored payload, the entry's subject first."""
    return [holder for holder, _, _ in _parts(stored)] if stored[:3] == SEALED else []


@lru_cache(maxsize=1024)
def _holder(name: bytes) -> UUID:
    return UUID(bytes=name)


def _parts(stored: bytes) -> list[tuple[UUID, bytes, bytes]]:
    offset, found = 4, []
    for _ in range(stored[3]):
        holder = _holder(stored[offset : offset + 16])
        nonce = stored[offset + 16 : offset + 28]
        length = int.from_bytes(stored[offset + 28 : offset + 32], "big")
        found.append((holder, nonce, stored[offset + 32 : offset + 32 + length]))
        offset += 32 + length
    return found


def open_stored(stored: bytes, *, aad: bytes, keys: Mapping[UUID, AESGCM]) -> dict[str, Any] | None:
    """Return the payload; None when its subject was erased. Erased third persons are left out.

    Raises:
        LedgerError: the bytes do not open under the key they name: they were changed or moved.
    """
    if stored[:3] == PLAIN:
        content: dict[str, Any] = json.loads(stored[3:])
        return content
    if stored[:3] != SEALED:
        raise errors.LedgerError("stored payload has an unknown form")
    opened: dict[str, Any] | None = None
    third: dict[str, Any] = {}
    for number, (holder, nonce, ciphertext) in enumerate(_parts(stored)):
        key = keys.get(holder)
        if key is None:
            if number == 0:
                return None
            continue
        try:
            content = json.loads(key.decrypt(nonce, ciphertext, aad + bytes([number])))
        except InvalidTag as error:
            raise errors.LedgerError("stored payload does not open under its key: it was changed or moved") from error
        if number == 0:
            opened = content
        else:
            third[str(holder)] = content
    if opened is not None and third:
        opened[THIRD_PERSONS] = third
    return opened


def deployment_secret(purpose: str) -> bytes:
    """Return a secret of this deployment for keyed hashes (match keys, document numbers); one per purpose.

    It is kept beside the master keys and does not change when those are rotated: rows hashed with it must go on
    meeting.
    """
    file = master_file().with_name("match.key")
    if not file.exists():
        make_once(file, os.urandom(32))
    return _derived(file.read_bytes(), purpose)


@lru_cache(maxsize=16)
def _derived(secret: bytes, purpose: str) -> bytes:
    return hmac.new(secret, purpose.encode(), "sha256").digest()
