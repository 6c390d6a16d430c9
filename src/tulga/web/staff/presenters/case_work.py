"""What was done in a case besides its steps, decision, notice and paper, in words: one line and the small print."""

from collections.abc import Callable
from typing import Any, Final

from tulga.procedures.shared import entries as cases
from tulga.web.staff import labels

# Kind of entry → its word, what is told in the line, what in the small print.
_PARTS: Final[dict[type, tuple[str, tuple[str, ...], tuple[str, ...]]]] = {
    cases.CaseMoved: ("moved", ("version",), ("why",)),
    cases.FactStated: ("fact", ("fact",), ("basis",)),
    cases.ConsentGiven: ("consent", ("recipient",), ("text_version", "language")),
    cases.AppealLodged: ("appeal", (), ("grounds",)),
    cases.DecisionDrafted: ("draft", ("outcome",), ("reasons",)),
    cases.DecisionReviewed: ("review", (), ("remarks",)),
    cases.AuditRecorded: ("audit", (), ("sample",)),
    cases.ScreeningRecorded: ("screening", ("answer",), ()),
    cases.EnquiryConsent: ("enquiry_consent", ("state", "authority"), ("text_version", "language")),
    cases.EnquiryConsentWithdrawn: ("consent_withdrawn", (), ("why",)),
    cases.EnquirySent: ("enquiry", ("state", "authority"), ("text", "means")),
    cases.EnquiryAnswered: ("answer", ("says",), ("text",)),
    cases.TaskOpened: ("task", ("what",), ("note",)),
    cases.TaskDone: ("task_done", ("result",), ()),
    cases.AppointmentMade: ("appointment", ("purpose", "time"), ("place", "language", "interpreter")),
    cases.AppointmentCancelled: ("cancelled", (), ("why",)),
    cases.InterviewRecorded: ("interview", ("place",), ("language", "interpreter")),
    cases.EvidenceTied: ("tied", ("fact", "weight"), ("what", "document")),
    cases.SourceCited: ("source", ("title", "publisher"), ("says", "address")),
    cases.FindingTaken: ("finding", ("country", "outcome"), ("law",)),
    cases.AssessmentMade: ("assessment", ("ground",), ("reasons",)),
    cases.ClockPaused: ("pause", ("clock", "reason"), ("note",)),
    cases.ClockResumed: ("resume", ("clock",), ()),
    cases.ClockExtended: ("extension", ("clock",), ("authority", "why")),
}


def _words(given: object, names: tuple[str, ...]) -> list[str]:
    values = (getattr(given, name) for name in names)
    return [str(getattr(value, "value", value)) for value in values if value not in {None, ""}]


def parts_of(payload: object) -> tuple[str, str, list[str]]:
    """Return under which word an entry stands, its line, and its small print."""
    kind, line, small = _PARTS[type(payload)]
    told = ", ".join(_words(payload, line))
    word = labels.word(labels.CASE_KINDS, kind)
    return kind, f"{word}: {told}" if told else word, _words(payload, small)


def tellers(said: Callable[[str, str, tuple[str, ...]], Any]) -> dict[type, Callable[[Any], Any]]:
    """Return how each of these kinds is told, as `said` puts it together."""

    def tell(payload: object) -> Any:
        subject, text, details = parts_of(payload)
        return said(subject, text, tuple(details))

    return dict.fromkeys(_PARTS, tell)
