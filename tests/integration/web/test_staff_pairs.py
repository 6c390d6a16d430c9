"""The pages on which people judge look-alikes: reasons, what differs, who is around, doubts, progress, undo."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.integration.web.filing import a_person
from tests.integration.web.staffing import a_colleague, an_administrator, an_organisation, now, signed_in
from tulga.access.actor import Actor
from tulga.access.models import FileView
from tulga.access.queries import actor_for
from tulga.access.roles import Roles
from tulga.kernel.dates import PartialDate
from tulga.kernel.ids import new_id
from tulga.ledger.erasure import finish_erasures
from tulga.matching import worklist
from tulga.matching.models import Proposed
from tulga.register import actions
from tulga.register.entries import (
    BirthStated,
    HouseholdJoined,
    PaperStated,
    Relation,
    RelationStated,
    Sex,
    SexStated,
)
from tulga.register.identity import queries as identity
from tulga.register.models import Judgement

BORN = BirthStated(date=PartialDate.parse("1984-03-12"))
SWAPPED = BirthStated(date=PartialDate.parse("1984-12-03"))


class World:
    """An operation with one caseworker and two records of one woman."""

    def __init__(self) -> None:
        self.administrator = an_administrator()
        account = a_colleague(self.administrator)
        self.actor: Actor = actor_for(account, "casework")
        self.client: Client = signed_in(account)

    def two(self, *statements: object) -> tuple[UUID, UUID]:
        first = a_person(self.actor, "Құнанбаева", "Әйгерім", statements=[BORN, *statements])
        return first, a_person(self.actor, "Кунанбаева", "Айгерим", statements=[SWAPPED, *statements])

    def page(self, name: str, *parts: object, **data: str) -> str:
        return self.client.get(reverse(f"staff:{name}", args=parts), data).content.decode()

    def judge(self, first: UUID, second: UUID, verdict: str, **data: str) -> tuple[int, str]:
        sent = {"other": str(second), "verdict": verdict, "why": "Her own words.", **data}
        answer = self.client.post(reverse("staff:judge", args=[first]), sent)
        return answer.status_code, answer.get("Location", "") or answer.content.decode()


@pytest.fixture
def world() -> World:
    return World()


def test_the_file_of_a_new_record_names_its_look_alike_with_reasons(world: World) -> None:
    first, second = world.two()

    page = world.page("person", second)

    assert "Perhaps the same person" in page
    assert "Құнанбаева Әйгерім" in page
    assert "the same year of birth; day and month have changed places" in page
    assert FileView.objects.filter(record_id=first, what="candidates").exists()


@pytest.mark.parametrize(
    ("language", "sentence"), [("ru", "день и месяц поменялись местами"), ("kk", "күні мен айы орын ауыстырған")]
)
def test_the_reasons_are_in_the_readers_language(world: World, language: str, sentence: str) -> None:
    first, second = world.two()
    world.client.cookies["django_language"] = language

    assert sentence in world.page("judge", first, other=str(second))


def test_both_records_stand_side_by_side_with_what_differs_marked(world: World) -> None:
    first, second = world.two()

    page = world.page("judge", first, other=str(second))

    assert "differs" in page
    assert re.findall(r"<mark>(.+?)</mark>", page)[:2] == ["Құ", "Ә"]


def test_relatives_in_scope_are_shown_beside_each_record(world: World) -> None:
    household = HouseholdJoined(household=new_id(), role="child")
    mother = a_person(world.actor, "Құнанбаева", "Сәуле", statements=[household])
    first, second = world.two()
    child = a_person(
        world.actor, "Құнанбаева", "Дана",
        statements=[household, RelationStated(relation=Relation.MOTHER, other_record=first)],
    )  # fmt: skip

    page = world.page("judge", child, other=str(second))

    assert "lives in the same household: Құнанбаева Сәуле" in page
    assert "mother: Құнанбаева Әйгерім" in page
    assert FileView.objects.filter(record_id=mother, what="kin").exists()


def test_a_relative_out_of_scope_is_not_shown(world: World) -> None:
    partner = an_organisation(world.administrator, "A partner", "partner")
    theirs = a_colleague(world.administrator, email="partner@example.org", organisation=partner)
    actor = actor_for(theirs, "casework")
    household = HouseholdJoined(household=new_id(), role="child")
    a_person(world.actor, "Құнанбаева", "Сәуле", statements=[household])
    first, second = (a_person(actor, "Ким", "Вера", statements=[household]) for _ in range(2))
    world.client = signed_in(theirs)

    page = world.page("judge", first, other=str(second))

    assert "lives in the same household: Ким Вера" in page
    assert "Сәуле" not in page


def test_the_score_is_written_beside_the_judgement(world: World) -> None:
    first, second = world.two()

    assert world.judge(first, second, "same")[0] == 302

    row = Judgement.objects.get()
    assert row.score is not None
    assert row.score > 0.9
    assert row.matcher == "tulga points 1"


def test_one_works_down_the_list_and_takes_back(world: World) -> None:
    first, second = world.two()
    third, fourth = (a_person(world.actor, "Ким", "Вера", statements=[BORN]) for _ in range(2))
    assert "2 pairs wait" in world.page("pairs")

    address = world.client.get(reverse("staff:pair-next")).headers["Location"]
    later = world.client.get(address).content.decode()
    skipped = re.search(r'href="([^"]*pairs/next/\?after=[^"]+)"', later)
    assert skipped is not None
    assert world.client.get(skipped[1]).headers["Location"] != address
    status, onward = world.judge(third, fourth, "different", list="1")

    assert (status, onward) == (302, reverse("staff:pair-next"))
    overview = world.page("pairs")
    assert "1 pair waits" in overview
    assert "different persons: 1" in overview
    judgement = Judgement.objects.get()
    undo = reverse("staff:judgement-withdraw", args=[judgement.first, judgement.id])
    assert undo in overview
    world.client.post(undo, {"why": "a mistake"})
    assert "2 pairs wait" in world.page("pairs")
    assert {first, second}


def test_the_end_of_the_list_is_said(world: World) -> None:
    answer = world.client.get(reverse("staff:pair-next"), follow=True)

    assert "That was the last pair on the list." in answer.content.decode()


def test_the_list_names_nobody(world: World) -> None:
    world.two()

    page = world.page("pairs")

    assert "1 pair waits" in page
    assert "Құнанбаева" not in page


def test_the_list_shows_only_pairs_in_scope(world: World) -> None:
    partner = an_organisation(world.administrator, "A partner", "partner")
    theirs = a_colleague(world.administrator, email="partner@example.org", organisation=partner)
    first, _ = world.two()
    a_person(actor_for(theirs, "casework"), "Құнанбаева", "Әйгерім", statements=[BORN])
    world.client = signed_in(theirs)

    page = world.page("pairs")

    assert "0 pairs wait" in page
    assert str(first) not in page


def test_an_erased_record_leaves_the_list(world: World) -> None:
    first, _ = world.two()
    worklist.examine()
    assert Proposed.objects.count() == 1

    actions.erase(world.actor, record=first, reason="request", at=now())
    finish_erasures()

    assert Proposed.objects.count() == 0
    assert "0 pairs wait" in world.page("pairs")


def test_what_contradicts_itself_is_joined_only_by_whoever_has_looked(world: World) -> None:
    first = a_person(world.actor, "Ким", "Вера", statements=[BORN, SexStated(sex=Sex.FEMALE)])
    second = a_person(
        world.actor, "Ким", "Вера",
        statements=[BirthStated(date=PartialDate.parse("1955")), SexStated(sex=Sex.MALE)],
    )  # fmt: skip
    page = world.page("judge", first, other=str(second))
    assert "The records tell different sexes." in page
    assert "The years of birth are more than ten years apart." in page

    status, answer = world.judge(first, second, "same")
    assert status == 422
    assert "Look at the doubts first." in answer
    assert not Judgement.objects.exists()
    assert world.judge(first, second, "same", confirmed="on")[0] == 302

    assert "Judgements that look odd" in world.page("pairs")


def test_a_bridge_that_holds_two_persons_alone_is_a_question(world: World) -> None:
    first, second = world.two()
    world.judge(first, second, "same")
    other = a_person(world.actor, "Петров", "Иван", statements=[BirthStated(date=PartialDate.parse("1951-07-30"))])
    third = a_person(world.actor, "Құнанбаева", "Әйгерім", statements=[BORN])
    assert "Only this pair joins" not in world.page("judge", first, other=str(third))
    world.judge(third, other, "same")

    assert "Only this pair joins" in world.page("judge", other, other=str(second))


def test_a_judgement_against_the_joining_is_a_question(world: World) -> None:
    first, second = world.two()
    third = a_person(world.actor, "Құнанбаева", "Әйгерім", statements=[BORN])
    world.judge(first, third, "different")
    world.judge(first, second, "same")

    assert "to be different people" in world.page("judge", second, other=str(third))


def test_a_pair_is_judged_anew_when_something_else_is_told(world: World) -> None:
    first, second = world.two()
    world.judge(first, second, "different")
    assert "0 pairs wait" in world.page("pairs")

    actions.state(
        world.actor, record=second, statement=PaperStated(paper="passport", number="N 1"), effective_on="2021", at=now()
    )

    assert "1 pair waits" in world.page("pairs")
    assert "This pair was judged before:" in world.page("judge", first, other=str(second))
    assert world.judge(first, second, "same")[0] == 302
    standing = identity.standing_judgements(world.actor, [first])
    assert [one.verdict for one in standing] == ["same"]


def test_a_field_worker_sees_candidates_and_no_list(world: World) -> None:
    first, _ = world.two()
    world.client = signed_in(a_colleague(world.administrator, Roles.FIELD_WORKER))

    assert "Perhaps the same person" in world.page("person", first)
    assert world.client.get(reverse("staff:pairs")).status_code == 403


def test_two_names_are_compared_word_by_word_and_stand_in_no_address(world: World) -> None:
    sent = {"first": "Құнанбаева Әйгерім Болатқызы", "second": "KUNANBAYEVA AIGERIM"}

    answer = world.client.post(reverse("staff:names"), sent)

    page = answer.content.decode()
    assert "One name, most likely." in page
    assert 'class="for"' in page
    assert answer.request["QUERY_STRING"] == ""
    different = world.client.post(reverse("staff:names"), {"first": "Ким Вера", "second": "Ахметов Серік"})
    assert "Two different names" in different.content.decode()
    assert 'class="against"' in different.content.decode()


def test_a_name_that_is_missing_is_asked_for(world: World) -> None:
    answer = world.client.post(reverse("staff:names"), {"first": "Ким"})

    assert answer.status_code == 422
    assert "Write both names." in answer.content.decode()


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_page_of_names_speaks_the_readers_language(world: World, language: str) -> None:
    world.client.cookies["django_language"] = language

    page = world.client.post(reverse("staff:names"), {"first": "Ким Вера", "second": "Kim Vera"}).content.decode()

    assert {"ru": "Скорее всего, одно имя.", "kk": "Бәлкім, бір есім."}[language] in page
