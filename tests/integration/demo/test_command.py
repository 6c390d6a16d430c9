"""`tulga demo` as a process of its own: what it leaves behind, other seeds, other sizes, and being interrupted."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.integration.cli import assert_one_sentence, tulga

# in processes of their own they use SQLite, whatever the tests themselves use
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("TULGA_TEST_PGDATA" in os.environ, reason="runs once, on SQLite"),
]
REFERENCE = {
    "people.total": 8504,
    "people.stateless": 7831,
    "people.stateless.government": 6778,
    "people.stateless.undetermined": 1053,
    "people.asylum_seekers": 319,
    "people.refugees": 354,
    "people.overlap": 8,
    "campaign.identified": 7300,
    "campaign.citizens": 4130,
    "campaign.stateless": 1900,
    "campaign.pending": 1270,
    "citizenship.granted_stateless": 9000,
}
PATIENCE = 3000  # seconds; against hanging


def command(home: Path, *arguments: str) -> "subprocess.Popen[str]":
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("TULGA_", "LC_", "LANG"))}
    return subprocess.Popen(
        [sys.executable, "-m", "tulga.cli.main", "demo", *arguments],
        env={**inherited, "TULGA_HOME": str(home), "TULGA_LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def loaded(home: Path, *arguments: str) -> str:
    """Load a demonstration and return what it printed."""
    process = command(home, *arguments)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    return out


def figures(home: Path) -> dict[str, Any]:
    """Return the values of all figures that have no breakdown."""
    answer = tulga(home, "figures", "KAZ", "--as-of", "2021-12-31", "--source", "operation", "--json").json
    assert answer["demonstration"] is True
    return {one["id"]: one["value"] for one in answer["figures"] if not one["dimensions"] and one["kind"] != "fact"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the home of a demonstration that was interrupted once while loading, and begun again."""
    home = tmp_path_factory.mktemp("demo") / "var"
    process = command(home)
    marker = home / "demonstration.loading"
    for _ in range(600):
        if marker.exists():
            break
        time.sleep(0.1)
    time.sleep(5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert marker.exists()
    said = loaded(home)
    (home.parent / "said.txt").write_text(said, encoding="utf-8")
    return home


def test_an_interrupted_loading_is_begun_again_and_gives_the_reference(home: Path) -> None:
    assert figures(home) == REFERENCE
    assert not (home / "demonstration.loading").exists()


def test_two_editions_are_published_in_three_languages(home: Path) -> None:
    names = sorted(file.name for file in (home / "published").glob("*/*"))

    assert names.count("figures.json") == 2
    for day in ("2020-12-31", "2021-12-31"):
        assert [name for name in names if day in name] == [
            f"factsheet-KAZ-{day}-{language}.{form}" for language in ("en", "kk", "ru") for form in ("html", "pdf")
        ]


def test_the_way_to_sign_in_is_printed_and_kept_for_the_owner_alone(home: Path) -> None:
    file = home / "demonstration-accounts.txt"
    printed = (home.parent / "said.txt").read_text(encoding="utf-8")

    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(rows) == 11
    assert all(email in printed and password in printed for _, email, password in rows)


def test_a_second_demonstration_is_refused_and_if_empty_does_nothing(home: Path) -> None:
    refused, nothing = tulga(home, "demo"), tulga(home, "demo", "--if-empty")

    assert refused.status == 1
    assert_one_sentence(refused)
    assert (nothing.status, nothing.out) == (0, "")


def test_nothing_of_it_was_changed_and_the_tables_are_those_of_the_ledger(home: Path) -> None:
    verified, rebuilt = tulga(home, "ledger", "verify", "--json"), tulga(home, "ledger", "rebuild", "--json")

    assert verified.json["sound"]
    assert rebuilt.json["changed"] == []


def test_another_seed_gives_other_lives_and_the_same_figures(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"

    loaded(other, "--seed", "4")

    assert figures(other) == REFERENCE


def test_ten_times_the_size_gives_ten_times_the_people(tmp_path: Path) -> None:
    large = tmp_path / "large"

    loaded(large, "--scale", "10")

    found = figures(large)
    exact = {name: value * 10 for name, value in REFERENCE.items() if name.startswith("people.")}
    assert {name: found[name] for name in exact} == exact
    assert (found["campaign.identified"], found["campaign.citizens"]) == (73_000, 41_300)
