"""Records of a file: read, deduplicated, searched."""

import random
from dataclasses import replace

import pytest

from tulga.matching import listed as listed_records
from tulga.matching.core.candidates import keys_of
from tulga.matching.core.features import prepare
from tulga.matching.core.records import Entry
from tulga.matching.listed import Searchable, dedupe, entries
from tulga.matching.tables import Problem, Row, Wrong

LISTED = (
    Entry("1", "campaign", family_name="Құнанбаева", given_name="Әйгерім", sex="F", birth_date="1991-05-06"),
    Entry("2", "border", family_name="KUNANBAYEVA", given_name="AIGERIM", sex="F", birth_date="1991-05-06"),
    Entry("3", "civil", family_name="Петров", given_name="Иван", sex="M", birth_date="1960-02-11"),
    Entry("4", "ngo", full_name="Ivan Petrov", sex="M", birth_date="1960-02-11"),
    Entry("5", "civil", family_name="Кунанбаева", given_name="Динара", sex="F", birth_date="1995-01-17"),
)


def row(number: int, **cells: str) -> Row:
    return Row(number, {"record_id": str(number), "family_name": "Ким", **cells})


def test_spellings_of_one_person_are_one_group_and_a_sister_is_another() -> None:
    found = dedupe(LISTED)
    assert found.clusters.of == {"1": "1", "2": "1", "3": "3", "4": "3", "5": "5"}
    assert [pair[:2] for pair in found.pairs if pair[2] >= 0.5] in ([("1", "2"), ("3", "4")], [("3", "4"), ("1", "2")])


def test_the_order_of_records_is_indifferent() -> None:
    turned = list(LISTED)
    random.Random(3).shuffle(turned)
    found, other = dedupe(LISTED), dedupe(turned)
    assert found.pairs == other.pairs
    assert found.clusters == other.clusters


def test_a_long_list_goes_through_compiled_loops_with_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = dedupe(LISTED)
    monkeypatch.setattr(listed_records, "MANY", len(LISTED))
    many = dedupe(LISTED)
    assert many.clusters == plain.clusters
    assert [pair[:2] for pair in many.pairs] == [pair[:2] for pair in plain.pairs]
    assert [pair[2] for pair in many.pairs] == pytest.approx([pair[2] for pair in plain.pairs])


def test_deduplicating_again_changes_nothing() -> None:
    assert dedupe(LISTED) == dedupe(LISTED)


def test_a_record_listed_once_more_joins_its_group() -> None:
    again = replace(LISTED[0], id="6", register="consular")
    assert dedupe([*LISTED, again]).clusters.of["6"] == "1"


def test_the_record_most_like_another_comes_first_and_itself_never() -> None:
    place = Searchable(LISTED)
    assert place.most_like(LISTED[0])[0][0] == "2"
    assert "1" not in [one for one, _p in place.most_like(LISTED[0])]


def test_cells_that_cannot_be_used_are_told_and_the_row_is_used_without_them() -> None:
    rows = [
        row(2, birth_date="1990-02-30"),
        row(3, age_stated="-4"),
        row(4, registered_on="soon"),
        row(5, birth_date="1370-07-31"),
    ]
    found, problems = entries(rows)
    assert problems == [
        Problem(2, "birth_date", Wrong.NO_DATE),
        Problem(3, "age_stated", Wrong.NO_AGE),
        Problem(4, "registered_on", Wrong.NO_DATE),
        Problem(5, "birth_date", Wrong.NO_DATE),
    ]
    assert [one.family_name for one in found] == ["Ким"] * 4
    assert found[0].birth_date == ""
    assert found[1].age_stated is None


def test_dates_of_two_calendars_and_bare_years_are_dates() -> None:
    rows = [
        row(2, birth_date="1990"),
        row(3, birth_date="1370-06-31"),
        row(4, birth_date="2000-02-29"),
        row(5, age_stated="0"),
    ]
    assert entries(rows)[1] == []


def test_a_row_without_any_name_is_told_and_kept() -> None:
    found, problems = entries([Row(2, {"record_id": "x"})])
    assert problems == [Problem(2, "full_name", Wrong.EMPTY)]
    assert dedupe(found).clusters.of == {"x": "x"}


def test_a_record_that_shares_no_key_is_found_by_the_sound_of_its_names() -> None:
    asked = Entry("q", "ngo", full_name="Moukanbetov Erzhann")
    hidden = Entry("h", "civil", family_name="Мусамбетов", given_name="Ержап")
    assert not keys_of(prepare(asked)) & keys_of(prepare(hidden))
    assert Searchable([*LISTED, hidden]).most_like(asked)[0][0] == "h"
    assert Searchable([*LISTED, hidden], [asked]).most_like(asked) == Searchable([*LISTED, hidden]).most_like(asked)


def test_a_search_among_nobody_and_for_a_record_without_a_name_answers() -> None:
    assert Searchable([]).most_like(LISTED[0]) == []
    assert Searchable([Entry("n")]).most_like(LISTED[0])[0][0] == "n"
    assert len(Searchable(LISTED).most_like(Entry("n"))) == len(LISTED)
