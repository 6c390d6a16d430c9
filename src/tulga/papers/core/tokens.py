"""What the QR code of a paper says: the same as the paper itself, signed, so that it can be checked without a network.

A token holds nothing that is not printed: kind, number, issuer, name and date of birth as printed, the days from and to
which it is valid. Besides, 12 random bytes (`handle`) by which a published list can name the paper without its number:
numbers can be tried one by one, the handle is known only to whoever holds the paper.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tulga.papers.core import base45, signed
from tulga.papers.core.signed import Opened, Unreadable

PURPOSE = b"tulga paper 1"
PREFIX = "TULGA1:"
HANDLE_BYTES = 12
MOST_BYTES = 400  # then a code of 40 mm can still be scanned: at most version 20 at level M
_EPOCH = date(2000, 1, 1)
_VERSION, _KIND, _NUMBER, _ISSUER, _NAME, _BIRTH, _ISSUED, _UNTIL, _HANDLE = range(1, 10)
_LONGEST = {"kind": 40, "number": 24, "issuer": 40, "name": 120, "birth": 24}  # bytes of UTF-8
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


class TooLong(ValueError):
    """A text is too long, empty, or holds signs that nobody can see; the message names the field."""


@dataclass(frozen=True, slots=True)
class Token:
    """What stands on a paper. `until` is the last day on which it is valid; None: the paper has no end."""

    kind: str  # id of the paper, e.g. stateless_certificate
    number: str
    issuer: str
    name: str  # as printed
    birth: str  # as printed: "12.03.1984", "1984"
    issued_on: date
    until: date | None
    handle: bytes

    def __post_init__(self) -> None:
        for field, most in _LONGEST.items():
            text = getattr(self, field)
            if len(text.encode()) > most or not text.strip() or _CONTROL.search(text):
                raise TooLong(f"{field}: between 1 and {most} bytes of text that can be seen")
        if len(self.handle) != HANDLE_BYTES:
            raise TooLong(f"handle: {HANDLE_BYTES} bytes")
        if self.until is not None and self.until < self.issued_on:
            raise TooLong("until: a paper does not end before it is issued")


def content_of(token: Token) -> Mapping[int, Any]:
    """Return the content to sign."""
    found: dict[int, Any] = {
        _VERSION: 1, _KIND: token.kind, _NUMBER: token.number, _ISSUER: token.issuer, _NAME: token.name,
        _BIRTH: token.birth, _ISSUED: (token.issued_on - _EPOCH).days, _HANDLE: token.handle,
    }  # fmt: skip
    if token.until is not None:
        found[_UNTIL] = (token.until - _EPOCH).days
    return found


def token_of(content: Mapping[int, Any]) -> Token:
    """Return the token that signed content says.

    Raises:
        Unreadable: it is no token of ours.
    """
    needed = {_VERSION, _KIND, _NUMBER, _ISSUER, _NAME, _BIRTH, _ISSUED, _HANDLE}
    if content.get(_VERSION) != 1 or not needed <= set(content) <= needed | {_UNTIL}:
        raise Unreadable("no paper of ours")
    kind, number, issuer, name, birth = texts = [content[key] for key in (_KIND, _NUMBER, _ISSUER, _NAME, _BIRTH)]
    days = [content[_ISSUED], content.get(_UNTIL, 0)]
    right = all(isinstance(one, str) for one in texts) and all(type(one) is int for one in days)
    if not right or not isinstance(content[_HANDLE], bytes):
        raise Unreadable("no paper of ours")
    try:
        issued, until = (_EPOCH + timedelta(one) for one in days)
        return Token(kind, number, issuer, name, birth, issued, until if _UNTIL in content else None, content[_HANDLE])
    except (OverflowError, TooLong) as error:
        raise Unreadable("no paper of ours") from error


def statement(token: Token, key_id: bytes) -> bytes:
    """Return the bytes to be signed."""
    return signed.statement(content_of(token), key_id, PURPOSE)


def packed(token: Token, key_id: bytes, signature: bytes) -> bytes:
    """Return the signed token.

    Raises:
        TooLong: its code could not be scanned any more.
    """
    data = signed.packed(content_of(token), key_id, signature)
    if len(data) > MOST_BYTES:
        raise TooLong(f"{len(data)} bytes are more than {MOST_BYTES}: shorten the texts")
    return data


def opened(data: bytes) -> tuple[Token, Opened]:
    """Return the token and what it is signed with; nobody has looked at the signature yet.

    Raises:
        Unreadable: it is no token of ours.
    """
    found = signed.opened(data, PURPOSE, most=MOST_BYTES)
    return token_of(found.content), found


# -- as text -----------------------------------------------------------------------------------------------------------


def as_text(data: bytes) -> str:
    """Return a signed token for a QR code that a program without a network reads."""
    return PREFIX + base45.encode(data)


def as_address(data: bytes, page: str) -> str:
    """Return a signed token behind the address of the public page. What stands behind # is sent to nobody."""
    return f"{page}#{base64.urlsafe_b64encode(data).rstrip(b'=').decode()}"


def from_text(text: str) -> bytes:
    """Return the signed token of a scanned code, in either form.

    Raises:
        Unreadable: it is neither.
    """
    text = text.strip("\r\n\t")  # a space is a sign of base45
    try:
        if text.startswith(PREFIX):
            return base45.decode(text.removeprefix(PREFIX))
        page, mark, behind = text.strip().partition("#")
        if not mark or not re.fullmatch(r"[A-Za-z0-9_-]+", behind) or not page.startswith("http"):
            raise Unreadable("no code of a paper")
        data = base64.urlsafe_b64decode(behind + "=" * (-len(behind) % 4))
    except (binascii.Error, ValueError) as error:
        raise Unreadable("no code of a paper") from error
    return data
