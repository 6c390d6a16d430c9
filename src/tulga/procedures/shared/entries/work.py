"""Work on a case: tasks, appointments, interviews, evidence, sources, findings taken over, assessments."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from tulga.kernel.dates import InvalidDate, PartialDate
from tulga.kernel.effective import Effective
from tulga.kernel.findings import Finding
from tulga.ledger.errors import InvalidPayload
from tulga.ledger.kinds import entry_kind
from tulga.procedures.shared.entries import shape


class Weight(StrEnum):
    FOR = "for"
    AGAINST = "against"


class Evidence(StrEnum):
    DOCUMENT = "document"
    WITNESS = "witness"
    OWN_STATEMENT = "own_statement"
    AUTHORITY = "authority"
    EXPERT = "expert"
    OTHER = "other"


class Assessed(StrEnum):
    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"
    CESSATION = "cessation"


@entry_kind("TaskOpened", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class TaskOpened:
    """Something that somebody has to do. `for_role` is one of the procedure, `assigned` an account."""

    record: UUID
    what: str
    for_role: str
    due: date | None = None
    assigned: UUID | None = None
    note: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "what", "for_role")


@entry_kind("TaskDone", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class TaskDone:
    """Somebody did what a task asked, and says what came of it. `task` is its id, worked out ones too."""

    record: UUID
    task: UUID
    result: str
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "result")


@entry_kind("AppointmentMade", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class AppointmentMade:
    """The person is to come, at an hour of the office's zone: `2021-06-03T14:30+06:00[Asia/Almaty]`."""

    record: UUID
    purpose: str
    time: str
    place: str
    language: str
    interpreter: str = ""
    with_whom: UUID | None = None
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "purpose", "place", "language")
        try:
            instant = Effective.parse(self.time).instant
        except InvalidDate as error:
            raise InvalidPayload("time", str(error)) from error
        if instant is None:
            raise InvalidPayload("time", "is an hour with its zone, as 2021-06-03T14:30+06:00[Asia/Almaty]")


@entry_kind("AppointmentCancelled", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class AppointmentCancelled:
    record: UUID
    appointment: UUID
    why: str
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "why")


@dataclass(frozen=True, slots=True)
class Asked:
    question: str
    answer: str

    def __post_init__(self) -> None:
        shape.said(self, "question")


@entry_kind("InterviewRecorded", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class InterviewRecorded:
    """The person was heard. What was asked and answered is kept in order, in the words of the record."""

    record: UUID
    language: str
    place: str
    questions: tuple[Asked, ...]
    interpreter: str = ""
    read_back: bool = False  # the record was read back to the person
    step: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "language", "place")
        if not self.questions:
            raise InvalidPayload("questions", "write down what was asked")


@entry_kind("EvidenceTied", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class EvidenceTied:
    """A piece of evidence for or against a fact. What a witness is called is kept under the witness's own key."""

    record: UUID
    fact: str
    weight: Weight
    kind: Evidence
    what: str
    strength: int = 1  # 1 little, 2 some, 3 strong, as whoever weighs it sees it
    document: str | None = None
    witness: UUID | None = None
    third_persons: dict[UUID, dict[str, Any]] = field(default_factory=dict)  # {id: {"name": ...}}
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "fact", "what")
        shape.choose(self, "weight", Weight)
        shape.choose(self, "kind", Evidence)
        if self.strength not in {1, 2, 3}:
            raise InvalidPayload("strength", "is 1 (little), 2 (some) or 3 (strong)")
        if not set(self.third_persons) <= {self.witness}:
            raise InvalidPayload("third_persons", "says something about somebody who is not the witness")
        if self.kind is Evidence.WITNESS and self.witness is None:
            raise InvalidPayload("witness", "whose statement is it?")


@entry_kind("SourceCited", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class SourceCited:
    """A source on the country of origin, tied to the fact that it bears on."""

    record: UUID
    fact: str
    country: str
    title: str
    publisher: str
    published: PartialDate
    address: str = ""
    says: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "fact", "title", "publisher")
        shape.country(self, "country")


@entry_kind("FindingTaken", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class FindingTaken:
    """An adopted finding of the nationality engine, with the law by which it was worked out."""

    record: UUID
    finding: UUID  # the entry by which it was adopted
    country: str
    outcome: str
    as_of: PartialDate
    law: str  # the digest of the pack
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "outcome", "law")
        shape.country(self, "country")


@entry_kind("AssessmentMade", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class AssessmentMade:
    """Whether somebody falls under a ground of inclusion, exclusion or cessation: yes, no, or not known yet."""

    record: UUID
    of: Assessed
    ground: str
    finding: Finding
    reasons: str
    evidence: tuple[UUID, ...] = ()
    role: str = ""

    def __post_init__(self) -> None:
        shape.choose(self, "of", Assessed)
        shape.choose(self, "finding", Finding)
        shape.said(self, "ground", "reasons")
