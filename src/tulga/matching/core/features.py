"""A pair of records as small integers: the levels that `score` adds up, and a few that look at two things at once."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tulga.matching.core import evidence, parts
from tulga.matching.core.evidence import Birth, BirthDate, Told
from tulga.matching.core.parts import Beside, Parts, Words
from tulga.matching.core.places import place_id
from tulga.matching.core.records import Entry
from tulga.matching.core.scripts import Script
from tulga.matching.core.tokens import Token

LEVELS = {  # features in the order of `levels`, and how many levels each has; 0 is "not told" or "does not apply"
    "family": 9,
    "given": 9,
    "father": 6,
    "mother": 4,
    "swapped": 2,
    "loose": 3,
    "birth": 13,
    "sex": 3,
    "country": 3,
    "place": 4,
    "region": 3,
    "phone": 4,
    "document": 4,
    "household": 4,
    "role": 4,
    "script": 3,
    "rare_family": 7,
    "rare_given": 7,
    "given_date": 24,
    "family_given": 16,
    "father_date": 24,
    "maiden": 10,
}
FEATURES = list(LEVELS)

# Log-odds of a word at which the next level begins; level 1 is "different", the last "the same by rules of spelling".
WORD_STEPS = (-5.0, -2.0, 0.0, 1.2, 2.5, 4.0, 5.0)
FATHER_STEPS = (-3.0, 0.0, 2.5, 4.5)
MOTHER_STEPS = (-1.0, 3.0)
COARSE = (0, 1, 1, 1, 2, 2, 3, 3, 3)  # a level of a word in three: different, near, the same
COARSE_FATHER = (0, 1, 1, 2, 3, 3)
AGREES = 5  # the level of a word from which its rarity counts
RARE_STEPS = (5.0, 6.5, 8.0, 9.5, 11.0)  # bits


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record, read: all that a comparison needs."""

    entry: Entry
    name: Parts
    mother: Words
    birth: BirthDate
    place: str
    arabic: bool


def prepare(entry: Entry) -> Prepared:
    """Read one record once; comparing two prepared records needs nothing else."""
    name = parts.parts_of(entry)
    mother = parts.parts_of(Entry("", given_name=entry.mother_name)).words if entry.mother_name else ()
    arabic = any(word.script is Script.ARABIC for word in name.words)
    return Prepared(entry, name, mother, evidence.birth_of(entry), place_id(entry.birth_place), arabic)


def bones(words: Iterable[Token]) -> set[str]:
    """Return the likeliest consonants of words, as names are counted by."""
    return {word.skeletons[0] for word in words if word.skeletons}


