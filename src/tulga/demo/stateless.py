"""Lives without a nationality: the government's register, UNHCR's registration, the campaign, and how they end."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from tulga.demo import numbers, plan
from tulga.demo import telling as tell
from tulga.demo.people import REPUBLICS
from tulga.demo.telling import LEGAL_AID, MIGRATION, OPERATION, WOMEN_CENTRE, Telling
from tulga.kernel.dates import PartialDate
from tulga.procedures.shared.entries import CaseOpened, DecisionTaken, NoticeServed, PaperIssued, Procedure, StepDone
from tulga.register.entries import (
    Basis,
    EvidenceAdded,
    HouseholdJoined,
    NationalityStated,
    NationalityStatus,
    PaperStated,
    PresenceEnded,
    RecordOpened,
    RelationStated,
    ResidenceStated,
    SourceKind,
    Weight,
)

AUTHORITY: Final = "migration_authority"
CAMPAIGN: Final = "campaign-2020"
_IN_THE_FIELD: Final = (OPERATION, OPERATION, LEGAL_AID, WOMEN_CENTRE)  # who meets people
_SOVIET: Final = {
    "AZE": "Азербайджанская ССР", "GEO": "Грузинская ССР", "KAZ": "Казахская ССР", "KGZ": "Киргизская ССР",
    "RUS": "РСФСР", "TJK": "Таджикская ССР", "TKM": "Туркменская ССР", "UKR": "Украинская ССР", "UZB": "Узбекская ССР",
}  # fmt: skip
_NO_ANSWER: Final = (
    "embassy did not answer within six months",
    "embassy found no entry",
    "archive of the former republic has no trace",
)
_HERE: Final = (
    "neighbours and house book confirm residence",
    "school certificate of 1988",
    "work book with entries since 1984",
    "register of the village since 1995",
)
_HERE_YOUNG: Final = (
    "neighbours and house book confirm residence",
    "school and clinic cards since childhood",
    "parents are on the register of the village",
)


def on_the_register(telling: Telling) -> None:
    """The government's list: what a line of it holds, and a paper or a word on the family here and there."""
    person, assumed = telling.person, telling.person.entry == plan.ASSUMED
    year = telling.step.recorded.year
    source = f"assumed:arrivals-{person.path[0][0]}" if assumed else f"register-of-stateless-persons-{year}"
    _open(telling, MIGRATION, SourceKind.GOVERNMENT_LIST, source)
    status = NationalityStated(status=NationalityStatus.STATELESS, basis=Basis.AUTHORITY_REGISTER, authority=AUTHORITY)
    telling.say(MIGRATION, person.record, status)
    if telling.chance(0.08):
        _old_paper(telling, MIGRATION, person.record)
    _family(telling, MIGRATION, 0.14)
    if telling.chance(0.06):
        _came_from(telling, MIGRATION, person.record)


def registered_by_unhcr(telling: Telling) -> None:
    """A partner's lawyer met somebody whose nationality nobody could tell; UNHCR registered it so."""
    person, by = telling.person, telling.rng.choice(_IN_THE_FIELD)
    year = telling.step.recorded.year
    _open(telling, by, SourceKind.PARTNER_LIST, f"{by.replace('_', '-')}-{year}")
    telling.say(by, person.record, _undetermined(Basis.UNHCR_REGISTRATION, "unhcr"))
    if telling.chance(0.45):
        _old_paper(telling, by, person.record)
    _evidence(telling, by, person.record, 0.4)
    _family(telling, by, 0.5)
    if telling.chance(0.15):
        _came_from(telling, by, person.record)


def met_by_the_campaign(telling: Telling) -> None:
    """A mobile team came to the village; the form of the campaign."""
    person, by = telling.person, telling.rng.choice(_IN_THE_FIELD)
    _open(telling, by, SourceKind.FIELD_FORM, "campaign-form-2020", campaign=CAMPAIGN)
    telling.say(by, person.record, _undetermined(Basis.OWN_STATEMENT, None))
    if telling.chance(0.22):
        _old_paper(telling, by, person.record)
    _evidence(telling, by, person.record, 0.14)
    _family(telling, by, 0.22)
    if telling.chance(0.06):
        _came_from(telling, by, person.record)


def visited(telling: Telling) -> None:
    """The campaign met somebody whom UNHCR had registered: a second record, in another spelling."""
    second = _second_record(telling)
    by = telling.rng.choice(_IN_THE_FIELD)
    person = telling.person
    opened = RecordOpened(
        source_kind=SourceKind.FIELD_FORM, source="campaign-form-2020", campaign=CAMPAIGN,
        person_id=person.id_of("second-person", telling.step.day), area=_area(telling),
    )  # fmt: skip
    telling.say(by, second, opened)
    _told_otherwise(telling, by, second)
    telling.say(by, second, _undetermined(Basis.OWN_STATEMENT, None))
    if telling.chance(0.5):
        _old_paper(telling, by, second)


