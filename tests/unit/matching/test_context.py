"""What other records say of a pair."""

import random

from tulga.matching.core.context import FEATURES, LEVELS, context

REGISTERS = {"a": "civil", "b": "border", "c": "ngo", "d": "border"}


def level(feature: str, pairs: dict[tuple[str, str], float], of: tuple[str, str]) -> int:
    found = context(list(pairs), list(pairs.values()), REGISTERS)
    return found[list(pairs).index(of)][FEATURES.index(feature)]


def test_a_pair_that_nobody_else_is_like_has_no_context() -> None:
    assert context([("a", "b")], [3.0], REGISTERS) == [(0, 0, 0)]


def test_a_third_record_like_both_is_told_by_the_weaker_likeness() -> None:
    strong = level("third", {("a", "b"): 0.0, ("a", "c"): 9.0, ("b", "c"): 6.0}, ("a", "b"))
    weak = level("third", {("a", "b"): 0.0, ("a", "c"): 9.0, ("b", "c"): -2.0}, ("a", "b"))
    assert strong > weak > 0


def test_a_third_record_like_one_and_unlike_the_other_parts_them() -> None:
    parted = level("apart", {("a", "b"): 0.0, ("a", "c"): 9.0, ("b", "c"): -6.0}, ("a", "b"))
    held = level("apart", {("a", "b"): 0.0, ("a", "c"): 9.0, ("b", "c"): 6.0}, ("a", "b"))
    assert parted > held


def test_a_better_partner_in_the_same_register_is_a_rival() -> None:
    pairs = {("a", "b"): 1.0, ("a", "d"): 8.0}
    assert level("rival", pairs, ("a", "b")) == LEVELS["rival"] - 1
    assert level("rival", pairs, ("a", "d")) < level("rival", pairs, ("a", "b"))


def test_a_partner_that_is_the_same_person_by_its_own_likeness_is_no_rival() -> None:
    assert level("rival", {("a", "b"): 1.0, ("a", "d"): 8.0, ("b", "d"): 5.0}, ("a", "b")) == 0


def test_the_order_of_pairs_is_indifferent() -> None:
    chance = random.Random(4)
    names = [f"r{n}" for n in range(12)]
    pairs = [(a, b) for a in names for b in names if a < b and chance.random() < 0.5]
    points = [chance.uniform(-9, 9) for _ in pairs]
    registers = {name: chance.choice("xyz") for name in names}
    expected = dict(zip(pairs, context(pairs, points, registers), strict=True))
    order = list(range(len(pairs)))
    chance.shuffle(order)
    turned = [pairs[k][::-1] for k in order]
    found = context(turned, [points[k] for k in order], registers)
    assert {pair[::-1]: levels for pair, levels in zip(turned, found, strict=True)} == expected


def test_where_no_register_is_told_nobody_is_a_rival() -> None:
    pairs = {("a", "b"): 1.0, ("a", "d"): 8.0}
    found = context(list(pairs), list(pairs.values()), dict.fromkeys("abd", ""))
    assert [levels[FEATURES.index("rival")] for levels in found] == [0, 0]
