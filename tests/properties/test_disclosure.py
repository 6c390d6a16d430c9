"""What must never happen: a count that was withheld is worked out from what was printed."""

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties.attack import solved
from tulga.figures.core.disclosure import THRESHOLD, Published, Table, cells_solvable_from, publish
from tulga.figures.core.moves import protect

# "no row or column with a single hidden cell" is not enough: the third cell of the first row can be worked out
COUNTER_EXAMPLE = ((1, 1, 1, 5, 1), (1, 1, 5, 5, 1), (5, 5, 1, 1, 5), (5, 5, 1, 1, 5))
Key = tuple[str, ...]
Sums = list[tuple[Key, tuple[Key, ...]]]
System = tuple[dict[Key, int], Sums]


@st.composite
def tables_of_counts(draw: st.DrawFn, *, largest: int = 5, least: int = 0) -> Table:
    rows, columns = draw(st.integers(1, largest)), draw(st.integers(1, largest))
    count = st.one_of(st.just(0), st.integers(1, 12), st.integers(13, 400)) if not least else st.integers(least, 400)
    return draw(st.lists(st.lists(count, min_size=columns, max_size=columns), min_size=rows, max_size=rows))


@st.composite
def systems_of_sums(draw: st.DrawFn) -> System:
    """Counts with totals over any of them, totals of totals included: hierarchies, breakdowns that overlap."""
    leaves = draw(st.lists(st.one_of(st.integers(0, 8), st.integers(9, 90)), min_size=2, max_size=8))
    counts: dict[Key, int] = {("leaf", str(number)): count for number, count in enumerate(leaves)}
    sums: Sums = []
    for number in range(draw(st.integers(1, 5))):
        parts = tuple(draw(st.lists(st.sampled_from(sorted(counts)), min_size=1, max_size=5, unique=True)))
        total = ("total", str(number))
        counts[total] = sum(counts[part] for part in parts)
        sums.append((total, parts))
    return counts, sums


@st.composite
def bounds_for(draw: st.DrawFn, counts: dict[Key, int]) -> dict[Key, tuple[int, int]]:
    found = {}
    for key in draw(st.lists(st.sampled_from(sorted(counts)), max_size=4, unique=True)):
        below, above = draw(st.integers(0, 6)), draw(st.integers(0, 6))
        found[key] = (max(0, counts[key] - below), counts[key] + above)
    return found


def attack_on(published: Published) -> set[tuple[int, int]]:
    rows, columns = published.rows, published.columns
    places = [(r, c) for r in range(rows + 1) for c in range(columns + 1)]
    sums = [((r, columns), [(r, c) for c in range(columns)]) for r in range(rows + 1)]
    sums += [((rows, c), [(r, c) for r in range(rows)]) for c in range(columns + 1)]
    return solved(places, sums, published.shown)  # type: ignore[arg-type, return-value]


# -- tables with their totals -----------------------------------------------------------------------------------------


@given(tables_of_counts())
def test_a_withheld_count_cannot_be_worked_out_from_the_totals(table: Table) -> None:
    published = publish(table, threshold=THRESHOLD)

    assert cells_solvable_from(published) & published.withheld == set()


@given(tables_of_counts(largest=4))
def test_an_attacker_with_integer_programming_agrees(table: Table) -> None:
    published = publish(table, threshold=THRESHOLD)

    assert attack_on(published) == set()


@given(tables_of_counts(largest=3), st.data())
def test_what_can_be_solved_is_what_integer_programming_solves(table: Table, data: st.DataObject) -> None:
    whole = publish(table, threshold=1)
    hidden = data.draw(st.sets(st.sampled_from(sorted(whole.shown))))
    shown = {place: count for place, count in whole.shown.items() if place not in hidden}
    printed = Published(whole.rows, whole.columns, shown, frozenset(hidden), whole.counts)

    assert cells_solvable_from(printed) == attack_on(printed)


def test_the_table_that_broke_the_simple_rule_holds() -> None:
    small = {(r, c) for r, row in enumerate(COUNTER_EXAMPLE) for c, count in enumerate(row) if count < THRESHOLD}
    whole = publish(COUNTER_EXAMPLE, threshold=1)
    simple = Published(4, 5, {p: n for p, n in whole.shown.items() if p not in small}, frozenset(small), whole.counts)

    published = publish(COUNTER_EXAMPLE, threshold=THRESHOLD)

    assert (0, 2) in attack_on(simple), "the simple rule is broken by this table"
    assert attack_on(published) == set()
    assert small <= published.withheld


