"""Inventing people: households that come onto the books together, with their names, births and days.

A person is kept small, because those who have something before them wait in memory: everything that can be worked out
again from `key` is worked out again when it is told.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from hashlib import blake2b
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

from tulga.demo import names, plan
from tulga.demo.names import Name
from tulga.demo.plan import Path
from tulga.kernel.ids import new_id

OFFICE_ZONE: Final = timezone(timedelta(hours=6))
DIVIDED_AREA: Final = "KAZ.south-kazakhstan"
DIVISION: Final = date(2018, 6, 19)
# peoples among whom statelessness is known in Kazakhstan; the shares are ours
GROUPS: Final = {
    "russian": 22, "uzbek": 17, "kazakh": 14, "azerbaijani": 9, "uyghur": 8, "ukrainian": 8, "kyrgyz": 6, "tajik": 6,
    "chechen": 5, "korean": 5,
}  # fmt: skip
GROUP_OF_ORIGIN: Final = {"AFG": "afghan", "SYR": "syrian", "CHN": "uyghur", "UZB": "uzbek", "KGZ": "kyrgyz"}
REPUBLICS: Final = {
    "russian": ("RUS", "KAZ", "UZB"), "uzbek": ("UZB", "UZB", "KAZ"), "kazakh": ("UZB", "KAZ", "RUS", "TKM"),
    "azerbaijani": ("AZE", "GEO", "KAZ"), "uyghur": ("KAZ", "KGZ", "UZB"), "ukrainian": ("UKR", "RUS", "KAZ"),
    "kyrgyz": ("KGZ",), "tajik": ("TJK", "UZB"), "chechen": ("RUS", "KAZ"), "korean": ("UZB", "RUS", "KAZ"),
}  # fmt: skip
_SIZES, _SIZE_SHARES = (1, 2, 3, 4, 5, 6), (44, 18, 14, 12, 8, 4)
_SIZE_SHARES_OF_FLIGHT = (38, 8, 12, 16, 16, 10)  # many come alone; who does not comes with children


class Step(NamedTuple):
    """Something that is told of a person: what, the day it took effect, and the day it was written down."""

    what: str
    day: date
    recorded: date


@dataclass(slots=True)
class Household:
    """People who came together. `members` are the record and the role of those already invented."""

    key: int
    group: str
    family: Name
    area: str
    origin: str | None
    grandfather: Name
    head_born: int = 0
    father: Name | None = None  # of the children: the head, or the head's husband
    members: list[tuple[UUID, str, str]] = field(default_factory=list)  # record, role, sex

    def area_on(self, day: date) -> str:
        """Return where the household lives: South Kazakhstan was divided into two in 2018."""
        if self.area != DIVIDED_AREA or day < DIVISION:
            return self.area
        return "KAZ.shymkent" if self.key % 100 < 45 else "KAZ.turkistan"

    @property
    def id(self) -> UUID:
        return _same_id(f"household:{self.key}", date(2014, 1, 6))


@dataclass(slots=True)
class Person:
    """One invented human being."""

    key: int
    household: Household
    role: str  # head, spouse, child, parent, sibling
    sex: str
    born: int
    birth: str  # a partial date
    given: Name
    father: Name
    path: Path
    record: UUID
    person_id: UUID
    relatives: tuple[tuple[UUID, str, str], ...]  # the household, as it was when the person was invented
    steps: tuple[Step, ...] = ()
    undetermined: bool = False  # a refugee whose nationality nobody could tell

    @property
    def entry(self) -> str:
        return self.path[0][1]

    def rng(self, tag: int) -> Random:
        """Return the chance that belongs to one part of this life, the same every time."""
        return Random(self.key * 1009 + tag)

    def id_of(self, tag: str, day: date) -> UUID:
        """Return the id of something of this life, the same every time."""
        return _same_id(f"{self.key}:{tag}", day)


def _same_id(text: str, day: date) -> UUID:
    """Return the id that belongs to a text and a day, the same every time."""
    entropy = blake2b(text.encode(), digest_size=10).digest()
    return new_id(datetime.combine(day, time(9), OFFICE_ZONE), entropy)


def weighted(shares: dict[str, int], rng: Random) -> str:
    return rng.choices(list(shares), list(shares.values()))[0]


def invent_household(key: int, first: Path, rng: Random, *, area: str, origin: str | None) -> tuple[Household, int]:
    """Return a household without members, and how many it is to have."""
    group = GROUP_OF_ORIGIN.get(origin or "", "") or weighted(GROUPS, rng)
    shares = _SIZE_SHARES_OF_FLIGHT if first[0][1] in plan.ASYLUM else _SIZE_SHARES
    size = rng.choices(_SIZES, shares)[0]
    grandfather = names.given(group, "male", 1935, rng)
    return Household(key, group, names.family(group, rng), area, origin, grandfather), size


def invent_person(household: Household, path: Path, key: int, rng: Random, entered: date) -> Person:
    """Return the next member of a household, to whom this is going to happen."""
    role = _role(household, path, entered.year, rng)
    head_sex = household.members[0][2] if household.members else ""
    sex = _sex(role, head_sex, rng, fled_as_head=role == "head" and path[0][1] in plan.ASYLUM)
    born = _born(role, household, path, entered.year, rng)
    if role == "head":
        household.head_born = born
    given = household.grandfather if (role, sex) == ("parent", "male") else names.given(household.group, sex, born, rng)
    if role in {"head", "spouse"} and sex == "male":
        household.father = given
    father = _father(household, role, born, rng)
    person = Person(
        key, household, role, sex, born, _birth(born, entered, rng), given, father, path,
        UUID(int=0), UUID(int=0), tuple(household.members),
    )  # fmt: skip
    person.record, person.person_id = person.id_of("record", entered), person.id_of("person", entered)
    household.members.append((person.record, role, sex))
    return person


def _father(household: Household, role: str, born: int, rng: Random) -> Name:
    """Return the father's name: of the children the head or her husband, of the head and siblings the grandfather."""
    if role in {"head", "sibling"}:
        return household.grandfather
    if role == "child" and household.father is not None:
        return household.father
    return names.given(household.group, "male", born - 28, rng)


