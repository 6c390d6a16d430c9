"""What one visit, list or decision tells of a person: entries of the contexts, each with who says it and since when."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

from tulga.demo import spelling
from tulga.demo.people import Person, Step
from tulga.kernel.dates import PartialDate
from tulga.register.entries import (
    BirthStated,
    JudgementRecorded,
    JudgementWithdrawn,
    NameKind,
    NamePart,
    NameStated,
    PartRole,
    Script,
    Sex,
    SexStated,
)

# who speaks: the organisations of the demonstration
OPERATION, LEGAL_AID, WOMEN_CENTRE = "operation", "legal_aid", "women_centre"
MIGRATION, ASYLUM_OFFICE = "migration_authority", "asylum_authority"


class Told(NamedTuple):
    """One entry to be: who says it, in which stream, what, and since when."""

    by: str
    stream: UUID
    payload: object
    effective_on: str
    id: UUID
    about: UUID  # the first record of the person whose life it belongs to


class Telling:
    """Collects what is told of a person on one occasion; ids follow from the life and the occasion."""

    def __init__(self, person: Person, step: Step, place: int) -> None:
        self.person, self.step, self.place = person, step, place
        self.rng = person.rng(place + 10)
        self.on = step.day.isoformat()
        self.told: list[Told] = []

    def say(self, by: str, stream: UUID, payload: object, on: str | None = None, tag: str = "") -> UUID:
        """Add one entry and return its id."""
        entry = self.person.id_of(tag or f"{self.place}.{len(self.told)}", self.step.recorded)
        self.told.append(Told(by, stream, payload, on or self.on, entry, self.person.record))
        return entry

    def chance(self, share: float) -> bool:
        return self.rng.random() < share


LANGUAGES: Final = {"kazakh": "kk", "afghan": "prs", "syrian": "ar"}
_FAMILY_FIRST: Final = (PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC)


def name_in_cyrillic(person: Person, *, kazakh: bool = False) -> NameStated:
    """Return the name as the papers of the country write it, with the patronymic."""
    given, family = person.given.text, person.household.family.text
    father = spelling.patronymic(person.father.text, person.sex)
    if not kazakh:
        given = spelling.russian(given)
    parts = (spelling.family_of(family, person.sex), given, father)
    return _stated(parts, Script.CYRILLIC, "kk" if kazakh else "ru")


def name_in_latin(person: Person, rng: Random) -> NameStated:
    """Return the name as a passport writes it, by today's rule, the French one or a simple one."""
    if person.given.latin:
        return _stated((person.household.family.latin, person.given.latin), Script.LATIN, None)
    rule = rng.choice(tuple(spelling.LATIN_RULES))
    family = spelling.family_of(person.household.family.text, person.sex)
    parts = (spelling.latin(family, rule), spelling.latin(person.given.text, rule))
    return _stated(parts, Script.LATIN, None, NameKind.TRANSLITERATION, "passport")


def name_in_arabic(person: Person) -> NameStated:
    return _stated(
        (person.household.family.text, person.given.text),
        Script.ARABIC,
        LANGUAGES.get(person.household.group),
        NameKind.BIRTH,
    )


def name_misheard(person: Person, rng: Random) -> NameStated:
    """Return the name as another office wrote it: another script, another rule, or a slip."""
    own = person.given.latin
    if own:
        parts = (spelling.misheard(person.household.family.latin, rng), spelling.misheard(own, rng))
        return _stated(parts, Script.LATIN, None)
    if rng.random() < 0.4:
        return name_in_latin(person, rng)
    family = spelling.family_of(person.household.family.text, person.sex)
    parts = (
        spelling.misheard(spelling.russian(family), rng),
        spelling.misheard(spelling.russian(person.given.text), rng),
    )
    return _stated(parts, Script.CYRILLIC, "ru")


def _stated(
    parts: tuple[str, ...],
    script: Script,
    language: str | None,
    kind: NameKind = NameKind.CURRENT,
    document: str | None = None,
) -> NameStated:
    roles = zip(_FAMILY_FIRST, parts, strict=False)
    return NameStated(
        kind=kind, parts=tuple(NamePart(role, text) for role, text in roles if text), script=script, language=language,
        document=document,
    )  # fmt: skip


def birth(person: Person, country: str | None = None, place: str | None = None) -> BirthStated:
    return BirthStated(date=PartialDate.parse(person.birth), country=country, place=place)


def birth_told_otherwise(person: Person, rng: Random) -> BirthStated:
    """Return the date of birth as another source has it: day and month swapped, or only the year."""
    parts = person.birth.split("-")
    if len(parts) == 3 and int(parts[2]) <= 12 and rng.random() < 0.4:
        return BirthStated(date=PartialDate.parse(f"{parts[0]}-{parts[2]}-{parts[1]}"))
    if rng.random() < 0.6:
        return BirthStated(date=PartialDate.parse(person.birth))
    return BirthStated(date=PartialDate.parse(str(person.born)))


def sex(person: Person) -> SexStated:
    return SexStated(sex=Sex(person.sex))


def judged(telling: Telling, other: UUID, verdict: str, why: str, tag: str = "") -> None:
    """A caseworker judged the person's record and another one."""
    person, stream = telling.person, telling.person.id_of(f"judgement{tag}", telling.step.day)
    payload = JudgementRecorded(first=person.record, second=other, verdict=verdict, why=why)  # type: ignore[arg-type]
    telling.say(OPERATION, stream, payload, tag=f"judgement-entry{tag}")


def judgement_withdrawn(telling: Telling, judged_on: date, recorded: date, why: str, tag: str) -> None:
    """The judgement of that day no longer stands."""
    person = telling.person
    stream, entry = person.id_of(f"judgement{tag}", judged_on), person.id_of(f"judgement-entry{tag}", recorded)
    telling.say(OPERATION, stream, JudgementWithdrawn(judgement=entry, why=why))


def relatives(person: Person) -> Iterator[tuple[UUID, str]]:
    """Yield the record of a relative and what that one is to the person."""
    parent = {"female": "mother", "male": "father"}
    for record, role, sex in person.relatives:
        pair = (person.role, role)
        if pair == ("spouse", "head"):
            yield record, "spouse"
        elif pair in {("child", "head"), ("child", "spouse")}:
            yield record, parent[sex]
        elif pair in {("parent", "head")}:
            yield record, "child"
        elif pair in {("sibling", "head"), ("child", "child")}:
            yield record, "sibling"
