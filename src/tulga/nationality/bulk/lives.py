"""The life of everybody at once: `core/world.py` over columns.

Dated points are read in their order (birth, days that a law names, each person's own events), every rule under the
version in force then, and what follows is kept as changes ("moves") of a status. Whoever has parents among the rows is
read after them, generation by generation, and meets their status on the day of the own birth.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from tulga.nationality.bulk import ir
from tulga.nationality.bulk.as_of import as_of
from tulga.nationality.bulk.codes import Codes, Days, Flags, all_of, both, either, negated
from tulga.nationality.bulk.facts import Facts, Rows, depth
from tulga.nationality.bulk.history import (
    ANSWER,
    CONTEST,
    GAIN,
    LOSE,
    PRESUME,
    History,
    answered,
    ever,
    fold,
    moves,
)
from tulga.nationality.bulk.law import Law, law_of
from tulga.nationality.bulk.ragged import Ragged
from tulga.nationality.bulk.readers import At, Reader, former_ussr, origin_open
from tulga.nationality.core import vocabulary
from tulga.nationality.core.rules import Effect, Pack, Rule, TimingKind, Verification
from tulga.nationality.core.truth import FALSE, TRUE, UNKNOWN

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
    links: dict[str, Flags] = field(init=False)
    origin: dict[str, Flags] = field(init=False)

    def __post_init__(self) -> None:
        self.law = law_of(self.packs)
        self.links, self.origin = relevant(self.facts, frozenset(self.packs), ir.day_number(self.on))
        for state in (*self.packs, *self.links):
            self.moves.setdefault(state, History(self.facts.rows))
            self.latest.setdefault(state, History(self.facts.rows))

    def status(self, state: str, at: At | None = None, rows: Rows | None = None) -> Codes:
        """Return who is a national of the State, on the date of the assessment or another."""
        whom = self.facts.row if rows is None else rows
        if state not in self.moves:
            return all_of(FALSE, len(whom))
        told = [(self.moves[state], whom), (self.latest[state], whom)]
        return self.unread(state, whom, fold(told, self._now(len(whom)) if at is None else at))

    def status_of_parents(self, state: str, at: At, rows: Rows, until: At, then: History) -> Codes:
        """Return which parents were nationals of the State, from what had happened when the child was born.

        Args:
            then: what the rules that are read at the date of the question give on that day, by place in `rows`.
        """
        if state not in self.moves:
            return all_of(FALSE, len(rows))
        told = [(self.moves[state], rows), (then, np.arange(len(rows)))]
        return self.unread(state, rows, fold(told, at, until), until)

    def unread(self, state: str, rows: Rows, value: Codes, until: At | None = None) -> Codes:
        """Of a State whose law we have not read nobody can say that it does not count its own."""
        if state in self.packs or state not in self.origin:
            return value
        open_ = self.origin[state][rows] & (value == FALSE) & ~answered(self.moves[state], rows, until)
        return np.where(open_, UNKNOWN, value).astype(np.uint8)

    def _now(self, rows: int) -> At:
        day = np.broadcast_to(np.int32(ir.day_number(self.on)), rows)
        return day, day

    def stateless(self) -> Codes:
        """Return who is a national of no State."""
        part = _Part(self, self.facts)
        return negated(part.own_foreign("", part.now))


def live(facts: Facts, packs: Mapping[str, Pack], on: date, keep: frozenset[str] = frozenset()) -> Lives:
    """Work out every status of everybody. What lies after the date had not happened yet, and takes no part.

    Args:
        facts: rows without `problems`; whoever is their own ancestor is left out.
        keep: rules of which the value is kept in `Lives.read`.
    """
    facts = as_of(facts, on)
    lives = Lives(facts, packs, on, keep)
    level = depth(facts)
    for number in range(int(level.max(initial=-1)) + 1):
        rows = np.flatnonzero(level == number)
        _Part(lives, facts if len(rows) == facts.rows else facts.taken(rows)).live()
    return lives


def relevant(facts: Facts, known: frozenset[str], until: int) -> tuple[dict[str, Flags], dict[str, Flags]]:
    """Return each State that has a link with anybody, and with whom; and the same of birth and descent only.

    Args:
        known: the States whose law is read (`core/links.py` says why a mere stay in another one is no link).
        until: the date of the assessment; a stay that begins later is no link yet.
    """
    links: dict[str, Flags] = {}
    origin: dict[str, Flags] = {}
    for items, row in _by_origin(facts):
        _mark(facts, items, row, links)
        _mark(facts, items, row, origin)
    for items, row in _otherwise(facts, [facts.vocabulary.find(state) for state in sorted(known)], until):
        _mark(facts, items, row, links)
    _of_parents(facts, links)
    return dict(sorted(links.items())), origin


def _mark(facts: Facts, numbers: Days, row: Rows, found: dict[str, Flags]) -> None:
    words = facts.vocabulary.words
    for number in np.unique(numbers):
        if number > 0 and words[number] not in {vocabulary.SOVIET_UNION, "any", "other"}:
            found.setdefault(words[number], np.zeros(facts.rows, dtype=np.bool_))[row[numbers == number]] = True


def _by_origin(facts: Facts) -> Iterator[tuple[Days, Rows]]:
    yield facts.born_in, np.arange(facts.rows)
    for items in (facts.claims, facts.mother.states, facts.father.states):
        yield items["name"], items.row


def _otherwise(facts: Facts, known: Sequence[int], until: int) -> Iterator[tuple[Days, Rows]]:
    own = facts.subject
    for items, name in ((own.documents, "issuer"), (own.events, "state"), (facts.links, "name")):
        yield items[name], items.row
    settled = (own.stays["kind"] == facts.vocabulary.find("permanent")) | np.isin(own.stays["state"], known)
    settled &= own.stays["first_lo"] <= until
    yield own.stays["state"][settled], own.stays.row[settled]
    for parent in (facts.mother, facts.father):
        stays = parent.stays
        then = (stays["first_lo"] <= facts.birth_hi[stays.row]) & (stays["last_hi"] >= facts.birth_lo[stays.row])
        then &= np.isin(stays["state"], known)
        yield stays["state"][then], stays.row[then]


def _of_parents(facts: Facts, found: dict[str, Flags]) -> None:
    """What is linked with a parent whose own facts are known is linked with the child."""
    level = depth(facts)
    for number in range(1, int(level.max(initial=0)) + 1):
        rows = np.flatnonzero(level == number)
        for parent in (facts.mother.row[rows], facts.father.row[rows]):
            for linked in found.values():
                linked[rows] |= (parent >= 0) & linked[np.maximum(parent, 0)]


class _Part:
    """One generation of people while their lives are read. It answers for their status and for their parents'."""

    def __init__(self, lives: Lives, facts: Facts, now: At | None = None) -> None:
        self.lives, self.facts, self.rows = lives, facts, facts.row
        self.born: At = (facts.birth_lo, facts.birth_hi)
        self.now = lives._now(facts.rows) if now is None else now
        self._then: dict[tuple[str, str], History] = {}

    # -- status, for readers ----------------------------------------------------------------------------------------

    def own(self, state: str, at: At) -> Codes:
        return self.lives.status(state, at, self.rows)

    def birth_of(self, who: str) -> Days:
        """Return the first possible day of birth of the person, or of the parent whose own facts are a row."""
        if who == ir.SUBJECT:
            return self.facts.birth_lo
        row = self.facts.mother.row if who == ir.MOTHER else self.facts.father.row
        return np.where(row >= 0, self.lives.facts.birth_lo[np.maximum(row, 0)], ir.FIRST_DAY).astype(np.int32)

    def own_foreign(self, state: str, at: At) -> Codes:
        return self._some_other(state, self.rows, self.facts, lambda other: self.own(other, at))

    def _some_other(self, state: str, rows: Rows, facts: Facts, held: Callable[[str], Codes]) -> Codes:
        """Say who is a national of another State: one with a link, or one that an open birthplace or descent may be."""
        value = all_of(FALSE, len(rows))
        for other, linked in self.lives.links.items():
            if other != state and linked[rows].any():
                value = either(value, np.where(linked[rows], held(other), FALSE).astype(np.uint8))
        return np.where(value == TRUE, value, either(value, origin_open(facts))).astype(np.uint8)

    def own_former(self, state: str, at: At) -> Codes:
        if state not in self.lives.moves:
            return all_of(FALSE, self.facts.rows)
        return both(ever(self.lives.moves[state], self.rows, at), negated(self.own(state, at)))

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
            part = _Part(self.lives, self.lives.facts.taken(rows), until)
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

    def _of_parent(self, who: str, at: At, ask) -> Codes:  # type: ignore[no-untyped-def]
        """Ask about the parents whose own facts are rows; of the others nothing is found."""
        row = self.facts.mother.row if who == ir.MOTHER else self.facts.father.row
        known = np.flatnonzero(row >= 0)
        value = all_of(UNKNOWN, self.facts.rows)
        if len(known):
            born = self.born[0][known], self.born[1][known]
            value[known] = ask(row[known], (at[0][known], at[1][known]), born)
        return value

    # -- the life -----------------------------------------------------------------------------------------------------

    def live(self) -> None:
        happenings = self._happenings()
        done = self._events(happenings, np.zeros(len(happenings), np.bool_), self.facts.birth_lo, inclusive=False)
        alive = self.facts.birth_lo <= self.now[1]
        self._point("birth", self.lives.law.birth, self.born, alive)
        for day, rules in self.lives.law.days:
            if day > self.now[1][0] if self.facts.rows else True:
                continue
            limit = np.broadcast_to(np.int32(day), self.facts.rows)
            done = self._events(happenings, done, limit, inclusive=False)
            self._point(ir.day_of(day).isoformat(), rules, (limit, limit), self.facts.birth_lo <= day)
        self._events(happenings, done, self.now[1], inclusive=True)
        asked = [rule for rule in self.lives.law.application if rule.effect is not Effect.GROUND_OF_LOSS]
        self._point("now", asked, self.now, np.ones(self.facts.rows, np.bool_))

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
                    _Part(self.lives, self.facts.taken(rows))._point(
                        words[name], rules, at, np.ones(len(rows), np.bool_)
                    )
                self._after(words[name], words[state], rows, at, happenings["answer"][chosen])
            elif words[state] in self.lives.moves:
                undated = happenings["undated"][chosen] == 1
                self._paper(words[name] in vocabulary.PAPERS_OF_NATIONALS, words[state], rows, at, undated)

    def _paper(self, for_national: bool, state: str, rows: Rows, at: At, undated: Flags) -> None:
        reader = Reader(self.facts, self, {})
        contested = reader.absent(ir.SUBJECT, "naturalised", state)[rows] & for_national
        for how, chosen in ((CONTEST, contested), (PRESUME, ~contested)):
            days = at[0][chosen], at[1][chosen]
            value = all_of(TRUE if for_national else FALSE, int(chosen.sum()))
            self.lives.moves[state].add(moves(self.rows[rows[chosen]], days, how, value, undated[chosen]))

    def _after(self, name: str, state: str, rows: Rows, at: At, answer: Days) -> None:
        if state not in self.lives.moves:
            return
        if name == "authority_answer":
            find = self.facts.vocabulary.find
            value = np.select([answer == find("national"), answer == find("not_national")], [TRUE, FALSE], UNKNOWN)
            told = value != UNKNOWN
            days = at[0][told], at[1][told]
            self.lives.moves[state].add(moves(self.rows[rows[told]], days, ANSWER, value[told].astype(np.uint8)))
        elif name in vocabulary.ACQUISITIONS and state not in self.lives.packs:
            self.lives.moves[state].add(moves(self.rows[rows], at, GAIN, all_of(TRUE, len(rows))))

    # -- rules ------------------------------------------------------------------------------------------------------

    def _point(self, label: str, rules: Sequence[Rule], at: At, whom: Flags) -> None:
        """Read rules at one event; those of one stratum see what was so before it, not each other."""
        if not whom.any():
            return
        for stratum in (0, 1, 2):
            reader = Reader(self.facts, self, {"birth": self.born, "event": at, "now": self.now})
            now = [rule for rule in rules if rule.stratum == stratum]
            memo: dict[str, Codes] = {}
            found = {rule.id: self._value(rule, reader, memo) for rule in now}
            waiting = self._waiting(now, found, reader)
            for rule in now:
                free = whom & ~waiting[rule.id] if rule.id in waiting else whom
                self._apply(rule, counted(rule, found[rule.id]), label, at, free, reader)
            if waiting:
                self._point_again([rule for rule in now if rule.id in waiting], waiting, label, at, whom)

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
        self, rules: Sequence[Rule], waiting: Mapping[str, Flags], label: str, at: At, whom: Flags
    ) -> None:
        """Read rules once more after those that wait for nobody; whichever still wait leave each other open."""
        reader = Reader(self.facts, self, {"birth": self.born, "event": at, "now": self.now})
        memo: dict[str, Codes] = {}
        found = {rule.id: self._value(rule, reader, memo) for rule in rules}
        for rule in rules:
            value = counted(rule, found[rule.id])
            for name in rule.circular:
                if name in found:
                    open_ = waiting[name] & (found[name] != FALSE) & (value != FALSE)
                    value = np.where(open_, UNKNOWN, value).astype(np.uint8)
            self._apply(rule, value, label, at, whom & waiting[rule.id], reader)

    def _value(self, rule: Rule, reader: Reader, memo: dict[str, Codes]) -> Codes:
        if rule.id not in memo:
            memo[rule.id] = all_of(FALSE, self.facts.rows)  # a rule does not take itself away
            reach, when = self.lives.law.parts[rule.id]
            value = both(reader.node(reach), reader.careful(when))
            for name in rule.exceptions:
                other = self.lives.law.by_id.get(name)
                if other is not None and other.id != rule.id:
                    value = both(value, negated(counted(other, self._value(other, reader, memo))))
            memo[rule.id] = value
        return memo[rule.id]

    def _apply(self, rule: Rule, value: Codes, label: str, at: At, whom: Flags, reader: Reader) -> None:
        """Let what is left of a rule count."""
        if rule.id in self.lives.keep:
            self.lives.read.setdefault((rule.id, label), []).append((self.rows[whom], value[whom]))
            conditions = self.lives.law.conditions
            for atom in ir.atoms(*(conditions[name] for name in (rule.id, *rule.exceptions) if name in conditions)):
                answers = self.lives.atoms.setdefault((rule.id, label, atom.name), [])
                answers.append((self.rows[whom], reader.atom(atom)[whom]))
        if rule.effect not in _MOVES:
            return
        moved = np.flatnonzero(whom & (value != FALSE))
        days = _effective(rule, at, self.born)
        when, new = (days[0][moved], days[1][moved]), value[moved]
        kept = self.lives.latest if rule.timing.kind is TimingKind.APPLICATION else self.lives.moves
        kept[rule.state].add(moves(self.rows[moved], when, _MOVES[rule.effect], new, read=at[0][moved]))


