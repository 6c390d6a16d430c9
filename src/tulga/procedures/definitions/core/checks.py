"""What a definition may not contradict itself in. Everything is said at once, each with the place where it stands.

Checks of one definition as a whole are here, those of steps and states in `checks_of_ways`, of clocks in
`checks_of_clocks`, of words and proofs in `checks_of_words`.
"""

from collections.abc import Iterator
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tulga.access.roles import ALL_ROLES
from tulga.kernel.periods import Period
from tulga.nationality.core.predicates import nearest
from tulga.procedures.definitions.core import checks_of_clocks, checks_of_ways, checks_of_words
from tulga.procedures.definitions.core.finding import Finding
from tulga.procedures.definitions.core.model import Authority, Definition, Version
from tulga.procedures.definitions.core.outcomes import OUTCOMES, Procedure
from tulga.procedures.definitions.core.versions import began


def of_definition(definition: Definition, *, sources_known: bool = True) -> Iterator[Finding]:
    """Yield everything that is wrong with a definition."""
    yield from _head(definition)
    yield from _roles(definition)
    yield from _authorities(definition)
    yield from _versions(definition)
    yield from checks_of_words.texts(definition)
    if sources_known:
        yield from checks_of_words.sources(definition)
    for version in definition.versions:
        yield from checks_of_ways.of_version(definition, version)
        yield from checks_of_clocks.of_version(definition, version)
        yield from checks_of_words.uses(version)


def _head(definition: Definition) -> Iterator[Finding]:
    if definition.procedure not in OUTCOMES:
        known = [one.value for one in Procedure]
        yield Finding(
            ("procedure",), f"`{definition.procedure}` is no procedure; there are {', '.join(known)}",
            nearest(definition.procedure, known),
        )  # fmt: skip
    try:
        ZoneInfo(definition.zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield Finding(("zone",), f"`{definition.zone}` is no time zone; write one like Asia/Almaty")


def _roles(definition: Definition) -> Iterator[Finding]:
    roles = {role.id for role in definition.roles}
    for role in definition.roles:
        loc = ("roles", role.id)
        if not role.outside and not role.held_by:
            yield Finding(loc, f"nobody holds the role `{role.id}`; name who may act as such, or say `outside: true`")
        if role.outside and role.held_by:
            yield Finding((*loc, "outside"), f"`{role.id}` is outside and held by somebody; only one can be so")
        for holder in sorted(role.held_by - ALL_ROLES):
            yield Finding(
                (*loc, "held_by"), f"`{holder}` is no role of the deployment", nearest(holder, ALL_ROLES)
            )
    for index, pair in enumerate(definition.incompatible):
        for name in sorted(pair - roles):
            yield Finding(("incompatible", index), f"there is no role `{name}`", nearest(name, roles))
        if len(pair) < 2:
            yield Finding(("incompatible", index), "two roles that nobody plays both of are expected here")


def _authorities(definition: Definition) -> Iterator[Finding]:
    """Of each task there is one authority a day: no gap, no overlap."""
    tasks: dict[str, list[Authority]] = {}
    for authority in definition.authorities:
        tasks.setdefault(authority.task, []).append(authority)
        if authority.not_before and authority.valid.start and authority.not_before >= authority.valid.start:
            loc = ("authorities", authority.id, "not_before")
            yield Finding(loc, "`not_before` is the day of doubt before the authority was competent for certain")
    if definition.authorities and "decides" not in tasks:
        yield Finding(("authorities",), "none of the authorities decides")
    yield from _uncovered(definition, tasks.get("decides", []))
    for ones in tasks.values():
        ones.sort(key=lambda one: (one.valid.start is not None, one.valid.start or one.valid.end))
        for earlier, later in pairwise(ones):
            yield from _between(earlier, later)


def _uncovered(definition: Definition, deciding: list[Authority]) -> Iterator[Finding]:
    """Yield whether nobody decides at the beginning or at the end of the time that versions cover."""
    starts, ends = [one.valid.start for one in deciding], [one.valid.end for one in deciding]
    since = began(definition.versions[0])
    first = min((start for start in starts if start is not None), default=None)
    if first is not None and None not in starts and (since is None or since < first):
        yield Finding(("authorities",), f"nobody is competent to decide before {first}")
    if deciding and None not in ends and definition.versions[-1].valid.end is None:
        yield Finding(("authorities",), "nobody is competent to decide in the end")


def _between(earlier: Authority, later: Authority) -> Iterator[Finding]:
    loc = ("authorities", later.id, "valid")
    if earlier.valid.overlaps(later.valid):
        yield Finding(loc, f"`{later.id}` and `{earlier.id}` are competent for the same task on the same day")
    elif earlier.valid.end != later.valid.start:
        yield Finding(loc, f"nobody is competent between `{earlier.id}` and `{later.id}`")


def _versions(definition: Definition) -> Iterator[Finding]:
    for version in definition.versions:
        yield from _version_days(version)
    for earlier, later in pairwise(definition.versions):
        loc = ("versions", later.id)
        first = began(later)
        if first is None:
            yield Finding(loc, f"`{later.id}` follows `{earlier.id}`; say when it began, or `not_before` which day")
            continue
        since = began(earlier)
        if since is not None and first <= since:
            yield Finding(loc, f"`{later.id}` stands after `{earlier.id}` and began before it")
        yield from _gap_or_overlap(earlier, later)


def _gap_or_overlap(earlier: Version, later: Version) -> Iterator[Finding]:
    loc, end = ("versions", later.id), earlier.valid.end
    known = later.valid.start or later.sure_from
    if end is None or known is None:
        return
    if later.valid.start is not None and Period(earlier.valid.start, end).overlaps(later.valid):
        yield Finding(loc, f"`{earlier.id}` and `{later.id}` are both in force on the same days")
    elif end < (began(later) or known):
        yield Finding(loc, f"no version is in force between `{earlier.id}` and `{later.id}`")


def _version_days(version: Version) -> Iterator[Finding]:
    loc = ("versions", version.id)
    if version.valid.start is not None and version.not_before is not None:
        yield Finding((*loc, "not_before"), "the day on which it began is known; then `not_before` says nothing")
    if version.sure_from is not None and version.not_before is None:
        yield Finding((*loc, "sure_from"), "`sure_from` ends a doubt; say with `not_before` when it begins")
    elif version.sure_from is not None and version.not_before is not None and version.sure_from <= version.not_before:
        yield Finding((*loc, "sure_from"), "`sure_from` comes after `not_before`")
