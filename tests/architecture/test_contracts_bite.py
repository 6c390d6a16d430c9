"""Every import contract is broken once on purpose, in a copy, to see that it bites."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCE

BREAKS = [
    ("Folders depend downwards", "kernel/findings.py", "import tulga.ledger.chain"),
    ("Folders depend downwards", "ledger/chain.py", "import tulga.register.entries"),
    ("Engines are plain Python", "kernel/periods.py", "import django"),
    ("Engines are plain Python", "figures/core/cells.py", "import django.utils.timezone"),
    ("Published pages cannot reach a person", "factsheet/apps.py", "import tulga.register.entries"),
    ("Published pages cannot reach a person", "web/public/urls.py", "import tulga.ledger.chain"),
    ("Published pages cannot reach a person", "web/public/urls.py", "import tulga.access.queries"),  # through a chain
    ("Only the register touches its tables", "web/staff/urls.py", "import tulga.register.models"),
    ("Only matching touches its tables", "web/staff/urls.py", "import tulga.matching.models"),
    ("Only matching touches its tables", "nationality/apps.py", "import tulga.matching.index"),
    ("Only nationality touches its tables", "web/staff/urls.py", "import tulga.nationality.models"),
    ("Only procedures touch their tables", "web/staff/urls.py", "import tulga.procedures.shared.models"),
    ("Only the ledger touches its tables and keys", "register/apps.py", "import tulga.ledger.models"),
    ("Only the ledger touches its tables and keys", "access/apps.py", "import tulga.ledger.keystore.models"),
    ("Only figures read the statistics of people", "web/staff/urls.py", "import tulga.register.statistics"),
    ("Only figures read the statistics of people", "web/staff/urls.py", "import tulga.matching.statistics"),
    (
        "Only an enquiry abroad asks who else is the same person",
        "web/staff/urls.py",
        "import tulga.register.protection",
    ),
    (
        "Only the action that sends an enquiry asks whether it is blocked",
        "web/staff/urls.py",
        "import tulga.procedures.shared.protection",
    ),
    ("The demonstration writes only through actions", "demo/__init__.py", "import tulga.register.models"),
    ("The demonstration writes only through actions", "demo/__init__.py", "import tulga.ledger.bulk"),
    ("No cycles", "kernel/findings.py", "import tulga.register.entries"),
]
LINT = Path(sys.executable).parent / "lint-imports"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contracts")
    shutil.copytree(SOURCE, folder / "src" / "tulga", ignore=_everything_but_code)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _everything_but_code(folder: str, names: list[str]) -> set[str]:
    return {
        name for name in names if not (name.endswith(".py") or (Path(folder) / name).is_dir()) or name == "__pycache__"
    }


@pytest.fixture
def broken(copy: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    _, module, line = request.param
    file = copy / "src" / "tulga" / module
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n{line}\n", encoding="utf-8")
    yield copy
    file.write_text(before, encoding="utf-8")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    return subprocess.run([LINT], cwd=folder, env=environment, check=False, capture_output=True, text=True)


def test_the_contracts_hold_before_anything_is_broken(copy: Path) -> None:
    result = lint(copy)

    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(("broken", "contract"), [(one, one[0]) for one in BREAKS], indirect=["broken"])
def test_a_forbidden_import_is_found_and_the_contract_named(broken: Path, contract: str) -> None:
    result = lint(broken)

    assert result.returncode == 1
    assert f"{contract} BROKEN" in result.stdout


def test_every_contract_is_broken_at_least_once_here() -> None:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]

    assert {contract["name"] for contract in configured} == {name for name, _, _ in BREAKS}


def test_a_new_folder_must_find_its_place_first(copy: Path) -> None:
    folder = copy / "src" / "tulga" / "anything"
    folder.mkdir()
    (folder / "__init__.py").touch()

    result = lint(copy)
    shutil.rmtree(folder)

    assert result.returncode == 1
    assert "anything" in result.stdout
