"""Truth as one small number a person, for the kernels that work atoms out; the numbers are those of `core/truth.py`."""

import numpy as np
import numpy.typing as npt

from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth

Codes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int32]
_FOR, _AGAINST = np.uint8(1), np.uint8(2)
_SWAPPED = np.array([UNKNOWN, FALSE, TRUE, DISPUTED], dtype=np.uint8)


def all_of(value: Truth, rows: int) -> Codes:
    return np.full(rows, int(value), dtype=np.uint8)


def negated(a: Codes) -> Codes:
    return _SWAPPED[a]


def both(a: Codes, b: Codes) -> Codes:
    return (a & b & _FOR) | ((a | b) & _AGAINST)


def either(a: Codes, b: Codes) -> Codes:
    return ((a | b) & _FOR) | (a & b & _AGAINST)


def of_flags(yes: Flags, no: Flags) -> Codes:
    """Return TRUE, FALSE or UNKNOWN; where both flags stand, DISPUTED."""
    return yes.astype(np.uint8) | (no.astype(np.uint8) << np.uint8(1))


def at_most(lo: Days, hi: Days, at_lo: Days, at_hi: Days) -> Codes:
    """Say whether the first day is the second or before it, each known as bounds."""
    return of_flags(hi <= at_lo, lo > at_hi)
