"""The pages on nationality and the law: what they show, what they never show, and what they write down."""

import re
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.integration.web.filing import a_person
from tests.integration.web.staffing import ADMINISTRATOR, a_colleague, an_administrator, grant, now, signed_in
from tulga.access.actor import Actor
from tulga.access.models import Account, FileView
from tulga.access.queries import actor_for
from tulga.access.roles import Roles
from tulga.kernel.dates import PartialDate
from tulga.ledger.models import Entry
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.wording.findings import REPORT
from tulga.nationality.core.wording.grammar import LANGUAGES
from tulga.nationality.entries import FindingAdopted
from tulga.nationality.models import Correction, NationalityEntry
from tulga.nationality.queries import get_file
from tulga.procedures.shared import actions as cases
from tulga.register.entries import (
    Basis,
    BirthStated,
    NationalityStated,
    NationalityStatus,
    PaperStated,
    Relation,
    RelationStated,
)

pytestmark = pytest.mark.django_db
BORN = BirthStated(date=PartialDate.parse("1970-05-17"), country="SUN", place="Узбекская ССР")


@pytest.fixture
def lawyer() -> Account:
    administrator = an_administrator()
    account = a_colleague(administrator, Roles.LAWYER)
    grant(administrator, account.id, Roles.CASEWORKER)
    return account


@pytest.fixture
def actor(lawyer: Account) -> Actor:
    return actor_for(lawyer, "casework")


@pytest.fixture
def client(lawyer: Account) -> Client:
    return signed_in(lawyer)


@pytest.fixture
def record(actor: Actor) -> UUID:
    return a_person(actor, "Петрова", "Анна", statements=[BORN])


def text(client: Client, name: str, *parts: object, status: int = 200, **query: str) -> str:
    answer = client.get(reverse(f"staff:{name}", args=parts), query)
    assert answer.status_code == status
    return answer.content.decode()


def status(client: Client, name: str, *parts: object) -> int:
    return client.get(reverse(f"staff:{name}", args=parts)).status_code


def sent(client: Client, name: str, *parts: object, status: int = 302, **form: Any) -> str:
    answer = client.post(reverse(f"staff:{name}", args=parts), {"effective_on": "2024-05-01", **form})
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def a_stay(client: Client, record: UUID, **more: str) -> None:
    told = {"about": "person", "state": "KAZ", "what": "permanent", "first": "1985", "goes_on": "on", "told": "person"}
    sent(client, "nationality-state", record, "stay", **(told | more))


def row(page: str, state: str) -> str:
    """Return the finding for a State in the table of the page."""
    found = re.search(rf'<th scope="row"><a href="#state-{state}">.*?<span class="tag[^"]*">([^<]*)</span>', page, re.S)
    return found[1] if found else ""


def test_the_file_says_in_short_what_follows_and_that_a_lawyer_must_adopt_it(client: Client, record: UUID) -> None:
    page = text(client, "person", record)

    assert "Whose national?" in page
    assert "Uzbekistan" in page
    assert "stands for nothing until a lawyer adopts it" in page
    assert "Whose national?" not in text(client, "person", record, known_at="2021-03-01")


def test_the_page_shows_per_state_the_finding_the_law_what_is_missing_and_the_next_question(
    client: Client, record: UUID
) -> None:
    page = text(client, "nationality", record)

    assert row(page, "UZB") == "undetermined"
    assert row(page, "KAZ") == "undetermined"
    assert "The next question to ask" in page
    assert "What is missing" in page
    assert 'role="img"' in page
    assert "It decides nothing: a person decides." in page
    assert reverse("staff:law-rule", args=["KZ91-3-1"]) in page


def test_no_page_proposes_to_ask_a_state_without_what_has_to_come_first(client: Client, record: UUID) -> None:
    page = text(client, "nationality", record)

    for block in re.findall(r'<div class="question">.*?</div>', page, re.S):
        if "authority" in block or "register of" in block or "consulate" in block:
            assert REPORT["en"]["contact"] in block
    assert page.count(REPORT["en"]["contact"]) >= 2


def test_a_stated_fact_counts_and_leads_back_to_its_entry(client: Client, record: UUID) -> None:
    a_stay(client, record)

    page = text(client, "nationality", record)

    entry = NationalityEntry.objects.get(record_id=record).entry
    assert f'id="entry-{entry}"' in page
    assert f'href="#entry-{entry}"' in page
    assert "Kazakhstan, permanent" in page
    assert f"entry:{entry}" not in page


