"""Whatever a table learns, it keeps its shape: more agreement is never worth less."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tulga.matching.core.features import FEATURES, LEVELS
from tulga.matching.core.score import weights
from tulga.matching.learning.judged import follow
from tulga.matching.learning.shape import CHAINS, DATES_UP, FREE, GRIDS, MOST, shaped
from tulga.matching.learning.shifts import MOVED, moved, reference

ORDERED = [name for name in FEATURES if name not in (*FREE, *GRIDS)]
CLOSE = 1e-6


def keeps_its_shape(feature: str, points: np.ndarray) -> None:
    assert points[0] == 0
    assert points.min() >= -MOST
    for chain in CHAINS.get(feature, (tuple(range(1, len(points))),)):
        steps = np.diff(points[list(chain)])
        assert steps.min(initial=0) >= -CLOSE, (feature, chain, points)


def grid_keeps_its_shape(points: np.ndarray, rows: int) -> None:
    grid = points.reshape(rows, 4)
    up = list(DATES_UP if rows == 6 else range(rows))[1:]
    assert (grid[0] == 0).all()
    assert (grid[:, 0] == 0).all()
    assert np.diff(grid[up, 1:], axis=0).min() >= -0.02
    assert np.diff(grid[up, 1:], axis=1).min() >= -0.02


@given(st.sampled_from(ORDERED), st.data())
def test_any_points_are_brought_into_shape(feature: str, data: st.DataObject) -> None:
    size = LEVELS[feature]
    points = np.array(data.draw(st.lists(st.floats(-9, 9), min_size=size, max_size=size)))
    weight = np.array(data.draw(st.lists(st.floats(1e-6, 1e6), min_size=size, max_size=size)))
    keeps_its_shape(feature, shaped(feature, points, weight))


@given(st.sampled_from(MOVED), st.data())
def test_whatever_is_seen_in_a_list_points_keep_their_shape(feature: str, data: st.DataObject) -> None:
    size, points = LEVELS[feature], np.array(weights().points[FEATURES.index(feature)])
    counts = st.lists(st.floats(0, 1e6), min_size=size, max_size=size)
    here = (np.array(data.draw(counts)), np.array(data.draw(counts)))
    found, _ = moved(feature, points, here, reference().features[feature])
    assert np.isfinite(found).all()
    if feature in ORDERED:
        keeps_its_shape(feature, found)


@given(st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_whatever_is_answered_points_keep_their_shape(seed: int, pairs: int) -> None:
    rng = np.random.default_rng(seed)
    levels = np.column_stack([rng.integers(0, size, pairs) for size in LEVELS.values()]).astype(np.int8)
    points = [np.array(one, float) for one in weights().points]
    found = follow(levels, rng.random(pairs) < 0.5, rng.normal(0, 3, pairs), points)
    for at, feature in enumerate(FEATURES):
        if feature in ORDERED:
            keeps_its_shape(feature, found.points[at])
        elif feature in GRIDS:
            grid_keeps_its_shape(found.points[at], GRIDS[feature])
