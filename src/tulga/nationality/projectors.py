"""From the entries about nationality to their tables. An erasure takes every row of the record."""

from collections.abc import Sequence
from typing import Any, Final

from tulga.ledger import bulk
from tulga.ledger.entries import SubjectErased
from tulga.ledger.projection import Recorded, projects, register_views
from tulga.nationality import entries as kinds
from tulga.nationality.models import Correction, NationalityEntry
from tulga.register.batches import between_erasures

register_views(NationalityEntry, Correction)

_PART = 400
KINDS: Final = {kinds.NationalityFactStated: "fact", kinds.AuthorityAnswered: "answer", kinds.FindingAdopted: "finding"}


@projects(*KINDS, kinds.NationalityEntryWithdrawn, SubjectErased)
def nationality(batch: Sequence[Recorded]) -> None:
    """Bring the table of entries up to date."""
    for erasure, part in between_erasures(batch):
        if erasure:
            NationalityEntry.objects.filter(record_id__in=[entry.payload.subject for entry in part]).delete()
            continue
        bulk.insert(NationalityEntry, [_row(entry) for entry in part if type(entry.payload) in KINDS])
        _withdrawals([entry for entry in part if isinstance(entry.payload, kinds.NationalityEntryWithdrawn)])


@projects(kinds.CorrectionProposed)
def corrections(batch: Sequence[Recorded]) -> None:
    """Bring the table of proposed corrections up to date."""
    bulk.insert(Correction, [_correction(entry) for entry in batch])


def _row(entry: Recorded) -> tuple[Any, ...]:
    return (
        entry.id, entry.payload.record, entry.organisation, entry.actor, KINDS[type(entry.payload)], entry.position,
        entry.recorded_at, entry.effective_earliest, entry.effective_latest, None, None,
    )  # fmt: skip


def _withdrawals(withdrawn: Sequence[Recorded]) -> None:
    """Mark what no longer stands: of the same record, said before; the first withdrawal counts."""
    for entry in withdrawn:
        NationalityEntry.objects.filter(
            entry=entry.payload.entry, record_id=entry.payload.record, position__lt=entry.position,
            withdrawn_position__isnull=True,
        ).update(withdrawn_position=entry.position, withdrawn_at=entry.recorded_at)  # fmt: skip


def _correction(entry: Recorded) -> tuple[Any, ...]:
    said = entry.payload
    return (
        entry.id, said.rule, said.pack, said.language.value, said.text, said.why, entry.organisation, entry.actor,
        entry.position, entry.recorded_at,
    )  # fmt: skip
