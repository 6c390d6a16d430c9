"""May these two records be judged so? Every function returns all reasons against."""

from collections.abc import Iterable
from uuid import UUID

from tulga.access.refusals import Refusal


def refusals_to_judge(
    first: UUID, second: UUID, *, seen: set[UUID], standing: Iterable[str], why: str
) -> tuple[Refusal, ...]:
    """Return why a pair may not be judged.

    Args:
        seen: which of the two the actor may see, and stand.
        standing: the verdicts on this pair that stand.
    """
    found: list[Refusal] = []
    if first == second:
        found.append(Refusal("register.same_record"))
    elif not {first, second} <= seen:
        found.append(Refusal("register.no_such_record"))
    elif any(standing):
        found.append(Refusal("register.judged_already"))
    if not why.strip():
        found.append(Refusal("register.why_missing"))
    return tuple(found)


def refusals_to_withdraw(*, withdrawn: bool, why: str) -> tuple[Refusal, ...]:
    """Return why a judgement may not be withdrawn."""
    found = [Refusal("register.withdrawn_already")] if withdrawn else []
    return tuple(found if why.strip() else [*found, Refusal("register.why_missing")])
