"""From the entries of cases to the table of cases."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from tulga.ledger import bulk
from tulga.ledger.entries import SubjectErased
from tulga.ledger.projection import Recorded, projects, register_views
from tulga.procedures.shared import derived, registry, ticking
from tulga.procedures.shared.entries import DaysOffDeclared
from tulga.procedures.shared.models import CaseHead, CaseRow, ClockRow, DecreeRow, TaskRow
from tulga.procedures.shared.told import OF_A_CASE, SAID, WITHDRAWALS, detail_of, doer_is_known, moment_of
from tulga.register.batches import between_erasures


def _made_by_these_rules() -> bool:
    """Say whether every case was worked out by the definitions and calendars of this version of the program."""
    for definition, digest in CaseHead.objects.values_list("definition", "made_by").distinct():
        known = registry.find_definition(definition)
        if known is None or registry.digest_of(known) != digest:
            return False
    return True


register_views(CaseRow, CaseHead, ClockRow, TaskRow, DecreeRow, current=_made_by_these_rules)

_PART = 400


@projects(*OF_A_CASE, DaysOffDeclared, SubjectErased)
def cases(batch: Sequence[Recorded]) -> None:
    """Bring the table of cases up to date; an erasure takes what stood before it."""
    for erasure, part in between_erasures(batch):
        if erasure:
            _erase([entry.payload.subject for entry in part])
            continue
        for decree, entries in groupby(part, key=lambda entry: isinstance(entry.payload, DaysOffDeclared)):
            (_decrees if decree else _told)(list(entries))


def _told(part: Sequence[Recorded]) -> None:
    bulk.insert(CaseRow, [_row(entry) for entry in part if type(entry.payload) in SAID])
    _withdrawals([entry for entry in part if isinstance(entry.payload, WITHDRAWALS)])
    positions: dict[UUID, list[int]] = {}
    for entry in part:
        if type(entry.payload) in OF_A_CASE:
            positions.setdefault(entry.stream_id, []).append(entry.position)
    known = derived.held(list(positions))
    derived.refresh(known)
    ticking.refresh(known, positions)


def _decrees(part: Sequence[Recorded]) -> None:
    """Keep what was declared; every clock that depends on it is worked out anew after each decree."""
    for entry in part:
        said = entry.payload
        told = {
            "off": [day.isoformat() for day in said.off], "worked": [day.isoformat() for day in said.worked],
            "complete_for": list(said.complete_for), "decree": said.decree,
        }  # fmt: skip
        text = json.dumps(told, sort_keys=True, ensure_ascii=False)
        bulk.insert(DecreeRow, [(entry.id, said.calendar, entry.position, text)])
        ticking.after_decrees({said.calendar: entry.position})


def _erase(subjects: Sequence[UUID]) -> None:
    """Take out every row about the erased, also what was asked about them in the case of another."""
    for start in range(0, len(subjects), _PART):
        gone = subjects[start : start + _PART]
        for model in (CaseRow, CaseHead, ClockRow, TaskRow):
            model._base_manager.filter(record_id__in=gone).delete()
        CaseRow.objects.filter(
            kind__in=("screening", "enquiry_consent"), value__in=[str(one) for one in gone]
        ).delete()


def _row(entry: Recorded) -> tuple[Any, ...]:
    payload = entry.payload
    said = SAID[type(payload)](payload)
    return (
        entry.id, entry.stream_id, payload.record, entry.organisation, entry.actor, said.what.value, said.procedure,
        said.value, said.country, said.authority, entry.position, entry.recorded_at, entry.effective_earliest,
        entry.effective_latest, None, None, moment_of(entry.effective_on, entry.acted_at),
        getattr(payload, "role", ""), doer_is_known(entry), detail_of(said, entry.effective_on),
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
