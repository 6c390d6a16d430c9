"""Look-alikes are proposed at once to whoever may see them; nobody learns of a record that is out of scope."""

import pytest

from tests.integration.register.people import ALMATY, ASTANA, Operation, a_birth, a_name, a_passport
from tulga.access.actor import Actor
from tulga.access.entries import OrganisationKind
from tulga.access.refusals import Refused
from tulga.access.roles import Roles
from tulga.matching import queries
from tulga.register import queries as register

SPELLINGS = ("Құнанбаева Әйгерім", "Кунанбаева Айгерим", "KUNANBAYEVA AIGERIM", "Aigerim Kunanbaeva")
BORN = a_birth("1984-03-12")


@pytest.fixture
def operation() -> Operation:
    return Operation()


def others(actor: Actor, record: object) -> list[object]:
    return [one.other for one in queries.candidates(actor, record)]  # type: ignore[arg-type]


@pytest.mark.parametrize("spelling", SPELLINGS[1:])
def test_another_spelling_is_proposed_as_soon_as_it_is_saved(operation: Operation, spelling: str) -> None:
    first = operation.record(SPELLINGS[0], BORN)
    operation.record("Петров Иван", BORN)

    second = operation.record(spelling, a_birth("1984-12-03"))

    found = queries.candidates(operation.caseworker, second)
    assert [one.other for one in found if one.likely] == [first]
    assert {"family", "given", "birth"} <= {reason.feature for reason in found[0].reasons}


def test_nothing_is_merged_by_the_machine(operation: Operation) -> None:
    records = [operation.record("Ким Вера", BORN, a_passport("IV 1")) for _ in range(3)]

    for record in records:
        assert queries.candidates(operation.caseworker, record)
        assert [one.id for one in register.get_file(operation.caseworker, record).records] == [record]


def test_a_correction_brings_the_candidate(operation: Operation) -> None:
    first, second = operation.record("Ахметова Динара", BORN), operation.record("Петров Иван", a_birth("1984"))
    assert first not in others(operation.caseworker, second)

    operation.state(second, a_name("Akhmetova Dinara"))

    assert others(operation.caseworker, second) == [first]


def test_a_record_out_of_scope_is_not_proposed_and_takes_nobodys_place(operation: Operation) -> None:
    partner = operation.organisation(OrganisationKind.PARTNER)
    theirs = operation.actor(Roles.CASEWORKER, organisation=partner)
    for _ in range(30):
        operation.record("Ким Вера", BORN)
    first = operation.record("Ким Вера", BORN, by=theirs)
    second = operation.record("Ким Вера", a_birth("1984"), by=theirs)

    assert others(theirs, first) == [second]
    assert len(others(operation.caseworker, first)) == 5


def test_areas_bound_what_is_proposed(operation: Operation) -> None:
    almaty = operation.actor(Roles.CASEWORKER, areas=(ALMATY,))
    here, there = operation.record("Ким Вера", BORN), operation.record("Ким Вера", BORN, area=ASTANA)

    assert others(almaty, here) == []
    assert others(almaty, there) == []
    assert others(operation.caseworker, here) == [there]


def test_the_score_does_not_depend_on_records_out_of_scope(operation: Operation) -> None:
    partner = operation.organisation(OrganisationKind.PARTNER)
    theirs = operation.actor(Roles.CASEWORKER, organisation=partner)
    first, _ = (operation.record("Ким Вера", BORN, by=theirs) for _ in range(2))
    before = queries.candidates(theirs, first)

    for _ in range(5):
        operation.record("Ким Вера", BORN)

    assert queries.candidates(theirs, first) == before


def test_an_authority_of_the_state_is_told_nothing_by_what_others_said(operation: Operation) -> None:
    ministry = operation.organisation(OrganisationKind.AUTHORITY)
    clerk = operation.actor(Roles.AUTHORITY, organisation=ministry)
    first = operation.record("Ахметова Динара", BORN, by=clerk)
    second = operation.record("Петров Иван", a_birth("1984"), by=clerk)
    before = queries.candidates(clerk, second)

    operation.state(second, a_name("Akhmetova Dinara"))

    assert others(operation.caseworker, second) == [first]
    assert queries.candidates(clerk, second) == before


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_judged_pair_is_not_proposed_until_the_judgement_is_withdrawn(operation: Operation, verdict: str) -> None:
    first, second = operation.record("Ким Вера", BORN), operation.record("Ким Вера", BORN)

    judgement = operation.judge(first, second, verdict)

    assert others(operation.caseworker, first) == []
    assert others(operation.caseworker, second) == []
    operation.unjudge(judgement)
    assert others(operation.caseworker, first) == [second]


def test_not_a_duplicate_is_remembered_until_the_evidence_changes(operation: Operation) -> None:
    first, second = operation.record("Ким Вера", BORN), operation.record("Ким Вера", BORN)
    operation.judge(first, second, "different")

    operation.state(second, BORN)  # told again: nothing new
    assert others(operation.caseworker, first) == []
    operation.state(second, a_passport("IV 1"))

    assert others(operation.caseworker, first) == [second]


def test_what_was_judged_of_a_person_holds_for_all_its_records(operation: Operation) -> None:
    first, second, third = (operation.record("Ким Вера", BORN) for _ in range(3))
    operation.judge(first, second)

    operation.judge(second, third, "different")

    assert others(operation.caseworker, first) == []


def test_whoever_reads_no_files_gets_no_candidates(operation: Operation) -> None:
    record = operation.record("Ким Вера", BORN)

    with pytest.raises(Refused):
        queries.candidates(operation.actor(Roles.AUDITOR), record)


def test_a_record_that_is_withdrawn_or_erased_is_not_proposed(operation: Operation) -> None:
    from tulga.register import actions
    from tulga.register.models import Record

    first, second, third = (operation.record("Ким Вера", BORN) for _ in range(3))
    operation.withdraw(second, Record.objects.get(id=second).entry)

    actions.erase(operation.caseworker, record=third, reason="request", at=operation.tick())

    assert others(operation.caseworker, first) == []
