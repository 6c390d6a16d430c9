"""What may be said of a record, and how two records may be judged: every reason at once."""

from uuid import UUID

import pytest

from tulga.access.actor import Actor
from tulga.access.roles import Roles
from tulga.kernel.dates import PartialDate
from tulga.register import policies
from tulga.register.entries import BirthStated, RecordOpened, Relation, RelationStated, SourceKind, StatementWithdrawn
from tulga.register.identity.policies import refusals_to_judge, refusals_to_withdraw

OWN, OTHER = UUID(int=1), UUID(int=2)
BIRTH = BirthStated(date=PartialDate.parse("1984~"))


def an_actor(areas: frozenset[str] | None) -> Actor:
    return Actor(UUID(int=8), UUID(int=9), frozenset({Roles.FIELD_WORKER}), areas, "casework")


def opened(area: str | None) -> RecordOpened:
    return RecordOpened(source_kind=SourceKind.FIELD_FORM, source="form", person_id=UUID(int=5), area=area)


def sibling(other: UUID) -> RelationStated:
    return RelationStated(relation=Relation.SIBLING, other_record=other)


@pytest.mark.parametrize(
    ("areas", "area", "allowed"),
    [
        (None, "KAZ.astana", True), (None, None, True), (frozenset({"KAZ.astana"}), "KAZ.astana", True),
        (frozenset({"KAZ.astana"}), "KAZ.abai", False), (frozenset({"KAZ.astana"}), None, False),
        (frozenset(), "KAZ.astana", False),
    ],
)  # fmt: skip
def test_a_record_is_opened_where_one_works(areas: frozenset[str] | None, area: str | None, allowed: bool) -> None:  # noqa: FBT001
    assert (policies.refusals_to_open(opened(area), actor=an_actor(areas)) == ()) is allowed


def test_statements_are_statements_and_relations_name_who_is_seen() -> None:
    said = [BIRTH, sibling(OTHER), sibling(OWN), StatementWithdrawn(entry=OTHER, why="x"), sibling(UUID(int=3))]

    found = policies.refusals_to_state(said, seen={OTHER}, own=OWN)

    assert [one.code for one in found] == [
        "register.own_relation",
        "register.not_a_statement",
        "register.no_such_record",
    ]


@pytest.mark.parametrize(
    ("reason", "allowed"), [("request", True), ("data_protection", True), ("Айша", False), ("", False)]
)
def test_the_reason_of_an_erasure_is_a_code(reason: str, allowed: bool) -> None:  # noqa: FBT001
    assert (policies.refusals_of_reason(reason) == ()) is allowed


def test_a_pair_is_judged_by_whoever_sees_both_and_once() -> None:
    def codes(seen: set[UUID], standing: list[str], why: str = "told so") -> list[str]:
        return [one.code for one in refusals_to_judge(OWN, OTHER, seen=seen, standing=standing, why=why)]

    assert codes({OWN, OTHER}, []) == []
    assert codes({OWN}, ["same"]) == ["register.no_such_record"]  # what stands on an unseen pair is not told
    assert codes({OWN, OTHER}, ["unsure"], " ") == ["register.judged_already", "register.why_missing"]


def test_a_judgement_is_withdrawn_once_and_with_a_reason() -> None:
    assert refusals_to_withdraw(withdrawn=False, why="not so") == ()
    assert [one.code for one in refusals_to_withdraw(withdrawn=True, why="")] == [
        "register.withdrawn_already", "register.why_missing",
    ]  # fmt: skip
