"""Columns as of a day: what is later takes no part, as in the interpreter."""

import random
from datetime import date

import pytest

from tests.properties.nationality_people import STATES, person
from tulga.nationality.bulk.as_of import as_of as columns_as_of
from tulga.nationality.bulk.facts import people_of
from tulga.nationality.bulk.lives import live
from tulga.nationality.core import spans
from tulga.nationality.core.as_of import as_of
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.world import World

KNOWN = ("KAZ", "UZB", "RUS", "DEU")


@pytest.mark.parametrize("on", [date(1993, 6, 1), date(2003, 6, 1)])
def test_people_told_of_later_live_as_those_of_the_day(on: date) -> None:
    chance, packs = random.Random(5), {state: load_packs()[state] for state in KNOWN}
    told = [person(chance, str(number)) for number in range(120)]
    alive = [one for one in told if one.born is None or one.born.earliest is None or one.born.earliest <= on]
    then = [as_of(one, on)[0] for one in alive]

    lives = live(people_of(alive), packs, on)

    assert sum(one is not known for one, known in zip(alive, then, strict=True)) > 20
    for state in sorted({*packs, *STATES}):
        wanted = [int(World(one, packs, spans.of_date(on)).status(state, spans.of_date(on))) for one in then]
        assert lives.status(state)[: len(alive)].tolist() == wanted, state


def test_columns_of_which_nothing_is_later_stay_the_same() -> None:
    facts = people_of([person(random.Random(6), str(number)) for number in range(20)])

    assert columns_as_of(facts, date(2099, 1, 1)).subject.events is facts.subject.events
