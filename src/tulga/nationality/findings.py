"""What a finding rests on, in short: a digest of the facts, the packs that were used; and whether it still holds."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, Final

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.facts import Person
from tulga.nationality.core.outcomes import Assessment
from tulga.nationality.core.rules import VERIFICATION_CODE
from tulga.nationality.entries import FindingAdopted, PackUsed, StateFinding

_WAY_BACK: Final = frozenset({"id", "path"})  # where a fact was read changes nothing that follows from it


class Recheck(StrEnum):
    """What became of an adopted finding."""

    HOLDS = "holds"
    CHANGED = "changed"  # the facts or the law are other ones now
    UNSEEN = "unseen"  # adopted for another organisation or other areas: its facts may not be all visible here


@dataclass(frozen=True, slots=True)
class Now:
    """An adopted finding looked at again: what differs, and what would follow today."""

    recheck: Recheck
    facts: bool = False
    packs: tuple[str, ...] = ()  # States whose pack is another one now
    outcomes: tuple[tuple[str, str, str], ...] = ()  # (State, adopted, now) where they differ


def digest_of(person: Person) -> str:
    """Return a digest of the facts: the same facts give the same digest, whoever wrote them and wherever they stand."""
    written = json.dumps(_plain(person), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(written.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Return a value as JSON; a field that has its default is left out, so that a new field changes no digest."""
    if isinstance(value, PartialDate):
        return value.text
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        told = {
            one.name: getattr(value, one.name)
            for one in dataclasses.fields(value)
            if one.name not in _WAY_BACK and getattr(value, one.name) != one.default
        }
        return {name: _plain(inner) for name, inner in told.items()}
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def as_entry(assessment: Assessment) -> tuple[tuple[PackUsed, ...], tuple[StateFinding, ...]]:
    """Return the packs and the findings of the relevant States, as an entry holds them."""
    findings = tuple(
        StateFinding(
            state=one.state, outcome=one.outcome.value, since=one.since, lost_on=one.lost_on, rules=one.rules,
            verification=VERIFICATION_CODE[one.verification] if one.verification is not None else "",
        )
        for one in assessment.answers
        if one.relevant
    )  # fmt: skip
    return tuple(PackUsed(state, digest) for state, digest in assessment.packs), findings


def compared(adopted: FindingAdopted, *, facts: str, packs: Mapping[str, str], again: Assessment) -> Now:
    """Return what differs between an adopted finding and the same question asked today, for the same day."""
    states = {one.state for one in adopted.findings} | {"INT"}
    changed = tuple(one.state for one in adopted.packs if one.state in states and packs.get(one.state) != one.digest)
    now = {one.state: one.outcome.value for one in again.answers if one.relevant}
    before = {one.state: one.outcome for one in adopted.findings}
    differ = tuple(
        (state, before.get(state, ""), now.get(state, ""))
        for state in sorted({*before, *now})
        if before.get(state) != now.get(state)
    )
    other_facts = facts != adopted.facts
    recheck = Recheck.CHANGED if other_facts or changed or differ else Recheck.HOLDS
    return Now(recheck, other_facts, changed, differ)
