"""An operation that determines statelessness by the small invented procedure of `tests/unit/procedures`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.integration.register.people import Operation, a_birth
from tulga.access.actor import Actor
from tulga.access.entries import OrganisationKind
from tulga.access.refusals import Refused
from tulga.access.roles import Roles
from tulga.procedures.shared import actions
from tulga.procedures.shared import entries as kinds


def refused(act: Callable[[], Any]) -> list[str]:
    with pytest.raises(Refused) as caught:
        act()
    return [one.code for one in caught.value.refusals]


@dataclass(slots=True)
class Office(Operation):
    """Somebody for each role of the procedure, and one case that they work on."""

    interviewer: Actor = field(init=False)
    decider: Actor = field(init=False)
    reviewer: Actor = field(init=False)
    appeals: Actor = field(init=False)
    record_id: UUID = field(init=False)
    case_id: UUID = field(init=False)
    officer: Actor = field(init=False)  # of an authority of the State, after `of_the_state`

    def __post_init__(self) -> None:
        Operation.__post_init__(self)
        self.interviewer = self.actor(Roles.INTERVIEWER)
        self.decider, self.reviewer = self.actor(Roles.DECIDER), self.actor(Roles.DECIDER)
        self.appeals = self.actor(Roles.APPEAL)
        self.record_id = self.record("Петрова Анна", a_birth("1980"))
        self.case_id = self.determination(self.record_id)

    def of_the_state(self) -> "Office":
        """Let an authority of the State keep a case of its own, and work on that one."""
        self.officer = self.actor(Roles.AUTHORITY, organisation=self.organisation(OrganisationKind.AUTHORITY))
        self.record_id = self.record("Иванов Иван", a_birth("1975"), by=self.officer)
        self.case_id = self.determination(self.record_id, by=self.officer)
        self.step("applied", self.officer, documents=("application", "photographs"))
        self.step("citizenship_checked", self.officer)
        return self

    def determination(self, record: UUID, *, by: Actor | None = None, on: str = "2021-03-01", **more: Any) -> UUID:
        return actions.open_case(
            by or self.caseworker, record=record, procedure="statelessness_determination", authority="service",
            country="XAA", effective_on=on, at=self.tick(), **more,
        )  # fmt: skip

    def common(self, on: str | None = None) -> dict[str, Any]:
        at = self.tick()
        return {"case": self.case_id, "effective_on": on or at.date().isoformat(), "at": at}

    def step(self, name: str, by: Actor | None = None, *, on: str | None = None, **more: Any) -> UUID:
        return actions.do_step(by or self.caseworker, step=name, **self.common(on), **more)

    def apply(self) -> UUID:
        return self.step("applied", documents=("application", "photographs"))

    def hear(self) -> UUID:
        asked = (kinds.Asked("Where were you born?", "In the village."),)
        return actions.record_interview(
            self.interviewer, language="kk", place="the office", questions=asked, **self.common()
        )

    def screen(self, about: UUID | None = None, answer: str = "none_feared", *, by: Actor | None = None) -> UUID:
        return actions.record_screening(
            by or self.caseworker, about=about or self.record_id, asked_on=date(2021, 3, 1), answer=answer,
            **self.common(),
        )  # fmt: skip

    def agree(self, about: UUID | None = None, *, state: str = "XAB", by: Actor | None = None) -> UUID:
        return actions.consent_to_enquiry(
            by or self.caseworker, about=about or self.record_id, state=state, authority="consulate",
            text_version="1", language="kk", **self.common(),
        )  # fmt: skip

    def ask(self, *relatives: UUID, by: Actor | None = None, state: str = "XAB") -> UUID:
        return actions.send_enquiry(
            by or self.caseworker, state=state, authority="consulate", text="Is this your citizen?",
            relatives=relatives, **self.common(),
        )  # fmt: skip

    def until_the_interview(self) -> None:
        self.apply()
        self.step("citizenship_checked")
        self.hear()

    def review(self, outcome: str) -> UUID:
        draft = actions.draft_decision(self.decider, outcome=outcome, reasons="as found", **self.common())
        actions.review_draft(self.reviewer, draft=draft, agrees=True, **self.common())
        return draft

    def decide(self, outcome: str, by: Actor | None = None, **more: Any) -> UUID:
        return actions.decide(by or self.decider, outcome=outcome, authority="service", **self.common(), **more)
