"""Groups of records, and the pairs that became questions."""

import random

from tulga.matching.core.clusters import Doubt, cluster, settled


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


def test_pairs_and_groups_tell_one_thing() -> None:
    scored = {("a", "b"): 6.0, ("b", "c"): 5.0, ("c", "d"): 3.0, ("a", "d"): -8.0, ("b", "d"): -8.0}
    found = cluster("abcd", scored, 0.0)
    points = settled({pair[::-1]: value for pair, value in scored.items()}, found)
    together = {pair for pair in points if found.of[pair[0]] == found.of[pair[1]]}
    assert together == {("a", "b"), ("b", "c"), ("a", "c")}
    assert {pair for pair, value in points.items() if value >= 0} == together


def test_a_group_makes_its_pairs_likelier_and_keeps_their_order() -> None:
    scored = {("a", "b"): 6.0, ("b", "c"): 5.0, ("a", "c"): -0.5}
    points = settled(scored, cluster("abc", scored, 0.0))
    assert all(points[pair] > value for pair, value in scored.items())
    assert sorted(points, key=points.__getitem__) == sorted(scored, key=scored.__getitem__)


def test_a_likely_pair_that_was_not_followed_stays_below_the_threshold_and_keeps_its_order() -> None:
    scored = {("a", "b"): 6.0, ("b", "c"): 2.0, ("c", "d"): 1.0, ("a", "c"): -8.0, ("b", "d"): -9.0, ("a", "d"): -9.0}
    points = settled(scored, cluster("abcd", scored, 0.0))
    assert points["b", "c"] < 0 < points["c", "d"]
    parted = [("a", "d"), ("a", "c"), ("b", "c")]
    assert sorted(parted, key=points.__getitem__) == parted
