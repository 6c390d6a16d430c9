"""Where a case stands: what counted, what did not fit, and what was withdrawn. All of it worked out, nothing stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from tulga.kernel.dates import UNKNOWN_DATE, PartialDate
from tulga.kernel.findings import Finding
from tulga.procedures.definitions.core.model import Definition, State, StateKind, Step, Version
from tulga.procedures.shared.core.events import Event, Reason, What


@dataclass(frozen=True, slots=True)
class Done:
    """An entry that counts, under the names by which clocks and guards know it, and the way it led, if it led one."""

    event: Event
    names: tuple[str, ...]
    source: str
    target: str
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """An entry that stands in the ledger and does not fit: it is kept, without effect, and somebody is asked."""

    event: Event
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class CaseState:
    """A case folded by its version."""

    definition: Definition
    version: Version
    state: str
    history: tuple[Done, ...]
    questions: tuple[Question, ...]
    withdrawn: Mapping[UUID, Event]  # what no longer stands, and the entry that says so
    events: tuple[Event, ...]  # everything that was given, to fold it anew with one more
    pinned: str  # the version of the opening

    @cached_property
    def standing(self) -> frozenset[UUID]:
        return frozenset(done.event.entry for done in self.history)

    @property
    def at(self) -> State:
        return next(one for one in self.version.states if one.id == self.state)

    @property
    def ended(self) -> bool:
        return self.at.kind is StateKind.FINAL

    def of(self, *whats: What) -> Iterator[Done]:
        """Yield what counts of these kinds, in order."""
        return (done for done in self.history if done.event.what in whats)

    def named(self, name: str) -> Iterator[Done]:
        """Yield what counts under a name: a step, `decided:refused`, `paper:certificate`."""
        return (done for done in self.history if name in done.names)

    @property
    def opened(self) -> Event | None:
        return next((done.event for done in self.of(What.OPENED)), None)

    @property
    def decision(self) -> Event | None:
        """Return the last decision that counts."""
        return next((done.event for done in reversed(tuple(self.of(What.DECISION)))), None)

    @property
    def appeal_pending(self) -> bool:
        """Say whether somebody appealed after the last decision."""
        last = [done.event.what for done in self.of(What.DECISION, What.APPEAL)]
        return last[-1:] == [What.APPEAL] and What.DECISION in last

    def last_day(self) -> date | None:
        """Return the day of the last thing that led the case from one state to another."""
        return max((done.event.first_day for done in self.history if done.step is not None), default=None)

    def who(self, *steps: str) -> dict[UUID, str]:
        """Return who did one of these steps: account → step."""
        return {
            done.event.doer: done.step.id for done in self.history
            if done.event.doer is not None and done.step is not None and done.step.id in steps
        }  # fmt: skip

    def roles_played(self, account: UUID) -> frozenset[str]:
        """Return the roles of the procedure that an account has played in this case."""
        return frozenset(role for done in self.history if done.event.doer == account and (role := role_of(done)))


def role_of(done: Done) -> str:
    """Return the role in which something was done; that of the step where only one may do it."""
    if done.event.role:
        return done.event.role
    return done.step.by[0] if done.step is not None and len(done.step.by) == 1 else ""


@dataclass(frozen=True, slots=True)
class ClockNow:
    """A clock that began in a case: by when it ends, by the earlier and the later way of counting.

    `stopped`: what it waited for has happened. `latest` None: the law has a limit that nobody has found, or the day it
    began is not known.
    """

    clock: str
    entry: UUID | None  # what started it; None for a fact of the person
    earliest: date | None
    latest: date | None
    stopped: bool = False
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known besides the entries of the case, and who asks.

    Attributes:
        roles: the roles of the procedure that this account may play.
        births: the dates of birth that were stated and stand; none is unknown.
        clear: may a foreign State be asked? Worked out apart, for the one enquiry that is meant.
    """

    today: date
    actor: UUID | None = None
    roles: frozenset[str] = frozenset()
    births: tuple[PartialDate, ...] = ()
    documents: frozenset[str] = frozenset()
    clear: Finding = Finding.UNKNOWN
    clocks: tuple[ClockNow, ...] = field(default=())

    @property
    def birth(self) -> PartialDate:
        """Return the date of birth; of several that differ, the span over all of them."""
        known = [one for one in self.births if one.known]
        if not known or len({one.text for one in known}) == 1:
            return known[0] if known else UNKNOWN_DATE
        lows, highs = [one.earliest for one in known], [one.latest for one in known]
        low = None if None in lows else min(day for day in lows if day is not None)
        high = None if None in highs else max(day for day in highs if day is not None)
        text = f"{low.isoformat() if low else '..'}/{high.isoformat() if high else '..'}"
        return PartialDate(text, low, high) if low or high else UNKNOWN_DATE
