"""People who are alike in everything that some conditions ask are worked out once.

The atoms of a block of articles become one whole number a person (two bits an atom); equal numbers are counted. After
that a condition over the block costs one evaluation for every number that occurs, however many people there are: a
thousand amendments of the block are a thousand small tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tulga.nationality.bulk import ir, planes
from tulga.nationality.bulk.codes import Codes
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN

WIDEST = 31  # atoms in one block: two bits each in a signed 64-bit number
MAX_OPEN = 12  # unknown atoms of one profile that are completed; beyond that a profile stays open


class TooWide(ValueError):
    """The block asks more than fits into one number; split it by article."""


def abstracted(node: ir.Node) -> ir.Node:
    """Return the condition with every date comparison as an atom of its own."""
    match node:
        case ir.Since(clock, earliest, latest):
            return ir.Atom(f"{clock}.since.{earliest}.{latest}")
        case ir.Inverse(inner):
            return ir.Inverse(abstracted(inner))
        case ir.Every(nodes):
            return ir.Every(tuple(abstracted(inner) for inner in nodes))
        case ir.Some(nodes):
            return ir.Some(tuple(abstracted(inner) for inner in nodes))
        case _:
            return node


@dataclass(frozen=True, slots=True)
class Profiles:
    """The combinations of answers that occur, how many people have each, and who has which.

    Args:
        answers: one row a profile, one column an atom: truth values as numbers.
        counts: how many people have it.
        of: the profile of each person.
    """

    names: tuple[str, ...]
    answers: npt.NDArray[np.uint8]
    counts: npt.NDArray[np.int64]
    of: npt.NDArray[np.int64]

    def table(self) -> planes.Table:
        """Return the profiles as if each were one person."""
        atoms = {name: planes.of_codes(self.answers[:, number]) for number, name in enumerate(self.names)}
        return planes.Table(len(self.counts), atoms, {})

    def count(self, node: ir.Node, table: planes.Table | None = None) -> tuple[int, int]:
        """Return for how many people a condition holds for certain, and for how many it is not ruled out."""
        value = planes.evaluate(abstracted(node), self.table() if table is None else table)
        return int(self.counts[value.true()].sum()), int(self.counts[value.possible()].sum())

    def person_by_person(self, by_profile: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        return by_profile[self.of]

    def supervalued(self, node: ir.Node) -> Codes:
        """Return a condition for each profile, decided wherever every completion of what is unknown agrees."""
        rows, owner = self._completions()
        atoms = {name: planes.of_codes(rows[:, number]) for number, name in enumerate(self.names)}
        value = planes.evaluate(abstracted(node), planes.Table(len(rows), atoms, {}))
        found = np.zeros(len(self.counts), dtype=np.uint8)
        np.bitwise_or.at(found, owner, value.codes())
        return np.where((found == 3) | self._too_open(), UNKNOWN, found).astype(np.uint8)

    def _too_open(self) -> npt.NDArray[np.bool_]:
        return np.asarray((self.answers == UNKNOWN).sum(axis=1) > MAX_OPEN)

    def _completions(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
        """Return every completion of every profile that is not too open, and whose it is."""
        rows, owner = [], []
        for number in np.flatnonzero(~self._too_open()):
            answers = self.answers[number]
            open_ = np.flatnonzero(answers == UNKNOWN)
            choices = np.arange(1 << len(open_))
            whole = np.repeat(answers[None, :], len(choices), axis=0)
            for place, column in enumerate(open_):
                whole[:, column] = np.where((choices >> place) & 1, TRUE, FALSE)
            rows.append(whole)
            owner.append(np.full(len(choices), number))
        if not rows:
            return np.zeros((0, len(self.names)), np.uint8), np.zeros(0, np.int64)
        return np.concatenate(rows), np.concatenate(owner)


def profiles(known: Mapping[str, Codes], names: Sequence[str], people: int) -> Profiles:
    """Return the profiles of people over these atoms.

    Raises:
        TooWide: more atoms than one number holds.
    """
    if len(names) > WIDEST:
        raise TooWide(f"{len(names)} atoms; one block holds {WIDEST}")
    numbers = np.zeros(people, dtype=np.int64)
    for place, name in enumerate(names):
        numbers |= known[name].astype(np.int64) << (2 * place)
    found, of, counts = _distinct(numbers, 2 * len(names))
    answers = np.zeros((len(found), len(names)), dtype=np.uint8)
    for place in range(len(names)):
        answers[:, place] = (found >> (2 * place)) & 3
    return Profiles(tuple(names), answers, counts, of)


def _distinct(numbers: npt.NDArray[np.int64], bits: int) -> tuple[npt.NDArray[np.int64], ...]:
    """Return the numbers that occur, which one each person has, and how often each occurs."""
    if bits > 24:
        found, of, counts = np.unique(numbers, return_inverse=True, return_counts=True)
        return found, of, counts
    counts = np.bincount(numbers, minlength=1)
    found = np.flatnonzero(counts)
    place = np.zeros(len(counts), dtype=np.int64)
    place[found] = np.arange(len(found))
    return found, place[numbers], counts[found]


def answers_of(node: ir.Node, table: planes.Table) -> dict[str, Codes]:
    """Return the answer of everybody to each atom and date comparison of a condition, by its name in a block."""
    found: dict[str, Codes] = {}
    for each in ir.walk(node):
        if isinstance(each, ir.Atom | ir.Since):
            name = abstracted(each)
            if isinstance(name, ir.Atom):
                found[name.name] = planes.evaluate(each, table).codes()
    return found
