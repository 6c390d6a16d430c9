"""Who belongs to somebody, as far as the actor may see: named as a relative by one side or the other, or housemates."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from tulga.access.actor import Actor
from tulga.access.views_log import log_views
from tulga.register import scope
from tulga.register.entries import Relation
from tulga.register.models import HouseholdRow, RelationRow
from tulga.register.queries import RecordInfo, find_record

MOST: Final = 20  # more relatives than help anybody to compare two people
HOUSEMATE, PARENT = "housemate", "parent"
# what the one who names is to the one who is named
_OTHER_WAY: Final = {
    Relation.MOTHER: "child", Relation.FATHER: "child", Relation.ADOPTED_BY: "child", Relation.CHILD: PARENT,
    Relation.SPOUSE: "spouse", Relation.SIBLING: "sibling",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody with a record of their own: what they are to the person that was asked about."""

    relation: str  # a Relation, or "parent", "housemate"
    record: RecordInfo


def relatives(actor: Actor, record: UUID) -> list[Relative]:
    """Return relatives and housemates of a record in scope whose own records are in scope; every name is logged."""
    if not scope.visible(actor, [record]):
        return []
    found: dict[UUID, str] = {}
    for other, relation in (*_named(actor, record), *_naming(actor, record), *_housemates(actor, record)):
        if other != record:
            found.setdefault(other, relation)
    seen = scope.visible(actor, found, withdrawn=False)
    kept = [(one, relation) for one, relation in found.items() if one in seen][:MOST]
    shown = [Relative(relation, info) for one, relation in kept if (info := find_record(actor, one)) is not None]
    log_views(actor, [one.record.id for one in shown], "kin")
    return shown


def _named(actor: Actor, record: UUID) -> Iterable[tuple[UUID, str]]:
    rows = RelationRow.objects.filter(
        scope.said_for(actor), record_id=record, other_record__isnull=False, withdrawn_position__isnull=True
    )
    for other, relation in rows.order_by("position").values_list("other_record", "relation"):
        if other is not None:
            yield other, relation


def _naming(actor: Actor, record: UUID) -> Iterable[tuple[UUID, str]]:
    rows = RelationRow.objects.filter(scope.said_for(actor), other_record=record, withdrawn_position__isnull=True)
    for other, relation in rows.order_by("position").values_list("record_id", "relation"):
        if Relation(relation) in _OTHER_WAY:
            yield other, _OTHER_WAY[Relation(relation)]


def _housemates(actor: Actor, record: UUID) -> Iterable[tuple[UUID, str]]:
    told = HouseholdRow.objects.filter(scope.said_for(actor), withdrawn_position__isnull=True)
    own = _living(told.filter(record_id=record).order_by("position").values_list("household", "record_id", "left"))
    together = told.filter(household__in=[household for household, _ in own]).order_by("position")
    for _, other in _living(together.values_list("household", "record_id", "left")):
        yield other, HOUSEMATE


def _living(rows: Iterable[tuple[UUID, UUID, bool]]) -> list[tuple[UUID, UUID]]:
    """Return who lives in which household after these joinings and leavings, in their order."""
    found: dict[tuple[UUID, UUID], None] = {}
    for household, record, left in rows:
        found.pop((household, record), None)
        if not left:
            found[household, record] = None
    return list(found)
