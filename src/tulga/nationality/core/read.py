"""A pack as it was read, with the place of everything: what the checks look at before it becomes law."""

from dataclasses import dataclass
from typing import NamedTuple

from tulga.nationality.core.places import Document, Loc, Place
from tulga.nationality.core.rules import Rule, Source
from tulga.nationality.core.schema import ActForm, VersionForm


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of one article, the form it was read from, and where it stands."""

    rule: Rule
    form: VersionForm
    document: Document
    loc: Loc

    def spot(self, *steps: int | str) -> Place:
        return self.document.place((*self.loc, *steps))


@dataclass(frozen=True, slots=True)
class ActRead:
    """One file. `form` is None where it has errors; `ids` are then still known."""

    file: str
    form: ActForm | None
    document: Document
    ids: tuple[str, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PackRead:
    folder: str
    acts: tuple[ActRead, ...]
    sources: tuple[Source, ...]
    known_sources: frozenset[str] | None  # None: the file has errors, nothing can be said about its keys
    digest: str

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for act in self.acts for entry in act.entries)


class Finding(NamedTuple):
    """What a check found. `doubtful`: it may be meant, so it is no error."""

    file: str
    spot: Place
    message: str
    suggestion: str = ""
    doubtful: bool = False
