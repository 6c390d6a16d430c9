"""Work on a case: tasks, appointments, interviews, evidence, sources, findings taken over, assessments."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from tulga.access.actor import Actor
from tulga.access.refusals import Refusal, Refused, raise_if
from tulga.access.roles import May
from tulga.kernel.dates import PartialDate
from tulga.nationality import queries as nationality
from tulga.nationality.entries import FindingAdopted
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared.actions.writing import File, Wish, open_file, write
from tulga.procedures.shared.queues import queries as queues


def _put(actor: Actor, case: UUID, entry_class: type, common: dict[str, Any], /, **said: Any) -> UUID:
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        when = {name: common[name] for name in ("effective_on", "at", "id") if name in common}
        return write(actor, file, Wish(entry_class(record=file.record, **said), **when))


def open_task(
    actor: Actor,
    *,
    case: UUID,
    what: str,
    for_role: str,
    due: date | None = None,
    assigned: UUID | None = None,
    note: str = "",
    **common: Any,
) -> UUID:
    """Ask somebody to do something in a case; return the id of the task.

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
    """
    told = {"what": what, "for_role": for_role, "due": due, "assigned": assigned, "note": note}
    return _put(actor, case, kinds.TaskOpened, common, **told)


def close_task(actor: Actor, *, case: UUID, task: UUID, result: str, **common: Any) -> UUID:
    """Say what came of a task, also of one that followed from a step; return the id of the entry.

    Raises:
        Refused: no role allows it, there is no such open task in this case for the actor, or nothing is said.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        against = [] if queues.find_task(actor, case, task) else [Refusal("procedures.no_such_task")]
        raise_if(against if result.strip() else [*against, Refusal("procedures.why_missing")])
        return write(actor, file, Wish(kinds.TaskDone(file.record, task, result), **common))


def make_appointment(
    actor: Actor,
    *,
    case: UUID,
    purpose: str,
    time: str,
    place: str,
    language: str,
    interpreter: str = "",
    with_whom: UUID | None = None,
    **common: Any,
) -> UUID:
    """Agree with the person on an hour; return the id of the appointment.

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
        InvalidPayload: the hour has no zone.
    """
    told = {
        "purpose": purpose, "time": time, "place": place, "language": language, "interpreter": interpreter,
        "with_whom": with_whom,
    }  # fmt: skip
    return _put(actor, case, kinds.AppointmentMade, common, **told)


def cancel_appointment(actor: Actor, *, case: UUID, appointment: UUID, why: str, **common: Any) -> UUID:
    """Say that an appointment does not take place, and why.

    Raises:
        Refused: no role allows it, or there is no such case or appointment.
    """
    return _put(actor, case, kinds.AppointmentCancelled, common, appointment=appointment, why=why)


def record_interview(
    actor: Actor,
    *,
    case: UUID,
    language: str,
    place: str,
    questions: tuple[kinds.Asked, ...],
    interpreter: str = "",
    read_back: bool = False,
    step: str | None = None,
    **common: Any,
) -> UUID:
    """Keep what the person was asked and answered; return the id of the entry.

    Whoever hears the person decides nothing in the case. `step` None: the step of the procedure that is an interview.

    Raises:
        Refused: no role allows it, there is no such case for this actor, or they decided in it.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        does = _step_of_interview(file) if step is None else step
        said = kinds.InterviewRecorded(
            file.record, language, place, questions, interpreter, read_back, does
        )
        return write(actor, file, Wish(said, **common))


def _step_of_interview(file: File) -> str:
    if file.standing is None:
        return ""
    state = file.standing.state
    named = [step for step in state.version.steps if step.id in {"interviewed", "interview_held", "interview", "heard"}]
    return next((step.id for step in named if state.state in step.sources), named[0].id if named else "")


def tie_evidence(
    actor: Actor,
    *,
    case: UUID,
    fact: str,
    weight: kinds.Weight | str,
    kind: kinds.Evidence | str,
    what: str,
    strength: int = 1,
    document: str | None = None,
    witness: UUID | None = None,
    third_persons: dict[UUID, dict[str, Any]] | None = None,
    **common: Any,
) -> UUID:
    """Tie a piece of evidence to the fact that it proves or disproves; return the id of the entry.

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
    """
    told = {
        "fact": fact, "weight": kinds.Weight(weight), "kind": kinds.Evidence(kind), "what": what, "strength": strength,
        "document": document, "witness": witness, "third_persons": third_persons or {},
    }  # fmt: skip
    return _put(actor, case, kinds.EvidenceTied, common, **told)


def cite_source(actor: Actor, *, case: UUID, cited: dict[str, Any], **common: Any) -> UUID:
    """Tie a source on the country of origin to a fact (`cited`: the fields of `SourceCited` but the record).

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
    """
    return _put(actor, case, kinds.SourceCited, common, **cited)


def take_finding(actor: Actor, *, case: UUID, finding: UUID, state: str, **common: Any) -> UUID:
    """Take what an adopted finding says of one State into a case, with the law by which it was worked out.

    `finding` is the entry by which somebody adopted it for the record of the case.

    Raises:
        Refused: no role allows it, there is no such case for this actor, or no such finding about that State stands.
    """
    with transaction.atomic():
        file = open_file(actor, case, May.HANDLE_CASES)
        adopted = nationality.find_said(actor, file.record, finding)
        payload = adopted.payload if adopted is not None and adopted.withdrawn is None else None
        if not isinstance(payload, FindingAdopted):
            raise Refused([Refusal("procedures.no_such_finding")])
        said = next((one for one in payload.findings if one.state == state), None)
        law = next((one.digest for one in payload.packs if one.state == state), None)
        if said is None or law is None:
            raise Refused([Refusal("procedures.no_such_finding")])
        taken = kinds.FindingTaken(file.record, finding, state, said.outcome, PartialDate.of(payload.as_of), law)
        return write(actor, file, Wish(taken, **common))


def assess(actor: Actor, *, case: UUID, assessed: dict[str, Any], **common: Any) -> UUID:
    """Write down whether a ground of inclusion, exclusion or cessation is met, not met or not known yet.

    `assessed`: the fields of `AssessmentMade` but the record.

    Raises:
        Refused: no role allows it, or there is no such case for this actor.
    """
    return _put(actor, case, kinds.AssessmentMade, common, **assessed)
