"""Signed data as COSE_Sign1 (RFC 9052) in deterministic CBOR (RFC 8949, 4.2): one content, one sequence of bytes.

The signature itself is made and checked elsewhere (`papers.signing`); this module only says what is signed. What was
read from outside is taken only when it is written in the one way in which we write it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cbor2

SIGN1 = 18  # the tag of COSE_Sign1
EDDSA, ALGORITHM, KEY_ID = -8, 1, 4  # RFC 9053, RFC 9052
KEY_ID_BYTES = 8  # of the SHA-256 of the public key
SIGNATURE_BYTES = 64


class Unreadable(ValueError):
    """These bytes are nothing that we wrote."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What stands in signed data; nobody has looked at the signature yet."""

    key_id: bytes
    content: Mapping[int, Any]
    statement: bytes  # the bytes that were signed
    signature: bytes


def statement(content: Mapping[int, Any], key_id: bytes, purpose: bytes) -> bytes:
    """Return the bytes to be signed. `purpose` keeps a signature for one thing from standing under another."""
    return _canonical(["Signature1", _protected(key_id), purpose, _canonical(content)])


def packed(content: Mapping[int, Any], key_id: bytes, signature: bytes) -> bytes:
    """Return the signed data."""
    return _canonical(cbor2.CBORTag(SIGN1, [_protected(key_id), {}, _canonical(content), signature]))


def opened(data: bytes, purpose: bytes, *, most: int) -> Opened:
    """Return what stands in signed data of at most so many bytes.

    Raises:
        Unreadable: it is not written as we write.
    """
    if len(data) > most:
        raise Unreadable(f"more than {most} bytes")
    outer = _read(data)
    if not isinstance(outer, cbor2.CBORTag) or outer.tag != SIGN1 or not isinstance(outer.value, list | tuple):
        raise Unreadable("no signed data")
    parts = list(outer.value)
    if len(parts) != 4 or parts[1] != {} or not all(isinstance(parts[at], bytes) for at in (0, 2, 3)):
        raise Unreadable("no signed data")
    protected, _, payload, signature = parts
    head, content = _read(protected), _read(payload)
    if not isinstance(head, Mapping) or set(head) != {ALGORITHM, KEY_ID} or head[ALGORITHM] != EDDSA:
        raise Unreadable("signed in a way that we do not know")
    key_id = head[KEY_ID]
    if not isinstance(key_id, bytes) or len(key_id) != KEY_ID_BYTES or len(signature) != SIGNATURE_BYTES:
        raise Unreadable("signed in a way that we do not know")
    if not isinstance(content, Mapping) or not all(type(key) is int for key in content):
        raise Unreadable("no content of ours")
    if packed(content, key_id, signature) != data:
        raise Unreadable("not written in the one way")
    return Opened(key_id, content, statement(content, key_id, purpose), signature)


def _protected(key_id: bytes) -> bytes:
    return _canonical({ALGORITHM: EDDSA, KEY_ID: key_id})


def _canonical(value: Any) -> bytes:
    return cbor2.dumps(value, canonical=True)


def _read(data: bytes) -> Any:
    try:
        return cbor2.loads(data)
    except Exception as error:  # noqa: BLE001 -- a decoder of bytes from outside: whatever it says, they are not ours
        raise Unreadable("no CBOR") from error
