"""When something happened: a partial date, or an instant whose offset is the zone's on that day."""

from datetime import UTC, date, datetime

import pytest

from tulga.kernel.dates import InvalidDate
from tulga.kernel.effective import Effective


def test_a_partial_date_keeps_its_bounds_and_has_no_instant() -> None:
    when = Effective.parse(" 1984~ ")

    assert (when.text, when.earliest, when.latest, when.instant) == (
        "1984~",
        date(1982, 1, 1),
        date(1986, 12, 31),
        None,
    )


def test_an_instant_lies_on_the_day_of_the_competent_office() -> None:
    when = Effective.parse("2021-06-03T01:30+06:00[Asia/Almaty]")

    assert when.earliest == when.latest == date(2021, 6, 3)
    assert when.instant is not None
    assert when.instant.astimezone(UTC) == datetime(2021, 6, 2, 19, 30, tzinfo=UTC)


def test_the_zones_own_history_counts() -> None:
    """Kazakhstan moved to one time on 2024-03-01: Almaty was at +06:00 before, and is at +05:00 since."""
    assert Effective.parse("2024-02-29T12:00+06:00[Asia/Almaty]").instant is not None
    assert Effective.parse("2024-03-01T12:00+05:00[Asia/Almaty]").instant is not None
    for text in ("2024-02-29T12:00+05:00[Asia/Almaty]", "2024-03-02T12:00+06:00[Asia/Almaty]"):
        with pytest.raises(InvalidDate, match="Asia/Almaty was at"):
            Effective.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "2021-06-03T14:30", "2021-06-03T14:30Z", "2021-06-03T14:30+06:00", "2021-06-03T14:30+06:00[Asia/Nowhere]",
        "2021-06-03T25:30+06:00[Asia/Almaty]", "2021-06-03T14:30+06:00[Asia]", "2021-06-03T14:30+06:00[/etc/passwd]",
        "0001-01-01T00:00+06:00[Asia/Almaty]", "2021-06-03T14:30+99:00[Asia/Almaty]", "2021-02-30", "",
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(InvalidDate):
        Effective.parse(text)
