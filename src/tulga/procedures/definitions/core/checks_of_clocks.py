"""Checks of clocks: each can start, can stop, has an owner at every moment, and its end means something."""

from collections.abc import Iterator

from tulga.nationality.core.predicates import nearest
from tulga.procedures.definitions.core.finding import Finding
from tulga.procedures.definitions.core.model import Clock, Definition, ExpiryKind, Use, Version
from tulga.procedures.definitions.core.names import FACTS

COUNTED_FROM = ("start", "end", "not_said")


def events_of(version: Version) -> frozenset[str]:
    """Return every event that can happen in a case of this version."""
    found = {*(step.id for step in version.steps), *FACTS, *(f"expired:{clock.id}" for clock in version.clocks)}
    found |= {f"extended:{clock.id}" for clock in version.clocks if clock.extension is not None}
    outcomes = {step.outcome for step in version.steps if step.outcome}
    if outcomes:
        found |= {"decided", "notice_served"}
        found |= {f"{event}:{outcome}" for event in ("decided", "notice_served") for outcome in outcomes}
    return frozenset(found | {f"paper:{paper}" for step in version.steps for paper in step.papers})


def of_version(definition: Definition, version: Version) -> Iterator[Finding]:
    events = events_of(version)
    for clock in version.clocks:
        yield from _events(version, clock, events)
        yield from _consequence(definition, version, clock)
        yield from _extension(definition, version, clock)
        if clock.limit is None and clock.use is Use.ASSERT:
            loc = ("versions", version.id, "clocks", clock.id, "use")
            yield Finding(loc, "a limit that was not found cannot be asserted; write `use: config`")


def _events(version: Version, clock: Clock, events: frozenset[str]) -> Iterator[Finding]:
    loc = ("versions", version.id, "clocks", clock.id)
    for section, names, never in (("starts", clock.starts, "starts"), ("stops", clock.stops, "stops")):
        for name in names:
            if name not in events:
                yield Finding((*loc, section), f"there is no event `{name}` in this version", nearest(name, events))
        if not events.intersection(names):
            yield Finding((*loc, section), f"`{clock.id}` never {never}: name an event that can happen")
    if set(clock.starts) == set(clock.stops) and clock.starts:
        yield Finding((*loc, "stops"), f"`{clock.id}` stops by what starts it; one that begins anew says `repeats`")


def _consequence(definition: Definition, version: Version, clock: Clock) -> Iterator[Finding]:
    loc = ("versions", version.id, "clocks", clock.id)
    roles, clocks = [role.id for role in definition.roles], [one.id for one in version.clocks]
    if clock.owner not in roles:
        yield Finding((*loc, "owner"), f"`{clock.id}` belongs to nobody: there is no role `{clock.owner}`",
                      nearest(clock.owner, roles))  # fmt: skip
    if not clock.expiry:
        yield Finding((*loc, "expiry"), f"the end of `{clock.id}` means nothing; say what is to be done then, by whom")
    for index, expiry in enumerate(clock.expiry):
        here = (*loc, "expiry", index)
        if expiry.role not in roles:
            yield Finding((*here, "role"), f"there is no role `{expiry.role}`", nearest(expiry.role, roles))
        if expiry.starts is not None and expiry.starts not in clocks:
            yield Finding((*here, "starts"), f"there is no clock `{expiry.starts}`", nearest(expiry.starts, clocks))
        elif expiry.starts is not None and f"expired:{clock.id}" not in _starts(version, expiry.starts):
            yield Finding((*here, "starts"), f"`{expiry.starts}` does not say that it starts by `expired:{clock.id}`")
        if expiry.kind is ExpiryKind.SILENCE_IS_REFUSAL and expiry.starts is None:
            yield Finding(here, "silence that counts as refusal starts the clock of the appeal; name it in `starts`")


def _starts(version: Version, clock: str) -> tuple[str, ...]:
    return next((one.starts for one in version.clocks if one.id == clock), ())


def _extension(definition: Definition, version: Version, clock: Clock) -> Iterator[Finding]:
    if clock.extension is None:
        return
    loc = ("versions", version.id, "clocks", clock.id, "extension")
    roles, clocks = [role.id for role in definition.roles], [one.id for one in version.clocks]
    if clock.extension.counted_from not in COUNTED_FROM:
        yield Finding((*loc, "counted_from"), f"counted from {', '.join(COUNTED_FROM)}")
    for name in clock.extension.by:
        if name not in roles:
            yield Finding((*loc, "by"), f"there is no role `{name}`", nearest(name, roles))
    if not clock.extension.by:
        yield Finding((*loc, "by"), "somebody extends it; name the role")
    notice = clock.extension.notice
    if notice is not None and notice not in clocks:
        yield Finding((*loc, "notice"), f"there is no clock `{notice}`", nearest(notice, clocks))
