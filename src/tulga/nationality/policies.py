"""Does the state allow it? Every function returns all reasons against."""

from collections.abc import Collection, Sequence
from datetime import date

from tulga.access.refusals import Refusal
from tulga.nationality.entries import FindingAdopted


def refusals_to_adopt(
    *,
    seen: str,
    now: str,
    as_of: date,
    today: date,
    reasons: str,
    standing: Sequence[FindingAdopted],
    standard: str,
) -> tuple[Refusal, ...]:
    """Return why a finding cannot be adopted.

    Args:
        seen: digest of the facts on the page that the lawyer read; `now`: of the facts as they are.
        standing: the adopted findings of this record that were not withdrawn.
    """
    found: list[Refusal] = []
    if not reasons.strip():
        found.append(Refusal("nationality.reasons_missing"))
    if seen != now:
        found.append(Refusal("nationality.facts_changed"))
    if as_of > today:
        found.append(Refusal("nationality.future_date"))
    if any((one.facts, one.as_of, one.standard) == (now, as_of, standard) for one in standing):
        found.append(Refusal("nationality.adopted_already"))
    return tuple(found)


def refusals_to_withdraw(standing: bool | None, why: str) -> tuple[Refusal, ...]:
    """Return why an entry cannot be withdrawn; `standing` is None where there is no such entry."""
    if standing is None:
        return (Refusal("nationality.no_such_entry"),)
    found = [] if standing else [Refusal("nationality.withdrawn_already")]
    return tuple(found if why.strip() else [*found, Refusal("nationality.why_missing")])


def refusals_to_correct(rule: str, rules: Collection[str], *, digest: str, current: str | None) -> tuple[Refusal, ...]:
    """Return why a correction cannot be proposed: the rule is not there, or the pack is not the one that was read."""
    if rule not in rules:
        return (Refusal("nationality.no_such_rule", {"rule": rule}),)
    return () if digest == current else (Refusal("nationality.pack_changed"),)
