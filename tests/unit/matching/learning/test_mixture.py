"""From pairs alone: which share is one person, and how often each bin is seen."""

import numpy as np
import pytest

from tulga.matching.core.features import FEATURES
from tulga.matching.learning.mixture import BLOCKS, EDGES, Mixture, Table, block_of, estimate

RNG = np.random.default_rng(7)


def planted(share: float, pairs: int) -> tuple[dict[str, np.ndarray], dict[str, Table], np.ndarray]:
    """Pairs of two kinds whose bins are independent of each other, and how often each bin was drawn."""
    same = RNG.random(pairs) < share
    bins, tables = {}, {}
    for block, edges in EDGES.items():
        size = len(edges) + 1
        likely = np.exp(np.linspace(0, 2.5, size))
        m, u = likely / likely.sum(), likely[::-1] / likely.sum()
        bins[block] = np.where(same, RNG.choice(size, pairs, p=m), RNG.choice(size, pairs, p=u))
        tables[block] = (m, u)
    return bins, tables, same


def test_every_feature_is_in_one_block() -> None:
    told = [feature for features in BLOCKS.values() for feature in features]
    assert sorted(told) == sorted(FEATURES)
    assert set(BLOCKS) == set(EDGES)
    assert [block_of(feature) for feature in ("birth", "phone")] == ["dates", "papers"]


@pytest.mark.parametrize("share", [0.05, 0.12, 0.5])
def test_planted_shares_are_found_again_from_first_guesses_that_are_wrong(share: float) -> None:
    bins, tables, same = planted(share, 40_000)
    guess = np.clip(np.where(same, 0.6, 0.3) + RNG.normal(0, 0.1, len(same)), 0.01, 0.99)
    found = estimate(bins, guess)
    assert found.share == pytest.approx(share, abs=0.01)
    for block, (m, u) in tables.items():
        assert np.abs(found.tables[block][0] - m).max() < 0.04
        assert np.abs(found.tables[block][1] - u).max() < 0.02
    likely = found.likely(bins)
    assert ((likely > 0.5) == same).mean() > 0.95


def test_a_short_list_stays_near_the_reference_and_a_long_one_leaves_it() -> None:
    _, tables, _ = planted(0.2, 10)
    turned = {block: (u, m) for block, (m, u) in tables.items()}
    distance = []
    for pairs in (60, 60_000):
        bins, _, same = planted(0.2, pairs)
        found = estimate(bins, np.where(same, 0.8, 0.2), turned)
        m, u = (found.tables["names"][kind] for kind in (0, 1))
        distance.append(min(np.abs(m - turned["names"][0]).max(), np.abs(u - turned["names"][1]).max()))
    assert distance[0] < 0.1 < distance[1]


def test_what_one_block_says_can_be_left_out() -> None:
    bins, tables, _ = planted(0.3, 50)
    found = Mixture(0.3, tables)
    whole, without = found.likely(bins), found.likely(bins, without="dates")
    odds = np.log(tables["dates"][0] / tables["dates"][1])[bins["dates"]]
    assert np.allclose(np.log(whole / (1 - whole)), np.log(without / (1 - without)) + odds)


def test_a_bin_that_nobody_has_seen_is_rare_and_not_impossible() -> None:
    bins = {block: np.zeros(100, np.int64) for block in EDGES}
    found = estimate(bins, np.full(100, 0.3))
    assert all((table > 0).all() for pair in found.tables.values() for table in pair)
    assert np.isfinite(found.likely({block: np.full(1, len(edges)) for block, edges in EDGES.items()})).all()
