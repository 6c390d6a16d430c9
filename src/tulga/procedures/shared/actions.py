"""What can be done in a case, whatever the procedure. Each is one transaction and one entry in the ledger."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tulga.access import permissions as roles
from tulga.access.actor import Actor
from tulga.access.acts import act_of
from tulga.access.refusals import Refusal, Refused, raise_if
from tulga.access.roles import May
from tulga.kernel.dates import PartialDate
from tulga.kernel.ids import new_id
from tulga.ledger import actions as ledger
from tulga.ledger.actions import Act, Draft
from tulga.ledger.errors import InvalidPayload
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared import permissions, policies, queries
from tulga.procedures.shared.queries import CaseInfo
from tulga.register import scope

_IMPORTABLE = frozenset({
    kinds.CaseOpened, kinds.StepDone, kinds.DecisionTaken, kinds.NoticeServed, kinds.PaperIssued,
    kinds.CaseEntryWithdrawn,
})  # fmt: skip


def open_case(
    actor: Actor,
    *,
    record: UUID,
    procedure: kinds.Procedure | str,
    authority: str,
    effective_on: str,
    at: datetime,
    basis: str = "",
    id: UUID | None = None,  # noqa: A002 - the word of the contract
) -> UUID:
    """Open a case for a record and return its id.

    Raises:
        Refused: no role allows it, there is no such record for this actor, it was withdrawn, or the case is open
            already.
    """
    if procedure not in set(kinds.Procedure):
        raise_if([Refusal("procedures.no_such_procedure", {"procedure": procedure})])
    raise_if(permissions.refusals_to_open(actor, kinds.Procedure(procedure)))
    case = id or new_id()
    with transaction.atomic():
        ledger.lock()
        scope.require_record(actor, record, May.HANDLE_CASES)
        raise_if([Refusal("procedures.case_taken")] if queries.find_case(actor, case) else [])
        opened = kinds.CaseOpened(record, kinds.Procedure(procedure), authority, basis)
        _append(actor, case, opened, record, effective_on, at)
    return case


def do_step(actor: Actor, *, case: UUID, step: str, effective_on: str, at: datetime, note: str = "") -> UUID:
    """Write down that a step of a case was done; return the id of the entry.

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
    """
    with transaction.atomic():
        known = _case(actor, case, May.HANDLE_CASES)
        return _append(actor, case, kinds.StepDone(known.record, step, note), known.record, effective_on, at)


def decide(
    actor: Actor,
    *,
    case: UUID,
    outcome: str,
    authority: str,
    effective_on: str,
    at: datetime,
    country: str | None = None,
) -> UUID:
    """Write down what was decided; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such case for this actor, it was decided, or this actor heard the
            person.
        InvalidPayload: the procedure knows no such outcome.
    """
    with transaction.atomic():
        known = _case(actor, case, May.DECIDE)
        happened = queries.happened(actor, case)
        raise_if(policies.refusals_to_decide(happened, outcome=outcome, actor=actor.account))
        said = kinds.DecisionTaken(known.record, kinds.Procedure(known.procedure), outcome, authority, country)
        return _append(actor, case, said, known.record, effective_on, at)


def serve_notice(actor: Actor, *, case: UUID, means: str, language: str, effective_on: str, at: datetime) -> UUID:
    """Write down that the person was told of the decision; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such case for this actor, or nothing was decided.
    """
    with transaction.atomic():
        known = _case(actor, case, May.HANDLE_CASES)
        raise_if(policies.refusals_to_serve(queries.happened(actor, case)))
        return _append(actor, case, kinds.NoticeServed(known.record, means, language), known.record, effective_on, at)


def issue_paper(
    actor: Actor,
    *,
    case: UUID,
    paper: str,
    effective_on: str,
    at: datetime,
    number: str | None = None,
    number_check: str = "",
    valid_until: PartialDate | None = None,
) -> UUID:
    """Write down that a paper was issued; return the id of the entry.

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
    """
    with transaction.atomic():
        known = _case(actor, case, May.HANDLE_CASES)
        said = kinds.PaperIssued(known.record, paper, number, number_check, valid_until)
        return _append(actor, case, said, known.record, effective_on, at)


def withdraw_entry(actor: Actor, *, case: UUID, entry: UUID, why: str, effective_on: str, at: datetime) -> UUID:
    """Say that an entry of a case no longer stands (withdrawing the opening withdraws the case); both stay readable.

    Raises:
        Refused: no role allows it, there is no such case or entry, it was withdrawn already, or no reason is given.
    """
    with transaction.atomic():
        known = _case(actor, case, May.HANDLE_CASES)
        raise_if(policies.refusals_to_withdraw(queries.stands(actor, case, entry), why))
        said = kinds.CaseEntryWithdrawn(known.record, entry, why)
        return _append(actor, case, said, known.record, effective_on, at)


def _case(actor: Actor, case: UUID, permission: str) -> CaseInfo:
    """Return a case that the actor may work on, as the only writer until the transaction ends."""
    roles.require(actor, permission)
    ledger.lock()
    known = queries.find_case(actor, case)
    if known is None:
        raise Refused([Refusal("procedures.no_such_case")])
    raise_if([Refusal("procedures.case_withdrawn")] if known.withdrawn_at else [])
    scope.require_record(actor, known.record, permission)
    return known


def _append(actor: Actor, case: UUID, payload: object, record: UUID, effective_on: str, at: datetime) -> UUID:
    return ledger.append(Draft(case, payload, effective_on, subject=record), act=act_of(actor, at)).id


def imported(
    actor: Actor,
    *,
    case: UUID,
    payload: object,
    effective_on: str,
    at: datetime,
    id: UUID | None = None,  # noqa: A002 - the word of the contract
) -> tuple[Draft, Act]:
    """Return an entry of a case for `tulga.ledger.actions.append_many`. Cheap: it reads nothing.

    Raises:
        Refused: no role of the actor allows importing.
        InvalidPayload: this is no entry of a case.
    """
    roles.require(actor, May.IMPORT)
    if type(payload) not in _IMPORTABLE:
        raise InvalidPayload("payload", f"{type(payload).__name__} is not an entry of a case")
    record: UUID = payload.record  # type: ignore[attr-defined]
    return Draft(case, payload, effective_on, subject=record, id=id), Act(actor.account, actor.organisation, at)
