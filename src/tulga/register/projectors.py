"""From the register's entries to its tables, batch by batch."""

import hmac
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import models

from tulga.ledger import bulk, crypto
from tulga.ledger.entries import SubjectErased
from tulga.ledger.projection import Recorded, projects, register_views
from tulga.register import entries as kinds
from tulga.register import models as views
from tulga.register.folding import fold
from tulga.register.identity import membership

register_views(
    views.Record, *views.STATEMENTS, views.Judgement, views.Membership, views.CandidatePair, views.Task,
)  # fmt: skip

_PART = 400


def _readable(batch: Sequence[Recorded], payload_class: type) -> list[Recorded]:
    return [entry for entry in batch if isinstance(entry.payload, payload_class)]


def _common(entry: Recorded) -> tuple[Any, ...]:
    """Return the values of the columns that all statements share, in their order."""
    return (
        entry.id, entry.stream_id, entry.position, entry.recorded_at, entry.effective_earliest, entry.effective_latest,
        None, None,
    )  # fmt: skip


@projects(kinds.RecordOpened)
def records(batch: Sequence[Recorded]) -> None:
    rows, members = [], []
    for entry in _readable(batch, kinds.RecordOpened):
        said = entry.payload
        rows.append((
            entry.stream_id, said.person_id, entry.organisation, said.source_kind.value, said.source, said.campaign,
            said.area, said.origin, entry.id, entry.position, entry.recorded_at, entry.effective_earliest,
            entry.effective_latest, None, None,
        ))  # fmt: skip
        members.append((entry.stream_id, said.person_id))
    bulk.insert(views.Record, rows)
    bulk.insert(views.Membership, members)


def _name(said: kinds.NameStated) -> tuple[Any, ...]:
    return said.full[:300], fold(said.full)[:400]


def _birth(said: kinds.BirthStated) -> tuple[Any, ...]:
    return said.date.text, said.country, said.area, said.place


def _residence(said: kinds.ResidenceStated) -> tuple[Any, ...]:
    end = said.period_end.text if said.period_end else None
    return said.country, said.area, said.place, said.period_start.text, end


def number_key(issuer: str, number: str) -> str:
    """Return the keyed hash under which equal document numbers meet; the number itself stays encrypted."""
    folded = f"{issuer}:{fold(number).replace(' ', '')}".encode()
    return hmac.new(crypto.deployment_secret("document-number"), folded, "sha256").hexdigest()[:32]


def _paper(said: kinds.PaperStated) -> tuple[Any, ...]:
    key = number_key(said.issuer, said.number) if said.number else None
    return said.paper, said.issuer, key, said.seen


def _nationality(said: kinds.NationalityStated) -> tuple[Any, ...]:
    return said.status.value, said.basis.value, said.country, said.authority, said.ends


_COLUMNS: dict[type, tuple[type[views.Statement], Callable[[Any], tuple[Any, ...]]]] = {
    kinds.NameStated: (views.Name, _name),
    kinds.BirthStated: (views.Birth, _birth),
    kinds.SexStated: (views.SexRow, lambda said: (said.sex.value,)),
    kinds.ResidenceStated: (views.Residence, _residence),
    kinds.RelationStated: (views.RelationRow, lambda s: (s.relation.value, s.other_record, s.third_person)),
    kinds.HouseholdJoined: (views.HouseholdRow, lambda said: (said.household, said.role[:20], False)),
    kinds.HouseholdLeft: (views.HouseholdRow, lambda said: (said.household, "", True)),
    kinds.PaperStated: (views.Paper, _paper),
    kinds.EvidenceAdded: (views.Evidence, lambda said: (said.fact[:60], said.weight.value)),
    kinds.NationalityStated: (views.Nationality, _nationality),
    kinds.PresenceEnded: (views.Presence, lambda said: (said.why.value,)),
}


@projects(*_COLUMNS)
def statements(batch: Sequence[Recorded]) -> None:
    rows: dict[type[views.Statement], list[tuple[Any, ...]]] = {}
    for entry in batch:
        found = _COLUMNS.get(type(entry.payload))
        if found is not None:
            model, columns = found
            rows.setdefault(model, []).append((*_common(entry), *columns(entry.payload)))
    for model, given in rows.items():
        bulk.insert(model, given)
    if papers := rows.get(views.Paper):
        _candidates(papers)


