"""Templates in HTML: the shipped ones, and what is wrong with others."""

from datetime import UTC, date, datetime

import pytest

from tulga.procedures.letters.core import page
from tulga.procedures.letters.core.catalogue import LANGUAGES, Recipient, fields, letters
from tulga.procedures.letters.core.marks import Problem, Wrong, names_in
from tulga.procedures.letters.core.shipped import template
from tulga.procedures.letters.core.values import Unfilled, examples, said

EVERY = [(letter, language) for letter in letters() for language in LANGUAGES]
READY = letters()["paper_ready"]
WHOLE = "<p>{{person.name}} {{case.number}}</p>\n<p>{{paper.name}} {{office.name}}</p>\n"


@pytest.mark.parametrize(("letter", "language"), EVERY)
def test_every_shipped_template_is_right_and_can_be_filled(letter, language):
    source = template(letter, language)
    assert page.check(source, letters()[letter]) == []
    filled = page.fill(source, examples(language))
    assert "{{" not in filled
    assert "<h1>" in filled


@pytest.mark.parametrize("letter", letters())
def test_a_shipped_letter_says_the_same_fields_in_every_language(letter):
    said_in = {language: set(names_in(template(letter, language))) for language in LANGUAGES}
    assert said_in["en"] == said_in["ru"] == said_in["kk"]


def test_another_state_is_told_the_least_and_never_where_the_person_is_or_what_they_asked_for():
    told = {name for name, field in fields().items() if Recipient.FOREIGN_AUTHORITY in field.recipients}
    assert told == {
        "person.name", "person.name_latin", "person.birth_date", "person.birth_place", "office.name", "office.address",
        "office.telephone", "officer.name", "letter.on", "enquiry.number", "enquiry.state", "enquiry.question",
    }  # fmt: skip
    for language in LANGUAGES:
        assert {name for name, _ in names_in(template("enquiry_abroad", language))} <= told


def test_every_letter_needs_only_what_its_recipient_may_be_told():
    for letter in letters().values():
        for name in letter.needs:
            assert letter.recipient in fields()[name].recipients


def test_no_letter_says_for_sure_a_day_that_a_limit_gives_since_it_may_not_be_verified():
    limits = {name for name, field in fields().items() if field.limit}
    assert limits == {"case.decision_by", "extension.until", "appeal.until"}
    assert not any(limits.intersection(letter.needs) for letter in letters().values())
    for letter, language in EVERY:
        without = {name: value for name, value in examples(language).items() if name not in limits}
        assert "{{" not in page.fill(template(letter, language), without)


@pytest.mark.parametrize(
    ("added", "problem"),
    [
        ("<p>{{person.nme}}</p>", Problem(3, Wrong.NO_SUCH_FIELD, "person.nme", "person.name")),
        ("<p>{{enquiry.question}}</p>", Problem(3, Wrong.NOT_TO_THEM, "enquiry.question")),
        ("<p>{{person.name}</p>", Problem(3, Wrong.NOT_CLOSED, "{{")),
        ("<script>alert(1)</script>", Problem(3, Wrong.ELSEWHERE, "script")),
        ('<img src="http://example.org/x.png">', Problem(3, Wrong.ELSEWHERE, "img")),
        ("<marquee>x</marquee>", Problem(3, Wrong.TAG, "marquee")),
        ('<p onclick="x()">x</p>', Problem(3, Wrong.ATTRIBUTE, "onclick=x()")),
        ('<p style="color: red">x</p>', Problem(3, Wrong.ATTRIBUTE, "style=color: red")),
        ("<p>x</em></p>", Problem(3, Wrong.NO_HTML, "</em>")),
        ("<section>x", Problem(3, Wrong.NO_HTML, "<section>")),
    ],
)
def test_what_is_wrong_is_named_with_its_line(added, problem):
    assert page.check(WHOLE, READY) == []
    assert problem in page.check(WHOLE + added, READY)


def test_what_the_letter_has_to_say_and_does_not_is_named():
    found = page.check("<p>{{person.name}} {{office.name}}</p><p>{{?paper.name}}{{paper.name}}</p>", READY)
    assert found == [Problem(0, Wrong.NEEDED, "case.number"), Problem(0, Wrong.ONLY_MAYBE, "paper.name")]
    assert page.check(" \n", READY) == [Problem(0, Wrong.EMPTY, "")]
    assert page.check("x" * 200_001, READY) == [Problem(0, Wrong.TOO_LARGE, "200001")]


def test_no_value_brings_an_element_or_a_mark_of_its_own():
    filled = page.fill("<p>{{person.name}}</p>", {"person.name": "<b>&{{case.number}}\nsecond"})
    assert filled == "<p>&lt;b&gt;&amp;{{case.number}}<br>second</p>"


def test_what_is_not_known_stops_the_letter_and_never_prints_as_nothing():
    with pytest.raises(Unfilled) as told:
        page.fill(WHOLE, {"case.number": "1"})
    assert told.value.fields == ("person.name", "paper.name", "office.name")
    assert page.fill("<p>{{?paper.valid_until}}x</p><p>y</p>", {}) == "<p>y</p>"


def test_days_are_written_as_the_language_writes_them():
    day, moment = date(2021, 6, 3), datetime(2021, 6, 10, 14, 30, tzinfo=UTC)
    written = {
        language: said({"letter.on": day, "interview.at": moment, "paper.name": None}, language)
        for language in LANGUAGES
    }  # fmt: skip
    assert written["en"] == {"letter.on": "3 June 2021", "interview.at": "10 June 2021, 14:30"}
    assert written["ru"] == {"letter.on": "3 июня 2021 г.", "interview.at": "10 июня 2021 г., 14:30"}
    assert written["kk"] == {"letter.on": "2021 жылғы 3 маусым", "interview.at": "2021 жылғы 10 маусым, 14:30"}


def test_a_value_of_another_kind_is_refused_by_name():
    with pytest.raises(ValueError, match=r"letter\.on: wants a value of the kind day, not str"):
        said({"letter.on": "yesterday"}, "en")
    with pytest.raises(ValueError, match=r"letter\.of: no letter has such a field"):
        said({"letter.of": "x"}, "en")
