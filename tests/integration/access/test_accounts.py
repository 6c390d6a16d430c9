"""Opening an operation, accounts and organisations; granting and ending roles; which two nobody holds at once."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest

from tests.integration.register.people import ASTANA, BEGIN, PASSWORD, Operation
from tulga.access import actions, queries
from tulga.access.models import Account
from tulga.access.refusals import Refused
from tulga.access.roles import ALL_ROLES, INCOMPATIBLE, Roles
from tulga.kernel.ids import new_id
from tulga.ledger.erasure import erase_subject, finish_erasures
from tulga.ledger.reading import entries
from tulga.ledger.rebuild import dump_views, rebuild

DAY = date(2021, 3, 1)


@pytest.fixture
def operation() -> Operation:
    return Operation()


def refused(act: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        act()
    return [one.code for one in caught.value.refusals]


def grant(operation: Operation, account: Any, role: str, **given: Any) -> Any:
    told = {
        "organisation": operation.administrator.organisation, "areas": None, "valid_from": DAY, "at":
        operation.tick(), **given,
    }  # fmt: skip
    return actions.grant_role(operation.administrator, account=account, role=role, **told)


def an_account(operation: Operation, email: str = "somebody@example.org") -> Any:
    return actions.open_account(
        operation.administrator, email=email, full_name="Some Body", password=PASSWORD, at=operation.tick()
    )


def test_the_first_account_may_start_and_there_is_one_first_account() -> None:
    account = actions.open_operation(email="First@Example.org", password=PASSWORD, at=BEGIN, name="The operation")

    first = queries.actor_for(account, "setting up", on=BEGIN.date())

    assert account.email == "first@example.org"
    assert account.check_password(PASSWORD)
    assert first.roles == {Roles.ADMINISTRATOR, Roles.CASEWORKER, Roles.PUBLISHER}
    assert first.areas is None
    assert [one.name for one in queries.organisations()] == ["The operation"]
    assert refused(lambda: actions.open_operation(email="b@example.org", password=PASSWORD, at=BEGIN)) == [
        "access.not_empty"
    ]


@pytest.mark.parametrize(
    ("email", "password", "codes"),
    [
        ("no address", PASSWORD, ["access.email_invalid"]),
        ("a@example.org", "short", ["access.password_weak"]),
        ("no address", "short", ["access.email_invalid", "access.password_weak"]),
    ],
)
def test_an_operation_that_cannot_be_opened_leaves_nothing(email: str, password: str, codes: list[str]) -> None:
    assert refused(lambda: actions.open_operation(email=email, password=password, at=BEGIN)) == codes
    assert not Account.objects.exists()
    assert list(entries()) == []


def test_an_address_is_held_once_in_any_case(operation: Operation) -> None:
    an_account(operation, "somebody@example.org")

    assert refused(lambda: an_account(operation, "SomeBody@example.ORG ")) == ["access.email_taken"]


def test_an_account_without_a_role_can_do_nothing(operation: Operation) -> None:
    account = an_account(operation)

    assert refused(lambda: queries.actor_for(account, "casework")) == ["access.no_role"]


@pytest.mark.parametrize("pair", sorted(tuple(sorted(pair)) for pair in INCOMPATIBLE))
def test_incompatible_roles_are_refused_in_any_organisation_and_at_any_common_time(
    operation: Operation, pair: tuple[str, str]
) -> None:
    first, second = pair
    office = operation.organisation("partner")
    account = an_account(operation)
    grant(operation, account, first, valid_until=date(2022, 1, 1))

    assert refused(lambda: grant(operation, account, second)) == ["access.incompatible_roles"]
    assert refused(lambda: grant(operation, account, second, organisation=office)) == ["access.incompatible_roles"]
    assert refused(lambda: grant(operation, account, second, valid_from=date(2021, 12, 31))) == [
        "access.incompatible_roles"
    ]
    assert grant(operation, account, second, valid_from=date(2022, 1, 1))


def test_every_other_pair_of_roles_can_be_held() -> None:
    operation = Operation()
    roles = sorted(ALL_ROLES - {Roles.AUTHORITY})
    for number, (first, second) in enumerate(combinations(roles, 2)):
        if frozenset({first, second}) in INCOMPATIBLE:
            continue
        account = an_account(operation, f"holder-{number}@example.org")
        grant(operation, account, first)
        assert grant(operation, account, second)


def test_nobody_grants_a_role_to_himself(operation: Operation) -> None:
    assert refused(lambda: grant(operation, operation.administrator.account, Roles.STATISTICIAN)) == [
        "access.own_grant"
    ]


def test_all_reasons_against_a_role_are_given_at_once(operation: Operation) -> None:
    office = operation.organisation("authority")
    account = an_account(operation)
    grant(operation, account, Roles.INTERVIEWER)

    codes = refused(
        lambda: grant(operation, account, Roles.DECIDER, organisation=office, valid_until=DAY - timedelta(1))
    )

    assert codes == ["access.period_backwards", "access.authority_only"]
    assert refused(lambda: grant(operation, new_id(), Roles.DECIDER, organisation=new_id())) == [
        "access.no_such_account", "access.no_such_organisation",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "role", "allowed"),
    [
        ("authority", Roles.AUTHORITY, True), ("authority", Roles.CASEWORKER, False), ("authority", Roles.DECIDER,
        False),
        ("authority", Roles.STATISTICIAN, True), ("partner", Roles.AUTHORITY, False), ("partner", Roles.FIELD_WORKER,
        True),
        ("asylum_authority", Roles.DECIDER, True), ("unhcr", Roles.AUTHORITY, False),
    ],
)  # fmt: skip
def test_an_authority_of_the_state_holds_roles_of_the_state(
    operation: Operation, kind: str, role: str, allowed: bool
) -> None:  # noqa: FBT001
    office, account = operation.organisation(kind), an_account(operation)

    if allowed:
        assert grant(operation, account, role, organisation=office)
    else:
        assert refused(lambda: grant(operation, account, role, organisation=office)) == ["access.authority_only"]


@pytest.mark.parametrize("kind", ["authority", "asylum_authority"])
@pytest.mark.parametrize("role", [Roles.AUDITOR, Roles.ADMINISTRATOR])
def test_nobody_of_the_state_oversees_the_operation(operation: Operation, kind: str, role: str) -> None:
    """The log tells whose case was looked at, whoever handles it; and whoever administers gives away every role."""
    office, account = operation.organisation(kind), an_account(operation)

    assert refused(lambda: grant(operation, account, role, organisation=office)) == ["access.oversees"]


def test_roles_that_meet_persons_share_their_areas(operation: Operation) -> None:
    account = an_account(operation)
    grant(operation, account, Roles.CASEWORKER, areas=[ASTANA])

    assert refused(lambda: grant(operation, account, Roles.FIELD_WORKER)) == ["access.areas_differ"]
    assert grant(operation, account, Roles.FIELD_WORKER, areas=[ASTANA])
    assert grant(operation, account, Roles.STATISTICIAN)
    assert queries.actor_for(account, "casework", on=DAY).areas == {ASTANA}


def test_a_role_that_ended_holds_no_more_and_what_it_was_stays(operation: Operation) -> None:
    account = an_account(operation)
    held = grant(operation, account, Roles.CASEWORKER)

    actions.end_role(operation.administrator, grant=held, why="left", on=date(2021, 6, 1), at=operation.tick())

    assert queries.actor_for(account, "casework", on=date(2021, 5, 31)).roles == {Roles.CASEWORKER}
    assert refused(lambda: queries.actor_for(account, "casework", on=date(2021, 6, 1))) == ["access.no_role"]
    ending = {"grant": held, "why": "left", "on": date(2021, 7, 1), "at": operation.tick()}
    assert refused(lambda: actions.end_role(operation.administrator, **ending)) == ["access.ended_already"]


def test_the_last_administrator_stays(operation: Operation) -> None:
    first = next(
        one for account in queries.accounts(operation.administrator) for one in account.grants
        if one.role == Roles.ADMINISTRATOR
    )  # fmt: skip

    def end() -> None:
        actions.end_role(operation.administrator, grant=first.id, why="left", on=DAY, at=operation.tick())

    assert refused(end) == ["access.last_administrator"]
    grant(operation, an_account(operation), Roles.ADMINISTRATOR)
    end()


def test_who_administered_once_does_not_let_the_last_administrator_go(operation: Operation) -> None:
    first = next(
        one for account in queries.accounts(operation.administrator) for one in account.grants
        if one.role == Roles.ADMINISTRATOR
    )  # fmt: skip
    former = grant(operation, an_account(operation), Roles.ADMINISTRATOR)
    past, today = DAY, operation.now.date() + timedelta(days=40)

    def end(which: UUID, on: date) -> None:
        at = datetime.combine(today, time(9), UTC)
        actions.end_role(operation.administrator, grant=which, why="left", on=on, at=at)

    end(former, today - timedelta(days=10))

    assert refused(lambda: end(first.id, past)) == ["access.last_administrator"]


def test_an_administrator_who_leaves_soon_does_not_let_the_last_one_go(operation: Operation) -> None:
    first = next(
        one for account in queries.accounts(operation.administrator) for one in account.grants
        if one.role == Roles.ADMINISTRATOR
    )  # fmt: skip
    leaver = grant(operation, an_account(operation), Roles.ADMINISTRATOR)
    actions.end_role(operation.administrator, grant=leaver, why="left", on=DAY + timedelta(days=1), at=operation.tick())

    def end() -> None:
        actions.end_role(operation.administrator, grant=first.id, why="left", on=DAY, at=operation.tick())

    assert refused(end) == ["access.last_administrator"]


@pytest.mark.parametrize("role", sorted(ALL_ROLES - {Roles.ADMINISTRATOR, Roles.AUTHORITY}))
def test_only_administrators_administer(operation: Operation, role: str) -> None:
    actor = operation.actor(role)
    for act in (
        lambda: actions.open_organisation(actor, name="x", kind="partner", at=operation.tick()),
        lambda: actions.open_account(
            actor, email="x@example.org", full_name="", password=PASSWORD, at=operation.tick()
        ),
        lambda: actions.grant_role(
            actor, account=new_id(), organisation=new_id(), role=role, areas=None, valid_from=DAY, at=operation.tick()
        ),
        lambda: actions.end_role(actor, grant=new_id(), why="left", at=operation.tick()),
        lambda: queries.accounts(actor),
    ):
        assert refused(act) == ["access.not_allowed"]


def test_the_ledger_holds_an_account_by_its_id_and_forgets_it_on_demand(operation: Operation) -> None:
    account = an_account(operation, "leaver@example.org")
    grant(operation, account, Roles.CASEWORKER)
    before = dump_views()

    erase_subject(account, reason="request", act=_act(operation))
    finish_erasures()

    row = Account.objects.get(id=account)
    assert (row.full_name, row.is_active, row.has_usable_password()) == ("", False, False)
    assert "leaver" not in str(list(entries())) + row.email
    rebuild()
    assert {label for label, digest in dump_views().items() if digest != before[label]} == {"ledger.ErasedSubject"}


def _act(operation: Operation) -> Any:
    from tulga.access.acts import act_of

    return act_of(operation.administrator, operation.tick())


def test_the_clock_is_read_only_where_none_is_given(operation: Operation) -> None:
    actions.open_organisation(operation.administrator, name="Now", kind="partner")

    last = list(entries())[-1][-1]
    assert datetime.now(UTC) - last.recorded_at < timedelta(minutes=5)
