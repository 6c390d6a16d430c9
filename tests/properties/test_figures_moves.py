"""What is withheld in any set of sums stays open, and what was to be protected is."""

from itertools import product
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog

from tulga.figures.core.moves import protect

Key = tuple[str, ...]


@st.composite
def tables(
    draw: st.DrawFn, values: tuple[int, ...] = (0, 0, 1, 2, 4, 5, 7, 30)
) -> tuple[dict[Key, int], list[tuple[Key, tuple[Key, ...]]]]:
    """Return counts by two dimensions with all totals, as breakdowns by category have them."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    counts: dict[Key, int] = {}
    for row, column in product(range(rows), range(columns)):
        counts[f"r{row}", f"c{column}"] = draw(st.sampled_from(values))
    sums: list[tuple[Key, tuple[Key, ...]]] = []
    sums += [((f"r{row}",), tuple((f"r{row}", f"c{column}") for column in range(columns))) for row in range(rows)]
    sums += [((f"c{column}",), tuple((f"r{row}", f"c{column}") for row in range(rows))) for column in range(columns)]
    for total, parts in sums:
        counts[total] = sum(counts[part] for part in parts)
    sums.append((("all",), tuple((f"r{row}",) for row in range(rows))))
    sums.append((("all",), tuple((f"c{column}",) for column in range(columns))))
    counts["all",] = sum(counts[f"r{row}",] for row in range(rows))
    return counts, sums


def spans(
    counts: dict[Key, int], sums: list[tuple[Key, tuple[Key, ...]]], withheld: frozenset[Key], known: dict[Key, Any]
) -> dict[Key, float]:
    """Return how far each withheld count can vary, by linear programming: nothing of the code under test."""
    names = list(counts)
    rows = [[(name == total) - (name in parts) for name in names] for total, parts in sums]
    bounds = [known.get(name, (0, None)) if name in withheld else (counts[name], counts[name]) for name in names]
    found = {}
    for name in withheld:
        goal = [float(one == name) for one in names]
        ends = []
        for sign in (1, -1):
            done = linprog([sign * one for one in goal], A_eq=rows, b_eq=[0] * len(rows), bounds=bounds, method="highs")
            ends.append(sign * done.fun if done.status == 0 else float("inf"))
        found[name] = ends[1] - ends[0]
    return found


@given(tables())
def test_no_withheld_count_has_one_value_only(table: Any) -> None:
    counts, sums = table
    assume(any(0 < count < 5 for count in counts.values()))

    withheld = protect(counts, sums, threshold=5)

    assert {key for key, count in counts.items() if 0 < count < 5} <= withheld
    assert {key for key, span in spans(counts, sums, withheld, {}).items() if span < 1 - 1e-6} == set()


@given(tables(), st.data())
def test_a_count_that_readers_know_shelters_nobody(table: Any, data: st.DataObject) -> None:
    counts, sums = table
    large = sorted(key for key, count in counts.items() if count >= 5 and len(key) == 2)
    assume(large and any(0 < count < 5 for count in counts.values()))
    key = data.draw(st.sampled_from(large))
    known = {key: (counts[key], counts[key])}

    withheld = protect(counts, sums, threshold=5, known=known)

    left = {one: span for one, span in spans(counts, sums, withheld, known).items() if one != key}
    assert {one for one, span in left.items() if span < 1 - 1e-6 and counts[one]} == set()


@given(tables(values=(0, 5, 7, 30)))
def test_without_small_counts_nothing_is_withheld(table: Any) -> None:
    counts, sums = table

    assert protect(counts, sums, threshold=5) == frozenset()


def test_the_cheapest_neighbour_is_withheld_beside_a_small_count() -> None:
    counts = {("all",): 60, ("a",): 3, ("b",): 7, ("c",): 50}

    withheld = protect(counts, [(("all",), (("a",), ("b",), ("c",)))], threshold=5)

    assert withheld == {("a",), ("b",)}


def test_what_nobody_prints_is_a_shelter_that_costs_nothing() -> None:
    counts = {("all",): 60, ("a",): 3, ("rest",): 57}

    withheld = protect(counts, [(("all",), (("a",), ("rest",)))], threshold=5, unprinted=[("rest",)])

    assert withheld == {("a",)}
