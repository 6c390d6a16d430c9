"""Evidence and standards of proof: two bits per fact; weights count nowhere else."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tulga.kernel.dates import PartialDate
from tulga.nationality import evidence
from tulga.nationality.core.facts import Document, Event, Evidence, Nationality, Person, Relative, Stay
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth
from tulga.nationality.evidence import PROFILES, Profile
from tulga.nationality.scenarios import read_text

WEIGHTS = st.floats(0, 1)
ITEMS = st.lists(
    st.builds(
        Evidence, st.just("x"), st.sampled_from(sorted(evidence.BY_KIND)), st.booleans(), st.one_of(st.none(), WEIGHTS)
    ),
    max_size=5,
)
STANDARDS = st.sampled_from(sorted(PROFILES))
DAY = PartialDate.of(date(1992, 3, 1))


def item(weight: float, supports: bool = True) -> Evidence:
    return Evidence("x", "statement", supports, weight)


def person(*items: Evidence, path: str = "residence[0]") -> Person:
    return Person(
        "P",
        born=DAY,
        stays=(Stay("KAZ", DAY, None, "permanent", path="residence[0]"),),
        events=(Event("naturalised", DAY, "RUS", path="events[0]"),),
        documents=(Document("passport", "KAZ", None, None, path="documents[0]"),),
        mother=Relative(
            "mother", nationality=Nationality(("KAZ",), TRUE, FALSE, path="parents[mother].nationality"),
            path="parents[mother]",
        ),
        evidence=((path, items),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("for_", "against", "truth"),
    [(0.95, 0.0, TRUE), (0.0, 0.95, FALSE), (0.1, 0.1, UNKNOWN), (0.95, 0.95, DISPUTED)],
)
def test_what_speaks_for_a_fact_and_what_speaks_against_it_are_two_bits(
    for_: float, against: float, truth: Truth
) -> None:
    for profile in PROFILES.values():
        assert evidence.truth_of([item(for_), item(against, supports=False)], profile) is truth


def test_a_fact_for_which_no_evidence_is_given_stands_as_it_was_told() -> None:
    for profile in PROFILES.values():
        assert evidence.truth_of([], profile) is TRUE
        assert evidence.apply(replace(person(), evidence=()), profile) == replace(person(), evidence=())


def test_one_fact_is_shown_by_one_standard_and_not_by_another() -> None:
    found = evidence.side_by_side(person(item(0.5)))

    assert found == {"residence[0]": {"reasonable": TRUE, "balance": UNKNOWN, "strict": UNKNOWN}}


@given(ITEMS, STANDARDS, WEIGHTS, st.booleans())
def test_more_weight_on_one_side_never_takes_its_bit_away(
    items: list[Evidence], key: str, weight: float, supports: bool
) -> None:
    profile, bit = PROFILES[key], 1 if supports else 2
    before = evidence.truth_of(items, profile) if items else UNKNOWN

    after = evidence.truth_of([*items, item(weight, supports)], profile)

    assert after & bit >= before & bit
    assert after & (3 - bit) == before & (3 - bit)


@given(ITEMS.filter(bool), st.integers(0, 4), WEIGHTS, STANDARDS)
def test_raising_a_weight_never_takes_a_bit_away(items: list[Evidence], number: int, weight: float, key: str) -> None:
    profile, chosen = PROFILES[key], number % len(items)
    raised = replace(items[chosen], weight=max(evidence.weight_of(items[chosen]), weight))
    changed = [*items[:chosen], raised, *items[chosen + 1 :]]

    assert evidence.truth_of(items, profile) & ~evidence.truth_of(changed, profile) == 0


@given(ITEMS.filter(bool))
def test_a_stricter_standard_shows_no_more(items: list[Evidence]) -> None:
    by_threshold = sorted(PROFILES.values(), key=lambda profile: profile.threshold)

    found = [evidence.truth_of(items, profile) for profile in by_threshold]

    assert all(strict & ~mild == 0 for mild, strict in pairwise(found))


@given(ITEMS.filter(bool), st.permutations(range(5)), STANDARDS)
def test_the_order_of_evidence_does_not_count(items: list[Evidence], order: list[int], key: str) -> None:
    shuffled = [items[number] for number in order if number < len(items)]

    mild, other = (evidence.weight(those, supports=True) for those in (items, shuffled))

    assert mild == pytest.approx(other)


@given(ITEMS, st.sampled_from(["residence[0]", "events[0]", "documents[0]", "parents[mother]"]), STANDARDS)
def test_no_weight_reaches_the_facts_that_the_law_reads(items: list[Evidence], path: str, key: str) -> None:
    """Two bodies of evidence with the same two bits give the same person: nothing of the weights is left."""
    profile = PROFILES[key]
    truth = evidence.truth_of(items, profile)
    plain = [item(1.0)] * bool(truth & 1) + [item(1.0, supports=False)] * bool(truth & 2) or [item(0.0)]

    weighed = replace(evidence.apply(person(*items, path=path), profile), evidence=())
    by_bits = replace(evidence.apply(person(*plain, path=path), profile), evidence=())

    assert weighed == by_bits


@pytest.mark.parametrize("path", ["residence[0]", "events[0]", "documents[0]"])
def test_a_fact_carries_its_truth(path: str) -> None:
    profile = PROFILES["balance"]

    found = evidence.apply(person(item(0.9), item(0.9, supports=False), path=path), profile)

    held = {fact.path: fact.held for fact in (*found.stays, *found.events, *found.documents)}
    assert held.pop(path) is DISPUTED
    assert set(held.values()) == {TRUE}


@pytest.mark.parametrize(("path", "exists"), [("parents[mother]", UNKNOWN), ("parents[mother].nationality", TRUE)])
def test_a_statement_of_nationality_that_is_not_shown_says_nothing(path: str, exists: Truth) -> None:
    found = evidence.apply(person(item(0.1), path=path), PROFILES["balance"])

    assert found.mother is not None
    assert found.mother.nationality is not None
    assert (found.mother.exists, found.mother.nationality.states) == (exists, ())
    assert found.mother.nationality.complete is UNKNOWN


def test_evidence_is_read_from_a_scenario() -> None:
    items = "[{kind: register, weight: 0.8}, {supports: false}]"
    stay = f"{{state: KZ, from: 1980, to: null, kind: permanent, evidence: {items}}}"

    found = read_text(
        f"scenarios:\n- {{id: A, assess_on: 2024-01-01, facts: {{born: 1970-01-01, residence: [{stay}]}}}}"
    )[0].person

    given_ = dict(found.evidence)["residence[0]"]
    assert [(one.kind, one.supports, one.weight) for one in given_] == [
        ("register", True, 0.8),
        ("statement", False, None),
    ]
    assert evidence.side_by_side(found)["residence[0]"] == {
        "reasonable": DISPUTED, "balance": TRUE, "strict": UNKNOWN,
    }  # fmt: skip


def test_a_standard_of_ones_own_may_be_used() -> None:
    mild = Profile("mild", 0.05, (("en", "mild"),))

    assert evidence.truth_of([item(0.06)], mild) is TRUE


def test_a_paper_that_a_note_calls_forged_stays_so_by_every_standard() -> None:
    forged = replace(
        Person("p", documents=(Document("passport", "KAZ", None, None, "documents[0]", FALSE),)),
        evidence=(("documents[0]", (item(0.99),)),),
    )

    assert {evidence.apply(forged, profile).documents[0].held for profile in PROFILES.values()} == {FALSE}
