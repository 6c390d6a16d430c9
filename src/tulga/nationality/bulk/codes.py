"""Truth as one small number a person, for the kernels that work atoms out; the numbers are those of `core/truth.py`.

The constants are numpy's own small numbers: a comparison with a member of `Truth` takes twelve times as long, because
numpy makes whole words of everything first. Choosing by bits, not by branches, is faster by as much.
"""

import numpy as np
import numpy.typing as npt

from tulga.nationality.core import truth
from tulga.nationality.core.truth import Truth

Codes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.int32]
UNKNOWN, TRUE, FALSE, DISPUTED = (
    np.uint8(int(value)) for value in (truth.UNKNOWN, truth.TRUE, truth.FALSE, truth.DISPUTED)
)
_FOR, _AGAINST = np.uint8(1), np.uint8(2)


def all_of(value: Truth | np.uint8, rows: int) -> Codes:
    return np.full(rows, int(value), dtype=np.uint8)


def negated(a: Codes) -> Codes:
    against: Codes = ((a & _AGAINST) != 0).view(np.uint8)
    return _doubled(a & _FOR) | against


def both(a: Codes, b: Codes) -> Codes:
    return (a & b & _FOR) | ((a | b) & _AGAINST)


def either(a: Codes, b: Codes) -> Codes:
    return ((a | b) & _FOR) | (a & b & _AGAINST)


def of_flags(yes: Flags, no: Flags) -> Codes:
    """Return TRUE, FALSE or UNKNOWN; where both flags stand, DISPUTED."""
    return yes.view(np.uint8) | _doubled(no.view(np.uint8))


def chosen(flags: Flags, a: Codes, b: Codes | np.uint8) -> Codes:
    """Return the first where the flag stands, else the second."""
    return b ^ ((a ^ b) & np.negative(flags.view(np.uint8)))


def anywhere(flags: Flags) -> bool:
    """Say whether a flag stands for anybody; a column that says the same of everybody is asked once."""
    return bool(flags[:1].any() if flags.strides == (0,) else flags.any())


def at_most(lo: Days, hi: Days, at_lo: Days, at_hi: Days) -> Codes:
    """Say whether the first day is the second or before it, each known as bounds."""
    return of_flags(hi <= at_lo, lo > at_hi)


def _doubled(a: Codes) -> Codes:
    return a + a  # a shift of bytes is not vectorised
