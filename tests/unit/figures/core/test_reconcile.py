from datetime import date

from tests.unit.figures.core.facts import a_fact, a_person, register, unhcr
from tulga.figures.core.reconcile import Books, closes, ends_of_periods, flow_of, unbalanced

ENDS = ends_of_periods(date(2019, 1, 1), date(2021, 12, 31))


def books_of(*people: object) -> Books:
    books = Books(ENDS)
    for person in people:
        books.enter(person)  # type: ignore[arg-type]
    return books


def test_periods_are_years_and_end_on_the_day_itself() -> None:
    assert ends_of_periods(date(2020, 1, 1), date(2021, 6, 30)) == (
        date(2019, 12, 31),
        date(2020, 12, 31),
        date(2021, 6, 30),
    )
    assert ends_of_periods(date(2020, 1, 1), date(2020, 6, 30)) == (date(2019, 12, 31), date(2020, 6, 30))


def test_there_are_no_accounts_of_a_day_before_they_begin() -> None:
    assert ends_of_periods(date(2014, 1, 1), date(2013, 12, 31)) == ()


def test_a_stock_that_nothing_changes_stands_at_every_end() -> None:
    books = books_of(a_person(register("stateless", "2015-01-01")))

    assert books.stocks["stateless.government"] == [1, 1, 1, 1]
    assert not books.flows


def test_whoever_goes_from_one_category_to_another_stands_in_both_books_for_the_same_reason() -> None:
    recognised = a_fact("decision", "statelessness_determination:recognised", "2020-03-03", position=2)

    books = books_of(a_person(unhcr("undetermined", "2015-01-01"), recognised))

    assert books.lines("stateless.undetermined", range(3)) == {("out", "recognised_stateless", False): 1}
    assert books.lines("stateless.government", range(3)) == {("in", "recognised_stateless", False): 1}
    assert books.lines("stateless", range(3)) == {}
    assert books.stocks["stateless"] == [1, 1, 1, 1]


def test_what_had_to_be_assumed_has_lines_of_its_own() -> None:
    met = a_fact("identified", "paper_register", "2019-05-05", source="assumed:arrivals")

    books = books_of(a_person(register("stateless", "2019-05-05"), met), a_person(register("stateless", "2019-05-05")))

    assert books.lines("total", range(3)) == {
        ("in", "registered_by_government", False): 1,
        ("in", "registered_by_government", True): 1,
    }


def test_what_happens_later_to_somebody_assumed_is_told_like_any_life() -> None:
    met = a_fact("identified", "paper_register", "2019-05-05", source="assumed:arrivals")
    granted = a_fact("decision", "citizenship:granted:KAZ", "2020-03-03", position=3)

    books = books_of(a_person(register("stateless", "2019-05-05"), met, granted))

    assert books.lines("total", range(3)) == {
        ("in", "registered_by_government", True): 1,
        ("out", "citizenship_granted", False): 1,
    }


def test_coming_and_going_in_one_year_stands_in_both_lines() -> None:
    person = a_person(
        register("stateless", "2020-02-01"), a_fact("presence_ended", "departed", "2020-09-01", position=2)
    )

    books = books_of(person)

    assert books.lines("total", range(1, 2)) == {
        ("in", "registered_by_government", False): 1,
        ("out", "departed", False): 1,
    }
    assert books.stocks["total"] == [0, 0, 0, 0]
    assert list(unbalanced(books)) == []


def test_the_reason_is_what_made_the_difference() -> None:
    claim = a_fact("case_opened", "asylum", "2020-05-05", position=2)
    granted = a_fact("decision", "citizenship:granted:KAZ", "2020-05-05", position=3)
    died = a_fact("presence_ended", "died", "2020-05-05", position=4)
    held = register("stateless", "2015-01-01")

    claimed, citizen, dead = (
        books_of(a_person(held, *facts)).lines("stateless", range(3))
        for facts in ([claim], [claim, granted], [claim, died])
    )

    assert claimed == {("out", "asylum_claimed", False): 1}
    assert citizen == {("out", "citizenship_granted", False): 1}
    assert dead == {("out", "died", False): 1}


def test_a_reason_without_a_name_is_other() -> None:
    assert flow_of("authority_answer:undetermined") == "said_by_authority"
    assert flow_of("own_statement:stateless") == "other"


def test_books_that_do_not_close_are_named() -> None:
    books = books_of(a_person(register("stateless", "2020-02-01")))
    books.stocks["stateless"][2] += 1

    assert list(unbalanced(books)) == [
        "stateless from 2019-12-31 to 2020-12-31",
        "stateless from 2020-12-31 to 2021-12-31",
    ]


def test_start_and_what_came_in_and_went_out_give_the_end() -> None:
    assert closes(10, {("in", "born", False): 3, ("out", "died", False): 1}, 12)
    assert not closes(10, {("in", "born", False): 3}, 12)