def test_an_answer_that_is_tried_out_shows_before_and_after_and_stores_nothing(client: Client, record: UUID) -> None:
    page = text(client, "nationality", record)
    entries = Entry.objects.count()
    name = re.search(r'<select id="(q-[0-9a-f]{12})"[^>]*>(?:(?!</select>).)*value="not_national"', page, re.S)
    assert name is not None

    tried = text(client, "nationality", record, **{name[1]: "not_national"})

    assert "What would be, beside what is" in tried
    assert "<strong" in tried
    assert Entry.objects.count() == entries


def test_what_is_tried_out_stands_in_no_address_as_a_day_of_a_life(client: Client, record: UUID) -> None:
    a_stay(client, record, first="1970-05-17")

    page = text(client, "nationality", record)

    names = re.findall(r'name="(q-[^"]*)"', page)
    addresses = re.findall(r'(?:href|action)="([^"]*)"', page)
    assert names
    assert all(re.fullmatch(r"q-[0-9a-f]{12}", name) for name in names)
    assert not [one for one in addresses if "1970" in one or "Петрова" in one]


def test_a_fact_can_be_left_out_for_a_try(client: Client, actor: Actor, record: UUID) -> None:
    answer = {"state": "UZB", "manner": "individual", "says": "national", "on": "2020-01-01"}
    sent(client, "nationality-state", record, "answer", **answer)
    entry = NationalityEntry.objects.get(record_id=record).entry

    page = text(client, "nationality", record)
    tried = text(client, "nationality", record, without=str(entry))

    assert row(page, "UZB") == "a national"
    assert "What would be, beside what is" in tried
    assert row(tried, "UZB") == "a national"  # the page itself shows what is
    assert get_file(actor, record).told.person.events


def test_a_general_reply_and_silence_are_written_down_and_are_no_answer(client: Client, record: UUID) -> None:
    for manner in ("general", "silent"):
        sent(client, "nationality-state", record, "answer", state="UZB", manner=manner, on="2020-01-01")

    page = text(client, "nationality", record)

    assert row(page, "UZB") == "undetermined"
    assert page.count("is not an answer") == 2


def test_an_answer_about_this_person_needs_to_say_something(client: Client, record: UUID) -> None:
    page = sent(
        client, "nationality-state", record, "answer", status=422, state="UZB", manner="individual", on="2020-01-01"
    )

    assert "An answer about this person says one of the two." in page
    assert not NationalityEntry.objects.exists()


def test_evidence_against_a_fact_is_weighed_by_the_standard_of_proof_that_is_chosen(
    client: Client, actor: Actor
) -> None:
    record = a_person(actor, "Петрова", "Анна", statements=[
        BirthStated(date=PartialDate.parse("1990-05-17"), country="UZB"),
    ])  # fmt: skip
    sent(
        client, "nationality-state", record, "event", about="person", what="naturalised", state="TUR", first="2005",
        told="person",
    )  # fmt: skip

    by_default, strictly = text(client, "nationality", record), text(client, "nationality", record, standard="strict")

    assert row(by_default, "TUR") == "a national"
    assert row(strictly, "TUR") != "a national"


def test_a_finding_is_adopted_with_reasons_and_withdrawn_with_a_reason(client: Client, record: UUID) -> None:
    page = text(client, "nationality-adopt", record, on="2024-06-01")
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen is not None
    assert "A finding of the program decides nothing." in page

    address = reverse("staff:nationality-adopt", args=[record]) + "?on=2024-06-01"
    refused = client.post(address, {"seen": "sha256:older", "reasons": "Shown."})
    adopted = client.post(address, {"seen": seen[1], "reasons": "The house book was shown."})
    page = text(client, "nationality", record)
    entry = NationalityEntry.objects.get(kind="finding").entry
    sent(client, "nationality-withdraw", record, entry, why="The book was another family’s.")

    assert refused.status_code == 409
    assert "The facts have changed since you opened the page." in refused.content.decode()
    assert adopted.status_code == 302
    assert "The house book was shown." in page
    assert "The facts and the law are still those on which it was adopted." in page
    assert "The book was another family’s." in text(client, "nationality", record)