@given(tables_of_counts())
def test_no_small_count_is_printed_and_nought_is(table: Table) -> None:
    published = publish(table, threshold=THRESHOLD)

    assert all(count == 0 or count >= THRESHOLD for count in published.shown.values())


@given(tables_of_counts(least=THRESHOLD))
def test_a_table_without_small_counts_is_printed_whole(table: Table) -> None:
    assert publish(table, threshold=THRESHOLD).withheld == frozenset()


# -- any sums ---------------------------------------------------------------------------------------------------------


@given(systems_of_sums(), st.data())
def test_printing_solves_nothing_that_was_not_known_before(system: System, data: st.DataObject) -> None:
    counts, sums = system
    known = data.draw(bounds_for(counts))
    keys = sorted(counts)

    withheld = protect(counts, sums, threshold=THRESHOLD, known=known)

    printed = {key: count for key, count in counts.items() if key not in withheld}
    assert solved(keys, sums, printed, known) - solved(keys, sums, {}, known) == set()


@given(systems_of_sums())
def test_without_other_knowledge_no_withheld_count_has_one_value(system: System) -> None:
    counts, sums = system

    withheld = protect(counts, sums, threshold=THRESHOLD)

    printed = {key: count for key, count in counts.items() if key not in withheld}
    assert solved(sorted(counts), sums, printed) == set()
    assert all(count == 0 or count >= THRESHOLD for count in printed.values())


@given(systems_of_sums())
def test_counts_that_are_all_large_are_all_printed(system: System) -> None:
    counts, sums = system
    assume(all(count == 0 or count >= THRESHOLD for count in counts.values()))

    assert protect(counts, sums, threshold=THRESHOLD) == frozenset()


@given(systems_of_sums(), st.data())
def test_a_count_that_only_follows_is_protected_as_if_it_were_printed(system: System, data: st.DataObject) -> None:
    counts, sums = system
    rest = data.draw(st.sampled_from(sorted(counts)))

    withheld = protect(counts, sums, threshold=THRESHOLD, unprinted=[rest])

    printed = {key: count for key, count in counts.items() if key not in withheld and key != rest}
    open_ = {key for key, count in counts.items() if 0 < count < THRESHOLD}
    assert solved(sorted(counts), sums, printed) & open_ == set()


# -- two editions -----------------------------------------------------------------------------------------------------


@given(systems_of_sums())
def test_an_unchanged_table_told_twice_tells_nothing_more(system: System) -> None:
    counts, sums = system
    first = protect(counts, sums, threshold=THRESHOLD)
    printed = {key: count for key, count in counts.items() if key not in first}

    second = protect(counts, sums, threshold=THRESHOLD, known={key: (n, n) for key, n in printed.items()})

    both = printed | {key: count for key, count in counts.items() if key not in second}
    assert solved(sorted(counts), sums, both) == set()


@given(systems_of_sums(), st.data())
def test_a_second_edition_with_new_totals_opens_nothing_that_the_first_kept(
    system: System, data: st.DataObject
) -> None:
    counts, sums = system
    first = protect(counts, sums, threshold=THRESHOLD)
    told = {key: count for key, count in counts.items() if key not in first}
    more = dict(counts)
    parts = tuple(data.draw(st.lists(st.sampled_from(sorted(counts)), min_size=1, max_size=4, unique=True)))
    more["total", "new"] = sum(counts[part] for part in parts)
    all_sums = [*sums, (("total", "new"), parts)]
    before = solved(sorted(more), all_sums, told)

    second = protect(more, all_sums, threshold=THRESHOLD, known={key: (n, n) for key, n in told.items()})

    both = told | {key: count for key, count in more.items() if key not in second}
    assert solved(sorted(more), all_sums, both) - before == set()


@given(systems_of_sums(), st.data())
def test_one_person_more_cannot_be_placed_by_holding_both_editions(system: System, data: st.DataObject) -> None:
    """What did not change between two editions is known from the first where it was printed; the rest stays open."""
    counts, sums = system
    changed = dict(counts)
    changed[data.draw(st.sampled_from([key for key in sorted(counts) if key[0] == "leaf"]))] += 1
    for total, parts in sums:
        changed[total] = sum(changed[part] for part in parts)
    first = protect(counts, sums, threshold=THRESHOLD)
    told = {key: count for key, count in counts.items() if key not in first and changed[key] == count}
    before = solved(sorted(changed), sums, told)

    second = protect(changed, sums, threshold=THRESHOLD, known={key: (n, n) for key, n in told.items()})

    both = told | {key: count for key, count in changed.items() if key not in second}
    assert solved(sorted(changed), sums, both) - before == set()
