"""Counting from the ledger: against an obvious counter, after withdrawals, as known at a time, in other orders."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.integration.figures.reference import Answer, reference
from tests.integration.figures.world import World, a_world, random_events
from tulga.access.models import FileView
from tulga.figures.compile import compile_operation, counted
from tulga.figures.core import reconcile
from tulga.figures.core.cells import AtLeast, AtMost, Shown, Withheld
from tulga.figures.core.figure import to_json
from tulga.figures.core.tally import Tally
from tulga.figures.errors import NoData

AS_OF = date(2021, 12, 31)


def assert_same(tally: Tally, expected: Answer) -> None:
    """Totals, breakdowns, steps and stocks agree."""
    assert {figure: count for (figure, of), count in tally.figures.items() if not of and count} == expected.figures
    breakdowns = {(figure, *of[0]): count for (figure, of), count in tally.figures.items() if of}
    assert breakdowns == expected.breakdowns
    assert +tally.steps == {step: count for step, count in expected.steps.items() if count}
    for account, held in reconcile.ACCOUNTS.items():
        stocks = [sum(expected.stocks.get((one, day), 0) for one in held) for day in tally.books.ends]
        assert tally.books.stocks[account] == stocks, account


@pytest.mark.parametrize("seed", range(6))
def test_the_count_agrees_with_an_obvious_count(seed: int) -> None:
    a_world(random_events(seed, 60), timedelta(days=1))

    tally, _ = counted("KAZ", AS_OF, None)

    assert_same(tally, reference("KAZ", AS_OF, None, tally.books.ends))
    assert list(reconcile.unbalanced(tally.books)) == []


@pytest.mark.parametrize("seed", range(3))
def test_after_withdrawing_entries_every_figure_moves_by_exactly_what_was_withdrawn(seed: int) -> None:
    world = a_world(random_events(seed, 80), timedelta(hours=6))
    before, _ = counted("KAZ", AS_OF, None)
    expected_before = reference("KAZ", AS_OF, None, before.books.ends)
    chance = random.Random(seed)
    written = len(world.drafts)
    for _ in range(40):
        world.withdraws(chance.randrange(10_000))

    world.append(after=written)
    after, _ = counted("KAZ", AS_OF, None)

    expected_after = reference("KAZ", AS_OF, None, after.books.ends)
    assert_same(before, expected_before)
    assert_same(after, expected_after)
    moved = {
        figure
        for figure in expected_before.figures
        if expected_before.figures[figure] != expected_after.figures.get(figure)
    }
    assert len(moved) >= 4, "the withdrawals moved next to nothing: the test proves nothing"


def test_nothing_in_a_withdrawn_record_counts_any_more() -> None:
    world = World(timedelta(0))
    for who in range(8):
        world.open(who, day="2019-01-01")
    for who in range(8):
        world.says(who, "stateless", None, "authority_register", False, "2019-01-01")
    world.append()
    before, _ = counted("KAZ", AS_OF, None)

    written = len(world.drafts)
    world.withdraws(0)  # the opening of the first record
    world.append(after=written)
    after, _ = counted("KAZ", AS_OF, None)

    assert before.figures["people.stateless", ()] == 8
    assert after.figures["people.stateless", ()] == 7


def test_what_was_known_at_a_time_is_what_the_entries_until_then_say() -> None:
    world = a_world(random_events(9, 60), timedelta(days=8))
    halfway = world.drafts[len(world.drafts) // 2][1].recorded_at

    tally, _ = counted("KAZ", AS_OF, halfway)

    assert_same(tally, reference("KAZ", AS_OF, halfway, tally.books.ends))
    assert tally.steps != counted("KAZ", AS_OF, None)[0].steps


def test_a_late_entry_changes_todays_answer_about_2021_and_never_the_answer_known_in_2021() -> None:
    world = World(timedelta(0))
    for who in range(20):
        world.open(who, origin="AFG", day="2019-01-01")
        world.says(who, "stateless", None, "authority_register", False, "2019-01-01")
    world.append()
    known_in_2021 = datetime(2021, 12, 31, 12, tzinfo=UTC)
    before = compile_operation("KAZ", AS_OF, known_in_2021)
    written = len(world.drafts)
    late = World(timedelta(0), begin=datetime(2023, 5, 5, tzinfo=UTC))
    for who in range(7):
        late.says(who, "stateless", None, "authority_register", False, "2021-06-01")
    late.append()

    today, then = compile_operation("KAZ", AS_OF, None), compile_operation("KAZ", AS_OF, known_in_2021)

    assert written == 40
    assert today.find("people.stateless").cell == Shown(27)  # type: ignore[union-attr]
    assert then == before
    assert then.find("people.stateless").cell == Shown(20)  # type: ignore[union-attr]


def test_unrelated_later_entries_leave_recipe_and_bytes_alone() -> None:
    world = World(timedelta(0)).take(
        [("says", who, "stateless", None, "authority_register", False, "2019") for who in range(9)]
    )
    world.append()
    before = compile_operation("KAZ", AS_OF, None)
    later = World(timedelta(0), begin=datetime(2023, 5, 5, tzinfo=UTC))
    later.take([("open", who, "KAZ.astana", "AFG", None, "list", "2023-01-01") for who in range(3)])
    later.take([("says", who, "stateless", None, "authority_register", False, "2023-01-01") for who in range(3)])
    later.append()

    after = compile_operation("KAZ", AS_OF, None)

    assert to_json(after, full=True) == to_json(before, full=True)


def test_a_related_entry_changes_the_recipe() -> None:
    world = World(timedelta(0)).take(
        [("says", who, "stateless", None, "authority_register", False, "2019") for who in range(9)]
    )
    world.append()
    before = compile_operation("KAZ", AS_OF, None)
    World(timedelta(0), begin=datetime(2023, 5, 5, tzinfo=UTC)).take(
        [("says", 0, "stateless", None, "own_statement", False, "2020")]
    ).append()

    after = compile_operation("KAZ", AS_OF, None)

    assert after.find("people.total").recipe != before.find("people.total").recipe  # type: ignore[union-attr]


def test_two_records_judged_to_be_one_person_are_counted_once_until_the_judgement_is_withdrawn() -> None:
    world = World(timedelta(0))
    for who in range(8):
        world.says(who, "undetermined", None, "unhcr_registration", False, "2019-01-01")
    world.judges(0, 1)
    world.judges(1, 2)
    world.append()

    merged, _ = counted("KAZ", AS_OF, None)
    written = len(world.drafts)
    world.withdraws(len(world.withdrawable) - 1)
    world.append(after=written)
    parted, _ = counted("KAZ", AS_OF, None)

    assert (merged.steps["records"], merged.steps["persons"], merged.figures["people.total", ()]) == (8, 6, 6)
    assert (parted.steps["records"], parted.steps["persons"], parted.figures["people.total", ()]) == (8, 7, 7)


@pytest.mark.parametrize(
    ("country", "as_of", "known_at"),
    [("KGZ", AS_OF, None), ("KAZ", date(2011, 1, 1), None), ("KAZ", AS_OF, datetime(2013, 1, 1, tzinfo=UTC))],
)
def test_where_there_is_nobody_to_count_that_is_said(country: str, as_of: date, known_at: datetime | None) -> None:
    a_world(random_events(1, 10), timedelta(days=1))

    with pytest.raises(NoData):
        compile_operation(country, as_of, known_at)


def test_an_empty_operation_has_no_figures() -> None:
    with pytest.raises(NoData):
        compile_operation("KAZ", AS_OF, None)


def test_somebody_of_whom_nobody_said_where_counts_where_the_operation_works_in_one_country() -> None:
    world = World(timedelta(0)).take([("open", who, "KAZ.astana") for who in range(6)])
    world.take([("open", who, "") for who in range(6, 12)])
    world.take([("says", who, "stateless", None, "authority_register", False, "2019") for who in range(12)])
    world.append()
    alone, _ = counted("KAZ", AS_OF, None)
    World(timedelta(0), begin=datetime(2022, 1, 1, tzinfo=UTC)).take(
        [("open", 0, "KGZ.bishkek"), ("case", 0, "asylum", "2020")]
    ).append()

    beside_another, _ = counted("KAZ", AS_OF, None)

    assert alone.figures["people.total", ()] == 12
    assert beside_another.figures["people.total", ()] == 6


def test_figures_are_printed_by_the_rules_of_their_definitions() -> None:
    world = World(timedelta(0))
    for who in range(260):
        world.open(who, campaign="campaign-2020", day="2020-06-01")
        if who < 30:
            world.decides(who, "citizenship", "confirmed", "KAZ", "2021-01-01")
        elif who < 173:
            world.decides(who, "statelessness_determination", "recognised", None, "2021-01-01")
    world.append()

    found = compile_operation("KAZ", AS_OF, None)

    cells = {figure.id: figure.cell for figure in found.figures if not figure.dimensions}
    assert cells["campaign.identified"] == Shown(260)
    assert cells["campaign.citizens"] == Shown(30)
    assert cells["campaign.stateless"] == AtLeast(100)
    assert cells["campaign.pending"] == AtMost(130)
    assert cells["citizenship.granted_stateless"] == Shown(0)


def test_a_figure_is_absent_before_its_beginning() -> None:
    a_world([("says", who, "stateless", None, "authority_register", False, "2013") for who in range(9)])

    found = compile_operation("KAZ", date(2016, 12, 31), None)

    assert found.find("campaign.identified") is None
    assert found.find("campaign.pending") is None
    assert found.find("citizenship.granted_stateless") is not None


def test_fewer_than_the_first_multiple_are_withheld_and_nobody_is_nobody() -> None:
    world = World(timedelta(0)).take([("open", who, "KAZ.astana", None, "campaign-2020") for who in range(60)])
    world.take([("decides", who, "statelessness_determination", "recognised", None, "2021-01-01") for who in range(50)])
    world.append()

    found = compile_operation("KAZ", AS_OF, None)

    assert found.find("campaign.stateless").cell == Withheld()  # type: ignore[union-attr]
    assert found.find("campaign.pending").cell == AtMost(60)  # type: ignore[union-attr]


def test_a_look_at_figures_is_written_down() -> None:
    a_world([("says", 0, "stateless", None, "authority_register", False, "2019")])

    compile_operation("KAZ", AS_OF, None)

    rows: list[Any] = list(FileView.objects.values_list("record_id", "what", "purpose"))
    assert rows == [(None, "figures", "figures of KAZ as of 2021-12-31")]
