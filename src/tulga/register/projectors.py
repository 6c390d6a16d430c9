"""From the register's entries to its tables, batch by batch.

The rows must not depend on how entries were cut into batches (live one by one, in a rebuild by thousands): within a
part between two erasures every step compares positions, and who is whom is worked out from what stands, never step by
step.
"""

import hmac
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.db import models
from django.db.models import Q

from tulga.ledger import bulk, crypto
from tulga.ledger.entries import SubjectErased
from tulga.ledger.projection import Recorded, projects, register_views
from tulga.register import clashes
from tulga.register import entries as kinds
from tulga.register import models as views
from tulga.register.batches import between_erasures
from tulga.register.folding import fold, plain
from tulga.register.identity import membership

register_views(views.Record, *views.STATEMENTS, views.Judgement, views.Membership, views.Task)

_PART = 400
Row = tuple[Any, ...]
# What can be withdrawn, with the column that holds the record.
_WITHDRAWABLE: tuple[tuple[type[models.Model], str], ...] = (
    (views.Record, "id"),
    *((model, "record_id") for model in views.STATEMENTS),
)


@projects(
    kinds.RecordOpened, kinds.NameStated, kinds.BirthStated, kinds.SexStated, kinds.ResidenceStated,
    kinds.RelationStated,
    kinds.HouseholdJoined, kinds.HouseholdLeft, kinds.PaperStated, kinds.EvidenceAdded, kinds.NationalityStated,
    kinds.PresenceEnded, kinds.StatementWithdrawn, kinds.TaskClosed, kinds.JudgementRecorded, kinds.JudgementWithdrawn,
    SubjectErased,
)  # fmt: skip
def register(batch: Sequence[Recorded]) -> None:
    """Bring every table of the register up to date."""
    for erasure, part in between_erasures(batch):
        if erasure:
            _erase([entry.payload.subject for entry in part])
            continue
        by_kind: dict[type, list[Recorded]] = {}
        for entry in part:
            by_kind.setdefault(type(entry.payload), []).append(entry)
        _records(by_kind.get(kinds.RecordOpened, ()))
        _statements(by_kind)
        _withdrawals(by_kind.get(kinds.StatementWithdrawn, ()))
        _judgements(by_kind.get(kinds.JudgementRecorded, ()))
        _withdrawn_judgements(by_kind.get(kinds.JudgementWithdrawn, ()))
        _clashes(part)
        _closed_tasks(by_kind.get(kinds.TaskClosed, ()))


# -- records and what is said of them ---------------------------------------------------------------------------------


def _records(opened: Sequence[Recorded]) -> None:
    """One row per record; a stream is opened once, whatever comes later."""
    if not opened:
        return
    rows, members = [], []
    for entry in opened:
        said = entry.payload
        rows.append((
            entry.stream_id, said.person_id, entry.organisation, said.source_kind.value, said.source, said.campaign,
            said.area or "", said.origin, entry.id, entry.position, entry.recorded_at, entry.effective_earliest,
            entry.effective_latest, None, None,
        ))  # fmt: skip
        members.append((entry.stream_id, said.person_id))
    bulk.insert(views.Record, rows, ignore_conflicts=True)
    bulk.insert(views.Membership, members, ignore_conflicts=True)
    membership.refresh(_judged_before([entry.stream_id for entry in opened]))


def _judged_before(records: Sequence[UUID]) -> set[UUID]:
    """Return which of these records were judged before they were opened (entries of a device come in any order)."""
    if not views.Judgement.objects.exists():
        return set()
    found: set[UUID] = set()
    for start in range(0, len(records), _PART):
        part = records[start : start + _PART]
        found.update(views.Judgement.objects.filter(first__in=part).values_list("first", flat=True))
        found.update(views.Judgement.objects.filter(second__in=part).values_list("second", flat=True))
    return found


def _birth(said: kinds.BirthStated) -> Row:
    return said.date.text, said.country, said.area, said.place


def _residence(said: kinds.ResidenceStated) -> Row:
    end = said.period_end.text if said.period_end else None
    return said.country, said.area, said.place, said.period_start.text, end


def number_key(paper: str, number: str) -> str | None:
    """Return the keyed hash under which equal numbers of one kind of paper meet; the number itself stays encrypted."""
    folded = plain(number).replace(" ", "")
    if not folded:
        return None
    secret = crypto.deployment_secret("document-number")
    return hmac.new(secret, f"{paper}:{folded}".encode(), "sha256").hexdigest()[:32]


def _paper(said: kinds.PaperStated) -> Row:
    return said.paper, said.issuer, number_key(said.paper, said.number) if said.number else None, said.seen


def _nationality(said: kinds.NationalityStated) -> Row:
    return said.status.value, said.basis.value, said.country, said.authority, said.ends


