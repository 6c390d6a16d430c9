"""What was read once is not read again: the completions of a life share almost all of its readings.

What a rule gives at an event depends on what was told, which never changes within an assessment, and on four things
that do: the answers that are tried out, what was so before in the States that it asks about, which States are relevant,
and the lives of relatives. They are noted while a rule is read. When it is to be read again and none of them changed,
the reading stands, and its notes (needs, assumptions) are made once more, in their order. The same holds of all rules
of one event together: nothing before it changed, so nothing at it.
"""

import gc
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from tulga.nationality.core.moves import Read
    from tulga.nationality.core.spans import Days
    from tulga.nationality.core.truth import Truth
    from tulga.nationality.core.world import World

NEED, ASSUME, FAMILY = "need", "assume", "family"
Note: TypeAlias = tuple[Any, ...]  # (NEED, who, key, options, where) | (ASSUME, who, what) | (FAMILY, who, kin, noted)


ANSWER, STATE, FRAME, KIN = "answer", "state", "frame", "kin"
Ground: TypeAlias = tuple[str, str]  # (ANSWER, key of a need) | (STATE, code) | (FRAME, "") | (KIN, who)


@dataclass(slots=True)
class Recording:
    """What a reading of somebody's life rests on, and the notes that it makes; the first of each, in order."""

    who: str
    rests_on: dict[Ground, Hashable] = field(default_factory=dict)
    notes: dict[Note, None] = field(default_factory=dict)


class Kept:
    """What was read, with all that it rests on."""

    __slots__ = ("notes", "read", "rests_on")

    def __init__(self, read: "Read | None", recording: Recording) -> None:
        self.read, self.rests_on, self.notes = read, recording.rests_on, recording.notes


class Fork:
    """Readings of one rule: what the reading looked up next, and the way that it took for what it found there.

    One that finds the same everywhere is the same, so there is one way to go and nothing to compare.
    """

    __slots__ = ("ground", "ways")

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.ways: dict[Hashable, Fork | Kept] = {}


class Readings:
    """What was read at one event of somebody's life, by rule."""

    __slots__ = ("_first",)

    def __init__(self) -> None:
        self._first: dict[Any, Fork | Kept] = {}

    def find(self, rule: str, world: "World") -> Kept | None:
        """Return a reading of a rule of which everything that it rests on is as it was."""
        here = self._first.get(rule)
        while isinstance(here, Fork):
            here = here.ways.get(world.stands(here.ground))
        return here

    def keep(self, rule: str, kept: Kept) -> None:
        ways: dict[Any, Fork | Kept] = self._first
        way: Hashable = rule
        for ground, found in kept.rests_on.items():
            fork = ways.get(way)
            if not isinstance(fork, Fork):
                fork = ways[way] = Fork(ground)
            ways, way = fork.ways, found
        ways[way] = kept


class Whole:
    """What all rules together gave at an event."""

    __slots__ = ("answers", "families", "given", "notes", "reads")

    def __init__(self) -> None:
        self.reads: list[Read] = []
        self.answers: dict[str, Hashable] = {}
        self.families: dict[str, Hashable] = {}
        self.notes: dict[Note, None] = {}
        self.given: list[str] = []

    def take(self, kept: Kept) -> None:
        """Let a reading of a rule be a part of it; the history and the frame are its key."""
        for (kind, name), found in kept.rests_on.items():
            if kind is ANSWER:
                self.answers[name] = found
                if found is not None:
                    self.given.append(name)
            elif kind is KIN:
                self.families.setdefault(name, found)
        self.notes.update(kept.notes)

    def stands(self, world: "World") -> bool:
        """Say whether everything that it rests on is as it was."""
        tried, looked_up = world.answers, self.answers
        for key, said in tried.items():
            if key in looked_up and looked_up[key] != said:
                return False
        for key in self.given:
            if key not in tried:
                return False
        return all(world.stands((KIN, who)) == before for who, before in self.families.items())


class Answers(dict[str, str]):
    """Answers that are tried out; which of them a reading looks up is noted, those that are not there too."""

    __slots__ = ("memory",)

    def __init__(self, answers: Mapping[str, str], memory: "Memory") -> None:
        super().__init__(answers)
        self.memory = memory

    def get(self, key: str, default: Any = None) -> Any:
        found = super().get(key)
        if self.memory.recording is not None:
            self.memory.recording.rests_on[ANSWER, key] = found
        return default if found is None else found


class Memory:
    """The readings of one assessment: of the person and of every relative, under all answers tried so far."""

    def __init__(self) -> None:
        self.recording: Recording | None = None
        self.worlds: list[World] = []  # every one that shares this memory
        self.lives: dict[Hashable, World] = {}  # of relatives; never asked themselves, only their copies
        self.folded: dict[tuple[int, Days], Truth] = {}  # the status after a history, on a day
        self._rules: dict[Hashable, Readings] = {}
        self._events: dict[Hashable, list[Whole]] = {}
        self._numbers: dict[Hashable, int] = {}

    def of_rules(self, *event: Hashable) -> Readings:
        """Return what was read at an event of somebody's life, by rule."""
        return self._rules.setdefault(event, Readings())

    def of_event(self, *event: Hashable) -> list[Whole]:
        """Return what all rules together gave at an event of somebody's life, after the same history."""
        return self._events.setdefault(event, [])

    def number(self, what: Hashable) -> int:
        """Return a number for a value: equal numbers, equal values."""
        return self._numbers.setdefault(what, len(self._numbers) + 1)

    def forget(self) -> None:
        """Let go of everything: the worlds refer to each other, and only so do they leave without the collector."""
        for world in self.worlds:
            world.__dict__.clear()
        for kept in (self.worlds, self.lives, self.folded, self._rules, self._events, self._numbers):
            kept.clear()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """What is read meanwhile is no part of the reading under way."""
        outer, self.recording = self.recording, None
        yield
        self.recording = outer


@contextmanager
def without_collector() -> Iterator[None]:
    """Let the collector of cyclic garbage wait: it took two fifths of the time of an assessment, and found nothing.

    Whoever stopped it starts it again, so that assessments in several threads leave it as it was.
    """
    stopped = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if stopped:
            gc.enable()
