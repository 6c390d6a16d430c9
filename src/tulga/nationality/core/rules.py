"""Law as data: acts, articles, dated versions. `loading.py` reads them from the packs; nothing here reads a file."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.terms import Term

Text = tuple[tuple[str, str], ...]  # (language, sentence) pairs: en, ru, kk


class Effect(Enum):
    ACQUIRES = "acquires"
    LOSES = "loses"
    GROUND_OF_LOSS = "ground_of_loss"
    ENTITLES = "entitles"
    MAY_GRANT = "may_grant"
    EXCLUDES = "excludes"
    BARS = "bars"
    KEEPS = "keeps"
    DEFINES = "defines"


class Procedure(Enum):
    OPERATION_OF_LAW = "operation-of-law"
    REGISTRATION = "registration"
    DECLARATION = "declaration"
    AGREEMENT = "agreement"
    DISCRETIONARY = "discretionary"
    DECISION = "decision"


class Verification(IntEnum):
    """How well the text of a rule is known. The weakest link counts: `min` of a chain."""

    UNVERIFIED = 0  # U
    SECONDARY = 1  # VS
    TEXT_SEEN = 2  # VT


VERIFICATION = {"VT": Verification.TEXT_SEEN, "VS": Verification.SECONDARY, "U": Verification.UNVERIFIED}
VERIFICATION_CODE = {level: code for code, level in VERIFICATION.items()}


class TimingKind(Enum):
    BIRTH = "at birth"
    DAY = "on day"
    EVENT = "on event"
    APPLICATION = "on application"


@dataclass(frozen=True, slots=True)
class Timing:
    """The event at whose date a rule is read."""

    kind: TimingKind
    day: date | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class InForce:
    """First and last day in force, each as well as it is known; None: open on that side."""

    first: PartialDate | None
    last: PartialDate | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule is written: file, and line and column of its condition (from 1)."""

    file: str
    line: int
    column: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one article. `id` is what a conclusion cites."""

    id: str
    state: str
    act: str
    article: str
    heading: Text
    in_force: InForce
    modes: tuple[str, ...]
    effect: Effect
    timing: Timing
    procedure: Procedure
    effective: str  # birth | event | unknown | YYYY-MM-DD
    when: Term
    when_text: str
    applies_to: Term | None
    applies_to_text: str
    verification: Verification
    sources: tuple[str, ...]
    conflicts_with: tuple[str, ...]
    exceptions: tuple[str, ...]
    open_terms: tuple[tuple[str, Text], ...]
    note: Text
    place: Place
    stratum: int = 0  # 0 ordinary · 1 asks the other States about the same event · 2 asks stratum 1
    circular: tuple[str, ...] = ()  # rules of other States that ask back at the same event: neither can go first
    variant_of: str = ""  # the version that carries the article's own id; whoever cites this one cites that one too


@dataclass(frozen=True, slots=True)
class NotEncoded:
    act: str
    article: str
    why: Text


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text was read: citation, address, what kind of text it is, who checked it and when."""

    key: str
    citation: str
    url: str
    kind: str
    language: str = ""
    checked_by: str = ""
    checked_on: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    key: str
    state: str
    title: Text
    number: str
    in_force: InForce
    about: str
    rules: tuple[Rule, ...]
    not_encoded: tuple[NotEncoded, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """All acts of one State. `digest` covers every byte of its files: same digest, same law."""

    state: str
    acts: tuple[Act, ...]
    sources: tuple[Source, ...]
    digest: str = field(default="", compare=False)

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(rule for act in self.acts for rule in act.rules)
