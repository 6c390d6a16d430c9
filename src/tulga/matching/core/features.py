"""A pair of records as small integers: the levels that `score` adds up, and a few that look at two things at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tulga.matching.core import evidence, interim
from tulga.matching.core.evidence import Birth, BirthDate
from tulga.matching.core.interim import Name, Token, part
from tulga.matching.core.places import place_id
from tulga.matching.core.records import Entry

FEATURES = [
    "family",
    "given",
    "father",
    "mother",
    "swapped",
    "birth",
    "sex",
    "country",
    "place",
    "region",
    "phone",
    "document",
    "household",
    "role",
    "script",
    "rare_family",
    "rare_given",
    "name_date",
    "family_given",
    "twin",
    "father_date",
]


@dataclass(frozen=True, slots=True)
class Prepared:
    entry: Entry
    name: Name
    mother: tuple[Token, ...]
    birth: BirthDate
    place: str
    arabic: bool


def prepare(entry: Entry) -> Prepared:
    """Read one record once; comparing two prepared records needs nothing else."""
    name = interim.prepare(entry.family_name, entry.given_name, entry.patronymic, entry.full_name, entry.father_name)
    mother = interim.prepare(family=entry.mother_name).family
    words = (*name.family, *name.given)
    return Prepared(
        entry, name, mother, evidence.birth_of(entry), place_id(entry.birth_place), any(w.arabic for w in words)
    )


class Rarity:
    """How often a sound of a name occurs in these registers, in bits; without a count a name is held to be common."""

    def __init__(self, records: Iterable[Prepared] = ()) -> None:
        self._counts: Counter[str] = Counter()
        self.size = 0
        for record in records:
            self.size += 1
            self._counts.update({word.bones for word in (*record.name.family, *record.name.given)})

    def level(self, words: tuple[Token, ...]) -> int:
        """Return 1 (common) to 5 (rare) for the rarest word; thresholds are shares, so that size does not matter."""
        if not self.size or not words:
            return 0
        seen = min(self._counts.get(word.bones, 1) for word in words)
        return max(1, min(5, int(math.log2(self.size / max(seen, 1)) / 2.5)))


@dataclass(frozen=True, slots=True)
class NameLevels:
    family: int
    given: int
    father: int
    swapped: int
    family_words: tuple[Token, ...]
    given_words: tuple[Token, ...]


def name_levels(a: Name, b: Name) -> NameLevels:
    """Lay the parts of two names beside each other in the order in which they agree best."""
    best: NameLevels | None = None
    for swap_a, (fa, ga, pa) in enumerate(_readings(a)):
        for swap_b, (fb, gb, pb) in enumerate(_readings(b)):
            swapped = 0 if a.loose or b.loose else int(bool(swap_a) != bool(swap_b))
            if swap_a and swap_b and not (a.loose or b.loose):
                continue
            found = NameLevels(part(fa, fb), part(ga, gb), part(pa, pb), swapped, fa, ga)
            if best is None or _worth(found) > _worth(best):
                best = found
    if best is None:
        return NameLevels(0, 0, 0, 0, (), ())
    return best


def _worth(found: NameLevels) -> float:
    return found.family + found.given + 0.7 * (found.father - 2 if found.father else 0) - 2.2 * found.swapped


Parts = tuple[tuple[Token, ...], tuple[Token, ...], tuple[Token, ...]]


def _readings(name: Name) -> list[Parts]:
    if not name.loose:
        straight = [(name.family, name.given, name.father), (name.given, name.family, name.father)]
        return [*straight, (name.family, name.father, name.given)] if name.father else straight
    words = name.family
    if len(words) < 2:
        return [(words, (), name.father), ((), words, name.father)]
    readings: list[Parts] = []
    for i in range(min(len(words), 4)):
        for j in range(min(len(words), 4)):
            if i != j:
                rest = tuple(w for k, w in enumerate(words) if k not in (i, j))
                readings.append(((words[i],), (words[j],), rest + name.father))
    return readings


_STRONG = {Birth.SAME: 1, Birth.SAME_HABIT: 2, Birth.SWAPPED: 3, Birth.ONE_DIGIT: 3, Birth.SOLAR: 3, Birth.YEAR_SLIP: 3,
           Birth.YEAR_FITS: 4, Birth.AGE_FITS: 4, Birth.YEAR_NEAR: 5, Birth.SAME_YEAR: 5, Birth.NEAR: 5, Birth.FAR: 5,
           Birth.UNKNOWN: 0}  # fmt: skip


def levels(a: Prepared, b: Prepared, rarity: Rarity) -> tuple[int, ...]:
    """Return the level of every feature, in the order of FEATURES; the order of the two records is indifferent."""
    if b.entry.id < a.entry.id:
        a, b = b, a
    x, y, name = a.entry, b.entry, name_levels(a.name, b.name)
    birth = evidence.compare_births(a.birth, b.birth)
    date = _STRONG[birth]
    phone, document = evidence.compare_numbers(x.phone, y.phone), evidence.compare_numbers(x.document_no, y.document_no)
    region = evidence.compare_told(x.residence_region, y.residence_region)
    return (
        name.family, name.given, name.father, part(a.mother, b.mother), name.swapped, int(birth),
        int(evidence.compare_told(x.sex, y.sex)), int(evidence.compare_told(x.birth_country, y.birth_country)),
        int(evidence.compare_places(x.birth_place, y.birth_place)), int(region), int(phone), int(document),
        int(evidence.compare_households(x, y)), int(evidence.compare_roles(x, y)), int(a.arabic) + int(b.arabic),
        rarity.level(name.family_words) if name.family >= interim.CONSONANTS else 0,
        rarity.level(name.given_words) if name.given >= interim.CONSONANTS else 0,
        date * 4 + _step(name.given), _step(name.family) * 4 + _step(name.given),
        int(date == 1 and name.family >= interim.CLOSE and name.given <= interim.BEGUN), date * 4 + _step(name.father),
    )  # fmt: skip


def _step(level: int) -> int:
    return 0 if level == 0 else 1 if level <= interim.BEGUN else 2 if level <= interim.CONSONANTS else 3
