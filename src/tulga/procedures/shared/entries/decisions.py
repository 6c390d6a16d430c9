"""How a case is decided: drafted, reviewed, taken, appealed, and looked at again when a sample is audited."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from tulga.kernel.findings import Finding
from tulga.ledger.errors import InvalidPayload
from tulga.ledger.kinds import entry_kind, register_upcaster
from tulga.procedures.definitions.core.outcomes import OUTCOMES, Procedure
from tulga.procedures.shared.entries import shape


class Instance(StrEnum):
    FIRST = "first"
    APPEAL = "appeal"


class Burden(StrEnum):
    """Who has to show it."""

    PERSON = "person"
    AUTHORITY = "authority"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class FactFound:
    """A fact as it was found: by which standard, who had to show it, on which evidence (entries of the case)."""

    fact: str
    finding: Finding
    standard: str
    burden: Burden
    evidence: tuple[UUID, ...] = ()

    def __post_init__(self) -> None:
        shape.said(self, "fact", "standard")
        shape.choose(self, "finding", Finding)
        shape.choose(self, "burden", Burden)


def _outcome(payload: Any) -> None:
    shape.choose(payload, "procedure", Procedure)
    if payload.outcome not in OUTCOMES[payload.procedure]:
        known = ", ".join(sorted(OUTCOMES[payload.procedure]))
        raise InvalidPayload("outcome", f"{payload.outcome!r} is no outcome of {payload.procedure.value}: {known}")


@entry_kind("DecisionDrafted", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class DecisionDrafted:
    """What somebody proposes to decide, for a second pair of eyes."""

    record: UUID
    procedure: Procedure
    outcome: str
    reasons: str
    facts: tuple[FactFound, ...] = ()
    rules: tuple[str, ...] = ()
    instance: Instance = Instance.FIRST
    role: str = ""

    def __post_init__(self) -> None:
        _outcome(self)
        shape.said(self, "reasons")
        shape.choose(self, "instance", Instance)


@entry_kind("DecisionReviewed", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class DecisionReviewed:
    """Somebody else read a draft. Whoever does not agree says why."""

    record: UUID
    draft: UUID
    agrees: bool
    remarks: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        if not self.agrees and not self.remarks.strip():
            raise InvalidPayload("remarks", "say what you do not agree with")


@entry_kind("DecisionTaken", version=2, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """An authority decided. `country` is the State whose citizenship was confirmed or granted."""

    record: UUID
    procedure: Procedure
    outcome: str
    authority: str
    country: str | None = None
    facts: tuple[FactFound, ...] = ()
    rules: tuple[str, ...] = ()  # provisions, by their sources
    reasons: str = ""
    dissent: str = ""
    instance: Instance = Instance.FIRST
    draft: UUID | None = None
    role: str = ""

    def __post_init__(self) -> None:
        _outcome(self)
        shape.choose(self, "instance", Instance)
        positive = self.procedure is Procedure.CITIZENSHIP and self.outcome in {"confirmed", "granted"}
        if positive and self.country is None:
            raise InvalidPayload("country", "name the State whose citizenship was confirmed or granted")


@entry_kind("AppealLodged", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class AppealLodged:
    record: UUID
    grounds: str = ""
    step: str = ""  # of the procedure
    documents: tuple[str, ...] = ()
    role: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """One criterion of an audit."""

    criterion: str
    finding: Finding
    remark: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "criterion")
        shape.choose(self, "finding", Finding)


@entry_kind("AuditRecorded", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class AuditRecorded:
    """Somebody who did not decide looked at a decision of a random sample. It changes no decision."""

    record: UUID
    decision: UUID
    sample: str  # the seed and the size by which it was drawn
    checked: tuple[Checked, ...]

    def __post_init__(self) -> None:
        shape.said(self, "sample")
        if not self.checked:
            raise InvalidPayload("checked", "say what was looked at")


def _nobody_said(payload: dict[str, Any]) -> dict[str, Any]:
    return dict(payload)


register_upcaster("DecisionTaken", from_version=1, function=_nobody_said)
