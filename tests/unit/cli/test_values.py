"""What was typed is read exactly, or refused in one sentence."""

from argparse import ArgumentTypeError
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tulga.cli import values
from tulga.cli.errors import BadInput


@pytest.mark.parametrize(
    ("code", "iso3"), [("KAZ", "KAZ"), ("kaz", "KAZ"), ("KZ", "KAZ"), ("AUS", "AUS"), ("AUL", "AUS")]
)
def test_a_country_is_known_by_each_of_its_codes_and_iso_comes_first(code: str, iso3: str) -> None:
    assert values.country(code).iso3 == iso3


def test_a_day_known_at_holds_all_that_was_recorded_on_it() -> None:
    assert values.moment("2021-12-31") == datetime(2021, 12, 31, 23, 59, 59, 999999, UTC)


def test_a_moment_keeps_its_zone() -> None:
    assert values.moment("2021-12-31T06:00+06:00") == datetime(2021, 12, 31, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2021-13-01", "2021-02-29", "2021", "", "today", "9999-12-31T10:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        values.moment(text)


def test_a_day_that_has_not_come_is_refused() -> None:
    with pytest.raises(BadInput, match="--as-of"):
        values.not_in_the_future("--as-of", date(2999, 1, 1))


def test_a_folder_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(BadInput, match="--out"):
        values.folder_to_write("--out", tmp_path / "file" / "deeper")


def test_a_folder_that_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    found = values.folder_to_write("--out", tmp_path / "new" / "deeper")

    assert found == tmp_path / "new" / "deeper"
    assert list(tmp_path.iterdir()) == []
