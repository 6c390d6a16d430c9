"""What the architecture tests read: the files of the repository and the modules of the program."""

import ast
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = ROOT / "src" / "tulga"


@lru_cache(maxsize=1)
def modules() -> dict[Path, ast.Module]:
    """Return every module of the program, parsed; migrations are left out (they are records of what was)."""
    found = [file for file in sorted(SOURCE.rglob("*.py")) if "migrations" not in file.parts]
    return {file: ast.parse(file.read_text(encoding="utf-8"), filename=str(file)) for file in found}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call with the last part of its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id, node
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr, node


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the full name of everything imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@lru_cache(maxsize=1)
def committed_files() -> list[Path]:
    """Return what a clone would hold: committed, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return sorted(file for file in found if file.is_file())


def text_of(file: Path) -> str | None:
    """Return the text of a file; None when it is not text."""
    content = file.read_bytes()
    return None if b"\0" in content[:8192] else content.decode("utf-8", errors="replace")
