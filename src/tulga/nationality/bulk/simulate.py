"""`tulga nationality simulate`: the counts of a comparison, in the groups of a report. What may be printed of them is
decided where they are printed (`cli/simulate.py`, by the rules of `figures/core/disclosure.py`).

A file without family links is read in parts, so that a hundred million people need no more memory than one part; and
people of whom it says the same are worked out once (`alike.py`).
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from tulga.nationality.bulk import alike, parquet
from tulga.nationality.bulk.amendments import Amendment, amended
from tulga.nationality.bulk.compare import Change, Comparison, compare
from tulga.nationality.bulk.facts import Facts, Numbers
from tulga.nationality.bulk.family import Problem, problems
from tulga.nationality.bulk.ir import day_number
from tulga.nationality.bulk.readers import completed
from tulga.nationality.core.predicates import TREATIES
from tulga.nationality.core.rules import Pack
from tulga.nationality.core.vocabulary import SOVIET_UNION

PART = 500_000  # people worked out at a time where nobody's parents are rows
READ = 2_000_000  # people read at a time to see who are alike
AT_ONCE = 2  # such parts in work at a time
KEPT = 4_000_000  # groups of people kept before the same ones are put together again
CLASSES = ("solved", "solved_possible", "worse", "worse_possible", "other")
AGES = ((0, 5), (5, 12), (12, 18), (18, 60), (60, 200))
UNTOLD = ""
T = TypeVar("T")


@dataclass(slots=True)
class Counts:
    """How many people each part of the result speaks of.

    Args:
        people: those worked out; `beyond` needs the interpreter, `problems` contradict themselves, both are left out.
        groups: dimension -> group -> people by class: certain and only possible are apart, so that they add up.
        articles: changed version -> [certainly newly reached, only possibly].
        kinds: "gained", "lost", "made_stateless", "solved", "clarified" -> [certain, only possible].
    """

    people: int = 0
    beyond: int = 0
    problems: list[Problem] = field(default_factory=list)
    groups: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    articles: dict[str, list[int]] = field(default_factory=dict)
    kinds: dict[str, list[int]] = field(default_factory=dict)

    def total(self) -> list[int]:
        """Return the people of each class."""
        return [sum(row[number] for row in self.groups["sex"].values()) for number in range(len(CLASSES))]


def simulate(path: Path, packs: Mapping[str, Pack], amendment: Amendment, on: date) -> Counts:
    """Return what the amendment does to the people of a file.

    Raises:
        parquet.UnusablePeople: the file holds no people in the known columns.
    """
    if parquet.has_family(path):
        return over([parquet.read(path)], packs, amendment, on)
    columns = parquet.columns_of(path)
    alone, names = alike.of_their_own(columns), alike.compared(columns)
    days = alike.days_asked(_laws(packs, amendment), on, [first for first, _ in AGES])
    counts, found = over([], packs, amendment, on), list[alike.Groups]()

    def read(first: int) -> tuple[int, int, alike.Groups]:
        frame, others = parquet.told(path, names, alone, first, READ)
        return first, others, alike.groups(frame, days)

    for first, others, some in _ahead(read, range(0, parquet.rows_of(path), READ)):
        found.append(some)
        if len(found) > 1 and sum(len(each.times) for each in found) > KEPT:
            found = [alike.together(found, days)]
        for start in range(first, first + READ, PART) if others else ():
            add(counts, parquet.read(path, start, min(PART, first + READ - start), alone), packs, amendment, on)
    if found:
        _add_alike(counts, alike.together(found, days), packs, amendment, on)
    return counts


def _ahead(read: Callable[[int], T], places: Iterable[int]) -> Iterator[T]:
    """Yield what is read from each place, in order, while the next ones are being read; no more than that is kept."""
    with ThreadPoolExecutor(AT_ONCE) as readers:
        waiting: deque[Future[T]] = deque()
        for place in places:
            waiting.append(readers.submit(read, place))
            if len(waiting) > AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def over(people: Iterable[Facts], packs: Mapping[str, Pack], amendment: Amendment, on: date) -> Counts:
    """Return what the amendment does to these people, who come in parts."""
    counts = Counts(groups={"sex": {}, "region": {}, "age": {}})
    for facts in people:
        add(counts, facts, packs, amendment, on)
    return counts


def _laws(packs: Mapping[str, Pack], amendment: Amendment) -> dict[str, Pack]:
    """Return today's law of every State, and the amended one beside it."""
    return {**packs, f"{amendment.state} amended": amended(packs, amendment)[amendment.state]}


@dataclass(frozen=True, slots=True)
class _Groups:
    """Groups of people who count alike in every part of the result.

    Args:
        of: which row of the comparison tells what becomes of them; `times`: how many they are.
        labels: dimension -> the number of each group's label, and the labels.
    """

    of: Numbers | npt.NDArray[np.int64]
    times: npt.NDArray[np.int64]
    labels: Mapping[str, tuple[Numbers, Sequence[str]]]