def listed(telling: Telling) -> None:
    """UNHCR registered somebody whom the campaign had met."""
    telling.say(OPERATION, telling.person.record, _undetermined(Basis.UNHCR_REGISTRATION, "unhcr"))


def again(telling: Telling) -> None:
    """Another source told of the same person, and wrote the name its own way."""
    second, person = _second_record(telling), telling.person
    by = telling.rng.choice(_IN_THE_FIELD)
    kind = telling.rng.choice((SourceKind.PARTNER_LIST, SourceKind.FIELD_FORM, SourceKind.PAPER_REGISTER))
    opened = RecordOpened(
        source_kind=kind, source=f"{by.replace('_', '-')}-{telling.step.recorded.year}",
        person_id=person.id_of("second-person", telling.step.day), area=_area(telling), origin=person.household.origin,
    )  # fmt: skip
    telling.say(by, second, opened)
    _told_otherwise(telling, by, second)
    if person.entry not in plan.ASYLUM:
        telling.say(by, second, _undetermined(Basis.OWN_STATEMENT, None))
        if telling.chance(0.4):
            _old_paper(telling, by, second)


# -- how it ends, or becomes something else ---------------------------------------------------------------------------


def recognised(telling: Telling) -> None:
    """The procedure of determination: application, enquiry, interview, decision, notice, certificate."""
    person, case = telling.person, telling.person.id_of("determination", telling.step.day)
    applied = telling.step.day - timedelta(telling.rng.randint(20, 120))
    procedure = Procedure.STATELESSNESS_DETERMINATION
    if telling.chance(0.3):
        telling.say(
            MIGRATION, case, CaseOpened(person.record, procedure, AUTHORITY, "application"), applied.isoformat()
        )
        for share, step in ((0.6, "enquiry_sent"), (0.6, "interview_held")):
            if telling.chance(share):
                day = applied + (telling.step.day - applied) * telling.rng.random()
                telling.say(MIGRATION, case, StepDone(person.record, step), day.isoformat())
    telling.say(MIGRATION, case, DecisionTaken(person.record, procedure, "recognised", AUTHORITY))
    if telling.chance(0.15):
        telling.say(MIGRATION, case, NoticeServed(person.record, "in person", telling.rng.choice(("ru", "kk"))))
    number = numbers.paper(telling.rng, "L")
    until = PartialDate.of(telling.step.day.replace(year=telling.step.day.year + 10, day=min(telling.step.day.day, 28)))
    telling.say(MIGRATION, case, PaperIssued(person.record, "stateless_person_certificate", number, valid_until=until))


def confirmed(telling: Telling) -> None:
    """An authority found that the person is a citizen of Kazakhstan, and issued a card to most."""
    _citizenship(telling, "confirmed", 0.2)


def granted(telling: Telling) -> None:
    """Admitted to the citizenship of Kazakhstan."""
    _citizenship(telling, "granted", 0.07)


def _citizenship(telling: Telling, outcome: str, with_paper: float) -> None:
    person, case = telling.person, telling.person.id_of("citizenship", telling.step.day)
    by = OPERATION if person.entry in plan.ASYLUM else MIGRATION  # of a refugee it is UNHCR that tells us
    if telling.chance(0.07):
        applied = telling.step.day - timedelta(telling.rng.randint(30, 200))
        telling.say(
            by, case, CaseOpened(person.record, Procedure.CITIZENSHIP, AUTHORITY, "application"), applied.isoformat()
        )
    decision = DecisionTaken(person.record, Procedure.CITIZENSHIP, outcome, AUTHORITY, "KAZ")
    telling.say(by, case, decision)
    if telling.chance(with_paper):
        telling.say(by, case, PaperIssued(person.record, "identity_card", numbers.paper(telling.rng, "N")))


def foreign(telling: Telling) -> None:
    """A foreign authority answered: the person is its national."""
    country = telling.rng.choice(
        [code for code in REPUBLICS.get(telling.person.household.group, ()) if code != "KAZ"] or ["RUS"]
    )
    said = NationalityStated(
        status=NationalityStatus.NATIONAL,
        basis=Basis.AUTHORITY_ANSWER,
        country=country,
        authority=f"consulate_{country.lower()}",
    )
    telling.say(MIGRATION, telling.person.record, said)


def presence_ended(telling: Telling) -> None:
    by = MIGRATION if telling.person.entry in {plan.REGISTER, plan.ASSUMED} else OPERATION
    telling.say(by, telling.person.record, PresenceEnded(why=telling.step.what))  # type: ignore[arg-type]


# -- what these have in common ----------------------------------------------------------------------------------------


def _area(telling: Telling) -> str:
    return telling.person.household.area_on(telling.step.day)


