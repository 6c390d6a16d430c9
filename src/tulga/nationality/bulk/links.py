"""With which States people are linked: `core/links.py` over columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np

from tulga.nationality.bulk.codes import Days, Flags, anywhere
from tulga.nationality.bulk.facts import Facts, Rows
from tulga.nationality.bulk.family import PART, in_order
from tulga.nationality.core import vocabulary


@dataclass(slots=True)
class Links:
    """Which States are linked with anybody; with whom is worked out when somebody asks.

    Args:
        known: the States whose law is read (`core/links.py` says why a mere stay in another one is no link).
        until: the date of the assessment; a stay that begins later is no link yet.
    """

    facts: Facts
    known: frozenset[str]
    until: int
    _with: dict[str, Flags] | None = None
    _origin: dict[str, Flags] | None = None

    def states(self) -> list[str]:
        """Return the States that have a link with anybody."""
        found = [_named(self.facts, numbers) for numbers, _ in (*_by_origin(self.facts), *self._otherwise())]
        return sorted({state for names in found for state in names.values()})

    def origin(self) -> dict[str, Flags]:
        """Return with whom each State has a link of birth or descent."""
        if self._origin is None:
            self._origin = {}
            for numbers, row in _by_origin(self.facts):
                _mark(self.facts, numbers, row, self._origin)
        return self._origin

    def whose(self) -> dict[str, Flags]:
        """Return with whom each State has a link of any kind, one of their parents' included."""
        if self._with is None:
            found = {state: linked.copy() for state, linked in self.origin().items()}
            for numbers, row in self._otherwise():
                _mark(self.facts, numbers, row, found)
            _of_parents(self.facts, found)
            self._with = dict(sorted(found.items()))
        return self._with

    def _otherwise(self) -> Iterator[tuple[Days, Rows]]:
        known = [self.facts.vocabulary.find(state) for state in sorted(self.known)]
        return _otherwise(self.facts, known, self.until)


def _named(facts: Facts, numbers: Days) -> dict[int, str]:
    """Return the States among these numbers."""
    words, found = facts.vocabulary.words, []
    for first in range(0, len(numbers), PART):
        some = numbers[first : first + PART]
        if len(words) > _FEW:
            found += np.unique(some).tolist()
        else:
            found += [number for number in range(len(words)) if (some == number).any()]
    no_state = {"", vocabulary.SOVIET_UNION, "any", "other"}
    return {number: words[number] for number in sorted({*found}) if number > 0 and words[number] not in no_state}


_FEW = 16  # words: to look for each of them is faster than to sort


def _among(numbers: Days, known: Sequence[int]) -> Flags:
    if len(known) > _FEW:
        return np.isin(numbers, known)
    return reduce(or_, [numbers == number for number in known], np.zeros(len(numbers), dtype=np.bool_))


def _mark(facts: Facts, numbers: Days, row: Rows | None, found: dict[str, Flags]) -> None:
    """Mark whose the numbers are: items of these rows, or one number of everybody."""
    for number, state in _named(facts, numbers).items():
        linked = found.setdefault(state, np.zeros(facts.rows, dtype=np.bool_))
        if row is None:
            linked |= numbers == number
        else:
            linked[row[numbers == number]] = True


def _by_origin(facts: Facts) -> Iterator[tuple[Days, Rows | None]]:
    yield facts.born_in, None
    for items in (facts.claims, facts.mother.states, facts.father.states):
        yield items["name"], items.row


def _otherwise(facts: Facts, known: Sequence[int], until: int) -> Iterator[tuple[Days, Rows]]:
    own = facts.subject
    for items, name in ((own.documents, "issuer"), (own.events, "state"), (facts.links, "name")):
        yield items[name], items.row
    settled = (own.stays["kind"] == facts.vocabulary.find("permanent")) | _among(own.stays["state"], known)
    settled &= own.stays["first_lo"] <= until
    yield own.stays["state"][settled], own.stays.row[settled]
    for parent in (facts.mother, facts.father):
        stays = parent.stays
        then = (stays["first_lo"] <= facts.birth_hi[stays.row]) & (stays["last_hi"] >= facts.birth_lo[stays.row])
        then &= _among(stays["state"], known)
        yield stays["state"][then], stays.row[then]


def _of_parents(facts: Facts, found: dict[str, Flags]) -> None:
    """What is linked with a parent whose own facts are known is linked with the child."""
    for span in in_order(facts):
        for parent in (facts.mother.row[span], facts.father.row[span]):
            told = parent >= 0
            if anywhere(told):
                above = np.maximum(parent, 0)
                for linked in found.values():
                    linked[span] |= told & linked[above]
