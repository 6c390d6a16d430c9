"""The golden vector of papers: a code printed today must be read for as long as its paper is valid."""

import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tulga.papers.core import revocations, tokens
from tulga.papers.core.tokens import Token
from tulga.papers.signing import Signer

SIGNER = Signer(bytes(range(32)))
TOKEN = Token(
    "stateless_certificate", "Z00000001", "Migration Service", "СЕРИКОВА Айгүл", "12.03.1984", date(2026, 11, 1),
    date(2031, 10, 31), bytes(range(12)),
)  # fmt: skip
DATA = SIGNER.token(TOKEN)
HASH = revocations.hashed(bytes(range(16)), TOKEN.handle)


def block(root: Path, language: str) -> str:
    page = (root / "docs" / "algorithms" / "papers.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"```{language}\n(.*?)\n```", page, re.S)
    return str(found)


def test_the_bytes_are_those_of_every_version_before(golden: Callable[[str, str], None]) -> None:
    golden("paper-token.txt", f"{DATA.hex()}\n{tokens.as_text(DATA)}\n{HASH.hex()}\n")


def test_the_page_publishes_the_codes_own_vector(root: Path) -> None:
    assert block(root, "key") == SIGNER.public.hex()
    assert block(root, "token") == DATA.hex()
    assert block(root, "text") == tokens.as_text(DATA)
    assert block(root, "hash") == HASH.hex()


def test_a_reader_written_from_the_page_alone_finds_the_same(root: Path) -> None:
    """Without cbor2 and without any code of ours, so that program and page cannot be wrong together."""
    data, public = bytes.fromhex(block(root, "token")), bytes.fromhex(block(root, "key"))
    assert data[:2] == b"\xd2\x84"  # tag 18, four parts
    (protected, unprotected, payload, signature), end = _value(data, 1)
    assert end == len(data)

    assert _value(protected, 0)[0] == {1: -8, 4: hashlib.sha256(public).digest()[:8]}
    assert unprotected == {}
    signed = b"\x84\x6aSignature1" + _string(protected) + _string(b"tulga paper 1") + _string(payload)
    Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    assert _value(payload, 0)[0] == {
        1: 1, 2: "stateless_certificate", 3: "Z00000001", 4: "Migration Service", 5: "СЕРИКОВА Айгүл",
        6: "12.03.1984", 7: (date(2026, 11, 1) - date(2000, 1, 1)).days,
        8: (date(2031, 10, 31) - date(2000, 1, 1)).days, 9: bytes(range(12)),
    }  # fmt: skip
    handle, salt = bytes(range(12)), bytes(range(16))
    assert hashlib.sha256(b"tulga revoked papers 1" + salt + handle).hexdigest()[:32] == block(root, "hash")


def _value(data: bytes, at: int) -> tuple[Any, int]:
    """Return the CBOR value at a place, and where it ends: numbers, strings, lists and maps only."""
    kind, size, at = data[at] >> 5, data[at] & 31, at + 1
    if size >= 24:
        width = 1 << (size - 24)
        size, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind in {0, 1}:
        return (size if kind == 0 else -1 - size), at
    if kind in {2, 3}:
        text = data[at : at + size]
        return (text if kind == 2 else text.decode()), at + size
    items = []
    for _ in range(size * (kind - 3)):
        item, at = _value(data, at)
        items.append(item)
    return (items if kind == 4 else dict(zip(items[::2], items[1::2], strict=True))), at


def _string(data: bytes) -> bytes:
    return (bytes([0x40 + len(data)]) if len(data) < 24 else bytes([0x58, len(data)])) + data
