"""Does the state allow it? Every function returns all reasons against."""

import re
from collections.abc import Iterable
from uuid import UUID

from tulga.access.actor import Actor
from tulga.access.refusals import Refusal
from tulga.register import entries as kinds

STATEMENTS: tuple[type, ...] = (
    kinds.NameStated, kinds.BirthStated, kinds.SexStated, kinds.ResidenceStated, kinds.RelationStated,
    kinds.HouseholdJoined, kinds.HouseholdLeft, kinds.PaperStated, kinds.EvidenceAdded, kinds.NationalityStated,
    kinds.PresenceEnded,
)  # fmt: skip
_STATED = frozenset(STATEMENTS)
IMPORTABLE = frozenset({kinds.RecordOpened, kinds.StatementWithdrawn, *STATEMENTS})
_CODE = re.compile(r"[a-z][a-z_]{0,39}")


def refusals_to_open(opened: kinds.RecordOpened, *, actor: Actor) -> tuple[Refusal, ...]:
    """Return why this actor may not open such a record: it has to lie where the actor works."""
    if actor.areas is not None and opened.area not in actor.areas:
        return (Refusal("register.outside_areas"),)
    return ()


def refusals_to_state(
    statements: Iterable[object], *, seen: frozenset[UUID] | set[UUID], own: UUID
) -> tuple[Refusal, ...]:
    """Return why these may not be said of a record. `seen` are the other records that the actor may see."""
    found: list[Refusal] = []
    for said in statements:
        if type(said) not in _STATED:
            found.append(Refusal("register.not_a_statement", {"kind": type(said).__name__}))
        elif isinstance(said, kinds.RelationStated) and said.other_record == own:
            found.append(Refusal("register.own_relation"))
        elif isinstance(said, kinds.RelationStated) and said.other_record and said.other_record not in seen:
            found.append(Refusal("register.no_such_record"))
    return tuple(found)


def refusals_of_why(why: str) -> tuple[Refusal, ...]:
    """Return that a reason is missing, when it is."""
    return () if why.strip() else (Refusal("register.why_missing"),)


def refusals_of_reason(reason: str) -> tuple[Refusal, ...]:
    """Return why an erasure may not give this reason: it outlives the erasure, so it is a code, never a narrative."""
    return () if _CODE.fullmatch(reason) else (Refusal("register.reason_no_code"),)
