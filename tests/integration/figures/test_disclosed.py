"""Nothing that was withheld can be worked out from what was printed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.integration.figures.attacker import Attacker
from tests.integration.figures.world import a_world, random_events
from tulga.figures import accounts, disclosed
from tulga.figures.compile import compile_operation, counted
from tulga.figures.core.cells import Shown, Withheld
from tulga.figures.released.actions import freeze

AS_OF = date(2021, 12, 31)


@pytest.mark.parametrize(("seed", "people"), [(1, 40), (2, 90), pytest.param(3, 200, marks=pytest.mark.slow)])
def test_an_attacker_with_everything_that_was_printed_solves_no_withheld_cell(seed: int, people: int) -> None:
    a_world(random_events(seed, people), timedelta(days=1))
    printed = compile_operation("KAZ", AS_OF, None)

    solved = Attacker(printed).solved()

    assert any(isinstance(figure.cell, Withheld) for figure in printed.figures), (
        "nothing was withheld: nothing is proved"
    )
    assert solved == set()


def test_the_attacker_is_able_to_solve() -> None:
    """Withholding only the small counts is not enough, and this attacker knows it."""
    a_world(random_events(2, 90), timedelta(days=1))
    tally, _ = counted("KAZ", AS_OF, None)
    printed = compile_operation("KAZ", AS_OF, None)
    exact = [tally.figures[figure.id, figure.dimensions] for figure in printed.figures]
    only_small = tuple(
        replace(figure, cell=Withheld() if 0 < count < 5 else Shown(count))
        for figure, count in zip(printed.figures, exact, strict=True)
    )

    solved = Attacker(replace(printed, figures=only_small)).solved()

    assert solved


@pytest.mark.parametrize("seed", [5, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (6, 7, 8))])
def test_two_releases_laid_side_by_side_solve_no_withheld_cell(seed: int) -> None:
    a_world([event for event in random_events(seed, 120) if event[0] != "judges"], timedelta(days=1))
    earlier = compile_operation("KAZ", date(2020, 12, 31), None)
    freeze(earlier, release_id=UUID(int=7), released_at=datetime(2022, 1, 1, tzinfo=UTC), seal_root="")
    later = compile_operation("KAZ", AS_OF, None)

    assert Attacker(earlier, later).solved() == set()


@pytest.mark.parametrize("seed", range(4))
def test_every_sum_that_a_reader_is_taken_to_know_is_true(seed: int) -> None:
    a_world(random_events(seed, 60), timedelta(days=1))
    tally, _ = counted("KAZ", AS_OF, None)

    model = disclosed.model_of(tally)
    accounts.add_to(model, tally.books)

    assert len(model.sums) > 100
    assert [
        total for total, parts in model.sums if model.counts[total] != sum(model.counts[part] for part in parts)
    ] == []
