from datetime import date

import pytest

from tests.integration.figures.reference import reference
from tests.integration.figures.world import a_world, random_events
from tulga.figures.compile import counted

AS_OF = date(2021, 12, 31)


@pytest.mark.parametrize("seed", range(12))
def test_the_count_agrees_with_an_obvious_count(seed: int) -> None:
    from datetime import timedelta
    a_world(random_events(seed, 60), timedelta(days=1))

    tally, _ = counted("KAZ", AS_OF, None)
    expected = reference("KAZ", AS_OF, None, tally.books.ends)

    assert {f: n for (f, d), n in tally.figures.items() if not d and n} == expected.figures
    assert {(f, d[0][0], d[0][1]): n for (f, d), n in tally.figures.items() if d} == expected.breakdowns
    assert dict(tally.steps) == expected.steps
    from tulga.figures.core import reconcile
    assert list(reconcile.unbalanced(tally.books)) == []
    for a, cats in reconcile.ACCOUNTS.items():
        assert tally.books.stocks[a] == [sum(expected.stocks.get((c, d), 0) for c in cats) for d in tally.books.ends], a