def add(counts: Counts, facts: Facts, packs: Mapping[str, Pack], amendment: Amendment, on: date) -> None:
    """Add these people to the counts."""
    wrong = problems(facts)
    counts.problems += wrong
    good = without(facts, {problem.row for problem in wrong})
    whom = np.flatnonzero(~good.beyond)
    counts.beyond += good.rows - len(whom)
    labels = {name: (numbers[whom], words) for name, (numbers, words) in _labels(good, on).items()}
    _count(counts, compare(good, packs, amendment, on), _Groups(whom, np.ones(len(whom), np.int64), labels))


def _add_alike(counts: Counts, groups: alike.Groups, packs: Mapping[str, Pack], amendment: Amendment, on: date) -> None:
    """Work out each kind of people once, and add everybody who is of it."""
    asked = {name: pack for name, pack in packs.items() if name in _linked(groups.kinds, amendment)}
    kinds = alike.kinds(groups.kinds, alike.days_asked(_laws(asked, amendment), on))
    labels = _labels(parquet.facts_of(groups.labels), on)
    old = ages(parquet.facts_of(groups.kinds), on)[groups.kind], AGE_NAMES
    by = {name: (numbers[groups.label], words) for name, (numbers, words) in labels.items()}
    if len(kinds.of):
        comparison = compare(parquet.facts_of(kinds.frame), asked, amendment, on)
        _count(counts, comparison, _Groups(kinds.of[groups.kind], groups.times, {**by, "age": old}))


def _linked(frame: pl.DataFrame, amendment: Amendment) -> set[str]:
    """Return the States with which somebody here has a link; packs of others have nothing to say of anybody."""
    words = [frame["born_in"]] if "born_in" in frame.columns else []
    words += [frame[f"{who}_states"].explode() for who in alike.PARENTS if f"{who}_states" in frame.columns]
    named = {word for column in words for word in column.cast(pl.String).unique() if word is not None}
    return {*named, amendment.state, SOVIET_UNION, TREATIES}


def _labels(facts: Facts, on: date) -> dict[str, tuple[Numbers, Sequence[str]]]:
    words = facts.vocabulary.words
    return {"sex": (facts.sex, words), "region": (facts.region, words), "age": (ages(facts, on), AGE_NAMES)}


def _count(counts: Counts, comparison: Comparison, groups: _Groups) -> None:
    """Add the people of these groups to every part of the result."""
    many = np.bincount(groups.of, groups.times, minlength=comparison.facts.rows).astype(np.int64)
    counts.people += int(groups.times.sum())
    for name in ("solved", "gained", "lost", "made_stateless", "clarified"):
        _add(counts.kinds.setdefault(name, [0, 0]), getattr(comparison, name), many)
    for rule, change in comparison.by_article.items():
        _add(counts.articles.setdefault(rule, [0, 0]), change, many)
    classes = _classes(comparison)[groups.of]
    for dimension, (label, names) in groups.labels.items():
        _tally(counts.groups[dimension], label.astype(np.int64) * len(CLASSES) + classes, groups.times, names)


def without(facts: Facts, rows: set[int]) -> Facts:
    """Return the people without these rows; whoever has one of them as a parent has a parent of unknown status."""
    if not rows:
        return facts
    keep = np.array([row for row in range(facts.rows) if row not in rows], dtype=np.int64)
    place = np.full(facts.rows + 1, -1, dtype=np.int64)
    place[keep] = np.arange(len(keep))
    kept = facts.taken(keep)
    kept.row[:] = np.arange(len(keep))
    for parent in (kept.mother, kept.father):
        inside = (parent.row >= 0) & (parent.row < facts.rows)
        parent.row[:] = np.where(inside, place[np.where(inside, parent.row, 0)], -1)
    return kept


def _add(found: list[int], change: Change, many: npt.NDArray[np.int64]) -> None:
    found[0] += int(many[change.certain].sum())
    found[1] += int(many[change.possible & ~change.certain].sum())


def _tally(
    found: dict[str, list[int]], pairs: npt.NDArray[np.int64], times: npt.NDArray[np.int64], names: Sequence[str]
) -> None:
    """Count people by label and class, two numbers in one."""
    if len(pairs):
        many = np.bincount(pairs, times).astype(np.int64)
        for pair in np.flatnonzero(many).tolist():
            row = found.setdefault(names[pair // len(CLASSES)], [0] * len(CLASSES))
            row[pair % len(CLASSES)] += int(many[pair])


def _classes(comparison: Comparison) -> Numbers:
    """Return one class a person, the gravest that applies: certainly worse, certainly solved, possibly worse, …"""
    solved, lost = comparison.solved, comparison.lost
    order = [(lost.certain, 2), (solved.certain, 0), (lost.possible, 3), (solved.possible, 1)]
    return np.select([flags for flags, _ in order], [number for _, number in order], 4).astype(np.int32)


AGE_NAMES: Sequence[str] = (*(f"{first}-{last - 1}" if last < 200 else f"{first}+" for first, last in AGES), UNTOLD)


def ages(facts: Facts, on: date) -> Numbers:
    """Return the age group of each person on the date; the last one is of those whose birth leaves it open."""
    day = np.full(facts.rows, day_number(on), dtype=np.int32)
    found = np.full(facts.rows, len(AGES), dtype=np.int32)
    for number, (first, last) in enumerate(AGES):
        old, young = completed(facts.birth_hi, day, first), ~completed(facts.birth_lo, day, last)
        found[old & young] = number
    return found
