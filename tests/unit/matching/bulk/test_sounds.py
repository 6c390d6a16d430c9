"""Who bears a name that sounds like another's, when every word is compared."""

from tulga.matching.bulk.sounds import Sounds
from tulga.matching.core.features import prepare
from tulga.matching.core.records import Entry

RECORDS = [
    prepare(one)
    for one in (
        Entry("0", family_name="Петров", given_name="Иван", birth_date="1960-02-11"),
        Entry("1", family_name="Мусамбетов", given_name="Ержап", birth_date="1991-05-06"),
        Entry("2"),
        Entry("3", family_name="Мусамбетова", given_name="Динара", birth_date="1995-01-17"),
        Entry("4", family_name="Мусамбетов", given_name="Ержап", birth_date="1940-10-30"),
    )
]


def test_the_likest_names_come_first_and_a_fitting_birth_before_another() -> None:
    asked = prepare(Entry("q", full_name="Moukanbetov Erzhann", birth_date="1991"))
    assert Sounds(RECORDS).nearest(asked, 3) == [1, 4, 3]


def test_without_a_birth_date_names_alone_count() -> None:
    asked = prepare(Entry("q", full_name="Ivan Petrof"))
    assert Sounds(RECORDS).nearest(asked, 1) == [0]


def test_no_more_are_returned_than_asked_for_and_nobody_where_nobody_is() -> None:
    asked = prepare(Entry("q", full_name="Ivan Petrof"))
    assert len(Sounds(RECORDS).nearest(asked, 99)) == len(RECORDS)
    assert Sounds([]).nearest(asked, 5) == []


def test_a_word_that_nobody_bears_may_be_told_beforehand_or_not() -> None:
    asked = prepare(Entry("q", full_name="Khrzystof Musambet", birth_date="1991-05-06"))
    assert Sounds(RECORDS, [asked]).nearest(asked, 5) == Sounds(RECORDS).nearest(asked, 5)
