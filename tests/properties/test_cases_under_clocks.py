"""Whatever is done, by whomever, in whatever order it arrives: a case stays within its procedure and loses nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.procedures.a_procedure import CALENDAR, DEFINITION, V1
from tulga.kernel.dates import PartialDate
from tulga.kernel.ids import new_id
from tulga.ledger.actions import Act, Draft, accept, append, append_many
from tulga.ledger.erasure import erase_subject, finish_erasures
from tulga.ledger.rebuild import dump_views, rebuild
from tulga.procedures.clocks.core.terms import Unit
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared import registry
from tulga.procedures.shared.core.events import Event, What
from tulga.procedures.shared.core.machine import CaseState, Facts, check, fold, possible
from tulga.procedures.shared.core.state import role_of
from tulga.procedures.shared.core.timing import clocks_of
from tulga.procedures.shared.models import CaseHead, CaseRow, TaskRow

DOERS = [UUID(int=number) for number in range(1, 4)]
BEGIN = date(2021, 3, 1)
OUTCOMES = ["recognised", "refused", "withdrawn"]
STEPS = [step.id for step in V1.steps]
ROLE_IDS = [role.id for role in DEFINITION.roles]

KINDS = st.one_of(
    st.tuples(st.just(What.STEP), st.sampled_from([*STEPS, "danced"])),
    st.tuples(st.just(What.STEP), st.sampled_from(["applied", "citizenship_checked", "heard"])),
    st.tuples(st.just(What.DECISION), st.sampled_from(OUTCOMES)),
    st.tuples(st.just(What.APPEAL), st.just("")),
    st.tuples(st.just(What.PAPER), st.sampled_from(["certificate", "passport"])),
    st.tuples(st.just(What.ENQUIRY), st.just("XAB")),
    st.tuples(st.just(What.INTERVIEW), st.just("kk")),
    st.tuples(st.just(What.MOVED), st.sampled_from(["v2", "v1", "v7"])),
    st.tuples(st.just(What.PAUSE), st.sampled_from(["decision", "answer"])),
    st.tuples(st.just(What.RESUME), st.sampled_from(["decision", "answer"])),
    st.tuples(st.just(What.WITHDRAWN), st.integers(0, 14)),
)
TOLD = st.tuples(KINDS, st.sampled_from(DOERS), st.integers(0, 20), st.integers(0, 3), st.sampled_from(["", *ROLE_IDS]))
_STEP_OF = {What.APPEAL: "appeal", What.ENQUIRY: "enquiry_sent", What.INTERVIEW: "heard"}
_OTHERS = {What.PAUSE: {"reason": "illness"}}


def events_of(told: list[Any]) -> list[Event]:
    opened = Event(UUID(int=10**6), What.OPENED, "x", BEGIN, BEGIN, datetime(2021, 3, 1, tzinfo=UTC), 1, DOERS[0])
    found = [opened]
    for number, ((what, value), doer, day, span, role) in enumerate(told, 2):
        when = BEGIN + timedelta(day)
        target = str(found[value % len(found)].entry) if what is What.WITHDRAWN else value
        found.append(Event(
            UUID(int=10**6 + number), what, target, when, when + timedelta(span),
            datetime(2021, 3, 1, tzinfo=UTC) + timedelta(days=day, minutes=number), number, doer, role,
            _STEP_OF.get(what, ""), _OTHERS.get(what, {}),
        ))  # fmt: skip
    return found


def nothing_is_lost(state: CaseState, events: list[Event]) -> None:
    kept = [done.event.entry for done in state.history] + [one.event.entry for one in state.questions]
    gone = set(state.withdrawn) | {event.entry for event in events if event.what is What.WITHDRAWN}

    assert sorted(kept) == sorted(event.entry for event in events if event.entry not in gone)


def within_the_procedure(state: CaseState) -> None:
    at = "met"
    for done in state.history:
        assert done.source == at
        if done.step is not None:
            assert done.source in done.step.sources
            assert done.target == done.step.target
        at = done.target
    assert state.state == at
    assert at in {one.id for one in state.version.states}


def nobody_plays_two_sides(state: CaseState) -> None:
    for doer in DOERS:
        own = [done for done in state.history if done.event.doer == doer]
        roles = {role_of(done) for done in own}
        assert not any(set(pair) <= roles for pair in DEFINITION.incompatible)
        for one, other in combinations(own, 2):
            if one.step and other.step:
                assert other.step.id not in one.step.apart_from
                assert one.step.id not in other.step.apart_from
        decisions = [done for done in own if done.event.what is What.DECISION]
        assert not decisions or all(done.event.what is not What.INTERVIEW for done in own)


def every_clock_has_an_owner(state: CaseState) -> None:
    for one in clocks_of(state, CALENDAR):
        assert one.clock.owner in ROLE_IDS
        assert one.entry is None or one.entry in state.standing


@given(st.lists(TOLD, max_size=14), st.randoms(use_true_random=False))
def test_whatever_arrives_in_whatever_order(told: list[Any], random: Any) -> None:
    events = events_of(told)
    state = fold(DEFINITION, V1, events)
    for holds in (within_the_procedure, nobody_plays_two_sides, every_clock_has_an_owner):
        holds(state)
    nothing_is_lost(state, events)

    written = [one for one in events if one.what is not What.WITHDRAWN]
    standing = [one for one in written if one.entry not in state.withdrawn]
    shuffled = random.sample(standing, len(standing))
    arrived = [replace(event, position=at) for at, event in enumerate(shuffled, 1)]
    again = fold(DEFINITION, V1, arrived)

    assert [done.event.entry for done in again.history] == [done.event.entry for done in state.history]
    assert [one.event.entry for one in again.questions] == [one.event.entry for one in state.questions]
    assert again.state == state.state


@given(st.lists(TOLD, max_size=18))
def test_what_the_machine_lets_through_counts_at_once_and_takes_the_ground_from_nothing(told: list[Any]) -> None:
    events: list[Event] = events_of([])
    state = fold(DEFINITION, V1, events)
    for event in events_of(told)[1:]:
        event = replace(event, position=len(events) + 1)
        known = Facts(today=date(2021, 4, 1), actor=event.doer, roles=frozenset(ROLE_IDS),
                      births=(PartialDate.parse("1980"),), documents=frozenset())  # fmt: skip
        event = replace(event, detail={**event.detail, "documents": ("application", "photographs")})
        if event.what is not What.WITHDRAWN and check(state, event, known):
            continue
        after = fold(DEFINITION, V1, [*events, event])
        if event.what is not What.WITHDRAWN:
            assert after.standing == state.standing | {event.entry}
        events, state = [*events, event], after
        within_the_procedure(state)
        nobody_plays_two_sides(state)
        assert {way.step.id for way in possible(state, known)} == {
            step.id for step in state.version.steps if state.state in step.sources
        }


# -- the tables -------------------------------------------------------------------------------------------------------

WHICH, DAYS = st.integers(0, 1), st.integers(0, 12)
A_STEP = st.tuples(st.just("step"), WHICH, st.sampled_from([*STEPS, "applied", "applied", "heard"]), DAYS)
A_DECISION = st.tuples(st.just("decision"), WHICH, st.sampled_from(OUTCOMES), DAYS)
A_CLOCK = st.tuples(st.just("clock"), WHICH, st.integers(0, 2), DAYS)
FROM_DEVICES = st.one_of(A_STEP, A_STEP, A_DECISION, A_CLOCK)
WRITTEN = st.one_of(
    FROM_DEVICES,
    st.tuples(st.just("open"), WHICH),
    st.tuples(st.just("withdraw"), WHICH, DAYS, st.just(0)),
    st.tuples(st.just("task"), WHICH, st.integers(0, 2), DAYS),
    st.tuples(st.just("decree"), st.integers(88, 98)),
)
ROWS = st.one_of(WRITTEN, WRITTEN, st.tuples(st.just("erase"), WHICH))


class History:
    """Writes entries straight into the ledger, as a device or a list would."""

    def __init__(self) -> None:
        self.now = datetime(2021, 5, 1, tzinfo=UTC)
        self.records, self.cases = [new_id(), new_id()], [new_id(), new_id()]
        self.said: list[list[UUID]] = [[new_id()], [new_id()]]
        self.erased: set[int] = set()

    def act(self, device: str = "") -> Act:
        self.now += timedelta(minutes=1)
        return Act(DOERS[0], UUID(int=99), self.now, device)

    def draft(self, told: tuple[Any, ...]) -> Draft | None:
        name, which, *rest = told
        if name == "decree":
            off = (BEGIN + timedelta(which),)
            return Draft(UUID(int=5), kinds.DaysOffDeclared("xaa", "a decree", off=off), "2021-05-01", id=new_id())
        if which in self.erased:
            return None
        entry = new_id()
        payload = self.payload(name, which, *rest)
        day = (BEGIN + timedelta(rest[-1] if rest else 0)).isoformat()
        self.said[which].append(entry)
        return Draft(self.cases[which], payload, day, subject=self.records[which], id=entry)

    def payload(self, name: str, which: int, value: Any = None, _day: int = 0) -> object:
        record, said = self.records[which], self.said[which]
        if name == "open":
            return kinds.CaseOpened(
                record, kinds.Procedure.STATELESSNESS_DETERMINATION, "service", "", "XAA", DEFINITION.id, "v1"
            )
        if name == "step":
            return kinds.StepDone(record, value, role="")
        if name == "decision":
            return kinds.DecisionTaken(record, kinds.Procedure.STATELESSNESS_DETERMINATION, value, "service")
        if name == "withdraw":
            return kinds.CaseEntryWithdrawn(record, said[value % len(said)], "a mistake")
        if name == "task":
            tasks = [kinds.TaskOpened(record, "call", "intake"), kinds.TaskDone(record, said[-1], "done")]
            return tasks[value % 2]
        return (
            kinds.ClockPaused(record, "decision", "illness"), kinds.ClockResumed(record, "decision"),
            kinds.ClockExtended(record, "decision", 5, Unit.MONTHS, "service", "many witnesses"),
        )[value]  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic(), transaction.atomic(using="keys"), registry.using(DEFINITION, calendars=[CALENDAR]):
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keys")


def agree_with_the_machine() -> None:
    """Where a case stands by its row is where the machine puts it; nothing that does not fit goes unasked."""
    for head in CaseHead.objects.all():
        rows = CaseRow.objects.filter(case_id=head.case_id, record_id=head.record_id)
        asked = TaskRow.objects.filter(case_id=head.case_id, record_id=head.record_id, kind="does_not_fit").count()
        assert asked == head.questions
        assert head.state in {one.id for one in V1.states}
        assert rows.filter(kind="opened").exists()


OPEN = ("open", 0)


@pytest.mark.django_db
@given(st.lists(ROWS, min_size=4, max_size=24))
@example([OPEN, ("step", 0, "applied", 3), ("decree", 95), ("step", 0, "applied", 2), ("withdraw", 0, 2, 0)])
@example([("step", 0, "applied", 3), OPEN, ("decree", 95), ("decree", 96), ("erase", 0), ("open", 1)])
@example([OPEN, ("step", 0, "applied", 3), ("clock", 0, 0, 4), ("decree", 95), ("clock", 0, 1, 6)])
def test_a_rebuild_reproduces_every_row_that_was_worked_out(told: list[tuple[Any, ...]]) -> None:
    with undone():
        history = History()
        for one in told:
            if one[0] == "erase":
                if one[1] not in history.erased:
                    erase_subject(history.records[one[1]], reason="request", act=history.act())
                    finish_erasures()
                    history.erased.add(one[1])
                continue
            draft = history.draft(one)
            if draft is not None:
                append(draft, act=history.act())
        agree_with_the_machine()
        before = dump_views()

        rebuild()

        assert dump_views() == before


@pytest.mark.django_db
@given(st.lists(WRITTEN, min_size=4, max_size=24), st.integers(1, 9))
@example([("step", 0, "applied", 0), ("open", 0), ("open", 0)], 1)  # nobody knew yet by which procedure it goes
def test_the_batch_path_gives_the_same_rows(told: list[tuple[Any, ...]], chunk: int) -> None:
    with undone():
        history = History()
        append_many([(draft, history.act()) for one in told if (draft := history.draft(one)) is not None], chunk=chunk)
        in_batches = dump_views()

        rebuild()

        assert dump_views() == in_batches


@pytest.mark.django_db
@given(st.lists(FROM_DEVICES, min_size=4, max_size=14), st.randoms(use_true_random=False))
def test_what_devices_send_in_any_order_and_twice_leads_to_one_place(told: list[tuple[Any, ...]], random: Any) -> None:
    def ends(order: list[int]) -> tuple[Any, ...]:
        with undone():
            append(opening, act=Act(DOERS[0], UUID(int=99), history.now))
            act = Act(DOERS[0], UUID(int=99), history.now + timedelta(minutes=1), "a phone")
            accept([drafts[at] for at in order], act=act)
            accept([drafts[at] for at in order[:3]], act=act)  # the answer got lost, the phone tries again
            head = CaseHead.objects.get(case_id=history.cases[0])
            return head.state, head.outcome, head.questions, CaseRow.objects.filter(case_id=head.case_id).count()

    history = History()
    opening = history.draft(OPEN)
    assert opening is not None
    drafts = []
    for number, one in enumerate(told):
        draft = history.draft((one[0], 0, *one[2:])) if one[0] != "open" else None
        if draft is not None:
            drafts.append(replace(draft, acted_at=datetime(2021, 4, 1, tzinfo=UTC) + timedelta(minutes=number)))
    order = list(range(len(drafts)))

    assert ends(random.sample(order, len(order))) == ends(order)
