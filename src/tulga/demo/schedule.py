"""On which day things happen to a person, and on which day somebody writes them down."""

from datetime import date, timedelta
from random import Random
from typing import Final

from tulga.demo import plan
from tulga.demo.people import DIVIDED_AREA, DIVISION, Person, Step

BOOKS_OPEN, BOOKS_CLOSE = date(2014, 1, 6), date(2022, 2, 25)
CAMPAIGN_BEGINS: Final = date(2020, 7, 1)
_CAMPAIGN: Final = frozenset({plan.CAMPAIGN, plan.VISITED})
_OFF_THE_BOOKS: Final = plan.PRESENCE_ENDS | {
    plan.GRANTED, plan.CONFIRMED, plan.FOREIGN, plan.REJECTED, plan.CLOSED, plan.CEASED,
}  # fmt: skip


def entry_window(year: int, event: str) -> tuple[date, date]:
    """Return the first and last day on which people come onto the books in a year."""
    start = CAMPAIGN_BEGINS if event == plan.CAMPAIGN and year == CAMPAIGN_BEGINS.year else date(year, 1, 8)
    return start, date(year, 12, 15)


def written_down(day: date, after: date, rng: Random) -> date:
    """Return the day on which an office writes down what happened: soon, mostly; a few things a year late."""
    chance = rng.random()
    lag = rng.randint(0, 12) if chance < 0.88 else rng.randint(13, 60) if chance < 0.975 else rng.randint(61, 330)
    recorded = max(min(day + timedelta(lag), BOOKS_CLOSE), day, after)
    while recorded.weekday() > 4:
        recorded += timedelta(1)
    return recorded


def schedule(person: Person, entered: date, recorded: date, rng: Random) -> tuple[Step, ...]:
    """Return all that will be told of a person, in the order in which it is written down."""
    steps = [Step(person.entry, entered, recorded)]
    for place in range(1, len(person.path)):
        year, event = person.path[place]
        last = steps[-1]
        same_year = sum(later == year for later, _ in person.path[place + 1 :])
        day = _day_in(year, event, last.day, same_year, rng)
        steps.append(Step(event, day, written_down(day, last.recorded, rng)))
    steps += _asides(person, steps, rng)
    return tuple(sorted(steps, key=lambda step: step.recorded))


def _day_in(year: int, event: str, after: date, follow: int, rng: Random) -> date:
    """Return a day of the year after another day, with room for what follows in the same year."""
    start = CAMPAIGN_BEGINS if event in _CAMPAIGN and year == CAMPAIGN_BEGINS.year else date(year, 1, 5)
    high = date(year, 12, 30) - timedelta(follow)
    low = max(start, after + timedelta(1))
    if low < after + timedelta(35) <= high:
        low = after + timedelta(35)
    return low + timedelta(rng.randint(0, (high - low).days)) if low < high else low


def _asides(person: Person, steps: list[Step], rng: Random) -> list[Step]:
    """Return what else is told: a second source, judgements, corrections, the division of a region."""
    found: list[Step] = []
    last = steps[-1]
    leaves = last.day if last.what in _OFF_THE_BOOKS else BOOKS_CLOSE
    visit = next((step for step in steps if step.what == plan.VISITED), None)
    if visit is not None:
        found.append(_later("judged", visit.recorded, 4, 40, rng))
    elif rng.random() < (0.1 if person.entry in plan.ASYLUM else 0.05):
        found += _another_source("again", "judged", steps[0], leaves, rng)
        if found and rng.random() < 0.15:
            found += _another_source("third", "judged_third", found[0], leaves, rng)
    if person.household.area == DIVIDED_AREA and steps[0].day < DIVISION < leaves:
        low = max(DIVISION + timedelta(3), steps[0].recorded)
        found.append(Step("divided", DIVISION, written_down(low + timedelta(rng.randint(0, 60)), low, rng)))
    if person.relatives and rng.random() < 0.02:
        found.append(_later("apart", steps[0].recorded, 20, 300, rng))
    elif person.relatives and rng.random() < 0.003:
        mistaken = _later("mistaken", steps[0].recorded, 20, 200, rng)
        found += [mistaken, _later("undone", mistaken.recorded, 15, 150, rng)]
    if rng.random() < 0.01:
        found.append(_later("corrected", steps[0].recorded, 20, 500, rng))
    if leaves == BOOKS_CLOSE and visit is None and rng.random() < 0.003:
        wrong = _later("ended_by_mistake", last.recorded, 10, 250, rng)
        found += [wrong, _later("not_ended", wrong.recorded, 30, 250, rng)]
    return found


def _another_source(what: str, then: str, first: Step, leaves: date, rng: Random) -> list[Step]:
    """Return that another source tells of the person before that one leaves, and that a caseworker judges it."""
    again = _later(what, first.recorded, 15, 900, rng)
    if again.day >= leaves or again.recorded >= BOOKS_CLOSE - timedelta(5):
        return []
    return [again, _later(then, again.recorded, 4, 120, rng)]


def _later(what: str, after: date, low: int, high: int, rng: Random) -> Step:
    """Return a step some days after another was written down, before the books close."""
    room = max((BOOKS_CLOSE - after).days, 0)
    day = after + timedelta(min(rng.randint(low, high), room))
    while day.weekday() > 4:
        day += timedelta(1) if day < BOOKS_CLOSE else timedelta(-1)
    return Step(what, max(day, after), max(day, after))
