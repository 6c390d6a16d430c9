"""What a procedure is: states, steps between them, clocks, papers and authorities, each with its legal basis.

Definitions are data (`definitions/data/<country>/*.yaml`), read by `loading`, checked by `checks`; the machine of
`procedures.shared.core` runs a case by them. A definition has versions; a case is pinned to one.

Events are named alike everywhere: the id of a step (`applied`), `decided` and `decided:<outcome>`, `notice_served` and
`notice_served:<outcome>` (of the decision that was told), `paper:<id>` (a paper was issued), `appealed`,
`expired:<clock>`, `extended:<clock>`, and facts about the person that a date is known of (`birth`, `arrival`; all in
`names.FACTS`).

A step with an outcome is done by the entry `DecisionTaken`, a step that names papers by `PaperIssued` of the first of
them, every other step by `StepDone`. A notice moves no case from one state to another; it starts clocks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tulga.kernel.periods import Period
from tulga.procedures.clocks.core.terms import FirstDay, LastDayOff, Limit

Text = Mapping[str, str]  # language (en, ru, kk) → text


class Mark(StrEnum):
    """How far a statement about the law was verified, as in the reference on procedures."""

    LAW = "V-law"  # the wording of the instrument was seen
    GOVERNMENT = "V-gov"
    ORGANISATION = "V-org"
    PRESS = "V-press"
    INFERRED = "INF"
    UNVERIFIED = "U"
    PROPOSED = "model"  # our own proposal of how to work, no law


VERIFIED = frozenset({Mark.LAW, Mark.GOVERNMENT, Mark.ORGANISATION, Mark.PRESS})


class Use(StrEnum):
    """May a limit be told as law? `CONFIG` is a setting with a visible mark "not verified", never in a letter."""

    ASSERT = "assert"
    CONFIG = "config"


@dataclass(frozen=True, slots=True)
class Basis:
    source: str  # id of a source, e.g. S18
    provision: str
    mark: Mark
    note: str = ""  # what is in doubt, what the sources disagree about


class StateKind(StrEnum):
    START = "start"
    OPEN = "open"  # somebody here has something to do
    WAITING = "waiting"  # for somebody else: a foreign State, the applicant
    DECIDED = "decided"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class State:
    id: str
    kind: StateKind
    label: Text
    plain: Text  # to the person concerned: where am I, what happens next


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody in the procedure, and the roles of the deployment that may act as such."""

    id: str
    label: Text
    held_by: frozenset[str]  # of access.roles.Roles; empty: outside (the applicant, a foreign authority)
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Authority:
    id: str
    label: Text
    valid: Period
    basis: tuple[Basis, ...]
    task: str = "decides"  # what it is competent for: of each task there is one authority a day
    not_before: date | None = None  # from this day it may have been competent, from the beginning of `valid` it was


@dataclass(frozen=True, slots=True)
class Source:
    """Where something about the law was read, and how far: `article`, `open` (only the beginning), `full`."""

    id: str
    title: str
    url: str
    read: str
    date: str = ""  # of the text, where the page says it


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written to somebody; the template with its merge fields is another matter."""

    id: str
    label: Text
    to: str  # role of the procedure


@dataclass(frozen=True, slots=True)
class Number:
    """A number or date of the law that is no clock: an age, a cut-off day, how many photographs."""

    id: str
    label: Text
    value: str  # as a person reads it: `16`, `1992-03-01`, `true`
    unit: str
    use: Use
    basis: tuple[Basis, ...]
    reference: str = ""  # T13: the row of the table of numbers and dates


@dataclass(frozen=True, slots=True)
class Document:
    """What somebody has to bring. `required` False: may be asked for."""

    id: str
    label: Text
    required: bool
    use: Use
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What is issued. `valid_for` None: not found; `until`: never beyond the end of that other paper."""

    id: str
    label: Text
    valid_for: Limit | None
    until: str | None
    from_age: int | None
    use: Use
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one state to another. `on_reach` says which outcome it decides, for decisions only."""

    id: str
    sources: tuple[str, ...]  # states from which it leads
    target: str
    by: tuple[str, ...]  # roles of the procedure
    label: Text
    plain: Text
    basis: tuple[Basis, ...]
    outcome: str | None = None  # it is a decision with this outcome
    guards: tuple[str, ...] = ()  # names of conditions that the machine knows
    documents: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()  # may be issued here
    effects: tuple[str, ...] = ()  # names of effects that the machine knows
    apart_from: tuple[str, ...] = ()  # whoever did one of these steps may not do this one


class ExpiryKind(StrEnum):
    """What the end of a clock means. None changes a person's status."""

    TASK = "task"
    ALARM = "alarm"
    MAY_DECIDE = "may_decide"  # a decision may now be taken without what was waited for
    SILENCE_IS_REFUSAL = "silence_is_refusal"  # an appeal may be made from that day


@dataclass(frozen=True, slots=True)
class Expiry:
    kind: ExpiryKind
    role: str  # of the procedure: whose turn it is then
    text: Text  # what to do
    starts: str | None = None  # the clock that begins on that day


@dataclass(frozen=True, slots=True)
class Extension:
    """How a clock may be made longer. `counted_from` is "start", "end" or "not_said" (both are worked out)."""

    most: Limit
    counted_from: str
    by: tuple[str, ...]
    notice: str | None  # clock that begins with it
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that runs in a case. `limit` None: the law has one and it was not found; it shows as such."""

    id: str
    label: Text
    limit: Limit | None
    starts: tuple[str, ...]  # events
    stops: tuple[str, ...]
    owner: str  # role of the procedure: whose turn it is while it runs
    expiry: tuple[Expiry, ...]
    use: Use
    basis: tuple[Basis, ...]
    first_day: FirstDay = FirstDay.NOT_SAID
    last_day_off: LastDayOff = LastDayOff.NOT_SAID
    extension: Extension | None = None
    pauses: tuple[str, ...] = ()  # reasons for which it may be suspended
    valid: Period = field(default_factory=Period)  # the start event must lie in it
    repeats: bool = False  # begins anew with each such event (a certificate that is renewed)
    reference: str = ""  # T06: the row of the table of numbers and dates


@dataclass(frozen=True, slots=True)
class Version:
    """A procedure as it stood for a time. The day it began may be known only as "not before".

    Ask `versions.in_force` which one it was on a day; `valid` alone does not know of the doubt.
    """

    id: str
    label: Text
    valid: Period
    not_before: date | None  # where valid.start is None: the earliest day on which it can have begun
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    clocks: tuple[Clock, ...]
    documents: tuple[Document, ...]
    papers: tuple[Paper, ...]
    basis: tuple[Basis, ...]
    open_questions: tuple[Text, ...]  # for a lawyer
    letters: tuple[Letter, ...] = ()
    numbers: tuple[Number, ...] = ()
    sure_from: date | None = None  # where valid.start is None: by this day it was in force, as far as anybody can tell


@dataclass(frozen=True, slots=True)
class Definition:
    """A procedure of a country, in all its versions."""

    id: str  # KAZ.statelessness_determination
    country: str
    procedure: str
    label: Text
    zone: str  # of the competent offices, e.g. Asia/Almaty; its history is the zone's
    calendar: str  # id of a calendar of working days
    roles: tuple[Role, ...]
    incompatible: tuple[frozenset[str], ...]  # roles of the procedure that nobody plays both of in one case
    authorities: tuple[Authority, ...]
    versions: tuple[Version, ...]  # the oldest first
    sources: Mapping[str, Source] = field(default_factory=dict)
    digest: str = ""  # SHA-256 of the files it was read from: same digest, same definition
