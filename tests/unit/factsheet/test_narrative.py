"""An edition's file is checked when it is read: languages, references, and numbers that somebody typed."""

import copy
from typing import Any

import pytest
import yaml

from tests.unit.factsheet.builders import a_figure_set
from tulga.factsheet import narrative
from tulga.figures import catalogue

KNOWN = frozenset(one.id for one in catalogue.all_definitions())


def a_document(**texts: str) -> dict[str, Any]:
    """Return the smallest sound edition, with one paragraph."""
    said = {"en": "All of them.", "ru": "Все они.", "kk": "Бәрі."} | texts
    return {
        "id": "KAZ-2021-12", "title": {"en": "t", "ru": "т", "kk": "т"}, "key_figures": [{"figure": "people.total"}],
        "sections": [{"id": "people", "heading": {"en": "h", "ru": "з", "kk": "т"}, "main": [{"text": said}]}],
        "drafted": {"en": "us", "ru": "мы", "kk": "біз"}, "reviewed": {"en": "", "ru": "", "kk": ""},
    }  # fmt: skip


def test_a_sound_edition_has_no_troubles() -> None:
    assert narrative.troubles(a_document(), KNOWN) == []


@pytest.mark.parametrize(
    "typed", ["There are 7,831 of them.", "There are 7831.", "About 12 people.", "In 2021 there were 9."]
)
def test_a_typed_number_is_refused(typed: str) -> None:
    found = narrative.troubles(a_document(en=typed))

    assert len(found) == 1
    assert "a number is typed" in found[0]


def test_a_year_may_be_typed() -> None:
    assert narrative.troubles(a_document(en="Since 2014, under the law of 1951.")) == []


def test_a_reference_that_leads_nowhere_is_refused() -> None:
    texts = dict.fromkeys(("en", "ru", "kk"), "{{people.martians}}")

    assert narrative.troubles(a_document(**texts), KNOWN) == ["no figure is called people.martians"]


def test_a_missing_language_is_refused() -> None:
    found = narrative.troubles(a_document(kk=""))

    assert found == ["sections[1].main[1].text: no text in kk"]


def test_languages_that_speak_of_different_figures_are_refused() -> None:
    found = narrative.troubles(a_document(en="{{people.total}}"), KNOWN)

    assert found == ["sections[1].main[1].text: the languages refer to different figures"]


def test_a_text_that_lost_its_end_at_a_comma_is_refused() -> None:
    document = a_document()
    document["sections"][0]["heading"]["and more"] = None

    assert "quote a text that holds a comma" in narrative.troubles(document)[0]


def test_a_noun_needs_all_forms_of_its_language() -> None:
    texts = dict.fromkeys(("en", "ru", "kk"), "{{people.total person|people}}")

    found = narrative.troubles(a_document(**texts), KNOWN)

    assert [line.split(":")[0][-2:] for line in found] == ["ru", "kk"]


@pytest.mark.parametrize("file", sorted(narrative.FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_edition_refers_only_to_figures_that_exist(file: Any) -> None:
    read = narrative.read(file, KNOWN | narrative.OFFICIAL_ONLY)

    assert read.sections


@pytest.mark.parametrize("file", sorted(narrative.FOLDER.glob("KAZ-*.yaml")), ids=lambda file: file.stem)
def test_no_edition_names_a_person_or_a_real_mailbox(file: Any) -> None:
    text = file.read_text(encoding="utf-8")

    assert "@kazakhstan.tulga.example" in text
    assert "unhcr.org" not in text


def test_an_unsound_file_names_itself_and_every_trouble(tmp_path: Any) -> None:
    document = copy.deepcopy(a_document(en="12", ru=""))
    file = tmp_path / "KAZ-1999-12.yaml"
    file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")

    with pytest.raises(narrative.InvalidEdition, match=r"KAZ-1999-12\.yaml"):
        narrative.read(file)


def test_an_edition_is_chosen_by_country_day_and_source() -> None:
    own = narrative.edition_for(a_figure_set())
    official = narrative.edition_for(a_figure_set(source="official"))

    assert (own.id, official.id) == ("KAZ-2021-12", "generic")
