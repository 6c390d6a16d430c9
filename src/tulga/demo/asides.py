"""What is told beside the main line of a life: judgements, mistakes and their withdrawal, the division of a region."""

from typing import Final

from tulga.demo import plan
from tulga.demo import telling as tell
from tulga.demo.people import Step
from tulga.demo.stateless import Tell
from tulga.demo.telling import MIGRATION, OPERATION, Telling
from tulga.kernel.dates import PartialDate
from tulga.register.entries import BirthStated, PresenceEnd, PresenceEnded, ResidenceStated, StatementWithdrawn


def judged(telling: Telling) -> None:
    """A caseworker looked at both records and saw one person."""
    _same(telling, _step(telling, plan.VISITED) or _step(telling, "again"), "-second")


def judged_third(telling: Telling) -> None:
    """And a third record of the same person."""
    _same(telling, _step(telling, "third"), "-third")


def _same(telling: Telling, source: Step | None, tag: str) -> None:
    assert source is not None  # noqa: S101 - it is planned together with the judgement
    other = telling.person.id_of("second", source.day)
    why = telling.rng.choice(("same document shown", "same parents and birth", "met together, both confirmed"))
    tell.judged(telling, other, "same", why, tag)


def apart(telling: Telling) -> None:
    """Two of one family: alike, and not the same."""
    tell.judged(telling, telling.person.relatives[-1][0], "different", "relatives, both were seen", "-apart")


def mistaken(telling: Telling) -> None:
    """Taken for one person by mistake; it is withdrawn later."""
    tell.judged(telling, telling.person.relatives[-1][0], "same", "same family name and village", "-mistaken")


def undone(telling: Telling) -> None:
    before = _step(telling, "mistaken")
    assert before is not None  # noqa: S101 - it is planned together
    tell.judgement_withdrawn(telling, before.day, before.recorded, "two people: both came to the office", "-mistaken")


def corrected(telling: Telling) -> None:
    """The year of birth had been misread: what was first said of it is withdrawn, and said anew."""
    person = telling.person
    year = person.born + telling.rng.choice((-10, -1, 1, 10))
    wrong = BirthStated(date=PartialDate.parse(str(min(year, person.path[0][0]))))
    entry = telling.say(_keeper(telling), person.record, wrong)
    telling.say(_keeper(telling), person.record, StatementWithdrawn(entry=entry, why="misread"))


def ended_by_mistake(telling: Telling) -> None:
    telling.say(
        _keeper(telling), telling.person.record, PresenceEnded(why=PresenceEnd.DEPARTED), tag="ended-by-mistake"
    )


def not_ended(telling: Telling) -> None:
    """The person is here after all: the entry no longer stands."""
    before = _step(telling, "ended_by_mistake")
    assert before is not None  # noqa: S101 - it is planned together
    entry = telling.person.id_of("ended-by-mistake", before.recorded)
    telling.say(
        _keeper(telling), telling.person.record, StatementWithdrawn(entry=entry, why="another person was meant")
    )


def divided(telling: Telling) -> None:
    """South Kazakhstan became the region of Turkistan and the city of Shymkent."""
    area = telling.person.household.area_on(telling.step.day)
    lives = ResidenceStated(
        country="KAZ", area=area, period_start=PartialDate.of(telling.step.day), basis="division of the region"
    )
    telling.say(_keeper(telling), telling.person.record, lives)


def _keeper(telling: Telling) -> str:
    """Return who keeps the record: the office that opened it may correct it."""
    return MIGRATION if telling.person.entry in {plan.REGISTER, plan.ASSUMED} else OPERATION


def _step(telling: Telling, what: str) -> Step | None:
    return next((step for step in telling.person.steps if step.what == what), None)


TELLS: Final[dict[str, Tell]] = {
    "judged": judged, "judged_third": judged_third, "apart": apart, "mistaken": mistaken, "undone": undone,
    "corrected": corrected, "ended_by_mistake": ended_by_mistake, "not_ended": not_ended, "divided": divided,
}  # fmt: skip
