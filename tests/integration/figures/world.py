"""Small operations for the tests of figures: events are turned into drafts and appended by the one batch path."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from tulga.kernel.dates import PartialDate
from tulga.ledger.actions import Act, Draft, append_many
from tulga.procedures.shared.entries import CaseEntryWithdrawn, CaseOpened, DecisionTaken, PaperIssued
from tulga.register import entries as register

Event = tuple[Any, ...]
_ids = count(1000)
BEGIN = datetime(2014, 1, 1, 9, tzinfo=UTC)
ACTOR, ORGANISATION = UUID(int=1), UUID(int=2)
AREAS = ("KAZ.astana", "KAZ.almaty-city", "")
ORIGINS = ("AFG", "SYR", "UZB", None)
DAYS = (
    "2013",
    "2014-03",
    "2015-06-01",
    "2017",
    "2017-12-31",
    "2019-05-05",
    "2020-11",
    "2021-12-31",
    "2022-02-02",
    "unknown",
)
WORDS = (
    ("stateless", None, "authority_register"), ("stateless", None, "authority_decision"),
    ("undetermined", None, "authority_answer"), ("national", "KAZ", "authority_answer"),
    ("national", "UZB", "authority_register"), ("undetermined", None, "unhcr_registration"),
    ("stateless", None, "unhcr_registration"), ("stateless", None, "own_statement"), ("national", "KAZ", "document"),
    ("at_risk", None, "unhcr_registration"),
)  # fmt: skip
DECISIONS = (
    ("asylum", "recognised", None), ("asylum", "rejected", None), ("asylum", "ceased", None),
    ("statelessness_determination", "recognised", None), ("statelessness_determination", "refused", None),
    ("citizenship", "confirmed", "KAZ"), ("citizenship", "granted", "KAZ"), ("citizenship", "granted", "UZB"),
)  # fmt: skip
BIRTHS = ("1954-03-02", "198X", "2011-07-09", "unknown")
ENDS = ("died", "departed", "resettled", "returned")


@dataclass(slots=True)
class World:
    """Turns events into drafts. Ids are counted over all worlds of a run: keys of one are never those of another."""

    step: timedelta = timedelta(days=60)
    begin: datetime = BEGIN
    drafts: list[tuple[Draft, Act]] = field(default_factory=list)
    withdrawable: list[tuple[str, UUID, UUID, UUID]] = field(default_factory=list)  # stream, stream id, record, entry
    opened: dict[int, UUID] = field(default_factory=dict)

    def id(self) -> UUID:
        return UUID(int=(0x018C << 112) | (7 << 76) | (2 << 62) | next(_ids))

    def put(self, kind: str, stream: UUID, record: UUID, payload: object, day: str) -> UUID:
        entry = self.id()
        at = self.begin + len(self.drafts) * self.step
        draft = Draft(stream, payload, day, subject=record, id=entry)
        self.drafts.append((draft, Act(ACTOR, ORGANISATION, at)))
        if kind in {"record", "case", "judgement"}:
            self.withdrawable.append((kind, stream, record, entry))
        return entry

    def take(self, events: Iterable[Event]) -> "World":
        for event in events:
            getattr(self, event[0])(*event[1:])
        return self

    def append(self, *, after: int = 0) -> "World":
        """Write the drafts from a number on."""
        append_many(self.drafts[after:])
        return self

    # -- events; what is about a record that nobody opened opens it first -------------------------------

    def open(self, who: int, area: str = "KAZ.astana", origin: str | None = None, campaign: str | None = None,
             source: str = "list", day: str = "2014-01-01") -> UUID:  # fmt: skip
        if who in self.opened:
            return self.opened[who]
        record = self.opened[who] = self.id()
        payload = register.RecordOpened(
            source_kind=register.SourceKind.FIELD_FORM, source=source, person_id=self.id(), campaign=campaign,
            area=area or None, origin=origin,
        )  # fmt: skip
        self.put("record", record, record, payload, day)
        return record

    def says(self, who: int, status: str, country: str | None, basis: str, ends: bool, day: str) -> UUID:
        record = self.open(who)
        said = register.NationalityStated(status=status, country=country, basis=basis, ends=ends)  # type: ignore[arg-type]
        return self.put("record", record, record, said, day)

    def ended(self, who: int, why: str, day: str) -> UUID:
        record = self.open(who)
        return self.put("record", record, record, register.PresenceEnded(why=why), day)  # type: ignore[arg-type]

    def lives(self, who: int, area: str, day: str) -> UUID:
        record = self.open(who)
        said = register.ResidenceStated(country="KAZ", area=area or None, period_start=PartialDate.parse("unknown"))
        return self.put("record", record, record, said, day)

    def is_of(self, who: int, sex: str, born: str) -> None:
        record = self.open(who)
        self.put("record", record, record, register.SexStated(sex=sex), "2014-01-01")  # type: ignore[arg-type]
        self.put("record", record, record, register.BirthStated(date=PartialDate.parse(born)), "2014-01-01")

    def case(self, who: int, procedure: str, day: str) -> UUID:
        record, case = self.open(who), self.id()
        return self.put("case", case, record, CaseOpened(record, procedure, "authority"), day)  # type: ignore[arg-type]

    def decides(self, who: int, procedure: str, outcome: str, country: str | None, day: str) -> UUID:
        record, case = self.open(who), self.id()
        said = DecisionTaken(record, procedure, outcome, "authority", country)  # type: ignore[arg-type]
        return self.put("case", case, record, said, day)

    def paper(self, who: int, day: str) -> UUID:
        record, case = self.open(who), self.id()
        return self.put("case", case, record, PaperIssued(record, "certificate"), day)

    def judges(self, one: int, other: int, verdict: str = "same") -> None:
        if one != other:
            first, second = self.open(one), self.open(other)
            said = register.JudgementRecorded(first=first, second=second, verdict=verdict, why="a test")  # type: ignore[arg-type]
            self.put("judgement", self.id(), first, said, "2021-01-01")

    def withdraws(self, which: int) -> None:
        """Withdraw one of the entries so far that can be withdrawn, and no other way to undo it afterwards."""
        if self.withdrawable:
            kind, stream, record, entry = self.withdrawable.pop(which % len(self.withdrawable))
            payload: object
            if kind == "judgement":
                payload = register.JudgementWithdrawn(judgement=entry, why="a test")
            elif kind == "case":
                payload = CaseEntryWithdrawn(record, entry, "a test")
            else:
                payload = register.StatementWithdrawn(entry=entry, why="a test")
            self.put("withdrawal", stream, record, payload, "2022-01-01")


def random_events(seed: int, people: int) -> list[Event]:
    """Return the events of so many invented people, in a mixed order."""
    chance = random.Random(seed)
    lives = [_life(chance, who) for who in range(people)]
    events = [event for life in lives for event in life]
    verdicts = [chance.choice(("same", "same", "different")) for _ in range(people // 8)]
    return events + [("judges", chance.randrange(people), chance.randrange(people), verdict) for verdict in verdicts]


def _life(chance: random.Random, who: int) -> list[Event]:
    campaign = chance.choice((None, None, "campaign-2020"))
    source = chance.choice(("list", "list", "assumed:arrivals"))
    life: list[Event] = [
        ("open", who, chance.choice(AREAS), chance.choice(ORIGINS), campaign, source, chance.choice(DAYS)),
        ("is_of", who, chance.choice(("female", "male")), chance.choice(BIRTHS)),
    ]
    said = [chance.choice(WORDS) for _ in range(chance.randrange(4))]
    life += [("says", who, *word, chance.random() < 0.15, chance.choice(DAYS)) for word in said]
    if chance.random() < 0.4:
        life.append(("case", who, chance.choice(("asylum", "citizenship")), chance.choice(DAYS)))
    decided = [chance.choice(DECISIONS) for _ in range(chance.randrange(3))]
    life += [("decides", who, *decision, chance.choice(DAYS)) for decision in decided]
    if chance.random() < 0.15:
        life.append(("ended", who, chance.choice(ENDS), chance.choice(DAYS)))
    if chance.random() < 0.3:
        life.append(("lives", who, chance.choice(AREAS[:2]), chance.choice(DAYS)))
    return life


def a_world(events: Sequence[Event], step: timedelta = timedelta(days=60), begin: datetime = BEGIN) -> World:
    """Return a world in which these events happened and are in the ledger."""
    return World(step, begin).take(events).append()
