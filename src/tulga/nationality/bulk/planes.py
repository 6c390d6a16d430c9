"""Truth in two planes of bits, 64 people a machine word.

One plane says for whom there is reason to believe a thing, the other for whom there is reason to believe the opposite.
All four values of `core/truth.py` fit, "and", "or" and "not" are one or two operations on words, and ten million people
take 2.5 MB a condition.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tulga.nationality.bulk import ir
from tulga.nationality.core.truth import Truth

Words = npt.NDArray[np.uint64]
Days = npt.NDArray[np.int32]
_BITS = 64
_BLOCK = 1 << 19  # people at once: what is worked out on the way stays in the processor's own memory


@dataclass(frozen=True, slots=True)
class Planes:
    """What is known of one thing about `rows` people. Bits beyond the last row mean nothing."""

    yes: Words
    no: Words
    rows: int

    def part(self, first: int, last: int) -> "Planes":
        """Return the planes of some rows; the first is a multiple of 64."""
        words = slice(first // _BITS, _words(last))
        return Planes(self.yes[words], self.no[words], last - first)

    def __and__(self, other: "Planes") -> "Planes":
        return Planes(self.yes & other.yes, self.no | other.no, self.rows)

    def __or__(self, other: "Planes") -> "Planes":
        return Planes(self.yes | other.yes, self.no & other.no, self.rows)

    def __invert__(self) -> "Planes":
        return Planes(self.no, self.yes, self.rows)

    def true(self) -> npt.NDArray[np.bool_]:
        """Return, person by person, whether it is so for certain (and undisputed)."""
        return unpacked(self.yes & ~self.no, self.rows)

    def false(self) -> npt.NDArray[np.bool_]:
        return unpacked(self.no & ~self.yes, self.rows)

    def possible(self) -> npt.NDArray[np.bool_]:
        """Return, person by person, whether it is not ruled out."""
        return ~self.false()

    def codes(self) -> npt.NDArray[np.uint8]:
        """Return the four truth values as numbers, as `Truth` counts them."""
        return numbers((self.yes, self.no), self.rows)


def packed(values: npt.NDArray[np.bool_]) -> Words:
    """Return booleans as bits, padded to whole words with 0."""
    words = np.zeros(_words(len(values)) * 8, dtype=np.uint8)
    bits = np.packbits(values, bitorder="little")
    words[: len(bits)] = bits
    return words.view(np.uint64)


def unpacked(words: Words, rows: int) -> npt.NDArray[np.bool_]:
    return np.unpackbits(words.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def numbers(bits: Sequence[Words], rows: int) -> npt.NDArray[np.uint8]:
    """Return one small number a person of which the bits are given, the lowest first."""
    found = unpacked(bits[-1], rows).view(np.uint8)
    for plane in bits[-2::-1]:
        np.add(found, found, out=found)  # many times faster than a shift of bytes
        np.bitwise_or(found, unpacked(plane, rows).view(np.uint8), out=found)
    return found


def _words(rows: int) -> int:
    return -(-rows // _BITS)


def of_codes(codes: npt.NDArray[np.uint8]) -> Planes:
    """Return planes from truth values as numbers."""
    return Planes(packed((codes & 1).astype(np.bool_)), packed((codes & 2).astype(np.bool_)), len(codes))


def of_flags(yes: npt.NDArray[np.bool_], no: npt.NDArray[np.bool_]) -> Planes:
    return Planes(packed(yes), packed(no), len(yes))


def fixed(value: Truth, rows: int) -> Planes:
    ones, zeros = ~np.zeros(_words(rows), dtype=np.uint64), np.zeros(_words(rows), dtype=np.uint64)
    return Planes(ones if value & 1 else zeros, ones if value & 2 else zeros, rows)


@dataclass(frozen=True, slots=True)
class Exact:
    """A date that is known to the day, or not at all: half the columns of bounds, and one comparison instead of two."""

    day: Days
    told: Words

    def bounds(self) -> tuple[Days, Days]:
        told = unpacked(self.told, len(self.day))
        return np.where(told, self.day, np.int32(ir.FIRST_DAY)), np.where(told, self.day, np.int32(ir.LAST_DAY))

    def since(self, earliest: int, latest: int) -> Planes:
        late = packed(self.day >= latest)
        early = ~late if earliest == latest else packed(self.day < earliest)
        return Planes(late & self.told, early & self.told, len(self.day))

    def part(self, first: int, last: int) -> "Exact":
        return Exact(self.day[first:last], self.told[first // _BITS : _words(last)])


@dataclass(frozen=True, slots=True)
class Table:
    """The values of atoms and the bounds of clocks for `rows` people."""

    rows: int
    atoms: Mapping[str, Planes]
    clocks: Mapping[str, tuple[Days, Days] | Exact]

    def bounds(self, clock: str) -> tuple[Days, Days]:
        """Return the first and the last possible day of everybody."""
        told = self.clocks[clock]
        return told.bounds() if isinstance(told, Exact) else told

    def part(self, first: int, last: int) -> "Table":
        """Return the table of some rows, nothing copied; the first is a multiple of 64."""
        clocks = {
            name: told.part(first, last) if isinstance(told, Exact) else (told[0][first:last], told[1][first:last])
            for name, told in self.clocks.items()
        }
        return Table(last - first, {name: atom.part(first, last) for name, atom in self.atoms.items()}, clocks)


def in_parts(
    table: Table, names: Sequence[str], read: Callable[[Table], Mapping[str, npt.NDArray[np.uint8]]]
) -> dict[str, npt.NDArray[np.uint8]]:
    """Return what `read` says of everybody, having asked it of some people after others.

    Args:
        names: of the answers; each is one small number a person.
    """
    found = {name: np.empty(table.rows, dtype=np.uint8) for name in names}
    for first in range(0, table.rows, _BLOCK):
        last = min(first + _BLOCK, table.rows)
        answers = read(table.part(first, last))
        for name in names:
            found[name][first:last] = answers[name]
    return found


@dataclass(frozen=True, slots=True)
class Plan:
    """Conditions in the order in which they are worked out; what several of them share comes once.

    Args:
        leaves: what the table answers.
        folds: "and" (True) or "or" (False) over earlier places, in order; places count leaves first. A place below zero
            stands for the opposite of place `~number`: planes change sides, which costs nothing.
        roots: the places of the conditions that were asked.
    """

    leaves: tuple[ir.Fixed | ir.Atom | ir.Since, ...]
    folds: tuple[tuple[bool, tuple[int, ...]], ...]
    roots: tuple[int, ...]

    def answers(self, table: Table) -> tuple[Planes, ...]:
        """Return the truth of each condition for everybody in the table."""
        known = [_leaf(leaf, table) for leaf in self.leaves]
        for together, places in self.folds:
            known.append(_folded([_placed(known, place) for place in places], together=together))
        return tuple(_placed(known, root) for root in self.roots)


def plan(*nodes: ir.Node) -> Plan:
    """Return how to work these conditions out, worth keeping for many tables or parts."""
    leaves: dict[ir.Node, int] = {}
    folds: dict[tuple[bool, tuple[int, ...]], int] = {}
    for node in nodes:
        for each in ir.walk(node):
            if isinstance(each, ir.Fixed | ir.Atom | ir.Since):
                leaves.setdefault(each, len(leaves))

    def placed(node: ir.Node) -> int:
        match node:
            case ir.Inverse(inner):
                return ~placed(inner)
            case ir.Every(inner) | ir.Some(inner):
                step = isinstance(node, ir.Every), tuple(placed(each) for each in inner)
                return folds.setdefault(step, len(leaves) + len(folds))
            case _:
                return leaves[node]

    roots = tuple(placed(node) for node in nodes)
    kept = tuple(each for each in leaves if isinstance(each, ir.Fixed | ir.Atom | ir.Since))
    return Plan(kept, tuple(folds), roots)


def evaluate(node: ir.Node, table: Table) -> Planes:
    """Return the truth of a condition for everybody in the table."""
    return plan(node).answers(table)[0]


def _leaf(leaf: ir.Fixed | ir.Atom | ir.Since, table: Table) -> Planes:
    match leaf:
        case ir.Fixed(value):
            return fixed(value, table.rows)
        case ir.Atom(name):
            return table.atoms[name]
        case ir.Since(clock, earliest, latest):
            told = table.clocks[clock]
            if isinstance(told, Exact):
                return told.since(earliest, latest)
            return of_flags(told[0] >= latest, told[1] < earliest)


def _placed(known: Sequence[Planes], place: int) -> Planes:
    return known[place] if place >= 0 else ~known[~place]


def _folded(parts: Sequence[Planes], *, together: bool) -> Planes:
    if len(parts) == 1:
        return parts[0]
    on_yes, on_no = (np.bitwise_and, np.bitwise_or) if together else (np.bitwise_or, np.bitwise_and)
    yes, no = on_yes(parts[0].yes, parts[1].yes), on_no(parts[0].no, parts[1].no)
    for each in parts[2:]:
        on_yes(yes, each.yes, out=yes)
        on_no(no, each.no, out=no)
    return Planes(yes, no, parts[0].rows)