class Rarity:
    """How often a sound of a name occurs in these registers, in bits; without a count a name is held to be common."""

    def __init__(self, records: Iterable[Prepared] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self.size = 0
        for record in records:
            self.size += 1
            self._counts.update(bones(record.name.words))

    @classmethod
    def of(cls, counts: Mapping[str, int], size: int) -> Rarity:
        """Return the rarity where so many of `size` records hold each sound; one that was not counted is held once."""
        made = cls()
        made._counts, made.size = Counter(counts), size
        return made

    def level(self, a: Words, b: Words) -> int:
        """Return 1 (common) to 6 (rare) for words that agree; steps are shares, so that size does not matter."""
        if not self.size or not a or not b:
            return 0
        return rare(max(self._seen(a), self._seen(b)), self.size)

    def _seen(self, words: Words) -> int:
        return min((self._counts.get(bone, 1) for bone in bones(words)), default=self.size)


def rare(seen: int, size: int) -> int:
    """Return 1 (common) to 6 (rare) for what `seen` of `size` records have."""
    return 1 + bisect_right(RARE_STEPS, math.log2(size / max(seen, 1)))


def step(score: float | None, steps: tuple[float, ...]) -> int:
    """Return 0 where nothing is told, else 1 and one more for each step reached."""
    return 0 if score is None else 1 + bisect_right(steps, score)


DATES = {  # a level of the birth date in a few
    Birth.UNKNOWN: 0, Birth.SAME: 1, Birth.SAME_HABIT: 2, Birth.SWAPPED: 3, Birth.ONE_DIGIT: 3, Birth.SOLAR: 3,
    Birth.YEAR_SLIP: 3, Birth.YEAR_FITS: 4, Birth.AGE_FITS: 4, Birth.YEAR_NEAR: 5, Birth.SAME_YEAR: 5, Birth.NEAR: 5,
    Birth.FAR: 5,
}  # fmt: skip


# Where a woman's family names differ but her given name agrees: her level of `maiden`, by the class of the date (DATES)
# and by the father's name (COARSE_FATHER). 0: no level of its own.
MAIDEN = ((9, 0, 6, 6), (4, 0, 3, 3), (7, 0, 5, 5), (7, 0, 5, 5), (8, 0, 6, 6), (0, 0, 0, 0))
ORDINARY = 2  # the last level of `maiden` beside which the family name counts
MAIDEN_AGREES = 2  # COARSE of the given name from which they count


def levels(a: Prepared, b: Prepared, rarity: Rarity) -> tuple[int, ...]:
    """Return the level of every feature, in the order of FEATURES; the order of the two records is indifferent."""
    if _order(b) < _order(a):
        a, b = b, a
    found = parts.beside(a.name, b.name)
    family, given = step(found.family, WORD_STEPS), step(found.given, WORD_STEPS)
    father = step(found.father, FATHER_STEPS)
    birth = evidence.compare_births(a.birth, b.birth)
    sex = evidence.compare_told(a.entry.sex, b.entry.sex)
    maiden = _maiden(a, b, family, sex)
    if maiden == 1 and COARSE[given] >= MAIDEN_AGREES:
        maiden = MAIDEN[DATES[birth]][COARSE_FATHER[father]] or 1
    family = 0 if maiden > ORDINARY else family
    return (
        family,
        given,
        father,
        step(parts.fathers(a.mother, b.mother), MOTHER_STEPS),
        int(found.moved),
        int(a.name.loose) + int(b.name.loose),
        int(birth),
        int(sex),
        *_rest(a, b),
        int(a.arabic) + int(b.arabic),
        *_together(found, family, given, father, DATES[birth], rarity),
        maiden,
    )


def _order(record: Prepared) -> tuple[str, str, str, str, str]:
    x = record.entry
    return x.id, x.full_name, x.family_name, x.given_name, x.patronymic


def _rest(a: Prepared, b: Prepared) -> tuple[int, ...]:
    x, y = a.entry, b.entry
    return (
        int(evidence.compare_told(x.birth_country, y.birth_country)),
        int(evidence.compare_places(x.birth_place, y.birth_place)),
        int(evidence.compare_told(x.residence_region, y.residence_region)),
        int(evidence.compare_numbers(x.phone, y.phone)),
        int(evidence.compare_numbers(x.document_no, y.document_no)),
        int(evidence.compare_households(x, y)),
        int(evidence.compare_roles(x, y)),
    )


def _together(found: Beside, family: int, given: int, father: int, date: int, rarity: Rarity) -> tuple[int, ...]:
    return (
        rarity.level(*found.family_words) if family >= AGREES else 0,
        rarity.level(*found.given_words) if given >= AGREES else 0,
        date * 4 + COARSE[given],
        COARSE[family] * 4 + COARSE[given],
        date * 4 + COARSE_FATHER[father],
    )


def _maiden(a: Prepared, b: Prepared, family: int, sex: Told) -> int:
    """A woman's other family name may be her maiden name: 1 a woman's, 2 a man's or nobody knows whose.

    The levels beyond (MAIDEN) stand in the place of that of the family name.
    """
    if not 1 <= family <= 3:
        return 0
    return 1 if "F" in (a.entry.sex, b.entry.sex) and sex is not Told.DIFFERENT else 2
