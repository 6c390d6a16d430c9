"""Who may be whom, as far as the actor may see both. Nobody learns through a judgement that another record exists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tulga.access.actor import Actor
from tulga.access.queries import of_the_state
from tulga.ledger import reading
from tulga.ledger.projection import ERASED, Recorded
from tulga.register import scope
from tulga.register.entries import JudgementWithdrawn, Verdict
from tulga.register.identity.core import Components, persons_of
from tulga.register.models import Judgement, Membership, Paper, Record

_PART = 400


@dataclass(frozen=True, slots=True)
class JudgementInfo:
    """What somebody judged of two records, who, when and why; and who took it back."""

    id: UUID
    stream: UUID
    first: UUID
    second: UUID
    verdict: str
    why: str
    actor: UUID
    organisation: UUID
    recorded_at: datetime
    score: float | None
    matcher: str | None
    withdrawn_at: datetime | None
    withdrawn_by: UUID | None
    withdrawn_why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A judgement that stands, without its reasons: nothing is decrypted for it."""

    id: UUID
    first: UUID
    second: UUID
    verdict: str
    position: int


@dataclass(frozen=True, slots=True)
class CandidateInfo:
    """Another record that may be the same person, and why one should look. Never an answer."""

    record: UUID
    other: UUID
    why: str
    paper: str


@dataclass(frozen=True, slots=True)
class ScopedPerson:
    """The records of one person that the actor may see, the earliest first; the id is that of the earliest."""

    id: UUID
    records: tuple[UUID, ...]


# -- persons ----------------------------------------------------------------------------------------------------------


def persons(actor: Actor, records: Iterable[UUID], *, known_at: datetime | None = None) -> dict[UUID, ScopedPerson]:
    """Return the person of each record that the actor may see.

    Only judgements between records that the actor may see count here: two of them that are joined through a third one
    out of scope stand apart, for else its existence would show. Of an authority of the State only its own count.
    """
    asked = scope.visible(actor, records)
    members = scope.visible(actor, _clusters(asked, known_at))
    opened = _opened(members)
    clusters = list(Components(_pairs_among(actor, members, known_at)).clusters())
    alone = asked - {record for cluster in clusters for record in cluster}
    found: dict[UUID, ScopedPerson] = {}
    for cluster in [*clusters, *([record] for record in alone)]:
        person, _ = persons_of(cluster, opened)
        scoped = ScopedPerson(person, tuple(sorted(cluster, key=lambda record: opened[record])))
        found.update({record: scoped for record in cluster if record in asked})
    return found


def _opened(records: Iterable[UUID]) -> dict[UUID, tuple[int, UUID]]:
    found: dict[UUID, tuple[int, UUID]] = {}
    for part in _parts(records):
        rows = Record.objects.filter(id__in=part).values_list("id", "position", "person_minted")
        found.update({record: (position, person) for record, position, person in rows})
    return found


def _clusters(records: set[UUID], known_at: datetime | None) -> set[UUID]:
    """Return these records and all that were judged, directly or through others, to be the person of one of them."""
    if known_at is not None:
        return _reachable(records, known_at)
    found = set(records)
    for part in _parts(records):
        held = Membership.objects.filter(record_id__in=part).values("person_id")
        found.update(Membership.objects.filter(person_id__in=held).values_list("record_id", flat=True))
    return found


def _reachable(records: set[UUID], known_at: datetime) -> set[UUID]:
    found, waiting = set(records), set(records)
    while waiting:
        linked: set[UUID] = set()
        for part in _parts(waiting):
            either = Q(first__in=part) | Q(second__in=part)
            for pair in _same(known_at).filter(either).values_list("first", "second"):
                linked.update(pair)
        waiting = linked - found
        found |= waiting
    return found


