"""Checking the ledger against itself and against exported seals.

Two passes: by position (every entry's own hash, the numbering, the sealed leaves), then by stream (the chain). Rows are
read as the database holds them, so that a value which is no date or no id is found and named like any other change.
What is found is named by position and id; what cannot be found (entries that no seal covers) is stated.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from tulga.kernel.effective import Effective
from tulga.ledger import chain, crypto, sealed, seals, stored
from tulga.ledger.keystore.models import DataKey
from tulga.ledger.models import TracesLeft
from tulga.ledger.sealed import Leaves, Problem
from tulga.ledger.stored import Row

__all__ = ["Problem", "Report", "verify"]
_PART = 500
_TIME_TO_CLEAN = timedelta(hours=1)  # several turns of the sealer


@dataclass(slots=True)
class Report:
    """What `verify` found. `unsealed_from` is the first position that no seal covers (None: all are covered)."""

    entries: int = 0
    seals: int = 0
    sealed_to: int = 0
    unsealed_from: int | None = None
    unsealed_count: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.problems


def verify(*, seals_folder: Path | None = None, public_key: bytes | None = None) -> Report:
    """Check every entry, chain, seal and key.

    Args:
        seals_folder: where the exported seals are; a copy kept elsewhere is what protects against this machine.
        public_key: the key that the seals must be signed with; this deployment's own when left out.
    """
    folder = seals_folder or seals.seals_folder()
    problems, trusted = sealed.trusted_seals(folder, public_key or seals.trusted_key(folder))
    report = Report(problems=problems, seals=len(trusted), sealed_to=trusted[-1].last if trusted else 0)
    pass_by_position = _ByPosition(report, Leaves(trusted))
    pass_by_position.run()
    _check_streams(report)
    pass_by_position.check_keys()
    report.problems.sort(key=lambda problem: (problem.position is not None, problem.position or 0))
    return report


# -- by position ------------------------------------------------------------------------------------------------------


class _ByPosition:
    """The pass over all entries in order: numbering, hashes, leaves, times; and whose keys the entries need."""

    def __init__(self, report: Report, leaves: Leaves) -> None:
        self.report, self.leaves = report, leaves
        self.vacant: list[int] = []  # sealed positions where another entry stands, or none
        self.strangers: list[Row] = []  # what stands there instead
        self.erased: set[UUID] = set()
        self.keyless: dict[UUID, int] = {}
        self.with_key: set[UUID] = set()

    def run(self) -> None:
        expected, last_recorded = 1, ""
        for chunk in stored.rows_in_order():
            for row in chunk:
                self._vacant(expected, row.position)
                expected = max(expected, row.position + 1)
                self._check(row)
                if last_recorded > (row.recorded_at or last_recorded):
                    self._found("entry.clock", row, "was recorded before the entry in front of it")
                last_recorded = row.recorded_at or last_recorded
            self._note_keys(chunk)
        self._vacant(expected, self.report.sealed_to + 1)
        self._name_vacant()

    def _check(self, row: Row) -> None:
        self.report.entries += 1
        leaf = self.leaves.at(row.position)
        if leaf is None:
            self._check_unsealed(row)
        elif leaf[0] != row.id:
            self.vacant.append(row.position)
            self.strangers.append(row)
        elif leaf[1] != row.digest:
            self._found("entry.altered", row, "is not what was sealed")
        elif row.digest != row.hash:
            self._found("entry.altered", row, "does not have the hash it carries")
        self._check_bounds(row)

    def _check_unsealed(self, row: Row) -> None:
        self.report.unsealed_count += 1
        if self.report.unsealed_from is None:
            self.report.unsealed_from = row.position
        if row.position < 1:
            self._found("entry.inserted", row, "stands where no entry can")
        if row.digest != row.hash:
            self._found("entry.altered", row, "does not have the hash it carries")

    def _check_bounds(self, row: Row) -> None:
        """The effective bounds are not hashed; they follow from the text that is."""
        if row.digest is None:
            return
        try:
            when = Effective.parse(row.effective_on)
        except ValueError:
            self._found("entry.altered", row, "has a date that cannot be read")
            return
        if (when.earliest, when.latest) != row.bounds:
            self._found("entry.altered", row, "has other bounds than its date gives")

    def _vacant(self, first: int, end: int) -> None:
        """Note that no entry stands at the positions from `first` to before `end`."""
        sealed_end = self.report.sealed_to + 1
        for position in range(first, min(end, sealed_end)):
            if self.leaves.at(position) is None:  # under a seal that does not hold
                self._gone(position, position)
            else:
                self.vacant.append(position)
        if end > max(first, sealed_end):
            self._gone(max(first, sealed_end), end - 1)

    def _gone(self, first: int, last: int) -> None:
        where = f"at position {first}" if first == last else f"at positions {first} to {last}"
        self.report.problems.append(Problem("entry.missing", f"what stood {where} is gone", first))

    def _name_vacant(self) -> None:
        """Say of each sealed entry that is not in its place whether it was moved or is gone, and what stands there."""
        told = [(position, self.leaves.get(position)) for position in self.vacant]
        now_at = stored.positions_of([leaf[0] for _, leaf in told])
        for position, (entry_id, _) in told:
            place = now_at.get(entry_id)
            if place is None:
                message = f"entry {entry_id}, sealed at position {position}, is gone"
                self.report.problems.append(Problem("entry.missing", message, position, entry_id))
            else:
                message = f"entry {entry_id} was moved from position {position} to {place}"
                self.report.problems.append(Problem("entry.moved", message, position, entry_id))
        for row in self.strangers:
            if row.id is None or self.leaves.position_of(row.id) is None:
                self._found("entry.inserted", row, "stands where another entry was sealed")

    def _found(self, code: str, row: Row, what: str) -> None:
        name = row.id or "without an id"
        message = f"entry {name} at position {row.position} {what}"
        self.report.problems.append(Problem(code, message, row.position, row.id))

    def _note_keys(self, chunk: list[Row]) -> None:
        """Remember which of the keys that these entries need are not in the key store."""
        needed: dict[UUID, int] = {}
        for row in chunk:
            if row.kind == "SubjectErased":
                self._note_erased(row)
            for holder in row.holders:
                if holder not in self.with_key and holder not in self.keyless:
                    needed.setdefault(holder, row.position)
        held = _held(list(needed))
        self.with_key |= held
        self.keyless.update({holder: position for holder, position in needed.items() if holder not in held})
        if len(self.with_key) > 200_000:
            self.with_key.clear()

    def _note_erased(self, row: Row) -> None:
        with suppress(ValueError, KeyError, TypeError):  # what cannot be read is named by its hash
            self.erased.add(UUID(json.loads(row.payload[len(crypto.PLAIN) :])["subject"]))

    def check_keys(self) -> None:
        for subject in sorted(_held(sorted(self.erased))):
            message = f"subject {subject} was erased but its key still exists"
            self.report.problems.append(Problem("erasure.unfinished", message))
        if left := TracesLeft.objects.filter(since__lt=timezone.now() - _TIME_TO_CLEAN).order_by("since").first():
            message = f"files of the databases may still hold what was erased on {left.since:%Y-%m-%d}"
            self.report.problems.append(Problem("erasure.traces", message))
        for subject, position in self.keyless.items():
            if subject not in self.erased:
                message = f"the key of subject {subject} is gone although nobody erased it"
                self.report.problems.append(Problem("key.missing", message, position))


def _held(subjects: list[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    for start in range(0, len(subjects), _PART):
        part = subjects[start : start + _PART]
        found.update(DataKey.objects.filter(subject__in=part).values_list("subject", flat=True))
    return found


# -- by stream --------------------------------------------------------------------------------------------------------


def _check_streams(report: Report) -> None:
    """Follow each stream's chain."""
    stream, number, digest = None, 0, chain.FIRST
    for link in stored.links():
        if link.stream_id != stream:
            stream, number, digest = link.stream_id, 0, chain.FIRST
        if link.number != number + 1 or link.previous != digest:
            message = f"entry {link.id} at position {link.position} does not follow the entry before it in its stream"
            report.problems.append(Problem("chain.broken", message, link.position, link.id))
        number, digest = link.number if isinstance(link.number, int) else 0, link.hash
