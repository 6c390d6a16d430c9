"""A finding is as of a day: what came later takes no part, and is named."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.nationality.core.law import TRUE, a_parent, a_person, a_rule, a_stay, day, finding, law
from tulga.nationality.core.as_of import as_of
from tulga.nationality.core.evaluate import assess
from tulga.nationality.core.facts import Absent, Document, Event, Relative
from tulga.nationality.core.outcomes import Article1, Later, Outcome
from tulga.nationality.core.trace import as_json, as_plain_text

IN_2010, IN_2024 = date(2010, 1, 1), date(2024, 1, 1)
SNAPSHOT = a_rule(
    "N", "resident(XAA, permanent, on 1992-03-01) and not event(opt_out, XAA, by 1995-12-31)", at="on 1992-03-01"
)
EXIT = a_rule("X", "true", at="on event decree_exit", effect="loses", procedure="decision")


def an_event(kind: str, when: str, state: str = "XAA", **details: str) -> Event:
    told = day(when)
    assert told is not None
    return Event(kind, told, state, tuple(details.items()), "events[0]")


LEFT_LATER = a_person(
    stays=(a_stay("XAA", "1980-05-05"),),
    events=(an_event("decree_exit", "2012-02-02"),),
    absent=(Absent("opt_out", "XAA"),),
)


@pytest.mark.parametrize(("on", "outcome"), [(IN_2010, Outcome.NATIONAL), (IN_2024, Outcome.LOST)])
def test_before_the_decree_the_person_is_a_national_although_the_file_tells_of_it(on: date, outcome: Outcome) -> None:
    assert finding(LEFT_LATER, law(SNAPSHOT, EXIT), on=on).outcome is outcome


def test_what_had_not_happened_yet_is_named_in_every_language_and_in_the_data() -> None:
    found = assess(LEFT_LATER, law(SNAPSHOT, EXIT), IN_2010)

    assert found.not_yet == (Later("events[0]", "decree_exit", "2012-02-02"),)
    assert as_json(found)["not_yet"] == [{"path": "events[0]", "what": "decree_exit", "on": "2012-02-02"}]
    for language in ("en", "ru", "kk"):
        assert "events[0]: " in as_plain_text(found, {}, language)
    assert assess(LEFT_LATER, law(SNAPSHOT, EXIT), IN_2024).not_yet == ()


def test_a_paper_of_later_is_none_on_that_day() -> None:
    holder = a_rule("P", "document(birth_certificate, XAA)")
    paper = Document("birth_certificate", "XAA", day("2015-01-01"), None, "documents[0]")
    person = a_person(place="XAB", documents=(paper,))

    assert finding(person, law(holder), on=IN_2024).outcome is Outcome.NATIONAL
    assert finding(person, law(holder), on=IN_2010).outcome is Outcome.UNDETERMINED


def test_a_day_that_is_known_roughly_is_later_only_when_it_surely_is() -> None:
    perhaps = an_event("decree_exit", "2009/2011")

    assert as_of(a_person(events=(perhaps,)), IN_2010)[0].events == (perhaps,)


def test_what_is_declared_once_and_was_declared_later_was_not_declared_before() -> None:
    person = a_person(stays=(a_stay("XAA", "1980-05-05"),), events=(an_event("opt_out", "1994-01-01"),))

    assert finding(person, law(SNAPSHOT), on=date(1993, 1, 1)).outcome is Outcome.NATIONAL
    assert finding(person, law(SNAPSHOT), on=IN_2010).outcome is Outcome.NOT_NATIONAL


def test_a_state_that_granted_its_nationality_later_was_no_relevant_state() -> None:
    person = a_person(
        place="XAA",
        mother=a_parent("mother", "XAA"),
        father=a_parent("father", "XAA"),
        events=(an_event("naturalised", "2015-01-01", "XZZ"),),
        absent=(Absent("naturalised", "other"),),
    )
    nobody = a_rule("S", "born_in(XAB)")

    assert assess(person, law(nobody), IN_2010).article_1_1 is Article1.STATELESS
    assert assess(person, law(nobody), IN_2024).article_1_1 is Article1.NOT_STATELESS


def test_a_spouse_of_later_and_what_a_mother_did_later_take_no_part() -> None:
    mother = a_person("1950-01-01", events=(an_event("naturalised", "2015-01-01"),))
    spouse = Relative("spouse", since=day("2012-01-01"))
    person = a_person(mother=Relative("mother", person=mother), relatives=(spouse, Relative("sibling")))

    known, _ = as_of(person, IN_2010)

    assert known.relatives == (Relative("sibling"),)
    assert known.mother is not None
    assert known.mother.person == replace(mother, events=())


def test_a_person_of_whom_nothing_is_later_stays_as_told() -> None:
    person = a_person(stays=(a_stay("XAA", "1980-05-05"),), parents_unknown=TRUE)

    assert as_of(person, IN_2010) == (person, ())
    assert as_of(person, IN_2010)[0] is person
