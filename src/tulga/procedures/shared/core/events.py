"""What happened in a case, as far as the machine needs it: codes, days, who did it; never a name or a narrative."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class What(StrEnum):
    OPENED = "opened"
    MOVED = "moved"  # to a later version of the procedure
    WITHDRAWN = "withdrawn"  # an earlier entry no longer stands
    STEP = "step"
    DECISION = "decision"
    NOTICE = "notice"
    PAPER = "paper"
    APPEAL = "appeal"
    INTERVIEW = "interview"
    DRAFT = "draft"
    REVIEW = "review"
    FACT = "fact"
    CONSENT = "consent"
    SCREENING = "screening"
    ENQUIRY_CONSENT = "enquiry_consent"
    ENQUIRY = "enquiry"
    ANSWER = "answer"
    EVIDENCE = "evidence"
    SOURCE = "source"
    FINDING = "finding"
    ASSESSMENT = "assessment"
    PAUSE = "pause"
    RESUME = "resume"
    EXTENSION = "extension"
    TASK = "task"
    TASK_DONE = "task_done"
    APPOINTMENT = "appointment"
    CANCELLED = "cancelled"  # an appointment
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a case.

    Attributes:
        value: the step, the outcome, the paper, the clock, the fact, whatever the kind is about.
        earliest, latest: the days between which it happened; None is unbounded.
        moment: where the hour was told, the instant; else when it was written where the act happened.
        doer: who did it; None where a list told of it, so that nobody knows.
        role: the role of the procedure in which it was done, "" where it was not said.
        step: the step of the procedure that it does, for kinds that may do one (an enquiry, an interview, an appeal).
        detail: codes that guards and clocks read.
    """

    entry: UUID
    what: What
    value: str
    earliest: date | None
    latest: date | None
    moment: datetime
    position: int
    doer: UUID | None = None
    role: str = ""
    step: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def first_day(self) -> date:
        """Return the earliest day on which it can have happened; the day it was written where none was told."""
        return self.earliest or self.latest or self.moment.date()

    @property
    def last_day(self) -> date:
        return self.latest or max(self.moment.date(), self.first_day)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something may not be done: the code of a refusal with its data. `unknown`: it may be so, nobody has said."""

    code: str
    data: Mapping[str, str] = field(default_factory=dict)
    unknown: bool = False
