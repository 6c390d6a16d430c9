"""What is printed is read back as it was, and what cannot be read never ends in a crash."""

import shutil
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tulga.nationality.core.language import OPERATORS, Wrong, parse, to_text
from tulga.nationality.core.loading import PACKS, problems_of
from tulga.nationality.core.places import Document
from tulga.nationality.core.predicates import DOCUMENTS, EVENTS, KINDS_OF_STAY, SIGNATURES, Signature, Slip
from tulga.nationality.core.terms import (
    ANY,
    And,
    Compare,
    Constant,
    Limit,
    Moment,
    Not,
    Of,
    Or,
    Other,
    Predicate,
    Span,
    Term,
    While,
    Who,
)
from tulga.nationality.core.vocabulary import ACTS_OF_AUTHORITIES

STATES = st.sampled_from(["KAZ", "RUS", "UZB", "SUN", "XAA"])
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MOMENTS = st.sampled_from(Moment) | DAYS
ARGUMENTS = {
    "state": STATES,
    "state_or_any": STATES | st.just(ANY) | STATES.map(Other),
    "moment": MOMENTS,
    "day": DAYS,
    "kind": st.sampled_from(sorted(KINDS_OF_STAY)),
    "span": st.builds(Span, st.integers(1, 99_999), st.sampled_from(["years", "days"])),
    "event": st.sampled_from(sorted(EVENTS)),
    "act": st.sampled_from(sorted(ACTS_OF_AUTHORITIES)),
    "document": st.sampled_from(sorted(DOCUMENTS)),
    "term": st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True),
    "limit": st.builds(Limit, st.sampled_from(["by", "from"]), DAYS),
}


def _predicates(signature: Signature) -> st.SearchStrategy[Term]:
    counts = st.integers(len(signature.kinds) - signature.optional, len(signature.kinds))
    arguments = counts.flatmap(lambda count: st.tuples(*(ARGUMENTS[kind] for kind in signature.kinds[:count])))
    return st.builds(Predicate, st.just(signature.name), arguments)


COMPARISONS = st.builds(Compare, st.just("born"), st.sampled_from(OPERATORS), DAYS) | st.builds(
    Compare, st.just("age"), st.sampled_from(OPERATORS), st.integers(0, 150), MOMENTS
)
LEAVES = st.one_of(st.builds(Constant, st.booleans()), COMPARISONS, *map(_predicates, SIGNATURES.values()))
OF_OTHERS = st.one_of(
    COMPARISONS, *(_predicates(signature) for signature in SIGNATURES.values() if signature.who == frozenset(Who))
)


def _grown(leaves: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    def larger(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.builds(Not, inner) | st.builds(And, several) | st.builds(Or, several)

    return st.recursive(leaves, larger, max_leaves=8)


SPOKEN = st.builds(Of, st.sampled_from(Who), _grown(OF_OTHERS)) | st.builds(While, _grown(OF_OTHERS), _grown(OF_OTHERS))
TERMS = _grown(LEAVES | SPOKEN)


@given(TERMS)
def test_a_condition_that_was_printed_is_read_back_as_it_was(term: Term) -> None:
    text = to_text(term)

    assert parse(text) == term
    assert to_text(parse(text)) == text


@given(TERMS)
def test_blanks_and_needless_parentheses_change_nothing(term: Term) -> None:
    loose = "".join(f" {letter} " if letter in "()," else letter for letter in to_text(term))

    assert parse(f"(({loose}))") == term


@given(TERMS, st.data())
def test_a_condition_with_a_slip_is_read_or_refused_with_a_column_inside_it(term: Term, data: st.DataObject) -> None:
    text = to_text(term)
    at = data.draw(st.integers(0, len(text) - 1))
    slip = data.draw(st.sampled_from(["", "(", ")", ",", ".", "x", "7", " ", "and", "–", "mother.", "или"]))
    spoilt = text[:at] + slip + text[at + data.draw(st.integers(0, 2)) :]

    _read_or_refused(spoilt)


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from([*SIGNATURES, *"().,<=", "and", "or", "not", "KAZ", "1", " "])).map("".join)
)
def test_any_text_at_all_is_read_or_refused_with_a_column(text: str) -> None:
    _read_or_refused(text)


def _read_or_refused(text: str) -> None:
    slips = _slips_of(text)

    assert all(1 <= slip.column <= len(text) + 1 for slip in slips)
    assert all(slip.message for slip in slips)
    assert slips or parse(to_text(parse(text))) == parse(text)


def _slips_of(text: str) -> tuple[Slip, ...]:
    try:
        parse(text)
    except Wrong as wrong:
        return wrong.slips
    return ()


WORDS = st.lists(st.sampled_from(["родина", "a", "born_in(KAZ)", "x,", "and"]), min_size=1, max_size=12)


@given(WORDS, st.sampled_from(["plain", "'", '"', ">-", "|"]), st.data())
def test_a_place_in_a_text_is_found_however_it_is_quoted_or_folded(
    words: list[str], style: str, data: st.DataObject
) -> None:
    wrapped = [data.draw(st.sampled_from([" ", "\n    "])) for _ in words[1:]]
    body = words[0] + "".join(gap + word for gap, word in zip(wrapped, words[1:], strict=True))
    quoted = {"plain": body, "'": f"'{body}'", '"': f'"{body}"'}.get(style, f"{style}\n    {body}")
    document = Document(f"мәтін: 1\nwhen: {quoted}\n")
    value = document.data["when"]  # type: ignore[call-overload, index]
    column = data.draw(st.integers(1, len(str(value).rstrip())))

    place = document.place_within(("when",), column)

    letter = str(value)[column - 1]
    if not letter.isspace():
        assert document.text.splitlines()[place.line - 1][place.column - 1] == letter


@pytest.mark.parametrize("name", sorted(SIGNATURES))
def test_the_usage_that_is_suggested_for_a_predicate_can_be_read(name: str) -> None:
    assert to_text(parse(SIGNATURES[name].usage)) == SIGNATURES[name].usage


TEMPLATE = (PACKS / "_template" / "act-1962.yaml").read_text(encoding="utf-8")
LINES = TEMPLATE.splitlines()


@st.composite
def spoilt_acts(draw: st.DrawFn) -> str:
    """Return the act of the template after a few slips of the hand."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        cut = draw(st.integers(0, len(line)))
        slip = draw(
            st.sampled_from(
                ["", " ", "\t", ":", '"', "'", "[", "{", "}", "- ", ",", "#", "&a ", "*a", "!", "|", "ё", "\\"]
            )
        )
        lines[at : at + 1] = draw(
            st.sampled_from(
                [[], [line, line], [f"  {line}"], [line[1:]], [line[:cut] + slip + line[cut:]], [line[:cut]]]
            )
        )
    return "\n".join(lines)


@given(spoilt_acts())
def test_a_spoilt_act_is_read_or_every_slip_has_its_place(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("packs") / "XAA"
    shutil.copytree(PACKS / "_template", folder)
    (folder / "act-1962.yaml").write_text(text, encoding="utf-8")

    problems = problems_of(folder.parent)

    length = text.count("\n") + 1
    for problem in problems:
        assert problem.message
        assert problem.file.startswith("XAA/")
        assert 1 <= problem.line <= length + 1
        assert problem.column >= 1
