"""Entries in words."""

from dataclasses import fields
from uuid import UUID

import pytest
from django.utils import translation

from tulga.kernel.dates import PartialDate
from tulga.ledger.kinds import all_kinds
from tulga.procedures.shared import entries as cases
from tulga.register import entries as kinds
from tulga.web.staff.forms.statements import SUBJECTS
from tulga.web.staff.labels import OUTCOMES
from tulga.web.staff.presenters.statements import HEADINGS, TELL, said

SOME = UUID("01890000-0000-7000-8000-000000000001")
NO_STATEMENTS = {"RecordOpened", "StatementWithdrawn", "TaskClosed", "CaseEntryWithdrawn"}


def test_a_name_keeps_the_order_in_which_it_was_given() -> None:
    name = kinds.NameStated(
        kind=kinds.NameKind.BIRTH,
        parts=(kinds.NamePart(kinds.PartRole.FAMILY, "Ким"), kinds.NamePart(kinds.PartRole.GIVEN, "Вера")),
        script=kinds.Script.CYRILLIC,
    )

    found = said(name)

    assert found is not None
    assert (found.subject, found.text) == ("name", "Ким Вера")
    assert found.details == ("name at birth, Cyrillic",)


def test_a_birth_in_a_state_that_ceased_names_that_state() -> None:
    found = said(kinds.BirthStated(date=PartialDate.parse("1961~"), country="SUN", place="Osh"))

    assert found is not None
    assert found.text == "about 1961"
    assert "Osh" in found.details[0]
    assert "Soviet" in found.details[0]


def test_a_nationality_shows_its_basis_and_authority_and_that_it_ended() -> None:
    stated = kinds.NationalityStated(
        status=kinds.NationalityStatus.NATIONAL,
        basis=kinds.Basis.AUTHORITY_DECISION,
        country="KAZ",
        authority="migration service",
        ends=True,
    )

    with translation.override("en"):
        found = said(stated)

    assert found is not None
    assert found.text == "no longer: national of Kazakhstan"
    assert found.details == ("decision of an authority: migration service",)


def test_undetermined_is_said_as_undetermined_in_every_language() -> None:
    stated = kinds.NationalityStated(status=kinds.NationalityStatus.UNDETERMINED, basis=kinds.Basis.OWN_STATEMENT)

    texts = {}
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            found = said(stated)
            assert found is not None
            texts[language] = found.text

    assert texts["en"] == "undetermined nationality"
    assert len(set(texts.values())) == 3


def test_a_relation_to_a_record_links_and_one_to_a_third_person_names() -> None:
    linked = said(kinds.RelationStated(relation=kinds.Relation.MOTHER, other_record=SOME))
    named = said(
        kinds.RelationStated(
            relation=kinds.Relation.FATHER,
            third_person=SOME,
            third_persons={SOME: {"name": "Somebody", "birth": "1950"}},
        )
    )

    assert linked is not None
    assert named is not None
    assert linked.record == SOME
    assert named.text == "father: Somebody"
    assert named.details == ("born: 1950",)


def test_every_kind_of_entry_of_a_file_has_its_words() -> None:
    of_files = [kind for kind in all_kinds() if kind.stream in {"record", "case"} and kind.name not in NO_STATEMENTS]

    wordless = [kind.name for kind in of_files if not _can_be_said(kind.payload_class)]

    assert len(of_files) >= 16
    assert wordless == []


def _can_be_said(payload_class: type) -> bool:
    return payload_class in TELL and bool(fields(payload_class))


@pytest.mark.parametrize("outcome", sorted({one for group in cases.OUTCOMES.values() for one in group}))
def test_every_outcome_has_a_word_in_every_language(outcome: str) -> None:
    words = set()
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            words.add(str(OUTCOMES[outcome]))

    assert len(words) == 3


def test_every_subject_that_can_be_added_has_a_heading() -> None:
    assert set(SUBJECTS) == set(HEADINGS)
