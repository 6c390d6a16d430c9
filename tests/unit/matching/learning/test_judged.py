"""Answers move points towards themselves, and not far when there are few."""

import numpy as np

from tulga.matching.core.features import FEATURES
from tulga.matching.core.score import weights
from tulga.matching.learning.judged import enough, follow

POINTS = [np.array(one, float) for one in weights().points]
PHONE = FEATURES.index("phone")


def judged(pairs: int, share: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Doubtful pairs with the same telephone, of which a share is one person."""
    levels = np.zeros((pairs, len(FEATURES)), np.int8)
    levels[: pairs // 2, PHONE] = 1
    same = np.zeros(pairs, bool)
    same[: int(pairs // 2 * share)] = True
    same[pairs // 2 :: 2] = True
    return levels, same, np.where(levels[:, PHONE] == 1, POINTS[PHONE][1], 0.0)


def test_a_telephone_that_here_is_shared_by_strangers_is_worth_less() -> None:
    moved = follow(*judged(2000, 0.2), POINTS)
    assert moved.points[PHONE][1] < POINTS[PHONE][1] - 0.5
    assert all(
        (new == old).all() for at, (new, old) in enumerate(zip(moved.points, POINTS, strict=True)) if at != PHONE
    )


def test_few_answers_move_little() -> None:
    few, many = (follow(*judged(pairs, 0.2), POINTS).points[PHONE][1] for pairs in (20, 2000))
    assert POINTS[PHONE][1] >= few > many


def test_answers_of_one_kind_only_are_not_enough() -> None:
    doubtful = np.zeros(200)
    assert enough(np.array([True, False] * 10), doubtful[:20])
    assert not enough(np.array([True, False] * 9), doubtful[:18])
    assert not enough(np.array([True] * 100), doubtful[:100])
    assert not enough(np.array([True] * 100 + [False] * 2), doubtful[:102])
    assert not enough(np.array([], bool), doubtful[:0])


def test_answers_about_pairs_that_were_sure_beforehand_are_not_enough() -> None:
    same = np.array([True] * 90 + [False] * 10)
    assert not enough(same, np.full(100, 7.0))
    assert enough(same, np.concatenate([np.full(80, 7.0), np.full(20, 1.0)]))


def test_the_order_of_answers_is_indifferent() -> None:
    levels, same, totals = judged(300, 0.3)
    turned = np.random.default_rng(1).permutation(300)
    one, other = follow(levels, same, totals, POINTS), follow(levels[turned], same[turned], totals[turned], POINTS)
    assert np.allclose(one.points[PHONE], other.points[PHONE], atol=1e-9)
