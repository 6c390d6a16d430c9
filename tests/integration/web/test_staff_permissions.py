"""Who may open what: every address of the staff site, for every role, as one table that people review."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.integration.web.filing import a_person
from tests.integration.web.staffing import (
    a_colleague,
    an_administrator,
    an_organisation,
    now,
    signed_in,
)
from tulga.access.actor import Actor
from tulga.access.queries import actor_for
from tulga.access.roles import ALL_ROLES, Roles
from tulga.kernel.ids import new_id
from tulga.register.identity.actions import record_judgement
from tulga.web.staff.urls import urlpatterns

NOBODY = UUID("01890000-0000-7000-8000-00000000dead")
# Signing in and out and the language are everybody's; they have journeys of their own.
EVERYBODYS = {"sign-in", "sign-out", "language"}


class Operation:
    """An operation with one record, judged against another, and an account for every role."""

    def __init__(self) -> None:
        self.administrator = an_administrator()
        authority = an_organisation(self.administrator, "An authority", "authority")
        self.accounts = {
            role: a_colleague(self.administrator, role, organisation=authority if role == Roles.AUTHORITY else None)
            for role in sorted(ALL_ROLES)
        }
        writer: Actor = actor_for(self.accounts[Roles.CASEWORKER], "casework")
        self.record = a_person(writer, "Петрова", "Анна")
        self.other = a_person(writer, "Petrova", "Anna")
        self.judgement = record_judgement(
            writer, first=self.record, second=self.other, verdict="same", why="told so herself", at=now()
        )

    def addresses(self) -> list[tuple[str, str]]:
        """Return every address with its name, in the order of the site."""
        values = {
            "record": self.record, "judgement": self.judgement, "entry": NOBODY, "task": NOBODY, "grant": NOBODY,
            "subject": "nationality", "kind": "stay", "language": "en", "state": "KAZ", "rule": "KZ91-3-1",
        }  # fmt: skip
        found = []
        for pattern in urlpatterns:
            if pattern.name in EVERYBODYS:
                continue
            needed = {name: values[name] for name in pattern.pattern.converters}
            found.append((str(pattern.name), reverse(f"staff:{pattern.name}", kwargs=needed)))
        return found


def _status(client: Client, address: str) -> str:
    """Return what reading and what sending an empty form gives; a method that is not there is a dash."""
    read, sent = client.get(address).status_code, client.post(address, {}).status_code
    return "/".join("-" if status == 405 else str(status) for status in (read, sent))


def test_every_address_answers_every_role_as_the_table_says(golden: Callable[[str, str], None]) -> None:
    operation = Operation()
    roles = sorted(operation.accounts)
    clients = {role: signed_in(account) for role, account in operation.accounts.items()}

    lines = ["| address (GET/POST) | signed out | " + " | ".join(roles) + " |", "|---" * (len(roles) + 2) + "|"]
    for name, address in operation.addresses():
        cells = [_status(Client(), address), *(_status(clients[role], address) for role in roles)]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")

    golden("web/staff-permissions.md", "\n".join(lines) + "\n")


def test_whoever_is_signed_out_is_sent_to_the_sign_in_and_learns_nothing() -> None:
    operation = Operation()

    for _name, address in operation.addresses():
        answer = Client().get(address)
        assert answer.status_code in {302, 405}, address
        if answer.status_code == 302:
            assert answer["Location"].startswith("/staff/sign-in/")


def test_an_account_without_a_role_sees_why_and_nothing_else() -> None:
    operation = Operation()
    account = operation.accounts[Roles.CASEWORKER]
    from tulga.access.actions import end_role
    from tulga.access.queries import accounts

    grants = next(one.grants for one in accounts(operation.administrator) if one.id == account.id)
    end_role(operation.administrator, grant=grants[0].id, why="left")

    answer = signed_in(account).get(reverse("staff:person", args=[operation.record]))

    assert answer.status_code == 403
    assert b"holds no role today" in answer.content
    assert "Петрова" not in answer.content.decode()


@pytest.mark.parametrize("role", [Roles.FIELD_WORKER, Roles.AUTHORITY])
def test_a_record_one_may_not_see_answers_like_one_that_does_not_exist(role: str) -> None:
    operation = Operation()
    outside = a_colleague(operation.administrator, Roles.FIELD_WORKER, email="far@example.org", areas=("KAZ.astana",))
    account = outside if role == Roles.FIELD_WORKER else operation.accounts[role]
    client = signed_in(account)

    hidden = client.get(reverse("staff:person", args=[operation.record]))
    absent = client.get(reverse("staff:person", args=[new_id()]))

    assert hidden.status_code == absent.status_code == 404
    assert _without_token(hidden.content) == _without_token(absent.content)


def _without_token(content: bytes) -> list[bytes]:
    lines = content.splitlines()
    return [line for line in lines if b"csrfmiddlewaretoken" not in line and b'name="next"' not in line]
