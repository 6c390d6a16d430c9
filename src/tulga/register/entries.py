"""What the register writes into the ledger: what a source said about somebody, and who judged two records to be one.

Every kind here is personal: it is stored encrypted under the key of its record, so that erasing the record erases it.
Choices are `StrEnum`s; plain strings of the same value are accepted and turned into them. Checks are about shape only:
an entry that was accepted once must be readable for ever, also after a country has ceased to exist.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from tulga.kernel.dates import PartialDate
from tulga.ledger.errors import InvalidPayload
from tulga.ledger.kinds import entry_kind

_COUNTRY = re.compile(r"[A-Z]{3}")


class SourceKind(StrEnum):
    FIELD_FORM = "field_form"
    GOVERNMENT_LIST = "government_list"
    BORDER_REFERRAL = "border_referral"
    PARTNER_LIST = "partner_list"
    PAPER_REGISTER = "paper_register"


class NameKind(StrEnum):
    BIRTH = "birth"
    CURRENT = "current"
    ALIAS = "alias"
    TRANSLITERATION = "transliteration"


class PartRole(StrEnum):
    GIVEN = "given"
    FAMILY = "family"
    PATRONYMIC = "patronymic"
    OTHER = "other"


class Script(StrEnum):
    CYRILLIC = "Cyrl"
    LATIN = "Latn"
    ARABIC = "Arab"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"  # nobody has told us yet


class Relation(StrEnum):
    """What the other person is to the person of this record."""

    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"
    SPOUSE = "spouse"
    ADOPTED_BY = "adopted_by"
    CHILD = "child"
    SIBLING = "sibling"


class Weight(StrEnum):
    FOR = "for"
    AGAINST = "against"


class NationalityStatus(StrEnum):
    STATELESS = "stateless"
    UNDETERMINED = "undetermined"  # a value of its own: nothing turns it into another silently
    NATIONAL = "national"
    AT_RISK = "at_risk"
    CLAIM_PENDING = "claim_pending"


class Basis(StrEnum):
    AUTHORITY_REGISTER = "authority_register"
    AUTHORITY_ANSWER = "authority_answer"
    AUTHORITY_DECISION = "authority_decision"
    UNHCR_REGISTRATION = "unhcr_registration"
    DOCUMENT = "document"
    ENGINE_FINDING = "engine_finding"
    OWN_STATEMENT = "own_statement"


class PresenceEnd(StrEnum):
    DIED = "died"
    DEPARTED = "departed"
    RESETTLED = "resettled"
    RETURNED = "returned"


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


# -- checks of shape --------------------------------------------------------------------------------------------------


def _choose(payload: object, name: str, choices: type[StrEnum]) -> None:
    """Turn a plain string into the choice it names."""
    value = getattr(payload, name)
    if type(value) is choices:
        return
    try:
        object.__setattr__(payload, name, choices(value))
    except ValueError as error:
        raise InvalidPayload(name, f"is one of {', '.join(choices)}, not {value!r}") from error


def _country(payload: object, name: str) -> None:
    value = getattr(payload, name)
    if value is not None and (not isinstance(value, str) or _COUNTRY.fullmatch(value) is None):
        raise InvalidPayload(name, "is a country as three capital letters (ISO 3166 alpha-3), or nothing")


def _said(payload: object, name: str) -> None:
    value = getattr(payload, name)
    if not isinstance(value, str) or not value.strip():
        raise InvalidPayload(name, "must not be empty")


# -- one record: what one source said ---------------------------------------------------------------------------------


@entry_kind("RecordOpened", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOpened:
    """One source told us of one human being. `person_id` is minted here and belongs to the record for ever.

    `source` is the id of the list or form; "assumed:..." marks what nobody published and the operation had to assume.
    """

    source_kind: SourceKind
    source: str
    person_id: UUID
    campaign: str | None = None
    area: str | None = None  # area id where it was told
    origin: str | None = None  # country of origin
    reference: str | None = None  # the source's own number for this person

    def __post_init__(self) -> None:
        _choose(self, "source_kind", SourceKind)
        _said(self, "source")
        _country(self, "origin")


@dataclass(frozen=True, slots=True)
class NamePart:
    role: PartRole
    text: str

    def __post_init__(self) -> None:
        _choose(self, "role", PartRole)
        _said(self, "text")


@entry_kind("NameStated", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class NameStated:
    """A name, its parts in the order in which they were given."""

    kind: NameKind
    parts: tuple[NamePart, ...]
    script: Script
    language: str | None = None
    document: str | None = None  # which paper a transliteration was read from

    def __post_init__(self) -> None:
        _choose(self, "kind", NameKind)
        _choose(self, "script", Script)
        if not self.parts:
            raise InvalidPayload("parts", "a name has at least one part")

    @property
    def full(self) -> str:
        """Return the name as it was given."""
        return " ".join(part.text for part in self.parts)


@entry_kind("BirthStated", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class BirthStated:
    date: PartialDate
    country: str | None = None  # may have ceased to exist: SUN
    area: str | None = None
    place: str | None = None

    def __post_init__(self) -> None:
        _country(self, "country")


@entry_kind("SexStated", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class SexStated:
    sex: Sex

    def __post_init__(self) -> None:
        _choose(self, "sex", Sex)


@entry_kind("ResidenceStated", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class ResidenceStated:
    country: str | None
    area: str | None
    period_start: PartialDate
    period_end: PartialDate | None = None
    place: str | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        _country(self, "country")


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, as told; what was not told is nothing."""

    start: PartialDate | None = None
    end: PartialDate | None = None


