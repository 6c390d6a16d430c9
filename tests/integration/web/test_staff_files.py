"""A file at another time, with clashes, candidates, judgements and cases; and what is written down on opening it."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.integration.web.filing import a_person
from tests.integration.web.staffing import a_colleague, an_administrator, an_organisation, grant, now, signed_in
from tulga.access.actor import Actor
from tulga.access.models import Account, FileView
from tulga.access.queries import actor_for
from tulga.access.roles import Roles
from tulga.kernel.dates import PartialDate
from tulga.procedures.shared import actions as cases
from tulga.register import actions, queries
from tulga.register.entries import (
    Basis,
    BirthStated,
    NationalityStated,
    NationalityStatus,
    PaperStated,
    Relation,
    RelationStated,
    Sex,
    SexStated,
)
from tulga.register.identity.actions import record_judgement

PAPER = PaperStated(paper="birth_certificate", issuer="registry", number="II-AB 000000")


@pytest.fixture
def caseworker() -> Account:
    return a_colleague(an_administrator(), Roles.CASEWORKER)


@pytest.fixture
def actor(caseworker: Account) -> Actor:
    return actor_for(caseworker, "casework")


@pytest.fixture
def client(caseworker: Account) -> Client:
    return signed_in(caseworker)


def state(actor: Actor, record: UUID, statement: object, on: str = "2021-03-01") -> UUID:
    return actions.state(actor, record=record, statement=statement, effective_on=on, at=now())


def opened(client: Client, record: UUID, **when: str) -> str:
    answer = client.get(reverse("staff:person", args=[record]), when)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_file_shows_who_said_it_when_it_took_effect_and_when_it_was_recorded(actor: Actor, client: Client) -> None:
    record = a_person(actor, "Петрова", "Анна")
    state(actor, record, SexStated(sex=Sex.FEMALE), on="1984-21")

    page = opened(client, record)

    line = next(re.finditer(r'<div class="from">(UNHCR[^<]*spring 1984[^<]*)</div>', page))[1]
    assert "The caseworker" in line
    assert "field form form-12" in line
    assert f"recorded: {datetime.now(UTC).day}" in line


def test_what_held_on_a_day_leaves_out_what_took_effect_later(actor: Actor, client: Client) -> None:
    record = a_person(actor, "Петрова", "Анна")
    late = NationalityStated(status=NationalityStatus.NATIONAL, basis=Basis.AUTHORITY_DECISION, country="KAZ")
    state(actor, record, late, on="2023-05-01")

    before, after = opened(client, record, as_of="2022-12-31"), opened(client, record, as_of="2023-12-31")

    assert "national of Kazakhstan" not in before
    assert "what held on 31 December 2022" in before
    assert "national of Kazakhstan" in after


def test_what_was_known_yesterday_holds_nothing_of_today(actor: Actor, client: Client) -> None:
    record = a_person(actor, "Петрова", "Анна")
    state(actor, record, SexStated(sex=Sex.FEMALE))

    page = opened(client, record, known_at="2020-01-01")

    assert "what was known at 1 January 2020" in page
    assert "<bdi>female</bdi>" not in page


def test_a_day_that_is_none_is_named_and_the_file_shows_today(actor: Actor, client: Client) -> None:
    record = a_person(actor, "Петрова", "Анна")

    answer = client.get(reverse("staff:person", args=[record]), {"as_of": "31 February"})

    assert answer.status_code == 422
    assert "This is not a day" in answer.content.decode()
    assert "Петрова" in answer.content.decode()


def test_two_births_that_differ_are_both_shown_and_marked(actor: Actor, client: Client) -> None:
    record = a_person(actor, "Петрова", "Анна")
    for text in ("1984", "1985"):
        state(actor, record, BirthStated(date=PartialDate.parse(text)))

    page = opened(client, record)

    assert page.count("Told differently") == 1
    assert "<bdi>1984</bdi>" in page
    assert "<bdi>1985</bdi>" in page


def test_what_two_people_wrote_without_seeing_each_other_becomes_a_task_that_is_closed(
    actor: Actor, client: Client
) -> None:
    record = a_person(actor, "Петрова", "Анна")
    form = {"date": "1984", "effective_on": "2021", "based_on": "1"}
    address = reverse("staff:add", args=[record, "birth"])
    client.post(address, form)
    client.post(address, {**form, "date": "1985"})

    home = client.get(reverse("staff:home")).content.decode()
    task = queries.open_tasks(actor)[0]
    unsaid = client.post(reverse("staff:task-close", args=[task.id]), {"why": ""})
    closed = client.post(reverse("staff:task-close", args=[task.id]), {"why": "The certificate says 1985."})

    assert "Two people wrote different things" in home
    assert unsaid.status_code == 422
    assert closed["Location"] == reverse("staff:home")
    assert queries.open_tasks(actor) == []


def test_the_same_document_in_two_records_is_a_question_until_somebody_judges(actor: Actor, client: Client) -> None:
    first = a_person(actor, "Петрова", "Анна", statements=[PAPER])
    second = a_person(actor, "Petrova", "Anna", statements=[PAPER])

    before = opened(client, first)
    side_by_side = client.get(reverse("staff:judge", args=[first]), {"other": str(second)}).content.decode()
    record_judgement(actor, first=first, second=second, verdict="different", why="mother and daughter", at=now())
    after = opened(client, first)

    assert "Perhaps the same person" in before
    assert "Petrova Anna" in before
    assert "alike" in side_by_side
    assert "Perhaps the same person" not in after
    assert "mother and daughter" in after


def test_comparing_two_files_opens_both_and_both_openings_are_written_down(actor: Actor, client: Client) -> None:
    first, second = a_person(actor, "Петрова", "Анна"), a_person(actor, "Petrova", "Anna")

    client.get(reverse("staff:judge", args=[first]), {"other": str(second)})

    seen = FileView.objects.filter(what="file", account=actor.account).values_list("record_id", flat=True)
    assert set(seen) == {first, second}


def test_all_reasons_against_a_judgement_are_listed_and_what_was_entered_stays(actor: Actor, client: Client) -> None:
    first = a_person(actor, "Петрова", "Анна")
    sent = {"other": str(first), "verdict": "same", "why": "certain"}

    answer = client.post(reverse("staff:judge", args=[first]), sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "not judged against itself" in page
    assert "certain" in page


def test_a_case_stands_with_its_steps_and_its_decision(actor: Actor, client: Client) -> None:
    record = a_person(actor, "Петрова", "Анна")
    case = cases.open_case(
        actor,
        record=record,
        procedure="statelessness_determination",
        authority="migration service",
        effective_on="2021-04-01",
        at=now(),
    )
    cases.do_step(actor, case=case, step="interview", effective_on="2021-04-20", at=now())

    page = opened(client, record)

    assert "case opened: determination of statelessness" in page
    assert 'class="said">interview' in page


def test_a_relation_to_another_record_links_to_it(actor: Actor, client: Client) -> None:
    mother, child = a_person(actor, "Петрова", "Анна"), a_person(actor, "Петрова", "Вера")
    state(actor, child, RelationStated(relation=Relation.MOTHER, other_record=mother))

    page = opened(client, child)

    assert f'href="{reverse("staff:person", args=[mother])}"' in page


def test_a_withdrawn_statement_stays_struck_through_with_who_and_why(actor: Actor, client: Client) -> None:
    record = a_person(actor, "Петрова", "Анна")
    entry = state(actor, record, SexStated(sex=Sex.MALE))
    address = reverse("staff:withdraw", args=[record, entry])
    client.post(address, {"why": "a slip of the pen", "effective_on": "2021-03-02"})

    page = opened(client, record)
    again = client.post(address, {"why": "once more", "effective_on": "2021-03-02"})

    assert "<s><bdi>male</bdi></s>" in page
    assert "The caseworker: a slip of the pen" in page
    assert again.status_code == 409


def test_what_nobody_can_date_is_recorded_as_undated_and_still_shown(actor: Actor, client: Client) -> None:
    record = a_person(actor, "Петрова", "Анна")

    answer = client.post(reverse("staff:add", args=[record, "sex"]), {"sex": "female", "effective_on": "unknown"})

    assert answer["Location"] == reverse("staff:person", args=[record])
    assert "in effect: date not known" in opened(client, record)


def test_what_the_start_page_shows_first_is_what_cannot_wait(actor: Actor, client: Client) -> None:
    papers = [a_person(actor, "Петрова", name, statements=[PAPER]) for name in ("Анна", "Вера")]
    record = a_person(actor, "Ким", "Вера")
    address = reverse("staff:add", args=[record, "sex"])
    for sex in ("female", "male"):
        client.post(address, {"sex": sex, "effective_on": "2021", "based_on": "1"})

    page = client.get(reverse("staff:home")).content.decode()

    clash, document = page.index("Two people wrote different things"), page.index("Two records name the same document")
    assert clash < document
    assert f"?other={max(papers)}" in page or f"?other={min(papers)}" in page


def test_an_auditor_reads_who_opened_a_file_and_for_what(actor: Actor, client: Client) -> None:
    record = a_person(actor, "Петрова", "Анна")
    opened(client, record)
    administrator = actor_for(Account.objects.get(email="first.administrator@example.org"), "casework")
    auditor = signed_in(a_colleague(administrator, Roles.AUDITOR))

    page = auditor.get(reverse("staff:log"), {"record": str(record)}).content.decode()
    wrong = auditor.get(reverse("staff:log"), {"record": "Петрова"})

    assert "The caseworker" in page
    assert "opened the file" in page
    assert "work on this person’s case" in page
    assert "Петрова" not in page
    assert wrong.status_code == 422


def test_who_works_for_two_organisations_chooses_and_sees_what_that_one_may(actor: Actor, caseworker: Account) -> None:
    administrator = actor_for(Account.objects.get(email="first.administrator@example.org"), "casework")
    partner = an_organisation(administrator, "A partner", "partner")
    grant(administrator, caseworker.id, Roles.CASEWORKER, organisation=partner)
    record = a_person(actor, "Петрова", "Анна")
    client = signed_in(caseworker)
    opened(client, record)

    client.post(reverse("staff:account"), {"organisation": str(partner), "purpose": "casework"})

    assert client.get(reverse("staff:person", args=[record])).status_code == 404


def test_an_erased_record_answers_like_one_that_never_was(actor: Actor, client: Client) -> None:
    record = a_person(actor, "Петрова", "Анна")
    address = reverse("staff:erase", args=[record])

    asked = client.post(address, {"reason": "person_asked"})
    still = queries.find_record(actor, record)
    client.post(address, {"reason": "person_asked", "confirmed": "1"})

    assert asked.status_code == 200
    assert "Erase for good?" in asked.content.decode()
    assert still is not None
    assert client.get(reverse("staff:person", args=[record])).status_code == 404
    assert "Петрова" not in client.post(reverse("staff:search"), {"query": str(record)}).content.decode()
