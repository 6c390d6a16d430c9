"""Two registers of one set as two lists, with the truth of who is whom: for fitting and for scoring `tulga match link`.

A register that lists somebody twice keeps the first record only, as `tulga match link` expects by default.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.matching.sets import entries, truth_of
from tulga.matching import encoded, linked
from tulga.matching.core.encoding import Encoder
from tulga.matching.core.features import prepare
from tulga.matching.core.records import Entry
from tulga.matching.linked import Pair

COUPLES = (("campaign", "civil"), ("campaign", "border"), ("civil", "ngo"), ("border", "consular"))
KEY = hashlib.sha256(b"a key for measuring").digest()


@dataclass(frozen=True)
class Lists:
    """Two lists, and the pairs (a, b) that are one person."""

    name: str
    a: list[Entry]
    b: list[Entry]
    same: set[tuple[str, str]]


def couples(folder: Path) -> Iterator[Lists]:
    """Yield the couples of registers of a set."""
    person = {one: fact["entity_id"] for one, fact in truth_of(folder).items()}
    every = entries(folder)
    for first, second in COUPLES:
        a, b = ({person[e.id]: e for e in reversed(every) if e.register == name} for name in (first, second))
        same = {(a[one].id, b[one].id) for one in a.keys() & b.keys()}
        yield Lists(f"{folder.name} {first}-{second}", list(a.values()), list(b.values()), same)


def plain(lists: Lists) -> list[Pair]:
    return linked.scored(lists.a, lists.b)


def filters(lists: Lists, *, salted: bool) -> tuple[list[encoded.Encoded], list[encoded.Encoded]]:
    encoder = Encoder(KEY, salted=salted)
    a, b = ([encoder.encode(prepare(entry)) for entry in side] for side in (lists.a, lists.b))
    return a, b
