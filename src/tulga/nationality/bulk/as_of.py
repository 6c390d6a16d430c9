"""`core/as_of.py` over columns: what came after the date of the assessment had not happened yet, and takes no part.

Stays remain, as there; `links.py` leaves those of later days out of the links.
"""

from dataclasses import replace
from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from tulga.nationality.bulk.codes import Flags
from tulga.nationality.bulk.facts import Facts, Party, Vocabulary
from tulga.nationality.bulk.ir import day_number
from tulga.nationality.bulk.ragged import Ragged
from tulga.nationality.core.vocabulary import DECLARED_ONCE

P = TypeVar("P", bound=Party)


def as_of(facts: Facts, on: date) -> Facts:
    """Return the facts as the day knew them; where nothing is later, the same."""
    day, words = day_number(on), facts.vocabulary
    return replace(
        facts,
        subject=_party(facts.subject, day, words, np.ones(facts.rows, dtype=np.bool_)),
        mother=_party(facts.mother, day, words, facts.mother.told),
        father=_party(facts.father, day, words, facts.father.told),
    )


def _party(party: P, day: int, words: Vocabulary, told: Flags) -> P:
    """Args: told: of whom anything is told; nothing is established of a parent of whom nothing is."""
    return replace(
        party,
        events=_until(party.events, "lo", day),
        documents=_until(party.documents, "lo", day),
        absent=_with_absences(party.absent, party.events, day, words, told),
    )


def _until(items: Ragged, first: str, day: int) -> Ragged:
    begun = items[first] <= day
    return items if begun.all() else items.where(begun)


def _with_absences(absent: Ragged, events: Ragged, day: int, words: Vocabulary, told: Flags) -> Ragged:
    """Add an absence for what is declared once and was declared later: it was not declared before."""
    for kind in map(words.find, sorted(DECLARED_ONCE)):
        declared = events.where(events["type"] == kind)
        late = declared["lo"] > day
        if late.any():
            fresh = late & told[declared.row] & ~np.isin(_whose(declared), _whose(declared.where(~late)))
            found = {"what": declared["type"][fresh], "state": declared["state"][fresh]}  # 0: of no State named, of any
            absent = absent.joined(Ragged(absent.rows, declared.row[fresh], found))
    return absent


def _whose(events: Ragged) -> npt.NDArray[np.int64]:
    """Return the person and the State of each event as one number."""
    return (events.row.astype(np.int64) << np.int64(32)) + events["state"].astype(np.int64)
