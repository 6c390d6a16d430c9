"""A file that is made once: whole or not at all, and never again."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tulga.ledger import once
from tulga.ledger.once import make_once


def test_it_is_whole_readable_by_its_owner_only_and_alone(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "a.key"

    make_once(file, b"content")

    assert file.read_bytes() == b"content"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_what_is_there_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.key"
    make_once(file, b"first")

    make_once(file, b"second")

    assert file.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("links", [True, False])
def test_of_many_at_once_one_wins_and_all_read_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    links: bool,  # noqa: FBT001
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError("this file system has no links")

    if not links:
        monkeypatch.setattr(once.os, "link", refused)
    file = tmp_path / "a.key"

    def make(number: int) -> bytes:
        make_once(file, bytes([number]) * 4096)
        return file.read_bytes()

    with ThreadPoolExecutor(8) as pool:
        read = set(pool.map(make, range(40)))

    assert len(read) == 1
    assert len(set(read.pop())) == 1
