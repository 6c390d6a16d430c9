"""What is worked out of a case's rows by the machine: where it stands, its tasks, its clocks.

Rows depend only on what the table of cases holds up to a position, never on how entries were cut into batches: clocks
are worked out after each entry, because a value that was told once is kept beside the one that replaced it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from tulga.ledger import bulk
from tulga.procedures.definitions.core.model import Definition, Version
from tulga.procedures.shared import registry
from tulga.procedures.shared.core import effects
from tulga.procedures.shared.core.events import Event, What
from tulga.procedures.shared.core.machine import CaseState, fold
from tulga.procedures.shared.models import CaseHead, CaseRow, TaskRow
from tulga.procedures.shared.told import event_of

PART = 400
ASKED = "asked"
_OPERATION = "operation"  # whose task it is to look, where the procedure names nobody


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of one case about one record, and what the case is pinned to."""

    case: UUID
    record: UUID
    rows: tuple[CaseRow, ...]
    opening: CaseRow
    definition: Definition
    version: Version

    @property
    def key(self) -> UUID:
        return uuid5(self.case, str(self.record))

    def events(self, position: int | None = None) -> list[Event]:
        """Return what stood, by what was known at a position (None: by now)."""
        return [
            event_of(row) for row in self.rows
            if (row.withdrawn_position is None if position is None else _stood(row, position))
        ]  # fmt: skip

    def fold(self, position: int | None = None) -> CaseState:
        return fold(self.definition, self.version, self.events(position))


def _stood(row: CaseRow, position: int) -> bool:
    return row.position <= position and (row.withdrawn_position is None or row.withdrawn_position > position)


def held(cases: Sequence[UUID]) -> list[Held]:
    """Return these cases as far as they are pinned to a definition that this program knows."""
    by_case: dict[tuple[UUID, UUID], list[CaseRow]] = {}
    pinned: list[UUID] = []
    for start in range(0, len(cases), PART):
        openings = CaseRow.objects.filter(case_id__in=cases[start : start + PART], kind=What.OPENED.value)
        pinned += openings.filter(detail__contains='"definition"').values_list("case_id", flat=True).distinct()
    cases = pinned
    for start in range(0, len(cases), PART):
        for row in CaseRow.objects.filter(case_id__in=cases[start : start + PART]).order_by("position"):
            by_case.setdefault((row.case_id, row.record_id), []).append(row)
    found = []
    for (case, record), rows in by_case.items():
        opening = next((row for row in rows if row.kind == What.OPENED.value and '"definition"' in row.detail), None)
        if opening is None:
            continue
        told = event_of(opening).detail
        pin = registry.pinned(told.get("definition"), told.get("version"))
        if pin is not None:
            found.append(Held(case, record, tuple(rows), opening, *pin))
    return found


def refresh(known: Iterable[Held]) -> None:
    """Write anew where these cases stand, and their tasks."""
    heads, tasks, cases = [], [], []
    for one in known:
        state = one.fold()
        cases.append(one)
        heads.append(_head(one, state))
        tasks += _tasks(one, state)
    for start in range(0, len(cases), PART):
        part = cases[start : start + PART]
        CaseHead.objects.filter(id__in=[one.key for one in part]).delete()
        pairs = {(one.case, one.record) for one in part}
        rows = TaskRow.objects.filter(case_id__in={case for case, _ in pairs})
        gone = [key for key, *pair in rows.values_list("id", "case_id", "record_id") if tuple(pair) in pairs]
        for begin in range(0, len(gone), PART):
            TaskRow.objects.filter(id__in=gone[begin : begin + PART]).delete()
    bulk.insert(CaseHead, heads)
    bulk.insert(TaskRow, tasks, ignore_conflicts=True)


def _head(one: Held, state: CaseState) -> tuple[Any, ...]:
    moved = [done for done in state.history if done.step is not None and done.target == state.state]
    opened = state.opened
    turns = dict.fromkeys(role for step in state.version.steps if state.state in step.sources for role in step.by)
    decision = state.decision
    return (
        one.key, one.case, one.record, one.opening.organisation, one.definition.procedure, one.definition.id,
        state.version.id, state.state, state.at.kind.value, moved[-1].event.first_day if moved else None,
        opened.first_day if opened else None, decision.value if decision else "", f" {' '.join(turns)} ",
        len(state.questions), registry.digest_of(one.definition), one.opening.position,
    )  # fmt: skip


def _tasks(one: Held, state: CaseState) -> list[tuple[Any, ...]]:
    """Return the tasks that were asked for, follow from steps, or from what does not fit; done ones too."""
    rows = {row.entry: row for row in one.rows}
    done = {event.value: rows[event.entry] for event in one.events() if event.what is What.TASK_DONE}
    found = []
    for asked in (item for item in state.history if item.event.what is What.TASK):
        detail = asked.event.detail
        found.append(_task(one, rows[asked.event.entry], asked.event.entry, ASKED, asked.event.value, detail, done))
    for task in effects.tasks(state):
        row = rows[task.done.event.entry]
        key = uuid5(row.entry, f"{task.kind}:{task.about}")
        found.append(_task(one, row, key, task.kind, task.about, {}, done))
    for question in state.questions:
        row = rows[question.event.entry]
        codes = " ".join(reason.code for reason in question.reasons)
        found.append(_task(one, row, uuid5(row.entry, effects.DOES_NOT_FIT), effects.DOES_NOT_FIT, codes, {}, done))
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _task(
    one: Held, row: CaseRow, key: UUID, kind: str, about: str, detail: Mapping[str, Any], done: Mapping[str, CaseRow]
) -> tuple[Any, ...]:
    closed = done.get(str(key))
    assigned = UUID(detail["to"]) if detail.get("to") else None
    return (
        key, one.case, one.record, one.opening.organisation, one.definition.procedure, kind, about,
        detail.get("for", _OPERATION), assigned, row.entry, _day(detail.get("due")), row.position, row.recorded_at,
        closed.position if closed else None, closed.recorded_at if closed else None,
    )  # fmt: skip
