"""What happens in a case, whatever the procedure. One module per subject; all of it is personal but days off."""

from tulga.procedures.shared.entries.cases import (
    OUTCOMES,
    CaseEntryWithdrawn,
    CaseMoved,
    CaseOpened,
    ConsentGiven,
    FactStated,
    NoticeServed,
    PaperIssued,
    Procedure,
    StepDone,
)
from tulga.procedures.shared.entries.clocks import ClockExtended, ClockPaused, ClockResumed, DaysOffDeclared
from tulga.procedures.shared.entries.decisions import (
    AppealLodged,
    AuditRecorded,
    Burden,
    Checked,
    DecisionDrafted,
    DecisionReviewed,
    DecisionTaken,
    FactFound,
    Instance,
)
from tulga.procedures.shared.entries.enquiries import (
    EnquiryAnswered,
    EnquiryConsent,
    EnquiryConsentWithdrawn,
    EnquirySent,
    Says,
    Screened,
    ScreeningRecorded,
)
from tulga.procedures.shared.entries.work import (
    AppointmentCancelled,
    AppointmentMade,
    Asked,
    Assessed,
    AssessmentMade,
    Evidence,
    EvidenceTied,
    FindingTaken,
    InterviewRecorded,
    SourceCited,
    TaskDone,
    TaskOpened,
    Weight,
)

__all__ = [
    "OUTCOMES", "AppealLodged", "AppointmentCancelled", "AppointmentMade", "Asked", "Assessed", "AssessmentMade",
    "AuditRecorded", "Burden", "CaseEntryWithdrawn", "CaseMoved", "CaseOpened", "Checked", "ClockExtended",
    "ClockPaused", "ClockResumed", "ConsentGiven", "DaysOffDeclared", "DecisionDrafted", "DecisionReviewed",
    "DecisionTaken", "EnquiryAnswered", "EnquiryConsent", "EnquiryConsentWithdrawn", "EnquirySent", "Evidence",
    "EvidenceTied", "FactFound", "FactStated", "FindingTaken", "Instance", "InterviewRecorded", "NoticeServed",
    "PaperIssued", "Procedure", "Says", "Screened", "ScreeningRecorded", "SourceCited", "StepDone", "TaskDone",
    "TaskOpened", "Weight",
]  # fmt: skip
