"""Expected numbers of wrong and missed pairs: in order, wider for more doubt, right where all is as assumed."""

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from tulga.matching.core.expected import (
    Blur,
    Expected,
    Measured,
    Share,
    in_all,
    likely,
    measured,
    missed,
    wrong,
)

points = st.lists(st.floats(-8, 20), max_size=60)
SURE = Share(1.0, 0.0, 0.0)
NOBODY_KNOWS = Share(1.0, 0.0, 1.0)
NONE_UNSEEN = Share(0.0, -40.0, 0.0)


def of(share: Share, beyond: Share = NONE_UNSEEN) -> Measured:
    return Measured(share, share, share, beyond, Blur(0.0, 0.0, 0.0))


def width(one: Expected) -> int:
    return one.high - one.low


@given(points, points, points)
def test_an_interval_holds_its_mean_and_is_never_below_nothing(
    joined: list[float], rival: list[float], left: list[float]
) -> None:
    for way in ("once", "repeated", "encoded", "encoded_salted"):
        by = measured(way)
        for found in (wrong(joined, by), missed(joined, rival, left, by)):
            assert 0 <= found.low <= found.mean <= found.high
        assert wrong(joined, by).high <= len(joined)


@given(points)
def test_what_is_not_known_of_the_lists_makes_the_interval_no_narrower(joined: list[float]) -> None:
    assert width(wrong(joined, of(NOBODY_KNOWS))) + 1 >= width(wrong(joined, of(SURE)))


@given(points, st.floats(0, 5))
def test_likelier_pairs_are_expected_to_be_wrong_less_often(joined: list[float], more: float) -> None:
    by = measured("once")
    surer = Measured(by.joined, by.rival, by.left, by.beyond, Blur(0.0, 0.0, 0.0))  # blur set aside
    assert wrong([one + more for one in joined], surer).mean <= wrong(joined, surer).mean + 1e-9


@given(points, st.integers(0, 500))
def test_records_joined_already_hide_some_of_whom_no_pair_was_proposed(alike: list[float], joined: int) -> None:
    by = measured("index")
    assert in_all(alike, joined + 1, by).mean > in_all(alike, joined, by).mean


@given(points)
def test_pairs_in_another_order_give_the_same(joined: list[float]) -> None:
    by = measured("once")
    turned = wrong(sorted(joined), by)
    found = wrong(joined, by)
    assert (found.low, found.high) == (turned.low, turned.high)
    assert math.isclose(found.mean, turned.mean, abs_tol=1e-9)


def covered(by: Measured, drawn: float, seed: int) -> float:
    """Return how often the interval holds the number of wrong pairs where the shift is drawn as `by` assumes."""
    chance, hits, rounds = random.Random(seed), 0, 300
    for _ in range(rounds):
        shift = chance.gauss(0, drawn)
        joined = [chance.uniform(0, 6) for _ in range(200)]
        really = sum(chance.random() > likely(one + shift) for one in joined)
        found = wrong(joined, by)
        hits += found.low <= really <= found.high
    return hits / rounds


def test_where_scores_are_right_95_of_100_intervals_hold_the_truth() -> None:
    assert 0.92 <= covered(of(SURE), 0.0, 1) <= 1.0


def test_where_the_shift_differs_as_was_measured_they_hold_it_too() -> None:
    assert 0.9 <= covered(of(NOBODY_KNOWS), 1.0, 2) <= 0.99


def test_who_ignores_that_the_shift_differs_is_wrong_far_more_often() -> None:
    assert covered(of(SURE), 1.0, 2) < 0.75
