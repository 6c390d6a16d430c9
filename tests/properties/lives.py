"""Random lives, and what is left of a life when parts of it are not told."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.facts import Absent, Document, Event, Nationality, Person, Relative, Stay
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN
from tulga.nationality.core.vocabulary import REPUBLICS

STATES = ("KAZ", "RUS", "UZB", "KGZ", "UKR", "DEU", "LVA", "TUR")
ON = date(2024, 6, 1)
OPEN_EVENTS = ("opt_out", "agreement_of_parents", "consular_registration", "wish_declared")
ACTS = ("naturalised", "decree_exit", "loss_registered", "decree_loss", "settlement_right")


def day_of(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, last)


@st.composite
def stays(draw: st.DrawFn, born: date) -> tuple[Stay, ...]:
    """Return stays one after the other, from birth to now, without gaps."""
    first, found = born, []
    for _ in range(draw(st.integers(1, 3))):
        last = draw(st.none() | day_of(first, ON))
        kind = draw(st.sampled_from(("permanent", "permanent", "temporary", "irregular")))
        ends = None if last is None else PartialDate.of(last)
        found.append(
            Stay(draw(st.sampled_from(STATES)), PartialDate.of(first), ends, kind, path=f"residence[{len(found)}]")
        )
        if last is None or last >= ON:
            break
        first = last + timedelta(days=1)
    return (*found[:-1], replace(found[-1], last=None))


@st.composite
def parents(draw: st.DrawFn, role: str, born: date) -> Relative:
    """Return a parent of whom everything is told."""
    soviet = born < date(1991, 12, 26) and draw(st.booleans())
    states = ("SUN",) if soviet else draw(st.sampled_from([(), *((state,) for state in STATES)]))
    kind = Nationality(states, complete=TRUE, stateless=FALSE if states else TRUE, path=f"parents[{role}]")
    home = draw(st.sampled_from(STATES))
    return Relative(
        role,
        nationality=kind,
        path=f"parents[{role}]",
        stays_complete=TRUE,
        stays=(
            Stay(
                home,
                PartialDate.of(born - timedelta(days=9000)),
                None,
                draw(st.sampled_from(("permanent", "irregular"))),
            ),
        ),
    )


@st.composite
def events(draw: st.DrawFn, born: date) -> tuple[Event, ...]:
    kinds = st.lists(st.sampled_from((*OPEN_EVENTS, *ACTS)), max_size=3, unique=True)
    return tuple(
        Event(kind, PartialDate.of(draw(day_of(born, ON))), draw(st.sampled_from(STATES)), path=f"events[{number}]")
        for number, kind in enumerate(draw(kinds))
    )


@st.composite
def lives(draw: st.DrawFn) -> Person:
    """Return a person of whom everything is told that the law may ask."""
    born = draw(day_of(date(1950, 1, 1), date(2024, 1, 1)))
    happened = draw(events(born))
    held = {(event.type, event.state) for event in happened}
    absent = [Absent(kind, state) for kind in OPEN_EVENTS for state in STATES if (kind, state) not in held]
    place, mother, father = draw(st.sampled_from(STATES)), draw(parents("mother", born)), draw(parents("father", born))
    # presumptions from descent, birthplace and papers may be overturned: here they tell the truth
    grounds = [place in REPUBLICS, *("SUN" in parent.nationality.states for parent in (mother, father))]
    ussr = TRUE if all(grounds) else draw(st.sampled_from((TRUE, FALSE))) if any(grounds) else FALSE
    ussr = ussr if born < date(1991, 12, 26) else FALSE
    papers = draw(st.sampled_from([(), ("passport_1974",)])) if born < date(1975, 1, 1) and ussr is TRUE else ()
    absent += [Absent("passport", state) for state in STATES]
    return Person(
        "p",
        PartialDate.of(born),
        place,
        mother,
        father,
        parents_unknown=FALSE,
        ussr=ussr,
        stays=draw(stays(born)),
        events=happened,
        absent=tuple(absent),
        links=STATES,
        documents=tuple(Document(kind, "SUN", PartialDate.of(date(1985, 1, 1)), None) for kind in papers),
    )


@st.composite
def less_told(draw: st.DrawFn, person: Person) -> Person:
    """Return the same person with parts of the life not told; nothing else is said instead."""
    told = {}
    if draw(st.booleans()):
        told["born"] = _vague(draw, person.born)
    if draw(st.booleans()):
        told["born_in"] = None
    for role in ("mother", "father"):
        if draw(st.booleans()):
            told[role] = draw(st.sampled_from((None, replace(getattr(person, role), nationality=None))))
        elif draw(st.booleans()):
            told[role] = replace(getattr(person, role), stays=(), stays_complete=UNKNOWN)
    if draw(st.booleans()):
        told["stays"] = () if draw(st.booleans()) else tuple(_blurred(draw, stay) for stay in person.stays)
    if draw(st.booleans()):
        told["absent"] = tuple(absent for absent in person.absent if draw(st.booleans()))
    if draw(st.booleans()):
        told["events"] = tuple(event for event in person.events if event.type in ACTS or draw(st.booleans()))
    if draw(st.booleans()):
        told["ussr"] = UNKNOWN
    return replace(person, **told)


def _vague(draw: st.DrawFn, born: PartialDate | None) -> PartialDate | None:
    if born is None or born.earliest is None:
        return born
    year, month = born.earliest.year, born.earliest.month
    texts = (f"{year}-{month:02}", str(year), f"{year}~", f"{year // 10}X", "unknown")
    return PartialDate.parse(draw(st.sampled_from(texts)))


def _blurred(draw: st.DrawFn, stay: Stay) -> Stay:
    if not draw(st.booleans()) or stay.first.earliest is None:
        return stay
    last = (
        stay.last
        if stay.last is None or stay.last.earliest is None
        else PartialDate.parse(str(stay.last.earliest.year))
    )
    return replace(stay, first=PartialDate.parse(str(stay.first.earliest.year)), last=last)
