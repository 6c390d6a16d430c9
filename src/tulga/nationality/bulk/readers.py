"""What a predicate says of everybody at once: `core/views.py` over columns.

Each reader does for all rows what the interpreter does for one person; tests/properties compares them on random people.
Residence is arithmetic on intervals: no day is visited.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from typing import Protocol

import numpy as np

from tulga.nationality.bulk import ir
from tulga.nationality.bulk.codes import (
    DISPUTED,
    FALSE,
    TRUE,
    UNKNOWN,
    Codes,
    Days,
    Flags,
    all_of,
    anywhere,
    at_most,
    both,
    chosen,
    either,
    negated,
    of_flags,
)
from tulga.nationality.bulk.facts import Facts, Parent, Party
from tulga.nationality.bulk.ragged import Ragged, cover, spread
from tulga.nationality.core import vocabulary
from tulga.nationality.core.terms import ANY, Argument, Compare, Limit, Moment, Of, Other, Predicate, Span, Term, Who

At = tuple[Days, Days]
END_OF_USSR = ir.day_number(date.fromisoformat(vocabulary.SOVIET_UNION_ENDED))
_ACQUISITIONS = vocabulary.ALSO


class Standing(Protocol):
    """Who answers for a status: what has been worked out so far (`lives.py`)."""

    def own(self, state: str, at: At) -> Codes: ...
    def own_foreign(self, state: str, at: At) -> Codes: ...
    def own_former(self, state: str, at: At) -> Codes: ...
    def birth_of(self, who: str) -> At: ...
    def birthplace_of(self, who: str) -> Days: ...
    def found(self, who: str, state: str, at: At) -> Codes: ...
    def found_foreign(self, who: str, state: str, at: At) -> Codes: ...
    def found_stateless(self, who: str, at: At) -> Codes: ...
    def found_ussr(self, who: str) -> Codes: ...
    def grants(self, who: str, at: At) -> tuple[Flags, Codes]: ...


class Reader:
    """Works out atoms for the people of `facts`; what is asked twice is worked out once."""

    def __init__(self, facts: Facts, standing: Standing, clocks: Mapping[str, At]) -> None:
        self.facts, self.standing, self.clocks = facts, standing, clocks
        self._done: dict[str, Codes] = {}

    def atom(self, atom: ir.Atom) -> Codes:
        if atom.name not in self._done:
            self._done[atom.name] = self._read(atom)
        return self._done[atom.name]

    def careful(self, node: ir.Node) -> Codes:
        """Return a condition; in the logic of two bits a dispute beside an unknown looks decided, and is not."""
        value = self.node(node)
        if not any((self.atom(atom) == DISPUTED).any() for atom in ir.atoms(node)):
            return value
        definite = (value == TRUE) | (value == FALSE)
        return np.where(definite & (self.node(node, open_disputes=True) != value), DISPUTED, value).astype(np.uint8)

    def node(self, node: ir.Node, *, open_disputes: bool = False) -> Codes:
        """Return the truth of a condition for everybody.

        Args:
            open_disputes: what is disputed counts as not known.
        """
        match node:
            case ir.Fixed(value):
                return all_of(value, self.facts.rows)
            case ir.Atom():
                return self._opened(node) if open_disputes else self.atom(node)
            case ir.Since(clock, earliest, latest):
                lo, hi = self.clocks[clock]
                return of_flags(lo >= latest, hi < earliest)
            case ir.Inverse(inner):
                return negated(self.node(inner, open_disputes=open_disputes))
            case ir.Every(nodes):
                return reduce(both, [self.node(inner, open_disputes=open_disputes) for inner in nodes])
            case ir.Some(nodes):
                return reduce(either, [self.node(inner, open_disputes=open_disputes) for inner in nodes])

    def _opened(self, atom: ir.Atom) -> Codes:
        """Return an atom with disputes as unknown; whether there is a parent in law is no fact of the condition."""
        if isinstance(atom.term, Of):
            return self._of_many(atom.term.who, atom.term.body, open_disputes=True)
        value = self.atom(atom)
        named = isinstance(atom.term, Predicate) and atom.term.name == "exists"
        return value if named else np.where(value == DISPUTED, UNKNOWN, value).astype(np.uint8)

    def _read(self, atom: ir.Atom) -> Codes:
        match atom.term:
            case Of(prefix, body):
                return self._of_many(prefix, body)
            case Compare():
                return self._age(atom.who, atom.term)
            case Predicate(name, arguments):
                return READERS[name](self, atom.who, arguments)
        raise TypeError(f"{atom.name} has no meaning here")

    # -- dates and people -------------------------------------------------------------------------------------------

    def at(self, argument: Argument) -> At:
        if isinstance(argument, Moment):
            return self.clocks[{Moment.BIRTH: "birth", Moment.EVENT: "event", Moment.NOW: "now"}[argument]]
        if isinstance(argument, date):
            day = np.broadcast_to(np.int32(ir.day_number(argument)), self.facts.rows)
            return day, day
        raise TypeError(f"{argument!r} is no point in time")

    def word(self, word: str) -> int:
        return self.facts.vocabulary.find(word)

    def _age(self, who: str, term: Compare) -> Codes:
        born = self.standing.birth_of(who)
        if term.left == "born" and isinstance(term.right, date):
            day = ir.day_number(term.right)
            return of_flags(born[0] >= day, born[1] < day)
        lo, hi = self.at(term.when or Moment.EVENT)
        years = int(term.right)  # type: ignore[arg-type]
        return of_flags(~completed(born[0], hi, years), completed(born[1], lo, years))

    def _of_many(self, prefix: Who, body: Term, *, open_disputes: bool = False) -> Codes:
        """Relatives other than the parents are in no column: people who have some are `beyond`."""
        rows = self.facts.rows
        if prefix is Who.SPOUSE:
            return all_of(UNKNOWN, rows)
        if prefix not in (Who.ANY_RELATIVE, Who.ANY_BLOOD_RELATIVE):
            return all_of(FALSE, rows)
        value = all_of(FALSE, rows)
        for who in (ir.MOTHER, ir.FATHER):
            reading = ir.Reading("event")
            node = ir.every(ir.exists(who, reading), ir.lower_term(body, reading, who))
            read = self.node(node, open_disputes=open_disputes)
            value = either(value, np.where(self.parent(who).told, read, FALSE).astype(np.uint8))
        return np.where(value == FALSE, UNKNOWN, value).astype(np.uint8)

    def parent(self, who: str) -> Parent:
        return self.facts.mother if who == ir.MOTHER else self.facts.father

    def stated(self, who: str, state: str) -> Codes:
        """Say what was stated of a parent's nationality."""
        parent = self.parent(who)
        if not len(parent.states) and not anywhere(parent.stated):
            return all_of(UNKNOWN, self.facts.rows)
        named = parent.states.any(parent.states["name"] == self.word(state))
        return of_flags(named, ~named & exhaustive(parent))

    # -- events --------------------------------------------------------------------------------------------------------

    def unborn(self, who: str, at: Days) -> Flags:
        """Say of whom a day surely lies before the birth: nobody lives anywhere then, and nothing has happened."""
        return np.asarray(at < self.standing.birth_of(who)[0])

    def event(self, who: str, kind: str, state: Argument, at: At, limit: Limit | None = None) -> Codes:
        by = np.int32(ir.day_number(limit.day)) if limit is not None and limit.relation == "by" else at[1]
        value = self._event(who, kind, state, at, limit)
        if kind in vocabulary.BEFORE_BIRTH:
            return value
        return np.where(self.unborn(who, np.broadcast_to(by, self.facts.rows)), FALSE, value).astype(np.uint8)

    def _event(self, who: str, kind: str, state: Argument, at: At, limit: Limit | None) -> Codes:
        party = self.facts.party(who)
        matching = self._matching(party, kind, state)
        inside = self._inside(matching, at, limit)
        recorded = matching.any((inside & 1) == 1)
        some = matching.any(np.ones(len(matching), dtype=np.bool_))
        open_ = matching.any(inside == UNKNOWN) & some
        value = np.where(recorded, TRUE, np.where(open_, UNKNOWN, FALSE)).astype(np.uint8)
        told = some if kind in vocabulary.DECLARED_ONCE else np.zeros_like(some)
        return np.where((value == FALSE) & ~told, self._unrecorded(party, kind, state), value).astype(np.uint8)

    def _unrecorded(self, party: Party, kind: str, state: Argument) -> Codes:
        if kind not in vocabulary.ACTS_OF_AUTHORITIES:
            return np.where(self._absent(party, kind, state), FALSE, UNKNOWN).astype(np.uint8)
        of = party.unknown["state"]
        about = (of == 0) | self._matches(of, state)
        said = party.unknown.any((party.unknown["what"] == self.word(kind)) & about)
        return np.where(said & ~self._absent(party, kind, state), UNKNOWN, FALSE).astype(np.uint8)

    def recorded(self, who: str, kind: str, state: Argument, at: At) -> Flags:
        matching = self._matching(self.facts.party(who), kind, state)
        return matching.any((self._inside(matching, at, None) & 1) == 1)

    def _matching(self, party: Party, kind: str, state: Argument) -> Ragged:
        kinds = [self.word(name) for name in _ACQUISITIONS.get(kind, (kind,))]
        return party.events.where(np.isin(party.events["type"], kinds) & self._matches(party.events["state"], state))

    def _inside(self, events: Ragged, at: At, limit: Limit | None) -> Codes:
        if limit is None:
            return at_most(events["lo"], events["hi"], at[0][events.row], at[1][events.row])
        day = np.broadcast_to(np.int32(ir.day_number(limit.day)), len(events))
        if limit.relation == "by":
            return at_most(events["lo"], events["hi"], day, day)
        return at_most(day, day, events["lo"], events["hi"])

    def _matches(self, states: Days, wanted: Argument) -> Flags:
        if isinstance(wanted, Other):
            return np.asarray((states != 0) & (states != self.word(wanted.state)))
        if wanted == ANY:
            return np.ones(len(states), dtype=np.bool_)
        return np.asarray(states == self.word(str(wanted)))

    def absent(self, who: str, kind: str, state: Argument) -> Flags:
        return self._absent(self.facts.party(who), kind, state)

    def _absent(self, party: Party, kind: str, state: Argument) -> Flags:
        items = party.absent
        of_all = [0, self.word(ANY)]
        if isinstance(state, Other):
            covered = [*of_all, self.word("other"), self.word(f"not-{state.state}")]
        else:
            covered = [*of_all, self.word(str(state))]
        known = [number for number in covered if number >= 0]
        return items.any((items["what"] == self.word(kind)) & np.isin(items["state"], known))

    # -- residence --------------------------------------------------------------------------------------------------

    def quality(self, stays: Ragged, kind: str) -> Codes:
        """Say whether a stay is of the kind that the law asks for."""
        if kind == "any":
            return all_of(TRUE, len(stays))
        permanent, irregular = (stays["kind"] == self.word(name) for name in ("permanent", "irregular"))
        if kind == "permanent":
            return of_flags(permanent, ~permanent & (stays["kind"] != 0))  # 0: nobody told the kind
        told = stays["lawful" if kind == "lawful" else "habitual"].astype(np.uint8)
        if kind == "lawful":
            told = np.where(irregular, FALSE, told).astype(np.uint8)
        return np.where(permanent, TRUE, told).astype(np.uint8)

    def resident(self, who: str, state: str, kind: str, at: At) -> Codes:
        party = self.facts.party(who)
        stays = party.stays
        lo, hi = at[0][stays.row], at[1][stays.row]
        may = (stays["first_lo"] <= hi) & (stays["last_hi"] >= lo)
        sure = (stays["first_hi"] <= lo) & (stays["last_lo"] >= hi)
        here, good = stays["state"] == self.word(state), self.quality(stays, kind)
        yes = stays.any(may & here & sure & (good == TRUE))
        open_ = stays.any(may & here & (good != FALSE))
        begins = (stays["first_lo"] == stays["first_hi"]) & (stays["first_lo"] == hi + 1) & (lo == hi)
        told = self._all_told(stays, may, at) | stays.any(here & begins & (good != FALSE))
        told |= party.stays_complete == TRUE
        unborn = self.unborn(who, at[1])
        yes &= ~unborn
        return of_flags(yes, ~yes & (unborn | ~open_ & told | self._not_settled(party, state, kind)))

    def _all_told(self, stays: Ragged, may: Flags, at: At) -> Flags:
        """Say of whom of every day that it may be some stay perhaps tells; a part of a rough date rules nothing out."""
        if (at[0] == at[1]).all():
            return stays.any(may)
        return cover(self.facts.rows, stays.row, stays["first_lo"], stays["last_hi"]).holds(*at)

    def _not_settled(self, party: Party, state: str, kind: str) -> Flags:
        """Say of whom it is established that they never lived there permanently."""
        if kind != "permanent":
            return np.zeros(self.facts.rows, dtype=np.bool_)
        return self._absent(party, "permanent_residence", state)

    def throughout(self, who: str, state: str, kind: str, window: At, surely: At) -> Codes:
        """Say whether every day of the window is a day of residence: two unions of intervals decide it.

        Args:
            window: all days that may count.
            surely: the days that count whatever the day in question is; only one of them can rule it out.
        """
        party, people, rows = self.facts.party(who), np.arange(self.facts.rows), self.facts.rows
        stays, near = party.stays, _near(party.stays, window)
        here, good = stays["state"] == self.word(state), self.quality(stays, kind)
        sure, may = here & (good == TRUE), here & (good != FALSE)
        inner, other = stays.where(near & may), stays.where(near & ~may)
        certain = possible = cover(rows, inner.row, inner["first_lo"], inner["last_hi"])
        if not (_exact(stays) and (sure == may).all()):
            exact = stays.where(near & sure)
            certain = cover(rows, exact.row, exact["first_hi"], exact["last_lo"])
        born, some = self.standing.birth_of(who)[0], surely[0] <= surely[1]
        yes = certain.holds(*window) & (window[0] >= born)
        never, gap = self._not_settled(party, state, kind), party.stays_complete == TRUE
        if never.any():
            never = never & some & ~certain.covers(people, *surely)
        if gap.any():
            gap = gap & some & ~possible.covers(people, *surely)
        lo = np.maximum(other["first_lo"], spread(surely[0], other.row))
        hi = np.minimum(other["last_hi"], spread(surely[1], other.row))
        asked = (lo <= hi) & ~yes[other.row]  # where it is a yes no other stay is asked
        elsewhere = other.any(~possible.covers(other.row, lo, hi, asked))
        before = inner["first_lo"] - 1  # a stay that began inside the window had not begun on the day before
        inside = (inner["first_lo"] == inner["first_hi"]) & (spread(surely[0], inner.row) <= before)
        begun = inner.any(inside & (before <= spread(surely[1], inner.row)) & possible.opens)
        unborn = some & (surely[0] < born)
        return of_flags(yes, ~yes & (elsewhere | gap | never | begun | unborn))

    def lived_before(self, who: str, state: str, kind: str, day: date) -> Codes:
        """Say who lived there, in that quality, at some time before that day."""
        party, (born, born_late) = self.facts.party(who), self.standing.birth_of(who)
        last = np.broadcast_to(np.int32(ir.day_number(day) - 1), self.facts.rows)
        stays = party.stays
        here = (stays["state"] == self.word(state)) & (stays["first_lo"] <= last[stays.row])
        good = self.quality(stays, kind)
        yes = stays.any(here & (good == TRUE) & (stays["first_hi"] <= last[stays.row])) & (born_late <= last)
        possible = stays.any(here & (good != FALSE))
        told = cover(self.facts.rows, stays.row, stays["first_lo"], stays["last_hi"]).holds(born, last)
        never = ((party.stays_complete == TRUE) | told) & ~possible
        unborn = last < born
        yes &= ~unborn
        return of_flags(yes, ~yes & (unborn | never | self._not_settled(party, state, kind)))

    def abroad(self, who: str, state: str, at: At) -> Codes:
        stays = self.facts.party(who).stays
        lo, hi = at[0][stays.row], at[1][stays.row]
        here = stays["state"] == self.word(state)
        sure = (stays["first_hi"] <= lo) & (stays["last_lo"] >= hi)
        may_home = stays.any(here & (stays["first_lo"] <= hi) & (stays["last_hi"] >= lo))
        home = stays.any(here & sure & (stays["first_lo"] <= hi) & (stays["last_hi"] >= lo))
        unborn = self.unborn(who, at[1])
        return of_flags(~unborn & ~home & ~may_home & stays.any(~here & sure), unborn | home)

    def abroad_throughout(self, who: str, state: str, window: At, surely: At) -> Codes:
        stays = self.facts.party(who).stays
        here = stays["state"] == self.word(state)
        lo, hi = window[0][stays.row], window[1][stays.row]
        may_home = stays.any(here & (stays["first_lo"] <= hi) & (stays["last_hi"] >= lo))
        first = np.maximum(stays["first_hi"], surely[0][stays.row])
        home = stays.any(here & (first <= np.minimum(stays["last_lo"], surely[1][stays.row])))
        away = stays.where(~here)
        covered = cover(self.facts.rows, away.row, away["first_hi"], away["last_lo"]).holds(*window)
        born = self.standing.birth_of(who)[0]
        unborn = (surely[0] <= surely[1]) & (surely[0] < born)
        return of_flags(covered & ~may_home & (window[0] >= born), home | unborn)


