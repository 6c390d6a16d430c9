"""From what a record's stream says to what matching compares: the entries of the core, one for each standing variant.

Pure: no database, no clock. What was withdrawn, of whom the key is gone, or what an actor may not know of, is left out
before or here, so that the same functions serve the index (everything) and a page (what its reader may see).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Final
from uuid import UUID

from tulga.kernel.dates import PartialDate
from tulga.ledger.projection import Recorded
from tulga.matching.core.records import Entry
from tulga.register import entries as kinds
from tulga.register.entries import PartRole, Relation

MOST_NAMES, MOST_BIRTHS = 3, 2  # of one record; the last said count
ROLES: Final = frozenset({"head", "spouse", "child", "parent", "sibling"})
SEXES: Final = {kinds.Sex.FEMALE: "F", kinds.Sex.MALE: "M"}  # another, or none told: no evidence either way
PARENTS: Final = (Relation.FATHER, Relation.MOTHER)
STATEMENTS: Final[tuple[type, ...]] = (
    kinds.RecordOpened, kinds.NameStated, kinds.BirthStated, kinds.SexStated, kinds.ResidenceStated,
    kinds.RelationStated, kinds.HouseholdJoined, kinds.HouseholdLeft, kinds.PaperStated, kinds.StatementWithdrawn,
)  # fmt: skip
# Of these, what may change the keys under which a record is found.
KEYED: Final[tuple[type, ...]] = (
    kinds.RecordOpened, kinds.NameStated, kinds.BirthStated, kinds.ResidenceStated, kinds.RelationStated,
    kinds.PaperStated, kinds.StatementWithdrawn,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in one record.

    Attributes:
        number: the position at which it was opened.
        keyed: the position of the last entry that may have changed what it is found by.
        organisation: who opened it, and `area`, where ("" is not told): by these is decided who may see it.
        entries: one for each name and birth that stand side by side; none where no name stands.
        third_persons: parents whose names went into them, and who have no record of their own.
    """

    record: UUID
    number: int
    keyed: int
    organisation: UUID
    area: str
    entries: tuple[Entry, ...]
    third_persons: frozenset[UUID]


def told(history: Sequence[Recorded], *, gone: Collection[UUID] = ()) -> Told | None:
    """Return what stands after the entries of one stream, in their order; None for a record that does not stand.

    Args:
        gone: third persons who were erased.
    """
    opening = next((one for one in history if isinstance(one.payload, kinds.RecordOpened)), None)
    if opening is None:
        return None
    standing = list(_standing(history).values())
    if opening not in standing:
        return None
    entries = tuple(_entries(opening, standing, gone))
    keyed = max(one.position for one in history if isinstance(one.payload, KEYED))
    third, area = _third(standing, gone), opening.payload.area or ""
    return Told(opening.stream_id, opening.position, keyed, opening.organisation, area, entries, third)


def _standing(history: Iterable[Recorded]) -> dict[UUID, Recorded]:
    standing: dict[UUID, Recorded] = {}
    for one in history:
        _take(standing, one)
    return standing


def _take(standing: dict[UUID, Recorded], one: Recorded) -> None:
    """Let one more entry of the stream stand, or fall what it withdraws: only what was said before it."""
    if isinstance(one.payload, kinds.StatementWithdrawn):
        standing.pop(one.payload.entry, None)
    elif isinstance(one.payload, STATEMENTS):
        standing[one.id] = one


def changed_at(history: Sequence[Recorded]) -> int:
    """Return the position of the last entry after which something else stood than before; telling again is none."""
    standing: dict[UUID, Recorded] = {}
    changed, before = 0, frozenset[str]()
    for one in history:
        _take(standing, one)
        if (after := frozenset(repr(held.payload) for held in standing.values())) != before:
            changed, before = one.position, after
    return changed


def _without(payload: Any, gone: Collection[UUID]) -> Any:
    if isinstance(payload, kinds.RelationStated) and payload.third_person in gone:
        return replace(payload, third_persons={})
    return payload


def _third(said: Iterable[Recorded], gone: Collection[UUID]) -> frozenset[UUID]:
    return frozenset(
        third for one in said if isinstance(one.payload, kinds.RelationStated) and one.payload.relation in PARENTS
        for third in one.payload.third_persons if third not in gone
    )  # fmt: skip


