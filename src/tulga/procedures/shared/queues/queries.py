"""What is due and whose turn it is, for this actor: clocks, tasks, queues, next steps with the reasons why not.

A case has the scope of its record. An authority of the State sees what it opened itself, never a case in which anything
says asylum, and no clock or task that follows from what somebody else wrote.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tulga.access import permissions
from tulga.access.actor import Actor
from tulga.access.queries import may_know_of_asylum
from tulga.access.refusals import Refusal, Refused
from tulga.access.roles import May
from tulga.access.views_log import log_views
from tulga.kernel.findings import Finding
from tulga.procedures.definitions.core.model import Step
from tulga.procedures.shared import registry
from tulga.procedures.shared.core.machine import possible
from tulga.procedures.shared.entries import Procedure
from tulga.procedures.shared.labels import told
from tulga.procedures.shared.models import CaseHead, CaseRow, ClockRow, TaskRow
from tulga.procedures.shared.queries import facts_for, find_case, find_standing, roles_of
from tulga.register import scope


@dataclass(frozen=True, slots=True)
class DueInfo:
    """Something with a day by which it is to be done: a clock of a case, or a task.

    `alarms` from the earlier way of counting on, `late` only after the later one. `certain` False: the two ways differ,
    or the calendar of that time is not known. `use` `config`: the limit was not verified and is not told as law.
    """

    case: UUID
    record: UUID
    procedure: str
    what: str  # the clock, or the kind of the task
    is_clock: bool
    id: UUID
    owner: str  # role of the procedure whose turn it is
    assigned: UUID | None
    authority: str
    organisation: UUID
    started: date | None
    due_earliest: date | None
    due_latest: date | None
    certain: bool
    use: str
    state: str
    alarms: bool
    late: bool
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """How much is on somebody's desk."""

    running: int
    alarms: int
    late: int


