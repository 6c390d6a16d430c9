"""The life of everybody at once: `core/world.py` over columns.

Dated points are read in their order (birth, days that a law names, each person's own events), every rule under the
version in force then, and what follows is kept as changes ("moves") of a status. Whoever has parents among the rows is
read after them, generation by generation, and meets their status on the day of the own birth.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from tulga.nationality.bulk import ir
from tulga.nationality.bulk.as_of import as_of
from tulga.nationality.bulk.asks import asks_others
from tulga.nationality.bulk.codes import (
    FALSE,
    TRUE,
    UNKNOWN,
    Codes,
    Days,
    Flags,
    all_of,
    both,
    chosen,
    either,
    negated,
)
from tulga.nationality.bulk.facts import Facts, Rows
from tulga.nationality.bulk.family import PART, in_order
from tulga.nationality.bulk.history import (
    ANSWER,
    CONTEST,
    GAIN,
    LOSE,
    PRESUME,
    History,
    Moves,
    Span,
    When,
    answered,
    ever,
    fold,
    moves,
)
from tulga.nationality.bulk.law import Law, law_of
from tulga.nationality.bulk.links import Links
from tulga.nationality.bulk.ragged import Ragged
from tulga.nationality.bulk.readers import At, Reader, former_ussr, origin_open
from tulga.nationality.core import vocabulary
from tulga.nationality.core.rules import Effect, Pack, Rule, TimingKind, Verification

_ISO = date.fromisoformat
_MOVES = {Effect.ACQUIRES: GAIN, Effect.LOSES: LOSE}


@dataclass(slots=True)
class Lives:
    """What follows for everybody from the facts, on one date, under these packs.

    Args:
        moves: the changes of each State's status, in the order in which they were read.
        latest: those by rules that are read at the date of the question; a parent's are read again for each child.
        read: the value of each rule that was read, where somebody asked to keep it: rule, point -> (rows, value).
        atoms: the same of every atom of those rules.
    """

    facts: Facts
    packs: Mapping[str, Pack]
    on: date
    keep: frozenset[str] = frozenset()
    moves: dict[str, History] = field(default_factory=dict)
    latest: dict[str, History] = field(default_factory=dict)
    read: dict[tuple[str, str], list[tuple[Rows, Codes]]] = field(default_factory=dict)
    atoms: dict[tuple[str, str, str], list[tuple[Rows, Codes]]] = field(default_factory=dict)
    law: Law = field(init=False)
    links: Links = field(init=False)

    def __post_init__(self) -> None:
        self.law = law_of(self.packs)
        self.links = Links(self.facts, frozenset(self.packs), ir.day_number(self.on))
        for state in (*self.packs, *self.links.states()):
            self.moves.setdefault(state, History(self.facts.rows))
            self.latest.setdefault(state, History(self.facts.rows))

    def status(self, state: str, at: At | None = None, span: Span | None = None) -> Codes:
        """Return who is a national of the State, on the date of the assessment or another."""
        if span is None:
            return self._in_parts(lambda part: self.status(state, None if at is None else _part(at, part), part))
        people = _length(span)
        if state not in self.moves:
            return all_of(FALSE, people)
        told = [(self.moves[state], span), (self.latest[state], span)]
        return self.unread(state, span, fold(told, self._now(people) if at is None else at))

    def _in_parts(self, read: Callable[[slice], Codes]) -> Codes:
        found = all_of(FALSE, self.facts.rows)
        for first in range(0, self.facts.rows, PART):
            part = slice(first, min(first + PART, self.facts.rows))
            found[part] = read(part)
        return found

    def status_of_parents(self, state: str, at: At, rows: Rows, until: At, then: History) -> Codes:
        """Return which parents were nationals of the State, from what had happened when the child was born.

        Args:
            then: what the rules that are read at the date of the question give on that day, by place in `rows`.
        """
        if state not in self.moves:
            return all_of(FALSE, len(rows))
        told: list[tuple[History, Span]] = [(self.moves[state], rows), (then, slice(0, len(rows)))]
        return self.unread(state, rows, fold(told, at, until), until)

    def unread(self, state: str, span: Span, value: Codes, until: At | None = None) -> Codes:
        """Of a State whose law we have not read nobody can say that it does not count its own."""
        if state in self.packs or state not in self.links.origin():
            return value
        open_ = (
            self.links.origin()[state][span] & (value == FALSE) & ~answered(self.moves[state], span, len(value), until)
        )
        return chosen(open_, all_of(UNKNOWN, len(value)), value)

    def _now(self, rows: int) -> At:
        day = np.broadcast_to(np.int32(ir.day_number(self.on)), rows)
        return day, day

    def stateless(self) -> Codes:
        """Return who is a national of no State."""

        def read(span: slice) -> Codes:
            part = _Part(self, self.facts.part(span.start, span.stop), span)
            return negated(part.own_foreign("", part.now))

        return self._in_parts(read)


def _part(at: At, span: slice) -> At:
    lo = at[0][span]
    return lo, lo if at[1] is at[0] else at[1][span]


def _length(span: Span) -> int:
    return int(span.stop - span.start) if isinstance(span, slice) else len(span)


def live(facts: Facts, packs: Mapping[str, Pack], on: date, keep: frozenset[str] = frozenset()) -> Lives:
    """Work out every status of everybody. What lies after the date had not happened yet, and takes no part.

    Args:
        facts: rows without `problems`; whoever is their own ancestor is left out.
        keep: rules of which the value is kept in `Lives.read`.
    """
    facts = as_of(facts, on)
    lives = Lives(facts, packs, on, keep)
    for span in in_order(facts):
        part = facts.part(span.start, span.stop) if isinstance(span, slice) else facts.taken(span)
        _Part(lives, part, span).live()
    return lives


class _Part:
    """One generation of people while their lives are read. It answers for their status and for their parents'."""

    def __init__(self, lives: Lives, facts: Facts, span: Span, now: At | None = None, number: int = 0) -> None:
        """Take these people of the whole.

        Args:
            span: where they are in the whole.
            number: the point of their lives that is being read; events are counted with the point before them.
        """
        self.lives, self.facts, self.span, self.number = lives, facts, span, number
        self.born: At = (facts.birth_lo, facts.birth_lo if _one(lives.facts) else facts.birth_hi)
        self.now = lives._now(facts.rows) if now is None else now
        self._then: dict[tuple[str, str], History] = {}
        self._kept: dict[str, int] = {}

    # -- status, for readers ----------------------------------------------------------------------------------------

    def own(self, state: str, at: At) -> Codes:
        return self.lives.status(state, at, self.span)

    def birth_of(self, who: str) -> At:
        """Return the day of birth of the person, or of the parent, who was born before the child."""
        if who == ir.SUBJECT:
            return self.born
        row = self._row_of(who)
        at, told = np.maximum(row, 0), row >= 0
        lo = np.where(told, self.lives.facts.birth_lo[at], ir.FIRST_DAY).astype(np.int32)
        hi = np.where(told, self.lives.facts.birth_hi[at], ir.LAST_DAY).astype(np.int32)
        return lo, np.minimum(hi, self.facts.birth_hi)

    def birthplace_of(self, who: str) -> Days:
        """Return the State of birth of the person, or of the parent whose own facts are a row; -1: not told."""
        if who == ir.SUBJECT:
            return self.facts.born_in
        row = self._row_of(who)
        return np.where(row >= 0, self.lives.facts.born_in[np.maximum(row, 0)], -1).astype(np.int32)

    def _row_of(self, who: str) -> Rows:
        return self.facts.mother.row if who == ir.MOTHER else self.facts.father.row

    def own_foreign(self, state: str, at: At) -> Codes:
        return self._some_other(state, self.span, self.facts, lambda other: self.own(other, at))

    def _some_other(self, state: str, span: Span, facts: Facts, held: Callable[[str], Codes]) -> Codes:
        """Say who is a national of another State: one with a link, or one that an open birthplace or descent may be."""
        value = all_of(FALSE, facts.rows)
        for other, flags in self.lives.links.whose().items():
            linked = flags[span]
            if other != state and linked.any():
                value = either(value, chosen(linked, held(other), FALSE))
        return chosen(value == TRUE, value, either(value, origin_open(facts)))

    def own_former(self, state: str, at: At) -> Codes:
        if state not in self.lives.moves:
            return all_of(FALSE, self.facts.rows)
        return both(ever(self.lives.moves[state], self.span, at), negated(self.own(state, at)))

    def found(self, who: str, state: str, at: At) -> Codes:
        return self._of_parent(who, at, lambda rows, at, until: self._status_of(who, state, at, rows, until))

    def found_foreign(self, who: str, state: str, at: At) -> Codes:
        def ask(rows: Rows, at: At, until: At) -> Codes:
            facts = self.lives.facts.taken(rows)
            return self._some_other(state, rows, facts, lambda other: self._status_of(who, other, at, rows, until))

        return self._of_parent(who, at, ask)

    def _status_of(self, who: str, state: str, at: At, rows: Rows, until: At) -> Codes:
        if (who, state) not in self._then:
            self._then[who, state] = self._read_then(state, rows, until)
        return self.lives.status_of_parents(state, at, rows, until, self._then[who, state])

    def _read_then(self, state: str, rows: Rows, until: At) -> History:
        """Read of each parent, on the day of the child's birth, what is read at the date of the question."""
        found = History(len(rows))
        rules = [rule for rule in self.lives.law.application if rule.state == state and rule.effect in _MOVES]
        if rules:
            part = _Part(self.lives, self.lives.facts.taken(rows), rows, until)
            reader = Reader(part.facts, part, {"birth": part.born, "event": until, "now": until})
            for rule in rules:
                value = counted(rule, part._value(rule, reader, {}))
                found.add(moves(np.arange(len(rows)), until, _MOVES[rule.effect], value).where(value != FALSE))
        return found

    def found_stateless(self, who: str, at: At) -> Codes:
        return negated(self.found_foreign(who, "", at))

    def found_ussr(self, who: str) -> Codes:
        def ask(rows: Rows, at: At, until: At) -> Codes:
            part = self.lives.facts.taken(rows)
            return former_ussr(Reader(part, self, {}))

        return self._of_parent(who, self.born, ask)

    def grants(self, who: str, at: At) -> tuple[Flags, Codes]:
        """Return who has a parent of a known State, and whether such a State has the child as its national."""
        parent = self.facts.mother if who == ir.MOTHER else self.facts.father
        words, some = self.facts.vocabulary.words, np.zeros(self.facts.rows, np.bool_)
        value = all_of(FALSE, self.facts.rows)
        for number in np.unique(parent.states["name"]):
            state = words[number]
            if state not in self.lives.moves:
                continue
            of_it = parent.stated & parent.states.any(parent.states["name"] == number)
            some |= of_it
            granted = self.own(state, at)
            value = either(value, np.where(of_it, granted, FALSE).astype(np.uint8))
        return some, value

    def _of_parent(self, who: str, at: At, ask: Callable[[Rows, At, At], Codes]) -> Codes:
        """Ask about the parents whose own facts are rows; of the others nothing is found."""
        row = self.facts.mother.row if who == ir.MOTHER else self.facts.father.row
        told = row >= 0
        many = int(np.count_nonzero(told))
        value = all_of(UNKNOWN, self.facts.rows)
        if many > 0.75 * len(row):  # to ask about somebody else too, and to forget it, is faster than to choose
            somebody = row.view(f"u{row.itemsize}").min()  # the first of them: -1 is the largest number without a sign
            return chosen(told, ask(np.maximum(row, somebody.astype(row.dtype)).astype(np.intp), at, self.born), value)
        if not many:
            return value
        known = np.flatnonzero(told)
        value[known] = ask(row[known], *_at_once((at, self.born), known))
        return value

    # -- the life -----------------------------------------------------------------------------------------------------

    def live(self) -> None:
        happenings, whole = self._happenings(), self.lives.facts
        done = self._events(happenings, np.zeros(len(happenings), np.bool_), self.facts.birth_lo, inclusive=False)
        self.number = 1
        alive = self.facts.birth_lo <= self.now[1]
        born = whole.birth_lo, whole.birth_lo if _one(whole) else whole.birth_hi
        self._point("birth", self.lives.law.birth, self.born, alive, born)
        for day, rules in self.lives.law.days:
            if day > self.now[1][0] if self.facts.rows else True:
                continue
            limit = np.broadcast_to(np.int32(day), self.facts.rows)
            done = self._events(happenings, done, limit, inclusive=False)
            self.number += 1
            self._point(ir.day_of(day).isoformat(), rules, (limit, limit), self.facts.birth_lo <= day, (day, day))
        self._events(happenings, done, self.now[1], inclusive=True)
        asked = [rule for rule in self.lives.law.application if rule.effect is not Effect.GROUND_OF_LOSS]
        today = ir.day_number(self.lives.on)
        self._point("now", asked, self.now, np.ones(self.facts.rows, np.bool_), (today, today))

    def _happenings(self) -> Ragged:
        """Return the events and papers of everybody in their order: by first possible day, events first."""
        own = self.facts.subject
        event, paper = own.events, own.documents
        dated = paper["dated"] == 1
        fields = {
            "lo": np.concatenate([event["lo"], np.where(dated, paper["lo"], self.now[0][paper.row])]),
            "hi": np.concatenate([event["hi"], np.where(dated, paper["hi"], self.now[1][paper.row])]),
            "kind": np.concatenate([np.full(len(event), 2), np.full(len(paper), 3)]),
            "type": np.concatenate([event["type"], paper["type"]]),
            "state": np.concatenate([event["state"], paper["issuer"]]),
            "answer": np.concatenate([event["answer"], np.zeros(len(paper), np.int32)]),
            "undated": np.concatenate([np.zeros(len(event), np.int32), ~dated]),
        }
        row = np.concatenate([event.row, paper.row])
        kept = (fields["lo"] <= self.now[1][row]) & ((fields["kind"] == 2) | self._speaks(fields["type"]))
        order = np.lexsort((fields["hi"], fields["kind"], fields["lo"], row))
        order = order[kept[order]]
        return Ragged(self.facts.rows, row[order], {name: column[order] for name, column in fields.items()})

    def _speaks(self, types: Days) -> Flags:
        papers = sorted(vocabulary.PAPERS_OF_NATIONALS | vocabulary.PAPERS_OF_OTHERS)
        return np.isin(types, [self.facts.vocabulary.find(name) for name in papers])

    def _events(self, happenings: Ragged, done: Flags, limit: Days, *, inclusive: bool) -> Flags:
        """Read what happened before a day and was not read yet, everybody's first, then everybody's second, …"""
        lo = happenings["lo"]
        due = ~done & ((lo <= limit[happenings.row]) if inclusive else (lo < limit[happenings.row]))
        items = np.flatnonzero(due)
        while len(items):
            first = np.ones(len(items), dtype=np.bool_)
            first[1:] = happenings.row[items[1:]] != happenings.row[items[:-1]]
            self._happened(happenings, items[first])
            items = items[~first]
        return done | due

    def _happened(self, happenings: Ragged, items: Rows) -> None:
        words = self.facts.vocabulary.words
        kinds = np.stack([happenings["kind"][items], happenings["type"][items], happenings["state"][items]], axis=1)
        for kind, name, state in np.unique(kinds, axis=0).tolist():
            chosen = items[(kinds == (kind, name, state)).all(axis=1)]
            rows, at = happenings.row[chosen], (happenings["lo"][chosen], happenings["hi"][chosen])
            if kind == 2:
                rules = self.lives.law.at_event(words[name], words[state])
                if rules:
                    self._part(rows)._point(words[name], rules, at, np.ones(len(rows), np.bool_))
                self._after(words[name], words[state], rows, at, happenings["answer"][chosen])
            elif words[state] in self.lives.moves:
                undated = happenings["undated"][chosen] == 1
                self._paper(words[name] in vocabulary.PAPERS_OF_NATIONALS, words[state], rows, at, undated)

    def _part(self, rows: Rows) -> "_Part":
        """Return some of these people, at the same point of their lives."""
        return _Part(self.lives, self.facts.taken(rows), self.facts.row[rows], number=self.number)

    def _paper(self, for_national: bool, state: str, rows: Rows, at: At, undated: Flags) -> None:
        reader = Reader(self.facts, self, {})
        contested = reader.absent(ir.SUBJECT, "naturalised", state)[rows] & for_national
        for how, whose in ((CONTEST, contested), (PRESUME, ~contested)):
            days = at[0][whose], at[1][whose]
            value = all_of(TRUE if for_national else FALSE, int(whose.sum()))
            self._move(state, moves(self.facts.row[rows[whose]], days, how, value, undated[whose]))

    def _after(self, name: str, state: str, rows: Rows, at: At, answer: Days) -> None:
        if state not in self.lives.moves:
            return
        if name == "authority_answer":
            find = self.facts.vocabulary.find
            value = np.select([answer == find("national"), answer == find("not_national")], [TRUE, FALSE], UNKNOWN)
            told = value != UNKNOWN
            days = at[0][told], at[1][told]
            self._move(state, moves(self.facts.row[rows[told]], days, ANSWER, value[told].astype(np.uint8)))
        elif name in vocabulary.ACQUISITIONS and state not in self.lives.packs:
            self._move(state, moves(self.facts.row[rows], at, GAIN, all_of(TRUE, len(rows))))

    def _move(self, state: str, change: Moves) -> None:
        self.lives.moves[state].add(change, self.number)

    # -- rules ------------------------------------------------------------------------------------------------------

    def _point(self, label: str, rules: Sequence[Rule], at: At, whom: Flags, days: When | None = None) -> None:
        """Read rules at one event; those of one stratum see what was so before it, not each other.

        Args:
            days: the same days as `at`, of all people or one for all, if the point is one of everybody's life.
        """
        if not whom.any():
            return
        self._kept.clear()
        for stratum in (0, 1, 2):
            reader = Reader(self.facts, self, {"birth": self.born, "event": at, "now": self.now})
            now = [rule for rule in rules if rule.stratum == stratum]
            memo: dict[str, Codes] = {}
            found = {rule.id: self._value(rule, reader, memo) for rule in now}
            waiting = self._waiting(now, found, reader)
            for rule in now:
                free = whom & ~waiting[rule.id] if rule.id in waiting else whom
                self._apply(rule, counted(rule, found[rule.id]), label, (at, days), free, reader)
            if waiting:
                self._point_again([rule for rule in now if rule.id in waiting], waiting, label, (at, days), whom)

    def _waiting(self, rules: Sequence[Rule], found: Mapping[str, Codes], reader: Reader) -> dict[str, Flags]:
        """Return the rules that asked other States while a rule that waits for them may be met, and for whom."""
        waiting = {}
        for rule in rules:
            others = [found[name] != FALSE for name in rule.circular if name in found]
            if others:
                asked = asks_others(rule, self.lives.law.parts[rule.id][1], reader)
                flags = (found[rule.id] != FALSE) & asked & np.logical_or.reduce(others)
                if flags.any():
                    waiting[rule.id] = flags
        return waiting

    def _point_again(
        self, rules: Sequence[Rule], waiting: Mapping[str, Flags], label: str, when: tuple[At, When | None], whom: Flags
    ) -> None:
        """Read rules once more after those that wait for nobody; whichever still wait leave each other open."""
        reader = Reader(self.facts, self, {"birth": self.born, "event": when[0], "now": self.now})
        memo: dict[str, Codes] = {}
        found = {rule.id: self._value(rule, reader, memo) for rule in rules}
        for rule in rules:
            value = counted(rule, found[rule.id])
            for name in rule.circular:
                if name in found:
                    open_ = waiting[name] & (found[name] != FALSE) & (value != FALSE)
                    value = chosen(open_, all_of(UNKNOWN, len(value)), value)
            self._apply(rule, value, label, when, whom & waiting[rule.id], reader)

    def _value(self, rule: Rule, reader: Reader, memo: dict[str, Codes]) -> Codes:
        if rule.id not in memo:
            memo[rule.id] = all_of(FALSE, self.facts.rows)  # a rule does not take itself away
            reach, when = self.lives.law.parts[rule.id]
            value = reader.node(reach)
            if not (value != FALSE).any():
                return memo[rule.id]  # nobody is in its reach: nothing is asked
            value = both(value, reader.careful(when))
            for name in rule.exceptions:
                other = self.lives.law.by_id.get(name)
                if other is not None and other.id != rule.id:
                    value = both(value, negated(counted(other, self._value(other, reader, memo))))
            memo[rule.id] = value
        return memo[rule.id]

    def _apply(
        self, rule: Rule, value: Codes, label: str, when: tuple[At, When | None], whom: Flags, reader: Reader
    ) -> None:
        """Let what is left of a rule count."""
        if rule.id in self.lives.keep:
            self._keep(rule, value, label, whom, reader)
        if rule.effect not in _MOVES:
            return
        kept = self.lives.latest if rule.timing.kind is TimingKind.APPLICATION else self.lives.moves
        at, days = when
        if days is None:
            moved = np.flatnonzero(whom & (value != FALSE))
            lo, hi = (
                np.broadcast_to(np.asarray(day, np.int32), len(whom))[moved] for day in _effective(rule, at, self.born)
            )
            change = moves(self.facts.row[moved], (lo, hi), _MOVES[rule.effect], value[moved], read=at[0][moved])
            kept[rule.state].add(change, self.number)
            return
        new = chosen(whom, value, FALSE)
        if (new != FALSE).any():
            whole, key = self.lives.facts, rule.state
            self._kept[key] = kept[rule.state].add_for_all(
                self.span, new, _MOVES[rule.effect], _effective(rule, days, (whole.birth_lo, whole.birth_hi)), days[0],
                self._kept.get(key, -1), self.number,
            )  # fmt: skip

    def _keep(self, rule: Rule, value: Codes, label: str, whom: Flags, reader: Reader) -> None:
        rows, conditions = self.facts.row[whom], self.lives.law.conditions
        self.lives.read.setdefault((rule.id, label), []).append((rows, value[whom]))
        for atom in ir.atoms(*(conditions[name] for name in (rule.id, *rule.exceptions) if name in conditions)):
            answers = self.lives.atoms.setdefault((rule.id, label, atom.name), [])
            answers.append((rows, reader.atom(atom)[whom]))


def _one(facts: Facts) -> bool:
    """Say whether every birth is known to the day: then first and last possible day are one column."""
    return facts.birth_lo is facts.birth_hi


def _at_once(spans: Sequence[At], rows: Rows) -> list[At]:
    """Return the days of these rows; columns that are one and the same stay one."""
    found: dict[int, Days] = {}
    for day in (day for span in spans for day in span):
        found.setdefault(id(day), day[rows])
    return [(found[id(lo)], found[id(hi)]) for lo, hi in spans]


def counted(rule: Rule, value: Codes) -> Codes:
    """A rule whose text nobody has seen, or that another one contradicts, opens an answer and closes none."""
    if rule.verification is Verification.UNVERIFIED or rule.conflicts_with:
        return chosen(value == FALSE, value, all_of(UNKNOWN, len(value)))
    return value


def _effective(rule: Rule, at: When, born: When) -> When:
    """Return the days from which a rule counts: those of the birth, one for all, or those at which it is read."""
    if rule.effective == "birth":
        return born
    try:
        day = ir.day_number(_ISO(rule.effective))
    except ValueError:
        return at
    return day, day
