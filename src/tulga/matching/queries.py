"""Who may be the same human being as somebody, as far as the actor may see; never an answer, always a question.

Partners are looked for among the records that the actor may see, and scored by what the actor may read of them: a
record out of scope is neither found nor counted, and takes nobody else's place.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from tulga.access import permissions
from tulga.access.actor import Actor
from tulga.access.queries import asking_once, of_the_state
from tulga.access.roles import May
from tulga.ledger import reading
from tulga.ledger.projection import Recorded
from tulga.matching import index, lookup, worklist
from tulga.matching.core import joining
from tulga.matching.core.candidates import PARTNERS
from tulga.matching.core.features import Prepared, Rarity, prepare
from tulga.matching.core.joining import Doubt, Question, Variants
from tulga.matching.core.score import Reason, weights
from tulga.matching.models import Proposed
from tulga.matching.scoring import POSSIBLE, best
from tulga.matching.told import STATEMENTS, Told, changed_at, told
from tulga.register import scope
from tulga.register.entries import Verdict
from tulga.register.identity import queries as identity

Pair = tuple[UUID, UUID]  # of the work list: the smaller id first


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
    prepared: tuple[Prepared, ...]


def candidates(actor: Actor, record: UUID, *, limit: int = 5) -> list[Proposal]:
    """Return the records in scope that look most like one in scope, the likeliest first.

    A record of the same person is left out, and so is one that somebody judged against this person, unless one of the
    two records tells something else since.

    Raises:
        Refused: no role allows reading files.
    """
    permissions.require(actor, May.READ_FILES)
    with asking_once():
        own = _read(actor, [record]).get(record)
        if own is None:
            return []
        where = _within(actor)
        keys = index.hashed(own.prepared, index.secret_of_keys())
        others = _read(actor, lookup.nearest(keys, where, number=own.told.number, most=PARTNERS))
        measure = _measure(actor, where, [own, *others.values()])
        found = (_compare(own, other, measure) for other in others.values())
        alike = {one.other: one for one in found if one.probability >= POSSIBLE}
        shown = [alike[other] for other in _unjudged(actor, record, alike)]
    return sorted(shown, key=lambda one: (-one.points, one.other))[:limit]


def pair(actor: Actor, first: UUID, second: UUID) -> Proposal | None:
    """Return how alike two records in scope are, judged or not; None where one is not there or tells no name.

    Raises:
        Refused: no role allows reading files.
    """
    permissions.require(actor, May.READ_FILES)
    read = _read(actor, [first, second])
    if first == second or len(read) < 2:
        return None
    return _compare(read[first], read[second], _measure(actor, _within(actor), read.values()))


# -- the work list ----------------------------------------------------------------------------------------------------


def work(actor: Actor) -> list[Pair]:
    """Return the pairs in scope that wait for a judgement, the likeliest first. Their names are not read.

    Raises:
        Refused: no role allows judging.
    """
    permissions.require(actor, May.JUDGE)
    rows = list(Proposed.objects.order_by("-points", "first", "second").values_list("first", "second"))
    # by the ids of the list: asked for both sides at once, a database may try every record with every other
    seen = scope.visible(actor, (record for pair in rows for record in pair), withdrawn=False)
    return _open(actor, [pair for pair in rows if seen.issuperset(pair)])


def next_pair(actor: Actor, *, after: Pair | None = None) -> Proposal | None:
    """Return the likeliest pair that waits, or the one that stands after another on the list.

    A pair that does not look alike by what this actor may read of it is passed over.

    Raises:
        Refused: no role allows judging.
    """
    waiting = work(actor)
    start = _place_after(actor, waiting, after) if after else 0
    found = (pair(actor, *one) for one in waiting[start:])
    return next((one for one in found if one is not None and one.probability >= POSSIBLE), None)


def _place_after(actor: Actor, waiting: Sequence[Pair], after: Pair) -> int:
    """Return where the list goes on after a pair, which may have left it by now."""
    key = (min(after), max(after))
    if key in waiting:
        return waiting.index(key) + 1
    held = Proposed.objects.filter(first=key[0], second=key[1]).values_list("points", flat=True).first()
    if held is None or not scope.visible(actor, key):
        return 0
    before = set(Proposed.objects.filter(points__gt=held).values_list("first", "second"))
    return sum(one in before for one in waiting)


def is_drawn() -> bool:
    """Say whether everything that was registered has been looked at for the work list."""
    return worklist.waiting() == 0


def _open(actor: Actor, pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs that are still a question for this actor.

    A pair of one person is none. A pair that was judged, or whose persons were, is one again when one of its records
    tells something else since.
    """
    people = identity.persons(actor, {record for one in pairs for record in one})
    person = {record: one.id for one in people.values() for record in one.records}
    judged: dict[frozenset[UUID], int] = {}
    for one in identity.standing_judgements(actor, person):
        if one.first in person and one.second in person:
            judged[frozenset((person[one.first], person[one.second]))] = one.position
    apart = [one for one in pairs if person.get(one[0]) != person.get(one[1])]
    between = {one: judged.get(frozenset((person[one[0]], person[one[1]]))) for one in apart}
    changed = _changed(actor, {record for one, position in between.items() if position for record in one})
    return [
        one for one in apart if (since := between[one]) is None or max(changed.get(record, 0) for record in one) > since
    ]


