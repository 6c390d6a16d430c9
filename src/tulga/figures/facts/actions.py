"""Entering what is not counted: a number or a list with its document, and that an operation is a demonstration."""

from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID, uuid5

from tulga.access.actor import Actor
from tulga.access.permissions import require
from tulga.access.refusals import Refusal, raise_if
from tulga.access.roles import May
from tulga.figures import catalogue
from tulga.figures.facts.entries import DemonstrationDeclared, Document, SourceFactEntered, SourceFactWithdrawn
from tulga.figures.facts.models import FactRow
from tulga.ledger.actions import Act, Draft, append

_STREAMS: Final = UUID(
    "5c1f4c1e-2b0b-5d4e-9d53-0f1c8a0c7d11"
)  # one stream per figure, its id worked out from the figure's


def enter_fact(
    actor: Actor,
    *,
    figure: str,
    as_of: date,
    document: Document,
    at: datetime,
    value: int | None = None,
    items: tuple[str, ...] = (),
) -> UUID:
    """Enter a fact and return the id of its entry.

    Raises:
        Refused: the actor may not compute figures, no definition of this id is entered with a document, or its day
            lies ahead.
        InvalidPayload: neither or both of value and items were given, or the document has no title.
    """
    require(actor, May.COMPUTE_FIGURES)
    raise_if([*_refusals(figure), *([Refusal("figures.fact_ahead")] if as_of > at.astimezone(UTC).date() else [])])
    said = SourceFactEntered(figure=figure, as_of=as_of, document=document, value=value, items=items)
    return append(_draft(said, as_of), act=_act(actor, at)).id


def withdraw_fact(actor: Actor, *, entry: UUID, why: str, at: datetime) -> UUID:
    """Say that an entered fact no longer stands.

    Raises:
        Refused: the actor may not, or no such fact stands.
    """
    require(actor, May.COMPUTE_FIGURES)
    row = FactRow.objects.filter(entry=entry, withdrawn_position__isnull=True).first()
    raise_if([] if row else [Refusal("figures.no_such_fact")])
    assert row is not None  # noqa: S101 - refused above
    draft = Draft(
        stream_of(row.figure), SourceFactWithdrawn(entry=entry, why=why), at.astimezone(UTC).date().isoformat()
    )
    return append(draft, act=_act(actor, at)).id


def declare_demonstration(actor: Actor, *, seed: int, scale: int, at: datetime) -> UUID:
    """Declare for good that the people of this operation are invented.

    Raises:
        Refused: the actor may not import.
    """
    draft, act = imported_declaration(actor, seed=seed, scale=scale, at=at)
    return append(draft, act=act).id


# -- the batch path: given to `tulga.ledger.actions.append_many` ------------------------------------------------------


def imported(
    actor: Actor,
    *,
    figure: str,
    as_of: date,
    document: Document,
    at: datetime,
    value: int | None = None,
    items: tuple[str, ...] = (),
    id: UUID | None = None,  # noqa: A002 - the word of the ledger
) -> tuple[Draft, Act]:
    """Prepare the entry of a fact that an import brings.

    Raises:
        Refused: the actor may not import, or no definition of this id is entered with a document.
    """
    require(actor, May.IMPORT)
    raise_if(_refusals(figure))
    said = SourceFactEntered(figure=figure, as_of=as_of, document=document, value=value, items=items)
    return _draft(said, as_of, id), _act(actor, at)


def imported_declaration(
    actor: Actor,
    *,
    seed: int,
    scale: int,
    at: datetime,
    id: UUID | None = None,  # noqa: A002
) -> tuple[Draft, Act]:
    """Prepare the declaration that the people of this operation are invented.

    Raises:
        Refused: the actor may not import.
    """
    require(actor, May.IMPORT)
    said = DemonstrationDeclared(seed=seed, scale=scale)
    return Draft(stream_of("demonstration"), said, at.astimezone(UTC).date().isoformat(), id=id), _act(actor, at)


def stream_of(figure: str) -> UUID:
    """Return the stream in which all that was ever entered for a figure stands."""
    return uuid5(_STREAMS, figure)


def _refusals(figure: str) -> list[Refusal]:
    return [] if figure in catalogue.fact_ids() else [Refusal("figures.not_a_fact", {"figure": figure})]


def _draft(said: SourceFactEntered, as_of: date, id: UUID | None = None) -> Draft:  # noqa: A002
    return Draft(stream_of(said.figure), said, as_of.isoformat(), id=id)


def _act(actor: Actor, at: datetime) -> Act:
    return Act(actor.account, actor.organisation, at)
