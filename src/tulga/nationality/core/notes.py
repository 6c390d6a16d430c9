"""What a life leaves open: facts that were asked for and not told, and what is assumed although nobody said it."""

from functools import lru_cache

from tulga.nationality.core.memory import ASSUME, NEED, Memory
from tulga.nationality.core.outcomes import Need
from tulga.nationality.core.rules import Verification
from tulga.nationality.core.vocabulary import COSTS


class Notes:
    """The notes of one world; each is also a part of the reading under way, which makes it again when it is kept.

    Args:
        noted: the number of these notes in the memory: equal numbers, equal notes.
    """

    def __init__(self, who: str, memory: Memory) -> None:
        self.who, self.memory = who, memory
        self.needs: dict[str, Need] = {}
        self.assumptions: list[str] = []
        self.noted = 0
        self._offered: set[tuple[str, tuple[str, ...]]] = set()  # keys of needs, with options that are in them
        self._touched: set[str] = set()  # needs of the rule that is being read
        self._assumed: set[str] = set()
        self._asked: set[str] = set()  # the States whose status was asked for
        self._weakest = Verification.TEXT_SEEN
        self._heard: dict[str, int] = {}  # which notes of a relative's world are in this one

    def _own_notes(self) -> None:
        """Let a copy of a world keep notes of its own from here on."""
        self.needs, self.assumptions, self._offered = dict(self.needs), list(self.assumptions), set(self._offered)
        self._touched, self._assumed, self._asked, self._heard = set(), set(), set(), dict(self._heard)

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

    def _hear(self, world: "Notes") -> None:
        """Make the notes of a relative's world in this one too, if they are not in it."""
        if self._heard.get(world.who) == world.noted:
            return
        self._heard[world.who] = world.noted
        with self.memory.silent():
            touched = set(self._touched)
            for need in world.needs.values():
                self.need(need.key, need.options, need.where)
            self._touched = touched  # the rule that is being read hangs on few of them
            for assumption in world.assumptions:
                self.assume(assumption)


@lru_cache(maxsize=4096)
def _cost(where: tuple[str, ...]) -> int:
    return min((COSTS[place.partition(":")[0]] for place in where), default=4)
