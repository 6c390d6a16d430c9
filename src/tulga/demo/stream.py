"""The stream of everything that is told, in the order in which it is written down.

Households are invented when their day comes; of a life only the next thing waits, so that memory holds those who
still have something before them and nothing else.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from heapq import heappop, heappush, merge
from random import Random
from typing import Final, Generic, NamedTuple, TypeVar

from tulga.demo import asides, asylum, plan, stateless
from tulga.demo.people import Household, Person, invent_household, invent_person, weighted, working_days
from tulga.demo.plan import Group, Path
from tulga.demo.schedule import BOOKS_OPEN, entry_window, schedule, written_down
from tulga.demo.targets import Targets
from tulga.demo.telling import Telling, Told

TELLS: Final = stateless.TELLS | asylum.TELLS | asides.TELLS
_OFFICE_OPENS: Final = time(3, 0)  # in UTC: nine in the morning
Card = TypeVar("Card")
_OPENING_DAYS: Final = 60  # it takes so many working days to enter the old lists


class Deck(Generic[Card]):
    """Cards drawn until none is left: chance decides the order, never the number."""

    def __init__(self, cards: dict[Card, int]) -> None:
        self.left = {card: count for card, count in cards.items() if count}
        self.size = sum(self.left.values())

    def draw(self, rng: Random, again: Card | None = None, share: float = 0.0) -> Card:
        """Draw a card; with this share of chance, the same one again where there is one."""
        card = again
        if card is None or card not in self.left or rng.random() >= share:
            card = rng.choices(list(self.left), list(self.left.values()))[0]
        self.left[card] -= 1
        self.size -= 1
        if not self.left[card]:
            del self.left[card]
        return card

    def put_back(self, card: Card) -> None:
        self.left[card] = self.left.get(card, 0) + 1
        self.size += 1


class Arrival(NamedTuple):
    """A household comes onto the books."""

    day: date
    key: int
    household: Household
    people: list[Person]


class Recorded(NamedTuple):
    """One entry, and when the server took it."""

    at: datetime
    told: Told


def stream(targets: Targets, seed: int) -> Iterator[Recorded]:
    """Yield every entry of the operation in the order of its recorded time; the same for the same seed.

    Raises:
        ImpossibleTargets: the targets contradict one another.
    """
    entries: dict[tuple[int, str], dict[Path, int]] = {}
    groups = plan.make_plan(targets)
    for group in groups:
        entries.setdefault(group.path[0], {})[group.path] = group.people
    origins = _Origins(targets, groups)
    arrivals = [
        _arrivals(place, year, event, paths, targets, origins, seed)
        for place, ((year, event), paths) in enumerate(sorted(entries.items()))
    ]
    yield from _clocked(_in_order(merge(*arrivals, key=lambda arrival: (arrival.day, arrival.key))))


def _in_order(arrivals: Iterator[Arrival]) -> Iterator[tuple[date, Person, int]]:
    """Yield (day, person, place of the step) by the day on which it is written down."""
    waiting: list[tuple[date, int, Person, int]] = []
    count = 0
    for arrival in arrivals:
        while waiting and waiting[0][0] < arrival.day:
            yield from _next(waiting)
        for person in arrival.people:
            count += 1
            heappush(waiting, (person.steps[0].recorded, person.key, person, 0))
    while waiting:
        yield from _next(waiting)


def _next(waiting: list[tuple[date, int, Person, int]]) -> Iterator[tuple[date, Person, int]]:
    day, key, person, place = heappop(waiting)
    yield day, person, place
    if place + 1 < len(person.steps):
        heappush(waiting, (person.steps[place + 1].recorded, key, person, place + 1))


def _clocked(steps: Iterator[tuple[date, Person, int]]) -> Iterator[Recorded]:
    """Yield what each step tells, with a time of the working day that never runs back."""
    today, count = date.min, 0
    for day, person, place in steps:
        if day != today:
            today, count = day, 0
        moment = datetime.combine(day, _OFFICE_OPENS, UTC) + timedelta(seconds=min(count * 7, 9 * 3600))
        count += 1
        step = person.steps[place]
        telling = Telling(person, step, place)
        TELLS[step.what](telling)
        for told in telling.told:
            yield Recorded(moment, told)


class _Origins:
    """Countries of origin: exact for those who are on the books at the end, by shares for the others."""

    def __init__(self, targets: Targets, groups: list[Group]) -> None:
        self.others = targets.origins("others")
        self.refugees = Deck(targets.origins("refugees_2021"))
        staying = sum(one.people for one in groups if one.path == ((plan.OPENING, plan.REFUGEE),))
        doubtful = targets.number("refugees_of_undetermined_nationality")
        self.doubtful = Deck({True: doubtful, False: staying - doubtful})
        self.claims = Deck(targets.origins("asylum_seekers_2021"))

    def undetermined(self, path: Path, rng: Random) -> bool:
        """Say whether nobody could determine the nationality of this refugee, one of those who are here throughout."""
        return path == ((plan.OPENING, plan.REFUGEE),) and self.doubtful.draw(rng)

    def of(self, path: Path, household: str | None, rng: Random) -> str | None:
        """Return the origin of the next person, the household's; None when nobody of it is left for this path."""
        last = path[-1][1]
        if last not in {plan.REFUGEE, plan.ACCEPTED, plan.CLAIM}:
            return household or weighted(self.others, rng)
        deck = self.claims if last == plan.CLAIM else self.refugees
        if household is not None and household not in deck.left:
            return None
        return deck.draw(rng, household, 1.0)


