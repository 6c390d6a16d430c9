"""Readings are kept for the completions of a life: what they give must be what reading everything anew gives."""

import gc
import random
from datetime import date

import pytest

from tests.properties import nationality_people
from tulga.nationality.core import spans
from tulga.nationality.core.answers import answer_for
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.explore import Completions
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.world import World

ON = date(2025, 6, 1)


@pytest.mark.parametrize("number", range(12))
def test_a_completion_says_what_a_life_read_anew_says(number: int) -> None:
    chance = random.Random(number)
    person, packs = nationality_people.person(chance, str(number)), load_packs()
    world = World(person, packs, spans.of_date(ON))
    tried = Completions(world)
    needs = sorted(world.needs.values(), key=lambda need: need.key)
    for need in chance.sample(needs, min(len(needs), 6)):
        given = {need.key: chance.choice(need.options)}
        kept = tried.under(given, world.relevant)
        if kept is None:
            break

        anew = World(person, kept.packs, spans.of_date(ON), answers=given, links=world.links)

        assert [answer_for(kept, state) for state in kept.files] == [answer_for(anew, state) for state in kept.files]


def test_the_collector_runs_again_after_an_assessment() -> None:
    assess(nationality_people.person(random.Random(1), "p"), load_packs(), ON)

    assert gc.isenabled()


def test_a_collector_that_somebody_stopped_stays_stopped() -> None:
    gc.disable()
    try:
        assess(nationality_people.person(random.Random(1), "p"), load_packs(), ON)

        assert not gc.isenabled()
    finally:
        gc.enable()