def _same(known_at: datetime | None) -> "QuerySet[Judgement]":
    """Return the judgements "one person" that stood at a time."""
    same = Judgement.objects.filter(verdict=Verdict.SAME.value)
    if known_at is None:
        return same.filter(withdrawn_position__isnull=True)
    return same.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at), recorded_at__lte=known_at)


def _pairs_among(actor: Actor, members: set[UUID], known_at: datetime | None) -> Iterator[tuple[UUID, UUID]]:
    judged = _same(known_at).filter(scope.said_for(actor))
    for part in _parts(members):
        for first, second in judged.filter(first__in=part).values_list("first", "second"):
            if second in members:
                yield first, second


def _parts(records: Iterable[UUID]) -> Iterator[list[UUID]]:
    asked = sorted(records)
    for start in range(0, len(asked), _PART):
        yield asked[start : start + _PART]


# -- judgements -------------------------------------------------------------------------------------------------------


def judgements(actor: Actor, record: UUID) -> list[JudgementInfo]:
    """Return the judgements on a record, in order, withdrawn ones too; only those of which both records are seen."""
    if not scope.visible(actor, [record]):
        return []
    return _told(actor, list(Judgement.objects.filter(Q(first=record) | Q(second=record)).order_by("position")))


def standing_judgements(actor: Actor, records: Iterable[UUID]) -> list[Standing]:
    """Return the standing judgements that name one of these records and of which the actor may see both, in order."""
    asked = scope.visible(actor, records)
    found: dict[UUID, Standing] = {}
    standing = Judgement.objects.filter(scope.said_for(actor), withdrawn_position__isnull=True)
    for part in _parts(asked):
        for row in standing.filter(Q(first__in=part) | Q(second__in=part)):
            found[row.id] = Standing(row.id, row.first, row.second, row.verdict, row.position)
    seen = scope.visible(actor, [record for one in found.values() for record in (one.first, one.second)])
    shown = [one for one in found.values() if {one.first, one.second} <= seen]
    return sorted(shown, key=lambda one: (one.position, one.id))


def merged_pairs(actor: Actor) -> list[Standing]:
    """Return the standing judgements "one person" between records in scope, in order."""
    seen = scope.standing_records(actor).values("id")
    same = _same(None).filter(scope.said_for(actor), first__in=seen, second__in=seen)
    return [Standing(row.id, row.first, row.second, row.verdict, row.position) for row in same.order_by("position")]


def verdict_counts(actor: Actor) -> dict[str, int]:
    """Return how many standing judgements there are of each verdict, between records in scope."""
    seen = scope.standing_records(actor).values("id")
    standing = Judgement.objects.filter(
        scope.said_for(actor), first__in=seen, second__in=seen, withdrawn_position__isnull=True
    )
    return dict(standing.values_list("verdict").annotate(count=Count("id")).order_by("verdict"))


def judged_by(actor: Actor, *, limit: int) -> list[Standing]:
    """Return what the actor judged last and did not take back, of records that the actor may still see."""
    own = Judgement.objects.filter(actor=actor.account, withdrawn_position__isnull=True).order_by("-position")
    rows = list(own[:limit])
    seen = scope.visible(actor, [record for row in rows for record in (row.first, row.second)])
    return [
        Standing(row.id, row.first, row.second, row.verdict, row.position)
        for row in rows if {row.first, row.second} <= seen
    ]  # fmt: skip


def find_judgement(actor: Actor, judgement: UUID) -> JudgementInfo | None:
    """Return a judgement of which the actor may see both records."""
    return next(iter(_told(actor, list(Judgement.objects.filter(id=judgement)))), None)


def standing_verdicts(actor: Actor, first: UUID, second: UUID) -> list[str]:
    """Return the standing verdicts on a pair of which the actor may see both records."""
    if len(scope.visible(actor, (first, second))) < 2:
        return []
    pair = Q(first=first, second=second) | Q(first=second, second=first)
    rows = Judgement.objects.filter(pair, withdrawn_position__isnull=True).order_by("position")
    return list(rows.values_list("verdict", flat=True))


