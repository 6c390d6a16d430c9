"""What is withheld in sums of every kind: small counts, what would give them away, and nothing beside."""

import random

import pytest

from tests.properties.attack import solved
from tulga.figures.core.disclosure import THRESHOLD, cells_solvable_from, publish
from tulga.figures.core.moves import protect

Key = tuple[str, ...]
Sums = list[tuple[Key, tuple[Key, ...]]]


def breakdown(figure: str, **counts: int) -> tuple[dict[Key, int], Sums]:
    cells: dict[Key, int] = {(figure, name): count for name, count in counts.items()}
    total: Key = (figure,)
    return {**cells, total: sum(counts.values())}, [(total, tuple(cells))]


def withheld(counts: dict[Key, int], sums: Sums, **others: object) -> frozenset[Key]:
    return protect(counts, sums, threshold=THRESHOLD, **others)  # type: ignore[arg-type]


def test_one_small_count_takes_the_smallest_other_with_it() -> None:
    counts, sums = breakdown("refugees", AFG=327, SYR=14, CHN=6, UZB=3)

    assert withheld(counts, sums) == {("refugees", "UZB"), ("refugees", "CHN")}


def test_two_small_counts_hide_each_other() -> None:
    counts, sums = breakdown("refugees", AFG=327, SYR=14, CHN=2, UZB=3)

    assert withheld(counts, sums) == {("refugees", "UZB"), ("refugees", "CHN")}


def test_nought_is_shown_and_five_is() -> None:
    counts, sums = breakdown("refugees", AFG=5, SYR=0, CHN=6)

    assert withheld(counts, sums) == frozenset()


def test_a_count_that_is_its_own_total_hides_with_it() -> None:
    counts, sums = breakdown("refugees", AFG=4)

    assert withheld(counts, sums) == {("refugees", "AFG"), ("refugees",)}


def test_a_small_category_cannot_be_worked_out_through_two_hierarchies() -> None:
    counts: dict[Key, int] = {
        ("government",): 6778, ("undetermined",): 3, ("stateless",): 6781, ("asylum",): 319, ("refugees",): 354,
        ("total",): 7454,
    }  # fmt: skip
    sums: Sums = [
        (("stateless",), (("government",), ("undetermined",))),
        (("total",), (("stateless",), ("asylum",), ("refugees",))),
    ]

    found = withheld(counts, sums)

    assert ("undetermined",) in found
    printed = {key: count for key, count in counts.items() if key not in found}
    assert solved(sorted(counts), sums, printed) == set()
    assert ("total",) not in found


def test_a_small_difference_between_two_steps_is_a_small_count() -> None:
    counts: dict[Key, int] = {("records",): 9000, ("persons",): 8998, ("rest",): 2}
    sums: Sums = [(("records",), (("persons",), ("rest",)))]

    found = withheld(counts, sums, unprinted=[("rest",)])

    assert found, "both steps printed would tell that two records are one person's"
    printed = {key: count for key, count in counts.items() if key not in found and key != ("rest",)}
    assert solved(sorted(counts), sums, printed) == set()


def test_a_count_that_is_printed_elsewhere_is_no_cover() -> None:
    counts, sums = breakdown("refugees", AFG=327, SYR=14, CHN=6, UZB=3)

    found = withheld(counts, sums, known={("refugees", "CHN"): (6, 6)})

    assert found == {("refugees", "UZB"), ("refugees", "SYR")}


def test_a_count_that_is_known_within_a_range_is_cover_only_where_it_can_move() -> None:
    counts, sums = breakdown("refugees", AFG=327, SYR=14, CHN=6, UZB=3)
    known = {("refugees", "CHN"): (6, 8), ("refugees", "UZB"): (3, 4)}

    found = withheld(counts, sums, known=known)

    printed = {key: count for key, count in counts.items() if key not in found}
    assert ("refugees", "UZB") in found
    assert solved(sorted(counts), sums, printed, known) == set()  # type: ignore[arg-type]


def hierarchy(seed: int, origins: int, areas: int) -> tuple[dict[Key, int], Sums]:
    """The shape of a release: four categories by origin and by area, two totals over them."""
    chance = random.Random(seed)
    counts: dict[Key, int] = {}
    sums: Sums = []
    columns = [f"origin={number}" for number in range(origins)], [f"area={number}" for number in range(areas)]
    for category in ("government", "undetermined", "asylum", "refugees"):
        for name in columns[0]:
            counts[category, name] = int(chance.paretovariate(0.6)) if chance.random() < 0.7 else 0
        left = counts[(category,)] = sum(counts[category, name] for name in columns[0])
        for name in columns[1][:-1]:
            counts[category, name] = chance.randint(0, left // 2)
            left -= counts[category, name]
        counts[category, columns[1][-1]] = left
        sums += [((category,), tuple((category, name) for name in names)) for names in columns]
    for whole, parts in (("stateless", ("government", "undetermined")), ("total", ("stateless", "asylum", "refugees"))):
        for names in ((), *((name,) for name in (*columns[0], *columns[1]))):
            counts[(whole, *names)] = sum(counts[(part, *names)] for part in parts)
            sums.append(((whole, *names), tuple((part, *names) for part in parts)))
        sums += [((whole,), tuple((whole, name) for name in names)) for names in columns]
    return counts, sums


@pytest.mark.parametrize("seed", [0, 1, 3])
def test_a_whole_release_is_protected_and_much_of_it_printed(seed: int) -> None:
    counts, sums = hierarchy(seed, origins=10, areas=8)
    small = {key for key, count in counts.items() if 0 < count < THRESHOLD}

    found = withheld(counts, sums)

    printed = {key: count for key, count in counts.items() if key not in found}
    assert small <= found
    assert solved(sorted(counts), sums, printed) == set()
    assert len(printed) > 0.4 * len(counts)


def test_four_hundred_cells_are_protected_alike() -> None:
    counts, sums = hierarchy(2, origins=40, areas=20)

    found = withheld(counts, sums)

    assert len(counts) > 350
    assert len(found) < 2 * sum(0 < count < THRESHOLD for count in counts.values())
    assert found == withheld(counts, sums)


# -- tables of two dimensions -----------------------------------------------------------------------------------------


def test_a_table_with_one_small_count_withholds_a_rectangle_and_keeps_its_totals() -> None:
    published = publish([[3, 20, 30], [40, 50, 60], [70, 80, 90]])

    assert len(published.withheld) == 4
    assert all(row < 3 and column < 3 for row, column in published.withheld)


def test_what_a_reader_knows_from_elsewhere_does_not_cover_anything() -> None:
    table = [[3, 20, 30], [40, 50, 60], [70, 80, 90]]
    first = publish(table)
    known = next(place for place in sorted(first.withheld) if place != (0, 0))

    second = publish(table, known=[known])

    assert (0, 0) in cells_solvable_from(first, known=[known]), "one corner of a rectangle opens the three others"
    assert cells_solvable_from(second, known=[known]) == set()


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="same number of cells"):
        publish([[1, 2], [3]])
    with pytest.raises(ValueError, match="never negative"):
        publish([[1, -2]])
