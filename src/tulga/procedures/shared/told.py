"""From what an entry says to what the machine and the table of cases hold of it: codes and days, no narrative.

A case's entries are personal and encrypted; lists and queues are worked out from rows of the table alone.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple, Protocol
from uuid import UUID

from tulga.kernel.dates import PartialDate
from tulga.kernel.effective import Effective
from tulga.ledger.projection import Recorded
from tulga.procedures.shared import entries as kinds
from tulga.procedures.shared.core.events import Event, What


class Said(NamedTuple):
    """What a row says beyond who wrote it and when."""

    what: What
    value: str
    procedure: str = ""
    country: str | None = None
    authority: str = ""
    step: str = ""
    detail: Mapping[str, Any] = {}


def _text(value: UUID | PartialDate | date | None) -> str | None:
    return None if value is None else value.text if isinstance(value, PartialDate) else str(value)


def _with_documents(said: Any) -> dict[str, Any]:
    return {"documents": list(said.documents)} if said.documents else {}


def _decision(said: kinds.DecisionTaken) -> Said:
    detail = {"instance": said.instance.value} | ({"draft": str(said.draft)} if said.draft else {})
    return Said(What.DECISION, said.outcome, said.procedure.value, said.country, said.authority, detail=detail)


def _opened(said: kinds.CaseOpened) -> Said:
    detail = {"definition": said.definition, "version": said.version} if said.definition else {}
    return Said(What.OPENED, said.procedure.value, said.procedure.value, said.country, said.authority, detail=detail)


def _task(said: kinds.TaskOpened) -> Said:
    return Said(
        What.TASK, said.what, detail={"for": said.for_role, "due": _text(said.due), "to": _text(said.assigned)}
    )


SAID: Final[dict[type, Callable[[Any], Said]]] = {
    kinds.CaseOpened: _opened,
    kinds.CaseMoved: lambda said: Said(What.MOVED, said.version, detail={"state": said.state}),
    kinds.StepDone: lambda said: Said(What.STEP, said.step, detail=_with_documents(said)),
    kinds.DecisionTaken: _decision,
    kinds.NoticeServed: lambda said: Said(What.NOTICE, said.means),
    kinds.PaperIssued: lambda said: Said(What.PAPER, said.paper, detail={"until": _text(said.valid_until)}),
    kinds.FactStated: lambda said: Said(What.FACT, said.fact, detail={"holds": said.holds, "on": _text(said.on)}),
    kinds.ConsentGiven: lambda said: Said(What.CONSENT, said.recipient, detail={"given": said.given}),
    kinds.AppealLodged: lambda said: Said(What.APPEAL, "", step=said.step, detail=_with_documents(said)),
    kinds.DecisionDrafted: lambda said: Said(What.DRAFT, said.outcome, detail={"instance": said.instance.value}),
    kinds.DecisionReviewed: lambda said: Said(What.REVIEW, str(said.draft), detail={"agrees": said.agrees}),
    kinds.AuditRecorded: lambda said: Said(What.AUDIT, str(said.decision)),
    kinds.ScreeningRecorded: lambda said: Said(
        What.SCREENING, str(said.about), detail={"answer": said.answer.value, "on": _text(said.asked_on)}
    ),
    kinds.EnquiryConsent: lambda said: Said(
        What.ENQUIRY_CONSENT, str(said.about), country=said.state, authority=said.authority
    ),
    kinds.EnquirySent: lambda said: Said(
        What.ENQUIRY, said.state, country=said.state, authority=said.authority, step=said.step
    ),
    kinds.EnquiryAnswered: lambda said: Said(
        What.ANSWER, str(said.enquiry), step=said.step, detail={"says": said.says.value}
    ),
    kinds.TaskOpened: _task,
    kinds.TaskDone: lambda said: Said(What.TASK_DONE, str(said.task)),
    kinds.AppointmentMade: lambda said: Said(What.APPOINTMENT, said.purpose, detail={"time": said.time}),
    kinds.AppointmentCancelled: lambda said: Said(What.CANCELLED, str(said.appointment)),
    kinds.InterviewRecorded: lambda said: Said(What.INTERVIEW, said.language, step=said.step),
    kinds.EvidenceTied: lambda said: Said(What.EVIDENCE, said.fact, detail={"weight": said.weight.value}),
    kinds.SourceCited: lambda said: Said(What.SOURCE, said.fact, country=said.country),
    kinds.FindingTaken: lambda said: Said(What.FINDING, said.outcome, country=said.country),
    kinds.AssessmentMade: lambda said: Said(
        What.ASSESSMENT, said.ground, detail={"of": said.of.value, "finding": said.finding.value}
    ),
    kinds.ClockPaused: lambda said: Said(What.PAUSE, said.clock, detail={"reason": said.reason}),
    kinds.ClockResumed: lambda said: Said(What.RESUME, said.clock),
    kinds.ClockExtended: lambda said: Said(
        What.EXTENSION, said.clock, authority=said.authority, detail={"value": said.value, "unit": said.unit.value}
    ),
}
OF_A_CASE: Final = frozenset({*SAID, kinds.CaseEntryWithdrawn, kinds.EnquiryConsentWithdrawn})
WITHDRAWALS: Final = (kinds.CaseEntryWithdrawn, kinds.EnquiryConsentWithdrawn)


def detail_of(said: Said, effective_on: str) -> str:
    """Return the codes of a row as text; the step that the entry does stands among them, and that an hour was told."""
    told = _codes(said, effective_on) | ({"step": said.step} if said.step else {})
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def _codes(said: Said, effective_on: str) -> dict[str, Any]:
    told = {name: value for name, value in said.detail.items() if value is not None and value != ""}
    return told | ({"hour": True} if Effective.parse(effective_on).instant else {})


def moment_of(effective_on: str, acted_at: datetime) -> datetime:
    """Return the hour that was told, else the time by the clock of whoever acted."""
    return Effective.parse(effective_on).instant or acted_at


class Row(Protocol):
    """What the machine reads of a row of the table of cases."""

    @property
    def entry(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def effective_earliest(self) -> date | None: ...
    @property
    def effective_latest(self) -> date | None: ...
    @property
    def moment(self) -> datetime | None: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def position(self) -> int: ...
    @property
    def actor(self) -> UUID: ...
    @property
    def role(self) -> str: ...
    @property
    def known_doer(self) -> bool: ...
    @property
    def detail(self) -> str: ...


def event_of(row: Row) -> Event:
    """Return an entry as the machine reads it, from its row."""
    detail = json.loads(row.detail) if row.detail != "{}" else {}
    return Event(
        row.entry, What(row.kind), row.value, row.effective_earliest, row.effective_latest,
        row.moment or row.recorded_at, row.position, row.actor if row.known_doer else None, row.role,
        detail.pop("step", ""), detail,
    )  # fmt: skip


def event_to_be(
    payload: object, *, entry: UUID, effective_on: str, at: datetime, position: int, doer: UUID | None
) -> Event | None:
    """Return an entry that somebody wants to write as the machine would read it; None for a withdrawal.

    Raises:
        InvalidDate: `effective_on` is no date.
    """
    told = SAID.get(type(payload))
    if told is None:
        return None
    said, when = told(payload), Effective.parse(effective_on)
    return Event(
        entry, said.what, said.value, when.earliest, when.latest, when.instant or at, position, doer,
        getattr(payload, "role", ""), said.step, _codes(said, effective_on),
    )  # fmt: skip


def doer_is_known(entry: Recorded) -> bool:
    """Say whether the actor did what the entry says: in a role, or on a device of their own. A list only tells."""
    return bool(getattr(entry.payload, "role", "") or entry.device)
