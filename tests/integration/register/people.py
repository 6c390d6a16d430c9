"""Small operations with people in them, for tests: everything is written through the contexts' actions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

from tulga.access import actions as access
from tulga.access.actor import Actor
from tulga.access.queries import actor_for
from tulga.access.roles import Roles
from tulga.kernel.dates import PartialDate
from tulga.kernel.ids import new_id
from tulga.procedures.shared import actions as procedures
from tulga.register import actions as register
from tulga.register.entries import (
    BirthStated,
    NameKind,
    NamePart,
    NameStated,
    PaperStated,
    PartRole,
    RecordOpened,
    Script,
    SourceKind,
)
from tulga.register.identity import actions as identity

PASSWORD = "seven grey herons by the river"
BEGIN = datetime(2021, 3, 1, 9, tzinfo=UTC)
TOLD = "2021-03-01"
ALMATY, ASTANA = "KAZ.almaty-city", "KAZ.astana"


def a_name(full: str, script: Script = Script.CYRILLIC) -> NameStated:
    family, _, given = full.partition(" ")
    parts = (NamePart(PartRole.FAMILY, family), *([NamePart(PartRole.GIVEN, given)] if given else []))
    return NameStated(kind=NameKind.CURRENT, parts=parts, script=script)


def a_birth(text: str) -> BirthStated:
    return BirthStated(date=PartialDate.parse(text))


def a_passport(number: str) -> PaperStated:
    return PaperStated(paper="ussr_passport_1974", number=number)


@dataclass(slots=True)
class Operation:
    """An operation whose clock goes on by a minute with every act."""

    now: datetime = BEGIN
    administrator: Actor = field(init=False)
    caseworker: Actor = field(init=False)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        account = access.open_operation(email="first@example.org", password=PASSWORD, at=self.tick())
        self.administrator = actor_for(account, "setting up", on=BEGIN.date())
        self.caseworker = self.actor(Roles.CASEWORKER)

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def organisation(self, kind: str, name: str = "An organisation") -> UUID:
        return access.open_organisation(self.administrator, name=name, kind=kind, at=self.tick())

    def actor(
        self,
        *roles: str,
        organisation: UUID | None = None,
        areas: Sequence[str] | None = None,
        purpose: str = "casework",
    ) -> Actor:
        """Return somebody with an account and these roles."""
        email = f"colleague-{next(self.numbers)}@example.org"
        where = organisation or self.administrator.organisation
        account = access.open_account(
            self.administrator, email=email, full_name="A Colleague", password=PASSWORD, at=self.tick()
        )
        for role in roles:
            access.grant_role(
                self.administrator, account=account, organisation=where, role=role, areas=areas,
                valid_from=date(2020, 1, 1), at=self.tick(),
            )  # fmt: skip
        return actor_for(account, purpose, organisation=where, on=BEGIN.date())

    def record(
        self,
        name: str = "Петрова Анна",
        *statements: object,
        by: Actor | None = None,
        area: str = ALMATY,
        source_kind: SourceKind = SourceKind.FIELD_FORM,
    ) -> UUID:
        opened = RecordOpened(source_kind=source_kind, source="form-12", person_id=new_id(), area=area)
        return register.open_record(
            by or self.caseworker,
            opened=opened,
            statements=[a_name(name), *statements],
            effective_on=TOLD,
            at=self.tick(),
        )

    def state(self, record: UUID, statement: object, *, by: Actor | None = None, based_on: int | None = None) -> UUID:
        return register.state(
            by or self.caseworker,
            record=record,
            statement=statement,
            effective_on=TOLD,
            at=self.tick(),
            based_on=based_on,
        )

    def withdraw(self, record: UUID, entry: UUID, *, by: Actor | None = None) -> UUID:
        return register.withdraw(
            by or self.caseworker, record=record, entry=entry, why="a mistake", effective_on=TOLD, at=self.tick()
        )

    def judge(self, first: UUID, second: UUID, verdict: str = "same", *, by: Actor | None = None) -> UUID:
        return identity.record_judgement(
            by or self.caseworker, first=first, second=second, verdict=verdict, why="told so", at=self.tick()
        )

    def unjudge(self, judgement: UUID, *, by: Actor | None = None) -> None:
        identity.withdraw_judgement(by or self.caseworker, judgement=judgement, why="it was not so", at=self.tick())

    def case(self, record: UUID, procedure: str = "statelessness_determination", *, by: Actor | None = None) -> UUID:
        return procedures.open_case(
            by or self.caseworker, record=record, procedure=procedure, authority="migration service", effective_on=TOLD,
            at=self.tick(),
        )  # fmt: skip
