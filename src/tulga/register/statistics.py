"""What figures may see of people: pseudonymous facts, streamed. No names, numbers, contacts or free text.

A named exception to "every query takes an actor" (docs/invariants.md): only `tulga.figures` imports this module, and
every call is logged with its purpose.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID


class Fact(NamedTuple):
    """One thing said of one record. Unbounded effective dates are `date.min` and `date.max`."""

    record: UUID  # never leaves figures/compile
    kind: str  # identified, nationality, presence_ended, origin, sex, birth, area, case_opened, decision, paper
    value: str
    basis: str
    earliest: date
    latest: date
    position: int
    ends: bool
    source: str = ""  # of the record ("assumed:..." marks what nobody published), or the authority of the case


def facts(*, known_at: datetime | None, purpose: str) -> Iterator[Fact]:
    """Yield every standing fact of the register, ordered by record, then position."""
    raise NotImplementedError


def merged_persons(*, known_at: datetime | None, purpose: str) -> dict[UUID, UUID]:
    """Return record -> person for records that were judged to be one human being with another; no others."""
    raise NotImplementedError
