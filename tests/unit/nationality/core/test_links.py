"""Which State an answer that is tried out links with whom: only with the person of whom it speaks."""

import pytest

from tests.unit.nationality.core.law import a_parent, a_person, a_rule, finding, law
from tulga.kernel.dates import PartialDate
from tulga.nationality.core.facts import Event, Relative
from tulga.nationality.core.links import with_answers
from tulga.nationality.core.outcomes import Outcome

BY_MOTHER = (
    a_rule("XAA-SOIL", "born_in(XAA)"),
    a_rule("XBB-MOTHER", "mother.national(XAA, at birth)", state="XBB"),
)


def links(key: str, answer: str, who: str = "subject") -> dict[str, tuple[str, ...]]:
    return with_answers({}, {key: answer}, who, known={"XAA", "XBB"})


def test_what_a_state_answers_about_the_person_it_does_not_answer_about_a_parent() -> None:
    mother = Relative("mother", person=a_person("1950-01-01", "XAA"))
    person = a_person("1980-05-05", "XCC", mother=mother, father=a_parent("father"))

    asked = finding(person, law(*BY_MOTHER), "XBB", answers={"authority.answer.XAA": "not_national"})

    said = Event("authority_answer", PartialDate.parse("2024-06-01"), "XAA", (("answer", "not_national"),))
    told = a_person("1980-05-05", "XCC", mother=mother, father=a_parent("father"), events=(said,))
    assert asked.outcome is finding(told, law(*BY_MOTHER), "XBB").outcome is Outcome.NATIONAL


@pytest.mark.parametrize(
    ("key", "who", "link"),
    [
        ("mother.nationality", "subject", ("mother-national",)),
        ("mother.nationality", "father", None),
        ("mother.nationality", "mother", None),
        ("father.mother.nationality", "father", ("mother-national",)),
        ("father.mother.nationality", "subject", ("father-linked",)),
        ("father.mother.nationality", "father.mother", None),
        ("father.mother.nationality", "mother", None),
        ("father.born_in", "father", ("born-there",)),
        ("father.born_in", "subject", ("father-linked",)),
        ("subject.born_in", "mother", None),
        ("spouse[0].nationality", "subject", ("spouse-national",)),
        ("subject.resident.permanent.1991-11-13", "subject", ("lived-there",)),
        ("mother.resident.permanent.1980-05-05", "subject", ("mother-lived-there",)),
    ],
)
def test_an_answer_links_those_whom_the_fact_would_link(key: str, who: str, link: tuple[str, ...] | None) -> None:
    assert links(key, "XAA", who).get("XAA") == link


def test_an_answer_adds_to_the_links_that_were_told() -> None:
    found = with_answers({"XAA": ("document",)}, {"subject.born_in": "XAA"}, "subject", known=())

    assert found == {"XAA": ("document", "born-there")}


@pytest.mark.parametrize("answer", ["elsewhere", "another", "stateless", "SUN"])
def test_an_answer_that_names_no_state_makes_no_link(answer: str) -> None:
    assert links("mother.nationality", answer) == {}
