"""What is entered with its document, not counted; and that an operation is a demonstration. Nothing is personal."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tulga.ledger.errors import InvalidPayload
from tulga.ledger.kinds import entry_kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The paper or page in which the fact stands."""

    title: str
    publisher: str
    date: str  # of the document, as far as it is known
    url: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise InvalidPayload("document", "name the document: a fact without one is a rumour")


@entry_kind("SourceFactEntered", version=1, stream="source_fact", personal=False)
@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFactEntered:
    """A number, or a list of codes, as a document gives it for a day."""

    figure: str  # the id of a definition of kind "fact"
    as_of: date
    document: Document
    value: int | None = None
    items: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.value is None) == (not self.items):
            raise InvalidPayload("value", "give either a number or a list")
        if self.value is not None and self.value < 0:
            raise InvalidPayload("value", "is not below nought")


@entry_kind("SourceFactWithdrawn", version=1, stream="source_fact", personal=False)
@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFactWithdrawn:
    """An entered fact no longer stands; both stay in the ledger."""

    entry: UUID
    why: str

    def __post_init__(self) -> None:
        if not self.why.strip():
            raise InvalidPayload("why", "say why the fact no longer stands")


@entry_kind("DemonstrationDeclared", version=1, stream="source_fact", personal=False)
@dataclass(frozen=True, slots=True, kw_only=True)
class DemonstrationDeclared:
    """The people of this operation are invented. It cannot be taken back: every page, PDF and JSON says so."""

    seed: int
    scale: int
