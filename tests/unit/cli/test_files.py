"""Several files are written together or not at all."""

from pathlib import Path

import pytest

from tulga.cli import files


def test_the_files_and_the_folder_are_made(tmp_path: Path) -> None:
    files.write_all(tmp_path / "a" / "b", {"one.txt": b"1", "two.txt": b"2"})

    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == ["one.txt", "two.txt"]
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_bytes(b"mine")
    (tmp_path / "out" / "one.txt").write_bytes(b"old")

    files.write_all(tmp_path / "out", {"one.txt": b"new"})

    assert (tmp_path / "out" / "mine.txt").read_bytes() == b"mine"
    assert (tmp_path / "out" / "one.txt").read_bytes() == b"new"


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no/such"):
        files.write_all(tmp_path / "a" / "b", {"one.txt": b"1", "no/such/two.txt": b"2"})

    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(b"old")

    with pytest.raises(OSError, match="no/such"):
        files.write_all(tmp_path, {"one.txt": b"1", "no/such/two.txt": b"2"})

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("one.txt", b"old")]
