"""From the entries of cases to the table of cases."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from tulga.ledger import bulk
from tulga.ledger.entries import SubjectErased
from tulga.ledger.projection import Recorded, projects, register_views
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared.models import CaseRow

register_views(CaseRow)

_VALUES: dict[type, Callable[[Any], tuple[str, str, str | None, str]]] = {
    kinds.CaseOpened: lambda said: ("opened", said.procedure.value, None, said.authority),
    kinds.StepDone: lambda said: ("step", said.step[:60], None, ""),
    kinds.DecisionTaken: lambda said: ("decision", said.outcome, said.country, said.authority),
    kinds.NoticeServed: lambda said: ("notice", said.means[:60], None, ""),
    kinds.PaperIssued: lambda said: ("paper", said.paper[:60], None, ""),
}


@projects(*_VALUES)
def cases(batch: Sequence[Recorded]) -> None:
    readable = [entry for entry in batch if type(entry.payload) in _VALUES]
    procedures = _procedures(readable)
    rows = []
    for entry in readable:
        said = entry.payload
        kind, value, country, authority = _VALUES[type(said)](said)
        rows.append((
            entry.id, entry.stream_id, said.record, entry.organisation, kind, procedures.get(entry.stream_id, ""), value,
            country, authority[:80], entry.position, entry.recorded_at, entry.effective_earliest, entry.effective_latest,
            None, None,
        ))  # fmt: skip
    bulk.insert(CaseRow, rows)


def _procedures(batch: Sequence[Recorded]) -> dict[UUID, str]:
    """Return the procedure of every case in the batch, from the batch or from what was opened before."""
    found = {e.stream_id: e.payload.procedure.value for e in batch if isinstance(e.payload, kinds.CaseOpened)}
    for entry in batch:
        if isinstance(entry.payload, kinds.DecisionTaken):
            found.setdefault(entry.stream_id, entry.payload.procedure.value)
    unknown = sorted({entry.stream_id for entry in batch} - found.keys())
    for start in range(0, len(unknown), 400):
        opened = CaseRow.objects.filter(kind="opened", case_id__in=unknown[start : start + 400])
        found.update(opened.values_list("case_id", "procedure"))
    return found


@projects(kinds.CaseEntryWithdrawn)
def withdrawals(batch: Sequence[Recorded]) -> None:
    for entry in batch:
        if isinstance(entry.payload, kinds.CaseEntryWithdrawn):
            standing = CaseRow.objects.filter(
                entry=entry.payload.entry, case_id=entry.stream_id, withdrawn_position__isnull=True
            )
            standing.update(withdrawn_position=entry.position, withdrawn_at=entry.recorded_at)


@projects(SubjectErased)
def erased(batch: Sequence[Recorded]) -> None:
    for entry in batch:
        CaseRow.objects.filter(record_id=entry.payload.subject).delete()
