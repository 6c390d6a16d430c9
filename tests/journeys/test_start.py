"""The newcomer's two commands, from a clean clone: what the README promises is what happens."""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
SERVES = re.compile(r"Tulga serves at (http://\S+?/) ")
NOTE = "demonstration: invented people, calibrated to published totals"
PATIENCE = 600  # seconds; a limit against hanging, not a measurement


@dataclass(frozen=True, slots=True)
class Site:
    address: str
    clone: Path
    said: str

    def get(self, path: str) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(self.address + path, timeout=60) as answer:  # noqa: S310 - our own address
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clean clone, in a folder whose name has a space in it."""
    folder = tmp_path_factory.mktemp("a newcomer") / "tulga"
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(folder)], check=True)
    return folder


def environment(**more: str) -> dict[str, str]:
    ours = ("TULGA_", "DJANGO_", "PYTEST")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**inherited, "TULGA_LANGUAGE": "en", "PORT": "8400", **more}


@contextmanager
def started(clone: Path, *arguments: str, **more: str) -> Iterator[Site]:
    """Start the site, wait until it says where it serves, and stop it as Ctrl-C would."""
    log = clone.parent / "said.txt"
    with log.open("wb") as said:
        process = subprocess.Popen(
            ["bash", "start", *arguments], cwd=clone, env=environment(**more), stdin=subprocess.DEVNULL, stdout=said,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        site = Site(_address(process, log), clone, log.read_text(encoding="utf-8"))
        yield site
        # one that keeps its connection, as browsers do
        browser = http.client.HTTPConnection(site.address.removeprefix("http://").rstrip("/"))
        browser.request("GET", "/en/")
        browser.getresponse().read()
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=30) == 0, log.read_text(encoding="utf-8")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        said = log.read_text(encoding="utf-8")
        if found := SERVES.search(said):
            _wait_for(found[1])
            return found[1]
        assert process.poll() is None, said
        time.sleep(0.2)
    raise AssertionError(f"nothing was served within {PATIENCE} s:\n{log.read_text(encoding='utf-8')}")


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=30).close()  # noqa: S310 - our own address
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return


@pytest.fixture(scope="module")
def site(clone: Path) -> Iterator[Site]:
    with started(clone) as running:
        yield running


def test_the_factsheet_is_served_in_three_languages(site: Site) -> None:
    pages = {language: site.get(f"{language}/") for language in ("en", "ru", "kk")}

    assert {language: status for language, (status, _) in pages.items()} == {"en": 200, "ru": 200, "kk": 200}
    assert "7,831" in pages["en"][1].decode()
    assert NOTE in pages["en"][1].decode()
    assert "вымышленные люди" in pages["ru"][1].decode()
    assert "ойдан шығарылған адамдар" in pages["kk"][1].decode()


def test_page_pdf_and_data_of_both_editions_are_published(site: Site) -> None:
    published = site.clone / "var" / "published"

    editions = [folder for folder in published.iterdir() if folder.is_dir()]

    assert len(editions) == 2
    for edition in editions:
        kinds = sorted(file.suffix for file in edition.iterdir() if not file.name.startswith("."))
        assert kinds == [".html"] * 3 + [".json"] + [".pdf"] * 3
        assert all(file.read_bytes().startswith(b"%PDF-") for file in edition.glob("*.pdf"))


def test_it_says_how_to_sign_in(site: Site) -> None:
    assert re.search(r"\S+@\S+\s+\S{12,}", site.said)


def test_the_figures_of_the_reference_come_from_the_ledger(site: Site) -> None:
    command = site.clone / ".venv" / "bin" / "tulga"
    asked = [str(command), "figures", "KAZ", "--as-of", "2021-12-31", "--source", "operation", "--json"]

    done = subprocess.run(asked, cwd=site.clone, env=environment(), check=True, capture_output=True)

    found = {one["id"]: one for one in json.loads(done.stdout)["figures"] if not one["dimensions"]}
    assert {name: found[name]["value"] for name in ("people.total", "people.stateless")} == {
        "people.total": 8504, "people.stateless": 7831,
    }  # fmt: skip
    assert (found["campaign.stateless"]["cell"], found["campaign.stateless"]["value"]) == ("at_least", 1900)


def test_an_empty_operation_opens_with_its_first_administrator(clone: Path) -> None:
    administrator = {"TULGA_ADMIN_EMAIL": "first@office.invalid", "TULGA_ADMIN_PASSWORD": "a long pass phrase 17"}

    with started(clone, "--empty", PORT="8450", **administrator) as running:
        status, page = running.get("")
        sign_in, _ = running.get("staff/sign-in/")

    assert status == 200
    assert b"7,831" not in page
    assert sign_in == 200
    assert (clone / "var-empty" / "tulga.sqlite3").exists()


def test_an_empty_operation_without_anybody_to_ask_says_what_is_missing(clone: Path) -> None:
    done = subprocess.run(
        ["bash", "start", "--empty"], cwd=clone, env=environment(TULGA_HOME="nobody"), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert "TULGA_ADMIN_EMAIL" in done.stderr
    assert not (clone / "nobody" / "tulga.sqlite3").exists()
    shutil.rmtree(clone / "nobody", ignore_errors=True)
