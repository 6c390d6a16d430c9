"""The facts of `core/facts.py` as columns: one row a person, lists as flat columns, parents as rows.

A row holds what a `Person` holds, with the same four truth values. What a column cannot hold (a spouse, an adopter,
any relative but the parents, a fact in doubt) marks the row as `beyond`: such a person is for the interpreter, and
every bulk result counts them apart.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from tulga.kernel.dates import PartialDate
from tulga.nationality.bulk.codes import Codes, Days, Flags
from tulga.nationality.bulk.ir import FIRST_DAY, LAST_DAY, bounds, day_of
from tulga.nationality.bulk.ragged import Ragged, nothing, ragged
from tulga.nationality.core.facts import Absent, Document, Event, Nationality, Person, Relative, Stay
from tulga.nationality.core.truth import DISPUTED, TRUE, UNKNOWN, Truth

Rows = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]

STAY = ("state", "first_lo", "first_hi", "last_lo", "last_hi", "kind", "lawful", "habitual")
EVENT = ("type", "state", "lo", "hi", "answer")
DOCUMENT = ("type", "issuer", "lo", "hi", "dated")
ABSENT = ("what", "state")
TERM = ("name", "value")
NAMED = ("name",)
HOLDERS = {"": "subject", "subject": "subject", "self": "subject", "mother": "mother", "father": "father"}


class Vocabulary:
    """Words as numbers, in the order in which they came; 0 is the empty word, -1 a word that nobody used."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._numbers: dict[str, int] = {"": 0}
        for word in words:
            self.number(word)

    def number(self, word: str) -> int:
        """Return the number of a word, a new one if need be."""
        return self._numbers.setdefault(word, len(self._numbers))

    def find(self, word: str) -> int:
        return self._numbers.get(word, -1)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self._numbers)


@dataclass(frozen=True, slots=True)
class Party:
    """What is told of one human being of a row: the person, the mother or the father."""

    stays: Ragged
    stays_complete: Codes
    events: Ragged
    documents: Ragged
    absent: Ragged
    terms: Ragged
    unknown: Ragged  # kinds of event (of a State, or any) that are said to be unknown


