"""Reasons of the matcher in words, in English, Russian and Kazakh. The sentences are data: `reasons.yaml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from tulga.matching.core.score import Reason

LANGUAGES: Final = ("en", "ru", "kk")
FOR, AGAINST, NEUTRAL = "for", "against", "neutral"
_ORDER: Final = {FOR: 0, AGAINST: 1, NEUTRAL: 2}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One reason in words; `tone` says whether it speaks for one person, against it, or only asks for a look."""

    tone: str
    text: str


@cache
def _texts() -> dict[tuple[str, int], dict[str, str]]:
    table = yaml.safe_load(files("tulga.matching.wording").joinpath("reasons.yaml").read_text("utf-8"))
    return {(feature, int(level)): row for feature, levels in table.items() for level, row in levels.items()}


def said() -> frozenset[tuple[str, int]]:
    """Return the (feature, level) for which there is a sentence."""
    return frozenset(_texts())


def sentences(reasons: Iterable[Reason], language: str) -> tuple[Sentence, ...]:
    """Return what the reasons say, first what speaks for one person, then what speaks against, the weightiest first.

    A level without a sentence of its own is left out. A language that we do not have gets English.
    """
    texts, used = _texts(), language if language in LANGUAGES else "en"
    told = [(one, texts[one.feature, one.level]) for one in reasons if (one.feature, one.level) in texts]
    told.sort(key=lambda pair: (_ORDER[pair[1]["tone"]], -abs(pair[0].points), pair[0].feature))
    return tuple(Sentence(row["tone"], row[used]) for _, row in told)
