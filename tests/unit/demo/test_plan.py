"""The books of the demonstration: they close, year by year, at any scale."""

import copy
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.demo import published
from tulga.demo import plan
from tulga.demo.plan import ImpossibleTargets, make_plan, share_out
from tulga.demo.targets import Targets, read_targets

OFF = plan.PRESENCE_ENDS | {plan.GRANTED, plan.CONFIRMED, plan.FOREIGN, plan.REJECTED, plan.CLOSED, plan.CEASED}
PROTECTED = {plan.CLAIM: "asylum", plan.REFUGEE: "refugee", plan.ACCEPTED: "refugee"}
STATELESS = {plan.REGISTER, plan.ASSUMED, plan.UNHCR, plan.LISTED, plan.RECOGNISED, plan.VISITED}


def state_at(path: plan.Path, year: int) -> str | None:
    """Return what the last event by the end of a year makes of a person."""
    past = [event for when, event in path if when <= year]
    if not past or past[-1] in OFF:
        return None
    return PROTECTED.get(past[-1]) or ("stateless" if past[-1] in STATELESS else None)


def stocks(groups: list[plan.Group], year: int) -> Counter[str | None]:
    found: Counter[str | None] = Counter()
    for group in groups:
        found[state_at(group.path, year)] += group.people
    return found


@pytest.mark.parametrize("scale", [1, 3, 100])
def test_the_stock_of_every_year_end_is_the_published_one_times_the_scale(scale: int) -> None:
    groups = make_plan(read_targets(scale))

    for year, stateless in published.STATELESS.items():
        found = stocks(groups, year)
        assert found["stateless"] == stateless * scale
        assert found["refugee"] == published.REFUGEES[year] * scale
        assert found["asylum"] == published.ASYLUM_SEEKERS[year] * scale


def test_the_plan_does_not_grow_with_the_scale_as_people_do() -> None:
    small, large = make_plan(read_targets(1)), make_plan(read_targets(100))

    assert sum(group.people for group in large) > 90 * sum(group.people for group in small)
    assert len(large) < 3 * len(small)


def test_what_nobody_published_comes_in_as_assumed() -> None:
    groups = make_plan(read_targets(1))

    assumed = sum(group.people for group in groups if group.path[0][1] == plan.ASSUMED)
    granted = sum(
        group.people for group in groups if group.path[-1][1] == plan.GRANTED and group.path[0][1] not in plan.ASYLUM
    )
    assert assumed > 5000
    assert 9000 < granted < 10000


@pytest.mark.parametrize(
    ("name", "year", "wrong"), [("stateless", 2016, 1), ("refugees", 2017, 9000), ("asylum_seekers", 2015, 5000)]
)
def test_targets_that_contradict_one_another_are_refused(name: str, year: int, wrong: int) -> None:
    document = copy.deepcopy(read_targets().document)
    document["published"][name]["at_year_end"][year] = wrong

    with pytest.raises(ImpossibleTargets):
        make_plan(Targets(1, document))


def test_a_scale_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="from 1 on"):
        read_targets(0)


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 40)), min_size=1, max_size=20), st.integers(0, 400))
def test_shares_add_up_and_keep_to_their_limits(parts: list[tuple[int, int]], total: int) -> None:
    weights, limits = [weight for weight, _ in parts], [limit for _, limit in parts]

    if total > sum(limits):
        with pytest.raises(ImpossibleTargets):
            share_out(total, weights, limits)
        return
    shares = share_out(total, weights, limits)

    assert sum(shares) == total
    assert all(0 <= share <= limit for share, limit in zip(shares, limits, strict=True))
