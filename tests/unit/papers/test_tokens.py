"""The code on a paper says what the paper says, and nothing else is read from it."""

from datetime import date
from typing import Any

import cbor2
import pytest

from tests.unit.papers.papers import HANDLE, SIGNER, a_token
from tulga.papers.core import base45, signed, tokens
from tulga.papers.core.signed import Unreadable
from tulga.papers.core.tokens import TooLong
from tulga.papers.drawing import TooDense, qr_svg

DATA = SIGNER.token(a_token())


@pytest.mark.parametrize(
    ("plain", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")],
)
def test_base45_is_that_of_rfc_9285(plain: bytes, text: str) -> None:
    assert base45.encode(plain) == text
    assert base45.decode(text) == plain


@pytest.mark.parametrize("text", ["GGW", ":::", "A", "ab8", "::", "BB8A"])
def test_what_is_no_base45_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base45"):
        base45.decode(text)


def test_a_token_says_what_was_signed_and_is_the_same_bytes_each_time() -> None:
    token, found = tokens.opened(DATA)

    assert token == a_token()
    assert SIGNER.token(a_token()) == DATA
    assert found.statement == tokens.statement(a_token(), found.key_id)


def test_signed_data_is_cose_that_others_read() -> None:
    tag = cbor2.loads(DATA)

    protected, unprotected, payload, signature = tag.value
    assert tag.tag == 18
    assert cbor2.loads(protected) == {1: -8, 4: tokens.opened(DATA)[1].key_id}
    assert unprotected == {}
    assert cbor2.loads(payload)[3] == "Z00000001"
    assert len(signature) == 64


def test_a_paper_without_an_end_has_none() -> None:
    assert tokens.opened(SIGNER.token(a_token(until=None)))[0].until is None


def test_both_forms_of_a_code_are_read_back() -> None:
    text, address = tokens.as_text(DATA), tokens.as_address(DATA, "https://papers.example.org/check")

    assert tokens.from_text(text) == tokens.from_text(f"{text}\n") == DATA
    assert tokens.from_text(address) == DATA
    assert address.split("#")[0] == "https://papers.example.org/check"  # nothing of the paper is sent to the server


@pytest.mark.parametrize(
    "text", ["", "TULGA1:", "TULGA1:a", "https://example.org/", "https://example.org/#", "x#AAAA", "#"]
)
def test_other_codes_are_no_papers(text: str) -> None:
    with pytest.raises(Unreadable):
        tokens.opened(tokens.from_text(text))


LARGEST = {"kind": "k" * 40, "number": "1" * 24, "issuer": "i" * 40, "name": "Ә" * 60, "birth": "0" * 24}


def test_the_largest_token_still_gives_a_code_that_can_be_scanned() -> None:
    data = SIGNER.token(a_token(**LARGEST))

    assert len(data) <= tokens.MOST_BYTES
    for text in (tokens.as_text(data), tokens.as_address(data, "https://papers.example.org/" + "c" * 40)):
        assert qr_svg(text, title="invented").startswith("<svg")


def test_a_code_that_is_too_dense_is_refused() -> None:
    with pytest.raises(TooDense):
        qr_svg("x" * 700, title="invented")


def test_a_drawn_code_has_its_size_its_title_and_a_white_ground() -> None:
    drawn = qr_svg(tokens.as_text(DATA), title="Code & paper", millimetres=35)

    assert 'width="35' in drawn
    assert "<title>Code &amp; paper</title>" in drawn
    assert 'fill="#fff"' in drawn
    assert drawn == qr_svg(tokens.as_text(DATA), title="Code & paper", millimetres=35)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"name": " "}, {"name": "n" * 121}, {"number": "1" * 25}, {"handle": b"short"},
        {"name": "Айгүл\u202eлүгйА"}, {"name": "Ай\x00гүл"}, {"until": date(2020, 1, 1)},
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_no_token(wrong: dict[str, Any]) -> None:
    with pytest.raises(TooLong):
        a_token(**wrong)


def changed(**more: Any) -> bytes:
    content = dict(tokens.content_of(a_token()))
    for key, value in more.items():
        content[int(key[1:])] = value
        if value is None:
            del content[int(key[1:])]
    return signed.packed(content, bytes(8), bytes(64))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x00", b"\xff" * 20, b"\x9f" * 300, DATA[:-1], DATA + b"\x00", b"\xd8\x3d" + DATA, DATA[1:],
        changed(_1=2), changed(_2=None), changed(_3=5), changed(_7="2026"), changed(_8=10**12), changed(_9="text"),
        changed(_12="more"), changed(_7=True), changed(_9=bytes(11)), changed(_5="n" * 200),
        signed.packed(tokens.content_of(a_token()), bytes(4), bytes(64)),
        signed.packed(tokens.content_of(a_token()), bytes(8), bytes(63)),
        cbor2.dumps(cbor2.CBORTag(18, [b"", {}, b"", b""])),
        cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({1: -7, 4: bytes(8)}), {}, cbor2.dumps({1: 1}), bytes(64)])),
        cbor2.dumps(cbor2.CBORTag(18, [cbor2.dumps({4: bytes(8), 1: -8}), {}, cbor2.dumps({1: 1}), bytes(64)])),
    ],
)  # fmt: skip
def test_bytes_that_we_did_not_write_are_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        tokens.opened(data)


def test_more_bytes_than_a_code_holds_are_not_even_looked_at() -> None:
    with pytest.raises(Unreadable, match="400"):
        tokens.opened(bytes(401))


def test_the_handle_is_the_only_thing_that_is_not_printed() -> None:
    assert set(tokens.content_of(a_token()).values()) == {
        1, "stateless_certificate", "Z00000001", "Migration Service", "СЕРИКОВА Айгүл", "12.03.1984", 9801, 11626,
        HANDLE,
    }  # fmt: skip
