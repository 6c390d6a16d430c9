"""What holds for every page of the staff site: no cache, no foreign form, a purpose, a language, no name outside."""

import logging
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.integration.web.filing import a_person
from tests.integration.web.staffing import a_colleague, an_administrator, an_organisation, now, signed_in
from tulga.access.models import Account, FileView
from tulga.access.queries import actor_for
from tulga.access.roles import Roles
from tulga.kernel.ids import new_id
from tulga.procedures.shared import actions as cases
from tulga.web.staff.requests import PURPOSES

FAMILY = "Қуанышбекова"


@pytest.fixture
def caseworker() -> Account:
    return a_colleague(an_administrator(), Roles.CASEWORKER)


def searched(client: Client, query: str = FAMILY) -> str:
    return client.post(reverse("staff:search"), {"query": query}).content.decode()


def test_no_cache_keeps_a_page(caseworker: Account) -> None:
    record = a_person(actor_for(caseworker, "casework"), FAMILY, "Айша")
    client = signed_in(caseworker)

    for address in (reverse("staff:home"), reverse("staff:search"), reverse("staff:person", args=[record])):
        assert "no-store" in client.get(address)["Cache-Control"], address
    assert "no-store" in client.post(reverse("staff:search"), {"query": FAMILY})["Cache-Control"]
    assert "no-store" in Client().get(reverse("staff:sign-in"))["Cache-Control"]


