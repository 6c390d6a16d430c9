"""Why two names are held to be one, in words: a sentence for each pair of words, and for what concerns the whole name.

The sentences are data: `names.yaml`. The same comparison that gives the score gives the reasons.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from tulga.matching.core.names import Name, NameMatch, Pair, Word
from tulga.matching.core.tokens import Why
from tulga.matching.wording import AGAINST, FOR, LANGUAGES, NEUTRAL, Sentence

_WEAK = frozenset({Why.TYPO, Why.CUT, Why.INITIAL, Why.DIMINUTIVE})


@cache
def _texts() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
        files("tulga.matching.wording").joinpath("names.yaml").read_text("utf-8")
    )
    return found


def known() -> dict[str, frozenset[str]]:
    """Return the codes that have words, by kind: words, name, ways."""
    return {kind: frozenset(rows) for kind, rows in _texts().items()}


def explain(a: Name, b: Name, match: NameMatch, language: str) -> tuple[Sentence, ...]:
    """Say of every word what was laid beside it and why, then what concerns the names as a whole.

    `match` is `compare(a, b)`. A language that we do not have gets English.
    """
    used = language if language in LANGUAGES else "en"
    return tuple(Sentence(tone, _say(kind, code, used, told)) for tone, kind, code, told in _reasons(a, b, match))


Told = tuple[str, str, str, dict[str, str]]  # tone, kind of text, code, what is filled in


def _say(kind: str, code: str, language: str, told: dict[str, str]) -> str:
    ways = {k: _texts()["ways"][way][language] for k, way in told.items() if k in ("first", "second") and way}
    return _texts()[kind][code][language].format(**{**told, **ways})


def _reasons(a: Name, b: Name, match: NameMatch) -> Iterator[Told]:
    if not a.words or not b.words:
        yield AGAINST, "name", "nothing", {}
        return
    for pair in match.pairs:
        yield from _of_pair(pair)
    yield from _alone(a, match, first=True)
    yield from _alone(b, match, first=False)
    if match.clash:
        yield AGAINST, "name", "clash", {}
    if match.joined:
        yield NEUTRAL, "name", "joined", {}
    elif match.score >= 0 and _turned(a, b, match):
        yield NEUTRAL, "name", "order", {}


def _of_pair(pair: Pair) -> Iterator[Told]:
    first, second = pair.likeness.conventions
    told = {"a": _shown(pair.a), "b": _shown(pair.b), "first": first, "second": second}
    code = str(pair.why)
    if pair.why is Why.SPELLING and first == second:
        code = "one_way"
    tone = AGAINST if pair.why is Why.OTHER else NEUTRAL if pair.why in _WEAK else FOR
    yield tone, "words", code, told
    if pair.crossed and pair.why is not Why.OTHER:
        yield NEUTRAL, "words", "crossed", told


def _alone(name: Name, match: NameMatch, *, first: bool) -> Iterator[Told]:
    """Tell the words without a partner; of a name whose words were joined none is told, since none is left out."""
    paired = [(pair.a if first else pair.b).token.text for pair in match.pairs]
    for word in name.words:
        text = word.token.text
        if text in paired:
            paired.remove(text)
        elif not (match.joined and any(text in other for other in paired)):
            code = "father_alone" if word.father else "alone"
            yield (NEUTRAL if word.father else AGAINST), "words", code, {"a": _shown(word)}


def _shown(word: Word) -> str:
    return word.token.text[:1].upper() + word.token.text[1:]


def _turned(a: Name, b: Name, match: NameMatch) -> bool:
    """Whether the pairs stand in another order in the second name than in the first."""
    places: list[tuple[Any, Any]] = sorted((a.words.index(pair.a), b.words.index(pair.b)) for pair in match.pairs)
    return any(after[1] < before[1] for before, after in pairwise(places))
