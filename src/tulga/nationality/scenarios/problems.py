"""What is wrong with a file of scenarios, and where: a code, its data, and a text in the reader's language."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

TEXTS = Path(__file__).parent / "problems.yaml"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a scenario from being evaluated.

    Args:
        path: where in the scenario: "facts.residence[1].to".
        line: line of the file, from 1; 0 when there is none to name.
        data: what the text names.
    """

    scenario: str
    path: str
    code: str
    data: tuple[tuple[str, str], ...] = ()
    line: int = 0

    def text(self, language: str = "en") -> str:
        """Return the sentence, with the place in front of it."""
        said = texts()[self.code][language].format(**dict(self.data))
        near = dict(self.data).get("near", "")
        known = dict(self.data).get("known", "")
        if near:
            said = f"{said}; {texts()['did_you_mean'][language].format(near=near)}"
        elif known:
            said = f"{said}; {texts()['known'][language].format(known=known)}"
        place = self.path if not self.line else f"{self.path} ({texts()['line'][language].format(line=self.line)})"
        return f"{place}: {said}" if self.path else said

    def __str__(self) -> str:
        return self.text()


class UnusableFile(ValueError):
    """Nothing of a file can be used: it cannot be read, is not YAML, or holds no scenarios."""

    def __init__(self, code: str, **data: object) -> None:
        self.problem = Problem("", "", code, tuple((name, str(value)) for name, value in data.items()))
        super().__init__(self.problem.text())


@lru_cache(maxsize=1)
def texts() -> dict[str, dict[str, str]]:
    """Return every code with its texts by language."""
    found: dict[str, dict[str, str]] = yaml.safe_load(TEXTS.read_text(encoding="utf-8"))["texts"]
    return found


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that may have been meant, or ""."""
    alike = (one for one in sorted(known) if abs(len(one) - len(word)) <= max(1, len(word) // 3))
    found = difflib.get_close_matches(word.lower(), alike, n=1, cutoff=0.6)
    return found[0] if found else ""
