"""Filters laid side by side by compiled loops: what plain Python says, pair by pair."""

from hypothesis import given
from hypothesis import strategies as st

from tulga.matching.bulk.filters import alike, packed
from tulga.matching.core.encoding import dice

BITS = 128
filters = st.lists(st.integers(0, 2**BITS - 1), max_size=8)


@given(filters, filters, st.sampled_from((0.2, 0.5, 0.9)))
def test_compiled_loops_find_what_plain_python_finds(a: list[int], b: list[int], least: float) -> None:
    pairs, shared = alike(packed(a, BITS), packed(b, BITS), least)
    found = {(i, j): value for (i, j), value in zip(pairs.tolist(), shared.tolist(), strict=True)}
    plain = {(i, j): dice(x, y) for i, x in enumerate(a) for j, y in enumerate(b) if x and y}
    assert found == {pair: value for pair, value in plain.items() if value >= least}
    assert pairs.tolist() == sorted(pairs.tolist())
