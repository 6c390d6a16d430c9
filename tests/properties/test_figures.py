"""Figures of small random histories: they agree with an obvious counter, close their books, and count nobody twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.integration.figures.reference import reference
from tests.integration.figures.world import AREAS, DAYS, DECISIONS, ENDS, ORIGINS, WORDS, Event, a_world
from tulga.figures.compile import compile_operation, counted
from tulga.figures.core import reconcile
from tulga.figures.core.cells import Shown, Withheld
from tulga.figures.core.tally import Tally
from tulga.figures.errors import NoData

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PEOPLE = st.integers(0, 4)
DATES = st.sampled_from(DAYS)


def _event(name: str, *parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Event]:
    return st.tuples(st.just(name), *parts)


def _says(who: int, word: tuple[Any, ...], ends: bool, day: str) -> Event:
    return ("says", who, *word, ends, day)


def _decides(who: int, decision: tuple[Any, ...], day: str) -> Event:
    return ("decides", who, *decision, day)


ABOUT_SOMEBODY = st.one_of(
    st.builds(_says, PEOPLE, st.sampled_from(WORDS), st.booleans(), DATES),
    st.builds(_decides, PEOPLE, st.sampled_from(DECISIONS), DATES),
    _event("case", PEOPLE, st.sampled_from(("asylum", "citizenship")), DATES),
    _event("ended", PEOPLE, st.sampled_from(ENDS), DATES),
    _event("lives", PEOPLE, st.sampled_from(AREAS), DATES),
    _event("paper", PEOPLE, DATES),
    _event(
        "open", PEOPLE, st.sampled_from(AREAS), st.sampled_from(ORIGINS), st.sampled_from((None, "campaign-2020")),
        st.sampled_from(("list", "assumed:births")), DATES,
    ),
)  # fmt: skip
HISTORIES = st.lists(
    st.one_of(
        ABOUT_SOMEBODY, ABOUT_SOMEBODY, _event("judges", PEOPLE, PEOPLE), _event("withdraws", st.integers(0, 50))
    ),
    min_size=1,
    max_size=25,
)
AS_OF = st.sampled_from((date(2016, 6, 30), date(2020, 12, 31), date(2021, 12, 31), date(2022, 3, 3)))


@contextmanager
def nothing_stays() -> Iterator[None]:
    """Undo everything that one example wrote."""
    with transaction.atomic(), transaction.atomic(using="keys"):
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keys")


def _counted(as_of: date, known_at: datetime | None = None) -> Tally:
    try:
        return counted("KAZ", as_of, known_at)[0]
    except NoData:
        assume(False)
        raise


@given(HISTORIES, AS_OF, st.integers(0, 30))
def test_figures_are_what_an_obvious_counter_finds(history: list[Event], as_of: date, known: int) -> None:
    with nothing_stays():
        world = a_world([("open", 9), *history], timedelta(days=100))
        known_at = world.drafts[min(known, len(world.drafts) - 1)][1].recorded_at

        for moment in (None, known_at):
            tally = _counted(as_of, moment)
            expected = reference("KAZ", as_of, moment, tally.books.ends)

            assert {figure: n for (figure, of), n in tally.figures.items() if not of and n} == expected.figures
            assert {(figure, *of[0]): n for (figure, of), n in tally.figures.items() if of} == expected.breakdowns
            assert +tally.steps == {step: n for step, n in expected.steps.items() if n}


@given(HISTORIES, AS_OF)
def test_the_accounts_of_any_history_close_and_end_where_the_figures_are(history: list[Event], as_of: date) -> None:
    with nothing_stays():
        a_world([("open", 9), *history], timedelta(days=1))

        books = _counted(as_of).books
        expected = reference("KAZ", as_of, None, books.ends)

        assert list(reconcile.unbalanced(books)) == []
        for account, held in reconcile.ACCOUNTS.items():
            assert books.stocks[account] == [sum(expected.stocks.get((one, d), 0) for one in held) for d in books.ends]


@given(st.lists(ABOUT_SOMEBODY, min_size=1, max_size=15), st.randoms(use_true_random=False))
def test_the_order_in_which_people_were_told_of_does_not_matter(history: list[Event], chance: Any) -> None:
    assume(not any("unknown" in event for event in history))  # what has no day takes effect when it is recorded
    people = list(range(5))
    chance.shuffle(people)
    other_order = [event for who in people for event in history if event[1] == who]
    same_order = [event for who in range(5) for event in history if event[1] == who]
    with nothing_stays():
        a_world([("open", 9), *same_order], timedelta(0))
        first = _counted(date(2021, 12, 31))
    with nothing_stays():
        a_world([("open", 9), *other_order], timedelta(0))

        second = _counted(date(2021, 12, 31))

        assert (first.figures, first.steps, first.books) == (second.figures, second.steps, second.books)


@given(HISTORIES, AS_OF)
def test_everybody_of_concern_has_one_line(history: list[Event], as_of: date) -> None:
    with nothing_stays():
        a_world([("open", 9), *history], timedelta(days=1))

        figures = _counted(as_of).figures

        lines = (
            "people.refugees",
            "people.asylum_seekers",
            "people.stateless.government",
            "people.stateless.undetermined",
        )
        assert figures["people.total", ()] == sum(figures[line, ()] for line in lines)
        assert figures["people.stateless", ()] == sum(figures[line, ()] for line in lines[2:])
        assert figures["people.overlap", ()] <= figures["people.refugees", ()] + figures["people.asylum_seekers", ()]


@given(HISTORIES, AS_OF)
def test_no_count_from_one_to_four_is_ever_printed(history: list[Event], as_of: date) -> None:
    with nothing_stays():
        a_world([("open", 9), *history], timedelta(days=1))
        exact = _counted(as_of).figures

        found = compile_operation("KAZ", as_of, None)

        for figure in found.figures:
            count = exact[figure.id, figure.dimensions]
            assert isinstance(figure.cell, Withheld) or figure.cell == Shown(count) or not 0 < count < 5
            assert not (isinstance(figure.cell, Shown) and 0 < figure.cell.value < 5)
        cells = [step.cell for figure in found.figures for step in figure.steps]
        cells += [cell for account in found.accounts for cell in (account.start, account.end)]
        cells += [line.cell for account in found.accounts for line in account.lines]
        assert not [cell for cell in cells if isinstance(cell, Shown) and 0 < cell.value < 5]
