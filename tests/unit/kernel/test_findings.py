"""Unknown is never "no"."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tulga.kernel.findings import Finding, all_of, any_of, not_

MET, NOT_MET, UNKNOWN = Finding.MET, Finding.NOT_MET, Finding.UNKNOWN
FINDINGS = st.lists(st.sampled_from(Finding), max_size=6)


@pytest.mark.parametrize(
    ("first", "second", "both", "either"),
    [
        (MET, MET, MET, MET),
        (MET, NOT_MET, NOT_MET, MET),
        (MET, UNKNOWN, UNKNOWN, MET),
        (NOT_MET, NOT_MET, NOT_MET, NOT_MET),
        (NOT_MET, UNKNOWN, NOT_MET, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_two_findings_join_as_kleene_says(first: Finding, second: Finding, both: Finding, either: Finding) -> None:
    assert all_of([first, second]) is all_of([second, first]) is both
    assert any_of([first, second]) is any_of([second, first]) is either


def test_the_opposite_of_unknown_is_unknown() -> None:
    assert [not_(one) for one in (MET, NOT_MET, UNKNOWN)] == [NOT_MET, MET, UNKNOWN]


def test_no_condition_at_all_is_met_and_no_alternative_is_not() -> None:
    assert all_of([]) is MET
    assert any_of([]) is NOT_MET


@pytest.mark.parametrize("finding", Finding)
def test_a_finding_is_no_truth_value(finding: Finding) -> None:
    with pytest.raises(TypeError, match="three values"):
        bool(finding)


@given(FINDINGS)
def test_de_morgan_holds(findings: list[Finding]) -> None:
    assert not_(all_of(findings)) is any_of(not_(one) for one in findings)
    assert not_(any_of(findings)) is all_of(not_(one) for one in findings)


@given(FINDINGS)
def test_a_joined_finding_is_what_every_way_of_filling_the_unknown_gives(findings: list[Finding]) -> None:
    """If every completion gives the same answer it may be known; if completions differ it must be unknown."""
    choices = [(MET, NOT_MET) if one is UNKNOWN else (one,) for one in findings]
    ways = list(product(*choices))

    for join, plain in ((all_of, all), (any_of, any)):
        answers = {plain(one is MET for one in way) for way in ways}
        expected = UNKNOWN if len(answers) == 2 else (MET if answers == {True} else NOT_MET)
        assert join(findings) is expected


@given(FINDINGS, FINDINGS)
def test_grouping_does_not_matter(first: list[Finding], second: list[Finding]) -> None:
    assert all_of([all_of(first), all_of(second)]) is all_of(first + second)
    assert any_of([any_of(first), any_of(second)]) is any_of(first + second)
