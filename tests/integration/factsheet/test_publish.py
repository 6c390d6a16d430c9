"""A release is published whole: page and PDF in every language, the data, and nothing half-made."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from tests.unit.factsheet.builders import a_figure_set
from tulga.factsheet import publish
from tulga.factsheet.build import figures_json
from tulga.figures.core.figure import from_json
from tulga.figures.released import actions, queries

RELEASE = UUID("01890000-0000-7000-8000-000000000001")
ROOT = "5ea1" * 16


@pytest.fixture
def released(home: Path) -> UUID:
    actions.freeze(a_figure_set(), release_id=RELEASE, released_at=datetime(2022, 1, 20, tzinfo=UTC), seal_root=ROOT)
    return RELEASE


@pytest.fixture
def in_english_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of the work, where the languages do not matter."""
    monkeypatch.setattr(publish, "LANGUAGES", ("en",))


def content_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_release_is_published_whole_and_again_with_the_same_bytes(released: UUID) -> None:
    folder = publish.publish(released)
    first = content_of(folder)

    again = content_of(publish.publish(released))

    assert folder == publish.folder_of(released)
    assert sorted(name.rsplit("-", 1)[-1] for name in first) == [
        "en.html", "en.pdf", "figures.json", "kk.html", "kk.pdf", "ru.html", "ru.pdf",
    ]  # fmt: skip
    assert again == first
    assert (folder.parent / ".complete").exists()
    assert [one.name for one in folder.parent.iterdir() if one.name.startswith(".making")] == []


@pytest.mark.usefixtures("in_english_only")
def test_the_published_page_names_release_and_seal(released: UUID) -> None:
    folder = publish.publish(released)

    page = (folder / "factsheet-KAZ-2021-12-31-en.html").read_text(encoding="utf-8")

    assert ROOT in page
    assert "Release 1" in page


@pytest.mark.usefixtures("in_english_only")
def test_the_published_data_are_the_figures_that_were_released(released: UUID) -> None:
    folder = publish.publish(released)

    read = from_json(json.loads((folder / "figures.json").read_text(encoding="utf-8")))

    assert read == queries.get_release(released).figure_set
    assert figures_json(read) == figures_json(a_figure_set())


def test_a_release_that_does_not_exist_leaves_nothing_behind(home: Path) -> None:
    unknown = UUID("01890000-0000-7000-8000-00000000dead")

    with pytest.raises(queries.NoSuchRelease):
        publish.publish(unknown)

    assert not publish.folder_of(unknown).exists()


@pytest.mark.usefixtures("in_english_only")
def test_when_making_fails_the_old_files_stay(released: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content_of(publish.publish(released))

    def full_disk(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full_disk)
        with pytest.raises(OSError, match="No space left"):
            publish.publish(released)

    assert content_of(publish.folder_of(released)) == before
