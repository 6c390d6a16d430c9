"""Opening records and writing into them; taking back; erasing. Each is one transaction in the ledger.

`imported` is the one batch path, of lists and of the demonstration: it prepares, `tulga.ledger.actions.append_many`
writes.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tulga.access import permissions
from tulga.access.actor import Actor
from tulga.access.acts import act_of
from tulga.access.refusals import Refusal, raise_if
from tulga.access.roles import May
from tulga.kernel.ids import new_id
from tulga.ledger import actions as ledger
from tulga.ledger.actions import Act, Draft
from tulga.ledger.erasure import erase_subject
from tulga.ledger.errors import InvalidPayload
from tulga.register import entries as kinds
from tulga.register import policies, queries, scope
from tulga.register.identity.actions import imported_judgement

__all__ = ["close_task", "erase", "imported", "imported_judgement", "open_record", "state", "withdraw"]


def open_record(
    actor: Actor,
    *,
    opened: kinds.RecordOpened,
    statements: Sequence[object] = (),
    effective_on: str,
    at: datetime,
    id: UUID | None = None,  # noqa: A002 - the word of the contract
) -> UUID:
    """Open the record of what one source said about one human being, and return its id.

    Raises:
        Refused: no role allows it, it lies outside the actor's areas, or a statement may not be made.
        DuplicateEntry, InvalidPayload, InvalidDate: nothing was written.
    """
    permissions.require(actor, May.WRITE_RECORDS)
    record = id or new_id()
    with transaction.atomic():
        ledger.lock()
        taken = [Refusal("register.number_taken")] if queries.is_taken(actor, record) else []
        raise_if([*taken, *policies.refusals_to_open(opened, actor=actor), *_refusals(actor, record, statements)])
        drafts = [Draft(record, payload, effective_on) for payload in (opened, *statements)]
        ledger.append_together(drafts, act=act_of(actor, at))
    return record


def state(
    actor: Actor, *, record: UUID, statement: object, effective_on: str, at: datetime, based_on: int | None = None
) -> UUID:
    """Add one statement to a record and return the id of its entry. What was said before stays beside it.

    `based_on` is the number of the record's last entry that the author had seen: what was written meanwhile and says
    something else becomes a task.

    Raises:
        Refused: no role allows it, there is no such record, it was withdrawn, or the statement may not be made.
    """
    with transaction.atomic():
        ledger.lock()
        scope.require_record(actor, record, May.WRITE_RECORDS)
        raise_if(_refusals(actor, record, [statement]))
        return ledger.append(Draft(record, statement, effective_on, based_on=based_on), act=act_of(actor, at)).id


def _refusals(actor: Actor, record: UUID, statements: Sequence[object]) -> tuple[Refusal, ...]:
    named = {said.other_record for said in statements if isinstance(said, kinds.RelationStated) and said.other_record}
    return policies.refusals_to_state(statements, seen=scope.visible(actor, named), own=record)


def withdraw(actor: Actor, *, record: UUID, entry: UUID, why: str, effective_on: str, at: datetime) -> UUID:
    """Say that an entry of a record no longer stands, and return the id of the withdrawal. Both stay readable.

    Withdrawing the opening withdraws the whole record: it is not found, counted or proposed any more.

    Raises:
        Refused: no role allows it, there is no such record or entry, it was withdrawn already, or no reason is given.
    """
    with transaction.atomic():
        ledger.lock()
        scope.require_record(actor, record, May.WRITE_RECORDS)
        standing = queries.stands(actor, record, entry)
        if standing is None:
            raise_if([Refusal("register.no_such_entry")])
        raise_if([*([] if standing else [Refusal("register.withdrawn_already")]), *policies.refusals_of_why(why)])
        said = kinds.StatementWithdrawn(entry=entry, why=why)
        return ledger.append(Draft(record, said, effective_on), act=act_of(actor, at)).id


def erase(actor: Actor, *, record: UUID, reason: str, at: datetime) -> None:
    """Erase everything personal that a record holds, for ever; and the third persons whom no other record names.

    The entries stay in the ledger as ciphertext without a key. `reason` is a code; it outlives the erasure.

    Raises:
        Refused: no role allows it, there is no such record, or the reason is no code.
    """
    permissions.require(actor, May.ERASE)
    if not scope.visible(actor, [record]):
        raise_if([Refusal("register.no_such_record")])
    raise_if(policies.refusals_of_reason(reason))
    act = act_of(actor, at)
    for person in queries.named_here_only(actor, record):
        erase_subject(person, reason=reason, act=act)
    erase_subject(record, reason=reason, act=act)


def close_task(actor: Actor, *, task: UUID, why: str, at: datetime) -> None:
    """Close a task, saying what came of it.

    Raises:
        Refused: no role allows it, there is no such open task, or nothing is said.
    """
    permissions.require(actor, May.CLOSE_TASKS)
    with transaction.atomic():
        ledger.lock()
        known = queries.find_task(actor, task)
        if known is None:
            raise_if([Refusal("register.no_such_task")])
        else:
            raise_if(policies.refusals_of_why(why))
            said = kinds.TaskClosed(task=task, why=why)
            ledger.append(Draft(known.record, said, at.date().isoformat()), act=act_of(actor, at))


def imported(
    actor: Actor,
    *,
    record: UUID,
    payload: object,
    effective_on: str,
    at: datetime,
    id: UUID | None = None,  # noqa: A002 - the word of the contract
) -> tuple[Draft, Act]:
    """Return an entry about a record for `append_many`. Cheap: it reads nothing.

    Raises:
        Refused: no role of the actor allows importing.
        InvalidPayload: this is nothing that a list can say of a record.
    """
    permissions.require(actor, May.IMPORT)
    if type(payload) not in policies.IMPORTABLE:
        raise InvalidPayload("payload", f"{type(payload).__name__} is not something that a list says of a record")
    return Draft(record, payload, effective_on, id=id), Act(actor.account, actor.organisation, at)