@dataclass(frozen=True, slots=True)
class Parent(Party):
    """A parent as the law meets them. `row`: where their own facts are, or -1."""

    told: Flags
    exists: Codes
    since_lo: Days
    since_hi: Days
    row: Rows
    stated: Flags  # there is a statement of their nationality at the child's birth
    states: Ragged
    complete: Codes
    stateless: Codes
    undetermined: Codes


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts about `rows` people. `row` is the number of each in the whole; a part of the people keeps it."""

    vocabulary: Vocabulary = field(repr=False)
    ids: npt.NDArray[np.object_]
    row: Rows
    birth_lo: Days
    birth_hi: Days
    born_in: Numbers  # -1: not told
    sex: Numbers
    region: Numbers
    parents_unknown: Codes
    ussr: Codes
    ussr_until_lo: Days
    ussr_until_hi: Days
    ussr_until_told: Flags
    subject: Party
    mother: Parent
    father: Parent
    links: Ragged  # States named beyond what other columns show
    claims: Ragged  # States of which the person's own nationality was stated
    beyond: Flags

    @property
    def rows(self) -> int:
        return len(self.row)

    def taken(self, index: Rows) -> "Facts":
        """Return the facts of these people only, in this order."""
        return _changed(self, lambda items: items.taken(index), lambda column: column[index])

    def part(self, first: int, last: int) -> "Facts":
        """Return the facts of the people from one row to before another, nothing copied."""
        return _changed(self, lambda items: items.part(first, last), lambda column: column[first:last])

    def party(self, who: str) -> Party:
        return {"subject": self.subject, "mother": self.mother, "father": self.father}[who]


R = TypeVar("R", bound="Facts | Party")


def _changed(
    record: R, lists: Callable[[Ragged], Ragged], columns: Callable[[npt.NDArray[Any]], npt.NDArray[Any]]
) -> R:
    """The record classes differ only in their fields."""
    changed: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if isinstance(value, Ragged):
            changed[each.name] = lists(value)
        elif isinstance(value, np.ndarray):
            changed[each.name] = columns(value)
        elif isinstance(value, Party):
            changed[each.name] = _changed(value, lists, columns)
    return replace(record, **changed)


def silent(rows: int, vocabulary: Vocabulary) -> Facts:
    """Return people of whom nothing is told. The columns are constants that take no memory and cannot be written to."""

    def all_(value: object, kind: npt.DTypeLike) -> npt.NDArray[Any]:
        return np.broadcast_to(np.array(value, dtype=kind), rows)

    unknown, no, first, last = (
        all_(0, np.uint8),
        all_(False, np.bool_),
        all_(FIRST_DAY, np.int32),
        all_(LAST_DAY, np.int32),
    )
    lists = {name: nothing(rows, names) for name, names in
             (("stays", STAY), ("events", EVENT), ("documents", DOCUMENT), ("absent", ABSENT), ("terms", TERM),
              ("unknown", ABSENT))}  # fmt: skip
    parent = Parent(
        **lists, stays_complete=unknown, told=no, exists=unknown, since_lo=first, since_hi=first,
        row=all_(-1, np.int64), stated=no, states=nothing(rows, NAMED), complete=unknown, stateless=unknown,
        undetermined=unknown,
    )  # fmt: skip
    return Facts(
        vocabulary, ids=all_("", object), row=np.arange(rows, dtype=np.int64), birth_lo=first, birth_hi=last,
        born_in=all_(-1, np.int32), sex=all_(0, np.int32), region=all_(0, np.int32), parents_unknown=unknown,
        ussr=unknown, ussr_until_lo=first, ussr_until_hi=last, ussr_until_told=no,
        subject=Party(**lists, stays_complete=unknown), mother=parent, father=parent, links=nothing(rows, NAMED),
        claims=nothing(rows, NAMED), beyond=no,
    )  # fmt: skip


# -- from the interpreter's persons ------------------------------------------------------------------------------------


def people_of(persons: Sequence[Person], groups: Sequence[tuple[str, str]] = ()) -> Facts:
    """Return the facts of these persons as columns, their parents' rows (where known) behind them.

    Args:
        groups: (sex, region) of each person, for reports; "" where there is none.
    """
    found, mothers, fathers = with_parents(persons)
    words = Vocabulary()
    labels = [*groups, *[("", "")] * (len(found) - len(groups))]
    born = [bounds(person.born) for person in found]
    until = [bounds(person.ussr_until) for person in found]
    return Facts(
        vocabulary=words,
        ids=np.array([person.id for person in found], dtype=object),
        row=np.arange(len(found), dtype=np.int64),
        birth_lo=_days(lo for lo, _ in born),
        birth_hi=_days(hi for _, hi in born),
        born_in=_numbers(-1 if person.born_in is None else words.number(person.born_in) for person in found),
        sex=_numbers(words.number(sex) for sex, _ in labels),
        region=_numbers(words.number(region) for _, region in labels),
        parents_unknown=_codes(person.parents_unknown for person in found),
        ussr=_codes(person.ussr for person in found),
        ussr_until_lo=_days(lo for lo, _ in until),
        ussr_until_hi=_days(hi for _, hi in until),
        ussr_until_told=_flags(person.ussr_until is not None for person in found),
        subject=_subject(found, words),
        mother=_parent(found, [person.mother for person in found], mothers, "mother", words),
        father=_parent(found, [person.father for person in found], fathers, "father", words),
        links=_named([[*person.links, *_places(person)] for person in found], words),
        claims=_named([[state for _, said in person.statements for state in said.states] for person in found], words),
        beyond=_flags(bool(person.relatives) or _odd(person) for person in found),
    )


def _odd(person: Person) -> bool:
    """Something is said that no column holds: an event of a relative who is no parent, a fact that is in doubt."""
    parents = [relative for relative in (person.mother, person.father) if relative is not None]
    stays = [*person.stays, *(stay for relative in parents for stay in relative.stays)]
    held = [*(stay.held for stay in stays), *(each.held for each in person.events)]
    doubted = any(value is not TRUE for value in (*held, *(paper.held for paper in person.documents)))
    disputed = any(DISPUTED in (stay.lawful, stay.habitual) for stay in stays)
    return doubted or disputed or any(event.detail("holder") not in HOLDERS for event in person.events)


def with_parents(persons: Sequence[Person]) -> tuple[list[Person], list[int], list[int]]:
    """Return the persons and, behind them, each parent whose own facts are known; and where each one's parents are."""
    found = list(persons)
    parents: tuple[list[int], list[int]] = ([], [])
    for person in found:  # grows while it is read: parents bring their own parents
        for relative, rows in zip((person.mother, person.father), parents, strict=True):
            if relative is None or relative.person is None:
                rows.append(-1)
            else:
                rows.append(len(found))
                found.append(relative.person)
    return found, *parents


def _subject(found: Sequence[Person], words: Vocabulary) -> Party:
    return Party(
        stays=_stays([person.stays for person in found], words),
        stays_complete=_codes(UNKNOWN for _ in found),
        events=_events([held(person, "subject") for person in found], words),
        documents=_documents([person.documents for person in found], words),
        absent=_absences([person.absent for person in found], words),
        terms=_terms([person.terms for person in found], words),
        unknown=_absences([[_unknown(said) for said in person.unknown] for person in found], words),
    )


def _unknown(said: str) -> Absent:
    """`naturalised` or `naturalised(UZB)`, as it is said to be unknown."""
    what, _, of = said.removesuffix(")").partition("(")
    return Absent(what, of)


def held(person: Person, who: str) -> list[Event]:
    return [event for event in person.events if HOLDERS.get(event.detail("holder")) == who]


