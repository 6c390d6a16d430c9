"""What can be done in a case, whatever the procedure. Each is one transaction; a refusal tells every reason."""

from tulga.procedures.shared.actions.cases import (
    do_step,
    imported,
    issue_paper,
    move_case,
    open_case,
    record_consent,
    serve_notice,
    state_fact,
    withdraw_entry,
)
from tulga.procedures.shared.actions.clocks import declare_days_off, extend_clock, pause_clock, resume_clock
from tulga.procedures.shared.actions.decisions import appeal, decide, draft_decision, record_audit, review_draft
from tulga.procedures.shared.actions.enquiries import (
    consent_to_enquiry,
    record_answer,
    record_screening,
    send_enquiry,
    withdraw_consent,
)
from tulga.procedures.shared.actions.work import (
    assess,
    cancel_appointment,
    cite_source,
    close_task,
    make_appointment,
    open_task,
    record_interview,
    take_finding,
    tie_evidence,
)

__all__ = [
    "appeal", "assess", "cancel_appointment", "cite_source", "close_task", "consent_to_enquiry", "decide",
    "declare_days_off", "do_step", "draft_decision", "extend_clock", "imported", "issue_paper", "make_appointment",
    "move_case", "open_case", "open_task", "pause_clock", "record_answer", "record_audit", "record_consent",
    "record_interview", "record_screening", "resume_clock", "review_draft", "send_enquiry", "serve_notice",
    "state_fact", "take_finding", "tie_evidence", "withdraw_consent", "withdraw_entry",
]  # fmt: skip
