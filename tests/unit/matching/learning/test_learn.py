"""From a list, and what was judged of it, to points of one's own."""

import random
from dataclasses import replace

import pytest

from tests.unit.matching.learning.registers import some
from tulga.matching.core.score import weights
from tulga.matching.learning.learn import Kept, learn
from tulga.matching.listed import dedupe

LIST, WHO = some(900)
IN_DOUBT = sorted(pair[:2] for pair in dedupe(LIST).pairs if 0.02 < pair[2] < 0.98)
ANSWERS = {pair: WHO[pair[0]] == WHO[pair[1]] for pair in IN_DOUBT}


def test_a_short_list_teaches_nothing_and_says_so() -> None:
    found = learn(LIST[:40])
    assert found.table == weights()
    assert found.kept == (Kept.FEW_PAIRS, Kept.NO_ANSWERS)
    assert found.same is None
    assert found.changes == ()


def test_nobody_at_all_is_a_short_list() -> None:
    assert learn(()).table == weights()


def test_a_list_tells_how_many_of_its_pairs_are_one_person() -> None:
    found = learn(LIST)
    true = sum(n * (n - 1) // 2 for n in (list(WHO.values()).count(who) for who in set(WHO.values())))
    assert found.same == pytest.approx(true, rel=0.05)
    assert found.records == len(LIST)
    assert found.kept == (Kept.NO_ANSWERS,)
    assert {one.feature for one in found.changes} > {"birth", "given"}


def test_a_list_like_those_that_points_come_from_is_matched_as_well_as_before() -> None:
    same = set(dedupe(LIST).clusters.of.items())
    mine = set(dedupe(LIST, table=learn(LIST).table).clusters.of.items())
    assert len(same & mine) > 0.98 * len(same)


def test_where_all_family_names_were_drawn_by_lot_a_family_name_is_worth_less() -> None:
    names = [entry.family_name for entry in LIST]
    random.Random(5).shuffle(names)
    spoilt = [replace(entry, family_name=name) for entry, name in zip(LIST, names, strict=True)]
    found = learn(spoilt)
    family = next(one for one in found.changes if one.feature == "family")
    assert family.after[1] > family.before[1] + 0.3  # another family name speaks less against


def test_the_order_of_records_and_answers_is_indifferent() -> None:
    turned, answers = list(LIST), list(ANSWERS.items())
    random.Random(1).shuffle(turned)
    random.Random(2).shuffle(answers)
    flipped = {(b, a): same for (a, b), same in answers}
    assert learn(turned, flipped).table == learn(LIST, ANSWERS).table


def test_answers_alone_move_points_and_few_do_not() -> None:
    assert len(ANSWERS) > 60
    found = learn(LIST, ANSWERS, alone=False)
    assert found.answers == len(ANSWERS)
    assert found.kept == (Kept.NOT_ASKED,)
    assert found.changes
    few = learn(LIST, dict(list(ANSWERS.items())[:10]), alone=False)
    assert few.table == weights()
    assert few.kept == (Kept.NOT_ASKED, Kept.FEW_ANSWERS)
    assert few.answers == 0


def test_answers_about_pairs_that_share_no_key_are_used_and_those_about_strangers_are_named() -> None:
    ids = [entry.id for entry in LIST]
    far = {(ids[0], one): False for one in ids[200:260]}
    found = learn(LIST, {**ANSWERS, **far, (ids[0], "nobody"): True, (ids[1], ids[1]): True})
    assert set(found.unused) == {(ids[1], ids[1]), (ids[0], "nobody")}
    assert found.answers == len({**ANSWERS, **{tuple(sorted(pair)): 0 for pair in far}})


def test_points_can_be_moved_from_a_table_of_ones_own() -> None:
    once = learn(LIST, ANSWERS)
    again = learn(LIST, ANSWERS, table=once.table)
    assert again.start[0] == once.table.start
