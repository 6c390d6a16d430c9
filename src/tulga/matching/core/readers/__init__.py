"""How each orthography is read into phonemes: a reader takes one word and gives one or a few readings, the likeliest first.

A word is small letters of one script, repaired (`core/scripts.py`). A reader that does not know a word gives none.
To add an orthography: write a module with `read(word)` and name it in `_readers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from tulga.matching.core.scripts import Script, script_of

MOST = 4  # readings of one word


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to say a word.

    Attributes:
        phonemes: settled bytes of the phonemic alphabet.
        convention: the orthography that was assumed; a reason names it.
        penalty: how much less likely than the likeliest reading, in natural log-odds.
        abjad: short vowels are not written, so that a missing vowel is no evidence.
    """

    phonemes: bytes
    convention: str
    penalty: float = 0.0
    abjad: bool = False


Reader = Callable[[str], tuple[Reading, ...]]
_MODULES: Mapping[Script, tuple[str, ...]] = {
    Script.CYRILLIC: ("cyrillic",),
    Script.LATIN: ("latin", "pinyin"),
    Script.ARABIC: ("arabic", "uyghur", "kazakh_arabic"),
    Script.OTHER: (),
}


@cache
def _readers(script: Script) -> tuple[Reader, ...]:
    return tuple(import_module(f"{__name__}.{name}").read for name in _MODULES[script])


def read(word: str) -> tuple[Reading, ...]:
    """Return the readings of a word by every orthography of its script, likeliest first, none twice."""
    found: dict[bytes, Reading] = {}
    for reader in _readers(script_of(word)):
        for reading in reader(word):
            known = found.get(reading.phonemes)
            if reading.phonemes and (known is None or reading.penalty < known.penalty):
                found[reading.phonemes] = reading
    return tuple(sorted(found.values(), key=lambda r: (r.penalty, r.phonemes))[:MOST])