def _role(household: Household, path: Path, entered: int, rng: Random) -> str:
    if not household.members:
        return "head"
    if path[-1][1] == plan.DIED and household.head_born > 1955:
        return "parent"
    roles = {role for _, role, _ in household.members}
    if "spouse" not in roles and rng.random() < 0.75:
        return "spouse"
    if household.head_born + 19 > entered:
        return "sibling"
    return rng.choices(("child", "parent", "sibling"), (80, 8, 12))[0]


def _sex(role: str, head_sex: str, rng: Random, *, fled_as_head: bool) -> str:
    if role == "spouse":
        return "male" if head_sex == "female" else "female"
    if role == "parent":
        return "female" if rng.random() < 0.68 else "male"
    return "female" if rng.random() < (0.25 if fled_as_head else 0.49) else "male"


def _born(role: str, household: Household, path: Path, entered: int, rng: Random) -> int:
    head = household.head_born
    if role == "parent":
        return head - rng.randint(18, 33)
    if role == "child":
        return rng.randint(head + 18, max(head + 18, min(head + 40, entered)))
    if role == "sibling":
        return min(head + rng.randint(-9, 9), entered - 1)
    if role == "spouse":
        return min(head + rng.randint(-8, 8), entered - 17)
    if path[-1][1] == plan.DIED:
        return int(rng.triangular(1928, 1965, 1945))
    if path[0][1] in plan.ASYLUM:
        return entered - int(rng.triangular(18, 62, 29))
    return entered - int(rng.triangular(20, 76, 44))


def _birth(born: int, entered: date, rng: Random) -> str:
    """Return a date of birth as told: most know the day, some the month, the year, or only about."""
    latest = entered - timedelta(days=20)
    day = date(born, rng.randint(1, 12), 1)
    day = day.replace(day=rng.randint(1, calendar.monthrange(day.year, day.month)[1]))
    if day > latest:
        return latest.isoformat()
    told = rng.random()
    if told < 0.78 or born > 2000:
        return day.isoformat()
    if told < 0.84:
        return f"{day.year}-{day.month:02d}"
    if told < 0.92:
        return str(day.year)
    if told < 0.97:
        return f"{day.year}~"
    if told < 0.985:
        return f"{day.year // 10}X"
    return "unknown" if told > 0.995 else f"{day.year}-{rng.choice((21, 22, 23))}"


def working_days(start: date, end: date) -> Iterator[date]:
    """Yield Monday to Friday, both ends included."""
    day = start
    while day <= end:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)
