"""Who may be the same human being as somebody, as far as the actor may see; never an answer, always a question.

Partners are looked for among the records that the actor may see, and scored by what the actor may read of them: a
record out of scope is neither found nor counted, and takes nobody else's place.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection

from tulga.access import permissions
from tulga.access.actor import Actor
from tulga.access.queries import of_the_state
from tulga.access.roles import May
from tulga.ledger import reading
from tulga.ledger.projection import Recorded
from tulga.matching import index
from tulga.matching.core.candidates import LARGEST_BLOCK
from tulga.matching.core.features import Prepared, prepare
from tulga.matching.core.score import Reason, Scored, score, weights
from tulga.matching.told import Told, changed_at, told
from tulga.register import scope
from tulga.register.identity import queries as identity

SMALLEST: Final = 2000  # registers, below which the start of the score is not raised any further
PARTNERS: Final = 24  # so many of those who share keys are scored
POSSIBLE: Final = 0.2  # a pair is shown from this probability on


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair of records that may be one person, with every reason that counted. `likely`: above the threshold."""

    record: UUID
    other: UUID
    points: float
    probability: float
    likely: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What the actor may read of one record, prepared for comparing."""

    told: Told
    changed: int
    prepared: tuple[Prepared, ...]


def candidates(actor: Actor, record: UUID, *, limit: int = 5) -> list[Proposal]:
    """Return the records in scope that look most like one in scope, the likeliest first.

    A record of the same person is left out, and so is one that somebody judged against this person, unless one of the
    two records tells something else since.

    Raises:
        Refused: no role allows reading files.
    """
    permissions.require(actor, May.READ_FILES)
    own = _read(actor, [record]).get(record)
    if own is None:
        return []
    others = _read(actor, _partners(actor, own))
    settled = _settled(actor, own, others)
    size = max(scope.standing_records(actor).count(), SMALLEST)
    found = [_compare(own, other, size) for key, other in others.items() if key not in settled]
    shown = [one for one in found if one.probability >= POSSIBLE]
    return sorted(shown, key=lambda one: (-one.points, one.other))[:limit]


def _settled(actor: Actor, own: _Read, others: Mapping[UUID, _Read]) -> set[UUID]:
    """Return which of the others are the same person, or were judged against it and tell nothing new since."""
    people = identity.persons(actor, [own.told.record, *others])
    members = {key: set(people[key].records) for key in (own.told.record, *others)}
    mine = members[own.told.record]
    standing = identity.standing_judgements(actor, mine)
    found = set()
    for key, other in others.items():
        judged = [one.position for one in standing if _between(one, mine, members[key])]
        changed = max(own.changed, other.changed)
        if key in mine or (judged and max(judged) > changed):
            found.add(key)
    return found


def _between(one: identity.Standing, mine: set[UUID], theirs: set[UUID]) -> bool:
    return (one.first in mine and one.second in theirs) or (one.second in mine and one.first in theirs)


def _read(actor: Actor, records: Sequence[UUID]) -> dict[UUID, _Read]:
    """Return what the actor may read of these records; one out of scope, withdrawn or without a name is left out."""
    seen = scope.visible(actor, records, withdrawn=False)
    histories = reading.histories([record for record in records if record in seen])
    found: dict[UUID, _Read] = {}
    for record, history in histories.items():
        said = _own(actor, history)
        stands = told(said)
        if stands is not None and stands.entries:
            found[record] = _Read(stands, changed_at(said), tuple(prepare(entry) for entry in stands.entries))
    return found


def _own(actor: Actor, history: Sequence[Recorded]) -> Sequence[Recorded]:
    """Return what an authority of the State itself said; for everybody else all of it."""
    if not of_the_state(actor):
        return history
    return [entry for entry in history if entry.organisation == actor.organisation]


def _partners(actor: Actor, own: _Read) -> list[UUID]:
    """Return the records in scope that share keys with this one: those with more and rarer keys in common first."""
    blocks: dict[int, list[UUID]] = defaultdict(list)
    for key, record in _sharing(actor, index.hashed(own.prepared, index.secret_of_keys())):
        blocks[key].append(record)
    worth: dict[UUID, float] = defaultdict(float)
    for block in blocks.values():
        if len(block) <= LARGEST_BLOCK:
            for record in block:
                worth[record] += math.log(2 * LARGEST_BLOCK / len(block))
    worth.pop(own.told.record, None)
    return sorted(worth, key=lambda record: (-worth[record], record))[:PARTNERS]


def _sharing(actor: Actor, keys: Sequence[int]) -> list[tuple[int, UUID]]:
    """Return (key, record) of the standing records in scope that hold one of these keys.

    One statement; of a key that very many hold it reads no more than tells that there are too many.
    """
    try:
        seen, values = (
            scope.standing_records(actor)
            .extra(  # noqa: S610 - the text is ours
                where=["register_record.id = i.record_id"]
            )
            .values("id")
            .query.sql_with_params()
        )
    except EmptyResultSet:
        return []
    part = (
        "SELECT * FROM (SELECT k.key, i.record_id FROM matching_indexkey k "  # noqa: S608 - only marks are put in
        f"JOIN matching_indexedrecord i ON i.number = k.number WHERE k.key = %s AND EXISTS ({seen}) "
        f"LIMIT {LARGEST_BLOCK + 1}) p"
    )
    found: list[tuple[int, UUID]] = []
    for start in range(0, len(keys), 100):
        chunk = keys[start : start + 100]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([part] * len(chunk)), [v for key in chunk for v in (key, *values)])
            rows = cursor.fetchall()
        found += [(key, one if isinstance(one, UUID) else UUID(one)) for key, one in rows]
    return found


def _compare(one: _Read, other: _Read, size: int) -> Proposal:
    """Score two records by their best variants: a name that was told besides another takes nothing away."""
    scored = max(_scores(one.prepared, other.prepared, size), key=lambda found: found.points)
    likely = scored.probability >= weights().threshold
    return Proposal(
        one.told.record, other.told.record, scored.points, scored.probability, likely, scored.reasons
    )  # fmt: skip


def _scores(first: Iterable[Prepared], second: Sequence[Prepared], size: int) -> list[Scored]:
    return [score(a, b, size) for a in first for b in second]