def _open(telling: Telling, by: str, kind: SourceKind, source: str, campaign: str | None = None) -> None:
    person, record = telling.person, telling.person.record
    opened = RecordOpened(
        source_kind=kind, source=source, person_id=person.person_id, campaign=campaign, area=_area(telling),
        origin=person.household.origin,
    )  # fmt: skip
    telling.say(by, record, opened)
    kazakh = person.household.group == "kazakh" and telling.chance(0.4)
    telling.say(by, record, tell.name_in_cyrillic(person, kazakh=kazakh))
    if telling.chance(0.03):
        telling.say(by, record, tell.name_in_latin(person, telling.rng))
    republics = REPUBLICS.get(person.household.group, ("KAZ",))
    country = telling.rng.choice(republics)
    told = tell.birth(person, "SUN", _SOVIET[country]) if person.born < 1991 else tell.birth(person, country)
    telling.say(by, record, told)
    telling.say(by, record, tell.sex(person))


def _second_record(telling: Telling) -> UUID:
    return telling.person.id_of("second", telling.step.day)


def _told_otherwise(telling: Telling, by: str, second: UUID) -> None:
    telling.say(by, second, tell.name_misheard(telling.person, telling.rng))
    telling.say(by, second, tell.birth_told_otherwise(telling.person, telling.rng))
    telling.say(by, second, tell.sex(telling.person))


def _undetermined(basis: Basis, authority: str | None) -> NationalityStated:
    return NationalityStated(status=NationalityStatus.UNDETERMINED, basis=basis, authority=authority)


def _old_paper(telling: Telling, by: str, record: UUID) -> None:
    """A Soviet passport for whoever was sixteen before the end, a birth certificate for whoever was not."""
    born, rng = telling.person.born, telling.person.rng(1)  # whoever tells of the paper tells of the same one
    if born <= 1975:
        year = max(1975, born + 16 + rng.randint(0, 4))
        said = PaperStated(
            paper="ussr_passport_1974", issuer="SUN", number=numbers.soviet(rng) if telling.chance(0.8) else None,
            issued=PartialDate.parse(str(min(year, 1991))), seen=telling.chance(0.7),
        )  # fmt: skip
    elif born <= 1991:
        said = PaperStated(
            paper="birth_certificate",
            issuer="SUN",
            number=numbers.soviet(rng) if telling.chance(0.7) else None,
            seen=telling.chance(0.6),
        )
    else:
        expired = PartialDate.parse(str(rng.randint(2006, 2013))) if rng.random() < 0.3 else None
        said = PaperStated(
            paper="expired_foreign_passport" if expired else "birth_certificate",
            issuer=rng.choice(("UZB", "KGZ", "RUS", "KAZ")),
            number=numbers.paper(rng, "B") if telling.chance(0.7) else None, expires=expired, seen=telling.chance(0.6),
        )  # fmt: skip
    telling.say(by, record, said)


def _evidence(telling: Telling, by: str, record: UUID, share: float) -> None:
    if telling.chance(share):
        said = EvidenceAdded(
            fact="residence",
            weight=Weight.FOR,
            what=telling.rng.choice(_HERE if telling.person.born < 1970 else _HERE_YOUNG),
        )
        telling.say(by, record, said)
    if telling.chance(share / 2):
        said = EvidenceAdded(
            fact="nationality_of_another_state", weight=Weight.AGAINST, what=telling.rng.choice(_NO_ANSWER)
        )
        telling.say(by, record, said)


def _family(telling: Telling, by: str, share: float) -> None:
    """Who belongs to whom, as far as it was told."""
    person = telling.person
    if len(person.household.members) == 1 or not telling.chance(share):
        return
    telling.say(by, person.record, HouseholdJoined(household=person.household.id, role=person.role))
    for record, relation in list(tell.relatives(person))[:2]:
        telling.say(by, person.record, RelationStated(relation=relation, other_record=record))  # type: ignore[arg-type]


def _came_from(telling: Telling, by: str, record: UUID) -> None:
    """Where the person lived before: mostly in the Soviet Union."""
    person, rng = telling.person, telling.rng
    born = max(person.born, 1930)
    arrived = rng.randint(max(1988, born), max(2008, born))
    country = "SUN" if born < 1991 else rng.choice(REPUBLICS.get(person.household.group, ("KGZ",)))
    past = ResidenceStated(
        country=country, area=None, basis="own_statement", period_start=PartialDate.parse(str(born)),
        period_end=PartialDate.parse(f"{arrived}~"),
    )  # fmt: skip
    telling.say(by, record, past)


Tell = Callable[[Telling], None]
TELLS: Final[dict[str, Tell]] = {
    plan.REGISTER: on_the_register, plan.ASSUMED: on_the_register, plan.UNHCR: registered_by_unhcr,
    plan.CAMPAIGN: met_by_the_campaign, plan.VISITED: visited, plan.LISTED: listed, plan.RECOGNISED: recognised,
    plan.CONFIRMED: confirmed, plan.GRANTED: granted, plan.FOREIGN: foreign, plan.DIED: presence_ended,
    plan.DEPARTED: presence_ended, plan.RESETTLED: presence_ended, plan.RETURNED: presence_ended, "again": again,
    "third": again,
}  # fmt: skip
