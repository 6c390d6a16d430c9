"""Points, reasons and candidates."""

import hashlib
from dataclasses import replace

import pytest

from tulga.matching.core.candidates import EDITION, candidates, keys_of
from tulga.matching.core.features import FEATURES, Rarity, levels, prepare
from tulga.matching.core.records import Entry
from tulga.matching.core.score import SMALLEST, score, weights

KAZAKH = Entry(
    id="a",
    register="campaign",
    family_name="Құнанбаева",
    given_name="Әйгерім",
    sex="F",
    birth_date="1991-05-06",
    birth_date_kind="exact",
)
LATIN = Entry(
    id="b",
    register="border",
    family_name="KUNANBAYEVA",
    given_name="AIGERIM",
    sex="F",
    birth_date="1991-06-05",
    birth_date_kind="exact",
)
SISTER = Entry(
    id="c",
    register="border",
    family_name="KUNANBAYEVA",
    given_name="DINARA",
    sex="F",
    birth_date="1991-05-06",
    birth_date_kind="exact",
)
OTHER = Entry(
    id="d",
    register="civil",
    family_name="Петров",
    given_name="Иван",
    sex="M",
    birth_date="1960-02-11",
    birth_date_kind="exact",
)


def points(a: Entry, b: Entry) -> float:
    return score(prepare(a), prepare(b), 20_000).points


def test_a_pair_scores_the_same_in_either_order() -> None:
    assert points(KAZAKH, LATIN) == points(LATIN, KAZAKH)


def test_one_woman_in_two_alphabets_with_day_and_month_swapped_is_proposed() -> None:
    assert score(prepare(KAZAKH), prepare(LATIN), 20_000).probability >= weights().threshold


def test_a_twin_with_another_given_name_is_not_proposed() -> None:
    assert score(prepare(KAZAKH), prepare(SISTER), 20_000).probability < weights().threshold


MARRIED = replace(KAZAKH, id="e", register="civil", family_name="Серікова", patronymic="Ерланқызы")
MAIDEN = replace(KAZAKH, patronymic="Ерланқызы")


def test_a_woman_of_the_same_given_name_father_and_date_is_proposed_under_another_family_name() -> None:
    found = score(prepare(MAIDEN), prepare(MARRIED), 20_000)

    assert found.probability >= weights().threshold
    assert ("maiden", 3) in {(reason.feature, reason.level) for reason in found.reasons}
    assert "family" not in {reason.feature for reason in found.reasons}


def test_a_man_under_another_family_name_has_no_maiden_name() -> None:
    men = [replace(one, sex="M") for one in (MAIDEN, MARRIED)]

    assert points(*men) < points(MAIDEN, MARRIED)
    assert {"family", "maiden"} <= {reason.feature for reason in score(*map(prepare, men), 20_000).reasons}


@pytest.mark.parametrize("date", ["1991-05-06", "1991-06-05", "1991", ""])
@pytest.mark.parametrize("father", ["", "Ерланқызы"])
def test_the_same_family_name_is_worth_no_less_than_a_maiden_name(date: str, father: str) -> None:
    one = replace(KAZAKH, birth_date=date, patronymic=father)
    other = replace(LATIN, birth_date="1991-05-06", patronymic="Ерланқызы")

    assert points(one, other) >= points(one, replace(other, family_name="Серікова"))


@pytest.mark.parametrize("date", ["1991-05-06", "1991-06-05", "1991", ""])
def test_a_father_who_agrees_never_speaks_against_a_maiden_name(date: str) -> None:
    one, other = replace(MAIDEN, birth_date=date), MARRIED

    assert points(one, other) >= points(one, replace(other, patronymic=""))


def test_a_change_of_keys_makes_an_edition_of_its_own() -> None:
    """Whoever changes keys raises EDITION, so that indexes are made anew, and puts the new digest beside it here."""
    some = [KAZAKH, LATIN, OTHER, replace(MARRIED, full_name="Айгерим Серикова", family_name="", given_name="")]
    some += [replace(LATIN, given_name=name) for name in ("HAILATI", "ئايگۈل", "گلناز", "Ġalymjan", "Tchoukovsky")]
    some += [
        replace(KAZAKH, birth_date=date, birth_place="Чимкент", phone="+77") for date in ("", "1991", "1991-01-01")
    ]
    keys = sorted(key for one in some for key in keys_of(prepare(one)))

    assert (EDITION, hashlib.sha256("|".join(keys).encode()).hexdigest()[:12]) == (1, "bc3ac45871a1")


def test_strangers_are_not_proposed() -> None:
    assert score(prepare(KAZAKH), prepare(OTHER), 20_000).probability < weights().threshold


def test_the_larger_the_register_the_more_it_takes() -> None:
    a, b = prepare(KAZAKH), prepare(LATIN)

    assert score(a, b, 1_000_000).points < score(a, b, 20_000).points


def test_in_a_short_list_a_sister_is_no_likelier_than_in_one_of_some_hundreds() -> None:
    a, b = prepare(KAZAKH), prepare(SISTER)

    assert score(a, b, 3).points == score(a, b, SMALLEST).points
    assert score(a, b, 3).probability < weights().threshold


def test_the_reasons_and_the_start_add_up_to_the_points() -> None:
    a, b, table = prepare(KAZAKH), prepare(LATIN), weights()

    found = score(a, b, table.fitted_size)

    assert abs(sum(reason.points for reason in found.reasons) + table.start - found.points) < 1e-9


def test_every_level_that_can_occur_has_points() -> None:
    records = [prepare(one) for one in (KAZAKH, LATIN, SISTER, OTHER)]
    rarity = Rarity(records)

    for a in records:
        for b in records:
            assert all(level < len(weights().points[i]) for i, level in enumerate(levels(a, b, rarity)))
    assert len(weights().points) == len(FEATURES)


def test_the_two_spellings_of_one_woman_share_a_key_and_a_stranger_does_not() -> None:
    records = [prepare(one) for one in (KAZAKH, LATIN, OTHER)]
    keys = [keys_of(one) for one in records]

    assert keys[0] & keys[1]
    assert not keys[0] & keys[2]
    assert candidates([*keys, frozenset(), frozenset()]) == {(0, 1)}
