"""The work list is drawn beside the work: a little at a time, stopped at once, and it keeps nothing that was erased."""

import threading

import pytest

from tests.integration.register.people import Operation, a_birth, a_name
from tulga.ledger.erasure import finish_erasures
from tulga.matching import worklist
from tulga.matching.models import Proposed
from tulga.register import actions

NAME = "Құнанбаева Әйгерім"
BORN = a_birth("1984-03-12")


@pytest.fixture
def operation() -> Operation:
    return Operation()


def pairs() -> set[frozenset[object]]:
    return {frozenset(one) for one in Proposed.objects.values_list("first", "second")}


def test_told_to_stop_it_writes_down_what_it_has_looked_at_and_leaves_the_rest(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (operation.record(NAME, BORN) for _ in range(2))
    operation.record("Петров Иван")
    stop, scored = threading.Event(), worklist.best

    def once(*given: object) -> object:
        stop.set()
        return scored(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(worklist, "best", once)
    assert worklist.examine(stop=stop) == 2
    assert pairs() == {frozenset((first, second))}

    assert worklist.examine(stop=stop) == 2  # it is still told so: nothing is done
    stop.clear()
    assert worklist.examine() == 0


def test_the_server_stops_drawing_before_it_has_begun(operation: Operation) -> None:
    operation.record(NAME)
    stop = threading.Event()
    stop.set()

    worklist.run(stop)

    assert worklist.waiting() == 1


def test_a_shelf_kept_over_several_looks_sees_what_was_said_since(operation: Operation) -> None:
    shelf = worklist.Shelf()
    first, second = operation.record(NAME, BORN), operation.record("Петров Иван", BORN)
    worklist.examine(shelf=shelf)
    assert pairs() == set()

    operation.state(second, a_name("Kunanbaeva Aigerim"))
    worklist.examine(shelf=shelf)
    assert pairs() == {frozenset((first, second))}

    third = operation.record(NAME, BORN)
    worklist.examine(shelf=shelf)
    assert frozenset((first, third)) in pairs()


def test_nobody_who_was_erased_stays_on_the_shelf(operation: Operation) -> None:
    shelf = worklist.Shelf()
    first, second = (operation.record(NAME, BORN) for _ in range(2))
    worklist.examine(shelf=shelf)
    assert set(shelf.read([first, second])) == {first, second}

    actions.erase(operation.caseworker, record=first, reason="request", at=operation.tick())
    finish_erasures()
    shelf.refresh()

    assert set(shelf.read([first, second])) == {second}


def test_one_key_alone_is_looked_at_by_the_list_as_it_is_at_registration(operation: Operation) -> None:
    from tulga.matching import queries

    first, second = (operation.record("Әйгерім") for _ in range(2))
    worklist.examine()

    proposed = [one.other for one in queries.candidates(operation.caseworker, first)]
    assert (frozenset((first, second)) in pairs()) == (second in proposed)
