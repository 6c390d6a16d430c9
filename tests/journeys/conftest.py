"""A real Chromium for the journeys and an accessibility check; the server is pytest-django's `live_server`."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

HINT = "Chromium is missing; install it with: sudo apt-get update && sudo apt-get install -y chromium"
FLAGS = [
    "--no-sandbox",  # the suite may run as root in a container; it opens only its own pages
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FOLDER = Path(__file__).parent
expect.set_options(timeout=20_000)  # against hanging; a busy machine is no failure


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep all journeys on one worker: two Chromiums on two cores only wait for each other."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


def chromium_path() -> str | None:
    """Return where Chromium is: CHROMIUM, then Debian's, then Google's."""
    if told := os.environ.get("CHROMIUM"):
        return told
    if Path("/usr/bin/chromium").exists():
        return "/usr/bin/chromium"
    return shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("google-chrome-stable")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return one browser for the session; a missing one fails the test, for a journey not walked has not passed."""
    path = chromium_path()
    if path is None or not Path(path).exists():
        pytest.fail(HINT, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """Return a fresh window (no cookies) that resolves addresses against the live server."""
    opened = chromium.new_context(base_url=live_server.url, locale="en-GB", viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Return a page that fails the test when a script throws or the content policy blocks something."""
    troubles: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda message: troubles.append(message.text) if _is_trouble(message) else None)
    yield opened
    assert troubles == []


def _is_trouble(message: Any) -> bool:
    return message.type == "error" and "Failed to load resource" not in message.text  # a 404 page is a 404, not a fault


@pytest.fixture(scope="session")
def axe() -> Axe:
    return Axe()


@pytest.fixture
def assert_accessible(axe: Axe) -> Callable[[Page], None]:
    """Return a check that names every accessibility fault (WCAG 2.2 A and AA) of the open page."""

    def check(page: Page) -> None:
        found = axe.run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        faults = [
            f"{fault['id']}: {fault['help']} at {[node['target'] for node in fault['nodes']][:5]}"
            for fault in found.response["violations"]
        ]
        assert faults == [], f"{page.url}: {faults}"

    return check
