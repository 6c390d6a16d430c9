"""What a comparison shows of the parts of a figure."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.utils import translation

from tests.unit.web.public.samples import DAY_2020, DAY_2021, a_figure, edition_2020, edition_2021
from tulga.figures.core.cells import Shown, Withheld
from tulga.figures.core.figure import Figure
from tulga.figures.released.queries import ReleaseInfo
from tulga.web.public.presenters.compare import Side, compare_page

AT = datetime(2022, 2, 1, tzinfo=UTC)
BEFORE = ReleaseInfo(UUID(int=6), 1, "KAZ", DAY_2020, None, "operation", True, AT, "5e" * 32, "d1" * 32)
AFTER = ReleaseInfo(UUID(int=7), 2, "KAZ", DAY_2021, None, "operation", True, AT, "5e" * 32, "d1" * 32)


def ages(**counts: int | None) -> tuple[Figure, ...]:
    return tuple(
        a_figure("people.refugees", Withheld() if count is None else Shown(count), (("age", age),))
        for age, count in counts.items()
    )


def test_ages_stand_in_the_order_of_life_and_what_is_withheld_tells_no_change() -> None:
    before = replace(edition_2020(), figures=ages(**{"60+": 7, "5-11": 9, "0-4": None, "12-17": 30}))
    after = replace(edition_2021(), figures=ages(**{"12-17": 29, "0-4": None, "5-11": 9, "60+": None}))

    with translation.override("en"):
        page = compare_page(Side(BEFORE, before), Side(AFTER, after), [BEFORE, AFTER])

    [part] = page.groups[0].parts
    assert [(row.label, row.number) for row in part.rows] == [("0–4", ""), ("5–11", "0"), ("12–17", "−1"), ("60+", "")]
    assert page.groups[0].total is None


def test_the_later_edition_first_is_said_to_read_backwards() -> None:
    sides = Side(BEFORE, edition_2020()), Side(AFTER, edition_2021())

    with translation.override("en"):
        forwards, backwards = (compare_page(*pair, [BEFORE, AFTER]) for pair in (sides, sides[::-1]))

    assert (forwards.backwards, backwards.backwards) == (False, True)
    assert forwards.redefined[0].before == "campaign.pending@2"
    assert backwards.redefined[0].before == "campaign.pending@1"
