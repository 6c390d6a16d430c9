"""Beside the people of concern: how many there would be without matching, and how many may be counted twice.

Changes no total. Persons and pairs stay inside; what comes out is a few numbers, withheld where they point at few.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from heapq import merge
from importlib.resources import files
from operator import itemgetter
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import yaml

from tulga.access.views_log import log_count
from tulga.figures import catalogue
from tulga.figures.core import populations, provenance
from tulga.figures.core.cells import Cell, NotCollected, Shown, Withheld, name_of, value_of
from tulga.figures.core.counting import FactLike, facts_by_person, person_of
from tulga.figures.core.disclosure import THRESHOLD
from tulga.figures.core.figure import FigureSet
from tulga.kernel.canonical import digest
from tulga.matching import statistics as matching
from tulga.procedures.shared import statistics as cases
from tulga.register import statistics as register

PURPOSE: Final = "duplicates in {country} as of {as_of}"


class Why(StrEnum):
    """Why there is no number, or that there is one."""

    TOLD = "told"
    WITHHELD = "withheld"  # it would point at few people
    NOT_DRAWN = "not_drawn"  # the list of look-alikes lags behind
    PAST = "past"  # what was known at an earlier time: the list of look-alikes has no past


@dataclass(frozen=True, slots=True)
class Duplicates:
    """People of concern with and without matching, and how many of them are expected to be counted twice.

    Attributes:
        with_matching: the total as it is printed; without_matching: every record a person of its own.
        pairs: pairs of persons that look alike and that nobody has judged.
        mean, low, high: expected number counted twice, and the interval of 95 %; None where there is no number.
    """

    why: Why
    with_matching: Cell
    without_matching: Cell
    pairs: Cell
    mean: int | None
    low: int | None
    high: int | None
    recipe: str

    @property
    def people(self) -> tuple[int, int] | None:
        """Return between how many people the total stands for."""
        if not isinstance(self.with_matching, Shown) or self.low is None or self.high is None:
            return None
        return max(self.with_matching.value - self.high, 0), self.with_matching.value - self.low


def beside(found: FigureSet) -> Duplicates | None:
    """Return what stands beside the people of concern of these figures; None for official statistics."""
    total = found.find(definition()["beside"]) if found.source == "operation" else None
    if total is None:
        return None
    if found.known_at is not None:
        return _none(Why.PAST, total.cell)
    if matching.waiting():
        return _none(Why.NOT_DRAWN, total.cell)
    return _counted(found.country, found.as_of, total.cell)


def _none(why: Why, total: Cell) -> Duplicates:
    return Duplicates(why, total, NotCollected(), NotCollected(), None, None, None, "")


@lru_cache(maxsize=1)
def definition() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files("tulga.figures").joinpath("duplicates.yaml").read_text("utf-8"))
    return found


@lru_cache(maxsize=1)
def _code() -> str:
    """Return the digest of the code and the tables between pairs and numbers."""
    here, core = Path(__file__), Path(matching.__file__).parent
    return provenance.digest_of_files(
        [here, *(core / "core" / f"{name}.py" for name in ("expected", "surplus")), core / "data" / "expected.yaml"]
    )


def to_json(given: Duplicates) -> dict[str, Any]:
    """Return the JSON form of the command line."""
    cells = ("with_matching", "without_matching", "pairs")
    return {
        "id": definition()["id"],
        "version": definition()["version"],
        "why": given.why.value,
        **{name: {"cell": name_of(cell), "value": value_of(cell)} for name in cells for cell in [getattr(given, name)]},
        "expected": given.mean,
        "low": given.low,
        "high": given.high,
        "recipe": given.recipe,
    }


# -- counting ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _People:
    """Who belongs to the total: record → person, for the records of these persons; and the persons without matching."""

    person: dict[UUID, UUID]
    apart: int = 0

    @property
    def count(self) -> int:
        return len(set(self.person.values()))


def _counted(country: str, as_of: date, total: Cell) -> Duplicates:
    purpose = PURPOSE.format(country=country, as_of=as_of.isoformat())
    log_count("duplicates", purpose)
    people = _people(country, as_of, purpose)
    pairs = _unjudged(people.person, purpose)
    joined = max(people.apart - people.count, 0)
    inputs = {"people": _digest(people), "pairs": digest([[a, b, f"{points:.6f}"] for a, b, points in pairs])}
    parameters = {"country": country, "as_of": as_of.isoformat()}
    recipe = provenance.recipe(definition=definition(), parameters=parameters, inputs=inputs, code=_code())
    without: Cell = Shown(people.apart)
    if not isinstance(total, Shown) or 0 < abs(people.apart - total.value) < THRESHOLD:
        without = Withheld()
    if not isinstance(total, Shown) or 0 < len(pairs) < THRESHOLD:
        return Duplicates(Why.WITHHELD, total, without, Withheld(), None, None, None, recipe)
    found = matching.duplicates(pairs, joined)
    mean, low, high = round(found.mean), found.low, min(found.high, people.count)
    return Duplicates(Why.TOLD, total, without, Shown(len(pairs)), mean, low, high, recipe)


def _digest(people: _People) -> str:
    found = hashlib.sha256(str(people.apart).encode())
    for record, person in sorted(people.person.items()):
        found.update(record.bytes + person.bytes)
    return found.hexdigest()


def _people(country: str, as_of: date, purpose: str) -> _People:
    """Go over all facts once; as in `compile`, who is nowhere counts where the operation works in one country only."""
    merged = register.merged_persons(known_at=None, purpose=purpose)
    belongs = _belongs(country, as_of)
    placed, unplaced, countries = _People({}), _People({}), set[str]()
    streams = (register.facts(known_at=None, purpose=purpose), cases.facts(known_at=None, purpose=purpose))
    every = merge(*streams, key=itemgetter(0, 6))  # ordered by record, then position
    for _name, _records, facts in facts_by_person(every, merged, as_of):
        whole = person_of(facts, country)
        side = placed if whole.residence or whole.told else unplaced
        if side is placed:
            countries.add(whole.state_on(as_of).area.partition(".")[0])
        records = _by_record(facts)
        if belongs(facts):
            side.person.update({record: merged.get(record, record) for record in records})
        side.apart += sum(map(belongs, records.values()))
    if countries == {country}:
        placed.person.update(unplaced.person)
        placed.apart += unplaced.apart
    return placed


def _by_record(facts: Iterable[FactLike]) -> Mapping[UUID, list[FactLike]]:
    found: dict[UUID, list[FactLike]] = {}
    for fact in facts:
        found.setdefault(fact.record, []).append(fact)
    return found


def _belongs(country: str, as_of: date) -> Callable[[list[FactLike]], bool]:
    total = next(one for one in catalogue.all_definitions() if one.id == definition()["beside"])
    test = populations.all_of(total.population, country)

    def belongs(facts: list[FactLike]) -> bool:
        person = person_of(facts, country)
        return test(person, person.state_on(as_of))

    return belongs


def _unjudged(person: Mapping[UUID, UUID], purpose: str) -> list[tuple[str, str, float]]:
    """Return the pairs of two persons of the total that look alike and that nobody called different, the best of each.

    An answer stands here until it is withdrawn, also where one of the records has told something new since.
    """
    answered = {
        frozenset((person[first], person[second]))
        for first, second in register.judged_different(purpose=purpose)
        if first in person and second in person
    }
    best: dict[tuple[str, str], float] = {}
    for first, second, points in matching.alike(purpose=purpose):
        one, other = person.get(first), person.get(second)
        if one is None or other is None or one == other or frozenset((one, other)) in answered:
            continue
        pair = (str(min(one, other)), str(max(one, other)))
        best[pair] = max(points, best.get(pair, points))
    return [(a, b, points) for (a, b), points in sorted(best.items())]
