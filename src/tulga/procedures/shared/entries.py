"""What every procedure writes: a case was opened, a step done, a decision taken, notice given, a paper issued.

The stream is the case; the subject, whose key encrypts the entry, is the record. Guards come with each procedure.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from tulga.ledger.errors import InvalidPayload
from tulga.ledger.kinds import entry_kind


class Procedure(StrEnum):
    STATELESSNESS_DETERMINATION = "statelessness_determination"
    ASYLUM = "asylum"
    CITIZENSHIP = "citizenship"
    BIRTH_REGISTRATION = "birth_registration"
    RESIDENCE = "residence"


OUTCOMES: dict[Procedure, frozenset[str]] = {
    Procedure.STATELESSNESS_DETERMINATION: frozenset({"recognised", "refused"}),
    Procedure.ASYLUM: frozenset({"recognised", "rejected", "closed", "ceased"}),
    Procedure.CITIZENSHIP: frozenset({"confirmed", "granted", "refused"}),
    Procedure.BIRTH_REGISTRATION: frozenset({"registered", "refused"}),
    Procedure.RESIDENCE: frozenset({"granted", "refused", "ended"}),
}


def _procedure(payload: object) -> None:
    value = payload.procedure  # type: ignore[attr-defined]
    if type(value) is Procedure:
        return
    try:
        object.__setattr__(payload, "procedure", Procedure(value))
    except ValueError as error:
        raise InvalidPayload("procedure", f"is one of {', '.join(Procedure)}, not {value!r}") from error


@entry_kind("CaseOpened", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    procedure: Procedure
    record: UUID
    authority: str
    basis: str = ""  # the legal basis, as the office cites it

    def __post_init__(self) -> None:
        _procedure(self)


@entry_kind("StepDone", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class StepDone:
    record: UUID
    step: str
    note: str = ""

    def __post_init__(self) -> None:
        if not self.step:
            raise InvalidPayload("step", "must not be empty")


@entry_kind("DecisionTaken", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTaken:
    procedure: Procedure
    record: UUID
    outcome: str
    authority: str
    country: str | None = None  # whose nationality was confirmed or granted

    def __post_init__(self) -> None:
        _procedure(self)
        if self.outcome not in OUTCOMES[self.procedure]:
            allowed = ", ".join(sorted(OUTCOMES[self.procedure]))
            raise InvalidPayload("outcome", f"of {self.procedure} is one of {allowed}, not {self.outcome!r}")


@entry_kind("NoticeServed", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeServed:
    record: UUID
    means: str  # by_hand, post, ...
    language: str


@entry_kind("PaperIssued", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIssued:
    record: UUID
    paper: str  # identity_card, stateless_person_certificate, ...
    number_check: str = ""  # enough to recognise the number on the paper, never the number
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if not self.paper:
            raise InvalidPayload("paper", "must not be empty")


@entry_kind("CaseEntryWithdrawn", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEntryWithdrawn:
    """An entry of this case no longer stands; it stays in the ledger."""

    entry: UUID
    record: UUID
    why: str
