"""The stored form of a payload: what opens it, and what does not."""

from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tulga.ledger import crypto
from tulga.ledger.errors import InvalidPayload, LedgerError

ANNA, MOTHER = UUID(int=1), UUID(int=2)
KEYS = {ANNA: AESGCM(bytes(32)), MOTHER: AESGCM(bytes([1]) * 32)}
PAYLOAD = {"name": "Айсұлу", "third_persons": {str(MOTHER): {"name": "Үміт"}}}
HERE = crypto.associated(UUID(int=5), UUID(int=6), "Said", 1)


def test_a_plain_payload_is_canonical_json() -> None:
    assert crypto.store_plain({"b": 1, "a": "қ"}) == 'TP0{"a":"қ","b":1}'.encode()
    assert crypto.open_stored(b'TP0{"a":1}', aad=b"", keys={}) == {"a": 1}


def test_each_part_opens_under_its_own_key_only() -> None:
    stored = crypto.store_sealed(PAYLOAD, subject=ANNA, aad=HERE, keys=KEYS)

    assert crypto.holders(stored) == [ANNA, MOTHER]
    assert crypto.open_stored(stored, aad=HERE, keys=KEYS) == PAYLOAD
    assert crypto.open_stored(stored, aad=HERE, keys={ANNA: KEYS[ANNA]}) == {"name": "Айсұлу"}
    assert crypto.open_stored(stored, aad=HERE, keys={MOTHER: KEYS[MOTHER]}) is None
    assert "Үміт".encode() not in stored


@pytest.mark.parametrize(
    "elsewhere",
    [
        crypto.associated(UUID(int=7), UUID(int=6), "Said", 1),
        crypto.associated(UUID(int=5), UUID(int=7), "Said", 1),
        crypto.associated(UUID(int=5), UUID(int=6), "Noted", 1),
        crypto.associated(UUID(int=5), UUID(int=6), "Said", 2),
    ],
)
def test_it_opens_nowhere_else(elsewhere: bytes) -> None:
    stored = crypto.store_sealed(PAYLOAD, subject=ANNA, aad=HERE, keys=KEYS)

    with pytest.raises(LedgerError, match="changed or moved"):
        crypto.open_stored(stored, aad=elsewhere, keys=KEYS)


def test_parts_cannot_change_places() -> None:
    said = {"third_persons": {str(ANNA): {"name": "Айсұлу"}}, "name": "Айсұлу"}
    stored = crypto.store_sealed(said, subject=ANNA, aad=HERE, keys=KEYS)
    (first, second) = crypto._parts(stored)

    swapped = stored[:4] + b"".join(
        holder.bytes + nonce + len(text).to_bytes(4, "big") + text for holder, nonce, text in (second, first)
    )

    with pytest.raises(LedgerError):
        crypto.open_stored(swapped, aad=HERE, keys=KEYS)


def test_storing_leaves_the_payload_as_it_was() -> None:
    given = {"name": "x", "third_persons": {str(MOTHER): {"name": "y"}}}

    crypto.store_sealed(given, subject=ANNA, aad=HERE, keys=KEYS)

    assert given == {"name": "x", "third_persons": {str(MOTHER): {"name": "y"}}}


@pytest.mark.parametrize(
    "content", [{"a": "\ud800"}, {"a": "x\0y"}, {"x\0y": 1}, {"a": [{"b": "\0"}]}, {"a": float("nan")}]
)
def test_what_one_of_the_databases_could_not_keep_is_refused(content: dict[str, object]) -> None:
    with pytest.raises(InvalidPayload):
        crypto.text_of(content)


def test_an_unknown_form_is_said() -> None:
    with pytest.raises(LedgerError, match="unknown form"):
        crypto.open_stored(b"TP9xyz", aad=b"", keys={})
