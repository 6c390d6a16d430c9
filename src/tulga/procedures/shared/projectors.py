"""From the entries of cases to the table of cases."""

from collections.abc import Callable, Sequence
from typing import Any

from tulga.ledger import bulk
from tulga.ledger.entries import SubjectErased
from tulga.ledger.projection import Recorded, projects, register_views
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared.models import CaseRow
from tulga.register.batches import between_erasures

register_views(CaseRow)

_PART = 400
_VALUES: dict[type, Callable[[Any], tuple[str, str, str, str | None, str]]] = {
    kinds.CaseOpened: lambda said: ("opened", said.procedure.value, said.procedure.value, None, said.authority),
    kinds.StepDone: lambda said: ("step", "", said.step, None, ""),
    kinds.DecisionTaken: lambda said: ("decision", said.procedure.value, said.outcome, said.country, said.authority),
    kinds.NoticeServed: lambda said: ("notice", "", said.means, None, ""),
    kinds.PaperIssued: lambda said: ("paper", "", said.paper, None, ""),
}


@projects(*_VALUES, kinds.CaseEntryWithdrawn, SubjectErased)
def cases(batch: Sequence[Recorded]) -> None:
    """Bring the table of cases up to date; an erasure takes what stood before it."""
    for erasure, part in between_erasures(batch):
        if erasure:
            CaseRow.objects.filter(record_id__in=[entry.payload.subject for entry in part]).delete()
            continue
        bulk.insert(CaseRow, [_row(entry) for entry in part if type(entry.payload) in _VALUES])
        _withdrawals([entry for entry in part if isinstance(entry.payload, kinds.CaseEntryWithdrawn)])


def _row(entry: Recorded) -> tuple[Any, ...]:
    said = entry.payload
    return (
        entry.id, entry.stream_id, said.record, entry.organisation, entry.actor, *_VALUES[type(said)](said),
        entry.position,
        entry.recorded_at, entry.effective_earliest, entry.effective_latest, None, None,
    )  # fmt: skip


def _withdrawals(withdrawn: Sequence[Recorded]) -> None:
    """Mark what no longer stands; the first withdrawal counts."""
    for start in range(0, len(withdrawn), _PART):
        part = withdrawn[start : start + _PART]
        standing = CaseRow.objects.filter(entry__in=[e.payload.entry for e in part], withdrawn_position__isnull=True)
        columns = ("entry", "case_id", "record_id", "position")
        found = {entry: (case, record, position) for entry, case, record, position in standing.values_list(*columns)}
        for entry in part:
            case, record, position = found.get(entry.payload.entry, (None, None, 0))
            # about the same record: a withdrawal under another record's key would be undone by that record's erasure
            if (case, record) == (entry.stream_id, entry.payload.record) and position < entry.position:
                del found[entry.payload.entry]
                CaseRow.objects.filter(entry=entry.payload.entry).update(
                    withdrawn_position=entry.position, withdrawn_at=entry.recorded_at
                )
