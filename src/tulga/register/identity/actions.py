"""Judging whether two records are one human being, and taking it back. Neither record changes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tulga.access import permissions
from tulga.access.actor import SYSTEM_ACTOR, Actor
from tulga.access.acts import act_of
from tulga.access.refusals import Refusal, Refused, raise_if
from tulga.access.roles import May
from tulga.kernel.ids import new_id
from tulga.ledger import actions as ledger
from tulga.ledger.actions import Act, Draft
from tulga.ledger.errors import InvalidPayload
from tulga.register import scope
from tulga.register.entries import JudgementRecorded, JudgementWithdrawn, Verdict
from tulga.register.identity import policies, queries


def record_judgement(
    actor: Actor,
    *,
    first: UUID,
    second: UUID,
    verdict: Verdict | str,
    why: str,
    at: datetime,
    score: float | None = None,
    matcher: str | None = None,
    instead_of: UUID | None = None,
) -> UUID:
    """Record that somebody judged two records to be one person, or not, and return the id of the judgement.

    Who is one person is worked out from the standing judgements, so that withdrawing one undoes the merge. `score` and
    `matcher` say what a machine had proposed; no machine judges. `instead_of` is a judgement on this pair that is
    withdrawn in the same act, because something else is told by now.

    Raises:
        Refused: no role allows it, one of the records is not there for this actor, or the pair was judged meanwhile.
        InvalidPayload: there is no such verdict.
    """
    permissions.require(actor, May.JUDGE)
    with transaction.atomic():
        ledger.lock()
        if instead_of is not None:
            withdraw_judgement(actor, judgement=instead_of, why=why, at=at)
        seen = scope.visible(actor, (first, second), withdrawn=False)
        standing = queries.standing_verdicts(actor, first, second)
        raise_if(policies.refusals_to_judge(first, second, seen=seen, standing=standing, why=why))
        if verdict not in set(Verdict):
            raise InvalidPayload("verdict", f"is one of {', '.join(Verdict)}, not {verdict!r}")
        judged = JudgementRecorded(
            first=first, second=second, verdict=Verdict(verdict), why=why, score=score, matcher=matcher
        )
        today = at.date().isoformat()
        return ledger.append(Draft(new_id(), judged, today, subject=first), act=act_of(actor, at)).id


def withdraw_judgement(actor: Actor, *, judgement: UUID, why: str, at: datetime) -> None:
    """Withdraw a judgement: every row is where it was before it, and both records get a task to look after.

    Raises:
        Refused: no role allows it, there is no such judgement for this actor, it was withdrawn, or no reason is given.
    """
    permissions.require(actor, May.JUDGE)
    with transaction.atomic():
        ledger.lock()
        known = queries.find_judgement(actor, judgement)
        if known is None:
            raise Refused([Refusal("register.no_such_judgement")])
        raise_if(policies.refusals_to_withdraw(withdrawn=known.withdrawn_at is not None, why=why))
        said = JudgementWithdrawn(judgement=judgement, why=why)
        draft = Draft(known.stream, said, at.date().isoformat(), subject=known.first)
        ledger.append(draft, act=act_of(actor, at))


def imported_judgement(
    actor: Actor,
    *,
    judgement: UUID,
    payload: object,
    effective_on: str,
    at: datetime,
    first: UUID | None = None,
    id: UUID | None = None,  # noqa: A002 - the word of the contract
) -> tuple[Draft, Act]:
    """Return a judgement that somebody made, or its withdrawal, for `append_many`. Cheap: it reads nothing.

    `judgement` is the id of its stream; a withdrawal needs `first`, the first record of the pair, whose key holds both.

    Raises:
        Refused: no role allows importing, or the program itself would judge.
        InvalidPayload: this is no judgement, or a withdrawal that does not say whose.
    """
    permissions.require(actor, May.IMPORT)
    if actor.account == SYSTEM_ACTOR.account:
        raise Refused([Refusal("register.machine_judgement")])
    if isinstance(payload, JudgementRecorded):
        subject: UUID | None = payload.first
    else:
        subject = first if isinstance(payload, JudgementWithdrawn) else None
    if subject is None:
        raise InvalidPayload("payload", f"{type(payload).__name__} is not a judgement, or does not say of which record")
    draft = Draft(judgement, payload, effective_on, subject=subject, id=id)
    return draft, Act(actor.account, actor.organisation, at)