def _near(stays: Ragged, window: At) -> Flags:
    """Say which stays may reach into the window or begin on the day after it; no other decides anything."""
    lo, hi = (spread(day, stays.row) for day in window)
    return (stays["first_lo"] - 1 <= hi) & (stays["last_hi"] >= lo)


def _exact(stays: Ragged) -> bool:
    """Say whether all stays are known to the day, as one column each for both bounds."""
    return stays["first_lo"] is stays["first_hi"] and stays["last_lo"] is stays["last_hi"]


def completed(born: Days, day: Days, years: int) -> Flags:
    """Say whether somebody born then has completed so many years on that day: by year, month and day."""
    first, then = _calendar(born), _calendar(day)
    age = then[0] - first[0] - (then[1] < first[1])
    age = np.where((born >= ir.LAST_DAY) | (day <= ir.FIRST_DAY), -10_000, age)
    return np.where((born <= ir.FIRST_DAY) | (day >= ir.LAST_DAY), 10_000, age) >= years


def _calendar(days: Days) -> tuple[Days, Days]:
    """Return year, and month and day as one number that sorts as the pair."""
    when = days.astype("datetime64[D]")
    month = when.astype("datetime64[M]")
    year = month.astype("datetime64[Y]")
    in_year = (month - year.astype("datetime64[M]")).astype(np.int32)
    return year.astype(np.int32) + 1970, in_year * 32 + (when - month.astype("datetime64[D]")).astype(np.int32)


