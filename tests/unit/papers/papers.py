"""Builders of tokens and lists for tests; every name and number is invented."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tulga.papers.core import revocations
from tulga.papers.core.revocations import Key, RevocationList
from tulga.papers.core.tokens import Token
from tulga.papers.signing import Signer, public_key

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
SIGNER, STRANGER = Signer(bytes(range(32))), Signer(bytes(range(1, 33)))
KEYS: list[Key] = [public_key(SIGNER.public, "Migration Service")]
HANDLE = bytes(range(12))


def a_token(**more: Any) -> Token:
    told = {
        "kind": "stateless_certificate", "number": "Z00000001", "issuer": "Migration Service", "name": "СЕРИКОВА Айгүл",
        "birth": "12.03.1984", "issued_on": date(2026, 11, 1), "until": date(2031, 10, 31), "handle": HANDLE,
    }  # fmt: skip
    return Token(**{**told, **more})


def a_list(*handles: bytes, number: int = 7, **more: Any) -> RevocationList:
    told = {
        "issuer": "Migration Service",
        "issued_at": NOW - timedelta(hours=1),
        "next_update": NOW + timedelta(days=7),
    }
    return revocations.list_of(handles, number=number, random=counted(), **{**told, **more})


def counted() -> Any:
    """Return a source of bytes that never gives the same twice, and the same to everybody who asks anew."""
    state = {"next": 1}

    def random(size: int) -> bytes:
        state["next"] += 1
        return state["next"].to_bytes(size, "big")

    return random
