"""Files that `tulga match` writes line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tulga.cli.errors import BadInput
from tulga.cli.match import write_csv


def test_lines_that_end_in_an_error_leave_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("before", encoding="utf-8")

    def lines() -> Iterator[tuple[str, str]]:
        yield from [("a", "b")] * 20_000
        raise BadInput("x", "y")

    with pytest.raises(BadInput):
        write_csv(path, ("one", "two"), lines())
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_more_lines_than_are_written_at_once_are_all_there_in_order(tmp_path: Path) -> None:
    write_csv(tmp_path / "out.csv", ("n", "text"), ((str(n), "Әли, Вали") for n in range(25_000)))
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert lines == ["n,text", *(f'{n},"Әли, Вали"' for n in range(25_000))]
