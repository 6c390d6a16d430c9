"""A paper's code comes back as it was, and no bytes from outside do anything but be refused."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.papers.papers import HANDLE, KEYS, NOW, SIGNER, TODAY, a_list
from tulga.papers.core import base45, tokens
from tulga.papers.core.revocations import Answer, accepted_list, check
from tulga.papers.core.tokens import Token, TooLong
from tulga.papers.signing import holds

texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=40)
days = st.dates(date(1995, 1, 1), date(2090, 1, 1))


@given(texts, texts, texts, texts, texts, days, st.none() | days, st.binary(min_size=12, max_size=12))
def test_a_token_comes_back_through_both_forms_of_its_code(
    kind: str, number: str, issuer: str, name: str, birth: str, issued: date, until: date | None, handle: bytes
) -> None:
    try:
        token = Token(kind, number, issuer, name, birth, issued, until, handle)
        data = SIGNER.token(token)
    except TooLong:
        assume(False)

    for text in (tokens.as_text(data), tokens.as_address(data, "https://papers.example.org/check")):
        found, signature = tokens.opened(tokens.from_text(text))
        assert found == token
        assert holds(SIGNER.public, signature.statement, signature.signature)


@given(st.binary(max_size=420))
def test_bytes_from_outside_are_unreadable_and_no_crash(data: bytes) -> None:
    assert base45.decode(base45.encode(data)) == data
    assert check(data, a_list(), keys=KEYS, holds=holds, today=TODAY, now=NOW).answer is Answer.UNREADABLE
    assert accepted_list(data, keys=KEYS, holds=holds) is None


@given(st.sets(st.binary(min_size=12, max_size=12), max_size=80))
def test_a_list_names_exactly_the_papers_that_are_on_it(handles: set[bytes]) -> None:
    revoked = a_list(*handles)
    published = accepted_list(SIGNER.revocations(revoked), keys=KEYS, holds=holds)

    assert published == revoked
    for handle in (*handles, HANDLE):
        paper = Token("kind", "1", "Migration Service", "N", "1984", date(2026, 1, 1), None, handle)
        assert revoked.names(paper) is (handle in handles)
