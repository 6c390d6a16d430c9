"""What may not be in the repository at all."""

import ast
import re
from pathlib import Path

from tests.architecture.tree import ROOT, SOURCE, calls, committed_files, modules, text_of

# put together here so that this file does not name one either
REGISTRY_HOSTS = re.compile(
    "|".join(
        (
            "py" + r"pi\.(org|python\.org)",
            "python" + r"hosted\.org",
            "npm" + r"js\.(org|com)",
            "yarn" + r"pkg\.com",
            "--(extra-)?index-url",
        )
    )
)
EMBLEM = re.compile(
    r"(emblem|logo|wreath|laurel).*\.(svg|png|jpe?g|gif|ico|webp|pdf)$|(unhcr|united.?nations)[^/]*\.(svg|png|jpe?g|gif|ico|webp)$",
    re.I,
)
LOG_METHODS = {"debug", "info", "warning", "error", "exception", "critical"}
PERSONAL = {
    "full_name",
    "names",
    "parts",
    "given",
    "family",
    "patronymic",
    "birth",
    "born",
    "email",
    "phone",
    "payload",
    "text",
    "document",
    "narrative",
}


def test_no_file_names_the_host_of_a_package_registry() -> None:
    naming = [
        str(file.relative_to(ROOT))
        for file in committed_files()
        if (text := text_of(file)) and REGISTRY_HOSTS.search(text)
    ]

    assert naming == []


def test_the_locks_hold_a_hash_for_every_package_and_no_address() -> None:
    for lock in (ROOT / "requirements.lock", ROOT / "requirements-dev.lock"):
        packages = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
        pinned = [package for package in packages if not package.startswith("#")]

        assert len(pinned) > 10
        assert [package.splitlines()[0] for package in pinned if "--hash=sha256:" not in package] == []
        assert "://" not in lock.read_text(encoding="utf-8")


def test_the_lock_for_developers_holds_everything_of_the_lock_for_running() -> None:
    pins = re.compile(r"^([a-z0-9_.\-]+==\S+)", re.M)
    running = set(pins.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    developing = set(pins.findall((ROOT / "requirements-dev.lock").read_text(encoding="utf-8")))

    assert running - developing == set()


def test_there_is_no_emblem_of_the_united_nations_or_of_unhcr() -> None:
    found = [str(file.relative_to(ROOT)) for file in committed_files() if EMBLEM.search(str(file.relative_to(ROOT)))]

    assert found == []


def test_nothing_of_the_working_environment_is_named_in_the_program() -> None:
    outside = re.compile("/work/" + r"(shared|\.library|main)")
    naming = [
        str(file.relative_to(ROOT)) for file in committed_files() if (text := text_of(file)) and outside.search(text)
    ]

    assert naming == []


def test_no_log_line_holds_a_person() -> None:
    telling = []
    for file, tree in modules().items():
        for name, call in calls(tree):
            if name in LOG_METHODS and isinstance(call.func, ast.Attribute) and _is_logger(call.func.value):
                telling += [f"{file.relative_to(SOURCE)}:{call.lineno}: {word}" for word in _words(call) & PERSONAL]

    assert telling == []


def _is_logger(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"log", "logger", "logging"}


def _words(call: ast.Call) -> set[str]:
    parts = [node for argument in call.args[1:] for node in ast.walk(argument)]
    return {node.id for node in parts if isinstance(node, ast.Name)} | {
        node.attr for node in parts if isinstance(node, ast.Attribute)
    }


def test_only_the_command_line_prints() -> None:
    printing = {
        str(file.relative_to(SOURCE))
        for file, tree in modules().items()
        for name, call in calls(tree)
        if name == "print" and isinstance(call.func, ast.Name)
    }

    assert {Path(file).parts[0] for file in printing} <= {"cli"}


def test_the_lock_of_uv_stays_out() -> None:
    assert ROOT / "uv.lock" not in committed_files()