def begin_of(span: Span, day: Days) -> Days:
    """Return the first day of a period of this length that ends on this day; 29 February becomes 1 March."""
    if len(day) > 1 and day.strides == (0,):  # one day for all
        return np.broadcast_to(begin_of(span, day[:1])[0], len(day))
    if span.unit == "days":
        return np.maximum(day - span.count, ir.FIRST_DAY).astype(np.int32)
    year, in_year = _calendar(day)
    target = np.maximum(year - span.count, 1)
    month = (target - 1970).astype("datetime64[Y]").astype("datetime64[M]") + in_year // 32
    moved = (month.astype("datetime64[D]") + in_year % 32).astype("datetime64[D]").astype(np.int64)
    return np.where((day <= ir.FIRST_DAY) | (day >= ir.LAST_DAY), day, moved).astype(np.int32)


# -- predicates --------------------------------------------------------------------------------------------------------


def _national(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    state, at = str(arguments[0]), reader.at(arguments[1])
    if who == ir.SUBJECT:
        return reader.standing.own(state, at)
    return reader.stated(who, state) | reader.standing.found(who, state, at)


def _foreign(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    state, at = str(arguments[0]), reader.at(arguments[1])
    if who == ir.SUBJECT:
        return reader.standing.own_foreign(state, at)
    parent = reader.parent(who)
    others = parent.states["name"] != reader.word(state)
    soviet = parent.states["name"] == reader.word(vocabulary.SOVIET_UNION)
    lasted = (at[1] <= END_OF_USSR)[parent.states.row]
    named = parent.stated & parent.states.any(others & (~soviet | lasted))
    closed = ~named & exhaustive(parent)
    return of_flags(named, closed) | reader.standing.found_foreign(who, state, at)


def _stateless(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    at = reader.at(arguments[0])
    if who == ir.SUBJECT:
        return negated(reader.standing.own_foreign("", at))
    parent = reader.parent(who)
    named = parent.states.any(np.ones(len(parent.states), dtype=np.bool_)) & (parent.stateless == UNKNOWN)
    said = np.where(named, FALSE, parent.stateless).astype(np.uint8)
    return np.where(parent.stated, said, UNKNOWN).astype(np.uint8) | reader.standing.found_stateless(who, at)


def _nationality_unknown(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    if who == ir.SUBJECT:
        return all_of(UNKNOWN, reader.facts.rows)
    parent = reader.parent(who)
    named = parent.states.any(np.ones(len(parent.states), dtype=np.bool_)) | (parent.stateless == TRUE)
    told = parent.stated & (parent.undetermined != UNKNOWN)
    return np.where(told, parent.undetermined, np.where(parent.stated & named, FALSE, UNKNOWN)).astype(np.uint8)


def _ussr(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    at = reader.at(arguments[0])
    if who == ir.SUBJECT:
        value = np.where(at[1] <= END_OF_USSR, former_ussr(reader), UNKNOWN)
    else:
        value = _national(reader, who, (vocabulary.SOVIET_UNION, arguments[0]))
    return np.where(at[0] > END_OF_USSR, FALSE, value).astype(np.uint8)


def _former_ussr(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    if who == ir.SUBJECT:
        return former_ussr(reader)
    stated = reader.stated(who, vocabulary.SOVIET_UNION)
    later = (stated == FALSE) & (reader.facts.birth_hi > END_OF_USSR)  # a later nationality says nothing about before
    return np.where(later, UNKNOWN, stated).astype(np.uint8) | reader.standing.found_ussr(who)


def former_ussr(reader: Reader) -> Codes:
    """Say whether the person was a citizen of the USSR at its end, by the first of the grounds that speaks."""
    facts, papers = reader.facts, reader.facts.subject.documents
    born_there = np.isin(facts.born_in, [reader.word(state) for state in sorted(vocabulary.REPUBLICS)])
    born_there &= facts.born_in > 0
    born_elsewhere = ~born_there & (facts.born_in >= 0)
    parents = [reader.stated(who, vocabulary.SOVIET_UNION) for who in (ir.MOTHER, ir.FATHER)]
    paper = papers.any(papers["issuer"] == reader.word(vocabulary.SOVIET_UNION))
    until = np.where(facts.ussr_until_hi >= END_OF_USSR - 366, TRUE, UNKNOWN)
    grounds = [
        (facts.ussr != UNKNOWN, facts.ussr),
        (facts.ussr_until_told, until),
        (facts.birth_lo > END_OF_USSR, np.full(facts.rows, FALSE)),
        (paper, np.full(facts.rows, TRUE)),
        (born_there & (parents[0] == TRUE) & (parents[1] == TRUE), np.full(facts.rows, TRUE)),
        (born_elsewhere & (parents[0] == FALSE) & (parents[1] == FALSE), np.full(facts.rows, FALSE)),
    ]
    return np.select([when for when, _ in grounds], [then for _, then in grounds], UNKNOWN).astype(np.uint8)


def origin_open(facts: Facts) -> Codes:
    """Say UNKNOWN while birthplace or descent leave open which States may count the person as their national."""
    papers = facts.subject.documents
    paper = papers.any(papers["issuer"] == facts.vocabulary.find(vocabulary.SOVIET_UNION))
    told_ussr = (facts.ussr == TRUE) | ((facts.ussr == UNKNOWN) & (paper | facts.ussr_until_told))
    open_ = facts.born_in < 0
    for parent in (facts.mother, facts.father):
        open_ |= ~((parent.told & (parent.exists == FALSE)) | exhaustive(parent))
    return np.where(open_ & ~told_ussr & (facts.parents_unknown != TRUE), UNKNOWN, FALSE).astype(np.uint8)


def exhaustive(parent: Parent) -> Flags:
    """Say of whom the statement about this parent is complete: no other nationality is held."""
    any_ = parent.states.any(np.ones(len(parent.states), dtype=np.bool_))
    closed = (parent.stateless == TRUE) | (parent.complete == TRUE) | (any_ & (parent.stateless == FALSE))
    return np.asarray(parent.stated & closed)


def _born_in(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    place = reader.standing.birthplace_of(who)
    told, here = place >= 0, place == reader.word(str(arguments[0]))
    return of_flags(told & here, told & ~here)


def _parents_unknown(reader: Reader, who: str = "", arguments: tuple[Argument, ...] = ()) -> Codes:
    facts = reader.facts
    told = facts.mother.told | facts.father.told
    silent = np.where(told, FALSE, UNKNOWN)
    return np.where(facts.parents_unknown != UNKNOWN, facts.parents_unknown, silent).astype(np.uint8)


def _found_in(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    value = reader.event(ir.SUBJECT, "found", arguments[0], reader.clocks["now"])
    instead = either(value, _born_in(reader, ir.SUBJECT, arguments))
    return np.where((value == FALSE) & (reader.facts.parents_unknown == TRUE), instead, value).astype(np.uint8)


def _resident_for(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    state, kind, span, when = arguments
    lo, hi = reader.at(when)
    begins = begin_of(_span(span), lo), begin_of(_span(span), hi)
    return reader.throughout(who, str(state), str(kind), (begins[0], hi), (begins[1], lo))


def _resident_since(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    state, kind, since, when = arguments
    first, (lo, hi) = reader.at(since), reader.at(when)
    begins = (first[0] - 1).astype(np.int32), (first[1] - 1).astype(np.int32)
    return reader.throughout(who, str(state), str(kind), (begins[0], hi), (begins[1], lo))


def _lived_before(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    state, kind, day = arguments
    if not isinstance(day, date):
        raise TypeError(f"{day!r} is no day")
    return reader.lived_before(who, str(state), str(kind), day)


def _abroad_for(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    state, span, when = arguments
    lo, hi = reader.at(when)
    begins = begin_of(_span(span), lo), begin_of(_span(span), hi)
    return reader.abroad_throughout(who, str(state), (begins[0], hi), (begins[1], lo))


def _span(argument: Argument) -> Span:
    if isinstance(argument, Span):
        return argument
    raise TypeError(f"{argument!r} is no length of time")


def _event(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    *said, when = arguments
    kind, state = str(said[0]), said[1] if len(said) > 1 else ANY
    limit = said[2] if len(said) > 2 else None
    return reader.event(who, kind, state, reader.at(when), limit if isinstance(limit, Limit) else None)


def _consular(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    at = reader.at(arguments[1])
    unborn = reader.unborn(who, at[1])
    recorded = reader.recorded(who, "consular_registration", arguments[0], at) & ~unborn
    return of_flags(recorded, ~recorded & (unborn | reader.absent(who, "consular_registration", arguments[0])))


def _document(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    papers = reader.facts.party(who).documents
    kind, issuer = str(arguments[0]), arguments[1]
    held = papers.any((papers["type"] == reader.word(kind)) & reader._matches(papers["issuer"], issuer))
    return of_flags(held, ~held & reader.absent(who, kind, issuer))


def _open(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    terms = reader.facts.party(who).terms
    value = all_of(UNKNOWN, reader.facts.rows)
    said = terms.where((terms["name"] == reader.word(str(arguments[0]))) & (terms["value"] != UNKNOWN))
    value[said.row[::-1]] = said["value"][::-1].astype(np.uint8)  # the first answer counts, as in the interpreter
    return value


def _stateless_for(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    return both(negated(_national(reader, who, arguments)), negated(_foreign(reader, who, arguments)))


def _no_other(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    return negated(reader.standing.own_foreign(str(arguments[0]), reader.at(arguments[1])))


def _does_not_grant(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    at = reader.at(arguments[0])
    value = all_of(TRUE, reader.facts.rows)
    for parent in (ir.MOTHER, ir.FATHER):
        some, granted = reader.standing.grants(parent, at)
        in_law = _exists(reader, parent, arguments)
        silent = np.where(in_law != FALSE, _stateless(reader, parent, arguments), TRUE)
        value = both(value, np.where(some, negated(granted), silent).astype(np.uint8))
    return value


def _exists(reader: Reader, who: str, arguments: tuple[Argument, ...]) -> Codes:
    parent, (lo, hi) = reader.parent(who), reader.at(arguments[0])
    if parent.since_hi.strides == (0,) and (parent.since_hi[:1] <= ir.FIRST_DAY).all():  # nobody's is dated
        return chosen(parent.told, parent.exists, UNKNOWN)
    dated = at_most(parent.since_lo, parent.since_hi, lo, hi)
    return chosen(parent.told, chosen(parent.exists == TRUE, dated, parent.exists), UNKNOWN)


READERS: Mapping[str, Callable[[Reader, str, tuple[Argument, ...]], Codes]] = {
    "exists": _exists,
    "national": _national,
    "foreign": _foreign,
    "stateless": _stateless,
    "nationality_unknown": _nationality_unknown,
    "stateless_for": _stateless_for,
    "no_other_nationality": _no_other,
    "parents_state_does_not_grant": _does_not_grant,
    "ussr": _ussr,
    "former_ussr": _former_ussr,
    "former_national": lambda reader, who, arguments: reader.standing.own_former(
        str(arguments[0]), reader.at(arguments[1])
    ),
    "born_in": _born_in,
    "parents_unknown": _parents_unknown,
    "found_in": _found_in,
    "resident": lambda reader, who, arguments: reader.resident(
        who, str(arguments[0]), str(arguments[1]), reader.at(arguments[2])
    ),
    "resident_for": _resident_for,
    "resident_since_before": _resident_since,
    "lived_before": _lived_before,
    "lives_abroad": lambda reader, who, arguments: reader.abroad(who, str(arguments[0]), reader.at(arguments[1])),
    "lives_abroad_for": _abroad_for,
    "event": _event,
    "act": _event,
    # parents agree after the birth: what they agreed by the day of the assessment counts for it
    "agreement": lambda reader, who, arguments: _event(
        reader, who, ("agreement_of_parents", *arguments[:-1], Moment.NOW)
    ),
    "document": _document,
    "married_to_national": lambda reader, who, arguments: all_of(UNKNOWN, reader.facts.rows),
    "consular_registration": _consular,
    "settlement_right": lambda reader, who, arguments: reader.event(
        who, "settlement_right", arguments[0], reader.at(arguments[1])
    ),
    "open": _open,
}
