"""The rules of a set of packs by the event at which they are read, in the order of their strata."""

from collections.abc import Mapping
from dataclasses import dataclass

from tulga.nationality.bulk import ir
from tulga.nationality.core import vocabulary
from tulga.nationality.core.rules import Effect, Pack, Rule, TimingKind

CHANGES = (Effect.ACQUIRES, Effect.LOSES)


@dataclass(frozen=True, slots=True)
class Law:
    """The rules of all packs.

    Args:
        days: (day as the columns count it, rules that are read on it), in order.
        conditions: the lowered condition of each rule by id; "at event" and "now" are clocks of the row.
        parts: the same as (in force and in reach, what the rule asks).
    """

    birth: tuple[Rule, ...]
    days: tuple[tuple[int, tuple[Rule, ...]], ...]
    events: Mapping[str, tuple[Rule, ...]]
    application: tuple[Rule, ...]
    by_id: Mapping[str, Rule]
    conditions: Mapping[str, ir.Node]
    parts: Mapping[str, tuple[ir.Node, ir.Node]]

    def at_event(self, kind: str, state: str) -> list[Rule]:
        """Return the rules that are read when this happens in this State ("" where it has none)."""
        return [rule for rule in self.events.get(kind, ()) if about(rule, kind, state)]


def law_of(packs: Mapping[str, Pack]) -> Law:
    rules = sorted((rule for state in sorted(packs) for rule in packs[state].rules), key=lambda rule: rule.stratum)
    days: dict[int, list[Rule]] = {}
    events: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.timing.kind is TimingKind.DAY and rule.timing.day is not None:
            days.setdefault(ir.day_number(rule.timing.day), []).append(rule)
        elif rule.timing.kind is TimingKind.EVENT:
            kind = rule.timing.event or ""
            for name in vocabulary.ALSO.get(kind, (kind,)):
                events.setdefault(name, []).append(rule)
    lowered = {rule.id: ir.lower(rule) for rule in rules}
    return Law(
        tuple(rule for rule in rules if rule.timing.kind is TimingKind.BIRTH),
        tuple((day, tuple(found)) for day, found in sorted(days.items())),
        {name: tuple(found) for name, found in events.items()},
        tuple(rule for rule in rules if rule.timing.kind is TimingKind.APPLICATION),
        {rule.id: rule for rule in rules},
        {name: each.node for name, each in lowered.items()},
        {name: (each.in_force, each.when) for name, each in lowered.items()},
    )


def about(rule: Rule, kind: str, state: str) -> bool:
    """Say whether a rule is read at this event of this State.

    What a State grants or ends is its own affair; what ends its nationality because of another is read for the other's.
    """
    if not state or rule.effect not in CHANGES:
        return True
    own = state == rule.state
    if kind in vocabulary.ACQUISITIONS:
        return own is (rule.effect is Effect.ACQUIRES)
    return own or kind not in vocabulary.ENDINGS
