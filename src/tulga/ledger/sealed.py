"""Which exported seals can be trusted, and what they say: the id and hash of the entry at every position."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from tulga.kernel.canonical import canonical_json
from tulga.ledger import seals, stored

_NAME = re.compile(r"seal-(\d{6,})\.json")
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    code: str
    message: str
    position: int | None = None
    entry_id: UUID | None = None
    seal: int | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """One exported seal that may be trusted, with its leaves."""

    number: int
    first: int
    last: int
    leaves: bytes


class Leaves:
    """The sealed (id, hash) of a position, and the position of a sealed id."""

    def __init__(self, trusted: list[Sealed]) -> None:
        self.trusted = trusted
        self._index = 0
        self._positions: dict[bytes, int] | None = None

    def at(self, position: int) -> tuple[UUID, bytes] | None:
        """Return what was sealed at a position; asked in rising order."""
        while self._index < len(self.trusted) and self.trusted[self._index].last < position:
            self._index += 1
        if self._index == len(self.trusted) or position < self.trusted[self._index].first:
            return None
        return _leaf(self.trusted[self._index], position)

    def get(self, position: int) -> tuple[UUID, bytes]:
        """Return what was sealed at a position that a seal covers."""
        return _leaf(next(one for one in self.trusted if one.first <= position <= one.last), position)

    def position_of(self, entry_id: UUID) -> int | None:
        if self._positions is None:
            self._positions = {
                one.leaves[start : start + 16]: one.first + start // seals.LEAF
                for one in self.trusted
                for start in range(0, len(one.leaves), seals.LEAF)
            }
        return self._positions.get(entry_id.bytes)


def _leaf(one: Sealed, position: int) -> tuple[UUID, bytes]:
    start = (position - one.first) * seals.LEAF
    return UUID(bytes=one.leaves[start : start + 16]), one.leaves[start + 16 : start + seals.LEAF]


def trusted_seals(folder: Path, key: bytes | None) -> tuple[list[Problem], list[Sealed]]:
    """Return what is wrong with the exported seals, and those that hold.

    A seal after one that does not hold is still checked by itself.
    """
    reader = _Reader(folder, key)
    for number in range(1, max([*reader.in_database, *reader.exported], default=0) + 1):
        reader.read(number)
    return reader.problems, reader.trusted


class _Reader:
    """Reads the seals in order; `previous` and `next_first` are None where the seal before is not known."""

    def __init__(self, folder: Path, key: bytes | None) -> None:
        self.key = key
        self.problems: list[Problem] = []
        self.trusted: list[Sealed] = []
        self.in_database = stored.seals()
        self.exported: dict[int, Path] = {}
        for file in sorted(folder.glob("seal-*.json")):
            match = _NAME.fullmatch(file.name)
            if match:
                self.exported[int(match[1])] = file
            else:
                self._found("seal.unreadable", f"{file.name} is not a seal", None)
        self.previous: str | None = ""
        self.next_first: int | None = 1

    def _found(self, code: str, message: str, number: int | None) -> None:
        self.problems.append(Problem(code, message, seal=number))

    def read(self, number: int) -> None:
        file = self.exported.get(number)
        told = self._signed(file, number) if file else None
        if file is None:
            where = "is in the database but was not exported here" if number in self.in_database else "is missing"
            self._found("seal.missing", f"seal {number} {where}", number)
        if file is None or told is None:
            self.previous = self.next_first = None
            return
        raw = canonical_json(told)
        if self.previous is not None and told["previous"] != self.previous:
            self._found("seal.chain", f"seal {number} does not follow seal {number - 1}", number)
        if self.next_first is not None and told["first_position"] != self.next_first:
            message = f"seal {number} begins at {told['first_position']}, {self.next_first} was next"
            self._found("seal.chain", message, number)
        if not self._same_in_database(number, told, raw, file):
            self._found("seal.differs", f"seal {number} in the database is not the exported one", number)
        self.previous, self.next_first = seals.statement_digest(raw), told["last_position"] + 1
        self._read_leaves(file, told)

    def _signed(self, file: Path, number: int) -> Told | None:
        """Return the statement of an exported seal if it is signed and says what it is."""
        try:
            exported = json.loads(file.read_bytes())
            told, signature = exported["statement"], bytes.fromhex(exported["signature"])
            span = (told["first_position"], told["last_position"], told["number"])
            shaped = all(type(value) is int for value in span) and isinstance(told["root"], str) and "previous" in told
            shaped = shaped and 1 <= span[0] <= span[1]
            raw = canonical_json(told)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            self._found("seal.unreadable", f"{file.name} is not a seal", number)
            return None
        if self.key is None or not shaped or not seals.signature_holds(raw, signature, self.key):
            self._found("seal.forged", f"{file.name} is not signed with the key of this ledger", number)
            return None
        if told["number"] != number:
            self._found("seal.forged", f"{file.name} says it is seal {told['number']}", number)
            return None
        return dict(told)

    def _same_in_database(self, number: int, told: Told, raw: bytes, file: Path) -> bool:
        """Say whether the row of a seal says, in every column, what its export says."""
        signature = bytes.fromhex(json.loads(file.read_bytes())["signature"])
        claimed = (told["first_position"], told["last_position"], raw, signature, told["sealed_at"])
        return self.in_database.get(number) == claimed

    def _read_leaves(self, file: Path, told: Told) -> None:
        """Trust a seal if its leaves give its root; otherwise say as narrowly as can be what was altered."""
        path, number = file.with_suffix(".leaves"), told["number"]
        first, last = told["first_position"], told["last_position"]
        leaves = path.read_bytes() if path.exists() else b""
        if len(leaves) == (last - first + 1) * seals.LEAF and seals.root_of(leaves) == told["root"]:
            self.trusted.append(Sealed(number, first, last, leaves))
            return
        in_database = b"".join(row.leaf for chunk in stored.rows_in_order(first, last) for row in chunk)
        if len(in_database) == (last - first + 1) * seals.LEAF and seals.root_of(in_database) == told["root"]:
            self._found("seal.leaves", f"{path.name} is missing or altered; the entries agree with the root", number)
            self.trusted.append(Sealed(number, first, last, in_database))
            return
        message = f"entries {first} to {last} do not give the sealed root, and {path.name} is missing or altered"
        self._found("seal.root", message, number)
        self._name_differences(path.name, number, first, last, leaves)

    def _name_differences(self, name: str, number: int, first: int, last: int, leaves: bytes) -> None:
        """Name the entries of which altered leaves say something else than the database: one of both was altered."""
        if len(leaves) != (last - first + 1) * seals.LEAF:
            return
        now = {row.position: row.leaf for chunk in stored.rows_in_order(first, last) for row in chunk}
        for position in range(first, last + 1):
            start = (position - first) * seals.LEAF
            leaf = leaves[start : start + seals.LEAF]
            if now.get(position) != leaf:
                entry_id = UUID(bytes=leaf[:16])
                message = f"entry {entry_id} at position {position} is not what {name} says: one of them was altered"
                self.problems.append(Problem("entry.doubtful", message, position, entry_id, number))