def _arrivals(
    place: int, year: int, event: str, paths: dict[Path, int], targets: Targets, origins: _Origins, seed: int
) -> Iterator[Arrival]:
    """Yield the households that come onto the books in one way in one year, in the order of their days."""
    rng = Random(f"{seed}:{year}:{event}")
    number = int.from_bytes(blake2b(str(seed).encode(), digest_size=6).digest())
    deck = Deck(paths)
    opening = year == plan.OPENING
    start, end = (BOOKS_OPEN, BOOKS_OPEN + timedelta(_OPENING_DAYS * 7 // 5)) if opening else entry_window(year, event)
    days = list(working_days(start, end))
    areas = targets.areas("protection" if event in plan.ASYLUM else "stateless")
    count, total = 0, deck.size
    while deck.size:
        day = days[min(count * len(days) // total, len(days) - 1)]
        key = (number << 48) + (place << 36) + count
        path = deck.draw(rng)
        origin = origins.of(path, None, rng) if event in plan.ASYLUM else None
        area = weighted(areas, rng)
        household, size = invent_household(key, path, rng, area=area, origin=origin)
        recorded = day if opening else written_down(day, day, rng)  # a household is written down together
        people = [_person(household, path, key, day, recorded, rng)]
        people[0].undetermined = origins.undetermined(path, rng)
        while len(people) < size and deck.size:
            path = deck.draw(rng, path, 0.7)
            if event in plan.ASYLUM and origins.of(path, origin, rng) is None:
                deck.put_back(path)
                break
            people.append(_person(household, path, key + len(people), day, recorded, rng))
            people[-1].undetermined = origins.undetermined(path, rng)
        count += len(people)
        yield Arrival(day, key, household, people)


def _person(household: Household, path: Path, key: int, day: date, recorded: date, rng: Random) -> Person:
    entered = _long_ago(path, rng) if path[0][0] == plan.OPENING else day
    person = invent_person(household, path, key, rng, entered)
    person.steps = schedule(person, entered, recorded, rng)
    return person


def _long_ago(path: Path, rng: Random) -> date:
    """Return the day on which somebody came onto the lists that were there before the books were opened."""
    earliest = {plan.CLAIM: date(2012, 9, 1), plan.REFUGEE: date(2002, 1, 1)}.get(path[0][1], date(1999, 1, 1))
    return earliest + timedelta(rng.randint(0, (date(plan.OPENING, 12, 20) - earliest).days))
