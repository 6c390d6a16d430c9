"""Completions: what would follow from each possible answer to what nobody told us?

Two uses. A finding that is the same under every completion is certain although single facts are open ("born in A or
in B, a national either way"). And a question is worth as much as its answers would decide, for what it costs to ask.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tulga.nationality.core.answers import answer_for
from tulga.nationality.core.article1 import conclude
from tulga.nationality.core.outcomes import Answer, Article1, Branch, Need, Outcome, Question
from tulga.nationality.core.rules import Pack
from tulga.nationality.core.world import World

BUDGET = 160  # readings of a life, per assessment
_OPEN = (Outcome.UNDETERMINED, Outcome.DISPUTED)
_MOST_QUESTIONS = 8


class Completions:
    """Readings of one life under tried-out answers, over as few packs as take part; a reading is made once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.packs: Mapping[str, Pack] = {
            state: pack for state, pack in world.packs.items() if state in world.relevant or state == "INT"
        }
        self.left = BUDGET
        self._made: dict[tuple[tuple[str, str], ...], World] = {}

    def under(self, answers: Mapping[str, str]) -> World | None:
        """Return the world in which these answers are given; None when the budget is spent."""
        key = tuple(sorted(answers.items()))
        if key in self._made:
            return self._made[key]
        if self.left <= 0:
            return None
        self.left -= 1
        tried = {**self.world.answers, **answers}
        self._made[key] = World(self.world.person, self.packs, self.world.now, answers=tried)
        return self._made[key]


def completed(tried: Completions, answers: Sequence[Answer]) -> list[Answer]:
    """Return the findings, those made definite that are the same under every completion of what is open."""
    return [_completed(tried, answer) if _worth_it(tried, answer) else answer for answer in answers]


def _worth_it(tried: Completions, answer: Answer) -> bool:
    return answer.outcome is Outcome.UNDETERMINED and answer.state in tried.packs


def _completed(tried: Completions, answer: Answer) -> Answer:
    """Try the answers to one need after the other; stop at the first completion that stays open or differs."""
    same: Answer | None = None
    for found in _leaves(tried, answer.state, {}):
        if found is None:
            return replace(answer, explored=False)
        if found.outcome in _OPEN or (same is not None and found.outcome is not same.outcome):
            return answer
        same = found if same is None else _joined(same, found)
    if same is None:
        return answer
    return replace(
        same, relevant=answer.relevant, needs=(), steps=answer.steps, timeline=answer.timeline,
        rules=tuple(dict.fromkeys((*answer.rules, *same.rules))),
    )  # fmt: skip


def _leaves(tried: Completions, state: str, given: Mapping[str, str]) -> Iterable[Answer | None]:
    world = tried.under(given)
    if world is None:
        yield None
        return
    answer = answer_for(world, state)
    facts = [need for need in answer.needs if not need.key.startswith("authority.")]
    if answer.outcome not in _OPEN or not facts:
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


# -- questions --------------------------------------------------------------------------------------------------------


def questions(tried: Completions, answers: Sequence[Answer], article: Article1) -> tuple[Question, ...]:
    """Return the questions that would decide something, best first: what their answers settle, for what they cost."""
    opened = [answer for answer in answers if answer.relevant and answer.outcome in _OPEN]
    tried.left = max(tried.left, BUDGET // 2)
    asked: dict[str, Need] = {need.key: need for answer in opened for need in answer.needs}
    if article is Article1.UNDETERMINED and not opened:
        asked = {_ELSEWHERE.key: _ELSEWHERE}
    found = [question for need in asked.values() if (question := _question(tried, answers, article, need)) is not None]
    return tuple(sorted(found, key=lambda one: (-one.gain, one.need.cost, one.need.key))[:_MOST_QUESTIONS])


_ELSEWHERE = Need("subject.event.naturalised.any", ("yes", "no"), ("person",), 1)


def _question(tried: Completions, answers: Sequence[Answer], article: Article1, need: Need) -> Question | None:
    before = {answer.state: answer.outcome for answer in answers if answer.relevant}
    branches, settled = [], 0.0
    for option in need.options:
        world = tried.under({need.key: option})
        if world is None:
            break
        after = {state: answer_for(world, state) for state in before if state in world.files}
        changed = [(state, found.outcome) for state, found in after.items() if found.outcome is not before[state]]
        concluded, _ = conclude(world, list(after.values()))
        settled += sum(outcome not in _OPEN for _, outcome in changed)
        settled += concluded is not article and concluded is not Article1.UNDETERMINED
        settled += _narrowed(after, answers)
        branches.append(Branch(option, tuple(changed)))
    if not branches or settled == 0:
        return None
    return Question(need, round(settled / len(branches) / need.cost, 4), tuple(branches))


def _narrowed(after: Mapping[str, Answer], answers: Sequence[Answer]) -> float:
    """An answer that settles nothing but leaves fewer facts open is worth a little."""
    before = {answer.state: len(answer.needs) for answer in answers if answer.outcome in _OPEN}
    return sum(0.1 for state, left in before.items() if state in after and len(after[state].needs) < left)
