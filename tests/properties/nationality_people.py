"""Random people for the comparison of back ends: every kind of fact a column holds, much of it unknown."""

import random
from dataclasses import replace
from datetime import date, timedelta

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.facts import Absent, Document, Event, Nationality, Person, Relative, Stay
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth

STATES = ("KAZ", "UZB", "RUS", "KGZ", "TJK", "DEU", "UKR", "XXA")  # the last has no pack
EVENTS = (
    "opt_out", "naturalised", "decree_exit", "decree_loss", "loss_registered", "wish_declared", "consular_registration",
    "agreement_of_parents", "recognised", "restored", "settlement_right", "paternity_established", "found",
)  # fmt: skip
PAPERS = ("passport", "passport_1974", "stateless_certificate", "birth_certificate")


def person(chance: random.Random, number: str, generations: int = 2, parent_of: date | None = None) -> Person:
    """Return one invented person; their parents may have parents of their own."""
    born = day(chance, 1940, 2024)
    told = maybe(chance, rough(chance, born), 0.95)
    if parent_of is not None:
        born = parent_of - timedelta(days=chance.randrange(16 * 365, 40 * 365))
        told = PartialDate.of(born)
    return Person(
        id=number,
        born=told,
        born_in=maybe(chance, chance.choice(STATES), 0.85),
        mother=parent(chance, "mother", number, born, generations),
        father=parent(chance, "father", number, born, generations),
        parents_unknown=chance.choice((UNKNOWN, UNKNOWN, UNKNOWN, FALSE, TRUE)),
        ussr=truth(chance, 0.3),
        ussr_until=maybe(chance, PartialDate.parse("1991-12-26"), 0.3),
        stays=stays(chance, born),
        events=tuple(event(chance) for _ in range(chance.choice((0, 0, 1, 2, 3)))),
        documents=tuple(document(chance) for _ in range(chance.choice((0, 0, 1, 2)))),
        absent=tuple(absent(chance) for _ in range(chance.choice((0, 1, 2)))),
        unknown=(chance.choice(("", "naturalised(UZB)", *EVENTS)),) if chance.random() < 0.2 else (),
        terms=(("habitual-residence", truth(chance, 0.5)),) if chance.random() < 0.3 else (),
        links=(chance.choice(STATES),) if chance.random() < 0.1 else (),
    )


def parent(chance: random.Random, role: str, number: str, born: date, generations: int) -> Relative | None:
    if chance.random() < 0.15:
        return None
    if chance.random() < 0.1:
        return Relative(role, exists=chance.choice((FALSE, UNKNOWN)))
    own = None
    if generations and chance.random() < 0.3:
        own = person(chance, f"{number}.{role}", generations - 1, born)
        dated = tuple(paper for paper in own.documents if paper.first is not None)  # an undated one has no order
        early = tuple(each for each in own.events if each.type != "found")  # nobody is found after having children
        own = replace(own, documents=dated, events=early)
    return Relative(
        role,
        nationality=maybe(chance, nationality(chance), 0.75),
        stays=stays(chance, born) if chance.random() < 0.6 else (),
        stays_complete=truth(chance, 0.3),
        since=maybe(chance, rough(chance, born + timedelta(days=chance.randrange(-300, 3000))), 0.2),
        terms=(("habitual-residence", truth(chance, 0.5)),) if chance.random() < 0.2 else (),
        person=own,
        absent=(absent(chance),) if chance.random() < 0.2 else (),
    )


def nationality(chance: random.Random) -> Nationality:
    states = tuple(chance.sample((*STATES, "SUN"), chance.choice((0, 1, 1, 1, 2))))
    return Nationality(states, truth(chance, 0.5), truth(chance, 0.6) if not states else FALSE, truth(chance, 0.1))


def stays(chance: random.Random, born: date) -> tuple[Stay, ...]:
    first, found = born, []
    for _ in range(chance.choice((0, 1, 2, 3))):
        last = first + timedelta(days=chance.randrange(30, 9000))
        kind = chance.choice(("permanent", "permanent", "temporary", "irregular"))
        end = None if chance.random() < 0.3 else rough(chance, last)
        found.append(Stay(chance.choice(STATES), rough(chance, first), end, kind, plain(chance), plain(chance)))
        first = last + timedelta(days=chance.choice((0, 1, 1, 200)))
    return tuple(found)


def event(chance: random.Random) -> Event:
    holder = chance.choice(("", "", "", "mother", "father"))
    details = (("holder", holder),) if holder else ()
    if chance.random() < 0.15:
        answer = (("answer", chance.choice(("national", "not_national", "no_reply"))),)
        return Event("authority_answer", rough(chance, day(chance, 1992, 2024)), chance.choice(STATES), answer)
    return Event(chance.choice(EVENTS), rough(chance, day(chance, 1985, 2024)), chance.choice(STATES), details)


def document(chance: random.Random) -> Document:
    first = maybe(chance, rough(chance, day(chance, 1985, 2024)), 0.7)
    return Document(chance.choice(PAPERS), chance.choice((*STATES, "SUN")), first, None)


def absent(chance: random.Random) -> Absent:
    return Absent(chance.choice((*EVENTS, *PAPERS, "permanent_residence")), chance.choice(("", "any", *STATES)))


def day(chance: random.Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(days=chance.randrange((last - first) * 365))


def rough(chance: random.Random, when: date) -> PartialDate:
    """Return the day as somebody may tell it: often exactly, sometimes the year, sometimes "about"."""
    kind = chance.random()
    if kind < 0.7:
        return PartialDate.of(when)
    text = f"{when:%Y-%m}" if kind < 0.8 else f"{when:%Y}" if kind < 0.9 else f"{when:%Y}~"
    return PartialDate.parse("unknown" if kind > 0.98 else text)


def truth(chance: random.Random, told: float) -> Truth:
    if chance.random() > told:
        return UNKNOWN
    return DISPUTED if chance.random() < 0.05 else chance.choice((TRUE, FALSE))


def plain(chance: random.Random) -> Truth:
    return chance.choice((TRUE, FALSE, UNKNOWN))


def maybe(chance: random.Random, value, told: float):  # type: ignore[no-untyped-def]
    return value if chance.random() < told else None
