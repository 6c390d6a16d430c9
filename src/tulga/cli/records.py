"""A table of records, walked once: what can be used goes on, what cannot is told by row and column."""

from collections.abc import Iterator
from pathlib import Path

from tulga.cli.match import report, tell_columns, walk_table
from tulga.matching.core.records import Entry
from tulga.matching.listed import NEEDED, entry_of
from tulga.matching.tables import Problem, Wrong


class Reading:
    """A table of records, walked once, and what of it could not be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.left_out: list[Problem] = []
        self.unread: list[Problem] = []

    @property
    def problems(self) -> list[Problem]:
        return [*self.left_out, *self.unread]

    def records(self) -> Iterator[Entry]:
        """Yield the record of each row that can be used.

        Raises:
            BadInput: the file cannot be read, or a column that is needed is missing.
        """
        seen: set[str] = set()
        for one in walk_table(self.path, NEEDED):
            if isinstance(one, Problem):
                self.left_out.append(one)
                continue
            record = one.cells["record_id"]
            if not seen:
                tell_columns(self.path, one.cells)
            if not record or record in seen:
                self.left_out.append(Problem(one.number, "record_id", Wrong.TWICE if record else Wrong.EMPTY))
                continue
            seen.add(record)
            entry, wrong = entry_of(one)
            self.unread += wrong
            yield entry

    def report(self) -> None:
        """Say what could not be used."""
        report(self.left_out, self.unread)
