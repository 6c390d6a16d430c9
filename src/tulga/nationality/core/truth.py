"""Truth in two bits: is there reason to believe it, is there reason to believe the opposite?

Nobody told us anything: neither (UNKNOWN). Somebody said yes, somebody no: both (DISPUTED). Belnap's four values; the
part without DISPUTED is Kleene's logic. The values are small numbers because conditions are evaluated millions of
times, and because two bit planes carry them in bulk with the same operations.
"""

from enum import IntEnum

from tulga.kernel.findings import Finding


class Truth(IntEnum):
    UNKNOWN = 0
    TRUE = 1
    FALSE = 2
    DISPUTED = 3

    def __bool__(self) -> bool:
        raise TypeError("a truth has four values: compare it with Truth.TRUE or Truth.FALSE")


UNKNOWN, TRUE, FALSE, DISPUTED = Truth.UNKNOWN, Truth.TRUE, Truth.FALSE, Truth.DISPUTED
_FOR, _AGAINST = 1, 2
_OF = (UNKNOWN, TRUE, FALSE, DISPUTED)
_NOT = (UNKNOWN, FALSE, TRUE, DISPUTED)
_AND = tuple(tuple(_OF[(a & b & _FOR) | ((a | b) & _AGAINST)] for b in range(4)) for a in range(4))
_OR = tuple(tuple(_OF[((a | b) & _FOR) | (a & b & _AGAINST)] for b in range(4)) for a in range(4))


def not_(a: Truth) -> Truth:
    return _NOT[a]


def and_(a: Truth, b: Truth) -> Truth:
    return _AND[a][b]


def or_(a: Truth, b: Truth) -> Truth:
    return _OR[a][b]


def joined(a: Truth, b: Truth) -> Truth:
    """Return what two sources say together: a contradiction is DISPUTED."""
    return _OF[a | b]


def of_bool(value: bool | None) -> Truth:
    """Return the truth of a value that may be missing."""
    return UNKNOWN if value is None else TRUE if value else FALSE


def of_finding(finding: Finding) -> Truth:
    return {Finding.MET: TRUE, Finding.NOT_MET: FALSE, Finding.UNKNOWN: UNKNOWN}[finding]


def definite(a: Truth) -> bool:
    """Say whether it is one of the two values that decide something."""
    return a in (TRUE, FALSE)
