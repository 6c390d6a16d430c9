"""Opening a case and going on with it; facts and consents; telling, documenting, taking back; and the batch path."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tulga.access import permissions as roles
from tulga.access.actor import Actor
from tulga.access.acts import act_of
from tulga.access.refusals import Refusal, raise_if
from tulga.access.roles import May
from tulga.kernel.dates import InvalidDate, PartialDate
from tulga.kernel.effective import Effective
from tulga.kernel.ids import new_id
from tulga.ledger import actions as ledger
from tulga.ledger.actions import Act, Draft
from tulga.ledger.errors import InvalidPayload
from tulga.procedures.definitions.core.model import Definition
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared import permissions, policies, queries, registry
from tulga.procedures.shared.actions.writing import File, Wish, open_file, write
from tulga.procedures.shared.told import OF_A_CASE
from tulga.register import queries as register
from tulga.register import scope


def open_case(
    actor: Actor,
    *,
    record: UUID,
    procedure: kinds.Procedure | str,
    authority: str,
    effective_on: str,
    at: datetime,
    country: str | None = None,
    version: str | None = None,
    basis: str = "",
    id: UUID | None = None,  # noqa: A002 - the word of the contract
) -> UUID:
    """Open a case for a record and return its id.

    A case of a country whose procedure we have a table of is pinned to the version of its day. Where nobody can tell
    which of two was in force, the actor says which (`version`). `country` None: no table applies.

    Raises:
        Refused: no role allows it, there is no such record for this actor, it was withdrawn, the case is open
            already, or no version (or more than one) was in force on that day.
    """
    if procedure not in set(kinds.Procedure):
        raise_if([Refusal("procedures.no_such_procedure", {"procedure": procedure})])
    raise_if(permissions.refusals_to_open(actor, kinds.Procedure(procedure)))
    case = id or new_id()
    with transaction.atomic():
        ledger.lock()
        scope.require_record(actor, record, May.HANDLE_CASES)
        found = [Refusal("procedures.case_taken")] if queries.find_case(actor, case) else []
        definition = registry.definition_for(country, procedure) if country else None
        chosen = None
        if definition is not None:
            chosen, against = _pin(definition, effective_on, at, version)
            found += against
        raise_if(found)
        opened = kinds.CaseOpened(
            record, kinds.Procedure(procedure), authority, basis, country, definition.id if definition else None, chosen
        )
        drafts = [Draft(case, opened, effective_on, subject=record)]
        if definition is not None and _counts_from_birth(definition, chosen):
            drafts += _birth(actor, case, record, effective_on)
        ledger.append_together(drafts, act=act_of(actor, at))
    return case


def _counts_from_birth(definition: Definition, version: str | None) -> bool:
    known = registry.pinned(definition.id, version)
    return known is not None and any("birth" in clock.starts for clock in known[1].clocks)


def _birth(actor: Actor, case: UUID, record: UUID, effective_on: str) -> list[Draft]:
    """Return the day of birth as a fact of the case, where the record tells of one: clocks run from it."""
    told = register.find_record(actor, record)
    births = told.births if told is not None else ()
    if len(births) != 1:
        return []  # nobody knows, or two dates were told: somebody has to say which
    said = kinds.FactStated(record, "birth", True, PartialDate.parse(births[0]), "record")  # noqa: FBT003
    return [Draft(case, said, effective_on, subject=record)]


def _pin(definition: Definition, on: str, at: datetime, wanted: str | None) -> tuple[str | None, list[Refusal]]:
    """Return the version to which a case of a day is pinned, or why it is none."""
    try:
        when = Effective.parse(on)
    except InvalidDate:
        return None, [Refusal("procedures.no_date", {"given": on})]
    earliest = when.earliest or when.latest or at.date()
    if earliest > at.date():
        return None, [Refusal("procedures.in_the_future")]
    held = [one.id for one in registry.versions_between(definition, earliest, when.latest or at.date())]
    if wanted in held or (wanted is None and len(held) == 1):
        return wanted or held[0], []
    if not held:
        return None, [Refusal("procedures.no_version")]
    return None, [Refusal("procedures.choose_version", {"versions": ", ".join(held)})]


def move_case(actor: Actor, *, case: UUID, version: str, why: str, state: str = "", **common: Any) -> UUID:
    """Let a case go on by a later version of its procedure; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such case, version or state, or no reason is given.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        against = [] if file.standing else [Refusal("procedures.not_pinned")]
        raise_if(against if why.strip() else [*against, Refusal("procedures.why_missing")])
        return write(actor, file, Wish(kinds.CaseMoved(file.record, version, why, state), **common))


