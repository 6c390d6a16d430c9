"""`tulga nationality simulate`: the counts of a comparison, in the groups of a report. What may be printed of them is
decided where they are printed (`cli/simulate.py`, by the rules of `figures/core/disclosure.py`).

A file without family links is read in parts, so that a hundred million people need no more memory than one part.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from tulga.nationality.bulk import parquet
from tulga.nationality.bulk.amendments import Amendment
from tulga.nationality.bulk.codes import Flags
from tulga.nationality.bulk.compare import Change, Comparison, compare
from tulga.nationality.bulk.facts import Facts, Numbers, Problem, problems
from tulga.nationality.bulk.ir import day_number
from tulga.nationality.bulk.readers import completed
from tulga.nationality.core.rules import Pack

PART = 500_000  # people worked out at a time where nobody's parents are rows
CLASSES = ("solved", "solved_possible", "worse", "worse_possible", "other")
AGES = ((0, 5), (5, 12), (12, 18), (18, 60), (60, 200))
UNTOLD = ""


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
    return over(parts(path), packs, amendment, on)


def over(people: Iterable[Facts], packs: Mapping[str, Pack], amendment: Amendment, on: date) -> Counts:
    """Return what the amendment does to these people, who come in parts."""
    counts = Counts(groups={"sex": {}, "region": {}, "age": {}})
    for facts in people:
        add(counts, facts, packs, amendment, on)
    return counts


def parts(path: Path) -> Iterator[Facts]:
    """Yield the people of a file: all at once where parents are rows, else part by part."""
    people = parquet.rows_of(path)
    if parquet.has_family(path) or people <= PART:
        yield parquet.read(path)
        return
    for first in range(0, people, PART):
        yield parquet.read(path, first, PART)


def add(counts: Counts, facts: Facts, packs: Mapping[str, Pack], amendment: Amendment, on: date) -> None:
    """Add these people to the counts."""
    wrong = problems(facts)
    counts.problems += wrong
    good = without(facts, {problem.row for problem in wrong})
    comparison = compare(good, packs, amendment, on)
    whom = ~good.beyond
    counts.people += int(whom.sum())
    counts.beyond += int(good.beyond.sum())
    for name in ("solved", "gained", "lost", "made_stateless", "clarified"):
        _add(counts.kinds.setdefault(name, [0, 0]), getattr(comparison, name), whom)
    for rule, change in comparison.by_article.items():
        _add(counts.articles.setdefault(rule, [0, 0]), change, whom)
    _add_groups(counts, comparison, whom)


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


def _add(found: list[int], change: Change, whom: Flags) -> None:
    found[0] += int((change.certain & whom).sum())
    found[1] += int((change.possible & ~change.certain & whom).sum())


def _add_groups(counts: Counts, comparison: Comparison, whom: Flags) -> None:
    facts, classes = comparison.facts, _classes(comparison)
    words = facts.vocabulary.words
    for dimension, label in (("sex", facts.sex), ("region", facts.region)):
        _tally(counts.groups[dimension], label, lambda number: words[number], classes, whom)
    _tally(counts.groups["age"], ages(facts, comparison.on), lambda number: AGE_NAMES[number], classes, whom)


def _tally(
    found: dict[str, list[int]], label: Numbers, name: Callable[[int], str], classes: Numbers, whom: Flags
) -> None:
    pairs = label[whom].astype(np.int64) * len(CLASSES) + classes[whom]
    for pair, count in zip(*np.unique(pairs, return_counts=True), strict=True):
        row = found.setdefault(name(int(pair) // len(CLASSES)), [0] * len(CLASSES))
        row[int(pair) % len(CLASSES)] += int(count)


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
