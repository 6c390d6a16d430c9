"""One-to-one assignment: the pairs that together weigh most, whatever the order."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from tulga.matching.core.assignment import assign

tables = st.lists(st.lists(st.integers(-3, 9), min_size=4, max_size=4), min_size=1, max_size=4)


def pairs_of(table: list[list[int]]) -> list[tuple[str, str, float]]:
    return [(f"a{i}", f"b{j}", float(value)) for i, row in enumerate(table) for j, value in enumerate(row)]


def heaviest(table: list[list[int]]) -> int:
    return max(
        sum(max(table[i][j], 0) for i, j in enumerate(chosen[: len(table)]))
        for chosen in permutations(range(len(table[0])))
    )


def test_a_good_pair_gives_way_where_two_others_weigh_more() -> None:
    assert assign([("a", "x", 5), ("a", "y", 4), ("b", "x", 4)]) == {("a", "y"), ("b", "x")}


def test_a_pair_that_speaks_against_itself_is_never_joined() -> None:
    assert assign([("a", "x", -1), ("b", "y", 0)]) == set()


@given(tables)
def test_no_other_assignment_weighs_more_and_nobody_has_two_partners(table: list[list[int]]) -> None:
    weight = {(a, b): value for a, b, value in pairs_of(table)}
    found = assign(pairs_of(table))
    assert sum(weight[pair] for pair in found) == heaviest(table)
    assert len({a for a, _ in found}) == len({b for _, b in found}) == len(found)


@given(tables, st.randoms())
def test_the_order_of_pairs_is_indifferent(table: list[list[int]], chance: object) -> None:
    turned = pairs_of(table)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert assign(turned) == assign(pairs_of(table))
