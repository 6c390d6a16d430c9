"""Signatures under papers and lists: Ed25519 (RFC 8032). Keys are given; this module keeps none."""

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tulga.kernel.periods import ALWAYS, Period
from tulga.papers.core import revocations, tokens
from tulga.papers.core.revocations import Key, RevocationList
from tulga.papers.core.signed import KEY_ID_BYTES
from tulga.papers.core.tokens import Token


def holds(public: bytes, statement: bytes, signature: bytes) -> bool:
    """Say whether a signature under a statement is that of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(public: bytes) -> bytes:
    """Return the id by which signed data names a key."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def public_key(public: bytes, issuer: str, valid: Period = ALWAYS) -> Key:
    """Return a public key as those who check papers hold it."""
    return Key(key_id(public), public, issuer, valid)


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs with one private key (32 bytes)."""

    private: bytes

    @property
    def public(self) -> bytes:
        return self._key().public_key().public_bytes_raw()

    def token(self, token: Token) -> bytes:
        """Return a signed token.

        Raises:
            TooLong: its code could not be scanned any more.
        """
        name = key_id(self.public)
        return tokens.packed(token, name, self._key().sign(tokens.statement(token, name)))

    def revocations(self, revoked: RevocationList) -> bytes:
        """Return a signed list, as it is published."""
        name = key_id(self.public)
        return revocations.packed(revoked, name, self._key().sign(revocations.statement(revoked, name)))

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.private)