def _told(actor: Actor, rows: list[Judgement]) -> list[JudgementInfo]:
    seen = scope.visible(actor, [record for row in rows for record in (row.first, row.second)])
    state = of_the_state(actor)
    shown = [
        row for row in rows
        if {row.first, row.second} <= seen and not (state and row.organisation != actor.organisation)
    ]  # fmt: skip
    entries = reading.by_id([row.id for row in shown])
    return [_info(row, entries[row.id]) for row in shown if entries[row.id].payload is not ERASED]


def _info(row: Judgement, entry: Recorded) -> JudgementInfo:
    taken = _withdrawal(entry) if row.withdrawn_position is not None else None
    return JudgementInfo(
        row.id, entry.stream_id, row.first, row.second, row.verdict, entry.payload.why, row.actor, row.organisation,
        row.recorded_at, row.score, row.matcher, row.withdrawn_at, taken.actor if taken else None,
        taken.payload.why if taken else "",
    )  # fmt: skip


def _withdrawal(judged: Recorded) -> Recorded | None:
    return next((one for one in reading.history(judged.stream_id) if isinstance(one.payload, JudgementWithdrawn)), None)


# -- candidates -------------------------------------------------------------------------------------------------------


def candidates(actor: Actor, record: UUID) -> list[CandidateInfo]:
    """Return the records that name the same number of the same kind of paper and were not judged against this one.

    A shared number is a question, never a merge. Nobody is told of a record that is out of scope.
    """
    papers = _papers(actor)
    return _unjudged(actor, papers, papers.filter(record_id=record).values_list("number_key", flat=True), of=record)


def open_candidates(actor: Actor, *, limit: int = 500) -> list[CandidateInfo]:
    """Return the pairs in scope that name the same document and that nobody has judged, in a stable order."""
    papers = _papers(actor)
    repeated = papers.values("number_key").annotate(holders=Count("record_id", distinct=True)).filter(holders__gt=1)
    pairs = _unjudged(actor, papers, repeated.values_list("number_key", flat=True), of=None)
    return [pair for pair in pairs if pair.record < pair.other][:limit]


def _papers(actor: Actor) -> "QuerySet[Paper]":
    """Return the standing papers with a number, on standing records in scope."""
    standing = Paper.objects.filter(scope.said_for(actor), withdrawn_position__isnull=True, number_key__isnull=False)
    return standing.filter(record_id__in=scope.standing_records(actor).values("id"))


def _unjudged(
    actor: Actor, papers: "QuerySet[Paper]", keys: Iterable[str | None], *, of: UUID | None
) -> list[CandidateInfo]:
    holders: dict[str, dict[UUID, str]] = {}
    wanted = sorted({key for key in keys if key is not None})
    for start in range(0, len(wanted), _PART):
        held = papers.filter(number_key__in=wanted[start : start + _PART])
        for key, record, paper in held.values_list("number_key", "record_id", "paper"):
            holders.setdefault(str(key), {})[record] = paper
    pairs = {
        (first, second): paper
        for held_by in holders.values()
        for first, paper in held_by.items()
        for second in held_by
        if first != second and of in {None, first}
    }
    judged = _judged(actor, {first for first, _ in pairs})
    return [
        CandidateInfo(first, second, "same_document", paper)
        for (first, second), paper in sorted(pairs.items())
        if frozenset((first, second)) not in judged
    ]


def _judged(actor: Actor, records: set[UUID]) -> set[frozenset[UUID]]:
    found: set[frozenset[UUID]] = set()
    standing = Judgement.objects.filter(scope.said_for(actor), withdrawn_position__isnull=True)
    for part in _parts(records):
        rows = standing.filter(Q(first__in=part) | Q(second__in=part)).values_list("first", "second")
        found.update(frozenset(pair) for pair in rows)
    return found