def test_an_adopted_finding_says_on_its_page_that_what_it_rests_on_changed(
    client: Client, actor: Actor, record: UUID
) -> None:
    address = reverse("staff:nationality-adopt", args=[record]) + "?on=2024-06-01"
    client.post(address, {"seen": get_file(actor, record).digest, "reasons": "Shown."})

    sent(client, "nationality-state", record, "answer", state="UZB", manner="individual", says="national", on="2020")

    page = text(client, "nationality", record)
    assert "What it rests on has changed since it was adopted." in page
    assert "Uzbekistan: was “undetermined”, would now be “a national”." in page
    assert "what it rests on has changed since" in text(client, "person", record)


def test_a_finding_with_names_of_nobody_is_recorded(client: Client, actor: Actor, record: UUID) -> None:
    address = reverse("staff:nationality-adopt", args=[record]) + "?on=2024-06-01"
    client.post(address, {"seen": get_file(actor, record).digest, "reasons": "Shown."})

    finding = next(one.payload for one in get_file(actor, record).said if isinstance(one.payload, FindingAdopted))

    assert finding.as_of.isoformat() == "2024-06-01"
    assert {one.state for one in finding.findings} == {"KAZ", "UZB"}
    assert {one.state for one in finding.packs} == set(load_packs())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_memo_is_a_tagged_pdf_that_says_it_decides_nothing_and_names_no_person_in_its_address(
    client: Client, record: UUID, language: str
) -> None:
    answer = client.get(reverse("staff:nationality-memo", args=[record, language]))

    assert answer["Content-Type"] == "application/pdf"
    assert re.fullmatch(rf'inline; filename="memo-[0-9a-f]{{8}}-{language}\.pdf"', answer["Content-Disposition"])
    assert "no-store" in answer["Cache-Control"]
    read = PdfReader(BytesIO(answer.content))
    said = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.trailer["/Root"]["/Lang"] == language
    assert "Петрова" not in said
    assert REPORT[language]["nature"][:60] in said
    assert FileView.objects.filter(record_id=record, what="nationality").exists()


def test_there_is_no_memo_in_another_language(client: Client, record: UUID) -> None:
    assert status(client, "nationality-memo", record, "de") == 404


def test_relatives_whose_facts_are_used_are_named_by_their_record_only(client: Client, actor: Actor) -> None:
    mother = a_person(actor, "Каримова", "Вера", statements=[BORN])
    child = a_person(actor, "Петрова", "Анна", statements=[
        BirthStated(date=PartialDate.parse("1995-02-01"), country="KAZ"),
        RelationStated(relation=Relation.MOTHER, other_record=mother),
    ])  # fmt: skip

    page = text(client, "nationality", child)

    assert "Каримова" not in page
    assert reverse("staff:person", args=[mother]) in page


def test_a_paper_that_nobody_saw_is_named_as_a_doubt(client: Client, actor: Actor) -> None:
    paper = PaperStated(paper="passport", issuer="UZB", seen=False)
    record = a_person(actor, "Петрова", "Анна", statements=[BORN, paper])

    page = text(client, "nationality", record)

    assert row(page, "UZB") != "a national"
    assert "nobody has seen it" in page


def test_a_day_that_has_not_come_is_said_to_be_none(client: Client, record: UUID) -> None:
    page = text(client, "nationality", record, status=422, on="2999-01-01")

    assert "This day has not come yet." in page


def test_what_is_later_than_the_day_asked_for_is_named_and_takes_no_part(client: Client, record: UUID) -> None:
    a_stay(client, record, first="2010-05-05")

    before, after = (text(client, "nationality", record, on=day) for day in ("2005-01-01", "2015-01-01"))

    assert "as of that date it had not happened yet" in before
    assert "as of that date it had not happened yet" not in after


def test_out_of_scope_and_not_there_are_answered_the_same(client: Client, record: UUID) -> None:
    nobody = UUID("01890000-0000-7000-8000-00000000dead")

    for name, parts in (("nationality", ()), ("nationality-memo", ("en",)), ("nationality-state", ("stay",))):
        assert status(client, name, nobody, *parts) == 404
    assert status(client, "nationality-state", record, "nothing") == 404
    assert status(client, "nationality-withdraw", record, nobody) == 404


