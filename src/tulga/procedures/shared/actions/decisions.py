"""How a case is decided: a draft, a second pair of eyes, the decision, an appeal to somebody else, an audit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tulga.access.actor import Actor
from tulga.access.refusals import Refusal
from tulga.access.roles import May
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared import policies, queries
from tulga.procedures.shared.actions.writing import File, Wish, open_file, write
from tulga.procedures.shared.core.events import What


def draft_decision(
    actor: Actor,
    *,
    case: UUID,
    outcome: str,
    reasons: str,
    facts: tuple[kinds.FactFound, ...] = (),
    rules: tuple[str, ...] = (),
    **common: Any,
) -> UUID:
    """Propose a decision for somebody else to read; return the id of the entry.

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
        InvalidPayload: the procedure knows no such outcome, or no reasons are given.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        said = kinds.DecisionDrafted(
            file.record, kinds.Procedure(file.info.procedure), outcome, reasons, facts, rules, _instance(file)
        )
        return write(actor, file, Wish(said, **common))


def _instance(file: File) -> kinds.Instance:
    appealed = file.standing is not None and file.standing.state.appeal_pending
    return kinds.Instance.APPEAL if appealed else kinds.Instance.FIRST


def review_draft(
    actor: Actor, *, case: UUID, draft: UUID, agrees: bool, remarks: str = "", **common: Any
) -> UUID:
    """Say what one thinks of somebody else's draft; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such case or draft, or it is the actor's own.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        said = kinds.DecisionReviewed(file.record, draft, agrees, remarks)
        return write(actor, file, Wish(said, **common))


def decide(
    actor: Actor,
    *,
    case: UUID,
    outcome: str,
    authority: str,
    effective_on: str,
    at: datetime,
    country: str | None = None,
    reasons: str = "",
    facts: tuple[kinds.FactFound, ...] = (),
    rules: tuple[str, ...] = (),
    dissent: str = "",
    draft: UUID | None = None,
    id: UUID | None = None,  # noqa: A002 - the word of the contract
) -> UUID:
    """Write down what was decided; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such case for this actor, it was decided, this actor heard the person,
            nobody reviewed a draft of it, or the procedure does not allow it (every reason).
        InvalidPayload: the procedure knows no such outcome.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.DECIDE)
        against: tuple[Refusal, ...] = ()
        if file.standing is None:
            happened = queries.happened(actor, case)
            against = policies.refusals_to_decide(happened, outcome=outcome, actor=actor.account)
        said = kinds.DecisionTaken(
            file.record, kinds.Procedure(file.info.procedure), outcome, authority, country, facts, rules, reasons,
            dissent, _instance(file), draft,
        )  # fmt: skip
        return write(actor, file, Wish(said, effective_on, at, id, against))


def appeal(
    actor: Actor, *, case: UUID, grounds: str = "", documents: tuple[str, ...] = (), **common: Any
) -> UUID:
    """Write down that the person appealed; return the id of the entry. Somebody else decides on it.

    Raises:
        Refused: no role allows it, there is no such case for this actor, or there is nothing to appeal.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        said = kinds.AppealLodged(file.record, grounds, _step_of_appeal(file), documents)
        against: tuple[Refusal, ...] = ()
        if file.standing is None:
            against = policies.refusals_to_appeal(queries.happened(actor, case))
        return write(actor, file, Wish(said, **common, against=against))


def _step_of_appeal(file: File) -> str:
    """Return the step by which an appeal leads on from here: one that is called so (`appealed`, `appealed_late`)."""
    if file.standing is None:
        return "appeal"  # by which the plain guards know it
    state = file.standing.state
    named = [one for one in state.version.steps if one.id == "appeal" or one.id.startswith("appealed")]
    here = [one for one in named if state.state in one.sources]
    return next((one.id for one in [*here, *named]), "")


def record_audit(
    actor: Actor, *, case: UUID, decision: UUID, sample: str, checked: tuple[kinds.Checked, ...], **common: Any
) -> UUID:
    """Write down what an audit of a decision found; return the id of the entry. It changes no decision.

    Raises:
        Refused: no role allows it, there is no such case or decision, or the actor took it.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        state = file.standing.state if file.standing else None
        held = state is None or any(done.event.entry == decision for done in state.of(What.DECISION))
        against = () if held else (Refusal("procedures.no_such_entry"),)
        said = kinds.AuditRecorded(file.record, decision, sample, checked)
        return write(actor, file, Wish(said, **common, against=against))
