"""From facts to persons to states as of a day. Pure: facts in, states out.

Rules (docs/algorithms/figures.md tells them in prose):

- A fact takes effect on the latest day on which it can have happened; what has no such day takes effect when recorded.
- Nationality: the last statement or decision of a competent authority counts; without one UNHCR's registration;
  without one the person's own statement or a document. Two different last words on one day are a tie: undetermined.
- Protection: a registered asylum claim makes an asylum-seeker; a recognition a refugee; rejection, closure and
  cessation end it.
- Whoever died, departed, was resettled or returned is not present from that day. Nationals of the country are not of
  concern.
- A person is a set of records; a person is counted once, and in one category: refugees and asylum-seekers come first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from tulga.kernel.dates import PartialDate

AUTHORITY, UNHCR, OTHER = "authority", "unhcr", "other"
RANKS: Final = (AUTHORITY, UNHCR, OTHER)
_RANK = {
    "authority_decision": AUTHORITY, "authority_answer": AUTHORITY, "authority_register": AUTHORITY,
    "unhcr_registration": UNHCR, "document": OTHER, "engine_finding": OTHER, "own_statement": OTHER,
}  # fmt: skip
STATELESS, UNDETERMINED, NATIONAL = "stateless", "undetermined", "national"
ASYLUM_SEEKER, REFUGEE = "asylum_seeker", "refugee"
BY_GOVERNMENT, NOT_DETERMINED = "stateless.government", "stateless.undetermined"
CATEGORIES: Final = (REFUGEE, ASYLUM_SEEKER, BY_GOVERNMENT, NOT_DETERMINED)  # in the order of precedence
AGES: Final = ((0, 4), (5, 11), (12, 17), (18, 59), (60, 200))
UNKNOWN: Final = "unknown"
_PROTECTION = {"recognised": REFUGEE, "rejected": "", "closed": "", "ceased": ""}


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
    reason: str  # "died", "asylum:recognised", "unhcr_registration:undetermined": what accounts call it


class PersonState(NamedTuple):
    """What one person is at the end of a day."""

    day: date
    present: bool
    of_concern: bool
    nationality: str | None  # stateless, undetermined, national, at_risk, claim_pending
    by: str | None  # whose word it is: authority, unhcr, other
    tie: bool
    protection: str | None
    area: str
    categories: tuple[str, ...]  # every category that would hold the person, in the order of precedence

    @property
    def category(self) -> str | None:
        """Return the one category in which the person is counted."""
        return self.categories[0] if self.categories else None


@dataclass(slots=True)
class Person:
    """The facts of one person, sorted by what they are about."""

    country: str
    ranks: dict[str, list[Change]] = field(default_factory=lambda: {rank: [] for rank in RANKS})
    protection: list[Change] = field(default_factory=list)
    ended: list[Change] = field(default_factory=list)
    residence: list[Change] = field(default_factory=list)
    told: list[Change] = field(default_factory=list)  # the area in which a record was opened
    met: list[Change] = field(
        default_factory=list
    )  # a record was opened; the value is the campaign or the kind of source
    papers: list[Change] = field(default_factory=list)
    decisions: list[Change] = field(default_factory=list)
    origin: str = UNKNOWN
    sex: str = UNKNOWN
    birth: str = ""
    assumed: bool = False

    def state_on(self, day: date) -> PersonState:
        """Return what the person is at the end of a day."""
        nationality, by, tie = self._nationality(day)
        status, _, country = (nationality or "").partition(":")
        area = self.area_on(day)
        present = not any(change.day <= day for change in self.ended) and area.partition(".")[0] in {
            self.country,
            UNKNOWN,
        }
        national = status == NATIONAL and country == self.country and by == AUTHORITY
        protection = self._protection(day)
        categories = self._categories(protection, status, by, tie, day) if present and not national else ()
        return PersonState(
            day, present, present and not national, status or None, by, tie, protection, area, categories
        )

    def _nationality(self, day: date) -> tuple[str | None, str | None, bool]:
        for rank in RANKS:
            if changes := self.ranks[rank]:
                value, tie = standing_word(changes, day)
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

    def _categories(self, protection: str | None, status: str, by: str | None, tie: bool, day: date) -> tuple[str, ...]:  # noqa: FBT001
        found = (protection,) if protection else ()
        if status == STATELESS and by == AUTHORITY:
            return (*found, BY_GOVERNMENT)
        if status == UNDETERMINED and by != OTHER and (by == UNHCR or tie or self._registered(day)):
            return (*found, NOT_DETERMINED)
        return found

    def _registered(self, day: date) -> bool:
        """Say whether UNHCR's registration, too, holds the person's nationality to be undetermined."""
        return standing_word(self.ranks[UNHCR], day)[0] == UNDETERMINED

    def area_on(self, day: date) -> str:
        """Return where the person lives; without a residence, where the person was met; the first place, if all is
        later."""
        for changes in (self.residence, self.told):
            here = None
            for change in changes:
                if change.day > day:
                    break
                here = change.value
            if here is not None:
                return here
        first = self.told or self.residence
        return first[0].value if first else UNKNOWN

    def decided(self, outcome: str, start: date | None, end: date) -> list[Change]:
        """Return the decisions with this outcome ("citizenship:granted") between two days, both inclusive."""
        return [
            change
            for change in self.decisions
            if (start is None or start <= change.day)
            and change.day <= end
            and (change.value == outcome or change.value.startswith(outcome + ":"))
        ]

    def was(self, status: str, by: date) -> bool:
        """Say whether an authority or UNHCR held the person to be `status` at some time up to a day."""
        return any(
            change.value.partition(":")[0] == status and change.day <= by and not change.ends
            for rank in (AUTHORITY, UNHCR)
            for change in self.ranks[rank]
        )

    def change_days(self, until: date) -> list[date]:
        """Return the days up to `until` on which something took effect, in order."""
        lists = (*self.ranks.values(), self.protection, self.ended, self.residence, self.told)
        return sorted({change.day for changes in lists for change in changes if change.day <= until})

    def reason_of(self, before: PersonState, now: PersonState) -> str:
        """Return what made the difference between two states, the second being that of the day of the change.

        Presence comes first, then nationality where it decides whether the person is of concern, then protection.
        """
        if before.present != now.present:
            lists: tuple[list[Change], ...] = (self.ended, self.residence, self.told)
        elif before.of_concern == now.of_concern and before.protection != now.protection:
            lists = (self.protection,)
        else:
            lists = (self.ranks[now.by or OTHER], *(self.ranks[rank] for rank in RANKS), self.protection)
        for changes in lists:
            for change in reversed(changes):
                if change.day == now.day:
                    return "word_ended" if change.ends else change.reason
        return ""

    def dimension(self, name: str, state: PersonState) -> str:
        """Return what the person counts under in a breakdown."""
        if name == "origin":
            return self.origin
        if name == "area":
            return state.area
        return self.sex if name == "sex" else age_group(self.birth, state.day)


def standing_word(changes: Iterable[Change], day: date) -> tuple[str | None, bool]:
    """Return the last word that stands on a day, and whether it is a tie (then it is undetermined).

    A word that ends takes away what was said in the same way before; what was said earlier, and still stands, counts
    again.
    """
    said: dict[tuple[str, str], date] = {}
    for change in changes:
        if change.day > day:
            break
        key = (change.value, change.reason)
        said.pop(key, None)
        if not change.ends:
            said[key] = change.day
    if not said:
        return None, False
    if len(said) == 1:
        return next(iter(said))[0], False
    last = max(said.values())
    words = {value for (value, _), on in said.items() if on == last}
    return (words.pop(), False) if len(words) == 1 else (UNDETERMINED, True)


@lru_cache(maxsize=100_000)
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

_day_and_position = attrgetter("day", "position")


def person_of(facts: Iterable[FactLike], country: str) -> Person:
    """Return the person that these facts (of all records of the person) are about."""
    person = Person(country)
    latest: dict[str, tuple[int, str]] = {}
    for fact in facts:
        _take(fact, person, latest)
    for changes in (
        *person.ranks.values(), person.protection, person.ended, person.residence, person.told, person.met,
        person.papers, person.decisions,
    ):  # fmt: skip
        if len(changes) > 1:
            changes.sort(key=_day_and_position)
    for kind, (_, value) in latest.items():
        setattr(person, kind, value)
    return person


def _take(fact: FactLike, person: Person, latest: dict[str, tuple[int, str]]) -> None:
    kind = fact.kind
    if kind in {"origin", "sex", "birth"}:
        if fact.position > latest.get(kind, (0, ""))[0]:
            latest[kind] = (fact.position, fact.value)
        return
    change = Change(fact.latest, fact.position, fact.value, fact.ends, fact.value)
    if kind == "nationality":
        person.ranks[_RANK.get(fact.basis, OTHER)].append(change._replace(reason=f"{fact.basis}:{fact.value}"))
    elif kind == "decision":
        person.decisions.append(change)
        _decision(change, person)
    elif kind == "case_opened":
        if fact.value == "asylum":
            person.protection.append(change._replace(value=ASYLUM_SEEKER, reason="asylum:claimed"))
    elif kind == "presence_ended":
        person.ended.append(change)
    elif kind == "area":
        if not fact.value:
            return
        area = change._replace(reason="area")
        (person.residence if fact.basis == "residence" else person.told).append(area)
    elif kind == "identified":
        person.met.append(change)
        person.assumed = person.assumed or fact.source.startswith("assumed:")
    elif kind == "paper":
        person.papers.append(change)


def _decision(change: Change, person: Person) -> None:
    procedure, _, rest = change.value.partition(":")
    outcome, _, country = rest.partition(":")
    if procedure == "asylum" and outcome in _PROTECTION:
        person.protection.append(change._replace(value=_PROTECTION[outcome]))
    elif procedure == "statelessness_determination" and outcome == "recognised":
        person.ranks[AUTHORITY].append(change._replace(value=STATELESS))
    elif procedure == "citizenship" and outcome in {"confirmed", "granted"}:
        person.ranks[AUTHORITY].append(change._replace(value=f"{NATIONAL}:{country}"))


DATELESS: Final = frozenset({"origin", "sex", "birth"})


def facts_by_person(
    facts: Iterable[FactLike], merged: Mapping[UUID, UUID], as_of: date
) -> Iterator[tuple[UUID | None, int, list[FactLike]]]:
    """Yield every person of whom something took effect by the day: id (of merged ones), number of records, facts.

    Facts come ordered by record; what takes effect later is left out, and so is a record of which nothing has taken
    effect yet. Only the records of merged persons are held back, so memory does not grow with the number of records.
    """
    waiting: dict[UUID, list[list[FactLike]]] = {}
    for record, group in groupby(facts, key=attrgetter("record")):
        kept = in_effect(group, as_of)
        if not kept:
            continue
        person = merged.get(record)
        if person is None:
            yield None, 1, kept
        else:
            waiting.setdefault(person, []).append(kept)
    for person in sorted(waiting):
        records = waiting[person]
        yield person, len(records), [fact for record in records for fact in record]


def in_effect(facts: Iterable[FactLike], as_of: date) -> list[FactLike]:
    """Return the facts of one record that took effect by a day; none when nothing dated did.

    Where and from which source a record was opened stays, whatever its day: nothing else says where the person is, and
    whether all that is told of them had to be assumed.
    """
    kept: list[FactLike] = []
    anything = False
    for fact in facts:
        if fact.kind in DATELESS or (fact.kind == "area" and fact.basis == "told"):
            kept.append(fact)
        elif fact.latest <= as_of:
            kept.append(fact)
            anything = True
        elif fact.kind == "identified":
            kept.append(fact)
    return kept if anything else []


def persons(facts: Iterable[FactLike], merged: Mapping[UUID, UUID], country: str, as_of: date) -> Iterator[Person]:
    """Yield every person once."""
    for _, _, found in facts_by_person(facts, merged, as_of):
        yield person_of(found, country)
