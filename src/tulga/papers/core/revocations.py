"""Is a paper still good? A published, signed list answers, and says nothing about who holds papers.

A list names papers by salted hashes of their handles. Only who holds a paper can ask about it: numbers could be tried
one by one, handles cannot. Each list has a new salt, so that two lists cannot be laid beside each other, and is filled
up with random hashes to a multiple of `PADDING`, so that small numbers do not show.

A list has a number that only grows, and a time by which the next one comes. After that time nobody can say "valid" any
more: whoever has only the old list learns that it is too old.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from tulga.kernel.periods import ALWAYS, Period
from tulga.papers.core import signed, tokens
from tulga.papers.core.signed import Opened, Unreadable
from tulga.papers.core.tokens import Token

PURPOSE = b"tulga revoked papers 1"
PADDING = 64
HASH_BYTES, SALT_BYTES = 16, 16
MOST_BYTES = 4_000_000  # about 230,000 papers
_VERSION, _ISSUER, _NUMBER, _ISSUED, _NEXT, _SALT, _HASHES = range(1, 8)


@dataclass(frozen=True, slots=True)
class RevocationList:
    issuer: str
    number: int  # of the edition; only grows
    issued_at: datetime
    next_update: datetime
    salt: bytes
    hashes: frozenset[bytes]

    def names(self, token: Token) -> bool:
        """Say whether a paper stands on the list."""
        return hashed(self.salt, token.handle) in self.hashes


def hashed(salt: bytes, handle: bytes) -> bytes:
    """Return what stands on a list for a paper."""
    return hashlib.sha256(PURPOSE + salt + handle).digest()[:HASH_BYTES]


def list_of(
    handles: Iterable[bytes],
    *,
    issuer: str,
    number: int,
    issued_at: datetime,
    next_update: datetime,
    random: Callable[[int], bytes],
) -> RevocationList:
    """Return the list of revoked papers.

    Args:
        handles: of the papers that are revoked; those that have expired need not stand on it any longer.
        random: gives so many random bytes (`secrets.token_bytes`).
    """
    if next_update <= issued_at:
        raise ValueError("the next list comes after this one")
    salt = random(SALT_BYTES)
    hashes = {hashed(salt, handle) for handle in handles}
    while len(hashes) % PADDING or not hashes:
        hashes.add(random(HASH_BYTES))
    return RevocationList(issuer, number, _second(issued_at), _second(next_update), salt, frozenset(hashes))


def _second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def content_of(revoked: RevocationList) -> Mapping[int, Any]:
    """Return the content to sign."""
    return {
        _VERSION: 1, _ISSUER: revoked.issuer, _NUMBER: revoked.number, _ISSUED: int(revoked.issued_at.timestamp()),
        _NEXT: int(revoked.next_update.timestamp()), _SALT: revoked.salt, _HASHES: b"".join(sorted(revoked.hashes)),
    }  # fmt: skip


def statement(revoked: RevocationList, key_id: bytes) -> bytes:
    """Return the bytes to be signed."""
    return signed.statement(content_of(revoked), key_id, PURPOSE)


def packed(revoked: RevocationList, key_id: bytes, signature: bytes) -> bytes:
    """Return the signed list, as it is published."""
    return signed.packed(content_of(revoked), key_id, signature)


def opened(data: bytes) -> tuple[RevocationList, Opened]:
    """Return a list and what it is signed with; nobody has looked at the signature yet.

    Raises:
        Unreadable: it is no list of ours.
    """
    found = signed.opened(data, PURPOSE, most=MOST_BYTES)
    told = found.content
    types = {_VERSION: int, _ISSUER: str, _NUMBER: int, _ISSUED: int, _NEXT: int, _SALT: bytes, _HASHES: bytes}
    if (
        set(told) != set(types)
        or not all(type(told[key]) is kind for key, kind in types.items())
        or told[_VERSION] != 1
    ):
        raise Unreadable("no list of ours")
    joined = told[_HASHES]
    if len(told[_SALT]) != SALT_BYTES or len(joined) % HASH_BYTES:
        raise Unreadable("no list of ours")
    hashes = frozenset(joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES))
    try:
        issued, following = (datetime.fromtimestamp(told[key], UTC) for key in (_ISSUED, _NEXT))
    except (OverflowError, OSError, ValueError) as error:
        raise Unreadable("no list of ours") from error
    return RevocationList(told[_ISSUER], told[_NUMBER], issued, following, told[_SALT], hashes), found


# -- checking ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Key:
    """A public key of an issuer. Papers issued outside `valid` are not taken with it."""

    id: bytes
    public: bytes
    issuer: str
    valid: Period = ALWAYS


Holds = Callable[[bytes, bytes, bytes], bool]  # (public key, statement, signature) → does the signature hold?


class Answer(StrEnum):
    VALID = "valid"
    REVOKED = "revoked"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    UNKNOWN_KEY = "unknown_key"
    TAMPERED = "tampered"
    UNREADABLE = "unreadable"  # no code of a paper of ours
    LIST_TOO_OLD = "list_too_old"  # nobody can say: the list at hand is too old
    NO_LIST = "no_list"  # nobody can say: no list of this issuer is at hand, or it does not hold


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer, and what stands on the paper; that only where its signature holds."""

    answer: Answer
    token: Token | None = None
    list_number: int | None = None
    list_issued_at: datetime | None = None


def accepted_list(data: bytes, *, keys: Iterable[Key], holds: Holds, at_least: int = 0) -> RevocationList | None:
    """Return a published list that may be relied on; None where it may not.

    Args:
        at_least: the number of the newest list that was ever seen: an older one may have been put in its place.
    """
    try:
        revoked, found = opened(data)
    except Unreadable:
        return None
    key = _key_for(found.key_id, revoked.issuer, revoked.issued_at.date(), keys)
    if key is None or revoked.number < at_least or not holds(key.public, found.statement, found.signature):
        return None
    return revoked


def check(
    data: bytes, revoked: RevocationList | None, *, keys: Iterable[Key], holds: Holds, today: date, now: datetime
) -> Checked:
    """Say whether a paper is good, from its code and the newest accepted list of its issuer.

    Args:
        revoked: from `accepted_list`; None where none is at hand.
        today: the day where the paper is shown.
        now: by which a list may be too old.
    """
    try:
        token, found = tokens.opened(data)
    except Unreadable:
        return Checked(Answer.UNREADABLE)
    key = _key_for(found.key_id, token.issuer, token.issued_on, keys)
    if key is None:
        return Checked(Answer.UNKNOWN_KEY)
    if not holds(key.public, found.statement, found.signature):
        return Checked(Answer.TAMPERED)
    mine = revoked if revoked is not None and revoked.issuer == token.issuer else None
    number, issued = (mine.number, mine.issued_at) if mine else (None, None)
    return Checked(_answer(token, mine, today, now), token, number, issued)


def _key_for(key_id: bytes, issuer: str, day: date, keys: Iterable[Key]) -> Key | None:
    return next((one for one in keys if one.id == key_id and one.issuer == issuer and one.valid.contains(day)), None)


def _answer(token: Token, revoked: RevocationList | None, today: date, now: datetime) -> Answer:
    if revoked is not None and revoked.names(token):
        return Answer.REVOKED  # for ever: an old list is right about that
    if token.until is not None and today > token.until:
        return Answer.EXPIRED
    if today < token.issued_on:
        return Answer.NOT_YET_VALID
    if revoked is None:
        return Answer.NO_LIST
    return Answer.LIST_TOO_OLD if now > revoked.next_update else Answer.VALID
