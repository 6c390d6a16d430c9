"""From facts to persons to states as of a day. Pure: facts in, counts out.

Rules (docs/algorithms/figures.md tells them in prose):

- A fact takes effect on the latest day on which it can have happened; what has no such day takes effect when recorded.
- Nationality: the last statement or decision of a competent authority counts; without one UNHCR's registration; without
  one the person's own statement or a document. Two different last words on one day are a tie, and a tie is undetermined.
- Protection: a registered asylum claim makes an asylum-seeker; a recognition a refugee; rejection, closure and cessation end it.
- Whoever died, departed, was resettled or returned is not present from that day. Nationals of the country are not of concern.
- A person is a set of records; a person is counted once.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, Protocol
from uuid import UUID

from tulga.kernel.dates import PartialDate

AUTHORITY, UNHCR, OTHER = "authority", "unhcr", "other"
_RANK = {
    "authority_decision": AUTHORITY, "authority_answer": AUTHORITY, "authority_register": AUTHORITY,
    "unhcr_registration": UNHCR, "document": OTHER, "engine_finding": OTHER, "own_statement": OTHER,
}  # fmt: skip
STATELESS, UNDETERMINED, NATIONAL = "stateless", "undetermined", "national"
ASYLUM_SEEKER, REFUGEE = "asylum_seeker", "refugee"
AGES = ((0, 4), (5, 11), (12, 17), (18, 59), (60, 200))
UNKNOWN = "unknown"


class FactLike(Protocol):
    """The shape of `tulga.register.statistics.Fact`; the engine does not know where facts come from."""

    @property
    def record(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def earliest(self) -> date: ...
    @property
    def latest(self) -> date: ...
    @property
    def position(self) -> int: ...
    @property
    def ends(self) -> bool: ...
    @property
    def source(self) -> str: ...


class Change(NamedTuple):
    """Something that may change a state, from its day on."""

    day: date
    position: int
    value: str
    ends: bool
    reason: str


class PersonState(NamedTuple):
    """What one person is as of a day."""

    present: bool
    nationality: str | None
    by: str | None
    country: str | None
    tie: bool
    protection: str | None
    origin: str
    area: str
    sex: str
    age: str
    campaigns: frozenset[str]
    papers: frozenset[str]


@dataclass(slots=True)
class Person:
    """The facts of one person, sorted by what they are about; `state_on` and `decided` answer questions."""

    country: str
    ranks: dict[str, list[Change]]
    protection: list[Change]
    ended: list[Change]
    areas: list[Change]
    told: list[Change]
    origin: str
    sex: str
    birth: str
    campaigns: list[Change]
    papers: list[Change]
    decisions: list[Change]
    assumed: bool

    def state_on(self, day: date) -> PersonState:
        """Return what the person is at the end of a day."""
        nationality, by, tie = self._nationality(day)
        status, _, country = (nationality or "").partition(":")
        return PersonState(
            not any(change.day <= day for change in self.ended), status or None, by, country or None, tie,
            self._protection(day), self.origin, self._area(day), self.sex, age_group(self.birth, day),
            frozenset(change.value for change in self.campaigns if change.day <= day),
            frozenset(change.value for change in self.papers if change.day <= day),
        )  # fmt: skip

    def _nationality(self, day: date) -> tuple[str | None, str | None, bool]:
        for rank in (AUTHORITY, UNHCR, OTHER):
            value, tie = _current(self.ranks.get(rank, ()), day)
            if value is not None:
                return value, rank, tie
        return None, None, False

    def _protection(self, day: date) -> str | None:
        found = None
        for change in self.protection:
            if change.day > day:
                break
            found = change.value or None
        return found

    def _area(self, day: date) -> str:
        found = [change for change in self.areas if change.day <= day] or self.told
        return found[-1].value if found else UNKNOWN

    def decided(self, outcomes: Sequence[str], start: date | None, end: date) -> list[Change]:
        """Return the decisions with one of these outcomes ("citizenship:granted") between two days, both inclusive."""
        return [
            change
            for change in self.decisions
            if change.day <= end
            and (start is None or change.day >= start)
            and any(change.value == outcome or change.value.startswith(outcome + ":") for outcome in outcomes)
        ]

    def was(self, status: str, before: date) -> bool:
        """Say whether an authority or UNHCR held the person to be `status` at some time before a day."""
        return any(
            change.value.partition(":")[0] == status and change.day <= before and not change.ends
            for rank in (AUTHORITY, UNHCR)
            for change in self.ranks.get(rank, ())
        )

    def change_days(self, after: date, until: date) -> list[date]:
        """Return the days after `after` up to `until` on which something took effect."""
        lists = [*self.ranks.values(), self.protection, self.ended]
        return sorted({change.day for changes in lists for change in changes if after < change.day <= until})

    def reasons_on(self, day: date) -> list[str]:
        """Return why something changed on a day: ends of presence first, then decisions, then statements."""
        lists = [self.ended, self.protection, *(self.ranks.get(rank, []) for rank in (AUTHORITY, UNHCR, OTHER))]
        return [change.reason for changes in lists for change in changes if change.day == day]


def _current(changes: Iterable[Change], day: date) -> tuple[str | None, bool]:
    """Return the value that stands on a day and whether it is a tie (then it is undetermined)."""
    value: str | None = None
    last: date | None = None
    said_that_day: set[str] = set()
    for change in changes:
        if change.day > day:
            break
        if change.day != last:
            last, said_that_day = change.day, set()
        if change.ends:
            said_that_day.discard(change.value)
            if value == change.value:
                value = None
            continue
        said_that_day.add(change.value)
        value = change.value
    if len(said_that_day) > 1:
        return UNDETERMINED, True
    return value, False


def age_group(birth: str, day: date) -> str:
    """Return the age group on a day; "unknown" where the date of birth leaves more than one open."""
    if not birth:
        return UNKNOWN
    lowest, highest = PartialDate.parse(birth).age_on(day)
    if lowest is None or highest is None:
        return UNKNOWN
    for low, high in AGES:
        if low <= lowest and highest <= high:
            return f"{low}+" if high == AGES[-1][1] else f"{low}-{high}"
    return UNKNOWN


# -- persons from facts -----------------------------------------------------------------------------------------------

_key = itemgetter(0, 1)


def person_of(facts: Sequence[FactLike], country: str) -> Person:
    """Return the person that these facts (of all records of the person) are about."""
    ranks: dict[str, list[Change]] = {}
    lists: dict[str, list[Change]] = {
        name: [] for name in ("protection", "ended", "areas", "told", "campaigns", "papers", "decisions")
    }
    latest: dict[str, tuple[int, str]] = {}
    assumed = False
    for fact in facts:
        kind = fact.kind
        change = Change(fact.latest, fact.position, fact.value, fact.ends, f"{kind}:{fact.value}")
        if kind == "nationality":
            ranks.setdefault(_RANK.get(fact.basis, OTHER), []).append(
                change._replace(reason=f"{fact.basis}:{fact.value}")
            )
        elif kind == "decision":
            lists["decisions"].append(change)
            _decision(change, ranks, lists["protection"])
        elif kind == "case_opened":
            if fact.value == "asylum":
                lists["protection"].append(change._replace(value=ASYLUM_SEEKER))
        elif kind == "presence_ended":
            lists["ended"].append(change)
        elif kind == "area":
            lists["areas" if fact.basis == "residence" else "told"].append(change)
        elif kind == "identified":
            lists["campaigns"].append(change)
            assumed = assumed or fact.source.startswith("assumed:")
        elif kind == "paper":
            lists["papers"].append(change)
        elif fact.position > latest.get(kind, (0, ""))[0]:
            latest[kind] = (fact.position, fact.value)
    for changes in (*ranks.values(), *lists.values()):
        changes.sort(key=_key)
    found = {kind: value for kind, (_, value) in latest.items()}
    return Person(
        country, ranks, lists["protection"], lists["ended"], lists["areas"], lists["told"], found.get("origin", UNKNOWN),
        found.get("sex", UNKNOWN), found.get("birth", ""), lists["campaigns"], lists["papers"], lists["decisions"], assumed,
    )  # fmt: skip


_PROTECTION = {"recognised": REFUGEE, "rejected": "", "closed": "", "ceased": ""}


def _decision(change: Change, ranks: dict[str, list[Change]], protection: list[Change]) -> None:
    procedure, _, rest = change.value.partition(":")
    outcome, _, country = rest.partition(":")
    if procedure == "asylum" and outcome in _PROTECTION:
        protection.append(change._replace(value=_PROTECTION[outcome]))
    elif procedure == "statelessness_determination" and outcome == "recognised":
        ranks.setdefault(AUTHORITY, []).append(change._replace(value=STATELESS))
    elif procedure == "citizenship" and outcome in {"confirmed", "granted"}:
        ranks.setdefault(AUTHORITY, []).append(change._replace(value=f"{NATIONAL}:{country}"))


def persons(facts: Iterable[FactLike], merged: Mapping[UUID, UUID], country: str) -> Iterator[Person]:
    """Yield every person once. Facts come ordered by record; only the records of merged persons are held back."""
    waiting: dict[UUID, list[FactLike]] = {}
    for record, group in groupby(facts, key=lambda fact: fact.record):
        person = merged.get(record)
        if person is None:
            yield person_of(list(group), country)
        else:
            waiting.setdefault(person, []).extend(group)
    for person in sorted(waiting):
        yield person_of(waiting[person], country)


# -- categories -------------------------------------------------------------------------------------------------------


def is_of_concern(state: PersonState, country: str) -> bool:
    """Say whether the person is here and not known to be a national of the country."""
    return state.present and not (state.nationality == NATIONAL and state.country == country and state.by == AUTHORITY)


def category_of(state: PersonState, country: str) -> str | None:
    """Return the population category; refugees and asylum-seekers come before stateless persons (one person, one line)."""
    if not is_of_concern(state, country):
        return None
    if state.protection is not None:
        return state.protection
    return stateless_category(state)


def stateless_category(state: PersonState) -> str | None:
    """Return "stateless.government", "stateless.undetermined" or None."""
    if state.nationality == STATELESS and state.by == AUTHORITY:
        return "stateless.government"
    if state.nationality == UNDETERMINED and (state.by == UNHCR or state.tie):
        return "stateless.undetermined"
    return None


Test = Callable[[Person, PersonState, date], bool]


def count(
    everyone: Iterable[Person], days: Sequence[date], tests: Mapping[str, Test], breakdowns: Mapping[str, Sequence[Sequence[str]]]
) -> tuple[dict[date, dict[str, int]], dict[date, dict[str, Counter[tuple[tuple[str, str], ...]]]]]:
    """Count the persons that pass each test as of each day, in total and by combinations of dimensions, in one pass."""
    totals: dict[date, dict[str, int]] = {day: dict.fromkeys(tests, 0) for day in days}
    split: dict[date, dict[str, Counter[tuple[tuple[str, str], ...]]]] = {
        day: {name: Counter() for name in breakdowns} for day in days
    }
    for person in everyone:
        for day in days:
            state = person.state_on(day)
            for name, test in tests.items():
                if not test(person, state, day):
                    continue
                totals[day][name] += 1
                for dimensions in breakdowns.get(name, ()):
                    split[day][name][tuple((one, getattr(state, one)) for one in dimensions)] += 1
    return totals, split