def asks_others(rule: Rule, when: ir.Node, reader: Reader) -> Flags:
    """Say for whom a rule is decided only after asking about another nationality of theirs, read from left to right."""
    own = f"subject.national.{rule.state}."
    if rule.exceptions:
        return np.ones(reader.facts.rows, dtype=np.bool_)

    def others(name: str) -> bool:
        return name.startswith(_OTHERS) or (name.startswith("subject.national.") and not name.startswith(own))

    return _asked(when, others, reader)[1]


_OTHERS = tuple(f"subject.{label}".replace("(", ".") for label in vocabulary.OF_OTHERS)


def _asked(node: ir.Node, wanted: Callable[[str], bool], reader: Reader) -> tuple[Codes, Flags]:
    """Return the truth of a condition, and for whom one of the wanted atoms was read on the way."""
    rows = reader.facts.rows
    if isinstance(node, ir.Inverse):
        value, asked = _asked(node.node, wanted, reader)
        return negated(value), asked
    if not isinstance(node, ir.Every | ir.Some):
        wants = isinstance(node, ir.Atom) and wanted(node.name)
        return reader.node(node), np.full(rows, wants)
    step, end = (both, FALSE) if isinstance(node, ir.Every) else (either, TRUE)
    value, asked = all_of(TRUE if end is FALSE else FALSE, rows), np.zeros(rows, dtype=np.bool_)
    for inner in node.nodes:
        more, here = _asked(inner, wanted, reader)
        asked |= here & (value != end)
        value = step(value, more)
    return value, asked


def counted(rule: Rule, value: Codes) -> Codes:
    """A rule whose text nobody has seen, or that another one contradicts, opens an answer and closes none."""
    if rule.verification is Verification.UNVERIFIED or rule.conflicts_with:
        return np.where(value == FALSE, FALSE, UNKNOWN).astype(np.uint8)
    return value


def _effective(rule: Rule, at: At, born: At) -> At:
    if rule.effective == "birth":
        return born
    try:
        day = np.broadcast_to(np.int32(ir.day_number(_ISO(rule.effective))), len(at[0]))
    except ValueError:
        return at
    return day, day
