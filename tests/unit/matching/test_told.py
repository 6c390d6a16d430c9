"""What a stream says, as matching sees it: what stands, in which variants, and when something else stood."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from tulga.kernel.dates import PartialDate
from tulga.kernel.effective import Effective
from tulga.kernel.ids import new_id
from tulga.ledger.projection import ERASED, Recorded
from tulga.matching.core.candidates import keys_of
from tulga.matching.core.features import prepare
from tulga.matching.told import KEYED, STATEMENTS, changed_at, told
from tulga.register import entries as kinds
from tulga.register.entries import NamePart, PartRole

RECORD = new_id()
OPENED = kinds.RecordOpened(
    source_kind=kinds.SourceKind.FIELD_FORM, source="form-12", person_id=new_id(), area="KAZ.astana"
)


def a_name(family: str, given: str, *, role: PartRole = PartRole.FAMILY) -> kinds.NameStated:
    parts = (NamePart(role, family), NamePart(PartRole.GIVEN, given))
    return kinds.NameStated(kind=kinds.NameKind.CURRENT, parts=parts, script=kinds.Script.CYRILLIC)


def a_birth(text: str) -> kinds.BirthStated:
    return kinds.BirthStated(date=PartialDate.parse(text), country="SUN", place="Алматы")


def a_stream(*payloads: object) -> list[Recorded]:
    """Return the entries of one record, their ids counted from 1 and their positions from 11."""
    when, at = Effective.parse("2021-03-01"), datetime(2021, 3, 1, tzinfo=UTC)
    return [
        Recorded(
            10 + number, UUID(int=number), "record", RECORD, number, type(payload).__name__, 1, when.text,
            when.earliest, when.latest, at, at, UUID(int=7), UUID(int=8), "", RECORD, None, payload,
        )
        for number, payload in enumerate(payloads, 1)
    ]  # fmt: skip


def withdrawn(number: int) -> kinds.StatementWithdrawn:
    return kinds.StatementWithdrawn(entry=UUID(int=number), why="a mistake")


def test_names_and_births_that_stand_side_by_side_are_variants() -> None:
    found = told(a_stream(OPENED, a_name("Ким", "Вера"), a_birth("1984"), a_name("Цой", "Вера"), a_birth("1985-02-03")))

    assert found is not None
    assert {(one.family_name, one.birth_date) for one in found.entries} == {
        ("Ким", "1984"), ("Цой", "1984"), ("Ким", "1985-02-03"), ("Цой", "1985-02-03"),
    }  # fmt: skip
    assert found.number == 11


def test_what_was_withdrawn_is_not_told() -> None:
    found = told(a_stream(OPENED, a_name("Ким", "Вера"), a_name("Цой", "Вера"), withdrawn(2)))

    assert found is not None
    assert [one.family_name for one in found.entries] == ["Цой"]


def test_a_withdrawal_takes_back_only_what_was_said_before_it() -> None:
    found = told(a_stream(OPENED, withdrawn(3), a_name("Ким", "Вера")))

    assert found is not None
    assert [one.family_name for one in found.entries] == ["Ким"]


@pytest.mark.parametrize("stream", [[], [a_name("Ким", "Вера")], [OPENED, a_name("Ким", "Вера"), withdrawn(1)]])
def test_a_record_that_was_not_opened_or_does_not_stand_tells_nothing(stream: list[object]) -> None:
    assert told(a_stream(*stream)) is None


def test_an_erased_stream_tells_nothing() -> None:
    assert told(a_stream(ERASED, ERASED)) is None


def test_a_name_whose_parts_are_not_all_told_apart_is_one_text() -> None:
    found = told(a_stream(OPENED, a_name("Абдул", "Рахман", role=PartRole.OTHER)))

    assert found is not None
    assert (found.entries[0].full_name, found.entries[0].family_name) == ("Абдул Рахман", "")


@pytest.mark.parametrize(
    ("text", "date", "kind"),
    [
        ("1984-03-12", "1984-03-12", "exact"), ("1984-03", "1984", "year"), ("1984", "1984", "year"),
        ("1984~", "1984", "estimated"), ("1984-21", "1984", "year"), ("198X", "", ""), ("1979/1981", "", ""),
    ],
)  # fmt: skip
def test_a_date_is_told_as_far_as_it_is_known_and_no_further(text: str, date: str, kind: str) -> None:
    found = told(a_stream(OPENED, a_name("Ким", "Вера"), a_birth(text)))

    assert found is not None
    assert (found.entries[0].birth_date, found.entries[0].birth_date_kind) == (date, kind)


def test_the_name_of_an_erased_parent_is_not_told() -> None:
    father = new_id()
    named = kinds.RelationStated(
        relation=kinds.Relation.FATHER, third_person=father, third_persons={father: {"name": "Серік"}}
    )
    stream = a_stream(OPENED, a_name("Ким", "Вера"), named)

    before, after = told(stream), told(stream, gone={father})

    assert before is not None
    assert after is not None
    assert (before.entries[0].father_name, before.third_persons) == ("Серік", {father})
    assert (after.entries[0].father_name, after.third_persons) == ("", frozenset())


def test_telling_the_same_again_is_no_change_and_a_withdrawal_is_one() -> None:
    again = a_stream(OPENED, a_birth("1984"), a_birth("1984"))

    assert changed_at(again) == 12
    assert changed_at(a_stream(OPENED, a_birth("1984"), a_birth("1985"))) == 13
    assert changed_at(a_stream(OPENED, a_birth("1984"), withdrawn(2))) == 13


def test_numbers_of_two_kinds_of_paper_are_not_equal_and_writing_does_not_matter() -> None:
    def number(paper: str, text: str) -> str:
        found = told(a_stream(OPENED, a_name("Ким", "Вера"), kinds.PaperStated(paper=paper, number=text)))
        assert found is not None
        return found.entries[0].document_no

    assert number("passport", "IV-АБ 12") == number("passport", "iv аб12")
    assert number("passport", "12") != number("birth_certificate", "12")


def test_who_left_a_household_lives_there_no_more() -> None:
    first, second = new_id(), new_id()
    found = told(a_stream(
        OPENED, a_name("Ким", "Вера"), kinds.HouseholdJoined(household=first, role="Child"),
        kinds.HouseholdJoined(household=second, role="head"), kinds.HouseholdLeft(household=second),
    ))  # fmt: skip

    assert found is not None
    assert (found.entries[0].household_ref, found.entries[0].relation_to_head) == (str(first), "child")


def test_only_what_the_index_listens_to_changes_a_key() -> None:
    """The projector works keys out anew after KEYED entries only: nothing else may have a say in them."""
    others = [
        kinds.SexStated(sex=kinds.Sex.FEMALE), kinds.HouseholdJoined(household=new_id(), role="head"),
        kinds.HouseholdLeft(household=new_id()),
    ]  # fmt: skip
    keyed = [OPENED, a_name("Құнанбаева", "Әйгерім"), a_birth("1984-03-12")]

    def keys(*payloads: object) -> frozenset[str]:
        found = told(a_stream(*payloads))
        assert found is not None
        return keys_of(prepare(found.entries[0]))

    assert keys(*keyed, *others) == keys(*keyed)
    assert {type(one) for one in others} == set(STATEMENTS) - set(KEYED)
