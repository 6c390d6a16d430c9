"""Groups of records, and the pairs that became questions."""

import random

from tulga.matching.core.clusters import Doubt, cluster


def groups(records: str, scored: dict[tuple[str, str], float]) -> set[str]:
    found: dict[str, str] = {}
    for one, name in sorted(cluster(records, scored, 0.0).of.items()):
        found[name] = found.get(name, "") + one
    return set(found.values())


def test_records_without_a_likely_pair_stay_alone() -> None:
    assert groups("abc", {("a", "b"): -1.0}) == {"a", "b", "c"}


def test_pairs_that_agree_make_one_group_named_after_its_smallest_record() -> None:
    found = cluster("cba", {("b", "c"): 5.0, ("a", "b"): 4.0, ("a", "c"): 3.0}, 0.0)
    assert set(found.of.values()) == {"a"}
    assert found.questions == ()


def test_a_chain_through_a_contradiction_is_cut_at_its_weakest_pair_and_asked_about() -> None:
    found = cluster("abc", {("a", "b"): 6.0, ("b", "c"): 2.0, ("a", "c"): -8.0}, 0.0)
    assert groups("abc", {("a", "b"): 6.0, ("b", "c"): 2.0, ("a", "c"): -8.0}) == {"ab", "c"}
    assert [(one.first, one.second, one.doubt) for one in found.questions] == [("b", "c", Doubt.CONTRADICTION)]


def test_one_weak_pair_does_not_join_two_groups_that_share_nothing_else() -> None:
    scored = {(x, y): 6.0 for side in ("abc", "xyz") for x in side for y in side if x < y} | {("c", "x"): 0.5}
    found = cluster("abcxyz", scored, 0.0)
    assert groups("abcxyz", scored) == {"abc", "xyz"}
    assert [one.doubt for one in found.questions] == [Doubt.WEAK_BRIDGE]


def test_a_strong_pair_joins_a_record_that_was_not_compared_with_all_of_a_group() -> None:
    assert groups("abc", {("a", "b"): 6.0, ("b", "c"): 5.0}) == {"abc"}


def test_the_order_of_records_and_pairs_is_indifferent() -> None:
    chance = random.Random(8)
    names = [f"r{n:02d}" for n in range(30)]
    scored = {
        (a, b): round(chance.uniform(-9, 9)) + 0.0 for a in names for b in names if a < b and chance.random() < 0.3
    }
    expected = cluster(names, scored, 0.0)
    for _ in range(5):
        items = list(scored.items())
        chance.shuffle(items)
        chance.shuffle(names)
        turned = {(pair[::-1] if chance.random() < 0.5 else pair): value for pair, value in items}
        found = cluster(names, turned, 0.0)
        assert (dict(found.of), found.questions) == (dict(expected.of), expected.questions)


def test_every_record_is_in_exactly_one_group() -> None:
    found = cluster("abcd", {("a", "b"): 3.0}, 0.0)
    assert sorted(found.of) == list("abcd")
