"""A record as a filter of bits that two offices can lay side by side without showing each other a name.

The scheme is the published one of cryptographic long-term keys: all that is compared is cut into small pieces, each
piece sets some bits, and two filters are as alike as the bits they share (Schnell, Bachteler and Reiher 2009 and 2011).
The bits of a piece are drawn by HMAC-SHA256 under a key that both offices hold, each by itself and not by double
hashing, whose few patterns give the pieces away (Niedermeyer and others 2014; Schnell and Borgs 2016). The pieces of a
name are those of its consonants as the readers of all orthographies hear them, so that the script does not matter.

What this protects from, and what not, is told in docs/decisions/0020. It is not anonymous.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from tulga.matching.core.features import Prepared
from tulga.matching.core.tokens import Token

SCHEME: Final = "tulga-clk-1"
LEAST_KEY: Final = 32  # bytes
_PER_DIGEST: Final = 16  # two bytes for a bit


@dataclass(frozen=True, slots=True)
class Settings:
    """Bits of a filter, a power of two up to 2^16; how many of them a piece of each kind sets."""

    bits: int
    hashes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One record: the number under which its office knows it, and its filter as a whole number."""

    id: str
    filter: int


@cache
def settings() -> Settings:
    """Read the settings that are shipped; two offices need the same ones."""
    return settings_from(table())


@cache
def table() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files("tulga.matching").joinpath("data/encoding.yaml").read_text("utf-8"))
    return found


def settings_from(given: dict[str, Any]) -> Settings:
    return Settings(int(given["bits"]), {str(kind): int(count) for kind, count in given["hashes"].items()})


def pieces(record: Prepared, *, salted: bool = False) -> set[tuple[str, str]]:
    """Return (kind, text) of everything of a record that is compared; no text is a whole name.

    `salted`: the pieces of names depend on the year of birth where a record tells one, so that nobody can count how
    often a name occurs; who has a wrong year is then not found.
    """
    salt = f"{record.birth.year}:" if salted and record.birth.year else ""
    words = dict.fromkeys((*record.name.words, *record.name.fathers))
    found = {(kind, salt + text) for word in words for kind, text in _of_word(word)}
    found |= set(_of_birth(record))
    told = {
        "sex": record.entry.sex,
        "place": record.place if record.entry.birth_place else "",
        "country": record.entry.birth_country,
    }
    return found | {(kind, text) for kind, text in told.items() if text}


def _of_word(word: Token) -> Iterator[tuple[str, str]]:
    if word.initial:
        return
    for bones in word.skeletons[:2]:
        if bones:
            yield "word", bones
    if word.skeletons and word.skeletons[0]:
        edged = f"^{word.skeletons[0]}$"
        for k in range(len(edged) - 1):
            yield "pair", edged[k : k + 2]


def _of_birth(record: Prepared) -> Iterator[tuple[str, str]]:
    born = record.birth
    if born.month:
        yield "date", f"{born.year}-{born.month}-{born.day}"
        if not born.habit:
            for number in {born.month, born.day}:  # in either order: they get swapped
                yield "day", str(number)
    if born.year:
        yield "year", str(born.year)
        for near in (born.year - 1, born.year + 1):
            yield "near", str(near)
        yield "near", str(born.year)


class Encoder:
    """Turns records into filters under one key."""

    def __init__(self, key: bytes, by: Settings | None = None, *, salted: bool = False) -> None:
        """Raises ValueError where the key is shorter than LEAST_KEY bytes."""
        if len(key) < LEAST_KEY:
            raise ValueError("the key is too short")
        self.by, self.salted = by or settings(), salted
        self._keys = {kind: _derived(key, kind) for kind in self.by.hashes}
        self.check = _derived(key, "check")[:4].hex()
        self._masks: dict[tuple[str, str], int] = {}

    def encode(self, record: Prepared) -> Encoded:
        bits = 0
        for piece in pieces(record, salted=self.salted):
            bits |= self._mask(piece)
        return Encoded(record.entry.id, bits)

    def _mask(self, piece: tuple[str, str]) -> int:
        found = self._masks.get(piece)
        if found is None:
            found = self._masks[piece] = self._drawn(*piece)
        return found

    def _drawn(self, kind: str, text: str) -> int:
        """Return the bits of a piece; a kind without hashes sets none."""
        wanted, found, taken = self.by.hashes.get(kind, 0), 0, 0
        while taken < wanted:
            message = bytes([taken // _PER_DIGEST]) + text.encode()
            drawn = hmac.new(self._keys[kind], message, hashlib.sha256).digest()
            for k in range(0, 2 * min(_PER_DIGEST, wanted - taken), 2):
                found |= 1 << int.from_bytes(drawn[k : k + 2], "big") % self.by.bits
            taken += _PER_DIGEST
        return found


def _derived(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, f"{SCHEME}|{purpose}".encode(), hashlib.sha256).digest()


def dice(one: int, other: int) -> float:
    """Return how alike two filters are, 0 to 1."""
    sizes = one.bit_count() + other.bit_count()
    return 2 * (one & other).bit_count() / sizes if sizes else 0.0
