"""What is refused, and why: a code, the data of the case, and a text in the language of whoever reads it.

Each context keeps its texts in a `refusals.yaml` beside its code: `code: {en: ..., ru: ..., kk: ...}`, with `{name}`
for data.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from django.utils.translation import get_language, override

_packages: list[str] = ["tulga.access"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why something may not be done."""

    code: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: str | None = None) -> str:
        """Return the reason in a language (the active one when left out)."""
        return text_of(self, language)


class Refused(Exception):  # noqa: N818 - named as what happened; it is expected, not an error of the program
    """The action was refused. It carries every reason, not the first one, and nothing was written."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("; ".join(refusal.text("en") for refusal in self.refusals))


def raise_if(refusals: Iterable[Refusal]) -> None:
    """Raise `Refused` when there is at least one reason."""
    if found := tuple(refusals):
        raise Refused(found)


def register_texts(package: str) -> None:
    """Add the `refusals.yaml` of a context (called when it starts)."""
    if package not in _packages:
        _packages.append(package)
        all_texts.cache_clear()


@lru_cache(maxsize=1)
def all_texts() -> dict[str, dict[str, str]]:
    """Return every code with its texts by language."""
    found: dict[str, dict[str, str]] = {}
    for package in _packages:
        content = yaml.safe_load(resources.files(package).joinpath("refusals.yaml").read_text(encoding="utf-8"))
        for code, texts in content["texts"].items():
            if code in found:
                raise ValueError(f"refusal {code} has two texts")
            found[code] = texts
    return found


def text_of(refusal: Refusal, language: str | None = None) -> str:
    """Return the text of a refusal; English where the language has none."""
    wanted = (language or get_language() or "en")[:2]
    texts = all_texts()[refusal.code]
    with override(wanted):  # data may be labels that have a text in each language themselves
        return texts.get(wanted, texts["en"]).format_map(refusal.data)
