"""What is known about one person: plain data. Unknown, absent and not asked are three things.

`None` in a field means that nobody told us. "There is no such thing" is a value: `Relative(exists=FALSE)`, or an
`Absent` fact. The world is open except for acts of authorities (packs/README.md: `act`, and the closed events).
"""

from dataclasses import dataclass, field
from datetime import date

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.truth import UNKNOWN, Truth


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a fact is believed, or doubted: where it was read, and what it is worth (0 to 1; None: not weighed)."""

    path: str  # where in the input: "residence[0]", "parents[mother].note"
    kind: str = "statement"  # statement | document | register | authority | finding | note
    supports: bool = True
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A dated stay. `last` None: it goes on. Dates as well as they are known."""

    state: str
    first: PartialDate
    last: PartialDate | None
    kind: str  # permanent | temporary | irregular
    lawful: Truth = UNKNOWN
    habitual: Truth = UNKNOWN
    path: str = ""
    held: Truth = Truth.TRUE  # whether it is so, by the standard of proof in use (evidence.py)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. `state` "" where the type has none; `details`: the other fields of the statement."""

    type: str
    when: PartialDate
    state: str = ""
    details: tuple[tuple[str, str], ...] = ()
    path: str = ""
    held: Truth = Truth.TRUE

    def detail(self, name: str) -> str:
        return dict(self.details).get(name, "")


@dataclass(frozen=True, slots=True)
class Document:
    type: str
    issuer: str
    first: PartialDate | None
    last: PartialDate | None
    path: str = ""
    held: Truth = Truth.TRUE


@dataclass(frozen=True, slots=True)
class Absent:
    """Established as not having happened: `naturalised(any)`, `passport(UZB)`, `agreement_of_parents(KAZ)`."""

    what: str
    state: str = ""  # "" or "any": of any State
    path: str = ""


@dataclass(frozen=True, slots=True)
class Nationality:
    """A statement of somebody's nationalities at one moment (a parent's: at the child's birth).

    Args:
        states: those named; "SUN" is the USSR.
        complete: TRUE when no other nationality is held (the statement is exhaustive).
        stateless: TRUE "of no State" · FALSE "of some State" · UNKNOWN.
        undetermined: TRUE when it is established that nobody can establish it.
    """

    states: tuple[str, ...] = ()
    complete: Truth = UNKNOWN
    stateless: Truth = UNKNOWN
    undetermined: Truth = UNKNOWN
    path: str = ""


@dataclass(frozen=True, slots=True)
class Relative:
    """A parent, spouse, adopter or other relative, as far as the law asks.

    `person` holds the relative's own facts when they are known (recursion); `nationality` a statement about the moment
    that counts. `since` is the day from which the relation exists in law (paternity established later; a marriage).
    """

    role: str  # mother | father | spouse | adopter | child | sibling | grandparent
    exists: Truth = Truth.TRUE  # FALSE: there is no such person in law
    nationality: Nationality | None = None
    stays: tuple[Stay, ...] = ()
    stays_complete: Truth = UNKNOWN  # TRUE: there was no other stay (an empty list then means "none")
    since: PartialDate | None = None
    until: PartialDate | None = None
    terms: tuple[tuple[str, Truth], ...] = ()
    notes: tuple[str, ...] = ()
    person: "Person | None" = None
    path: str = ""
    absent: tuple[Absent, ...] = ()  # established as not having happened to this relative


@dataclass(frozen=True, slots=True)
class Person:
    """The facts about one person, as far as they were told."""

    id: str
    born: PartialDate | None = None
    born_in: str | None = None
    mother: Relative | None = None  # None: not told
    father: Relative | None = None
    parents_unknown: Truth = UNKNOWN  # TRUE: nobody knows who they are
    ussr_until: PartialDate | None = None
    ussr: Truth = UNKNOWN
    stays: tuple[Stay, ...] = ()
    events: tuple[Event, ...] = ()
    documents: tuple[Document, ...] = ()
    relatives: tuple[Relative, ...] = ()  # spouse, adopters, close relatives
    absent: tuple[Absent, ...] = ()
    unknown: tuple[str, ...] = ()  # said to be unknown, in words
    statements: tuple[tuple[date | None, Nationality], ...] = ()  # the person's own nationality, as stated at a date
    terms: tuple[tuple[str, Truth], ...] = ()  # open terms of the law that somebody has answered
    evidence: tuple[tuple[str, tuple[Evidence, ...]], ...] = ()  # by path
    links: tuple[str, ...] = ()  # States that the input links the person to, beyond what the facts show
    not_understood: tuple[str, ...] = field(default=(), compare=False)  # input that no fact holds; shown, never dropped