def do_step(
    actor: Actor,
    *,
    case: UUID,
    step: str,
    effective_on: str,
    at: datetime,
    note: str = "",
    documents: tuple[str, ...] = (),
    id: UUID | None = None,  # noqa: A002 - the word of the contract
) -> UUID:
    """Write down that a step of a case was done; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such case for this actor, or the procedure does not allow the step
            (every reason).
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        done = kinds.StepDone(file.record, step, note, documents)
        return write(actor, file, Wish(done, effective_on, at, id, _asks_abroad(file, step)))


def _asks_abroad(file: File, step: str) -> tuple[Refusal, ...]:
    """An enquiry abroad is sent by its own action, which asks for the screening of everybody named."""
    ways = file.standing.state.version.steps if file.standing else ()
    abroad = any(one.id == step and any("screening_clear" in guard for guard in one.guards) for one in ways)
    return (Refusal("procedures.send_it_as_an_enquiry"),) if abroad else ()


def state_fact(
    actor: Actor, *, case: UUID, fact: str, holds: bool, on: PartialDate | None = None, basis: str = "", **common: Any
) -> UUID:
    """Write down that a fact holds (since a day), or that it does not; return the id of the entry.

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        return write(actor, file, Wish(kinds.FactStated(file.record, fact, holds, on, basis), **common))


def record_consent(
    actor: Actor, *, case: UUID, recipient: str, given: bool, text_version: str, language: str, **common: Any
) -> UUID:
    """Write down whether the person agreed that somebody in the procedure is told; return the id of the entry.

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        said = kinds.ConsentGiven(file.record, recipient, given, text_version, language)
        return write(actor, file, Wish(said, **common))


def serve_notice(
    actor: Actor,
    *,
    case: UUID,
    means: str,
    language: str,
    effective_on: str,
    at: datetime,
    proof: str = "",
    id: UUID | None = None,  # noqa: A002 - the word of the contract
) -> UUID:
    """Write down that the person was told of the decision; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such case for this actor, or nothing was decided.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        against = () if file.standing else policies.refusals_to_serve(queries.happened(actor, case))
        said = kinds.NoticeServed(file.record, means, language, proof)
        return write(actor, file, Wish(said, effective_on, at, id, against))


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
    id: UUID | None = None,  # noqa: A002 - the word of the contract
) -> UUID:
    """Write down that a paper was issued; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such case for this actor, or the procedure does not allow the paper.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        said = kinds.PaperIssued(file.record, paper, number, number_check, valid_until)
        return write(actor, file, Wish(said, effective_on, at, id))


def withdraw_entry(actor: Actor, *, case: UUID, entry: UUID, why: str, effective_on: str, at: datetime) -> UUID:
    """Say that an entry of a case no longer stands (withdrawing the opening withdraws the case); both stay readable.

    What followed from it is worked out anew; what then fits nowhere becomes a question for somebody.

    Raises:
        Refused: no role allows it, there is no such case or entry, it was withdrawn already, or no reason is given.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        raise_if(policies.refusals_to_withdraw(queries.stands(actor, case, entry), why))
        said = kinds.CaseEntryWithdrawn(file.record, entry, why)
        return ledger.append(Draft(case, said, effective_on, subject=file.record), act=act_of(actor, at)).id


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

    Whether a whole case goes by its procedure tells `procedures.shared.checking.problems`.

    Raises:
        Refused: no role of the actor allows importing.
        InvalidPayload: this is no entry of a case, or it claims that the importer did it.
    """
    roles.require(actor, May.IMPORT)
    if type(payload) not in OF_A_CASE:
        raise InvalidPayload("payload", f"{type(payload).__name__} is not an entry of a case")
    if getattr(payload, "role", ""):
        raise InvalidPayload("role", "whoever imports did not do it; leave it empty")
    record: UUID = payload.record  # type: ignore[attr-defined]
    return Draft(case, payload, effective_on, subject=record, id=id), Act(actor.account, actor.organisation, at)
