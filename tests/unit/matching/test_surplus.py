"""Records too many: a person listed three times is three pairs and two records too many."""

from hypothesis import given
from hypothesis import strategies as st

from tulga.matching.core.surplus import forest

pairs = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(-5, 5)), max_size=25)


def test_of_three_pairs_of_one_person_the_two_likeliest_count() -> None:
    assert forest([("a", "b", 3.0), ("b", "c", 1.0), ("a", "c", 2.0)]) == [("a", "b", 3.0), ("a", "c", 2.0)]


@given(pairs)
def test_there_are_as_many_as_records_less_groups(given_pairs: list[tuple[int, int, float]]) -> None:
    groups = {one: {one} for one in range(8)}
    for first, second, _ in given_pairs:
        joined = groups[first] | groups[second]
        for member in joined:
            groups[member] = joined
    assert len(forest(given_pairs)) == 8 - len({id(group) for group in groups.values()})
