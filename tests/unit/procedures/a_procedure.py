"""A small invented procedure of an invented country, for tests of the machine."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from tulga.kernel.periods import Period
from tulga.procedures.clocks.core.calendars import Calendar, Decree
from tulga.procedures.clocks.core.terms import FirstDay, LastDayOff, Limit, Unit
from tulga.procedures.definitions.core.model import (
    Clock,
    Definition,
    Document,
    Expiry,
    ExpiryKind,
    Extension,
    Paper,
    Role,
    State,
    StateKind,
    Step,
    Use,
    Version,
)
from tulga.procedures.shared.core.events import Event, What
from tulga.procedures.shared.core.state import Facts


def text(said: str) -> dict[str, str]:
    return {"en": said, "ru": said, "kk": said}


def a_state(name: str, kind: StateKind) -> State:
    return State(name, kind, text(name), text(name))


def a_step(name: str, sources: str, target: str, by: str, **more: Any) -> Step:
    return Step(name, tuple(sources.split()), target, tuple(by.split()), text(name), text(name), (), **more)


def a_clock(name: str, limit: Limit | None, starts: str, stops: str, owner: str, **more: Any) -> Clock:
    expiry = (Expiry(ExpiryKind.TASK, owner, text(f"look at {name}")),)
    return Clock(
        name, text(name), limit, tuple(starts.split()), tuple(stops.split()), owner, expiry, Use.ASSERT, (),
        FirstDay.NEXT, LastDayOff.MOVES, **more,
    )  # fmt: skip


STATES = (
    a_state("met", StateKind.START), a_state("applied", StateKind.OPEN), a_state("checked", StateKind.OPEN),
    a_state("asked", StateKind.WAITING), a_state("recognised", StateKind.DECIDED),
    a_state("refused", StateKind.DECIDED), a_state("appealed", StateKind.OPEN),
    a_state("documented", StateKind.FINAL), a_state("closed", StateKind.FINAL),
)  # fmt: skip
STEPS = (
    a_step("applied", "met", "applied", "intake", documents=("application", "photographs"),
           guards=("represented_if_below(18)",)),
    a_step("fingerprinted", "applied checked", "checked", "intake", guards=("age_at_least(16)",)),
    a_step("citizenship_checked", "applied checked", "checked", "intake"),
    a_step("heard", "checked asked", "checked", "interviewer", apart_from=("recognise", "refuse")),
    a_step("enquiry_sent", "checked", "asked", "caseworker", guards=("done(citizenship_checked)", "screening_clear")),
    a_step("enquiry_answered", "asked", "checked", "caseworker"),
    a_step("recognise", "checked asked", "recognised", "decider", outcome="recognised",
           guards=("done(citizenship_checked)", "done(heard)", "enquiries_closed", "no_enquiry_confirms"),
           apart_from=("heard",), effects=("task_status(stateless)",)),
    a_step("refuse", "checked asked", "refused", "decider", outcome="refused", guards=("done(heard)",),
           apart_from=("heard",)),
    a_step("appeal", "refused", "appealed", "intake"),
    a_step("recognise_on_appeal", "appealed", "recognised", "appeal", outcome="recognised",
           apart_from=("refuse", "heard")),
    a_step("refuse_on_appeal", "appealed", "refused", "appeal", outcome="refused", apart_from=("refuse", "heard")),
    a_step("withdraw", "applied checked asked", "closed", "intake", outcome="withdrawn", effects=("close_enquiries",)),
    a_step("document", "recognised", "documented", "intake", papers=("certificate",)),
)  # fmt: skip
CLOCKS = (
    a_clock("decision", Limit(3, Unit.MONTHS), "applied", "decided", "decider",
            extension=Extension(Limit(6, Unit.MONTHS), "start", ("decider",), None, ()), pauses=("illness",)),
    a_clock("answer", Limit(6, Unit.MONTHS), "enquiry_sent", "enquiry_answered", "caseworker", repeats=True),
    a_clock("appeal", Limit(3, Unit.MONTHS), "decided:refused", "appealed", "intake"),
    a_clock("fee", None, "applied", "decided", "intake"),
)  # fmt: skip


def a_role(name: str, *held_by: str) -> Role:
    return Role(name, text(name), frozenset(held_by))


ROLES = (
    a_role("intake", "caseworker", "authority"), a_role("caseworker", "caseworker", "authority"),
    a_role("interviewer", "interviewer", "caseworker", "authority"), a_role("decider", "decider", "authority"),
    a_role("appeal", "appeal", "authority"),
)  # fmt: skip
V1 = Version(
    "v1", text("first"), Period(date(2020, 1, 1), date(2024, 5, 1)), None, STATES, STEPS, CLOCKS,
    (Document("application", text("application"), True, Use.ASSERT, ()),
     Document("photographs", text("photographs"), True, Use.ASSERT, ()),
     Document("autobiography", text("autobiography"), False, Use.ASSERT, ())),
    (Paper("certificate", text("certificate"), Limit(5, Unit.YEARS), None, 16, Use.ASSERT, ()),), (), (),
)  # fmt: skip
V2 = replace(V1, id="v2", label=text("second"), valid=Period(date(2024, 5, 1), None))
DEFINITION = Definition(
    "XAA.statelessness_determination", "XAA", "statelessness_determination", text("determination"), "Asia/Almaty",
    "xaa", ROLES,
    (frozenset({"interviewer", "decider"}), frozenset({"decider", "appeal"}), frozenset({"interviewer", "appeal"})),
    (), (V1, V2),
)  # fmt: skip
BEGIN = date(2021, 3, 1)
YEARS = frozenset(range(2000, 2041))
ANNA, BORIS, CARLA, DANA = (UUID(int=number) for number in range(1, 5))


# Every day is worked, unless somebody declares it off.
CALENDAR = Calendar("xaa", "XAA", "Asia/Almaty", frozenset(), 2000, (), (), (), (Decree("all", complete_for=YEARS),))


class Told:
    """Builds the entries of one case, a day apart."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.day = BEGIN

    def add(
        self, what: What, value: str, doer: UUID | None = ANNA, *, day: str | date | None = None, **more: Any
    ) -> Event:
        self.day += timedelta(days=1)
        when = date.fromisoformat(day) if isinstance(day, str) else day or self.day
        position = len(self.events) + 1
        event = Event(
            uuid5(UUID(int=0), str(position)), what, value, more.pop("earliest", when), more.pop("latest", when),
            more.pop("moment", datetime(2021, 3, 1, 9, tzinfo=UTC) + timedelta(days=position)), position, doer,
            more.pop("role", ""), more.pop("step", ""), more.pop("detail", {}),
        )  # fmt: skip
        self.events.append(event)
        return event

    def until_the_interview(self) -> "Told":
        self.add(What.OPENED, "statelessness_determination")
        self.add(What.STEP, "applied", detail={"documents": ("application", "photographs")})
        self.add(What.STEP, "citizenship_checked")
        self.add(What.STEP, "heard", BORIS)
        return self


def facts(**more: Any) -> Facts:
    return replace(Facts(today=date(2022, 1, 1), actor=ANNA, roles=frozenset({"intake", "caseworker"})), **more)