def _candidates(papers: Iterable[tuple[Any, ...]]) -> None:
    """Propose pairs of records that name the same document; a shared number is a question, never a merge."""
    new = {(row[10], row[1], row[2]) for row in papers if row[10]}
    keys = sorted({key for key, _, _ in new})
    holders: dict[str, set[UUID]] = {}
    for start in range(0, len(keys), _PART):
        found = views.Paper.objects.filter(number_key__in=keys[start : start + _PART], withdrawn_position__isnull=True)
        for key, record in found.values_list("number_key", "record_id"):
            holders.setdefault(key, set()).add(record)
    pairs: dict[str, tuple[Any, ...]] = {}
    for key, record, position in sorted(new, key=lambda one: one[2]):
        for other in holders.get(key, ()):
            if other != record:
                first, second = min(record, other), max(record, other)
                pairs.setdefault(f"{first}:{second}"[:65], (first, second, "same_document", position))
    rows = [(f"{first.hex}:{second.hex}", first, second, why, position) for first, second, why, position in pairs.values()]
    bulk.insert(views.CandidatePair, rows, ignore_conflicts=True)


@projects(kinds.StatementWithdrawn)
def withdrawals(batch: Sequence[Recorded]) -> None:
    """Mark what no longer stands; the row stays for whoever asks what was known before."""
    for entry in _readable(batch, kinds.StatementWithdrawn):
        mark = {"withdrawn_position": entry.position, "withdrawn_at": entry.recorded_at}
        target, record = entry.payload.entry, entry.stream_id
        for model in views.STATEMENTS:
            if model.objects.filter(entry=target, record_id=record, withdrawn_position__isnull=True).update(**mark):
                break
        else:
            views.Record.objects.filter(entry=target, id=record, withdrawn_position__isnull=True).update(**mark)


@projects(kinds.JudgementRecorded)
def judgements(batch: Sequence[Recorded]) -> None:
    readable = _readable(batch, kinds.JudgementRecorded)
    bulk.insert(views.Judgement, [
        (e.id, e.payload.first, e.payload.second, e.payload.verdict.value, e.actor, e.organisation, e.payload.score,
         e.payload.matcher, e.position, e.recorded_at, None, None)
        for e in readable
    ])  # fmt: skip
    same = [e.payload for e in readable if e.payload.verdict is kinds.Verdict.SAME]
    membership.refresh(record for said in same for record in (said.first, said.second))


@projects(kinds.JudgementWithdrawn)
def withdrawn_judgements(batch: Sequence[Recorded]) -> None:
    touched: set[UUID] = set()
    for entry in _readable(batch, kinds.JudgementWithdrawn):
        standing = views.Judgement.objects.filter(id=entry.payload.judgement, withdrawn_position__isnull=True)
        for pair in standing.values_list("first", "second"):
            touched.update(pair)
        standing.update(withdrawn_position=entry.position, withdrawn_at=entry.recorded_at)
    membership.refresh(touched)


@projects(SubjectErased)
def erased(batch: Sequence[Recorded]) -> None:
    """Take every row about an erased record out of the views."""
    for entry in batch:
        subject = entry.payload.subject
        linked: set[UUID] = set()
        pairs = views.Judgement.objects.filter(models.Q(first=subject) | models.Q(second=subject))
        for pair in pairs.values_list("first", "second"):
            linked.update(pair)
        pairs.delete()
        views.CandidatePair.objects.filter(models.Q(first=subject) | models.Q(second=subject)).delete()
        for model in views.STATEMENTS:
            model.objects.filter(record_id=subject).delete()
        views.RelationRow.objects.filter(models.Q(other_record=subject) | models.Q(third_person=subject)).delete()
        views.Record.objects.filter(id=subject).delete()
        views.Membership.objects.filter(record_id=subject).delete()
        views.Task.objects.filter(record_id=subject).delete()
        membership.refresh(linked - {subject})


