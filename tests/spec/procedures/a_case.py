"""One case, told entry by entry, by a definition and the machine; every entry must be allowed when it is told."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from tulga.kernel.dates import PartialDate
from tulga.kernel.findings import Finding
from tulga.procedures.clocks.core.calendars import Calendar
from tulga.procedures.clocks.core.loading import find_calendar
from tulga.procedures.definitions.core.model import Definition, Version
from tulga.procedures.shared.core.events import Event, Reason, What
from tulga.procedures.shared.core.machine import CaseState, Facts, check, fold
from tulga.procedures.shared.core.timing import Ticking, clocks_of

OFFICER, INTERVIEWER, DECIDER, SECOND, REVIEWER, THIRD = (UUID(int=number) for number in range(1, 7))


class Case:
    """Tells a case to the machine and keeps what it says to every entry."""

    def __init__(self, definition: Definition, version: Version, opened: str, *, born: str = "1990-01-01") -> None:
        self.definition, self.version = definition, version
        self.born, self.day = born, date.fromisoformat(opened)
        self.events: list[Event] = []
        self.clear = Finding.UNKNOWN
        self.add(What.OPENED, definition.procedure)

    @property
    def state(self) -> CaseState:
        return fold(self.definition, self.version, self.events)

    @property
    def calendar(self) -> Calendar | None:
        return find_calendar(self.definition.calendar)

    def clocks(self) -> dict[str, Ticking]:
        return {one.clock.id: one for one in clocks_of(self.state, self.calendar)}

    def reasons(self, event: Event) -> tuple[Reason, ...]:
        """Return what the machine has against an entry, whoever may do its step in this procedure."""
        roles = frozenset(role.id for role in self.definition.roles if not role.outside)
        clocks = tuple(one.now for one in clocks_of(self.state, self.calendar))
        births = (PartialDate.parse(self.born),)
        known = Facts(event.last_day, event.doer, roles, births, clear=self.clear, clocks=clocks)
        return check(self.state, event, known)

    def event(
        self, what: What, value: str, doer: UUID | None = OFFICER, *, step: str = "", **detail: object
    ) -> Event:
        number = len(self.events) + 1
        moment = datetime.combine(self.day, datetime.min.time(), UTC) + timedelta(hours=9, minutes=number)
        return Event(
            uuid5(UUID(int=0), str(number)), what, value, self.day, self.day, moment, number, doer, "", step, detail
        )

    def add(self, what: What, value: str, doer: UUID | None = OFFICER, *, step: str = "", **detail: object) -> Event:
        event = self.event(what, value, doer, step=step, **detail)
        if what is not What.OPENED:
            reasons = self.reasons(event)
            assert not reasons, (value, [(one.code, dict(one.data)) for one in reasons])
        self.events.append(event)
        assert not self.state.questions
        return event

    def wait(self, days: int) -> "Case":
        self.day += timedelta(days=days)
        return self

    def step(self, step: str, doer: UUID = OFFICER, **detail: object) -> "Case":
        self.wait(1).add(What.STEP, step, doer, **detail)
        return self

    def fact(self, name: str, on: str = "", *, holds: bool = True) -> "Case":
        self.add(What.FACT, name, holds=holds, on=on)
        return self

    def paper(self, name: str) -> "Case":
        self.wait(1).add(What.PAPER, name)
        return self

    def heard(self, step: str = "interview_held") -> "Case":
        self.wait(1).add(What.INTERVIEW, step, INTERVIEWER, step=step)
        return self

    def decided(self, outcome: str, decider: UUID = DECIDER, second: UUID = SECOND) -> "Case":
        """Draft, review and decision, as three things by two persons."""
        draft = self.wait(1).add(What.DRAFT, outcome, decider)
        self.add(What.REVIEW, str(draft.entry), second, agrees=True)
        self.add(What.DECISION, outcome, decider)
        return self

    def told(self) -> "Case":
        self.wait(1).add(What.NOTICE, "in person")
        return self
