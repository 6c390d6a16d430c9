"""Lives under protection: a claim, its registration and certificate, interview, decision, and how it ends."""

from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from tulga.demo import numbers, plan
from tulga.demo import telling as tell
from tulga.demo.people import OFFICE_ZONE
from tulga.demo.stateless import Tell
from tulga.demo.telling import ASYLUM_OFFICE, OPERATION, Telling
from tulga.kernel.dates import PartialDate
from tulga.procedures.shared.entries import CaseOpened, DecisionTaken, NoticeServed, PaperIssued, Procedure, StepDone
from tulga.register.entries import (
    Basis,
    HouseholdJoined,
    NationalityStated,
    NationalityStatus,
    PaperStated,
    RecordOpened,
    RelationStated,
    SourceKind,
)

AUTHORITY: Final = "asylum_authority"
_WHO_OPENS: Final = {
    SourceKind.PARTNER_LIST: OPERATION,  # a partner's list, entered by the operation
    SourceKind.BORDER_REFERRAL: ASYLUM_OFFICE,
    SourceKind.GOVERNMENT_LIST: OPERATION,
}
_OUTCOMES: Final = {
    plan.ACCEPTED: "recognised", plan.REJECTED: "rejected", plan.CLOSED: "closed", plan.CEASED: "ceased",
}  # fmt: skip


def claim(telling: Telling) -> None:
    """Somebody asked for protection: at the border, with the hour, or inland."""
    at_border = telling.chance(0.25)
    _open(telling, SourceKind.BORDER_REFERRAL if at_border else SourceKind.PARTNER_LIST)
    person, case = telling.person, _case(telling)
    moment = telling.on
    if at_border:
        hour = datetime.combine(
            telling.step.day, time(telling.rng.randint(7, 20), telling.rng.randrange(60)), OFFICE_ZONE
        )
        moment = hour.isoformat(timespec="minutes") + "[Asia/Almaty]"
    opened = CaseOpened(person.record, Procedure.ASYLUM, AUTHORITY, "border" if at_border else "inland")
    telling.say(ASYLUM_OFFICE, case, opened, moment)
    registered = telling.step.day + timedelta(telling.rng.randint(0, 5))
    if registered <= telling.step.recorded:
        telling.say(ASYLUM_OFFICE, case, StepDone(person.record, "registered"), registered.isoformat())
    if telling.chance(0.6):
        number = numbers.paper(telling.rng, "S")
        telling.say(ASYLUM_OFFICE, case, PaperIssued(person.record, "asylum_seeker_certificate", number))


def refugee(telling: Telling) -> None:
    """A refugee since before the books were opened: the claim and the recognition, as the old list has them."""
    _open(telling, SourceKind.GOVERNMENT_LIST)
    person, case = telling.person, _case(telling)
    before = telling.step.day - timedelta(telling.rng.randint(90, 700))
    telling.say(
        ASYLUM_OFFICE, case, CaseOpened(person.record, Procedure.ASYLUM, AUTHORITY, "inland"), before.isoformat()
    )
    telling.say(ASYLUM_OFFICE, case, DecisionTaken(person.record, Procedure.ASYLUM, "recognised", AUTHORITY))
    _certificate(telling)


def decided(telling: Telling) -> None:
    """The interview, the decision and its notice; a certificate for whoever is recognised."""
    person, case = telling.person, _case(telling)
    outcome = _OUTCOMES[telling.step.what]
    last_event = person.path[[event for _, event in person.path].index(telling.step.what) - 1][0]
    if outcome in {"recognised", "rejected"} and last_event <= telling.step.day.year and telling.chance(0.7):
        held = max(date(telling.step.day.year, 1, 3), telling.step.day - timedelta(telling.rng.randint(5, 60)))
        telling.say(ASYLUM_OFFICE, case, StepDone(person.record, "interview_held"), held.isoformat())
    telling.say(ASYLUM_OFFICE, case, DecisionTaken(person.record, Procedure.ASYLUM, outcome, AUTHORITY))
    if outcome != "closed" and telling.chance(0.8):
        language = tell.LANGUAGES.get(person.household.group, "ru")
        telling.say(ASYLUM_OFFICE, case, NoticeServed(person.record, "in person", language))
    if outcome == "recognised":
        _certificate(telling)


def _certificate(telling: Telling) -> None:
    until = PartialDate.parse(str(telling.step.day.year + 1))
    paper = PaperIssued(
        telling.person.record, "refugee_certificate", numbers.paper(telling.rng, "R"), valid_until=until
    )
    telling.say(ASYLUM_OFFICE, _case(telling), paper)


def _case(telling: Telling) -> UUID:
    return telling.person.id_of("asylum", date(2013, 1, 1))


def _open(telling: Telling, kind: SourceKind) -> None:
    """The registration: the name in its own script and in Latin letters, a passport, the family."""
    person, record = telling.person, telling.person.record
    by = _WHO_OPENS[kind]
    opened = RecordOpened(
        source_kind=kind, source=f"protection-{kind.value.replace('_', '-')}-{person.path[0][0]}",
        person_id=person.person_id, area=person.household.area_on(telling.step.day), origin=person.household.origin,
    )  # fmt: skip
    telling.say(by, record, opened)
    telling.say(by, record, tell.name_in_latin(person, telling.rng))
    if person.given.latin:
        if telling.chance(0.7):
            telling.say(by, record, tell.name_in_arabic(person))
    else:
        telling.say(by, record, tell.name_in_cyrillic(person))
    telling.say(by, record, tell.birth(person, person.household.origin))
    telling.say(by, record, tell.sex(person))
    status = NationalityStated(
        status=NationalityStatus.NATIONAL, basis=Basis.OWN_STATEMENT, country=person.household.origin
    )
    if person.undetermined:
        status = NationalityStated(
            status=NationalityStatus.UNDETERMINED, basis=Basis.UNHCR_REGISTRATION, authority="unhcr"
        )
    telling.say(by, record, status)
    if telling.chance(0.5):
        number = numbers.paper(telling.rng, "P")
        expires = PartialDate.parse(str(telling.step.day.year + telling.rng.randint(-2, 4)))
        telling.say(
            by,
            record,
            PaperStated(paper="passport", issuer=person.household.origin or "", number=number, expires=expires),
        )
    if len(person.household.members) > 1 and telling.chance(0.7):
        telling.say(by, record, HouseholdJoined(household=person.household.id, role=person.role))
        for other, relation in list(tell.relatives(person))[:2]:
            telling.say(by, record, RelationStated(relation=relation, other_record=other))  # type: ignore[arg-type]


TELLS: Final[dict[str, Tell]] = {
    plan.CLAIM: claim, plan.REFUGEE: refugee, plan.ACCEPTED: decided, plan.REJECTED: decided, plan.CLOSED: decided,
    plan.CEASED: decided,
}  # fmt: skip
