"""What happens in a case, whatever the procedure: opened, a step done, decided, served, a paper issued. Version 1.

The procedures' own rules (guards, clocks, letters) come on top of these; a case belongs to a record, and its entries
are encrypted under that record's key.
"""

from dataclasses import dataclass
from uuid import UUID

from tulga.kernel.dates import PartialDate
from tulga.ledger.errors import InvalidPayload
from tulga.ledger.kinds import entry_kind
from tulga.procedures.definitions.core.outcomes import OUTCOMES as OUTCOMES
from tulga.procedures.definitions.core.outcomes import Procedure as Procedure


def _choose_procedure(payload: object) -> None:
    """Turn a plain string into the procedure it names."""
    value = payload.procedure  # type: ignore[attr-defined]
    if type(value) is Procedure:
        return
    try:
        object.__setattr__(payload, "procedure", Procedure(value))
    except ValueError as error:
        raise InvalidPayload("procedure", f"is one of {', '.join(Procedure)}, not {value!r}") from error


@entry_kind("CaseOpened", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class CaseOpened:
    record: UUID
    procedure: Procedure
    authority: str
    basis: str = ""

    def __post_init__(self) -> None:
        _choose_procedure(self)


@entry_kind("StepDone", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class StepDone:
    record: UUID
    step: str
    note: str = ""

    def __post_init__(self) -> None:
        if not self.step:
            raise InvalidPayload("step", "name the step that was done")


@entry_kind("DecisionTaken", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class DecisionTaken:
    """An authority decided. `country` is the State whose citizenship was confirmed or granted."""

    record: UUID
    procedure: Procedure
    outcome: str
    authority: str
    country: str | None = None

    def __post_init__(self) -> None:
        _choose_procedure(self)
        if self.outcome not in OUTCOMES[self.procedure]:
            known = ", ".join(sorted(OUTCOMES[self.procedure]))
            raise InvalidPayload("outcome", f"{self.outcome!r} is no outcome of {self.procedure.value}: {known}")
        positive = self.procedure is Procedure.CITIZENSHIP and self.outcome in {"confirmed", "granted"}
        if positive and self.country is None:
            raise InvalidPayload("country", "name the State whose citizenship was confirmed or granted")


@entry_kind("NoticeServed", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class NoticeServed:
    record: UUID
    means: str
    language: str


@entry_kind("PaperIssued", version=1, stream="case", personal=True)
@dataclass(frozen=True, slots=True)
class PaperIssued:
    record: UUID
    paper: str
    number: str | None = None
    number_check: str = ""  # how the number was checked, or enough of it to recognise the paper
    valid_until: PartialDate | None = None

    def __post_init__(self) -> None:
        if not self.paper:
            raise InvalidPayload("paper", "name the paper that was issued")


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
