"""Two names that somebody typed: whether they are one name, and why, word by word."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tulga.matching.core import names
from tulga.matching.wording import Sentence
from tulga.matching.wording.names import explain

SURE: Final = 0.9


@dataclass(frozen=True, slots=True)
class NamesPage:
    verdict: str
    why: tuple[Sentence, ...]


def names_page(first: str, second: str) -> NamesPage:
    """Return what the comparison of two names finds, in the reader's language."""
    a, b = names.prepare(full=first), names.prepare(full=second)
    match = names.compare(a, b)
    return NamesPage(_verdict(match.probability), explain(a, b, match, get_language() or "en"))


def _verdict(probability: float) -> str:
    if probability >= max(SURE, names.same_from()):
        return _("One name, most likely.")
    if probability >= names.same_from():
        return _("Perhaps one name; more must speak for it.")
    return _("Two different names, as far as can be seen.")
