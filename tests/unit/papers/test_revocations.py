"""Is a paper still good? Never "valid" without a list that is new enough."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.unit.papers.papers import HANDLE, KEYS, NOW, SIGNER, STRANGER, TODAY, a_list, a_token, counted
from tulga.kernel.periods import Period
from tulga.papers.core import revocations
from tulga.papers.core.revocations import Answer, Checked, RevocationList, accepted_list, check
from tulga.papers.signing import holds, public_key

DATA = SIGNER.token(a_token())


def checked(data: bytes = DATA, revoked: RevocationList | None = None, **more: Any) -> Checked:
    told = {"keys": KEYS, "holds": holds, "today": TODAY, "now": NOW}
    return check(data, revoked, **{**told, **more})


def test_a_paper_that_stands_on_no_list_is_valid_and_shows_what_is_printed() -> None:
    found = checked(revoked=a_list())

    assert found.answer is Answer.VALID
    assert found.token == a_token()
    assert found.list_number == 7


def test_a_revoked_paper_stays_revoked_whatever_else_holds() -> None:
    old = a_list(HANDLE, issued_at=NOW - timedelta(days=90), next_update=NOW - timedelta(days=80))

    assert checked(revoked=a_list(HANDLE)).answer is Answer.REVOKED
    assert checked(revoked=old).answer is Answer.REVOKED
    assert checked(revoked=a_list(HANDLE), today=date(2040, 1, 1)).answer is Answer.REVOKED


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2026-10-31", Answer.NOT_YET_VALID),
        ("2026-11-01", Answer.VALID),
        ("2031-10-31", Answer.VALID),  # the last day is one on which it is valid
        ("2031-11-01", Answer.EXPIRED),
    ],
)
def test_a_paper_is_valid_from_its_first_to_its_last_day(day: str, answer: Answer) -> None:
    assert checked(revoked=a_list(), today=date.fromisoformat(day)).answer is answer


def test_an_old_list_or_none_is_never_valid() -> None:
    assert checked(revoked=a_list(), now=NOW + timedelta(days=7)).answer is Answer.VALID
    assert checked(revoked=a_list(), now=NOW + timedelta(days=7, seconds=1)).answer is Answer.LIST_TOO_OLD
    assert checked().answer is Answer.NO_LIST
    assert checked(revoked=a_list(issuer="Somebody else")).answer is Answer.NO_LIST


def test_a_key_that_nobody_knows_and_a_signature_that_does_not_hold_show_nothing_of_the_paper() -> None:
    by_stranger = STRANGER.token(a_token())
    tampered = DATA.replace(b"Z00000001", b"Z00000002")

    for data, answer in ((by_stranger, Answer.UNKNOWN_KEY), (tampered, Answer.TAMPERED), (b"junk", Answer.UNREADABLE)):
        assert checked(data, a_list()) == Checked(answer)


def test_every_changed_byte_is_refused() -> None:
    for at in range(len(DATA)):
        changed = DATA[:at] + bytes([DATA[at] ^ 1]) + DATA[at + 1 :]
        assert checked(changed, a_list()).answer in {Answer.TAMPERED, Answer.UNREADABLE, Answer.UNKNOWN_KEY}, at


def test_a_key_is_good_for_its_issuer_and_its_time_only() -> None:
    other = [public_key(SIGNER.public, "Somebody else")]
    ended = [public_key(SIGNER.public, "Migration Service", Period(None, date(2026, 11, 1)))]

    assert checked(revoked=a_list(), keys=other).answer is Answer.UNKNOWN_KEY
    assert checked(revoked=a_list(), keys=ended).answer is Answer.UNKNOWN_KEY
    assert checked(revoked=a_list(), keys=[]).answer is Answer.UNKNOWN_KEY


# -- the list ----------------------------------------------------------------------------------------------------------


def test_a_published_list_is_read_back_as_it_was() -> None:
    revoked = a_list(HANDLE)

    assert accepted_list(SIGNER.revocations(revoked), keys=KEYS, holds=holds) == revoked


def test_a_list_that_was_changed_or_signed_by_a_stranger_is_not_relied_on() -> None:
    data = SIGNER.revocations(a_list(HANDLE))

    assert accepted_list(STRANGER.revocations(a_list(HANDLE)), keys=KEYS, holds=holds) is None
    assert accepted_list(b"junk", keys=KEYS, holds=holds) is None
    for at in range(0, len(data), 7):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert accepted_list(changed, keys=KEYS, holds=holds) is None, at


def test_an_older_list_cannot_be_put_in_the_place_of_a_newer_one() -> None:
    older = SIGNER.revocations(a_list(number=6))

    assert accepted_list(older, keys=KEYS, holds=holds, at_least=6) is not None
    assert accepted_list(older, keys=KEYS, holds=holds, at_least=7) is None


def test_a_paper_is_no_list_and_a_list_is_no_paper() -> None:
    assert accepted_list(DATA, keys=KEYS, holds=holds) is None
    assert checked(SIGNER.revocations(a_list())[:400], a_list()).answer is Answer.UNREADABLE


def test_a_list_says_nothing_about_whose_papers_are_revoked() -> None:
    data = SIGNER.revocations(a_list(HANDLE))

    for told in (b"Z00000001", "Айгүл".encode(), b"12.03.1984", HANDLE):
        assert told not in data


def test_a_list_does_not_show_how_many_papers_are_revoked() -> None:
    sizes = {len(a_list(*(bytes([n]) * 12 for n in range(count))).hashes) for count in range(64)}

    assert sizes == {64}
    assert len(a_list(*(bytes([n]) * 12 for n in range(65))).hashes) == 128


def test_two_lists_cannot_be_laid_beside_each_other() -> None:
    random = counted()
    told: dict[str, Any] = {"issuer": "x", "issued_at": NOW, "next_update": NOW + timedelta(days=1), "random": random}

    one, other = (revocations.list_of([HANDLE], number=number, **told) for number in (1, 2))

    assert one.names(a_token())
    assert other.names(a_token())
    assert not one.hashes & other.hashes


def test_the_next_list_comes_after_this_one() -> None:
    with pytest.raises(ValueError, match="after"):
        a_list(next_update=NOW - timedelta(days=2))
