"""What is hashed: no two entries have the same bytes."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from tulga.ledger import chain

MOMENT = datetime(2021, 12, 19, 18, tzinfo=UTC)
FIELDS: dict[str, Any] = {
    "position": 1, "entry_id": UUID(int=1), "stream": "ab", "stream_id": UUID(int=2), "number": 1, "kind": "cd",
    "version": 1, "effective_on": "1984", "acted_at": MOMENT, "recorded_at": MOMENT, "actor": UUID(int=3),
    "organisation": UUID(int=4),
    "device": "ef", "subject": None, "based_on": None, "payload": b"gh", "previous_hash": chain.FIRST,
}  # fmt: skip
OTHER: dict[str, Any] = {
    "position": 2, "entry_id": UUID(int=9), "stream": "abc", "stream_id": UUID(int=9), "number": 2, "kind": "c",
    "version": 2, "effective_on": "1984~", "acted_at": MOMENT + timedelta(microseconds=1),
    "recorded_at": MOMENT - timedelta(days=1),
    "actor": UUID(int=9), "organisation": UUID(int=9), "device": "", "subject": UUID(int=0), "based_on": 0,
    "payload": b"",
    "previous_hash": bytes(31) + b"\1",
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_is_hashed(name: str) -> None:
    assert chain.encode(**FIELDS) != chain.encode(**FIELDS | {name: OTHER[name]})


def test_letters_cannot_move_from_one_field_to_the_next() -> None:
    moved = FIELDS | {"kind": "cde", "device": "f"}

    assert chain.encode(**FIELDS) != chain.encode(**moved)
    assert chain.encode(**FIELDS | {"based_on": 0}) != chain.encode(**FIELDS | {"subject": UUID(int=0)})


def test_one_moment_is_written_one_way_whatever_the_zone() -> None:
    in_almaty = MOMENT.astimezone(timezone(timedelta(hours=6)))

    assert chain.instant_text(in_almaty) == chain.instant_text(MOMENT) == "2021-12-19T18:00:00.000000Z"
    assert chain.instant_text(datetime(209, 1, 1, tzinfo=UTC)) == "0209-01-01T00:00:00.000000Z"


@pytest.mark.parametrize(
    ("count", "shape"), [(1, "0"), (2, "(01)"), (3, "((01)2)"), (5, "(((01)(23))4)"), (7, "(((01)(23))((45)6))")]
)
def test_the_tree_has_the_shape_of_rfc_6962(count: int, shape: str) -> None:
    leaves = [bytes([number]) * 32 for number in range(count)]

    def built(text: str) -> bytes:
        stack: list[bytes] = []
        for sign in text:
            if sign.isdigit():
                stack.append(leaves[int(sign)])
            elif sign == ")":
                right, left = stack.pop(), stack.pop()
                stack.append(sha256(b"\1" + left + right).digest())
        (root,) = stack
        return root

    assert chain.merkle_root(leaves) == built(shape)


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert chain.merkle_root([]) == sha256(b"").digest()


def test_a_leaf_is_no_node() -> None:
    """Without the prefixes an inner node could be passed off as an entry."""
    digest = bytes(range(32))

    assert chain.leaf(UUID(int=1), digest) == sha256(b"\0" + UUID(int=1).bytes + digest).digest()
