"""Recall by group: by script, culture, sex, birth date and kind of error, with numbers of pairs and intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from bench.matching.pairs import script
from bench.matching.scores import interval

Facts = Mapping[str, Mapping[str, str]]
Pair = tuple[str, str]
FEW = 100  # pairs: a smaller group is listed, but not called the worst
SCRIPTS = {"arab": "Arabic", "cyr": "Cyrillic", "lat": "Latin"}
CULTURES = {
    "kk": "Kazakh", "ru": "Russian", "uk": "Ukrainian", "uz": "Uzbek", "tg": "Tajik", "ky": "Kyrgyz", "ug": "Uyghur",
    "tk": "Turkmen", "fa": "Persian, Dari", "ar": "Arabic",
}  # fmt: skip
EXACT_DATES = {"exact"}
NO_DATES = {"missing", "age"}
ERRORS = {  # as the truth of both generators tells them
    "typo": "a typing error", "swap": "family and given name swapped", "gpswap": "given and father's name swapped",
    "nopatr": "no patronymic", "nosurname": "no family name", "maiden": "a maiden name and another",
    "nick": "a short form", "init": "an initial", "split": "a name in two pieces", "spacing": "a stray space",
    "kb": "letters missing on the keyboard", "homoglyph": "look-alike letters", "trunc": "a name cut off",
    "daymonth": "day and month swapped", "digit": "a digit of the date", "year": "the year off", "first": "1 January",
    "solar": "a Solar Hijri slip", "sex": "the sex wrong", "place": "another place", "country": "another country",
    "role": "another role in the household",
    "yearonly": "the year only", "missing": "no date",
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    dimension: str
    name: str
    pairs: int
    found: int
    by_peer: int | None = None

    @property
    def recall(self) -> float:
        return self.found / self.pairs

    @property
    def bounds(self) -> tuple[float, float]:
        return interval(self.found, self.pairs)


def groups_of(a: Mapping[str, str], b: Mapping[str, str], sexes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the groups, as (dimension, name), of a pair with these truths and told sexes."""
    yield "script", " and ".join(sorted(SCRIPTS[script(one)] for one in (a, b)))
    yield "culture", CULTURES.get(a["culture"], a["culture"])
    told = set(sexes)
    one_sex = told.pop() if len(told) == 1 else ""
    yield "sex", {"F": "women", "M": "men"}.get(one_sex, "not told, or told differently")
    dates = {a["dob_error"], b["dob_error"]}
    if dates == EXACT_DATES:
        yield "birth date", "both exact"
    else:
        yield "birth date", "an age, or none, on a side" if dates & NO_DATES else "uncertain or wrong on a side"
    kinds = {one for fact in (a, b) for one in fact["errors"].split("|") if one}
    for kind in sorted(kinds):
        yield "error", ERRORS.get(kind, kind)
    if not kinds:
        yield "error", "none"
    for style in ("pinyin", "soviet"):
        if any(style in fact["script"] for fact in (a, b)):
            yield "spelling", {"pinyin": "by pinyin", "soviet": "by Soviet French rules"}[style]


def groups(truth: Facts, sexes: Mapping[str, str], found: set[Pair], by_peer: set[Pair] | None = None) -> list[Group]:
    """Return all groups; `found` and `by_peer`: the pairs proposed, smaller id first."""
    persons: dict[str, list[str]] = defaultdict(list)
    for one, fact in truth.items():
        persons[fact["entity_id"]].append(one)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for ids in persons.values():
        for pair in combinations(sorted(ids), 2):
            a, b = pair
            everybody = ("all", "all")
            for key in (everybody, *set(groups_of(truth[a], truth[b], (sexes.get(a, ""), sexes.get(b, ""))))):
                counts[key][0] += 1
                counts[key][1] += pair in found
                counts[key][2] += by_peer is not None and pair in by_peer
    order = ("all", "script", "culture", "sex", "birth date", "error", "spelling")
    rows = [Group(*key, n, hits, peer if by_peer is not None else None) for key, (n, hits, peer) in counts.items()]
    return sorted(rows, key=lambda one: (order.index(one.dimension), -one.recall, one.name))


def worst(rows: Iterable[Group], dimension: str = "") -> Group | None:
    """Return the group (of a dimension, or of all) with the lowest recall among those that are not too few."""
    enough = [one for one in rows if one.pairs >= FEW and one.dimension != "all" and dimension in ("", one.dimension)]
    return min(enough, key=lambda one: (one.recall, one.name), default=None)
