"""A level's points move by how much more, or less, it tells here."""

import math

import numpy as np
import pytest

from tulga.matching.core.features import FEATURES, LEVELS
from tulga.matching.core.score import weights
from tulga.matching.learning.mixture import EDGES
from tulga.matching.learning.shifts import MOVED, moved, reference

SEX = np.array(weights().points[FEATURES.index("sex")])
THERE = (np.array([0.2, 0.78, 0.02]), np.array([0.2, 0.4, 0.4]))


def test_the_reference_is_of_the_features_and_blocks_that_there_are() -> None:
    assert {name: len(table[0]) for name, table in reference().features.items()} == {one: LEVELS[one] for one in MOVED}
    assert {name: len(table[0]) for name, table in reference().blocks.items()} == {
        name: len(edges) + 1 for name, edges in EDGES.items()
    }
    for same, other in [*reference().features.values(), *reference().blocks.values()]:
        assert same.sum() == pytest.approx(1, abs=1e-4)
        assert other.sum() == pytest.approx(1, abs=1e-4)


def test_where_a_list_is_like_the_reference_nothing_moves() -> None:
    points, told = moved("sex", SEX, (THERE[0] * 9000, THERE[1] * 50_000), THERE)
    assert points == pytest.approx(SEX, abs=0.03)
    assert told == 7200


def test_where_sex_is_often_written_wrong_a_difference_speaks_less_against() -> None:
    # of those told: different in one of ten instead of 2.5 of a hundred, in pairs of one person
    here = (np.array([0.2, 0.72, 0.08]) * 1_000_000, THERE[1] * 1_000_000)
    points, _ = moved("sex", SEX, here, THERE)
    assert points[2] - SEX[2] == pytest.approx(math.log(0.1 / 0.025), abs=0.02)
    assert points[1] - SEX[1] == pytest.approx(math.log(0.9 / 0.975), abs=0.02)
    assert points[0] == 0


def test_little_evidence_moves_little_and_very_little_nothing() -> None:
    share = np.array([0.2, 0.72, 0.08])
    much, little, least = (moved("sex", SEX, (share * n, THERE[1] * 5000), THERE)[0] for n in (100_000, 200, 15))
    assert SEX[2] == least[2] < little[2] < much[2]


def test_no_level_moves_by_more_than_it_may() -> None:
    here = (np.array([0.0, 0.0, 1.0]) * 1_000_000, np.array([0.0, 1.0, 0.0]) * 1_000_000)
    points, _ = moved("sex", SEX, here, THERE)
    assert points[2] <= 0 <= points[1]
    assert abs(points[2] - SEX[2]) <= 3
