"""Asking a foreign State about a person: only after a protection screening, and with consent to that very enquiry."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from tulga.ledger.errors import InvalidPayload
from tulga.ledger.kinds import entry_kind
from tulga.procedures.shared.entries import shape


class Screened(StrEnum):
    """What somebody answered when asked about fear of a State."""

    NONE_FEARED = "none_feared"  # asked, no fear
    FEAR = "fear"
    WOULD_NOT_SAY = "would_not_say"


class Says(StrEnum):
    """What a State answered of a person. A general answer is none."""

    CITIZEN = "citizen"
    NOT_CITIZEN = "not_citizen"
    CANNOT_SAY = "cannot_say"


@entry_kind("ScreeningRecorded", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class ScreeningRecorded:
    """The person, or a relative who would be named abroad, was asked about fear. `about`: a record or third person."""

    record: UUID
    about: UUID
    asked_on: date
    answer: Screened
    role: str = ""

    def __post_init__(self) -> None:
        shape.choose(self, "answer", Screened)


@entry_kind("EnquiryConsent", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class EnquiryConsent:
    """`about` agreed to this very enquiry: this authority of this State, by this text, in this language."""

    record: UUID
    about: UUID
    state: str
    authority: str
    text_version: str
    language: str

    def __post_init__(self) -> None:
        shape.said(self, "state", "authority", "text_version", "language")
        shape.country(self, "state")


@entry_kind("EnquiryConsentWithdrawn", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class EnquiryConsentWithdrawn:
    """Consent no longer stands: nothing more is sent on it. `entry` is the consent."""

    record: UUID
    entry: UUID
    why: str = ""


@entry_kind("EnquirySent", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class EnquirySent:
    """A State was asked. `relatives`: whoever else is named in it."""

    record: UUID
    state: str
    authority: str
    text: str
    relatives: tuple[UUID, ...] = ()
    means: str = ""
    step: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "state", "authority", "text")
        shape.country(self, "state")
        if self.record in self.relatives:
            raise InvalidPayload("relatives", "names the person of the case")


@entry_kind("EnquiryAnswered", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class EnquiryAnswered:
    """A State answered of this person. Silence is worked out from the day on which the answer was due."""

    record: UUID
    enquiry: UUID
    says: Says
    text: str = ""
    step: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        shape.choose(self, "says", Says)
