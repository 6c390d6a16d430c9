"""Does the state of a case allow it? All reasons against, from every function. Guards of the procedures come on top."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from tulga.access.refusals import Refusal

# What may follow a decision without an appeal: protection that ceases, a residence that ends.
_FOLLOWS = {"recognised": {"ceased"}, "granted": {"ended"}}


class Happened(NamedTuple):
    """A standing entry of a case, as far as guards need it."""

    kind: str
    value: str
    actor: UUID


def refusals_to_decide(happened: Sequence[Happened], *, outcome: str, actor: UUID) -> tuple[Refusal, ...]:
    """Return why this actor may not decide the case so."""
    found: list[Refusal] = []
    heard = [one for one in happened if one.kind == "interview" or (one.kind, one.value) == ("step", "interview")]
    if any(one.actor == actor for one in heard):
        found.append(Refusal("procedures.heard_the_person"))  # the second pair of eyes is the applicant's safeguard
    last = next((at for at in reversed(range(len(happened))) if happened[at].kind == "decision"), None)
    if last is not None:
        appealed = any(
            one.kind == "appeal" or (one.kind == "step" and one.value == "appeal") for one in happened[last + 1 :]
        )
        if appealed and happened[last].actor == actor:
            found.append(Refusal("procedures.own_decision"))
        elif not appealed and outcome not in _FOLLOWS.get(happened[last].value, ()):
            found.append(Refusal("procedures.decided_already"))
    return tuple(found)


def refusals_to_serve(happened: Iterable[Happened]) -> tuple[Refusal, ...]:
    """Return why no notice can be served: there is nothing to tell yet."""
    decided = any(one.kind == "decision" for one in happened)
    return () if decided else (Refusal("procedures.not_decided"),)


def refusals_to_appeal(happened: Iterable[Happened]) -> tuple[Refusal, ...]:
    """Return why there is no appeal: nothing was decided, or it is appealed already."""
    last = [one.kind for one in happened if one.kind in {"decision", "appeal"}][-1:]
    return () if last == ["decision"] else (Refusal("procedures.nothing_to_appeal"),)


def refusals_to_withdraw(standing: bool | None, why: str) -> tuple[Refusal, ...]:
    """Return why an entry cannot be withdrawn; `standing` is None where there is no such entry."""
    if standing is None:
        return (Refusal("procedures.no_such_entry"),)
    found = [] if standing else [Refusal("procedures.withdrawn_already")]
    return tuple(found if why.strip() else [*found, Refusal("procedures.why_missing")])
