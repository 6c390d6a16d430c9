"""What is known of people, for this actor: always scoped, per record. A file is decrypted only when it is opened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID, uuid5

from django.db.models import Max, Q

from tulga.access import permissions
from tulga.access.actor import Actor
from tulga.access.queries import of_the_state
from tulga.access.refusals import Refusal, Refused
from tulga.access.roles import May
from tulga.access.views_log import log_views
from tulga.ledger import reading
from tulga.ledger.projection import Recorded
from tulga.register import models as views
from tulga.register import scope
from tulga.register.entries import Relation, StatementWithdrawn
from tulga.register.folding import fold
from tulga.register.identity import queries as identity
from tulga.register.identity.queries import CandidateInfo, JudgementInfo

_MATCHES = 2000  # more than anybody reads; a query that finds more says so


@dataclass(frozen=True, slots=True)
class RecordInfo:
    """What is said of a record itself. `number` is the last number of its stream that the actor may know of."""

    id: UUID
    name: str
    births: tuple[str, ...]
    sex: str
    organisation: UUID
    source_kind: str
    source: str
    campaign: str | None
    area: str
    origin: str | None
    entry: UUID
    number: int
    recorded_at: datetime
    effective_earliest: date | None
    effective_latest: date | None
    withdrawn_at: datetime | None


Told = TypeVar("Told", RecordInfo, JudgementInfo)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A person as far as the actor may see: the record that was found first, and all records of that person."""

    record: UUID
    person: UUID
    records: tuple[UUID, ...]
    name: str
    names: tuple[str, ...]
    births: tuple[str, ...]
    sex: str
    area: str
    source_kind: str
    source: str
    organisation: UUID


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found. `more` says that there is more than is shown."""

    hits: tuple[SearchHit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Withdrawal:
    entry: UUID
    recorded_at: datetime
    actor: UUID
    organisation: UUID
    why: str


@dataclass(frozen=True, slots=True)
class StatementInfo:
    """One thing that was said: the payload, who said it, when it was so, when it was written, whether it stands."""

    entry: UUID
    record: UUID
    number: int
    payload: object
    effective_on: str
    effective_earliest: date | None
    effective_latest: date | None
    recorded_at: datetime
    actor: UUID
    organisation: UUID
    withdrawn: Withdrawal | None


@dataclass(frozen=True, slots=True)
class TaskInfo:
    """Something that a person has to look at. `id` of a shared document is worked out from the pair."""

    id: UUID
    record: UUID
    other: UUID | None
    kind: str  # clash | merge_undone | same_document
    opened_at: datetime
    entry: UUID | None


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything that this actor may see of one person."""

    person: UUID
    record: RecordInfo
    records: tuple[RecordInfo, ...]
    statements: tuple[StatementInfo, ...]
    judgements: tuple[JudgementInfo, ...]
    candidates: tuple[CandidateInfo, ...]
    tasks: tuple[TaskInfo, ...]


# -- records ----------------------------------------------------------------------------------------------------------


def find_record(actor: Actor, record_id: UUID) -> RecordInfo | None:
    """Return a record in scope; None for one out of scope, as for one that does not exist."""
    return next(iter(_infos(actor, [record_id])), None)


def record_count(actor: Actor) -> int:
    """Return how many standing records the actor may see."""
    return scope.standing_records(actor).count()


def is_taken(actor: Actor, record: UUID) -> bool:
    """Say whether a number of a record is in use. Numbers are drawn at random, so that asking tells nothing."""
    return actor.may(May.WRITE_RECORDS) and views.Record.objects.filter(id=record).exists()


