"""A date is kept as far as it is known, and what cannot be said is unknown."""

from datetime import date

import pytest

from tulga.kernel.dates import UNKNOWN_DATE, InvalidDate, PartialDate
from tulga.kernel.findings import Finding

FORMS = {
    "1984-03-12": ("1984-03-12", "1984-03-12"),
    "1984-02": ("1984-02-01", "1984-02-29"),
    "1984": ("1984-01-01", "1984-12-31"),
    "198X": ("1980-01-01", "1989-12-31"),
    "19XX": ("1900-01-01", "1999-12-31"),
    "1984-21": ("1984-03-01", "1984-05-31"),
    "1984-22": ("1984-06-01", "1984-08-31"),
    "1984-23": ("1984-09-01", "1984-11-30"),
    "1984-24": ("1984-12-01", "1985-02-28"),
    "1984~": ("1982-01-01", "1986-12-31"),
    "1984-03-12?": ("1984-02-26", "1984-03-27"),
    "1984-03%": ("1983-12-31", "1984-05-31"),
    "198X~": ("1978-01-01", "1991-12-31"),
    "1979/1981": ("1979-01-01", "1981-12-31"),
    "1979-05/1981-02-03": ("1979-05-01", "1981-02-03"),
}


@pytest.mark.parametrize(("text", "bounds"), FORMS.items())
def test_each_form_has_its_bounds(text: str, bounds: tuple[str, str]) -> None:
    told = PartialDate.parse(text)

    assert told.earliest is not None
    assert told.latest is not None
    assert (told.earliest.isoformat(), told.latest.isoformat()) == bounds
    assert str(told) == told.text == text


def test_one_side_may_be_open_and_a_date_may_be_unknown() -> None:
    at_the_latest, at_the_earliest = PartialDate.parse("../1991"), PartialDate.parse("1984/..")

    assert (at_the_latest.earliest, at_the_latest.latest) == (None, date(1991, 12, 31))
    assert (at_the_earliest.earliest, at_the_earliest.latest) == (date(1984, 1, 1), None)
    assert not UNKNOWN_DATE.known
    assert PartialDate.parse("Unknown") == UNKNOWN_DATE


@pytest.mark.parametrize(
    ("written", "text"), [(" 1984 ", "1984"), ("/1991", "../1991"), ("1984/", "1984/.."), ("UNKNOWN", "unknown")]
)
def test_one_date_has_one_written_form(written: str, text: str) -> None:
    assert PartialDate.parse(written).text == text


def test_what_is_approximate_or_uncertain_says_so() -> None:
    marks = {
        text: (PartialDate.parse(text).approximate, PartialDate.parse(text).uncertain)
        for text in ("1984~", "1984?", "1984%", "1984")
    }

    assert marks == {"1984~": (True, False), "1984?": (False, True), "1984%": (True, True), "1984": (False, False)}


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "12.03.1984", "1984-13", "1984-02-30", "1984-25", "0000", "84", "198X-03", "1984/1979",
        "1/2/3", "../..", "/", "1984-3-12", "1984-03-12T10:00", "١٩٨٤", "1984 ~", "19X4", "9999-24",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(InvalidDate, match=r"write (it|the)"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    "text", ["0001-01-05~", "9999-12-20?", "0001-01~", "9999-12~", "0001~", "9999~", "00XX", "99XX?"]
)
def test_the_ends_of_time_are_bounds_and_no_error(text: str) -> None:
    told = PartialDate.parse(text)

    assert told.earliest is not None
    assert told.latest is not None
    assert told.earliest <= told.latest


@pytest.mark.parametrize(
    ("text", "before", "on_or_before", "after"),
    [
        ("1984-03-11", "met", "met", "not_met"),
        ("1984-03-12", "not_met", "met", "not_met"),
        ("1984-03-13", "not_met", "not_met", "met"),
        ("1984", "unknown", "unknown", "unknown"),
        ("1983", "met", "met", "not_met"),
        ("1985", "not_met", "not_met", "met"),
        ("1983~", "unknown", "unknown", "unknown"),
        ("../1983", "met", "met", "not_met"),
        ("1985/..", "not_met", "not_met", "met"),
        ("unknown", "unknown", "unknown", "unknown"),
    ],
)
def test_comparing_with_a_day_may_be_unknown(text: str, before: str, on_or_before: str, after: str) -> None:
    told, day = PartialDate.parse(text), date(1984, 3, 12)

    assert (told.before(day), told.on_or_before(day), told.after(day)) == tuple(
        Finding(value) for value in (before, on_or_before, after)
    )


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("1984-03-12", (17, 17)), ("1984-03-13", (16, 16)), ("1984", (16, 17)), ("1984/..", (None, 17)),
        ("../1984", (16, None)), ("unknown", (None, None)), ("2005", (0, 0)), ("1984-02-29", (17, 17)),
    ],
)  # fmt: skip
def test_an_age_has_bounds(text: str, ages: tuple[int | None, int | None]) -> None:
    assert PartialDate.parse(text).age_on(date(2001, 3, 12)) == ages


def test_a_day_is_exact() -> None:
    assert PartialDate.of(date(1984, 3, 12)) == PartialDate.parse("1984-03-12")
    assert PartialDate.of(date(1984, 3, 12)).exact
    assert not PartialDate.parse("1984-03").exact
