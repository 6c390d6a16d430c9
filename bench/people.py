"""Many people, cheaply: what the figures count of a person, as entries of the register and of cases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from tulga.kernel.dates import PartialDate
from tulga.kernel.ids import new_id
from tulga.ledger.actions import Act, Draft
from tulga.procedures.shared.entries import CaseOpened, DecisionTaken
from tulga.register.entries import (
    BirthStated,
    NamePart,
    NameStated,
    NationalityStated,
    RecordOpened,
    SexStated,
    SourceKind,
)

OFFICE, CLERK = UUID(int=0xF << 64 | 7 << 76 | 2 << 62), UUID(int=0xC << 64 | 7 << 76 | 2 << 62)
FIRST = datetime(2014, 1, 6, 4, tzinfo=UTC)
AREAS = ("KAZ.astana", "KAZ.almaty-city", "KAZ.turkistan", "KAZ.shymkent", "KAZ.jambyl", "KAZ.pavlodar")
ENTRIES_PER_PERSON = 6.4  # on average


def people(count: int, *, seed: int = 1) -> Iterator[tuple[Draft, Act]]:
    """Yield the entries of `count` people, told between 2014 and 2021."""
    chance = Random(seed)
    act = Act(CLERK, OFFICE, FIRST)
    for index in range(count):
        if index % 50 == 0:
            act = Act(CLERK, OFFICE, FIRST + timedelta(seconds=int(250_000_000 * index / count)))
        on = act.recorded_at.date()
        yield from ((draft, act) for draft in _person(chance, on))


def _person(chance: Random, on: date) -> Iterator[Draft]:
    record, told = new_id(), on.isoformat()
    refugee = chance.random() < 0.3
    origin = chance.choice(("AFG", "SYR", "UZB", "CHN")) if refugee else None
    opened = RecordOpened(
        source_kind=SourceKind.FIELD_FORM, source="bench", person_id=new_id(), area=chance.choice(AREAS), origin=origin,
        campaign="campaign-2020" if on.year >= 2020 else None,
    )  # fmt: skip
    yield Draft(record, opened, told)
    parts = (
        NamePart("given", f"Given{chance.randrange(10**6)}"),
        NamePart("family", f"Family{chance.randrange(10**6)}"),
    )
    yield Draft(record, NameStated(kind="birth", parts=parts, script="Latn"), told)
    yield Draft(record, BirthStated(date=PartialDate.parse(f"{chance.randrange(1940, 2014)}~"), country="SUN"), told)
    yield Draft(record, SexStated(sex=chance.choice(("female", "male"))), told)
    if refugee:
        yield from _case(record, "asylum", "recognised" if chance.random() < 0.6 else None, told)
        return
    yield Draft(record, NationalityStated(status="undetermined", basis="unhcr_registration"), told)
    if chance.random() < 0.7:
        yield from _case(record, "statelessness_determination", "recognised", told)
        stated = NationalityStated(status="stateless", basis="authority_decision", authority="KAZ.mia")
        yield Draft(record, stated, told)


def _case(record: UUID, procedure: str, outcome: str | None, told: str) -> Iterator[Draft]:
    case = new_id()
    opened = CaseOpened(procedure=procedure, record=record, authority="KAZ.mia", basis="")
    yield Draft(case, opened, told, subject=record)
    if outcome:
        decision = DecisionTaken(procedure=procedure, record=record, outcome=outcome, authority="KAZ.mia", country=None)
        yield Draft(case, decision, told, subject=record)