@entry_kind("RelationStated", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class RelationStated:
    """The other person is a record of ours, or a third person: what is said of them is under their own key."""

    relation: Relation
    other_record: UUID | None = None
    third_person: UUID | None = None
    third_persons: dict[UUID, dict[str, Any]] = field(default_factory=dict)  # {id: {"name": ..., "birth": ...}}
    period: Span | None = None

    def __post_init__(self) -> None:
        _choose(self, "relation", Relation)
        if (self.other_record is None) == (self.third_person is None):
            raise InvalidPayload("other_record", "name either a record or a third person")
        if not set(self.third_persons) <= {self.third_person}:
            raise InvalidPayload("third_persons", "says something about somebody who is not the third person")


@entry_kind("HouseholdJoined", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdJoined:
    household: UUID
    role: str = ""


@entry_kind("HouseholdLeft", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdLeft:
    household: UUID
    role: str = ""


@entry_kind("PaperStated", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStated:
    """A paper the person holds, held or told of. `seen` says whether the writer held it in hand."""

    paper: str  # ussr_passport_1974, birth_certificate, ...
    issuer: str = ""
    number: str | None = None
    issued: PartialDate | None = None
    expires: PartialDate | None = None
    seen: bool = False

    def __post_init__(self) -> None:
        _said(self, "paper")


@entry_kind("EvidenceAdded", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded:
    fact: str
    weight: Weight
    what: str
    document: str | None = None

    def __post_init__(self) -> None:
        _said(self, "fact")
        _choose(self, "weight", Weight)


@entry_kind("NationalityStated", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class NationalityStated:
    """What somebody said of the nationality. `ends`: this statement of this basis no longer holds."""

    status: NationalityStatus
    basis: Basis
    country: str | None = None
    authority: str | None = None
    ends: bool = False

    def __post_init__(self) -> None:
        _choose(self, "status", NationalityStatus)
        _choose(self, "basis", Basis)
        _country(self, "country")
        if self.status is NationalityStatus.NATIONAL and self.country is None:
            raise InvalidPayload("country", "a national is the national of a country")


@entry_kind("PresenceEnded", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceEnded:
    why: PresenceEnd

    def __post_init__(self) -> None:
        _choose(self, "why", PresenceEnd)


@entry_kind("StatementWithdrawn", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class StatementWithdrawn:
    """An entry of this record no longer stands. It stays in the ledger, and the page shows both."""

    entry: UUID
    why: str


@entry_kind("TaskClosed", version=1, stream="record", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class TaskClosed:
    """Somebody looked at what the task asked and says what came of it."""

    task: UUID
    why: str


# -- judgements: are two records one human being? ---------------------------------------------------------------------


@entry_kind("JudgementRecorded", version=1, stream="judgement", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementRecorded:
    """Stored under the key of `first`. `score` and `matcher` say what the matcher had proposed; a person judged."""

    first: UUID
    second: UUID
    verdict: Verdict
    why: str
    score: float | None = None
    matcher: str | None = None

    def __post_init__(self) -> None:
        _choose(self, "verdict", Verdict)
        if self.first == self.second:
            raise InvalidPayload("second", "a record is not judged against itself")


@entry_kind("JudgementWithdrawn", version=1, stream="judgement", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementWithdrawn:
    """A judgement no longer stands: every row is where it was before it. `judgement` is the id of its entry."""

    judgement: UUID
    why: str
