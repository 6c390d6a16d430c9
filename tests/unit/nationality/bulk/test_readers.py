"""Predicates over columns: residence without counting days, ages, events, families."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.unit.nationality.law import on, pack, rule
from tulga.kernel.dates import PartialDate
from tulga.nationality.bulk.facts import people_of
from tulga.nationality.bulk.family import circles, depth, problems
from tulga.nationality.bulk.lives import live
from tulga.nationality.bulk.ragged import cover
from tulga.nationality.bulk.readers import begin_of, completed
from tulga.nationality.core import spans
from tulga.nationality.core.facts import Absent, Nationality, Person, Relative, Stay
from tulga.nationality.core.rules import Timing, TimingKind
from tulga.nationality.core.terms import Span
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN, Truth
from tulga.nationality.core.world import World

TODAY = date(2025, 6, 1)


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def lived(*stays: tuple[str, str, str | None]) -> Person:
    found = tuple(Stay(state, day(first), day(last) if last else None, "permanent") for state, first, last in stays)
    return Person("p", born=day("1980-01-01"), born_in="KAZ", stays=found)


def applied(person: Person, when: str) -> Truth:
    """Return whether a rule that is read today is met, by the columns; and hold it against the interpreter."""
    written = rule("A", when, timing=Timing(TimingKind.APPLICATION), first=None)
    packs = {"KAZ": pack(written)}

    lives = live(people_of([person]), packs, TODAY, keep=frozenset({"A"}))

    chunks = [(row, value) for rows, values in lives.read["A", "now"] for row, value in zip(rows, values, strict=True)]
    (found,) = [int(value) for row, value in chunks if row == 0]
    world = World(person, packs, spans.of_date(TODAY))
    assert [int(read.counted) for read in world.files["KAZ"].reads] == [found]
    return Truth(found)


def met(person: Person, when: str) -> Truth:
    """Return whether a rule of one day is met, by the columns; and hold it against the interpreter."""
    written = rule("A", when, timing=on("2020-01-01"), first=None)
    packs = {"KAZ": pack(written)}

    lives = live(people_of([person]), packs, TODAY, keep=frozenset({"A"}))

    ((_, values),) = lives.read["A", "2020-01-01"]
    world = World(person, packs, spans.of_date(TODAY))
    assert [int(read.counted) for read in world.files["KAZ"].reads] == [int(values[0])]
    return Truth(int(values[0]))


@pytest.mark.parametrize(
    ("stays", "expected"),
    [
        ((("KAZ", "2010-01-01", None),), TRUE),
        ((("KAZ", "2010-01-01", "2017-05-01"), ("KAZ", "2017-05-02", None)), TRUE),
        (
            (("KAZ", "2010-01-01", "2017-05-01"), ("KAZ", "2017-05-03", None)),
            FALSE,
        ),  # "since 3 May" says: not on the 2nd
        ((("KAZ", "2010-01-01", "2017-05-01"), ("RUS", "2017-05-02", None)), FALSE),
        ((("KAZ", "2010-01-01", "2017"), ("KAZ", "2017", None)), UNKNOWN),  # may have ended before the next began
        ((("KAZ", "2016", None),), UNKNOWN),
        ((), UNKNOWN),
    ],
)
def test_five_years_without_interruption(stays: tuple[tuple[str, str, str | None], ...], expected: Truth) -> None:
    found = met(lived(*stays), "resident_for(KAZ, permanent, 5 years, on 2020-01-01)")

    assert found is expected


def test_a_stay_elsewhere_rules_a_day_out_and_silence_does_not() -> None:
    in_russia, nowhere = lived(("RUS", "2019-01-01", None)), lived()

    assert met(in_russia, "resident(KAZ, permanent, on 2020-01-01)") is FALSE
    assert met(nowhere, "resident(KAZ, permanent, on 2020-01-01)") is UNKNOWN


def test_what_is_established_as_absent_is_no() -> None:
    person = Person("p", born=day("1980-01-01"), born_in="KAZ", absent=(Absent("opt_out", "KAZ"),))

    assert met(person, "event(opt_out, KAZ)") is FALSE
    assert met(lived(), "event(opt_out, KAZ)") is UNKNOWN
    assert met(lived(), "act(decree_loss, KAZ)") is FALSE  # an act that nobody recorded


@pytest.mark.parametrize(
    ("ends", "covered"),
    [((0, 10), True), ((0, 4), True), ((5, 12), False), ((3, 8), True), ((-1, 2), False)],
)
def test_intervals_that_touch_are_one(ends: tuple[int, int], covered: bool) -> None:
    row = np.array([7, 7, 9])
    union = cover(3, row, np.array([0, 5, -100]), np.array([4, 10, 100]))

    found = union.covers(np.array([7]), np.array([ends[0]]), np.array([ends[1]]))

    assert bool(found[0]) is covered


def test_nobody_has_the_intervals_of_another() -> None:
    union = cover(2, np.array([1]), np.array([0]), np.array([100]))

    found = union.covers(np.array([0, 1, 2]), np.array([1, 1, 1]), np.array([5, 5, 5]))

    assert found.tolist() == [False, True, False]


@pytest.mark.parametrize("born", ["1996-02-29", "1996-02-28", "1996-03-01", "1995-12-31", "2000-01-01"])
@pytest.mark.parametrize("then", ["2014-02-28", "2014-03-01", "2016-02-29", "2018-01-01"])
def test_ages_are_those_of_the_interpreter(born: str, then: str) -> None:
    first, last = date.fromisoformat(born), date.fromisoformat(then)
    age = last.year - first.year - ((last.month, last.day) < (first.month, first.day))
    columns = [np.array([each.toordinal() - date(1970, 1, 1).toordinal()], dtype=np.int32) for each in (first, last)]

    assert completed(columns[0], columns[1], age).tolist() == [True]
    assert completed(columns[0], columns[1], age + 1).tolist() == [False]


@pytest.mark.parametrize("end", ["2024-02-29", "2023-03-01", "2020-12-31", "2000-01-01"])
@pytest.mark.parametrize("span", [Span(1, "years"), Span(5, "years"), Span(90, "days")])
def test_a_period_begins_where_the_interpreter_begins_it(end: str, span: Span) -> None:
    ordinal = date.fromisoformat(end).toordinal()
    epoch = date(1970, 1, 1).toordinal()

    found = begin_of(span, np.array([ordinal - epoch], dtype=np.int32))

    assert int(found[0]) + epoch == spans.begin_of(span, ordinal)


# -- families ----------------------------------------------------------------------------------------------------------


def line(length: int) -> Person:
    """Return a line of daughters, the oldest a national of Kazakhstan by birth there."""
    person = Person("0", born=day("1900-01-01"), born_in="KAZ", mother=_of_no_state(), father=_of_no_state())
    for number in range(1, length):
        mother = Relative("mother", person=person)
        born = day(f"{1900 + 20 * number}-01-01")
        person = Person(str(number), born=born, born_in="DEU", mother=mother, father=_of_no_state())
    return person


def _of_no_state() -> Relative:
    return Relative("mother", nationality=Nationality(stateless=TRUE, complete=TRUE))


def test_a_nationality_is_handed_down_line_by_line_under_the_law_of_each_birth() -> None:
    until_1960 = rule("OLD", "mother.national(KAZ, at birth) or born_in(KAZ)", first=None, last="1959-12-31")
    since_1960 = rule("NEW", "both parents.national(KAZ, at birth)", first="1960-01-01")
    packs = {"KAZ": pack(until_1960, since_1960), "DEU": pack(rule("D", "false", state="DEU"), state="DEU")}

    lives = live(people_of([line(5)]), packs, TODAY)

    by_id = dict(zip(lives.facts.ids.tolist(), lives.status("KAZ").tolist(), strict=True))
    assert by_id == {"0": TRUE, "1": TRUE, "2": TRUE, "3": FALSE, "4": FALSE}


def test_everybody_stands_below_their_parents() -> None:
    facts = people_of([line(4)])

    assert dict(zip(facts.ids.tolist(), depth(facts).tolist(), strict=True)) == {"0": 0, "1": 1, "2": 2, "3": 3}


def test_who_is_their_own_ancestor_is_refused_with_the_circle() -> None:
    facts = people_of([line(3), Person("x", born=day("1990-01-01"))])
    oldest = facts.ids.tolist().index("0")
    youngest = facts.ids.tolist().index("2")
    facts.mother.row[oldest] = youngest

    found = problems(facts)

    assert {problem.id for problem in found if "ancestor" in problem.message} == {"0", "1", "2"}
    assert any("2 ← 1 ← 0 ← 2" in problem.message for problem in found)
    assert len(circles(facts)) == 3


def test_a_parent_born_after_the_child_is_refused() -> None:
    mother = Relative("mother", person=Person("m", born=day("2001-01-01")))
    facts = people_of([Person("c", born=day("2000-01-01"), mother=mother)])

    found = problems(facts)

    assert [(problem.id, problem.column) for problem in found] == [("c", "mother")]
    assert "2001-01-01" in found[0].message


def test_a_spouse_is_beyond_the_columns_and_said_to_be() -> None:
    married = Person("p", relatives=(Relative("spouse"),))

    assert people_of([married, Person("q")]).beyond.tolist() == [True, False]


# -- before the birth, and days that are known roughly -----------------------------------------------------------------

BORN_LATER = Person("p", born=day("2021-03-01"), born_in="KAZ")


@pytest.mark.parametrize(
    "when",
    [
        "resident(KAZ, any, on 2020-12-31)",
        "resident_for(KAZ, permanent, 5 years, now)",
        "resident_since_before(KAZ, permanent, 2020-01-01, now)",
        "lives_abroad(KAZ, on 2020-12-31)",
        "lives_abroad_for(KAZ, 5 years, now)",
        "event(opt_out, KAZ, by 2020-12-31)",
        "event(wish_declared, KAZ, by 2020-12-31)",
        "consular_registration(KAZ, on 2020-12-31)",
    ],
)
def test_before_the_birth_nobody_lives_anywhere_and_nothing_has_happened(when: str) -> None:
    assert applied(BORN_LATER, when) is FALSE
    assert applied(replace(BORN_LATER, born=None), when) is UNKNOWN
    assert applied(replace(BORN_LATER, born=day("2010/2021")), when) is UNKNOWN


def test_what_the_parents_did_may_lie_before_the_birth() -> None:
    assert applied(BORN_LATER, "event(marriage, any, by 2020-12-31)") is UNKNOWN


def test_before_the_birth_of_a_mother_she_lived_nowhere() -> None:
    mother = Person("m", born=day("2001-01-01"))
    child = replace(BORN_LATER, mother=Relative("mother", person=mother))

    assert applied(child, "mother.resident(KAZ, any, on 2000-12-31)") is FALSE
    assert applied(child, "mother.resident(KAZ, any, on 2001-01-01)") is UNKNOWN


@pytest.mark.parametrize(
    ("stays", "here", "elsewhere"),
    [
        ((("KAZ", "2020-01-01", None),), TRUE, FALSE),
        ((("RUS", "2020-01-01", "2021-04-30"),), UNKNOWN, UNKNOWN),  # and after April?
        ((("KAZ", "2020-01-01", "2021-04-30"),), UNKNOWN, UNKNOWN),
        ((("RUS", "2020-01-01", "2021-04-30"), ("KAZ", "2021-05-01", None)), UNKNOWN, FALSE),
        ((("RUS", "2020-01-01", "2021-04-30"), ("RUS", "2021-05-01", None)), FALSE, FALSE),
        ((("RUS", "2020-01-01", "2021-04-30"), ("RUS", "2021-05-03", None)), UNKNOWN, UNKNOWN),
    ],
)
def test_a_day_known_roughly_is_decided_only_when_every_day_it_may_be_is_told(
    stays: tuple[tuple[str, str, str | None], ...], here: Truth, elsewhere: Truth
) -> None:
    person = replace(lived(*stays), born=day("2021"))

    assert applied(person, "resident(KAZ, any, at birth)") is here
    assert applied(person, "resident(DEU, any, at birth)") is elsewhere


# -- once, before a day ------------------------------------------------------------------------------------------------

TOLD_OF_ALL = ("UZB", "1980-01-01", None)


@pytest.mark.parametrize(
    ("stays", "expected"),
    [
        ((("KAZ", "1991-12-20", "1991-12-20"), ("RUS", "1991-12-21", None)), TRUE),
        ((("UZB", "1980-01-01", "1991-12-20"), ("KAZ", "1991-12-21", None)), FALSE),
        ((("UZB", "1980-01-01", "1985-01-01"), ("KAZ", "1991-12-21", None)), UNKNOWN),  # where between 1985 and 1991?
        ((("UZB", "1980-01-01", "1985-01-01"), ("KAZ", "1985/1992", None)), UNKNOWN),
        ((TOLD_OF_ALL, ("KAZ", "1991", None)), UNKNOWN),
        ((TOLD_OF_ALL,), FALSE),
        ((("UZB", "1980-01-02", None),), UNKNOWN),  # the day of the birth is not told
        ((), UNKNOWN),
    ],
)
def test_whoever_lived_there_once_did_and_never_needs_every_day(
    stays: tuple[tuple[str, str, str | None], ...], expected: Truth
) -> None:
    assert applied(lived(*stays), "lived_before(KAZ, any, 1991-12-21)") is expected


def test_living_there_before_a_day_asks_for_the_quality_and_for_a_birth() -> None:
    temporary = replace(lived(), stays=(Stay("KAZ", day("1985-01-01"), None, "temporary"),))
    at_last = replace(lived(("KAZ", "1991-01-01", None)), born=day("1992-01-01"))

    assert applied(temporary, "lived_before(KAZ, any, 1991-12-21)") is TRUE
    assert applied(temporary, "lived_before(KAZ, permanent, 1991-12-21)") is UNKNOWN
    assert applied(at_last, "lived_before(KAZ, any, 1991-12-21)") is FALSE


def test_where_and_when_a_parent_was_born_is_the_parents_own() -> None:
    mother = Person("m", born=day("1960-05-05"), born_in="UZB")
    child = replace(lived(), mother=Relative("mother", person=mother), father=Relative("father"))

    assert applied(child, "mother.born_in(UZB)") is TRUE
    assert applied(child, "mother.born_in(KAZ)") is FALSE
    assert applied(child, "father.born_in(KAZ)") is UNKNOWN
    assert applied(child, "mother.(born < 1970-01-01)") is TRUE
    assert applied(child, "mother.(born < 1950-01-01)") is FALSE
    assert applied(child, "mother.(age(now) < 70)") is TRUE
    assert applied(child, "father.(born < 1990-01-01)") is TRUE  # before a child of 1980
    assert applied(child, "father.(born < 1970-01-01)") is UNKNOWN
    assert applied(child, "any relative.(born_in(UZB) and born < 1991-08-24)") is TRUE
