"""What a check found, and where in the definition."""

from dataclasses import dataclass

from tulga.nationality.core.places import Loc


@dataclass(frozen=True, slots=True)
class Finding:
    """`loc`: way to the place in the data (`versions`, `v1`, `steps`, `applied`, `to`); `at_name`: of its name."""

    loc: Loc
    message: str
    suggestion: str = ""
    at_name: bool = False