def _entries(opening: Recorded, said: Sequence[Recorded], gone: Collection[UUID]) -> Iterable[Entry]:
    payloads = [_without(one.payload, gone) for one in said]
    names = _last([p for p in payloads if isinstance(p, kinds.NameStated)], MOST_NAMES)
    if not names:
        return
    births = _last([p for p in payloads if isinstance(p, kinds.BirthStated) and p.date.known], MOST_BIRTHS) or [None]
    common = Entry(id=str(opening.stream_id), **_common(opening, payloads))
    for name, birth in product(names, births):
        yield replace(common, **_name(name), **(_birth(birth) if birth else {}))


def _last(found: Sequence[Any], most: int) -> list[Any]:
    """Return what was said, each once, the last first."""
    kept: list[Any] = []
    for one in reversed(found):
        if one not in kept and len(kept) < most:
            kept.append(one)
    return kept


def _common(opening: Recorded, payloads: Sequence[Any]) -> dict[str, Any]:
    opened = opening.payload
    asked = opening.effective_earliest
    household, role = _household(payloads)
    return {
        "register": f"{opened.source_kind}:{opened.source}",
        "registered_on": asked.isoformat() if asked else "",
        "sex": _sex(payloads),
        "father_name": _parent(payloads, Relation.FATHER),
        "mother_name": _parent(payloads, Relation.MOTHER),
        "residence_region": _region(payloads) or opened.area or "",
        "document_no": _number(payloads),
        "household_ref": household,
        "relation_to_head": role,
    }


def _sex(payloads: Iterable[Any]) -> str:
    known = [SEXES[p.sex] for p in payloads if isinstance(p, kinds.SexStated) and p.sex in SEXES]
    return known[-1] if known else ""


def _parent(payloads: Iterable[Any], relation: Relation) -> str:
    names = [
        str(about.get("name", "")) for p in payloads if isinstance(p, kinds.RelationStated) and p.relation is relation
        for about in p.third_persons.values()
    ]  # fmt: skip
    return names[-1] if names else ""


def _region(payloads: Iterable[Any]) -> str:
    areas = [p.area for p in payloads if isinstance(p, kinds.ResidenceStated) and p.area and p.period_end is None]
    return areas[-1] if areas else ""


def _number(payloads: Iterable[Any]) -> str:
    """Return the kind and the number of the last paper: equal numbers of two kinds of paper say nothing."""
    papers = [(p.paper, p.number) for p in payloads if isinstance(p, kinds.PaperStated) and p.number]
    return f"{papers[-1][0]}:{''.join(filter(str.isalnum, papers[-1][1].casefold()))}" if papers else ""


def _household(payloads: Iterable[Any]) -> tuple[str, str]:
    lived: dict[UUID, str] = {}
    for p in payloads:
        if isinstance(p, kinds.HouseholdLeft):
            lived.pop(p.household, None)
        elif isinstance(p, kinds.HouseholdJoined):
            lived[p.household] = p.role.strip().casefold()
    if not lived:
        return "", ""
    household, role = list(lived.items())[-1]
    return str(household), role if role in ROLES else ""


def _name(name: kinds.NameStated) -> dict[str, Any]:
    parts = {role: " ".join(part.text for part in name.parts if part.role is role) for role in PartRole}
    if parts[PartRole.OTHER] or not (parts[PartRole.FAMILY] or parts[PartRole.GIVEN]):
        return {"full_name": name.full}
    return {
        "family_name": parts[PartRole.FAMILY],
        "given_name": parts[PartRole.GIVEN],
        "patronymic": parts[PartRole.PATRONYMIC],
    }


def _birth(birth: kinds.BirthStated) -> dict[str, Any]:
    day, kind = _date(birth.date)
    return {
        "birth_date": day,
        "birth_date_kind": kind,
        "birth_country": birth.country or "",
        "birth_place": birth.place or birth.area or "",
    }


def _date(told_date: PartialDate) -> tuple[str, str]:
    """Return a date as far as it is told: the day, or the year; an uncertain one is marked as estimated."""
    low, high = told_date.earliest, told_date.latest
    if low is None or high is None:
        return "", ""
    kind = "estimated" if told_date.approximate or told_date.uncertain else "exact"
    if low == high:
        return low.isoformat(), kind
    if kind == "estimated" and told_date.text[:4].isdigit():
        return told_date.text[:4], kind
    return (str(low.year), "year") if low.year == high.year else ("", "")