def _unjudged(actor: Actor, record: UUID, others: Collection[UUID]) -> Iterable[UUID]:
    """Return those of whom it is still a question whether they are the person of a record."""
    if not others:
        return others
    if not identity.standing_judgements(actor, [record]):
        return others  # of nobody, then: what was judged of a person names one of its records
    return [other for _, other in _open(actor, [(record, other) for other in others])]


def _changed(actor: Actor, records: Iterable[UUID]) -> dict[UUID, int]:
    return {record: changed_at(history) for record, history in _histories(actor, sorted(records)).items()}


# -- before two persons are joined ------------------------------------------------------------------------------------


def questions(actor: Actor, first: UUID, second: UUID) -> tuple[Question, ...]:
    """Return what to ask before the persons of two records in scope are joined.

    Raises:
        Refused: no role allows judging.
    """
    permissions.require(actor, May.JUDGE)
    people = identity.persons(actor, [first, second])
    if len(people) < 2 or second in people[first].records:
        return ()
    sides = [people[record].records for record in (first, second)]
    read = _read(actor, [record for side in sides for record in side])
    left, right = ([read[record].told.entries for record in side if record in read] for side in sides)
    standing = identity.standing_judgements(actor, [record for side in sides for record in side])
    different = {
        frozenset((str(one.first), str(one.second)))
        for one in standing
        if one.verdict == Verdict.DIFFERENT.value and {one.first, one.second} != {first, second}
    }
    prepared = {str(record): one.prepared for record, one in read.items()}
    measure = _measure(actor, _within(actor), read.values())

    def alike(a: Variants, b: Variants) -> bool:
        scored = best(prepared[a[0].id], prepared[b[0].id], measure.size, measure.rarity)
        return scored.probability >= POSSIBLE

    return joining.questions(left, right, bridge=(str(first), str(second)), alike=alike, different=different)


def odd_merges(actor: Actor) -> list[tuple[identity.Standing, tuple[Doubt, ...]]]:
    """Return the standing judgements "one person" that contradict what the two records tell; nothing undoes them.

    Raises:
        Refused: no role allows judging.
    """
    permissions.require(actor, May.JUDGE)
    merged = identity.merged_pairs(actor)
    read = _read(actor, sorted({record for one in merged for record in (one.first, one.second)}))
    found = []
    for one in merged:
        if one.first in read and one.second in read:
            doubts = joining.contradictions(read[one.first].told.entries, read[one.second].told.entries)
            found += [(one, doubts)] if doubts else []
    return found


# -- what the actor may read ------------------------------------------------------------------------------------------


def _read(actor: Actor, records: Sequence[UUID]) -> dict[UUID, _Read]:
    """Return what the actor may read of these records; one out of scope, withdrawn or without a name is left out."""
    seen = scope.visible(actor, records, withdrawn=False)
    histories = _histories(actor, [record for record in records if record in seen])
    found: dict[UUID, _Read] = {}
    for record, history in histories.items():
        stands = told(history)
        if stands is not None and stands.entries:
            found[record] = _Read(stands, tuple(prepare(entry) for entry in stands.entries))
    return found


def _histories(actor: Actor, records: Sequence[UUID]) -> dict[UUID, list[Recorded]]:
    """Return what was said of these records; to an authority of the State what it said itself."""
    histories = reading.histories(records, only=STATEMENTS)
    if not of_the_state(actor):
        return histories
    return {
        record: [entry for entry in history if entry.organisation == actor.organisation]
        for record, history in histories.items()
    }


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a score depends on besides the two records: how many there are in scope, and how rare names are there."""

    size: int
    rarity: Rarity


def _within(actor: Actor) -> lookup.Within:
    bounds = scope.bounds(actor)
    return lookup.within(bounds.hold) if bounds else lookup.Within((), 0)


def _measure(actor: Actor, where: lookup.Within, read: Iterable[_Read]) -> _Measure:
    """Return what the scope says of scores; the index knows more of a record than an authority may."""
    if of_the_state(actor):
        return _Measure(scope.standing_records(actor).count(), Rarity())
    return _Measure(where.size, lookup.rarity([one for each in read for one in each.prepared], where))


def _compare(one: _Read, other: _Read, measure: _Measure) -> Proposal:
    scored = best(one.prepared, other.prepared, measure.size, measure.rarity)
    likely = scored.probability >= weights().threshold
    return Proposal(one.told.record, other.told.record, scored.points, scored.probability, likely, scored.reasons)
