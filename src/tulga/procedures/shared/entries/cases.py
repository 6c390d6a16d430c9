"""A case and how it goes on: opened, moved, a step done, told, documented, taken back, and facts that were stated.

Version 2 pins a case to a version of a definition and says in which role something was done. Where a list told of it
(`role` is empty and no device sent it) nobody knows who did it. Entries are encrypted under the record's key.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tulga.kernel.dates import PartialDate
from tulga.ledger.errors import InvalidPayload
from tulga.ledger.kinds import entry_kind, register_upcaster
from tulga.procedures.definitions.core.outcomes import OUTCOMES, Procedure
from tulga.procedures.shared.entries import shape

__all__ = [
    "OUTCOMES", "CaseEntryWithdrawn", "CaseMoved", "CaseOpened", "ConsentGiven", "FactStated", "NoticeServed",
    "PaperIssued", "Procedure", "StepDone",
]  # fmt: skip


@entry_kind("CaseOpened", version=2, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class CaseOpened:
    """A case was opened. `definition` and `version` pin it; None where no table of that country's procedure applies."""

    record: UUID
    procedure: Procedure
    authority: str
    basis: str = ""
    country: str | None = None
    definition: str | None = None  # KAZ.statelessness_determination
    version: str | None = None

    def __post_init__(self) -> None:
        shape.choose(self, "procedure", Procedure)
        shape.country(self, "country")
        if (self.definition is None) != (self.version is None):
            raise InvalidPayload("version", "a case is pinned to a definition and a version, or to neither")


@entry_kind("CaseMoved", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class CaseMoved:
    """The case goes on by a later version of its procedure, from `state` (the one it was in, when empty)."""

    record: UUID
    version: str
    why: str
    state: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "version", "why")


@entry_kind("StepDone", version=2, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class StepDone:
    record: UUID
    step: str
    note: str = ""
    documents: tuple[str, ...] = ()  # that were brought with it
    role: str = ""

    def __post_init__(self) -> None:
        if not self.step:
            raise InvalidPayload("step", "name the step that was done")
        shape.plain_list(self, "documents", self.documents)


@entry_kind("NoticeServed", version=2, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class NoticeServed:
    """The person was told of a decision, on the day of the entry. `proof`: how one knows."""

    record: UUID
    means: str
    language: str
    proof: str = ""
    decision: UUID | None = None  # the last one, when nothing is said
    role: str = ""


@entry_kind("PaperIssued", version=2, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class PaperIssued:
    record: UUID
    paper: str
    number: str | None = None
    number_check: str = ""  # how the number was checked, or enough of it to recognise the paper
    valid_until: PartialDate | None = None
    role: str = ""

    def __post_init__(self) -> None:
        if not self.paper:
            raise InvalidPayload("paper", "name the paper that was issued")


@entry_kind("FactStated", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class FactStated:
    """Somebody stated that a fact holds (since a day), or does not. The words are those of the definitions."""

    record: UUID
    fact: str
    holds: bool
    on: PartialDate | None = None
    basis: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        shape.said(self, "fact")


@entry_kind("ConsentGiven", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """The person agreed, or did not, that somebody in the procedure is told; shown in this language, by this text."""

    record: UUID
    recipient: str  # a role of the procedure
    given: bool
    text_version: str
    language: str

    def __post_init__(self) -> None:
        shape.said(self, "recipient", "text_version", "language")


@entry_kind("CaseEntryWithdrawn", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class CaseEntryWithdrawn:
    """An entry of this case no longer stands (a mistake, a decision quashed); it stays in the ledger."""

    record: UUID
    entry: UUID
    why: str

    def __post_init__(self) -> None:
        if not self.why.strip():
            raise InvalidPayload("why", "say why the entry no longer stands")


def _unpinned(payload: dict[str, Any]) -> dict[str, Any]:
    """Before version 2 no definition existed: the case stays without one."""
    return {**payload, "country": None, "definition": None, "version": None}


def _nobody_said(payload: dict[str, Any]) -> dict[str, Any]:
    """What version 2 says more, version 1 did not say."""
    return dict(payload)


register_upcaster("CaseOpened", from_version=1, function=_unpinned)
for _name in ("StepDone", "NoticeServed", "PaperIssued"):
    register_upcaster(_name, from_version=1, function=_nobody_said)
