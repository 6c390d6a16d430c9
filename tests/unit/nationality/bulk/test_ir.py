"""A rule becomes one condition; what a prefix, a version and a comparison mean is decided there."""

from datetime import date

import pytest

from tests.unit.nationality.law import AT_BIRTH, at_event, on, rule
from tulga.kernel.dates import PartialDate
from tulga.nationality.bulk import ir
from tulga.nationality.core.language import parse
from tulga.nationality.core.rules import Timing, TimingKind
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth

READING = ir.Reading("birth", date(2025, 6, 1))
MOTHER, FATHER = "mother.exists.birth", "father.exists.birth"


def truth_of(text: str, known: dict[str, Truth], born: str = "2000-01-01") -> Truth:
    node = ir.lower_term(parse(text), READING)
    said = {atom.name: UNKNOWN for atom in ir.atoms(node)} | known
    return ir.value(node, said, {"birth": ir.bounds(PartialDate.parse(born)), "now": (20_240, 20_240)})


@pytest.mark.parametrize(
    ("prefix", "mother", "father", "expected"),
    [
        ("any parent", TRUE, UNKNOWN, TRUE),
        ("any parent", FALSE, UNKNOWN, UNKNOWN),
        ("both parents", FALSE, UNKNOWN, FALSE),
        ("both parents", TRUE, UNKNOWN, UNKNOWN),
        ("exactly one parent", TRUE, FALSE, TRUE),
        ("exactly one parent", TRUE, TRUE, FALSE),
        ("exactly one parent", TRUE, UNKNOWN, UNKNOWN),
        ("mother", TRUE, FALSE, TRUE),
        ("father", TRUE, FALSE, FALSE),
    ],
)
def test_a_prefix_means_what_the_language_says(prefix: str, mother: Truth, father: Truth, expected: Truth) -> None:
    known = {"mother.national.KAZ.birth": mother, "father.national.KAZ.birth": father, MOTHER: TRUE, FATHER: TRUE}

    found = truth_of(f"{prefix}.national(KAZ, at birth)", known)

    assert found is expected


def test_a_parent_who_does_not_exist_in_law_meets_nothing_not_even_a_not() -> None:
    known = {FATHER: FALSE, "father.national.KAZ.birth": UNKNOWN}

    found = truth_of("father.(not national(KAZ, at birth))", known)

    assert found is FALSE


def test_a_sole_parent_is_one_beside_whom_the_law_knows_no_other() -> None:
    known = {MOTHER: TRUE, FATHER: FALSE, "mother.national.KAZ.birth": TRUE}

    found = truth_of("sole parent.national(KAZ, at birth)", known)

    assert found is TRUE
    assert truth_of("sole parent.national(KAZ, at birth)", known | {FATHER: TRUE}) is FALSE


def test_one_parent_while_the_other_is_read_both_ways_round() -> None:
    text = "one parent.(national(KAZ, at birth)) while other.(stateless(at birth))"
    known = {MOTHER: TRUE, FATHER: TRUE, "father.national.KAZ.birth": TRUE, "mother.stateless.birth": TRUE}

    found = truth_of(text, known)

    assert found is TRUE
    assert truth_of(text, known | {"mother.stateless.birth": FALSE, "mother.national.KAZ.birth": FALSE}) is FALSE


@pytest.mark.parametrize(
    ("born", "expected"),
    [("1994-12-31", TRUE), ("1995-01-01", FALSE), ("1994", TRUE), ("1995~", UNKNOWN), ("unknown", UNKNOWN)],
)
def test_a_birth_known_roughly_decides_only_what_all_its_days_decide(born: str, expected: Truth) -> None:
    found = truth_of("born < 1995-01-01", {}, born)

    assert found is expected


@pytest.mark.parametrize(
    ("born", "day", "expected"),
    [
        ("2000-12-31", "2018-01-01", TRUE),  # seventeen, although the years differ by eighteen
        ("2000-01-01", "2018-01-01", FALSE),
        ("2000-02-29", "2018-02-28", TRUE),  # born on 29 February: eighteen on 1 March
        ("2000-02-29", "2018-03-01", FALSE),
        ("2000-02-28", "2018-02-28", FALSE),
    ],
)
def test_age_is_counted_by_year_month_and_day(born: str, day: str, expected: Truth) -> None:
    found = truth_of(f"age(on {day}) < 18", {}, born)

    assert found is expected


def test_the_version_in_force_is_a_question_about_the_event_with_three_values() -> None:
    lowered = ir.lower(rule("A", "true", first="1992-03-01", last="2001"))

    def on_day(born: str) -> Truth:
        return ir.value(lowered.in_force, {}, {"birth": ir.bounds(PartialDate.parse(born))})

    assert on_day("1992-02-29") is FALSE
    assert on_day("2000-12-31") is TRUE
    assert on_day("2001-06-01") is UNKNOWN  # the last day of the version is known to the year only
    assert on_day("2002-01-01") is FALSE


def test_a_rule_of_one_day_asks_whether_the_person_was_born_by_then() -> None:
    lowered = ir.lower(rule("A", "true", timing=on("1992-03-01")))

    assert ir.value(lowered.node, {}, {"birth": ir.bounds(PartialDate.parse("1992-03-01"))}) is TRUE
    assert ir.value(lowered.node, {}, {"birth": ir.bounds(PartialDate.parse("1992-03-02"))}) is FALSE


def test_what_is_read_at_another_event_has_another_name() -> None:
    at_birth = ir.atoms(ir.lower(rule("A", "event(opt_out, KAZ)")).node)
    on_day = ir.atoms(ir.lower(rule("A", "event(opt_out, KAZ)", timing=on("1992-03-01"))).node)
    later = ir.atoms(ir.lower(rule("A", "event(opt_out, KAZ)", timing=at_event("adopted"))).node)

    names = [found[0].name for found in (at_birth, on_day, later)]

    assert names == [
        "subject.event.opt_out.KAZ.birth",
        "subject.event.opt_out.KAZ.1992-03-01",
        "subject.event.opt_out.KAZ.event",
    ]


def test_now_is_the_day_of_the_assessment_when_it_is_given() -> None:
    application = Timing(TimingKind.APPLICATION)
    written = rule("A", "resident_for(KAZ, permanent, 5 years, now)", timing=application)

    found = ir.atoms(ir.lower(written, date(2025, 6, 1)).node)

    assert [atom.name for atom in found] == ["subject.resident_for.KAZ.permanent.5-years.2025-06-01"]


def test_a_constant_takes_its_condition_with_it() -> None:
    lowered = ir.lower(rule("A", "born_in(KAZ) and false or true", timing=AT_BIRTH, first=None))

    assert lowered.node == ir.YES
