"""Three-valued findings: in a file about a stateless person most boxes are empty, and empty is not "no"."""

from collections.abc import Iterable
from enum import Enum


class Finding(Enum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"  # nobody has told us yet; never the same as NOT_MET

    def __bool__(self) -> bool:
        raise TypeError("a finding has three values: compare it with Finding.MET or Finding.NOT_MET")


def all_of(findings: Iterable[Finding]) -> Finding:
    """Return NOT_MET if one condition fails, MET only if every one is met."""
    seen = set(findings)
    if Finding.NOT_MET in seen:
        return Finding.NOT_MET
    return Finding.UNKNOWN if Finding.UNKNOWN in seen else Finding.MET


def any_of(findings: Iterable[Finding]) -> Finding:
    """Return MET if one condition is met, NOT_MET only if every one fails."""
    seen = set(findings)
    if Finding.MET in seen:
        return Finding.MET
    return Finding.UNKNOWN if Finding.UNKNOWN in seen else Finding.NOT_MET


_OPPOSITE = {Finding.MET: Finding.NOT_MET, Finding.NOT_MET: Finding.MET, Finding.UNKNOWN: Finding.UNKNOWN}


def not_(finding: Finding) -> Finding:
    """Return the opposite; what is unknown stays unknown."""
    return _OPPOSITE[finding]