def _parent(
    found: Sequence[Person], told: Sequence[Relative | None], rows: Sequence[int], who: str, words: Vocabulary
) -> Parent:
    known = [relative or Relative(who, exists=UNKNOWN) for relative in told]
    own = [relative.person or _NOBODY for relative in known]
    said = [relative.nationality or _NOTHING for relative in known]
    since = [bounds(relative.since) if relative.since else (FIRST_DAY, FIRST_DAY) for relative in known]
    return Parent(
        stays=_stays([each.stays or person.stays for each, person in zip(known, own, strict=True)], words),
        stays_complete=_codes(relative.stays_complete for relative in known),
        events=_events([(*p.events, *held(person, who)) for p, person in zip(own, found, strict=True)], words),
        documents=_documents([person.documents for person in own], words),
        absent=_absences([(*each.absent, *p.absent) for each, p in zip(known, own, strict=True)], words),
        terms=_terms([relative.terms for relative in known], words),
        unknown=_absences([() for _ in found], words),
        told=_flags(relative is not None for relative in told),
        exists=_codes(relative.exists for relative in known),
        since_lo=_days(lo for lo, _ in since),
        since_hi=_days(hi for _, hi in since),
        row=np.array(rows, dtype=np.int64),
        stated=_flags(relative.nationality is not None for relative in known),
        states=_named([nationality.states for nationality in said], words),
        complete=_codes(nationality.complete for nationality in said),
        stateless=_codes(nationality.stateless for nationality in said),
        undetermined=_codes(nationality.undetermined for nationality in said),
    )


_NOBODY = Person("")
_NOTHING = Nationality()


def _stays(lists: Sequence[Sequence[Stay]], words: Vocabulary) -> Ragged:
    return ragged(len(lists), [[_stay(stay, words) for stay in each] for each in lists], STAY)


def _stay(stay: Stay, words: Vocabulary) -> dict[str, int]:
    first, last = bounds(stay.first), bounds(stay.last) if stay.last is not None else (LAST_DAY, LAST_DAY)
    return {
        "state": words.number(stay.state), "kind": words.number(stay.kind), "first_lo": first[0], "first_hi": first[1],
        "last_lo": last[0], "last_hi": last[1], "lawful": int(stay.lawful), "habitual": int(stay.habitual),
    }  # fmt: skip


def _events(lists: Sequence[Sequence[Event]], words: Vocabulary) -> Ragged:
    return ragged(len(lists), [[_event(event, words) for event in each] for each in lists], EVENT)


def _event(event: Event, words: Vocabulary) -> dict[str, int]:
    lo, hi = bounds(event.when)
    return {
        "type": words.number(event.type), "state": words.number(event.state), "lo": lo, "hi": hi,
        "answer": words.number(event.detail("answer")),
    }  # fmt: skip


def _documents(lists: Sequence[Sequence[Document]], words: Vocabulary) -> Ragged:
    return ragged(len(lists), [[_document(document, words) for document in each] for each in lists], DOCUMENT)


def _document(document: Document, words: Vocabulary) -> dict[str, int]:
    lo, hi = bounds(document.first)
    return {
        "type": words.number(document.type), "issuer": words.number(document.issuer), "lo": lo, "hi": hi,
        "dated": int(document.first is not None),
    }  # fmt: skip


def _absences(lists: Sequence[Sequence[Absent]], words: Vocabulary) -> Ragged:
    items = [[{"what": words.number(each.what), "state": words.number(each.state)} for each in one] for one in lists]
    return ragged(len(lists), items, ABSENT)


def _terms(lists: Sequence[Sequence[tuple[str, Truth]]], words: Vocabulary) -> Ragged:
    items = [[{"name": words.number(name), "value": int(value)} for name, value in one] for one in lists]
    return ragged(len(lists), items, TERM)


def _named(lists: Sequence[Sequence[str]], words: Vocabulary) -> Ragged:
    return ragged(len(lists), [[{"name": words.number(name)} for name in one] for one in lists], NAMED)


def _places(person: Person) -> list[str]:
    return [event.state for event in person.events if event.state]


def _codes(values: Iterable[Truth]) -> Codes:
    return np.array([int(value) for value in values], dtype=np.uint8)


def _days(values: Iterable[int]) -> Days:
    return np.array(list(values), dtype=np.int32)


_numbers = _days


def _flags(values: Iterable[bool]) -> Flags:
    return np.array(list(values), dtype=np.bool_)


def partial(lo: int, hi: int) -> PartialDate:
    """Return bounds as a date that is known roughly."""
    earliest, latest = None if lo <= FIRST_DAY else day_of(lo), None if hi >= LAST_DAY else day_of(hi)
    if earliest is not None and earliest == latest:
        return PartialDate.of(earliest)
    if earliest is None and latest is None:
        return PartialDate.parse("unknown")
    return PartialDate(f"{earliest or '..'}/{latest or '..'}", earliest, latest)
