"""Checking the ledger against itself and against exported seals.

Two passes in bounded memory: by position (every entry's own hash, the numbering, the sealed leaves), then by stream (the
chain). What is found is named by position and id; what cannot be found (entries after the last seal) is stated.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from tulga.kernel.canonical import canonical_json
from tulga.kernel.effective import Effective
from tulga.ledger import chain, seals
from tulga.ledger.keystore.models import DataKey
from tulga.ledger.models import Entry, ErasedSubject, Seal


@dataclass(frozen=True, slots=True)
class Problem:
    code: str
    message: str
    position: int | None = None
    entry_id: UUID | None = None
    seal: int | None = None


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


@dataclass(frozen=True, slots=True)
class _Sealed:
    """One exported seal that may be trusted, and where its leaves are."""

    number: int
    first: int
    last: int
    leaves: bytes


def verify(*, seals_folder: Path | None = None, public_key: bytes | None = None) -> Report:
    """Check every entry, chain and seal.

    Args:
        seals_folder: where the exported seals are; a copy kept elsewhere is what protects against this machine.
        public_key: the key that the seals must be signed with; this deployment's own when left out.
    """
    report = Report()
    trusted = list(_check_seals(report, seals_folder or seals.seals_folder(), public_key or seals.public_key()))
    report.seals = len(trusted)
    report.sealed_to = trusted[-1].last if trusted else 0
    _check_positions(report, trusted)
    _check_streams(report)
    _check_erasures(report)
    return report


# -- seals ------------------------------------------------------------------------------------------------------------


def _check_seals(report: Report, folder: Path, key: bytes) -> Iterator[_Sealed]:
    """Yield the seals that hold; name the others. A seal after one that does not hold can still be checked by itself."""
    in_database = {row.number: row for row in Seal.objects.order_by("number")}
    exported = {int(file.stem.removeprefix("seal-")): file for file in sorted(folder.glob("seal-*.json"))}
    previous, expected_first = "", 1
    for number in range(1, max([*in_database, *exported], default=0) + 1):
        file = exported.get(number)
        if file is None:
            where = "is in the database but was not exported here" if number in in_database else "is missing"
            report.problems.append(Problem("seal.missing", f"seal {number} {where}", seal=number))
            previous = ""
            continue
        statement, problem = _read_seal(file, key)
        if problem:
            report.problems.append(Problem(*problem, seal=number))
        if statement is None:
            previous = ""
            continue
        raw = canonical_json(statement)
        if statement["number"] != number:
            report.problems.append(Problem("seal.forged", f"{file.name} says it is seal {statement['number']}", seal=number))
            continue
        if previous and statement["previous"] != previous:
            report.problems.append(Problem("seal.chain", f"seal {number} does not follow seal {number - 1}", seal=number))
        if statement["first_position"] != expected_first:
            message = f"seal {number} begins at {statement['first_position']}, {expected_first} was next"
            report.problems.append(Problem("seal.chain", message, seal=number))
        row = in_database.get(number)
        if row is None or bytes(row.statement) != raw:
            message = f"seal {number} in the database is not the exported one"
            report.problems.append(Problem("seal.differs", message, seal=number))
        previous, expected_first = seals.statement_digest(raw), statement["last_position"] + 1
        if (leaves := _read_leaves(report, file, statement)) is not None:
            yield _Sealed(number, statement["first_position"], statement["last_position"], leaves)


def _read_seal(file: Path, key: bytes) -> tuple[dict[str, Any] | None, tuple[str, str] | None]:
    try:
        exported = json.loads(file.read_bytes())
        statement, signature = exported["statement"], bytes.fromhex(exported["signature"])
        first, last, number = statement["first_position"], statement["last_position"], statement["number"]
        shaped = all(isinstance(value, int) for value in (first, last, number)) and isinstance(statement["root"], str)
    except (ValueError, KeyError, TypeError):
        return None, ("seal.unreadable", f"{file.name} is not a seal")
    if not shaped or not seals.signature_holds(canonical_json(statement), signature, key):
        return None, ("seal.forged", f"{file.name} is not signed with the key of this ledger")
    return statement, None


def _read_leaves(report: Report, file: Path, statement: dict[str, Any]) -> bytes | None:
    path = file.with_suffix(".leaves")
    leaves = path.read_bytes() if path.exists() else b""
    count = statement["last_position"] - statement["first_position"] + 1
    if len(leaves) == count * seals.LEAF and seals.root_of(leaves) == statement["root"]:
        return leaves
    recomputed = seals.root_of(_leaves_in_database(statement["first_position"], statement["last_position"]))
    if recomputed == statement["root"]:
        report.problems.append(
            Problem("seal.leaves", f"{path.name} is missing or altered; the entries agree with the root", seal=statement["number"])
        )
        return None
    message = (
        f"entries {statement['first_position']} to {statement['last_position']} do not give the sealed root, and "
        f"{path.name} is missing or altered, so the entry cannot be named"
    )
    report.problems.append(Problem("seal.root", message, seal=statement["number"]))
    return None


def _leaves_in_database(first: int, last: int) -> bytes:
    rows = Entry.objects.filter(position__gte=first, position__lte=last).order_by("position")
    return b"".join(row.id.bytes + _recomputed(row) for row in rows.iterator(chunk_size=5000))


# -- entries ----------------------------------------------------------------------------------------------------------


def _recomputed(row: Entry) -> bytes:
    try:
        encoded = chain.encode(
            row.position, row.id, row.stream, row.stream_id, row.number, row.kind, row.version, row.effective_on,
            row.acted_at, row.recorded_at, row.actor, row.organisation, row.device, row.subject, row.based_on,
            bytes(row.payload), bytes(row.previous_hash),
        )  # fmt: skip
    except OverflowError:  # a negative number cannot have been written by us
        return b""
    return chain.entry_hash(encoded)


class _Leaves:
    """The sealed (id, hash) of a position, and the position of a sealed id."""

    def __init__(self, sealed: list[_Sealed]) -> None:
        self.sealed = sealed
        self.index = 0

    def at(self, position: int) -> tuple[UUID, bytes] | None:
        while self.index < len(self.sealed) and self.sealed[self.index].last < position:
            self.index += 1
        if self.index == len(self.sealed) or position < self.sealed[self.index].first:
            return None
        one = self.sealed[self.index]
        start = (position - one.first) * seals.LEAF
        return UUID(bytes=one.leaves[start : start + 16]), one.leaves[start + 16 : start + seals.LEAF]

    def position_of(self, entry_id: UUID) -> int | None:
        for one in self.sealed:
            start = one.leaves.find(entry_id.bytes)
            while start >= 0:
                if start % seals.LEAF == 0:
                    return one.first + start // seals.LEAF
                start = one.leaves.find(entry_id.bytes, start + 1)
        return None


def _check_positions(report: Report, trusted: list[_Sealed]) -> None:
    leaves = _Leaves(trusted)
    expected, last_recorded = 1, None
    for row in Entry.objects.order_by("position").iterator(chunk_size=5000):
        while expected < row.position:
            _missing(report, expected, leaves.at(expected))
            expected += 1
        expected = row.position + 1
        report.entries += 1
        digest = _recomputed(row)
        sealed = leaves.at(row.position)
        if sealed is not None and sealed != (row.id, digest):
            _altered(report, row, sealed, leaves)
        elif digest != bytes(row.hash):
            report.problems.append(_problem("entry.altered", row, "does not have the hash it carries"))
        if last_recorded is not None and row.recorded_at < last_recorded:
            report.problems.append(_problem("entry.clock", row, "was recorded before the entry in front of it"))
        last_recorded = row.recorded_at
        _check_bounds(report, row)
    last_sealed = trusted[-1].last if trusted else 0
    while expected <= last_sealed:
        _missing(report, expected, leaves.at(expected))
        expected += 1
    report.unsealed_count = max(0, expected - 1 - last_sealed)
    report.unsealed_from = last_sealed + 1 if report.unsealed_count else None


def _problem(code: str, row: Entry, what: str) -> Problem:
    return Problem(code, f"entry {row.id} at position {row.position} {what}", row.position, row.id)


def _missing(report: Report, position: int, sealed: tuple[UUID, bytes] | None) -> None:
    name = f"entry {sealed[0]}" if sealed else "an entry"
    found_at = (
        Entry.objects.filter(id=sealed[0]).values_list("position", flat=True).first() if sealed is not None else None
    )
    if found_at is not None:
        message, code = f"{name} was moved from position {position} to {found_at}", "entry.moved"
    else:
        message, code = f"{name} at position {position} is gone", "entry.missing"
    report.problems.append(Problem(code, message, position, sealed[0] if sealed else None))


def _altered(report: Report, row: Entry, sealed: tuple[UUID, bytes], leaves: _Leaves) -> None:
    if row.id == sealed[0]:
        report.problems.append(_problem("entry.altered", row, "is not what was sealed"))
        return
    belongs = leaves.position_of(row.id)
    if belongs is not None:
        report.problems.append(_problem("entry.moved", row, f"was sealed at position {belongs}"))
    else:
        report.problems.append(_problem("entry.inserted", row, "stands where another entry was sealed"))
    if not Entry.objects.filter(id=sealed[0]).exists():
        message = f"entry {sealed[0]}, sealed at position {row.position}, is gone"
        report.problems.append(Problem("entry.missing", message, row.position, sealed[0]))


def _check_bounds(report: Report, row: Entry) -> None:
    """The effective bounds are not hashed; they follow from the text that is."""
    try:
        when = Effective.parse(row.effective_on)
    except ValueError:
        report.problems.append(_problem("entry.altered", row, "has a date that cannot be read"))
        return
    if (when.earliest, when.latest) != (row.effective_earliest, row.effective_latest):
        report.problems.append(_problem("entry.altered", row, "has other bounds than its date gives"))


def _check_streams(report: Report) -> None:
    """Follow each stream's chain."""
    rows = Entry.objects.order_by("stream_id", "number").values_list(
        "position", "id", "stream_id", "number", "previous_hash", "hash"
    )
    stream, number, digest = None, 0, chain.FIRST
    for position, entry_id, stream_id, its_number, previous, its_hash in rows.iterator(chunk_size=20_000):
        if stream_id != stream:
            stream, number, digest = stream_id, 0, chain.FIRST
        if its_number != number + 1 or bytes(previous) != digest:
            message = f"entry {entry_id} at position {position} does not follow the entry before it in its stream"
            report.problems.append(Problem("chain.broken", message, position, entry_id))
        number, digest = its_number, bytes(its_hash)


def _check_erasures(report: Report) -> None:
    subjects = list(ErasedSubject.objects.values_list("subject", flat=True))
    for start in range(0, len(subjects), 500):
        for subject in DataKey.objects.filter(subject__in=subjects[start : start + 500]).values_list("subject", flat=True):
            report.problems.append(Problem("erasure.unfinished", f"subject {subject} was erased but its key still exists"))