@dataclass(frozen=True, slots=True)
class TaskInfo:
    id: UUID
    case: UUID
    record: UUID
    procedure: str
    kind: str
    about: str
    for_role: str
    assigned: UUID | None
    due: date | None
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A case in a queue."""

    case: UUID
    record: UUID
    procedure: str
    definition: str
    version: str
    state: str
    since: date | None
    opened: date | None
    outcome: str
    position: int


@dataclass(frozen=True, slots=True)
class WayOn:
    """A next step: as whom the actor may do it, and every reason why not."""

    step: Step
    role: str
    refusals: tuple[Refusal, ...]

    @property
    def may(self) -> bool:
        return not self.refusals


# -- scope ------------------------------------------------------------------------------------------------------------


def _mine(actor: Actor) -> Q:
    """Return the condition on rows of cases that the actor may see."""
    within = scope.bounds(actor)
    if within is None:
        return Q(pk__in=[])
    seen = Q(record_id__in=scope.standing_records(actor).values("id"))
    if may_know_of_asylum(actor):
        return seen
    asylum = CaseRow.objects.filter(procedure=Procedure.ASYLUM.value).values("case_id")
    return seen & Q(organisation=actor.organisation) & ~Q(case_id__in=asylum)


def _own_entries(actor: Actor) -> Q:
    """Return the condition that something follows from an entry that the actor may know of."""
    if may_know_of_asylum(actor):
        return Q()
    return Q(entry__isnull=True) | Q(entry__in=CaseRow.objects.filter(organisation=actor.organisation).values("entry"))


def _clocks(actor: Actor) -> "QuerySet[ClockRow]":
    return ClockRow.objects.filter(_mine(actor), _own_entries(actor))


def _running(actor: Actor, today: date) -> "QuerySet[ClockRow]":
    """Return what runs or stands still; a clock that begins at the end of another has begun when that day has come."""
    begun = Q(started__isnull=True) | Q(started__lte=today)
    return _clocks(actor).filter(begun, superseded_position__isnull=True).exclude(state="stopped")


def _tasks(actor: Actor) -> "QuerySet[TaskRow]":
    return TaskRow.objects.filter(_mine(actor), _own_entries(actor))


# -- what is due ------------------------------------------------------------------------------------------------------


def due(
    actor: Actor,
    *,
    today: date,
    until: date | None = None,
    record: UUID | None = None,
    authority: str | None = None,
    organisation: UUID | None = None,
    owner: str | None = None,
    assigned: UUID | None = None,
    limit: int = 500,
) -> list[DueInfo]:
    """Return what is due in scope until a day (everything that runs, when left out), the earliest first.

    Of a person (`record`), an authority, a team (`organisation`, or the role `owner`), or one colleague (`assigned`).
    What has no day (a limit that nobody has found, a clock that stands still) comes last, without `until` only.
    """
    clocks = _running(actor, today)
    tasks = _tasks(actor).filter(done_position__isnull=True)
    if record is not None:
        clocks, tasks = clocks.filter(record_id=record), tasks.filter(record_id=record)
    if organisation is not None:
        clocks, tasks = clocks.filter(organisation=organisation), tasks.filter(organisation=organisation)
    if owner is not None:
        clocks, tasks = clocks.filter(owner=owner), tasks.filter(for_role=owner)
    if authority is not None:
        clocks, tasks = clocks.filter(authority=authority), tasks.none()
    if assigned is not None:
        clocks, tasks = clocks.none(), tasks.filter(assigned=assigned)
    if until is not None:
        clocks, tasks = clocks.filter(due_earliest__lte=until), tasks.filter(due__lte=until)
    found = [_clock_info(row, today) for row in _dated(clocks, "due_earliest", limit, undated=until is None)]
    found += [_due_task(row, today) for row in _dated(tasks, "due", limit, undated=until is None)]
    found.sort(key=lambda one: (one.due_earliest is None, one.due_earliest or today, one.id))
    return found[:limit]


def _dated(rows: "QuerySet[Any]", day: str, limit: int, *, undated: bool) -> list[Any]:
    """Return rows by their day; those without one after them, whatever a database thinks of nulls."""
    found = list(rows.filter(**{f"{day}__isnull": False}).order_by(day, "position")[:limit])
    if undated and len(found) < limit:
        found += rows.filter(**{f"{day}__isnull": True}).order_by("position")[: limit - len(found)]
    return found


def _clock_info(row: ClockRow, today: date) -> DueInfo:
    live = row.state != "stopped" and row.superseded_position is None
    return DueInfo(
        row.case_id, row.record_id, row.procedure, row.clock, True, row.id, row.owner, None, row.authority,  # noqa: FBT003
        row.organisation, row.started, row.due_earliest, row.due_latest, row.certain, row.use, row.state,
        live and row.due_earliest is not None and row.due_earliest <= today,
        live and row.due_latest is not None and row.due_latest < today,
        row.superseded_position is not None,
    )  # fmt: skip


def _due_task(row: TaskRow, today: date) -> DueInfo:
    return DueInfo(
        row.case_id, row.record_id, row.procedure, row.kind, False, row.id, row.for_role, row.assigned, "",  # noqa: FBT003
        row.organisation, None, row.due, row.due, True, "assert", "running",  # noqa: FBT003
        row.due is not None and row.due <= today, row.due is not None and row.due < today,
    )  # fmt: skip


def clocks_of(actor: Actor, case: UUID, *, today: date) -> list[DueInfo]:
    """Return every clock of a case in scope in the order in which it was worked out, replaced values too; logged.

    Raises:
        Refused: no role allows reading files.
    """
    permissions.require(actor, May.READ_FILES)
    found = [_clock_info(row, today) for row in _clocks(actor).filter(case_id=case).order_by("position", "clock")]
    log_views(actor, {one.record for one in found}, "clocks")
    return found


def whose_turn(actor: Actor, *, by: str, today: date) -> dict[str, Load]:
    """Return how much runs, alarms and is late in scope, by `authority`, `organisation` or `owner` (the role).

    Raises:
        ValueError: it is not counted by that.
    """
    if by not in {"authority", "organisation", "owner", "procedure"}:
        raise ValueError(f"what is due is not counted by {by}")
    counted = _running(actor, today).values(by).annotate(
        running=Count("id"),
        alarms=Count("id", filter=Q(due_earliest__lte=today)),
        late=Count("id", filter=Q(due_latest__lt=today)),
    )
    return {str(row[by]): Load(row["running"], row["alarms"], row["late"]) for row in counted.order_by(by)}


def silent_enquiries(actor: Actor, *, today: date) -> list[DueInfo]:
    """Return the enquiries in scope that no State has answered although the time is over by every way of counting."""
    sent = CaseRow.objects.filter(kind="enquiry", withdrawn_position__isnull=True).values("entry")
    over = _clocks(actor).filter(
        superseded_position__isnull=True, state="running", due_latest__lt=today, entry__in=sent
    )
    return [_clock_info(row, today) for row in over.order_by("due_latest", "position")]


# -- queues -----------------------------------------------------------------------------------------------------------


def _heads(actor: Actor) -> "QuerySet[CaseHead]":
    return CaseHead.objects.filter(_mine(actor))


def queue(
    actor: Actor, *, role: str | None = None, state: str | None = None, definition: str | None = None, after: int = 0,
    limit: int = 50,
) -> list[QueueItem]:  # fmt: skip
    """Return the cases in scope in which a role of the procedure has a way on, the earliest opened first."""
    heads = _heads(actor).filter(position__gt=after).exclude(state_kind="final")
    if role is not None:
        heads = heads.filter(turns__contains=f" {role} ")
    if state is not None:
        heads = heads.filter(state=state)
    if definition is not None:
        heads = heads.filter(definition=definition)
    return [
        QueueItem(
            row.case_id, row.record_id, row.procedure, row.definition, row.version, row.state, row.since, row.opened,
            row.outcome, row.position,
        )
        for row in heads.order_by("position")[:limit]
    ]  # fmt: skip


def queue_counts(actor: Actor) -> dict[str, int]:
    """Return for each role of a procedure that the actor may play in how many cases in scope it has a way on."""
    found: Counter[str] = Counter()
    heads = _heads(actor).exclude(state_kind="final").values("definition", "turns").annotate(cases=Count("id"))
    for row in heads.order_by("definition", "turns"):
        known = registry.find_definition(row["definition"])
        own = roles_of(actor, known) if known is not None else frozenset()
        found.update({role: row["cases"] for role in row["turns"].split() if role in own})
    return dict(found)


def open_tasks(
    actor: Actor, *, for_role: str | None = None, assigned: UUID | None = None, kind: str | None = None,
    case: UUID | None = None, limit: int = 200,
) -> list[TaskInfo]:  # fmt: skip
    """Return the open tasks in scope, the earliest due first, those without a day after them."""
    rows = _tasks(actor).filter(done_position__isnull=True)
    for name, value in {"for_role": for_role, "assigned": assigned, "kind": kind, "case_id": case}.items():
        if value is not None:
            rows = rows.filter(**{name: value})
    found = [
        TaskInfo(
            row.id, row.case_id, row.record_id, row.procedure, row.kind, row.about, row.for_role, row.assigned, row.due,
            row.opened_at,
        )
        for row in rows.order_by("position")[: 10 * limit]
    ]  # fmt: skip
    found.sort(key=lambda one: (one.due is None, one.due or date.max))
    return found[:limit]


def find_task(actor: Actor, case: UUID, task: UUID) -> TaskInfo | None:
    """Return an open task of a case in scope."""
    return next((one for one in open_tasks(actor, case=case) if one.id == task), None)


def next_steps(actor: Actor, case: UUID, *, at: datetime) -> tuple[WayOn, ...]:
    """Return every way on in a case in scope, with every reason against it for this actor now; none without a table.

    Raises:
        Refused: no role allows reading files, or there is no such case for this actor.
    """
    permissions.require(actor, May.READ_FILES)
    standing = find_standing(actor, case)
    if standing is None:
        _raise_unknown(actor, case)
        return ()
    # who may be asked about is said for the enquiry that is meant; here the page says what it will take
    known = facts_for(actor, standing, at, clear=Finding.UNKNOWN)
    state = standing.state
    return tuple(
        WayOn(way.step, way.role, told(way.reasons, standing.definition, state.version))
        for way in possible(state, known)
    )


def _raise_unknown(actor: Actor, case: UUID) -> None:
    """Raise that there is no such case, when there is none for this actor."""
    if find_case(actor, case) is None:
        raise Refused([Refusal("procedures.no_such_case")])


def audit_sample(
    actor: Actor, *, seed: int, size: int, since: date, until: date, procedure: str | None = None
) -> list[tuple[UUID, UUID]]:
    """Return (case, decision) of a random sample of the decisions in scope of these days: same seed, same sample.

    Raises:
        Refused: no role allows reading files.
    """
    permissions.require(actor, May.READ_FILES)
    rows = CaseRow.objects.filter(
        _mine(actor), kind="decision", withdrawn_position__isnull=True, effective_earliest__gte=since,
        effective_earliest__lt=until,
    ).exclude(actor=actor.account, known_doer=True)  # fmt: skip
    if procedure is not None:
        rows = rows.filter(procedure=procedure)
    found = sorted(rows.order_by("position").values_list("case_id", "entry"), key=lambda pair: pair[1])
    chosen = Random(seed).sample(found, min(size, len(found)))  # noqa: S311 - a sample, no secret
    return sorted(chosen, key=lambda pair: pair[1])
