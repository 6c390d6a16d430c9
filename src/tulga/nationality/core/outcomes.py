"""What the engine answers. Plain data; `trace.py` turns it into JSON and sentences."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from tulga.nationality.core.rules import Verification
from tulga.nationality.core.truth import Truth


class Outcome(Enum):
    NATIONAL = "national"
    ENTITLED = "entitled"
    LOST = "lost"
    NOT_NATIONAL = "not_national"
    UNDETERMINED = "undetermined"
    DISPUTED = "disputed"


class Article1(Enum):
    """Article 1(1) of the 1954 Convention, over the relevant States."""

    STATELESS = "stateless"
    NOT_STATELESS = "not_stateless"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that nobody told us and that could change the answer.

    Args:
        key: stable name, for instance "subject.resident.permanent.1992-03-01" or "mother.nationality".
        options: the answers that are possible, in a fixed order ("KAZ", "UZB", "elsewhere"; "yes", "no").
        where: keys of places where the answer can be got ("civil-registry", "consulate:UZB", "person", "house-book").
        cost: of asking, in our units (1 the person, 2 a paper at hand, 4 a registry, 8 a foreign authority).
    """

    key: str
    options: tuple[str, ...]
    where: tuple[str, ...]
    cost: int


@dataclass(frozen=True, slots=True)
class Step:
    """A rule that was read: what it gave, at which event, why this version, on which facts."""

    rule: str
    value: Truth
    at: str  # the event: "birth", "1992-03-01", "naturalised 2008-11-20", "now"
    on: str  # its date as well as it is known
    version: str  # why this version: "in force on 1992-03-01"
    facts: tuple[tuple[str, Truth, str], ...]  # (predicate, value, path of the evidence | "assumed" | "not told")
    conflict: tuple[str, ...] = ()
    capped: str = ""  # why a met condition decides nothing: "unverified", "conflict", ""


@dataclass(frozen=True, slots=True)
class Change:
    """A point of the timeline: from this day the person is, is not, or may be a national."""

    on: str
    value: Truth
    rules: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that speaks for a nationality or against it.

    Args:
        rules: the rules that say so; empty for a paper or a State's answer.
        why: the event ("birth", "passport 1999-01-01", "authority_answer 2018-01-01"), or "not-met" (no rule gives it),
            "never-granted" (it is established that it was not granted).
    """

    rules: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """What speaks for the nationality, and what against it; neither side is empty."""

    reasons_for: tuple[Ground, ...]
    reasons_against: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The finding for one State."""

    state: str
    outcome: Outcome
    since: str | None
    lost_on: str | None
    rules: tuple[str, ...]
    verification: Verification | None
    relevant: tuple[str, ...]  # why this State is relevant: "born there", …; empty: it is not
    timeline: tuple[Change, ...] = ()
    steps: tuple[Step, ...] = ()
    needs: tuple[Need, ...] = ()
    conflicts: tuple[tuple[str, ...], ...] = ()
    assumptions: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()  # rule ids of grounds of loss that may be met and that no act followed
    possible: tuple[str, ...] = ()  # entitlements and discretionary ways that may be open
    would_be: tuple[tuple[str, str], ...] = ()  # (outcome, rule): if that unverified rule is as assumed
    dispute: Dispute | None = None  # where, and only where, the outcome is DISPUTED
    explored: bool = True  # False: there were more unknowns than the budget; undetermined, not fully explored


@dataclass(frozen=True, slots=True)
class Branch:
    """What one answer to a question would lead to: the outcome per State that changes."""

    option: str
    outcomes: tuple[tuple[str, Outcome], ...]


@dataclass(frozen=True, slots=True)
class Question:
    need: Need
    gain: float
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Later:
    """A fact that was told and lies after the date of the assessment: as of that date it had not happened yet.

    Args:
        path: where it was told ("events[0]").
        what: the type of the event or paper; "residence" for a stay.
        on: its date as well as it is known.
    """

    path: str
    what: str
    on: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything said about one person on one date, with the law that was used."""

    id: str
    on: date
    answers: tuple[Answer, ...]
    article_1_1: Article1
    article_1_1_why: tuple[str, ...]
    questions: tuple[Question, ...]
    packs: tuple[tuple[str, str], ...]  # (state, digest)
    not_understood: tuple[str, ...] = field(default=())
    not_yet: tuple[Later, ...] = ()