def test_a_rule_that_nobody_has_verified_gives_no_more_than_what_would_be(client: Client, actor: Actor) -> None:
    record = a_person(actor, "Петрова", "Анна", statements=[
        BirthStated(date=PartialDate.parse("1970-05-17"), country="TUR"),
    ])  # fmt: skip
    a_stay(client, record)
    for parent in ("mother", "father"):
        held = {"about": parent, "answer": "only", "state": "TUR", "told": "register"}
        sent(client, "nationality-state", record, "nationality", **held)
    sent(client, "nationality-state", record, "soviet", about="person", answer="no", told="register")
    sent(client, "nationality-state", record, "absent", what="opt_out", state="KAZ", told="register")
    sent(
        client,
        "nationality-state",
        record,
        "answer",
        state="TUR",
        manner="individual",
        says="national",
        on="1990-01-01",
    )

    page = text(client, "nationality", record)

    assert row(page, "KAZ") == "undetermined"
    assert REPORT["en"]["would_be"] in page
    assert re.search(r"A national, if KZ91-3-1-T[^<]*is as assumed", page)


def test_what_an_authority_holds_is_its_practice_and_no_answer_of_another_state(client: Client, actor: Actor) -> None:
    said = NationalityStated(
        status=NationalityStatus.NATIONAL,
        basis=Basis.AUTHORITY_REGISTER,
        country="UZB",
        authority="migration_authority",
    )
    record = a_person(actor, "Петрова", "Анна", statements=[BORN, said])

    page = text(client, "nationality", record)

    assert "practice of an authority, no answer of a State" in page
    assert row(page, "UZB") == "undetermined"


def test_a_citizenship_that_a_case_granted_counts_until_the_decision_is_withdrawn(client: Client, actor: Actor) -> None:
    administrator = actor_for(Account.objects.get(email=ADMINISTRATOR), "casework")
    decider = actor_for(a_colleague(administrator, Roles.DECIDER), "casework")
    record = a_person(actor, "Петрова", "Анна", statements=[BORN])
    case = cases.open_case(
        actor,
        record=record,
        procedure="citizenship",
        authority="migration service",
        effective_on="2022-01-01",
        at=now(),
    )
    decision = cases.decide(
        decider, case=case, outcome="granted", authority="migration service", effective_on="2022-05-01", at=now(),
        country="KAZ",
    )  # fmt: skip

    granted = text(client, "nationality", record)
    cases.withdraw_entry(actor, case=case, entry=decision, why="quashed", effective_on="2023-01-01", at=now())
    quashed = text(client, "nationality", record)

    assert row(granted, "KAZ") == "a national"
    assert row(quashed, "KAZ") == "undetermined"


# -- the law ----------------------------------------------------------------------------------------------------------


def test_the_law_browser_shows_every_pack_and_every_rule_of_it(client: Client) -> None:
    overview = text(client, "law")

    for state, pack in load_packs().items():
        assert reverse("staff:law-state", args=[state]) in overview
        page = text(client, "law-state", state)
        assert [rule.id for rule in pack.rules if reverse("staff:law-rule", args=[rule.id]) not in page] == []
        assert pack.digest in page


def test_a_rule_shows_plain_text_condition_sources_level_and_the_cases_that_exercise_it(client: Client) -> None:
    page = text(client, "law-rule", "KZ91-3-1")

    assert "permanently resident in Kazakhstan on 1 March 1992" in page
    assert "resident(KAZ, permanent, on 1992-03-01)" in page
    assert "Seen in the text of the law" in page
    assert "Embassy of Kazakhstan in Tbilisi" in page
    assert "KAZ-initial-001" in page
    assert "draft, not reviewed" in page.lower()


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_rule_page_opens_in_the_readers_language(client: Client, language: str) -> None:
    client.post(reverse("staff:language"), {"language": language, "next": "/staff/"})

    for pack in load_packs().values():
        for rule in pack.rules[:3]:
            assert rule.id in text(client, "law-rule", rule.id)


def test_a_proposed_correction_is_recorded_and_shown_beside_the_rule(client: Client) -> None:
    page = text(client, "law-correct", "KZ91-3-1")
    digest = re.search(r'name="pack" value="([^"]+)"', page)
    assert digest is not None

    sent(
        client, "law-correct", "KZ91-3-1", language="en", text="The last day is 1 March 1995.", why="Resolution 1018",
        pack=digest[1],
    )  # fmt: skip

    assert Correction.objects.get().rule == "KZ91-3-1"
    assert "The last day is 1 March 1995." in text(client, "law-rule", "KZ91-3-1")


def test_there_is_no_page_of_a_rule_or_a_state_that_is_not_there(client: Client) -> None:
    assert status(client, "law-rule", "KZ91-999") == 404
    assert status(client, "law-state", "XXX") == 404
