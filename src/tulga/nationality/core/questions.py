"""The next question: how many further questions its answers save, for what it costs to ask.

A State that is open counts as one question and a fifth for every fact that is missing; one that is settled as none.
What an answer saves is the difference, over all relevant States that wait for that fact. A State that no answers to the
missing facts can settle is asked itself, and nobody is asked for those facts in vain.
"""

from collections.abc import Mapping, Sequence

from tulga.nationality.core.answers import answer_for
from tulga.nationality.core.article1 import conclude
from tulga.nationality.core.explore import OPEN, Completions
from tulga.nationality.core.outcomes import Answer, Article1, Branch, Need, Outcome, Question

BUDGET = 64  # readings of a life under the law of one State that the questions have for sure
_MOST_QUESTIONS = 8
_MOST_OPTIONS = 4  # of a question with more possible answers so many are tried
_EACH = 0.2  # of a question, for each fact that is open: to settle a State counts for more than to come nearer
_SEARCH = 6  # readings to find out whether the missing facts can settle a State
_ELSEWHERE = Need("subject.event.naturalised.any", ("yes", "no"), ("person",), 1)
Given = Mapping[str, str]


class _Spent(Exception):
    """The budget is spent."""


def questions(tried: Completions, answers: Sequence[Answer], article: Article1) -> tuple[Question, ...]:
    """Return the questions that would decide something, best first: what their answers settle, for what they cost.

    The States come last: who asks about a person tells that there is such a person. So does a term that an authority
    has to read and that would decide as much: the State's own answer is the safer of the two.
    """
    tried.left = max(tried.left, BUDGET)
    found = _Asking(tried, answers, article).found()
    of_states = max((one.gain for one in found if _of_state(one.need)), default=0.0)

    def worth(one: Question) -> tuple[bool, float, int, str]:
        as_much = _of_authorities(one.need) and one.gain >= of_states
        return as_much or _of_state(one.need), -one.gain, one.need.cost, one.need.key

    return tuple(sorted(found, key=worth)[:_MOST_QUESTIONS])


def _of_authorities(need: Need) -> bool:
    """Say whether only an authority can answer: what it says of the person, or how it reads an open term."""
    return all(place.partition(":")[0] == "authority" for place in need.where)


def _of_state(need: Need) -> bool:
    return need.key.startswith("authority.")


class _Asking:
    """The open facts of one assessment, each with what its answers lead to."""

    def __init__(self, tried: Completions, answers: Sequence[Answer], article: Article1) -> None:
        self.tried, self.article = tried, article
        self.before = {answer.state: answer for answer in answers if answer.relevant}
        self.open = [answer for answer in self.before.values() if answer.outcome in OPEN]

    def found(self) -> list[Question]:
        if not self.open:
            needs = [_ELSEWHERE] if self.article is Article1.UNDETERMINED else []
            return [one for need in needs if (one := self._question(need, list(self.before))) is not None]
        waiting: dict[str, list[str]] = {}
        known: dict[str, Need] = {}
        for answer in self.open:
            in_vain = self._in_vain(answer)
            for need in answer.needs:
                if _of_state(need) or not in_vain:
                    waiting.setdefault(need.key, []).append(answer.state)
                    known[need.key] = need
        order = sorted(known.values(), key=lambda need: self._promise(need, waiting[need.key]))
        found = (self._question(need, waiting[need.key]) for need in order)
        return [question for question in found if question is not None]

    def _promise(self, need: Need, states: Sequence[str]) -> tuple[bool, float, int, str]:
        """What is tried first, while the budget lasts: what many States wait for, at few readings."""
        return _of_state(need), min(len(need.options), _MOST_OPTIONS) / len(states), need.cost, need.key

    def _in_vain(self, answer: Answer) -> bool:
        """Say whether it is sure that no answers to the facts that are missing settle this State."""
        try:
            return not self._settles(answer, {}, [_SEARCH])
        except _Spent:
            return False

    def _settles(self, answer: Answer, given: Given, left: list[int]) -> bool:
        facts = [need for need in answer.needs if not _of_state(need)]
        if not facts:
            return False
        need = min(facts, key=lambda one: (len(one.options), one.key))
        for option in need.options:
            left[0] -= 1
            said = {**given, need.key: option}
            world = self.tried.under(said, (answer.state,)) if left[0] >= 0 else None
            if world is None:
                raise _Spent
            found = answer_for(world, answer.state, traced=False)
            if found.outcome not in OPEN or self._settles(found, said, left):
                return True
        return False

    def _question(self, need: Need, states: Sequence[str]) -> Question | None:
        branches, saved = [], 0.0
        for option in self._options(need):
            world = self.tried.under({need.key: option}, states)
            if world is None:
                break
            after = {state: answer_for(world, state, traced=False) for state in states if state in world.files}
            changed = [(state, one.outcome) for state, one in after.items() if one.outcome is not self._was(state)]
            concluded, _ = conclude(world, [after.get(state, one) for state, one in self.before.items()])
            saved += sum(_left(self.before[state]) - _left(one) for state, one in after.items())
            saved += concluded is not self.article and concluded is not Article1.UNDETERMINED
            branches.append(Branch(option, tuple(changed)))
        if not branches or saved <= 0:
            return None
        return Question(need, round(saved / len(branches) / need.cost**0.5, 4), tuple(branches))

    def _was(self, state: str) -> Outcome:
        return self.before[state].outcome

    def _options(self, need: Need) -> Sequence[str]:
        """Return the answers that are tried: of very many those that lead to States in question, and to none."""
        if len(need.options) <= _MOST_OPTIONS:
            return need.options
        likely = [one for one in need.options if one in self.before or not one.isupper()]
        return (*likely, *(one for one in need.options if one not in likely))[:_MOST_OPTIONS]


def _left(answer: Answer) -> float:
    """Return how many questions more will settle a State, by experience."""
    if answer.outcome not in OPEN:
        return 0.0
    return 1 + _EACH * sum(not _of_state(need) for need in answer.needs)