def test_a_form_of_another_site_is_refused(caseworker: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(caseworker, backend="django.contrib.auth.backends.ModelBackend")

    assert client.post(reverse("staff:search"), {"query": FAMILY}).status_code == 403


def test_the_content_policy_allows_no_script_or_style_in_a_page(caseworker: Account) -> None:
    record = a_person(actor_for(caseworker, "casework"), FAMILY, "Айша")
    answer = signed_in(caseworker).get(reverse("staff:person", args=[record]))

    assert "style-src 'self'" in answer["Content-Security-Policy"]
    assert not re.search(rb"<script|<style|\sstyle=|\son[a-z]+=", answer.content)


def test_opening_a_file_is_written_down_with_the_chosen_purpose(caseworker: Account) -> None:
    actor = actor_for(caseworker, "casework")
    record = a_person(actor, FAMILY, "Айша")
    client = signed_in(caseworker)
    client.post(reverse("staff:account"), {"organisation": str(actor.organisation), "purpose": "complaint"})

    client.get(reverse("staff:person", args=[record]))

    seen = FileView.objects.filter(record_id=record, account=caseworker.id).order_by("-at").first()
    assert seen is not None
    assert seen.purpose == "complaint"
    assert seen.organisation == actor.organisation


def test_a_purpose_that_is_none_of_ours_is_not_taken(caseworker: Account) -> None:
    actor = actor_for(caseworker, "casework")
    client = signed_in(caseworker)

    answer = client.post(reverse("staff:account"), {"organisation": str(actor.organisation), "purpose": "curiosity"})

    assert answer.status_code == 422
    assert "curiosity" not in PURPOSES
    assert client.session.get("staff.purpose") is None


def test_the_language_is_switched_by_a_post_and_holds(caseworker: Account) -> None:
    client = signed_in(caseworker)
    client.post(reverse("staff:language"), {"language": "kk", "next": reverse("staff:home")})

    answer = client.get(reverse("staff:home"))

    assert '<html lang="kk">' in answer.content.decode()


def test_no_name_stands_in_an_address_a_title_or_a_log_line(
    caseworker: Account, caplog: pytest.LogCaptureFixture
) -> None:
    record = a_person(actor_for(caseworker, "casework"), FAMILY, "Айша")
    client = signed_in(caseworker)

    with caplog.at_level(logging.DEBUG):
        pages = [searched(client), client.get(reverse("staff:person", args=[record])).content.decode()]

    written = "\n".join(
        line.getMessage()
        for line in caplog.records
        if not line.name.startswith("django.db")  # SQL of a debug log
    )
    for page in pages:
        assert FAMILY in page
        assert FAMILY not in re.findall(r"<title>(.*?)</title>", page, re.S)[0]
        assert not any(FAMILY in address for address in re.findall(r'(?:href|action|src)="([^"]*)"', page))
    assert FAMILY not in written


@pytest.mark.parametrize("query", [FAMILY, "kuanyshbekova", "Куанышбек", "QUANYSHBEKOVA"])
def test_a_name_is_found_in_any_script(caseworker: Account, query: str) -> None:
    record = a_person(actor_for(caseworker, "casework"), FAMILY, "Айша")

    assert str(record) in searched(signed_in(caseworker), query)


def test_a_search_says_how_many_were_found_and_when_there_are_too_many_to_show(caseworker: Account) -> None:
    actor = actor_for(caseworker, "casework")
    client = signed_in(caseworker)
    none = searched(client)
    for number in range(52):
        a_person(actor, FAMILY, f"Айша {number}")

    many = searched(client)

    assert "Nobody was found" in none
    assert "More than 50" in many
    assert many.count('class="hit"') == 50


def test_an_empty_search_says_what_to_write(caseworker: Account) -> None:
    answer = signed_in(caseworker).post(reverse("staff:search"), {"query": "  "})

    assert answer.status_code == 422
    assert "Write a name" in answer.content.decode()


def test_a_record_is_opened_after_a_search_only_and_once(caseworker: Account) -> None:
    client = signed_in(caseworker)
    told = {
        "id": str(new_id()), "source_kind": "field_form", "source": "form-12", "told_on": "2021-03-01",
        "area": "KAZ.almaty-city", "family": FAMILY, "name_kind": "current", "script": "Cyrl",
    }  # fmt: skip

    unasked = client.post(reverse("staff:record-new"), told)
    searched(client)
    first = client.post(reverse("staff:record-new"), told)
    second = client.post(reverse("staff:record-new"), told)

    assert unasked["Location"] == reverse("staff:search")
    assert first["Location"] == second["Location"] == reverse("staff:person", args=[told["id"]])
    assert searched(client).count('class="hit"') == 1


def test_nothing_of_a_search_stays_in_the_session(caseworker: Account) -> None:
    client = signed_in(caseworker)
    searched(client)

    assert FAMILY not in str(dict(client.session))


def test_an_authority_of_the_state_learns_nothing_of_asylum_on_any_page() -> None:
    administrator = an_administrator()
    authority = an_organisation(administrator, "Migration service", "authority")
    worker_account = a_colleague(administrator, Roles.CASEWORKER)
    worker = actor_for(worker_account, "casework")
    officer_account = a_colleague(administrator, Roles.AUTHORITY, organisation=authority)
    officer = actor_for(officer_account, "casework")
    own = a_person(officer, FAMILY, "Айша")
    ours = a_person(worker, FAMILY, "Айша")
    case = cases.open_case(
        worker, record=ours, procedure="asylum", authority="unhcr", effective_on="2021-04-01", at=now()
    )
    cases.do_step(worker, case=case, step="interview", effective_on="2021-05-01", at=now(), note="asylum interview")
    ours_page = signed_in(worker_account).get(reverse("staff:person", args=[ours])).content.decode()
    client = signed_in(officer_account)

    pages = [
        client.get(reverse("staff:home")),
        client.post(reverse("staff:search"), {"query": FAMILY}),
        client.post(reverse("staff:search"), {"query": str(ours)}),
        client.get(reverse("staff:person", args=[own])),
        client.get(reverse("staff:person", args=[ours])),
        client.get(reverse("staff:judge", args=[own]), {"other": str(ours)}),
        client.get(reverse("staff:erase", args=[ours])),
        client.get(reverse("staff:add", args=[ours, "nationality"])),
    ]

    assert "asylum interview" in ours_page  # there is something that must not be told
    assert FAMILY in pages[1].content.decode()
    for page in pages:
        text = page.content.decode().casefold()
        # what the officer typed or asked for comes back to him, and nothing else
        text = text.replace(f'value="{ours}"', "").replace(f'value="{page.wsgi_request.get_full_path()}"', "")
        assert "asylum" not in text
        assert str(ours) not in text
