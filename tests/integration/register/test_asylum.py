"""No authority of the State learns from us that anybody asked for asylum: through no query, and through no refusal."""

from dataclasses import asdict

import pytest

from tests.integration.register.people import TOLD, Operation, a_passport
from tulga.access.actor import Actor
from tulga.access.refusals import Refused
from tulga.access.roles import Roles
from tulga.kernel.ids import new_id
from tulga.ledger.actions import append_many
from tulga.procedures.shared import actions as procedures
from tulga.procedures.shared import entries as cases
from tulga.procedures.shared import queries as case_queries
from tulga.register import queries
from tulga.register.entries import Basis, NationalityStated, NationalityStatus, PaperStated
from tulga.register.identity import queries as identity


class World(Operation):
    """An authority with records of its own, about whose person the operation then writes down an asylum claim."""

    __slots__ = ("authority", "claim", "officer", "own", "twin")

    def __init__(self) -> None:
        super().__init__()
        self.authority = self.organisation("authority", "Migration service")
        self.officer = self.actor(Roles.AUTHORITY, organisation=self.authority)
        self.own = self.record("Иванов Иван", a_passport("IV 7"), by=self.officer)
        self.twin = self.record("Иванов Иван Иванович", a_passport("IV 7"), by=self.officer)
        self.case(self.own, by=self.officer)

    def claims(self) -> None:
        """Write everything about an asylum claim that the operation and the asylum office can write."""
        worker = self.caseworker
        self.claim = self.case(self.own, "asylum")
        procedures.do_step(worker, case=self.claim, step="interview", effective_on=TOLD, at=self.tick())
        self.state(self.own, PaperStated(paper="asylum_seeker_certificate", number="AS 1"))
        self.state(self.own, NationalityStated(status=NationalityStatus.UNDETERMINED, basis=Basis.UNHCR_REGISTRATION))
        elsewhere = self.record("Иванов Иван", a_passport("IV 7"))
        self.case(elsewhere, "asylum")
        self.judge(self.own, elsewhere)
        self.judge(self.own, self.twin)  # what the operation found out about two records of the authority's
        importer = self.actor(Roles.IMPORTER, organisation=self.authority)
        hidden = new_id()  # a claim that was imported under the authority's own name by mistake
        append_many([
            procedures.imported(importer, case=hidden, payload=payload, effective_on=TOLD, at=self.tick())
            for payload in (
                cases.CaseOpened(self.own, cases.Procedure.ASYLUM, "office"), cases.StepDone(self.own, "interview")
            )
        ])  # fmt: skip


def everything(actor: Actor, world: World) -> dict[str, object]:
    """Return every answer that the queries give about the authority's world."""
    return {
        "search": queries.search(actor, "ivanov"),
        "file": queries.get_file(actor, world.own),
        "record": queries.find_record(actor, world.own),
        "count": queries.record_count(actor),
        "tasks": queries.open_tasks(actor),
        "candidates": identity.candidates(actor, world.own),
        "open candidates": identity.open_candidates(actor),
        "judgements": identity.judgements(actor, world.own),
        "cases": case_queries.open_cases(actor),
        "case count": case_queries.case_count(actor),
        "cases of": case_queries.cases_of(actor, [world.own]),
        "case files": case_queries.get_cases(actor, [world.own]),
    }


def test_what_a_state_authority_is_told_is_the_same_with_and_without_a_claim() -> None:
    world = World()
    before = everything(world.officer, world)

    world.claims()

    assert everything(world.officer, world) == before
    assert "asylum" not in str([asdict(one) for one in case_queries.open_cases(world.officer)])
    assert len(case_queries.cases_of(world.caseworker, [world.own])) == 3
    assert len(queries.get_file(world.caseworker, world.own).statements) == 11  # of all three records


def test_no_refusal_tells_of_a_claim() -> None:
    world = World()
    world.claims()
    attempts = {
        "find": lambda case: procedures.do_step(world.officer, case=case, step="x", effective_on=TOLD, at=world.tick()),
        "decide": lambda case: procedures.decide(
            world.officer, case=case, outcome="recognised", authority="x", effective_on=TOLD, at=world.tick()
        ),
        "withdraw": lambda case: procedures.withdraw_entry(
            world.officer, case=case, entry=new_id(), why="x", effective_on=TOLD, at=world.tick()
        ),
        "open": lambda case: case_queries.get_case(world.officer, case),
    }

    for attempt in attempts.values():
        answers = []
        for case in (world.claim, new_id()):
            with pytest.raises(Refused) as refused:
                attempt(case)
            answers.append(str(refused.value))
        assert answers[0] == answers[1]


def test_a_state_authority_opens_no_asylum_case_whoever_the_person_is() -> None:
    world = World()
    for record in (world.own, new_id()):
        with pytest.raises(Refused) as refused:
            world.case(record, "asylum", by=world.officer)
        assert [refusal.code for refusal in refused.value.refusals] == ["access.not_allowed"]


def test_a_statelessness_case_is_opened_whatever_was_claimed_elsewhere() -> None:
    world = World()
    world.claims()

    assert world.case(world.own, "residence", by=world.officer)


def test_the_asylum_authority_knows_its_own_claims_only() -> None:
    world = World()
    world.claims()
    office = world.organisation("asylum_authority", "Asylum office")
    interviewer = world.actor(Roles.INTERVIEWER, organisation=office)
    own = world.record("Сидоров Пётр", by=interviewer)
    claim = world.case(own, "asylum", by=interviewer)

    assert [case.id for case in case_queries.open_cases(interviewer)] == [claim]
    assert case_queries.cases_of(interviewer, [world.own]) == []
