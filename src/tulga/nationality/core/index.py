"""Rules made ready to be read, by the event at which they are read. Made once for the same packs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tulga.nationality.core import spans
from tulga.nationality.core.compiled import compiled
from tulga.nationality.core.facts import Event
from tulga.nationality.core.rules import Effect, Pack, Rule, TimingKind
from tulga.nationality.core.spans import Days
from tulga.nationality.core.truth import FALSE, TRUE, Truth, and_
from tulga.nationality.core.vocabulary import ACQUISITIONS, ALSO, ENDINGS


class Ready:
    """A rule made ready to be read: its conditions as functions, its days as numbers."""

    __slots__ = ("applies_to", "first", "last", "others", "rule", "snapshot", "when")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.when = compiled(rule.when)
        self.applies_to = compiled(rule.applies_to) if rule.applies_to is not None else None
        self.first = spans.of_partial(rule.in_force.first) if rule.in_force.first is not None else None
        self.last = spans.of_partial(rule.in_force.last) if rule.in_force.last is not None else None
        self.snapshot = rule.timing.kind is TimingKind.DAY
        self.others: tuple[Ready, ...] = ()  # the rules that take this one away

    def in_force(self, days: Days) -> Truth:
        value = TRUE if self.first is None else spans.at_most(self.first, days)
        return and_(value, spans.at_most(days, self.last)) if self.last is not None and value is not FALSE else value


@dataclass(frozen=True, slots=True)
class Index:
    """The rules of a set of packs, by the event at which they are read; lower strata first."""

    birth: tuple[Ready, ...]
    days: tuple[tuple[int, tuple[Ready, ...]], ...]
    events: Mapping[str, tuple[Ready, ...]]
    application: tuple[Ready, ...]
    grounds: tuple[Ready, ...]


_MOST_INDEXES = 256
_indexes: dict[tuple[int, ...], tuple[tuple[Pack, ...], Index]] = {}  # by identity: the packs are held with it


def index_of(packs: Mapping[str, Pack]) -> Index:
    """Return the rules of these packs by timing. Made once for the same packs (they are never changed)."""
    held = tuple(packs[state] for state in sorted(packs))
    key = tuple(id(pack) for pack in held)
    if key not in _indexes:
        if len(_indexes) >= _MOST_INDEXES:
            _indexes.clear()
        _indexes[key] = held, _index(held)
    return _indexes[key][1]


def _index(packs: Sequence[Pack]) -> Index:
    rules = sorted((Ready(rule) for pack in packs for rule in pack.rules), key=lambda one: one.rule.stratum)
    by_id = {one.rule.id: one for one in rules}
    days: dict[int, list[Ready]] = {}
    events: dict[str, list[Ready]] = {}
    for one in rules:
        one.others = tuple(by_id[name] for name in one.rule.exceptions if name in by_id and name != one.rule.id)
        timing = one.rule.timing
        if timing.kind is TimingKind.DAY and timing.day is not None:
            days.setdefault(timing.day.toordinal(), []).append(one)
        elif timing.kind is TimingKind.EVENT:
            for name in ALSO.get(timing.event or "", (timing.event or "",)):
                events.setdefault(name, []).append(one)
    at_application = [one for one in rules if one.rule.timing.kind is TimingKind.APPLICATION]
    return Index(
        tuple(one for one in rules if one.rule.timing.kind is TimingKind.BIRTH),
        tuple((day, tuple(found)) for day, found in sorted(days.items())),
        {name: tuple(found) for name, found in events.items()},
        tuple(one for one in at_application if one.rule.effect is not Effect.GROUND_OF_LOSS),
        tuple(one for one in at_application if one.rule.effect is Effect.GROUND_OF_LOSS),
    )


def is_about(rule: Rule, event: Event) -> bool:
    """Say whether a rule is read at this event: what a State grants or ends itself is its own affair, what ends its
    nationality because of another is that of every other State. Without this a later grant elsewhere would grant again.
    """
    if not event.state or rule.effect not in (Effect.ACQUIRES, Effect.LOSES):
        return True
    own = event.state == rule.state
    if event.type in ACQUISITIONS:
        return own is (rule.effect is Effect.ACQUIRES)
    return own or event.type not in ENDINGS


def while_in_force(ready: Ready, now: Days) -> Days:
    """A ground of loss is read on its last day in force, or today."""
    return ready.last if ready.last is not None and ready.last.hi < now.lo else now
