"""What a form makes of what was typed; a wrong field is named and everything else stays."""

from typing import Any
from uuid import UUID

import pytest

from tulga.kernel.ids import new_id
from tulga.register import entries as kinds
from tulga.web.staff.forms.register import JudgementForm, RecordForm
from tulga.web.staff.forms.statements import SUBJECTS, StatementForm

WHEN = {"effective_on": "2021-03-01"}
OTHER = "01890000-0000-7000-8000-000000000001"


def stated(subject: str, **typed: Any) -> Any:
    form = SUBJECTS[subject][1]({**WHEN, **typed})
    assert form.is_valid(), form.errors
    return form.stated()


def refused(subject: str, **typed: Any) -> set[str]:
    form = SUBJECTS[subject][1]({**WHEN, **typed})
    assert not form.is_valid()
    return set(form.errors)


def test_each_form_makes_the_entry_of_its_subject() -> None:
    made = [
        stated("name", given="Vera", name_kind="alias", script="Latn"),
        stated("birth", date="about 1961", country="SUN"),
        stated("sex", sex="female"),
        stated("nationality", status="undetermined", basis="unhcr_registration"),
        stated("residence", country="KAZ", area="KAZ.almaty-city", period_start="1999"),
        stated("relation", relation="mother", other=OTHER),
        stated("household", role="head"),
        stated("paper", paper="birth_certificate", number="II-AB 000000", seen="on"),
        stated("evidence", fact="born here", weight="for", what="a neighbour remembers"),
        stated("presence", why="departed"),
    ]

    assert [type(one).__name__ for one in made] == [
        "NameStated", "BirthStated", "SexStated", "NationalityStated", "ResidenceStated", "RelationStated",
        "HouseholdJoined", "PaperStated", "EvidenceAdded", "PresenceEnded",
    ]  # fmt: skip


def test_a_person_of_the_family_without_a_record_is_kept_under_a_key_of_its_own() -> None:
    relation = stated("relation", relation="father", name="Somebody", birth="1950")

    assert relation.other_record is None
    assert relation.third_persons == {relation.third_person: {"name": "Somebody", "birth": "1950"}}


@pytest.mark.parametrize(
    ("subject", "typed", "field"),
    [
        ("name", {"name_kind": "birth", "script": "Cyrl"}, "given"),
        ("birth", {"date": "31.02.1984"}, "date"),
        ("nationality", {"status": "national", "basis": "document"}, "country"),
        ("nationality", {"status": "", "basis": "document"}, "status"),
        ("relation", {"relation": "mother"}, "other"),
        ("relation", {"relation": "mother", "other": OTHER, "name": "both"}, "other"),
        ("relation", {"relation": "mother", "other": "not a number"}, "other"),
        ("household", {"leaves": "on"}, "household"),
        ("evidence", {"fact": "born here", "weight": "for", "what": ""}, "what"),
    ],
)
def test_the_field_that_is_wrong_is_named(subject: str, typed: dict[str, str], field: str) -> None:
    assert refused(subject, **typed) == {field}


def test_every_statement_says_when() -> None:
    form = SUBJECTS["sex"][1]({"sex": "female"})

    assert set(form.errors) == {"effective_on"}


def a_record(**typed: str) -> RecordForm:
    told = {
        "id": str(new_id()), "source_kind": "field_form", "source": "form-12", "told_on": "2021-03-01",
        "area": "KAZ.almaty-city", "name_kind": "current", "script": "Cyrl",
    }  # fmt: skip
    return RecordForm({**told, **typed}, allowed_areas=None)


def test_a_foundling_without_a_name_can_be_recorded() -> None:
    form = a_record()

    assert form.is_valid(), form.errors
    assert form.statements() == []


def test_undetermined_as_the_person_says_is_kept_as_an_own_statement() -> None:
    form = a_record(nationality="undetermined")

    assert form.is_valid(), form.errors
    assert form.statements() == [
        kinds.NationalityStated(status=kinds.NationalityStatus.UNDETERMINED, basis=kinds.Basis.OWN_STATEMENT)
    ]


def test_a_country_of_birth_without_a_date_asks_for_the_date() -> None:
    assert set(a_record(birth_country="SUN").errors) == {"birth_date"}


def test_only_the_areas_of_the_actor_can_be_chosen() -> None:
    form = RecordForm(allowed_areas=frozenset({"KAZ.astana"}))

    assert [value for value, _ in form.fields["area"].choices] == ["", "KAZ.astana"]  # type: ignore[attr-defined]


def test_the_number_of_a_record_is_read_from_a_paste_with_spaces() -> None:
    form = JudgementForm({"other": f" {OTHER} ", "verdict": "unsure", "why": "same village"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["other"] == UUID(OTHER)


def test_a_form_without_words_of_its_own_cannot_be_stated() -> None:
    with pytest.raises(NotImplementedError):
        StatementForm(WHEN).stated()
