"""The line of descent above the person who is being read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tulga.nationality.core.facts import Person

MAX_GENERATIONS = 8


@dataclass(frozen=True, slots=True)
class Family:
    """Who stands above, the other scenarios of the file, and how to read a person's facts (kin are persons again)."""

    above: tuple[str, ...]
    others: Mapping[str, Any]  # id -> what stands under `facts`
    read: Callable[..., Person]
    prefix: str = ""  # of the paths of facts: "parents[mother].facts."
