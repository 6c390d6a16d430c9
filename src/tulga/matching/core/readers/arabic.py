"""Arabic letters without written short vowels: Arabic, Persian, Dari, Pashto, Urdu.

What is written is read and nothing is guessed: ا و ي ع ه and hamza stay letters of the phonemic alphabet's
abjad part, which may stand for a vowel, a consonant or nothing. Which they stood for is decided when two names
are laid side by side (`core/abjad.py`), by costs learned from real pairs. Letters that sound alike in most
mouths share a phoneme (ط ت; ص س). A word has several readings where what was written was not said: ال before a
name, the l of ال before a sun letter, ى said a.
"""

from __future__ import annotations

import re
import unicodedata

from tulga.matching.core.phonemes import settle
from tulga.matching.core.readers import Reading, vowelled

_BY_SOUND = {
    "2": "اأإآٱ", "3": "وؤۇۆۈ", "4": "ىيیېۍےێۓ", "1": "ع", "5": "ةۀەۂۃ", "6": "ئء", "h": "هہھح", "b": "ب", "p": "پ",
    "t": "تطټٹ", "P": "ث", "J": "جځ", "C": "چ", "x": "خ", "d": "دډڈ", "D": "ذضظ", "r": "رړڑڕ", "z": "ز", "Z": "ژږ",
    "s": "سص", "S": "ش", "X": "ښ", "T": "څ", "G": "غ", "f": "ف", "v": "ڤۋ", "g": "گګڨݣ", "q": "ق", "k": "كکڪ", "N": "ڭ",
    "l": "لڵ", "m": "م", "n": "نںڼ",
}  # fmt: skip
LETTERS = {letter: sound for sound, letters in _BY_SOUND.items() for letter in letters}
_SUN = "تثدذرزسشصضطظلن"
_ARTICLE_INSIDE = re.compile(f"(?<=..)ال(?=[{_SUN}])")
# Two letters for one foreign sound: تشارلز Charles, تسوجي Tsuji, واشنطن Washington, بنگش Bangash.
_GROUPS = (("tS", "C"), ("nG", "N"), ("ng", "N"))
_SPLIT = (("ts", "T"), ("tz", "T"))  # as often two sounds: ابتسام Ibtisam
UNLIKELY = 2.5  # that a word with letters of Uyghur or Kazakh alone leaves vowels out
_PLAIN_INITIAL = re.compile("^6(?=[34][^1-6])")  # او and اي before a consonant: o/u and i/e more often than aw and ay


def read(word: str) -> tuple[Reading, ...]:
    """Read one word as Arabic or Persian would: with and without the article, its l said and not said."""
    letters = bare(word)
    if not letters:
        return ()
    usual = UNLIKELY if vowelled.is_sure(letters) else 0.0
    spellings = [(letters, usual)]
    if letters.startswith("ال") and len(letters) > 4:
        spellings.append((letters[2:], usual + 0.2))
        if letters[2] in _SUN:
            spellings.append(("ا" + letters[2:], usual + 0.4))
    said = _ARTICLE_INSIDE.sub("ا", letters)
    if said != letters:
        spellings.append((said, usual + 0.1))
    return tuple(reading for text, penalty in spellings for reading in _readings(text, penalty))


def bare(word: str) -> str:
    """Return the letters alone: no vowel signs, no tatweel, no presentation forms, no digits."""
    return "".join(c for c in unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word)) if c in LETTERS)


def _readings(text: str, penalty: float) -> list[Reading]:
    sounds = _sounds(text)
    found = [(sounds, penalty)]
    if text.endswith("ى"):
        found.append((sounds[:-1] + "2", penalty + 0.1))
    if "nJ" in sounds:  # بنجر is Banjar, هاردينج is Harding
        found.append((sounds.replace("nJ", "N"), penalty + 0.5))
    for written, sound in _SPLIT:
        if written in sounds:
            found.append((sounds.replace(written, sound), penalty + 0.3))
    if _PLAIN_INITIAL.match(sounds):
        found.append((sounds[1:], penalty + 0.1))
    return [Reading(settle(said), "arabic", cost, abjad=True) for said, cost in found]


def _sounds(text: str) -> str:
    """Turn letters into phonemes; the alef that opens a word only carries a vowel, so it is a hamza."""
    sounds = "".join(LETTERS[c] for c in text)
    if text.endswith(("ه", "ہ")):
        sounds = sounds[:-1] + "5"
    if text[0] in "اأإٱ":
        sounds = "6" + sounds[1:]
    for written, sound in _GROUPS:
        sounds = sounds.replace(written, sound)
    return sounds
