"""Beside the total: with and without matching, and how many may be counted twice; no total is changed by it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from tests.integration.register.people import Operation, a_birth
from tulga.figures import duplicates
from tulga.figures.compile import compile_operation
from tulga.figures.core.cells import Shown, Withheld
from tulga.figures.core.figure import FigureSet, to_json
from tulga.figures.duplicates import Duplicates, Why
from tulga.matching import worklist
from tulga.register.entries import NationalityStated

AS_OF = date(2021, 12, 31)
UNDETERMINED = NationalityStated(status="undetermined", basis="unhcr_registration")
NAMES = (
    ("Құнанбаева Әйгерім", "Кунанбаева Айгерим"),
    ("Сейітқали Дәулет", "Сеиткали Даулет"),
    ("Юсупов Рустам", "Yusupov Rustam"),
    ("Каримова Гулнора", "Karimova Gulnora"),
    ("Тлеубаев Ерлан", "Tleubayev Yerlan"),
    ("Абдуллаев Шухрат", "Abdullayev Shukhrat"),
)
ALONE = ("Петров Иван", "Мельник Оксана", "Цой Виктор")


@pytest.fixture
def operation() -> Operation:
    return Operation()


@pytest.fixture
def twice(operation: Operation) -> list[tuple[UUID, UUID]]:
    """Six people with two records each, and three with one."""
    found = []
    for number, (one, other) in enumerate(NAMES):
        born = a_birth(f"19{60 + number * 5}-0{number + 2}-1{number}")
        found.append((operation.record(one, born, UNDETERMINED), operation.record(other, born, UNDETERMINED)))
    for number, name in enumerate(ALONE):
        operation.record(name, a_birth(f"194{number}-11-2{number}"), UNDETERMINED)
    return found


def beside(figures: FigureSet | None = None) -> Duplicates:
    found = duplicates.beside(figures or compile_operation("KAZ", AS_OF, None))
    assert found is not None
    return found


def drawn() -> Duplicates:
    while worklist.examine():
        pass
    return beside()


def test_until_the_list_of_look_alikes_is_drawn_nothing_is_said(twice: list[tuple[UUID, UUID]]) -> None:
    found = beside()
    assert found.why is Why.NOT_DRAWN
    assert found.mean is None


def test_look_alikes_that_nobody_judged_are_expected_to_be_counted_twice(twice: list[tuple[UUID, UUID]]) -> None:
    found = drawn()
    assert found.why is Why.TOLD
    assert (found.with_matching, found.without_matching) == (Shown(15), Shown(15))
    assert found.pairs == Shown(6)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= 6 <= found.high
    assert found.people == (15 - found.high, 15 - found.low)


def test_the_total_itself_is_as_it_was(twice: list[tuple[UUID, UUID]]) -> None:
    before = to_json(compile_operation("KAZ", AS_OF, None), full=True)
    drawn()
    assert to_json(compile_operation("KAZ", AS_OF, None), full=True) == before


def test_the_same_recipe_gives_the_same_and_a_judgement_another(
    operation: Operation, twice: list[tuple[UUID, UUID]]
) -> None:
    first = drawn()
    assert beside() == first
    operation.judge(*twice[0], verdict="different")
    assert beside().recipe != first.recipe


def test_who_was_joined_counts_once_with_matching_and_twice_without(
    operation: Operation, twice: list[tuple[UUID, UUID]]
) -> None:
    for pair in twice:
        operation.judge(*pair)
    found = drawn()
    assert (found.with_matching, found.without_matching) == (Shown(9), Shown(15))
    assert found.pairs == Shown(0)
    assert found.low == 0


def test_a_difference_or_pairs_of_one_to_four_are_withheld(
    operation: Operation, twice: list[tuple[UUID, UUID]]
) -> None:
    for pair in twice[:2]:
        operation.judge(*pair)
    found = drawn()
    assert found.without_matching == Withheld()
    assert (found.why, found.pairs, found.mean) == (Why.WITHHELD, Withheld(), None)


def test_where_the_total_is_withheld_nothing_beside_it_is_shown(operation: Operation) -> None:
    for name in ALONE:
        operation.record(name, UNDETERMINED)
    found = drawn()
    assert (found.with_matching, found.without_matching) == (Withheld(), Withheld())
    assert found.why is Why.WITHHELD


def test_the_list_has_no_past_and_official_statistics_no_list(twice: list[tuple[UUID, UUID]]) -> None:
    figures = compile_operation("KAZ", AS_OF, None)
    assert beside(replace(figures, known_at=datetime(2021, 6, 1, tzinfo=UTC))).why is Why.PAST
    assert duplicates.beside(replace(figures, source="official")) is None


def test_the_written_form_names_no_person(twice: list[tuple[UUID, UUID]]) -> None:
    told = str(duplicates.to_json(drawn()))
    assert not any(str(record) in told for pair in twice for record in pair)
