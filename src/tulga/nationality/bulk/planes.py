"""Truth in two planes of bits, 64 people a machine word.

One plane says for whom there is reason to believe a thing, the other for whom there is reason to believe the opposite.
All four values of `core/truth.py` fit, "and", "or" and "not" are one or two operations on words, and ten million people
take 2.5 MB a condition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tulga.nationality.bulk import ir
from tulga.nationality.core.truth import Truth

Words = npt.NDArray[np.uint64]
Days = npt.NDArray[np.int32]
_BITS = 64


@dataclass(frozen=True, slots=True)
class Planes:
    """What is known of one thing about `rows` people. Bits beyond the last row mean nothing."""

    yes: Words
    no: Words
    rows: int

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
        np.left_shift(found, np.uint8(1), out=found)
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
class Table:
    """The values of atoms and the bounds of clocks for `rows` people."""

    rows: int
    atoms: Mapping[str, Planes]
    clocks: Mapping[str, tuple[Days, Days]]


def evaluate(node: ir.Node, table: Table, done: dict[ir.Node, Planes] | None = None) -> Planes:
    """Return the truth of a condition for everybody in the table.

    Args:
        done: conditions worked out before on the same table; give the same mapping for many rules that share parts.
    """
    seen = {} if done is None else done
    if node not in seen:
        seen[node] = _evaluate(node, table, seen)
    return seen[node]


def _evaluate(node: ir.Node, table: Table, done: dict[ir.Node, Planes]) -> Planes:
    match node:
        case ir.Fixed(value):
            return fixed(value, table.rows)
        case ir.Atom(name):
            return table.atoms[name]
        case ir.Since(clock, earliest, latest):
            first, last = table.clocks[clock]
            return of_flags(first >= latest, last < earliest)
        case ir.Inverse(inner):
            return ~evaluate(inner, table, done)
        case ir.Every(nodes):
            return _folded(nodes, table, done, together=True)
        case ir.Some(nodes):
            return _folded(nodes, table, done, together=False)


def _folded(nodes: tuple[ir.Node, ...], table: Table, done: dict[ir.Node, Planes], *, together: bool) -> Planes:
    first = evaluate(nodes[0], table, done)
    yes, no = first.yes.copy(), first.no.copy()
    on_yes, on_no = (np.bitwise_and, np.bitwise_or) if together else (np.bitwise_or, np.bitwise_and)
    for node in nodes[1:]:
        each = evaluate(node, table, done)
        on_yes(yes, each.yes, out=yes)
        on_no(no, each.no, out=no)
    return Planes(yes, no, table.rows)
