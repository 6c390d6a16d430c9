"""One person under the law of many States: dated events are read in their order, each under the version then in force.

The status in every State is kept as a list of changes; it is folded whenever somebody asks for a day. States are read
together, event by event, so that a rule that asks about another State finds what was so before; what is asked about the
same event is ordered by strata (docs/algorithms/nationality.md).
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import groupby

from tulga.kernel.dates import PartialDate
from tulga.nationality.core import spans
from tulga.nationality.core.compiled import Reading, compiled
from tulga.nationality.core.facts import Event, Person
from tulga.nationality.core.links import relevant_states, with_answers
from tulga.nationality.core.memory import (
    ANSWER,
    ASSUME,
    FAMILY,
    FRAME,
    KIN,
    NEED,
    STATE,
    Answers,
    Ground,
    Kept,
    Memory,
    Note,
    Readings,
    Recording,
    Whole,
)
from tulga.nationality.core.outcomes import Need
from tulga.nationality.core.rules import Effect, Pack, Procedure, Rule, TimingKind, Verification
from tulga.nationality.core.spans import Days
from tulga.nationality.core.terms import Span, Who
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth, and_, definite, not_, or_
from tulga.nationality.core.views import Kin, Subject
from tulga.nationality.core.vocabulary import (
    ACQUISITIONS,
    ALSO,
    COSTS,
    ENDINGS,
    OF_OTHERS,
    PAPERS_OF_NATIONALS,
    PAPERS_OF_OTHERS,
)

MAX_GENERATIONS = 8
_TODAY = PartialDate.parse("unknown")  # the day of an answer that is only tried out is the day of the assessment


@dataclass(slots=True)
class Read:
    """One rule as it was read at one event."""

    rule: Rule
    value: Truth  # what the condition gives
    counted: Truth  # what is left of it: a rule that is unverified or contradicted decides nothing
    at: str
    days: Days
    in_force: Truth
    facts: tuple[tuple[str, Truth, str], ...]
    needs: frozenset[str]
    assumed: frozenset[str] = frozenset()
    level: Verification = Verification.TEXT_SEEN  # the weakest link: the rule's own, and what it read of others
    capped: str = ""
    excluded_by: tuple[str, ...] = ()
    conflict: tuple[str, ...] = ()  # the rules that contradict this one, or wait for it


@dataclass(slots=True)
class Move:
    """A point where a status may change.

    `how`: gain, lose, presume (a paper), contest (a paper although it is established that nothing was granted), answer
    (the State's own word).
    """

    days: Days
    how: str
    value: Truth
    rules: tuple[str, ...]
    why: str
    level: Verification = Verification.TEXT_SEEN
    by_act: bool = False
    reads: tuple[Read, ...] = ()


@dataclass(slots=True)
class StateFile:
    """What was read for one State."""

    moves: list[Move] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)
    history: int = 0  # the number of these moves in the memory: equal numbers, equal moves


class Ready:
    """A rule made ready to be read: its conditions as functions, its days as numbers."""

    __slots__ = ("applies_to", "first", "last", "others", "rule", "snapshot", "when")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.when = compiled(rule.when)
        self.applies_to = compiled(rule.applies_to) if rule.applies_to is not None else None
        self.first = spans.of_partial(rule.in_force.first) if rule.in_force.first is not None else None
        self.last = spans.of_partial(rule.in_force.last) if rule.in_force.last is not None else None
        self.snapshot = rule.timing.kind is TimingKind.DAY
        self.others: tuple[Ready, ...] = ()  # the rules that take this one away

    def in_force(self, days: Days) -> Truth:
        value = TRUE if self.first is None else spans.at_most(self.first, days)
        return and_(value, spans.at_most(days, self.last)) if self.last is not None and value is not FALSE else value


@dataclass(frozen=True, slots=True)
class Index:
    """The rules of a set of packs, by the event at which they are read; lower strata first."""

    birth: tuple[Ready, ...]
    days: tuple[tuple[int, tuple[Ready, ...]], ...]
    events: Mapping[str, tuple[Ready, ...]]
    application: tuple[Ready, ...]
    grounds: tuple[Ready, ...]


_MOST_INDEXES = 256
_indexes: dict[tuple[int, ...], tuple[tuple[Pack, ...], Index]] = {}  # by identity: the packs are held with it


def index_of(packs: Mapping[str, Pack]) -> Index:
    """Return the rules of these packs by timing. Made once for the same packs (they are never changed)."""
    held = tuple(packs[state] for state in sorted(packs))
    key = tuple(id(pack) for pack in held)
    if key not in _indexes:
        if len(_indexes) >= _MOST_INDEXES:
            _indexes.clear()
        _indexes[key] = held, _index(held)
    return _indexes[key][1]


def _index(packs: Sequence[Pack]) -> Index:
    rules = sorted((Ready(rule) for pack in packs for rule in pack.rules), key=lambda one: one.rule.stratum)
    by_id = {one.rule.id: one for one in rules}
    days: dict[int, list[Ready]] = {}
    events: dict[str, list[Ready]] = {}
    for one in rules:
        one.others = tuple(by_id[name] for name in one.rule.exceptions if name in by_id and name != one.rule.id)
        timing = one.rule.timing
        if timing.kind is TimingKind.DAY and timing.day is not None:
            days.setdefault(timing.day.toordinal(), []).append(one)
        elif timing.kind is TimingKind.EVENT:
            for name in ALSO.get(timing.event or "", (timing.event or "",)):
                events.setdefault(name, []).append(one)
    at_application = [one for one in rules if one.rule.timing.kind is TimingKind.APPLICATION]
    return Index(
        tuple(one for one in rules if one.rule.timing.kind is TimingKind.BIRTH),
        tuple((day, tuple(found)) for day, found in sorted(days.items())),
        {name: tuple(found) for name, found in events.items()},
        tuple(one for one in at_application if one.rule.effect is not Effect.GROUND_OF_LOSS),
        tuple(one for one in at_application if one.rule.effect is Effect.GROUND_OF_LOSS),
    )


class World:
    """Everything that follows from the facts about one person, on one date, under these packs."""

    def __init__(
        self, person: Person, packs: Mapping[str, Pack], now: Days, *, answers: Mapping[str, str] | None = None,
        who: str = "subject", generation: int = 0, links: Mapping[str, tuple[str, ...]] | None = None,
        today: Days | None = None, memory: Memory | None = None,
    ) -> None:  # fmt: skip
        """Args: today: the date of the assessment, where `now` is an earlier day (of a parent: the child's birth)."""
        self.person, self.packs, self.now, self.today = person, packs, now, today or now
        self.memory = memory if memory is not None else Memory()
        self.memory.worlds.append(self)
        self.answers = Answers(answers or {}, self.memory)
        self.who, self.generation = who, generation
        self.index = index_of(packs)
        self.born = spans.of_partial(person.born)
        self._law = frozenset(packs)
        known = links if links is not None else relevant_states(person, known=self._law, until=self.today.hi)
        self.links = with_answers(known, self.answers, who, known=self._law)
        self._relevant = tuple(self.links)
        self.frame = self.memory.number((tuple(self.links.items()), self._law))
        self.history = 0  # the number of all moves in the memory
        self.files: dict[str, StateFile] = {state: StateFile() for state in {*packs, *self.links}}
        self.needs: dict[str, Need] = {}
        self._offered: set[tuple[str, tuple[str, ...]]] = set()  # keys of needs, with options that are in them
        self.assumptions: list[str] = []
        self.noted = 0  # the number of these notes in the memory
        self.life = 0  # the number in the memory of the law and the answers by which a relative's life was read
        self.source = ""
        self._touched: set[str] = set()  # needs of the rule that is being read
        self._assumed: set[str] = set()
        self._weakest = Verification.TEXT_SEEN
        self._worlds: dict[str, World] = {}
        self._heard: dict[str, int] = {}  # which notes of a relative's world are in this one
        self._meet()
        self._live()

    def _meet(self) -> None:
        person = self.person
        self.subject = Subject(self, person, self.who)
        self.mother = Kin(self, "mother", self._kin("mother"), person.mother)
        self.father = Kin(self, "father", self._kin("father"), person.father)
        self._kins = [
            Kin(self, relative.role, self._kin(f"{relative.role}[{number}]"), relative)
            for number, relative in enumerate(person.relatives)
        ]
        self._by_name = {kin.who: kin for kin in (self.mother, self.father, *self._kins)}

    @property
    def relevant(self) -> tuple[str, ...]:
        """Return the States with a link."""
        recording = self.memory.recording
        if recording is not None and recording.who == self.who:
            recording.rests_on[FRAME, ""] = self.frame
        return self._relevant

    def _copy(self) -> "World":
        """Return a world after the same life: what is asked of it leaves no note in this one."""
        twin = copy(self)
        self.memory.worlds.append(twin)
        twin.needs, twin.assumptions, twin._offered = dict(self.needs), list(self.assumptions), set(self._offered)
        twin._touched, twin._assumed, twin._heard = set(), set(), dict(self._heard)
        twin._worlds = {who: world._copy() for who, world in self._worlds.items()}
        twin._meet()
        return twin

    @property
    def family_is_told(self) -> bool:
        """Say whether the own facts of some relative are known, so that they are assessed themselves."""
        told = (self.person.mother, self.person.father, *self.person.relatives)
        return any(relative is not None and relative.person is not None for relative in told)

    def _kin(self, role: str) -> str:
        return role if self.who == "subject" else f"{self.who}.{role}"

    # -- notes ------------------------------------------------------------------------------------------------------

    def need(self, key: str, options: tuple[str, ...], where: tuple[str, ...]) -> None:
        """Note that a fact was asked for and not told; the same key asked twice has the options of both."""
        self._touched.add(key)
        if self.memory.recording is not None:
            self.memory.recording.notes[NEED, self.who, key, options, where] = None
        if (key, options) in self._offered:
            return
        self._offered.add((key, options))
        known = self.needs.get(key)
        if known is not None and (known.options == options or set(known.options) >= set(options)):
            return
        tail = tuple(option for option in options if option in ("elsewhere", "another", "stateless"))
        merged = {*options, *(known.options if known else ())} - set(tail)
        ordered = options if options == ("yes", "no") else (*sorted(merged), *tail)
        cost = _cost(where)
        self.needs[key] = Need(key, ordered, where, cost)
        self.noted = self.memory.number((self.noted, key, ordered, where))

    def assume(self, what: str) -> None:
        """Note what is taken to be so although nobody said it."""
        self._assumed.add(what)
        if self.memory.recording is not None:
            self.memory.recording.notes[ASSUME, self.who, what] = None
        if what not in self.assumptions:
            self.assumptions.append(what)
            self.noted = self.memory.number((self.noted, what))

    def rests_on(self, level: Verification) -> None:
        """Note that the rule being read rests on a finding of this level."""
        self._weakest = min(self._weakest, level)

    def level_of(self, state: str) -> Verification:
        """Return how well the rules are known by which the person is a national of this State."""
        self._asks(state)
        moves = self.files[state].moves if state in self.files else []
        met = [move.level for move in moves if move.how != "lose" and move.value is TRUE]
        return max(met, default=Verification.TEXT_SEEN)

    # -- status -----------------------------------------------------------------------------------------------------

    def status(self, state: str, at: Days) -> Truth:
        """Return whether the person was a national on that day, from what is read so far.

        Of a State whose law we have not read nobody can say that it does not count its own: birth there or descent from
        its nationals leaves it open.
        """
        self._asks(state)
        file = self.files.get(state)
        if file is None:
            return FALSE
        value = self.memory.folded.get((file.history, at))
        if value is None:
            value = self.memory.folded[file.history, at] = fold(file.moves, at)
        unread = state not in self.packs and value is FALSE and not any(move.how == "answer" for move in file.moves)
        return UNKNOWN if unread and by_origin(self.links.get(state, ())) else value

    def origin_open(self) -> Truth:
        """Say UNKNOWN while birthplace or descent leave open which States may count the person as their national."""
        if self.person.parents_unknown is TRUE or self.subject.told_ussr() is TRUE:
            return FALSE
        value = or_(self.mother.origin_open(), self.father.origin_open())
        if self.person.born_in is None:
            answer = self.answers.get(f"{self.who}.born_in")
            if answer is None:
                self.need(f"{self.who}.born_in", ("elsewhere",), ("civil-registry", "person"))
            value = or_(value, UNKNOWN if answer in (None, "elsewhere") else FALSE)
        return value

    def ever(self, state: str, at: Days) -> Truth:
        """Return whether the person was a national on that day or at any time before."""
        value = FALSE
        self._asks(state)
        file = self.files.get(state)
        for move in file.moves if file is not None else ():
            if move.days.lo <= at.hi and move.how in ("gain", "presume"):
                value = or_(value, move.value)
        return value

    def former_national(self, state: str, at: Days) -> Truth:
        return and_(self.ever(state, at), not_(self.status(state, at)))

    # -- facts that are the world's ---------------------------------------------------------------------------------

    def parents_unknown(self) -> Truth:
        person = self.person
        if person.parents_unknown is not UNKNOWN:
            self.source = "parents"
            return person.parents_unknown
        if person.mother is not None or person.father is not None:
            self.source = "parents"
            return FALSE
        return self.subject.yes_no("parents_unknown", "civil-registry")

    def found_in(self, state: str) -> Truth:
        value = self.subject.event("found", state, self.now)
        if value is FALSE and self.person.parents_unknown is TRUE:
            return or_(value, self.subject.born_in(state))
        return value

    def relatives(self, who: Who) -> list[Kin]:
        roles = {Who.SPOUSE: ("spouse",), Who.ANY_ADOPTER: ("adopter",), Who.BOTH_ADOPTERS: ("adopter",)}.get(who)
        if roles is not None:
            return [kin for kin in self._kins if kin.role in roles]
        parents = [kin for kin in (self.mother, self.father) if kin.relative is not None]
        by_law = ("adopter",) if who is Who.ANY_RELATIVE else ("adopter", "spouse")
        return [*parents, *(kin for kin in self._kins if kin.role not in by_law)]

    def married_to_national(self, state: str, span: Span, at: Days) -> Truth:
        spouses = self.relatives(Who.SPOUSE)
        value = FALSE
        for kin in spouses:
            relative = kin.relative
            since = spans.of_partial(relative.since) if relative is not None and relative.since else spans.NEVER_TOLD
            long = spans.at_most(since, Days(spans.begin_of(span, at.lo), spans.begin_of(span, at.hi)))
            value = or_(value, and_(kin.national(state, at), long))
        return value if spouses else self.subject.yes_no(f"married.{state}", "person", "civil-registry")

    def parents_state_does_not_grant(self, at: Days) -> Truth:
        """Say whether no State of a parent gives the child its nationality; parents of no State have none."""
        value = TRUE
        for parent in (self.mother, self.father):
            states = [state for state in parent.nationalities() if state in self.relevant or state in self.packs]
            for state in states:
                value = and_(value, not_(self.status(state, at)))
            if not states and parent.in_law(at) is not FALSE:
                value = and_(value, parent.stateless(at))
        return value

    def world_of(self, kin: Kin) -> "World | None":
        """Return the relative's own world on the day of the child's birth, where their own facts are known."""
        world = self._world_of(kin)
        if world is None:
            return None
        recording = self.memory.recording
        if recording is not None:
            if recording.who == self.who:
                recording.rests_on.setdefault((KIN, kin.who), world.noted_so_far())
            recording.notes[FAMILY, self.who, kin.who, world.noted] = None
        self._touched.update(world.needs)
        self._assumed.update(world.assumptions)
        self._hear(world)
        return world

    def _world_of(self, kin: Kin) -> "World | None":
        person = kin.relative.person if kin.relative is not None else None
        if person is None or self.generation >= MAX_GENERATIONS:
            return None
        if kin.who not in self._worlds:
            self._worlds[kin.who] = self._life_of(kin.who, person)
        return self._worlds[kin.who]

    def _life_of(self, who: str, person: Person) -> "World":
        """Return the world of a relative; of lives under the same law and the same answers only one is read."""
        key = who, self._law, _answers_about(who, self.answers)
        if key not in self.memory.lives:
            with self.memory.silent():
                self.memory.lives[key] = World(
                    person, self.packs, self.born, answers=self.answers, who=who, generation=self.generation + 1,
                    today=self.today, memory=self.memory,
                )  # fmt: skip
        twin = self.memory.lives[key]._copy()
        twin.life = self.memory.number(key)
        return twin

    def _hear(self, world: "World") -> None:
        """Make the notes of a relative's world in this one too, if they are not in it."""
        if self._heard.get(world.who) == world.noted:
            return
        self._heard[world.who] = world.noted
        with self.memory.silent():
            for need in world.needs.values():
                self.need(need.key, need.options, need.where)
            for assumption in world.assumptions:
                self.assume(assumption)

    # -- what a reading rests on ------------------------------------------------------------------------------------

    def _asks(self, state: str) -> None:
        recording = self.memory.recording
        if recording is not None and recording.who == self.who:
            recording.rests_on.setdefault((STATE, state), self._standing(state))

    def stands(self, ground: Ground) -> Hashable:
        """Return what is comparable of something that readings rest on: where it is equal, the same is found."""
        kind, name = ground
        if kind is ANSWER:
            return dict.get(self.answers, name)
        if kind is STATE:
            return self._standing(name)
        if kind is FRAME:
            return self.frame
        world = self._world_of(self._kin_named(name))
        return None if world is None else world.noted_so_far()

    def _standing(self, state: str) -> Hashable:
        file = self.files.get(state)
        return (-1 if file is None else file.history), state in self.packs, self.links.get(state)

    def noted_so_far(self) -> Hashable:
        """Return what is comparable of a relative's world: the life, and what was asked of it since."""
        if not self._worlds:
            return self.life, self.noted
        return self.life, self.noted, *(world.noted_so_far() for world in self._worlds.values())

    def _kin_named(self, who: str) -> Kin:
        return self._by_name[who]

    def _descendant(self, who: str) -> "World":  # of the world, not of the person: a parent, a parent's parent
        world: World = self
        while world.who != who:
            world = next(one for one in world._worlds.values() if f"{who}.".startswith(f"{one.who}."))
        return world

    def _note_again(self, notes: Iterable[Note]) -> None:
        for kind, who, *rest in notes:
            world = self if who == self.who else self._descendant(who)
            if kind is NEED:
                world.need(*rest)
            elif kind is ASSUME:
                world.assume(*rest)
            elif (of := world._world_of(world._kin_named(rest[0]))) is not None:
                world._hear(of)

    # -- the life ---------------------------------------------------------------------------------------------------

    def _live(self) -> None:
        for days, _, label, rules, event in self._points():
            held, about = (TRUE, "") if event is None else (event.held, _state_of(event))
            self._read_all(rules, label, days, held, about)
            if event is not None:
                self._after(event, days)
        self._read_all(self.index.application, "now", self.now)
        for ground in self.index.grounds:
            self._read_all([ground], "now", _while_in_force(ground, self.now), about=ground.rule.id)
        self._read_what_never_happened()

    def _read_what_never_happened(self) -> None:
        """Read the grants that are established not to have been made: not met, and cited as such."""
        names = sorted({absent.what for absent in self.person.absent} & set(self.index.events))
        kept = self.memory.of_rules(self.who, "now", self.now, int(TRUE))
        for one in dict.fromkeys(one for name in names for one in self.index.events[name]):
            if one.rule.effect is Effect.ACQUIRES:
                read = self._once(kept, one, "now", self.now, TRUE).read
                if read is not None and read.value is FALSE:
                    self.files[one.rule.state].reads.append(read)

    def _points(self) -> list[tuple[Days, int, str, Sequence[Ready], "Event | Paper | None"]]:
        """Return the events of this life in their order; of two on one day: birth, snapshots, events, papers."""
        points: list[tuple[Days, int, str, Sequence[Ready], Event | Paper | None]] = []
        if self.born.lo <= self.now.hi:
            points.append((self.born, 0, "birth", self.index.birth, None))
        for day, on_that_day in self.index.days:
            if self.born.lo <= day <= self.now.hi:
                points.append((Days(day, day), 1, spans.written(Days(day, day)), on_that_day, None))
        for event in self.person.events:
            when = spans.of_partial(event.when)
            if when.lo <= self.now.hi and event.detail("holder") in ("", "subject", "self"):
                label = f"{event.type} {spans.written(when)}"
                rules = [one for one in self.index.events.get(event.type, ()) if _about(one.rule, event)]
                points.append((when, 2, label, rules, event))
        points += [(when, 3, label, (), paper) for when, label, paper in self._papers()]
        points += [(self.now, 4, "answer", (), event) for event in self._tried_answers()]
        return sorted(points, key=lambda point: (point[0].lo, point[1], point[0].hi))

    def _papers(self) -> Iterable[tuple[Days, str, "Paper"]]:
        for document in self.person.documents:
            speaks = document.type in PAPERS_OF_NATIONALS, document.type in PAPERS_OF_OTHERS
            when = spans.of_partial(document.first) if document.first is not None else self.now
            if any(speaks) and document.issuer in self.files and when.lo <= self.now.hi:
                label = f"{document.type} {spans.written(when)}"
                yield when, label, Paper(document.issuer, document.type, speaks[0], document.path, document.held)

    def _tried_answers(self) -> Iterable[Event]:
        for key, answer in self.answers.items() if self.who == "subject" else ():  # nobody asked about a relative
            if key.startswith("authority.answer."):
                details = (("answer", answer),)
                yield Event("authority_answer", _TODAY, key.rpartition(".")[2], details, f"answer:{key}")

    def _read_all(self, rules: Sequence[Ready], label: str, days: Days, held: Truth = TRUE, about: str = "") -> None:
        """Read rules at one event; those of one stratum see what was so before it, not each other.

        Args:
            held: whether the event happened at all, by the standard of proof in use.
            about: what else tells these rules from others that are read at an event of this name: its State.
        """
        if not rules:
            return
        before = self.memory.of_event(self.who, self.frame, self.history, label, days, int(held), about)
        for one in before:
            if one.stands(self):
                self._note_again(one.notes)
                for read in one.reads:
                    self._apply(read)
                return
        before.append(self._read_by_strata(rules, label, days, held))

    def _read_by_strata(self, rules: Sequence[Ready], label: str, days: Days, held: Truth) -> Whole:
        kept, whole = self.memory.of_rules(self.who, label, days, int(held)), Whole()

        def once(ready: Ready) -> Read | None:
            found = self._once(kept, ready, label, days, held)
            whole.take(found)
            return found.read

        for _, of_stratum in groupby(rules, _stratum):
            found = [(one, once(one)) for one in of_stratum]
            waiting = _waiting([read for _, read in found if read is not None])
            settled = [read for _, read in found if read is not None and read.rule.id not in waiting]
            for read in settled:
                self._apply(read)
            again = [once(one) for one, _ in found if one.rule.id in waiting]
            left = _without_circles([read for read in again if read is not None])
            for read in left:
                self._apply(read)
            whole.reads += (*settled, *left)
        return whole

    def _once(self, kept: Readings, ready: Ready, label: str, days: Days, held: Truth) -> Kept:
        """Read a rule at an event, if what it rests on is not as it was in another reading of this life."""
        found = kept.find(ready.rule.id, self)
        if found is not None:
            self._note_again(found.notes)
            return found
        self.memory.recording = recording = Recording(self.who)
        found = Kept(self._read(ready, label, days, held), recording)
        self.memory.recording = None
        kept.keep(ready.rule.id, found)
        return found

    def _read(self, ready: Ready, label: str, days: Days, held: Truth = TRUE) -> Read | None:
        rule, in_force = ready.rule, ready.in_force(days)
        if in_force is FALSE or (ready.snapshot and self.born.lo > days.hi):
            return None
        outer, self._touched = self._touched, set()
        taken, self._assumed = self._assumed, set()
        weakest, self._weakest = self._weakest, rule.verification
        reading = Reading(self, days)
        value = and_(in_force, held)
        if ready.applies_to is not None:
            value = and_(value, ready.applies_to(reading, self.subject))
        if value is not FALSE:
            value = and_(value, self._condition(ready, reading))
        if value is not FALSE and ready.snapshot and self.born.hi > days.lo:
            value = and_(value, spans.at_most(self.born, days))
        excluded = self._excluding(ready, label, days) if value is not FALSE and ready.others else ()
        for other in excluded:
            value = and_(value, not_(other.counted))
        counted, capped = _counted(rule, value)
        needs, self._touched = frozenset(self._touched), outer | self._touched
        assumed, self._assumed = frozenset(self._assumed), taken | self._assumed
        level, self._weakest = self._weakest, min(weakest, self._weakest)
        by = tuple(other.rule.id for other in excluded if other.counted is not FALSE)
        facts = tuple(reading.facts)
        conflict = rule.conflicts_with if capped else ()
        return Read(rule, value, counted, label, days, in_force, facts, needs, assumed, level, capped, by, conflict)

    def _condition(self, ready: Ready, reading: Reading) -> Truth:
        """Read the condition; in the logic of two bits a dispute beside an unknown looks decided, and is not."""
        value = ready.when(reading, self.subject)
        if not definite(value) or all(found is not DISPUTED for _, found, _ in reading.facts):
            return value
        careful = ready.when(Reading(self, reading.at, careful=True), self.subject)
        return value if careful is value else DISPUTED

    def _excluding(self, ready: Ready, label: str, days: Days) -> tuple[Read, ...]:
        """Read the rules that take this one away."""
        found = (self._read(other, label, days) for other in ready.others)
        return tuple(read for read in found if read is not None)

    def _apply(self, read: Read) -> None:
        rule = read.rule
        file = self.files[rule.state]
        file.reads.append(read)
        if rule.effect is Effect.ACQUIRES and read.value is not FALSE:
            self._add(rule.state, self._move(read, "gain"))
        elif rule.effect is Effect.LOSES and read.value is not FALSE:
            self._add(rule.state, self._move(read, "lose"))

    def _add(self, state: str, move: Move) -> None:
        file = self.files[state]
        file.moves.append(move)
        then = move.days, move.how, int(move.value), int(move.level)
        file.history = self.memory.number((file.history, *then))
        self.history = self.memory.number((self.history, state, *then))

    def _move(self, read: Read, how: str) -> Move:
        rule = read.rule
        days = _effective(rule, read.days, self.born)
        by_act = rule.procedure is not Procedure.OPERATION_OF_LAW
        return Move(days, how, read.counted, (rule.id,), read.at, read.level, by_act, (read,))

    def _after(self, event: "Event | Paper", days: Days) -> None:
        """Let the State's own word count: answers, papers; and acts of States of which there is no pack."""
        if isinstance(event, Paper):
            self._paper(event, days)
        elif event.type == "authority_answer" and event.state in self.files:
            self._answer(event, days)
        elif event.type in ACQUISITIONS and event.state in self.files and event.state not in self.packs:
            move = Move(days, "gain", event.held, (), f"{event.type} {spans.written(days)}", by_act=True)
            self._add(event.state, move)

    def _paper(self, paper: "Paper", days: Days) -> None:
        if paper.held is not TRUE:  # a presumption needs a paper that is shown
            return
        value = TRUE if paper.for_national else FALSE
        why = f"{paper.type} {spans.written(days)}"
        how = "contest" if paper.for_national and self.subject.never_granted(paper.issuer) else "presume"
        self._add(paper.issuer, Move(days, how, value, (), why, Verification.SECONDARY, by_act=True))

    def _answer(self, event: Event, days: Days) -> None:
        value = {"national": TRUE, "not_national": FALSE}.get(event.detail("answer"))
        if value is not None and event.held is TRUE:
            why = f"authority_answer {spans.written(days)}"
            self._add(event.state, Move(days, "answer", value, (), why, Verification.SECONDARY, by_act=True))


@dataclass(frozen=True, slots=True)
class Paper:
    issuer: str
    type: str
    for_national: bool
    path: str
    held: Truth = TRUE


@lru_cache(maxsize=4096)
def _cost(where: tuple[str, ...]) -> int:
    return min((COSTS[place.partition(":")[0]] for place in where), default=4)


def _stratum(ready: Ready) -> int:
    return ready.rule.stratum


def _state_of(event: "Event | Paper") -> str:
    return event.issuer if isinstance(event, Paper) else event.state


def _waiting(reads: Sequence[Read]) -> frozenset[str]:
    """Return the rules that asked the other States while a rule that waits for them may be met.

    One that is decided without asking waits for nobody, and is applied before the others are read once more.
    """
    possible = {read.rule.id for read in reads if read.value is not FALSE}
    asked = (read for read in reads if read.rule.circular and read.rule.id in possible and _asked_others(read))
    return frozenset(read.rule.id for read in asked if not possible.isdisjoint(read.rule.circular))


def _asked_others(read: Read) -> bool:
    own = f"national({read.rule.state}"
    labels = [label for label, _, _ in read.facts]
    others = (one for one in labels if one.startswith("national(") and not one.startswith(own))
    return bool(read.rule.exceptions) or any(one.startswith(OF_OTHERS) for one in labels) or any(others)


def _without_circles(reads: list[Read]) -> list[Read]:
    """Leave rules open that wait for each other ("A's only if not B's", and the reverse): no law says who begins."""
    possible = {read.rule.id for read in reads if read.value is not FALSE}
    return [_left_open(read, possible) if read.rule.id in possible else read for read in reads]


def _left_open(read: Read, possible: Collection[str]) -> Read:
    circle = tuple(name for name in read.rule.circular if name in possible)
    return replace(read, counted=UNKNOWN, capped="circular", conflict=circle) if circle else read


def _about(rule: Rule, event: Event) -> bool:
    """Say whether a rule is read at this event: what a State grants or ends itself is its own affair, what ends its
    nationality because of another is that of every other State. Without this a later grant elsewhere would grant again.
    """
    if not event.state or rule.effect not in (Effect.ACQUIRES, Effect.LOSES):
        return True
    own = event.state == rule.state
    if event.type in ACQUISITIONS:
        return own is (rule.effect is Effect.ACQUIRES)
    return own or event.type not in ENDINGS


def by_origin(links: Sequence[str]) -> bool:
    """Say whether a link is birth or descent, from which a nationality may follow without any act."""
    return any(link in ("born-there", "stated") or link.endswith("-national") for link in links)


def _answers_about(who: str, answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the answers that can make a difference to the life of a relative, in their order."""
    return tuple(
        (key, said)
        for key, said in answers.items()
        if key.startswith(f"{who}.")
    )


def fold(moves: Sequence[Move], at: Days) -> Truth:
    """Return the status that these changes, in their order, give on a day."""
    value, answered = FALSE, None
    for move in moves:
        if move.days.lo > at.hi:
            continue
        surely = move.days.hi <= at.lo
        if move.how == "answer":
            answer = move.value if answered in (None, move.value) else DISPUTED
            value, answered = (answer, move.value) if surely else (_between(value, answer), answered)
            continue
        if move.value is not FALSE:
            answered = None if move.how in ("gain", "lose") and move.value is TRUE else answered
        after = _moved(value, move, answered)
        value = after if surely else _between(value, after)
    return value


def _moved(value: Truth, move: Move, answered: Truth | None) -> Truth:
    if move.how == "gain":
        return value if answered is FALSE and move.value is not TRUE else or_(value, move.value)
    if move.how == "lose":
        return value if answered is TRUE and move.value is not TRUE else and_(value, not_(move.value))
    if answered is not None:  # the State has spoken: its papers say nothing new
        return value if value == move.value else DISPUTED
    if value is UNKNOWN or value == move.value:
        return move.value
    # a passport although no rule gives the nationality: a grant that nobody told us is likely
    return TRUE if value is FALSE and move.value is TRUE and move.how == "presume" else DISPUTED


def _between(before: Truth, after: Truth) -> Truth:
    """It is not known whether the change had happened by that day."""
    return before if before == after else UNKNOWN


def _counted(rule: Rule, value: Truth) -> tuple[Truth, str]:
    """A rule whose text nobody has seen, or that another one contradicts, opens an answer and closes none."""
    if value is FALSE:
        return value, ""
    if rule.verification is Verification.UNVERIFIED:
        return UNKNOWN, "unverified"
    if rule.conflicts_with:
        return UNKNOWN, "conflict"
    return value, ""


def _while_in_force(ready: Ready, now: Days) -> Days:
    """A ground of loss is read on its last day in force, or today."""
    return ready.last if ready.last is not None and ready.last.hi < now.lo else now


def _effective(rule: Rule, days: Days, born: Days) -> Days:
    if rule.effective == "birth":
        return born
    if rule.effective in ("event", "", "unknown"):
        return days
    try:
        return spans.of_date(date.fromisoformat(rule.effective))
    except ValueError:
        return days
