"""Rebuilding any history of people gives every row again, however its entries came in: one by one or by thousands.

The histories are written straight into the ledger, so that they hold what no action would write: withdrawals of
nothing,
judgements on records that were never opened or are erased, entries in the wrong order.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import example, given
from hypothesis import strategies as st

from tulga.access.entries import OrganisationKind, OrganisationOpened, RoleEnded, RoleGranted
from tulga.kernel.dates import PartialDate
from tulga.kernel.ids import new_id
from tulga.ledger.actions import Act, Draft, append, append_many
from tulga.ledger.entries import SubjectErased
from tulga.ledger.erasure import erase_subject, finish_erasures
from tulga.ledger.rebuild import dump_views, rebuild
from tulga.procedures.shared import entries as cases
from tulga.register import entries as kinds
from tulga.register.entries import NamePart, PartRole

pytestmark = pytest.mark.django_db
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
ACTOR, ORGANISATION = UUID(int=7), UUID(int=8)
RECORDS = st.integers(0, 2)

WRITTEN = st.one_of(
    st.tuples(st.just("open"), RECORDS),
    st.tuples(st.just("open"), RECORDS),
    st.tuples(st.just("say"), RECORDS, st.integers(0, 8), st.integers(0, 3)),
    st.tuples(st.just("say"), RECORDS, st.integers(0, 8), st.integers(0, 3)),
    st.tuples(st.just("withdraw"), RECORDS, st.integers(0, 40)),
    st.tuples(st.just("judge"), RECORDS, RECORDS, st.sampled_from(["same", "same", "different", "unsure"])),
    st.tuples(st.just("judge"), RECORDS, RECORDS, st.just("same")),
    st.tuples(st.just("unjudge"), st.integers(0, 5)),
    st.tuples(st.just("case"), RECORDS, st.integers(0, 2), st.integers(0, 4)),
    st.tuples(st.just("uncase"), RECORDS, st.integers(0, 2), st.integers(0, 10)),
    st.tuples(st.just("role"), st.integers(0, 2), st.booleans()),
    st.tuples(st.just("organisation"), st.integers(0, 1)),
)  # fmt: skip
EVENTS = st.one_of(
    WRITTEN,
    WRITTEN,
    WRITTEN,
    st.tuples(st.just("erase"), RECORDS),
    st.tuples(st.just("close"), RECORDS, st.integers(0, 5)),
)


class History:
    """Turns events into entries of the ledger."""

    def __init__(self) -> None:
        self.now = BEGIN
        self.records = [new_id() for _ in range(5)]
        self.cases = [new_id() for _ in range(3)]
        self.grants = [new_id() for _ in range(3)]
        self.organisations = [new_id() for _ in range(2)]
        self.said: list[UUID] = [new_id()]
        self.ahead: list[UUID] = []
        self.judged: list[tuple[UUID, UUID, UUID]] = []
        self.erased: set[UUID] = set()

    def act(self) -> Act:
        self.now += timedelta(hours=1)
        return Act(ACTOR, ORGANISATION, self.now)

    def draft(self, event: tuple[object, ...]) -> Draft | None:
        """Return the entry of an event; None where the ledger itself would refuse it."""
        name, *arguments = event
        made: Draft | None = getattr(self, f"_{name}")(*arguments)
        if made is None or (made.subject or made.stream_id) in self.erased:
            return None
        return made

    def _draft(self, stream: UUID, payload: object, subject: UUID | None = None, based_on: int | None = None) -> Draft:
        entry = self.ahead.pop(0) if self.ahead else new_id()
        self.said.append(entry)
        return Draft(stream, payload, "2020-02", id=entry, subject=subject, based_on=based_on)

    def _open(self, record: int) -> Draft:
        opened = kinds.RecordOpened(
            source_kind=kinds.SourceKind.FIELD_FORM,
            source="form",
            person_id=new_id(),
            area=None if record == 2 else "KAZ.astana",
        )
        return self._draft(self.records[record], opened)

    def _say(self, record: int, what: int, other: int) -> Draft:
        said: list[object] = [
            kinds.NameStated(kind=kinds.NameKind.BIRTH, parts=(NamePart(PartRole.GIVEN, f"Айша {other}"),),
            script=kinds.Script.CYRILLIC),
            kinds.BirthStated(date=PartialDate.parse(f"198{other}")),
            kinds.SexStated(sex=kinds.Sex.UNKNOWN if other else kinds.Sex.FEMALE),
            kinds.RelationStated(relation=kinds.Relation.SIBLING, other_record=self.records[other]),
            kinds.HouseholdJoined(household=self.records[other], role="head" * 30),
            kinds.HouseholdLeft(household=self.records[other]),
            kinds.PaperStated(paper="passport", number=f"AB {other}"),
            kinds.NationalityStated(status=kinds.NationalityStatus.UNDETERMINED, basis=kinds.Basis.OWN_STATEMENT,
            authority="a" * 90),
            kinds.ResidenceStated(country=None, area=None, period_start=PartialDate.parse("2001~")),
        ]  # fmt: skip
        return self._draft(self.records[record], said[what], based_on=other or None)

    def _withdraw(self, record: int, which: int) -> Draft:
        target = self.said[which] if which < len(self.said) else self._announced(which)
        return self._draft(self.records[record], kinds.StatementWithdrawn(entry=target, why="a mistake"))

    def _announced(self, which: int) -> UUID:
        """Return the id of an entry that is yet to come."""
        while len(self.ahead) <= which - len(self.said):
            self.ahead.append(new_id())
        return self.ahead[which - len(self.said)]

    def _judge(self, first: int, second: int, verdict: str) -> Draft | None:
        if first == second:
            return None
        stream, one, other = new_id(), self.records[first], self.records[second]
        made = self._draft(
            stream,
            kinds.JudgementRecorded(first=one, second=other, verdict=kinds.Verdict(verdict), why="alike"),
            subject=one,
        )
        assert made.id is not None
        self.judged.append((stream, made.id, one))
        return made

    def _unjudge(self, which: int) -> Draft | None:
        if not self.judged:
            return None
        stream, judgement, first = self.judged[which % len(self.judged)]
        return self._draft(stream, kinds.JudgementWithdrawn(judgement=judgement, why="not so"), subject=first)

    def _close(self, record: int, which: int) -> Draft:
        from tulga.register.models import Task

        tasks = list(Task.objects.order_by("position", "id").values_list("id", flat=True))
        task = tasks[which % len(tasks)] if tasks else new_id()
        return self._draft(self.records[record], kinds.TaskClosed(task=task, why="looked at"))

    def _case(self, record: int, case: int, what: int) -> Draft:
        whose = self.records[record]
        happened: list[object] = [
            cases.CaseOpened(whose, cases.Procedure.ASYLUM, "authority" * 12),
            cases.StepDone(whose, "interview" * 9),
            cases.DecisionTaken(whose, cases.Procedure.ASYLUM, "recognised", "authority"),
            cases.NoticeServed(whose, "by hand", "kk"),
            cases.PaperIssued(whose, "certificate", "A1"),
        ]
        return self._draft(self.cases[case], happened[what], subject=whose)

    def _uncase(self, record: int, case: int, which: int) -> Draft:
        whose = self.records[record]
        said = cases.CaseEntryWithdrawn(whose, self.said[which % len(self.said)], "a mistake")
        return self._draft(self.cases[case], said, subject=whose)

    def _erase(self, record: int) -> Draft | None:
        subject = self.records[record]
        if subject in self.erased:
            return None
        return Draft(subject, SubjectErased(subject, "request"), "2020-02")

    def _role(self, which: int, ends: bool) -> Draft:  # noqa: FBT001 - drawn by the test
        grant = self.grants[which]
        if ends:
            return Draft(grant, RoleEnded(ended_on=date(2020, 5, 1), why="left"), "2020-05-01")
        granted = RoleGranted(
            account=ACTOR, organisation=ORGANISATION, role="caseworker", areas=("KAZ.astana",), valid_from=date(2020,
            1, 1),
            valid_until=None,
        )  # fmt: skip
        return Draft(grant, granted, "2020-01-01")

    def _organisation(self, which: int) -> Draft:
        return Draft(
            self.organisations[which], OrganisationOpened(name="x" * 400, kind=OrganisationKind.PARTNER), "2020"
        )


@contextmanager
def undone() -> Iterator[None]:
    """Take back what an example wrote, in both databases."""
    with transaction.atomic(), transaction.atomic(using="keys"):
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keys")


def live(history: History, events: list[tuple[object, ...]]) -> None:
    """Write events one by one, as they would come in."""
    for event in events:
        draft = history.draft(event)
        if draft is None:
            continue
        if isinstance(draft.payload, SubjectErased):
            erase_subject(draft.stream_id, reason="request", act=history.act())
            finish_erasures()  # the key goes when the transaction commits, and an example's never does
            history.erased.add(draft.stream_id)
        else:
            append(draft, act=history.act())


OPENED = [("open", 0), ("open", 1), ("open", 2)]


@given(st.lists(EVENTS, min_size=10, max_size=45))
@example([("judge", 0, 1, "same"), ("open", 0), ("open", 1)])  # a device's entries in the wrong order
@example([*OPENED, ("judge", 0, 1, "same"), ("judge", 1, 2, "same"), ("erase", 1)])
@example([*OPENED, ("erase", 1), ("say", 0, 3, 1), ("judge", 0, 1, "same"), ("unjudge", 0)])  # the erased named again
@example([*OPENED, ("say", 0, 1, 0), ("say", 0, 1, 2), ("withdraw", 0, 4), ("withdraw", 0, 4)])
@example([*OPENED, ("say", 0, 1, 0), ("say", 0, 1, 1), ("close", 0, 0), ("judge", 0, 1, "same"), ("unjudge", 0)])
@example([("case", 0, 0, 2), ("case", 0, 0, 0), ("uncase", 0, 0, 1), ("erase", 0), ("case", 1, 0, 1)])
@example([("case", 0, 0, 0), ("uncase", 1, 0, 1), ("erase", 1)])
@example([("role", 0, True), ("role", 0, False), ("organisation", 0), ("organisation", 0), ("role", 0, True)])
def test_a_rebuild_reproduces_every_row_of_any_history(events: list[tuple[object, ...]]) -> None:
    with undone():
        live(History(), events)
        before = dump_views()

        rebuild()

        assert dump_views() == before


@given(st.lists(WRITTEN, min_size=10, max_size=45), st.integers(1, 9))
@example([*[("open", 1)] * 6, ("withdraw", 0, 8), ("open", 0), ("open", 0), ("withdraw", 0, 8)], 1)
@example([("open", 1), ("open", 2), ("judge", 0, 1, "same"), ("unjudge", 0), ("judge", 0, 2, "same")], 1)
def test_the_batch_path_gives_the_same_rows_as_one_entry_after_the_other(
    events: list[tuple[object, ...]], chunk: int
) -> None:
    with undone():
        history = History()
        drafts = [(draft, history.act()) for event in events if (draft := history.draft(event)) is not None]
        append_many(drafts, chunk=chunk)
        in_batches = dump_views()

        rebuild()

        assert dump_views() == in_batches
