"""Nothing that was withheld can be worked out from what was printed."""

from datetime import date, timedelta

import pytest

from tests.integration.figures.attacker import Attacker
from tests.integration.figures.world import a_world, random_events
from tulga.figures import accounts, disclosed
from tulga.figures.compile import compile_operation, counted
from tulga.figures.core.cells import Withheld

AS_OF = date(2021, 12, 31)


@pytest.mark.parametrize(("seed", "people"), [(1, 40), (2, 90), (3, 200)])
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
    model = disclosed.model_of(tally)
    small = [key for key, count in model.counts.items() if 0 < count < 5 and "=" in "".join(key)]
    printed = compile_operation("KAZ", AS_OF, None)
    attacker = Attacker(printed)
    only_small = {name: cell for name, cell in attacker.cells.items() if name not in model.counts}
    from tulga.figures.core.cells import Shown

    attacker.cells = {
        **only_small,
        **{
            key: Withheld() if key in small else Shown(model.counts[key])
            for key in attacker.cells
            if key in model.counts
        },
    }

    assert attacker.solved()


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