_COLUMNS: dict[type, tuple[type[views.Statement], Callable[[Any], Row]]] = {
    kinds.NameStated: (views.Name, lambda said: (said.full, f" {fold(said.full)}")),
    kinds.BirthStated: (views.Birth, _birth),
    kinds.SexStated: (views.SexRow, lambda said: (said.sex.value,)),
    kinds.ResidenceStated: (views.Residence, _residence),
    kinds.RelationStated: (views.RelationRow, lambda s: (s.relation.value, s.other_record, s.third_person)),
    kinds.HouseholdJoined: (views.HouseholdRow, lambda said: (said.household, said.role, False)),
    kinds.HouseholdLeft: (views.HouseholdRow, lambda said: (said.household, said.role, True)),
    kinds.PaperStated: (views.Paper, _paper),
    kinds.EvidenceAdded: (views.Evidence, lambda said: (said.fact, said.weight.value)),
    kinds.NationalityStated: (views.Nationality, _nationality),
    kinds.PresenceEnded: (views.Presence, lambda said: (said.why.value,)),
}


def _statements(by_kind: dict[type, list[Recorded]]) -> None:
    rows: dict[type[views.Statement], list[Row]] = {}
    for payload_class, entries in by_kind.items():
        if payload_class in _COLUMNS:
            model, columns = _COLUMNS[payload_class]
            rows.setdefault(model, []).extend(
                (
                    e.id, e.stream_id, e.organisation, e.position, e.recorded_at, e.effective_earliest,
                    e.effective_latest, None, None, *columns(e.payload),
                )
                for e in entries
            )  # fmt: skip
    for model, given in rows.items():
        bulk.insert(model, given)


def _withdrawals(withdrawn: Sequence[Recorded]) -> None:
    """Mark what no longer stands; the row stays for whoever asks what was known before. The first withdrawal counts."""
    for start in range(0, len(withdrawn), _PART):
        part = withdrawn[start : start + _PART]
        targets = [entry.payload.entry for entry in part]
        for model, key in _WITHDRAWABLE:
            standing = model._base_manager.filter(entry__in=targets, withdrawn_position__isnull=True)
            found = {
                entry: (record, position) for entry, record, position in standing.values_list("entry", key, "position")
            }
            for entry in part if found else ():
                record, position = found.get(entry.payload.entry, (None, 0))
                if record == entry.stream_id and position < entry.position:
                    del found[entry.payload.entry]
                    model._base_manager.filter(entry=entry.payload.entry).update(
                        withdrawn_position=entry.position, withdrawn_at=entry.recorded_at
                    )


# -- judgements -------------------------------------------------------------------------------------------------------


def _judgements(judged: Sequence[Recorded]) -> None:
    if not judged:
        return
    bulk.insert(views.Judgement, [
        (e.id, e.payload.first, e.payload.second, e.payload.verdict.value, e.actor, e.organisation, e.payload.score,
         e.payload.matcher, e.position, e.recorded_at, None, None)
        for e in judged
    ])  # fmt: skip
    same = [e.payload for e in judged if e.payload.verdict is kinds.Verdict.SAME]
    membership.refresh(record for said in same for record in (said.first, said.second))


def _withdrawn_judgements(withdrawn: Sequence[Recorded]) -> None:
    """Undo a merge. What was done meanwhile to the merged person becomes a task for both records, not a guess."""
    touched: set[UUID] = set()
    tasks: list[Row] = []
    for entry in withdrawn:
        standing = views.Judgement.objects.filter(
            id=entry.payload.judgement, withdrawn_position__isnull=True, position__lt=entry.position
        )
        for first, second, verdict in standing.values_list("first", "second", "verdict"):
            if verdict == kinds.Verdict.SAME.value:
                touched |= {first, second}
                tasks += (_task(entry, "merge_undone", one, other) for one, other in ((first, second), (second, first)))
        standing.update(withdrawn_position=entry.position, withdrawn_at=entry.recorded_at)
    bulk.insert(views.Task, tasks)
    membership.refresh(touched)


# -- tasks ------------------------------------------------------------------------------------------------------------


def _task(entry: Recorded, kind: str, record: UUID, other: UUID | None = None) -> Row:
    key = uuid5(entry.id, f"{kind}:{record}")
    return key, record, other, kind, entry.id, entry.position, entry.recorded_at, None, None


def _clashes(part: Iterable[Recorded]) -> None:
    bulk.insert(views.Task, [_task(entry, "clash", entry.stream_id) for entry in part if clashes.clashes(entry)])


def _closed_tasks(closed: Iterable[Recorded]) -> None:
    for entry in closed:
        task = views.Task.objects.filter(
            id=entry.payload.task, record_id=entry.stream_id, closed_position__isnull=True, position__lt=entry.position
        )
        task.update(closed_position=entry.position, closed_at=entry.recorded_at)


# -- erasure ----------------------------------------------------------------------------------------------------------


def _erase(subjects: Sequence[UUID]) -> None:
    """Take every row about the erased out of the tables: their names, search keys, numbers' keys, and links to them."""
    for start in range(0, len(subjects), _PART):
        gone = subjects[start : start + _PART]
        judged = views.Judgement.objects.filter(Q(first__in=gone) | Q(second__in=gone))
        linked = {record for pair in judged.values_list("first", "second") for record in pair}
        judged.delete()
        for model in views.STATEMENTS:
            model._base_manager.filter(record_id__in=gone).delete()
        views.RelationRow.objects.filter(Q(other_record__in=gone) | Q(third_person__in=gone)).delete()
        views.Record.objects.filter(id__in=gone).delete()
        views.Membership.objects.filter(record_id__in=gone).delete()
        views.Task.objects.filter(Q(record_id__in=gone) | Q(other_record__in=gone)).delete()
        membership.refresh(linked - set(gone))