def _infos(actor: Actor, records: Iterable[UUID]) -> list[RecordInfo]:
    """Return these records, as far as they are in scope, the earliest first."""
    rows = list(scope.records(actor).filter(id__in=list(records)).order_by("position"))
    ids = [row.id for row in rows]
    names, births, sexes = _names(actor, ids), _births(actor, ids), _sexes(actor, ids)
    own = actor.organisation if of_the_state(actor) else None
    numbers = reading.last_numbers(ids, organisation=own)
    return [
        RecordInfo(
            row.id, next(iter(names.get(row.id, ())), ""), births.get(row.id, ()), sexes.get(row.id, ""),
            row.organisation,
            row.source_kind, row.source, row.campaign, row.area, row.origin, row.entry, numbers.get(row.id, 0),
            row.recorded_at, row.effective_earliest, row.effective_latest, row.withdrawn_at,
        )
        for row in rows
    ]  # fmt: skip


def _standing(
    actor: Actor, model: type[views.Statement], records: Sequence[UUID], column: str
) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = model._base_manager.filter(scope.said_for(actor), record_id__in=records, withdrawn_position__isnull=True)
    for record, value in rows.order_by("position").values_list("record_id", column):
        found.setdefault(record, []).append(value)
    return found


def _names(actor: Actor, records: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return the standing names of records, the last said first."""
    found = _standing(actor, views.Name, records, "full")
    return {record: tuple(dict.fromkeys(reversed(names))) for record, names in found.items()}


def _births(actor: Actor, records: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    found = _standing(actor, views.Birth, records, "date")
    return {record: tuple(dict.fromkeys(reversed(dates))) for record, dates in found.items()}


def _sexes(actor: Actor, records: Sequence[UUID]) -> dict[UUID, str]:
    return {record: said[-1] for record, said in _standing(actor, views.SexRow, records, "sex").items()}


# -- search -----------------------------------------------------------------------------------------------------------


def search(actor: Actor, query: str, *, limit: int = 50) -> SearchResult:
    """Return who is found by any spelling of a name, or by the number of a record; every person shown is logged.

    Raises:
        Refused: no role allows reading files.
    """
    permissions.require(actor, May.READ_FILES)
    found = _by_number(actor, query)
    more = False
    if found is None:
        matches = _by_name(actor, query)
        found, more = [record for _, record in matches[:_MATCHES]], len(matches) > _MATCHES
    people = identity.persons(actor, found)
    chosen: dict[UUID, tuple[UUID, identity.ScopedPerson]] = {}
    for record in found:
        chosen.setdefault(people[record].id, (record, people[record]))
    hits = _hits(actor, list(chosen.values())[:limit])
    log_views(actor, [record for hit in hits for record in hit.records], "search")
    return SearchResult(tuple(hits), more or len(chosen) > limit)


def _by_number(actor: Actor, query: str) -> list[UUID] | None:
    try:
        record = UUID(query.strip())
    except ValueError:
        return None
    return sorted(scope.visible(actor, [record]))


def _by_name(actor: Actor, query: str) -> list[tuple[str, UUID]]:
    """Return (search key, record) of the names that hold every word: whole words first, then by the key itself."""
    words = fold(query).split()
    if not words:
        return []
    held = views.Name.objects.filter(
        scope.said_for(actor), withdrawn_position__isnull=True,
        record_id__in=scope.standing_records(actor).values("id"),
    )  # fmt: skip
    for word in words:
        held = held.filter(search_key__contains=word)
    rows = held.order_by("position").values_list("search_key", "record_id")[: _MATCHES + 1]
    return sorted(rows, key=lambda row: (_rank(row[0], words), row[0], row[1]))


def _rank(key: str, words: Sequence[str]) -> int:
    """Return how well words fit: each is a whole word of the key (0), the beginning of one (1) or a part (2)."""
    held = key.split()
    return sum(0 if word in held else 1 if any(one.startswith(word) for one in held) else 2 for word in words)


def _hits(actor: Actor, chosen: Sequence[tuple[UUID, identity.ScopedPerson]]) -> list[SearchHit]:
    everyone = [record for _, person in chosen for record in person.records]
    infos = {info.id: info for info in _infos(actor, everyone)}
    names = _names(actor, everyone)
    hits = []
    for record, person in chosen:
        info, own = infos[record], [infos[one] for one in person.records]
        every_name = dict.fromkeys(name for one in (record, *person.records) for name in names.get(one, ()))
        born = dict.fromkeys(birth for one in (info, *own) for birth in one.births)
        sex = next((one.sex for one in (info, *own) if one.sex), "")
        hits.append(SearchHit(
            record, person.id, person.records, info.name or next(iter(every_name), ""), tuple(every_name),
            tuple(born), sex,
            info.area, info.source_kind, info.source, info.organisation,
        ))  # fmt: skip
    return hits


# -- one file ---------------------------------------------------------------------------------------------------------


def get_file(actor: Actor, record_id: UUID, *, known_at: datetime | None = None) -> PersonFile:
    """Return everything the actor may see of the person of a record, as known at a time; the view is logged.

    Raises:
        Refused: no role allows reading files, or there is no such record (one out of scope is answered the same).
    """
    told = _told(actor, record_id, known_at, "file")
    records = [info.id for info in told.records]
    judged = {one.id: one for record in records for one in identity.judgements(actor, record)}
    known = [_as_known(one, known_at) for one in judged.values() if known_at is None or one.recorded_at <= known_at]
    alike = [one for record in records for one in identity.candidates(actor, record)]
    return replace(
        told,
        judgements=tuple(sorted(known, key=lambda one: (one.recorded_at, one.id))),
        candidates=tuple(one for one in alike if one.other not in records),
        tasks=tuple(task for task in open_tasks(actor) if task.record in records),
    )


def get_told(actor: Actor, record_id: UUID, *, what: str) -> PersonFile:
    """Return what was said of the person of a record, without judgements, candidates and tasks; logged as `what`.

    Raises:
        Refused: no role allows reading files, or there is no such record (one out of scope is answered the same).
    """
    return _told(actor, record_id, None, what)


def _told(actor: Actor, record_id: UUID, known_at: datetime | None, what: str) -> PersonFile:
    permissions.require(actor, May.READ_FILES)
    person = identity.persons(actor, [record_id], known_at=known_at).get(record_id)
    infos = [_as_known(info, known_at) for info in _infos(actor, person.records)] if person else []
    asked = next((info for info in infos if info.id == record_id), None)
    if person is None or asked is None:
        raise Refused([Refusal("register.no_such_record")])
    log_views(actor, person.records, what)
    said = [one for record in person.records for one in _statements(actor, record, known_at)]
    return PersonFile(person.id, asked, tuple(infos), tuple(said), (), (), ())


def _as_known(told: Told, known_at: datetime | None) -> Told:
    """Return a record or a judgement as it stood at a time: what was withdrawn later was not withdrawn then."""
    if known_at is None or told.withdrawn_at is None or told.withdrawn_at <= known_at:
        return told
    if isinstance(told, JudgementInfo):
        return replace(told, withdrawn_at=None, withdrawn_by=None, withdrawn_why="")
    return replace(told, withdrawn_at=None)


def find_statement(actor: Actor, record: UUID, entry: UUID) -> StatementInfo | None:
    """Return one statement of a record in scope; it is logged as a view."""
    if not scope.visible(actor, [record]):
        return None
    found = next((one for one in _statements(actor, record, None) if one.entry == entry), None)
    if found is not None:
        log_views(actor, [record], "statement")
    return found


def _statements(actor: Actor, record: UUID, known_at: datetime | None) -> list[StatementInfo]:
    """Return what was said of one record, in order; of the State's own, what it said itself."""
    state = of_the_state(actor)
    entries = [
        entry
        for entry in reading.history(record)
        if (known_at is None or entry.recorded_at <= known_at)
        and (not state or entry.organisation == actor.organisation)
    ]
    taken: dict[UUID, Withdrawal] = {}
    before: set[UUID] = set()  # what is withdrawn was said before: an earlier withdrawal takes nothing back
    for entry in entries:
        if isinstance(entry.payload, StatementWithdrawn) and entry.payload.entry in before:
            taken.setdefault(entry.payload.entry, _withdrawal(entry))
        before.add(entry.id)
    return [
        _statement(entry, taken.get(entry.id)) for entry in entries if not isinstance(entry.payload, StatementWithdrawn)
    ]


def _withdrawal(entry: Recorded) -> Withdrawal:
    return Withdrawal(entry.id, entry.recorded_at, entry.actor, entry.organisation, entry.payload.why)


def _statement(entry: Recorded, withdrawn: Withdrawal | None) -> StatementInfo:
    return StatementInfo(
        entry.id, entry.stream_id, entry.number, entry.payload, entry.effective_on, entry.effective_earliest,
        entry.effective_latest, entry.recorded_at, entry.actor, entry.organisation, withdrawn,
    )  # fmt: skip


def stands(actor: Actor, record: UUID, entry: UUID) -> bool | None:
    """Say whether an entry of a record in scope stands; None when there is no such entry for this actor."""
    if not scope.visible(actor, [record]):
        return None
    for model in views.STATEMENTS:
        row = model._base_manager.filter(scope.said_for(actor), entry=entry, record_id=record).first()
        if row is not None:
            return row.withdrawn_position is None
    opened = scope.records(actor).filter(entry=entry, id=record).first()
    return None if opened is None else opened.withdrawn_position is None


def named_as_child(actor: Actor, records: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Return (record, entry) of standing records in scope that name one of these records as a child."""
    named = views.RelationRow.objects.filter(
        scope.said_for(actor), other_record__in=list(records), relation=Relation.CHILD, withdrawn_position__isnull=True,
        record_id__in=scope.standing_records(actor).values("id"),
    )  # fmt: skip
    return list(named.order_by("position").values_list("record_id", "entry"))


def named_here_only(actor: Actor, record: UUID) -> list[UUID]:
    """Return the third persons whom a record in scope names and no other record does."""
    if not scope.visible(actor, [record]):
        return []
    here = views.RelationRow.objects.filter(record_id=record, third_person__isnull=False)
    elsewhere = views.RelationRow.objects.exclude(record_id=record).filter(third_person__isnull=False)
    found = here.exclude(third_person__in=elsewhere.values("third_person")).values_list("third_person", flat=True)
    return sorted({person for person in found if person is not None})


# -- tasks ------------------------------------------------------------------------------------------------------------


def open_tasks(actor: Actor) -> list[TaskInfo]:
    """Return what waits for somebody, the oldest first; of two records only for whoever may see both.

    An authority of the State gets none: a task tells that somebody else said something.
    """
    if of_the_state(actor):
        return []
    rows = views.Task.objects.filter(
        closed_position__isnull=True, record_id__in=scope.standing_records(actor).values("id")
    ).filter(Q(other_record__isnull=True) | Q(other_record__in=scope.records(actor).values("id")))
    stored = [
        TaskInfo(row.id, row.record_id, row.other_record, row.kind, row.opened_at, row.entry)
        for row in rows.order_by("position", "record_id", "id")
    ]
    return [*stored, *_document_tasks(actor)]


def _document_tasks(actor: Actor) -> list[TaskInfo]:
    pairs = identity.open_candidates(actor)
    involved = {record for pair in pairs for record in (pair.record, pair.other)}
    papers = views.Paper.objects.filter(record_id__in=involved, number_key__isnull=False)
    since: Mapping[UUID, datetime] = dict(
        papers.values("record_id").annotate(at=Max("recorded_at")).values_list("record_id", "at")
    )
    return [
        TaskInfo(
            uuid5(pair.record, f"same_document:{pair.other}"), pair.record, pair.other, pair.why,
            max(since[pair.record], since[pair.other]), None,
        )
        for pair in pairs
    ]  # fmt: skip


def find_task(actor: Actor, task: UUID) -> TaskInfo | None:
    """Return an open task in scope that can be closed; a shared document is settled by a judgement instead."""
    return next((one for one in open_tasks(actor) if one.id == task and one.entry is not None), None)
