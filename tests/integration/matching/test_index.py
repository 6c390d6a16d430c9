"""The index of look-alikes moves with the ledger, holds no name, and forgets whom the ledger forgets."""

from typing import Any

import pytest

from tests.integration.register.people import TOLD, Operation, a_birth, a_name, a_passport
from tulga.kernel.ids import new_id
from tulga.ledger import crypto
from tulga.ledger.actions import append_many
from tulga.ledger.erasure import finish_erasures
from tulga.ledger.rebuild import dump_views, rebuild
from tulga.matching import index
from tulga.matching.models import IndexedRecord, IndexKey, NamedParent
from tulga.register import actions
from tulga.register.entries import RecordOpened, Relation, RelationStated, SourceKind

NAME = "Құнанбаева Әйгерім"


@pytest.fixture
def operation() -> Operation:
    return Operation()


def keys(record: Any) -> set[int]:
    """Return the keys under which a record is found, as the two tables hold them alike."""
    row = IndexedRecord.objects.filter(record_id=record).first()
    if row is None:
        return set()
    packed = set(index.unpack(bytes(row.keys)))
    assert packed == set(IndexKey.objects.filter(number=row.number).values_list("key", flat=True))
    return packed


def test_a_record_is_indexed_in_the_transaction_that_opens_it(operation: Operation) -> None:
    record = operation.record(NAME, a_birth("1984-03-12"))

    assert len(keys(record)) > 3


def test_a_corrected_name_changes_the_keys_and_its_withdrawal_takes_them_back(operation: Operation) -> None:
    record = operation.record(NAME, a_birth("1984-03-12"))
    before = keys(record)

    corrected = operation.state(record, a_name("Ахметова Динара"))
    both = keys(record)
    operation.withdraw(record, corrected)

    assert before < both
    assert keys(record) == before


def test_a_withdrawn_record_is_in_no_index(operation: Operation) -> None:
    from tulga.register.models import Record

    record = operation.record(NAME, a_birth("1984-03-12"))

    operation.withdraw(record, Record.objects.get(id=record).entry)

    assert keys(record) == set()
    assert not IndexKey.objects.exists()


def test_a_rebuild_gives_the_same_rows(operation: Operation) -> None:
    father = new_id()
    named = RelationStated(relation=Relation.FATHER, third_person=father, third_persons={father: {"name": "Серік"}})
    first = operation.record(NAME, a_birth("1984-03-12"), named, a_passport("IV-АБ 987654"))
    operation.record("Петров Иван", a_birth("1990"))
    operation.state(first, a_name("Kunanbaeva Aigerim"))
    before = dump_views()

    rebuild()

    assert dump_views() == before
    assert "matching.IndexKey" in before


def test_an_import_in_bulk_gives_the_same_keys_as_a_form(operation: Operation) -> None:
    by_hand = operation.record(NAME, a_birth("1984-03-12"))
    imported = new_id()
    opened = RecordOpened(
        source_kind=SourceKind.FIELD_FORM, source="form-12", person_id=new_id(), area="KAZ.almaty-city"
    )

    append_many(
        actions.imported(operation.caseworker, record=imported, payload=said, effective_on=TOLD, at=operation.tick())
        for said in (opened, a_name(NAME), a_birth("1984-03-12"))
    )

    assert keys(imported) == keys(by_hand)


def test_nothing_of_an_erased_record_is_left_in_the_index(operation: Operation) -> None:
    record, other = operation.record(NAME, a_birth("1984-03-12")), operation.record("Петров Иван")
    left = keys(other)

    actions.erase(operation.caseworker, record=record, reason="request", at=operation.tick())

    assert keys(record) == set()
    assert set(IndexKey.objects.values_list("key", flat=True)) == left


def test_erasing_a_parent_without_a_record_takes_that_name_out_of_the_keys(operation: Operation) -> None:
    father = new_id()
    named = RelationStated(relation=Relation.FATHER, third_person=father, third_persons={father: {"name": "Серік"}})
    record = operation.record(NAME, a_birth("1984-03-12"))
    without = keys(record)
    operation.state(record, named)
    assert without < keys(record)

    from tulga.ledger.actions import Act
    from tulga.ledger.erasure import erase_subject

    act = Act(operation.caseworker.account, operation.caseworker.organisation, operation.tick())
    erase_subject(father, reason="request", act=act)
    assert keys(record) == without
    assert not NamedParent.objects.exists()
    operation.state(record, a_name("Ахметова Динара"))  # the key of the erased goes only when all this is committed
    again = keys(record)
    finish_erasures()
    rebuild()

    assert keys(record) == again


def test_the_index_holds_hashes_under_a_key_of_the_deployment(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = operation.record(NAME, a_birth("1984-03-12"))
    here = keys(record)

    monkeypatch.setattr(crypto, "deployment_secret", lambda purpose: f"another {purpose}".encode())
    rebuild()

    assert len(keys(record)) == len(here)
    assert not keys(record) & here
