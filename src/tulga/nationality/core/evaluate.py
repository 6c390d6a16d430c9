"""Whose national is this person? State by State, on one date: rules, what is missing, and the next question."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tulga.nationality.core import explore, spans
from tulga.nationality.core.answers import answer_for
from tulga.nationality.core.article1 import conclude
from tulga.nationality.core.as_of import as_of
from tulga.nationality.core.facts import Person
from tulga.nationality.core.memory import Memory, without_collector
from tulga.nationality.core.outcomes import Answer, Assessment
from tulga.nationality.core.questions import questions
from tulga.nationality.core.rules import Pack
from tulga.nationality.core.vocabulary import SOVIET_UNION
from tulga.nationality.core.world import World


def assess(
    person: Person,
    packs: Mapping[str, Pack],
    on: date,
    *,
    states: Sequence[str] | None = None,
    answers: Mapping[str, str] | None = None,
    ask: bool = True,
) -> Assessment:
    """Return the finding for every State with a pack and every State with a link, on this date.

    What was told of later days had not happened yet on this date: it takes no part, and stands in `not_yet`.

    Args:
        states: only these States are shown; all take part, in the conclusion on article 1(1) too.
        ask: work out the next question too; without it the findings are the same, and sooner.
        answers: facts tried out, by the key of a need ("mother.nationality": "KAZ"): what would be if.
    """
    known, later = as_of(person, on)
    memory = Memory()
    with without_collector():
        try:
            world = World(known, packs, spans.of_date(on), answers=answers, memory=memory)
            return replace(_assessed(world, on, states, ask), not_yet=later)
        finally:
            memory.forget()


def _assessed(world: World, on: date, states: Sequence[str] | None, ask: bool) -> Assessment:
    person, packs = world.person, world.packs
    found = [answer_for(world, state) for state in _asked(world)]
    tried = explore.Completions(world)
    found = explore.completed(tried, found)
    article, why = conclude(world, found)
    asked = questions(tried, found, article) if ask else ()
    return Assessment(
        id=person.id,
        on=on,
        answers=tuple(sorted(_shown(found, states), key=_relevant_first)),
        article_1_1=article,
        article_1_1_why=why,
        questions=asked,
        packs=tuple((state, packs[state].digest) for state in sorted(packs)),
        not_understood=person.not_understood,
    )


def _asked(world: World) -> list[str]:
    return sorted(state for state in world.files if state not in {SOVIET_UNION, "INT"})


def _shown(answers: Sequence[Answer], states: Sequence[str] | None) -> list[Answer]:
    return [answer for answer in answers if states is None or answer.state in states]


def _relevant_first(answer: Answer) -> tuple[bool, str]:
    return not answer.relevant, answer.state
