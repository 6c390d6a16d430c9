"""Who is one person, worked out from pairs: neither their order nor the order within a pair matters."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tulga.register.identity.core import Components, component_of, persons_of

RECORDS = [UUID(int=number) for number in range(1, 9)]
PAIRS = st.lists(st.tuples(st.sampled_from(RECORDS), st.sampled_from(RECORDS)), max_size=12)


def clusters(pairs: list[tuple[UUID, UUID]]) -> list[list[UUID]]:
    return sorted(Components(pairs).clusters())


@given(PAIRS, st.randoms())
def test_clusters_ignore_the_order_of_the_pairs_and_of_each_pair(pairs: list[tuple[UUID, UUID]], rng) -> None:  # type: ignore[no-untyped-def]
    shuffled = [pair if rng.random() < 0.5 else pair[::-1] for pair in pairs]
    rng.shuffle(shuffled)

    assert clusters(shuffled) == clusters(pairs)


@given(PAIRS)
def test_both_ways_of_working_out_a_cluster_agree(pairs: list[tuple[UUID, UUID]]) -> None:
    neighbours: dict[UUID, set[UUID]] = {}
    for first, second in pairs:
        neighbours.setdefault(first, set()).add(second)
        neighbours.setdefault(second, set()).add(first)

    for cluster in clusters(pairs):
        assert all(component_of(record, neighbours) == set(cluster) for record in cluster)


@given(PAIRS, PAIRS)
def test_what_is_said_twice_or_of_others_changes_nothing(
    pairs: list[tuple[UUID, UUID]], more: list[tuple[UUID, UUID]]
) -> None:
    far = [(UUID(int=first.int + 100), UUID(int=second.int + 100)) for first, second in more]

    found = clusters([*pairs, *far, *pairs])

    assert [cluster for cluster in found if cluster[0].int < 100] == clusters(pairs)


def test_the_earliest_record_gives_the_person_and_the_others_redirect() -> None:
    first, second, third = RECORDS[:3]
    minted = {first: (30, UUID(int=301)), second: (10, UUID(int=302)), third: (20, UUID(int=303))}

    assert persons_of([first, second, third], minted) == (UUID(int=302), [UUID(int=303), UUID(int=301)])


def test_a_cluster_of_nobody_is_a_bug() -> None:
    with pytest.raises(LookupError):
        persons_of(RECORDS, {})
