"""One person under the law of many States: dated events are read in their order, each under the version then in force.

The status in every State is kept as a list of changes; it is folded whenever somebody asks for a day. States are read
together, event by event, so that a rule that asks about another State finds what was so before; what is asked about the
same event is ordered by strata (docs/algorithms/nationality.md).
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from copy import copy
from itertools import groupby

from tulga.nationality.core import spans
from tulga.nationality.core.circumstances import Circumstances
from tulga.nationality.core.compiled import Reading
from tulga.nationality.core.facts import Event, Person
from tulga.nationality.core.index import Ready, index_of, while_in_force
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
from tulga.nationality.core.moves import (
    OF_STATUS,
    Move,
    Paper,
    Read,
    StateFile,
    counted_of,
    effective,
    fold,
    waiting,
    without_circles,
)
from tulga.nationality.core.points import points, state_of
from tulga.nationality.core.rules import Effect, Pack, Procedure, Verification
from tulga.nationality.core.spans import Days
from tulga.nationality.core.truth import DISPUTED, FALSE, TRUE, UNKNOWN, Truth, and_, definite, not_, or_
from tulga.nationality.core.views import Kin, Subject
from tulga.nationality.core.vocabulary import ACQUISITIONS

MAX_GENERATIONS = 8


class World(Circumstances):
    """Everything that follows from the facts about one person, on one date, under these packs."""

    def __init__(
        self, person: Person, packs: Mapping[str, Pack], now: Days, *, answers: Mapping[str, str] | None = None,
        who: str = "subject", generation: int = 0, links: Mapping[str, tuple[str, ...]] | None = None,
        today: Days | None = None, memory: Memory | None = None,
    ) -> None:  # fmt: skip
        """Args: today: the date of the assessment, where `now` is an earlier day (of a parent: the child's birth)."""
        self.person, self.packs, self.now, self.today = person, packs, now, today or now
        super().__init__(who, memory if memory is not None else Memory())
        self.memory.worlds.append(self)
        self.answers = Answers(answers or {}, self.memory)
        self.generation = generation
        self.index = index_of(packs)
        self.born = spans.of_partial(person.born)
        self._law = frozenset(packs)
        known = links if links is not None else relevant_states(person, known=self._law, until=self.today.hi)
        self.links = with_answers(known, self.answers, who, known=self._law)
        self._relevant = tuple(self.links)
        self.frame = self.memory.number((tuple(self.links.items()), self._law))
        self.history = 0  # the number of all moves in the memory
        self.files: dict[str, StateFile] = {state: StateFile() for state in {*packs, *self.links}}
        self.life = 0  # the number in the memory of the law and the answers by which a relative's life was read
        self.source = ""
        self._worlds: dict[str, World] = {}
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
        twin._own_notes()
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
        self._assumed.update(world.assumptions)
        self._hear(world)
        return world

    def found_of(self, kin: Kin, ask: Callable[["World"], Truth]) -> Truth:
        """Return what the own facts of a relative say; where it is open, what is missing there is missing here too."""
        world = self.world_of(kin)
        if world is None:
            return UNKNOWN
        (touched, world._touched), (asked, world._asked) = (world._touched, set()), (world._asked, set())
        value = ask(world)
        if not definite(value):
            self._touched |= world._touched | {key for state in world._asked for key in world.missing(state)}
        world._touched, world._asked = touched, asked
        return value

    def missing(self, state: str) -> frozenset[str]:
        """Return the keys of the needs by which the status in a State may change."""
        file = self.files.get(state)
        reads = file.reads if file is not None else ()
        opened = (read.needs for read in reads if read.value is UNKNOWN and read.rule.effect in OF_STATUS)
        return frozenset[str]().union(*opened)

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

    # -- what a reading rests on ------------------------------------------------------------------------------------

    def _asks(self, state: str) -> None:
        self._asked.add(state)
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
        for days, _, label, rules, event in points(self):
            held, about = (TRUE, "") if event is None else (event.held, state_of(event))
            self._read_all(rules, label, days, held, about)
            if event is not None:
                self._after(event, days)
        self._read_all(self.index.application, "now", self.now)
        for ground in self.index.grounds:
            self._read_all([ground], "now", while_in_force(ground, self.now), about=ground.rule.id)
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
            held_up = waiting([read for _, read in found if read is not None])
            settled = [read for _, read in found if read is not None and read.rule.id not in held_up]
            for read in settled:
                self._apply(read)
            again = [once(one) for one, _ in found if one.rule.id in held_up]
            left = without_circles([read for read in again if read is not None])
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
        counted, capped = counted_of(rule, value)
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
        days = effective(rule, read.days, self.born)
        by_act = rule.procedure is not Procedure.OPERATION_OF_LAW
        return Move(days, how, read.counted, (rule.id,), read.at, read.level, by_act, (read,))

    def _after(self, event: Event | Paper, days: Days) -> None:
        """Let the State's own word count: answers, papers; and acts of States of which there is no pack."""
        if isinstance(event, Paper):
            self._paper(event, days)
        elif event.type == "authority_answer" and event.state in self.files:
            self._answer(event, days)
        elif event.type in ACQUISITIONS and event.state in self.files and event.state not in self.packs:
            move = Move(days, "gain", event.held, (), f"{event.type} {spans.written(days)}", by_act=True)
            self._add(event.state, move)

    def _paper(self, paper: Paper, days: Days) -> None:
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


def _stratum(ready: Ready) -> int:
    return ready.rule.stratum


def by_origin(links: Sequence[str]) -> bool:
    """Say whether a link is birth or descent, from which a nationality may follow without any act."""
    return any(link in ("born-there", "stated") or link.endswith("-national") for link in links)


def _answers_about(who: str, answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the answers that can make a difference to the life of a relative, in their order."""
    return tuple((key, said) for key, said in answers.items() if key.startswith(f"{who}."))
