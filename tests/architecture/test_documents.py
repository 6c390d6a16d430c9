"""The documents say what is there: settings, paths, promises with their tests, decisions with all their parts."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCE, committed_files, text_of

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *SOURCE.rglob("README.md")])
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(r"`((?:src|tests|docs|scripts|bench)/[\w./\-]*\w/?)`")
SETTING = re.compile(
    r"""environ(?:\.get|\.setdefault)?[\[(]\s*["']([A-Z][A-Z0-9_]+)["']|\$\{(TULGA_[A-Z_]+)|"(TULGA_[A-Z_]+)\""""
)
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE"}
PARTS = ("**Context.**", "**Decision.**", "**Turned down.**", "**Consequences.**", "**Kept by.**")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def settings_read() -> set[str]:
    """Return the names of all variables that the program reads from the environment."""
    files = [
        file
        for file in committed_files()
        if file == ROOT / "start" or (SOURCE in file.parents and file.suffix == ".py")
    ]
    found: set[str] = set()
    for file in files:
        for match in SETTING.finditer(text_of(file) or ""):
            found.update(part for part in match.groups() if part)
    return found - NOT_SETTINGS


def test_every_setting_is_in_the_readme() -> None:
    documented = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", (ROOT / "README.md").read_text(encoding="utf-8")))
    read = settings_read()

    assert {"TULGA_HOME", "TULGA_DATABASE_URL", "PORT"} <= read, (
        "the search finds nothing: has the way of reading changed?"
    )
    assert read - documented == set()


def test_every_setting_in_the_readme_is_read() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## Settings")[1].split("## ")[0]
    documented = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", table.replace("`TULGA_HOME/", "")))
    read_in_tests = {"CHROMIUM"}

    assert documented - settings_read() - read_in_tests == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    lost = [
        target
        for target in LINK.findall(document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]

    assert lost == []


@pytest.mark.parametrize(
    "document", [ROOT / "docs" / "invariants.md", *sorted(ROOT.glob("docs/decisions/0*.md"))], ids=name
)
def test_what_a_document_says_keeps_a_promise_exists(document: Path) -> None:
    named = PATH.findall(document.read_text(encoding="utf-8"))

    lost = [path for path in named if not (ROOT / path).exists()]

    assert lost == []


def test_every_promise_names_its_code_and_its_test() -> None:
    text = (ROOT / "docs" / "invariants.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| Promise", "|---"))]

    bare = [row for row in rows if not re.search(r"`(src/|pyproject)", row) or "`tests/" not in row]

    assert len(rows) >= 10
    assert bare == []


@pytest.mark.parametrize("decision", sorted(ROOT.glob("docs/decisions/0*.md")), ids=name)
def test_a_decision_has_all_its_parts_and_is_listed(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")

    assert [part for part in PARTS if part not in text] == []
    assert decision.name in (ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8")


def test_every_context_says_what_it_owns() -> None:
    contexts = (
        "kernel",
        "ledger",
        "papers",
        "access",
        "register",
        "matching",
        "nationality",
        "procedures",
        "figures",
        "factsheet",
        "web",
        "demo",
        "cli",
    )

    assert [context for context in contexts if not (SOURCE / context / "README.md").exists()] == []


def test_there_is_a_fragment_of_the_changelog() -> None:
    assert list((ROOT / "changelog.d").glob("*.*.md"))
