"""Completions: what would follow from each possible answer to what nobody told us?

A finding that is the same under every completion is certain although single facts are open ("born in A or in B, a
national either way"). `questions.py` asks the same completions which question is worth asking.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tulga.nationality.core.answers import answer_for
from tulga.nationality.core.links import with_answers
from tulga.nationality.core.outcomes import Answer, Outcome
from tulga.nationality.core.rules import Pack
from tulga.nationality.core.vocabulary import OF_OTHERS
from tulga.nationality.core.world import World

BUDGET = 96  # readings of a life under the law of one State, per assessment; the questions have half of it for sure
OPEN = (Outcome.UNDETERMINED, Outcome.DISPUTED)
_NARROWER = 0.001  # less than any settled finding is worth, at any cost and over any number of answers


class Completions:
    """Readings of one life under tried-out answers, each made once and over as few packs as take part.

    What was not asked in the first reading is not asked in a completion either: a condition that failed, fails again.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.relevant = frozenset(state for state in world.packs if state in world.relevant)
        self.left = BUDGET
        self._made: dict[tuple[tuple[str, str], ...], list[tuple[frozenset[str], World]]] = {}
        self._needed = {state: self._packs_of(state) for state in world.files}

    def _packs_of(self, state: str) -> frozenset[str]:
        """Return the States whose law takes part in the finding for one."""
        if any(self._asks_others(state, label) for read in self.world.files[state].reads for label, _, _ in read.facts):
            return self.relevant | {state}
        return frozenset({state})

    def _asks_others(self, state: str, label: str) -> bool:
        who, _, name = label.rpartition(".")
        if who and not self.world.family_is_told:
            return False  # of relatives statements are read, unless their own facts are known
        of_another = name.startswith("national(") and not name.startswith(f"national({state}")
        return of_another or name.startswith(OF_OTHERS)

    def under(self, answers: Mapping[str, str], states: Iterable[str]) -> World | None:
        """Return a world in which these answers are given, for these States; None when the budget is spent."""
        states = tuple(states)
        needed = frozenset(name for state in states for name in self._needed[state] if name in self.world.packs)
        if any(len(self._needed[state]) > 1 for state in states):  # a State that an answer links may be asked too
            needed |= with_answers({}, answers, "subject", known=self.world.packs).keys() & self.world.packs.keys()
        key = tuple(sorted(answers.items()))
        made = self._made.setdefault(key, [])
        for packs_of, world in made:
            if needed <= packs_of:
                return world
        if self.left <= 0:
            return None
        self.left -= max(len(needed), 1)
        packs: Mapping[str, Pack] = {state: self.world.packs[state] for state in needed}
        tried = {**self.world.answers, **answers}
        world = World(
            self.world.person, packs, self.world.now, answers=tried, links=self.world.links, memory=self.world.memory
        )
        made.append((needed, world))
        return world


def completed(tried: Completions, answers: Sequence[Answer]) -> list[Answer]:
    """Return the findings, those made definite that are the same under every completion of what is open."""
    return [_completed(tried, answer) if _worth_it(tried, answer) else answer for answer in answers]


def _worth_it(tried: Completions, answer: Answer) -> bool:
    return answer.outcome is Outcome.UNDETERMINED and answer.state in tried.relevant


def _completed(tried: Completions, answer: Answer) -> Answer:
    """Try the answers to one need after the other; stop at the first completion that stays open or differs."""
    same: Answer | None = None
    for found in _leaves(tried, answer.state, {}):
        if found is None:
            return replace(answer, explored=False)
        if found.outcome in OPEN or (same is not None and found.outcome is not same.outcome):
            return answer
        same = found if same is None else _joined(same, found)
    if same is None:
        return answer
    return replace(
        same, relevant=answer.relevant, needs=(), steps=answer.steps, timeline=answer.timeline,
        rules=tuple(dict.fromkeys((*answer.rules, *same.rules))),
    )  # fmt: skip


def _leaves(tried: Completions, state: str, given: Mapping[str, str]) -> Iterable[Answer | None]:
    world = tried.under(given, (state,))
    if world is None:
        yield None
        return
    answer = answer_for(world, state, traced=False)
    facts = [need for need in answer.needs if not need.key.startswith("authority.")]
    if answer.outcome not in OPEN or not facts:
        yield answer
        return
    need = min(facts, key=lambda one: (len(one.options), one.key))
    for option in need.options:
        yield from _leaves(tried, state, {**given, need.key: option})


def _joined(one: Answer, other: Answer) -> Answer:
    same_since = one.since if one.since == other.since else None
    same_lost = one.lost_on if one.lost_on == other.lost_on else None
    levels = [level for level in (one.verification, other.verification) if level is not None]
    return replace(
        one, since=same_since, lost_on=same_lost, verification=min(levels, default=None),
        rules=tuple(dict.fromkeys((*one.rules, *other.rules))),
        assumptions=tuple(sorted({*one.assumptions, *other.assumptions})),
    )  # fmt: skip
