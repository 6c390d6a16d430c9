"""An assessment as a lawyer reads it: State by State, then article 1(1), then what to ask next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tulga.nationality.core.outcomes import Answer, Assessment, Dispute, Ground, Later, Need, Outcome, Question, Step
from tulga.nationality.core.rules import Pack, Rule, Timing, TimingKind
from tulga.nationality.core.truth import Truth
from tulga.nationality.core.wording.clauses import Context, language_of
from tulga.nationality.core.wording.days import written
from tulga.nationality.core.wording.findings import (
    ARTICLE,
    FINDINGS,
    LEVELS,
    LINKS,
    OUTCOMES,
    REPORT,
    STATUS,
    VALUES,
)
from tulga.nationality.core.wording.grammar import Line, capital, filled, sentence
from tulga.nationality.core.wording.needs import (
    is_contact_with_a_state,
    option,
    person_of,
    place,
    sentence_of_assumption,
    sentence_of_fact,
    sentence_of_need,
)
from tulga.nationality.core.wording.rulebook import RULES, effect_of, in_force, rule_title

_NAMED = 3  # more rules than that are counted in the sentence; they are listed below it


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines. `kind`: head, state, others, article, questions, told, later; `state` for a State's own."""

    kind: str
    title: str
    lines: tuple[Line, ...]
    state: str = ""


def sections(assessment: Assessment, packs: Mapping[str, Pack], language: str) -> list[Section]:
    """Return an assessment as sections, the relevant States first."""
    return _Report(assessment, packs, language).sections()


def sentence_of_answer(answer: Answer, language: str, *, read: bool = True) -> str:
    """Return the finding for one State in one sentence.

    Args:
        read: whether there is a pack for this State.
    """
    words = REPORT[language]
    under = words["under_none" if read else "under_unread"]
    if answer.rules:
        many = len(answer.rules) > _NAMED
        listed = {step.rule for step in answer.steps} & set(answer.rules)  # an article cited with its variant is not
        slots = {"rules": ", ".join(answer.rules), "n": str(len(listed or answer.rules))}
        under = filled(words["under_many" if many else "under"], slots)
    since = filled(words["since"], {"date": written(answer.since, language)}) if answer.since else ""
    lost = filled(words["lost"], {"date": written(answer.lost_on, language)}) if answer.lost_on else ""
    slots = {**language_of(language).state(answer.state), "under": under, "since": since, "lost": lost}
    return sentence(filled(FINDINGS[language][answer.outcome], slots))


def sentence_of_article(assessment: Assessment, language: str) -> str:
    """Return the conclusion on article 1(1) of the 1954 Convention in one sentence."""
    return sentence(ARTICLE[language][assessment.article_1_1])


def event_in_words(label: str, language: str) -> str:
    """Return an event label in words: "birth", "1992-03-01", "naturalised 2008-11-20", "passport 1997-06-02", "now"."""
    words, spoken = REPORT[language], language_of(language)
    kind, _, day = label.partition(" ")
    if kind in ("birth", "now"):
        return spoken.moment("own-birth" if kind == "birth" else "now")
    if kind == "answer":
        return words["answer"]
    if kind in spoken.nouns:
        return f"{spoken.moment(f'event:{kind}')}{f', {written(day, language)}' if day else ''}"
    if kind in spoken.documents:
        return filled(
            words["paper"], {"document": f"{spoken.documents[kind]}{f', {written(day, language)}' if day else ''}"}
        )
    try:
        return spoken.moment(date.fromisoformat(label))
    except ValueError:
        return written(label, language)


def sentence_of_dispute(dispute: Dispute, language: str) -> str:
    """Return what speaks for the nationality and what against it, in one sentence."""
    sides = {
        "yes": "; ".join(_ground_in_words(one, language) for one in dispute.reasons_for),
        "no": "; ".join(_ground_in_words(one, language) for one in dispute.reasons_against),
    }
    return sentence(filled(REPORT[language]["dispute"], sides))


def _ground_in_words(ground: Ground, language: str) -> str:
    words, rules = REPORT[language], ", ".join(ground.rules)
    if ground.why in ("not-met", "never-granted"):
        return filled(words[ground.why], {"rules": rules})
    kind, _, day = ground.why.partition(" ")
    if kind == "authority_answer":
        return filled(words["own_answer_of"], {"date": written(day, language)})
    why = event_in_words(ground.why, language)
    return f"{why}: {rules}" if rules else why


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


class _Report:
    def __init__(self, assessment: Assessment, packs: Mapping[str, Pack], language: str) -> None:
        self.assessment, self.packs, self.language = assessment, packs, language
        self.words, self.spoken = REPORT[language], language_of(language)
        self.rules: dict[str, Rule] = {rule.id: rule for pack in packs.values() for rule in pack.rules}

    def sections(self) -> list[Section]:
        relevant = [answer for answer in self.assessment.answers if answer.relevant]
        found = [self._head()]
        found += [self._state(answer) for answer in relevant]
        found += self._others([answer for answer in self.assessment.answers if not answer.relevant])
        found += [self._article(), self._questions()]
        told = self.assessment.not_understood
        if told:
            found.append(Section("told", self.words["not_understood"], tuple(Line(1, one) for one in told)))
        later = self.assessment.not_yet
        if later:
            lines = (Line(1, f"{one.path}: {self._later(one)}") for one in later)
            found.append(Section("later", self.words["not_yet"], tuple(lines)))
        return found

    def _later(self, one: Later) -> str:
        if one.what == "residence":
            return filled(self.words["later_stay"], {"date": written(one.on, self.language)})
        return self._event(f"{one.what} {one.on}")

    def _head(self) -> Section:
        slots = {"id": self.assessment.id, "date": self.spoken.day(self.assessment.on)}
        lines = (Line(0, self.words["nature"]), Line(0, self.words["draft"]))
        return Section("head", filled(self.words["title"], slots), lines)

    def _named(self, state: str) -> str:
        return capital(self.spoken.state(state)["s"])

    def _title(self, rule: str) -> str:
        return rule_title(self.rules[rule], self.language) if rule in self.rules else rule

    # -- one State ------------------------------------------------------------------------------------------------------

    def _state(self, answer: Answer) -> Section:
        lines = [Line(0, sentence_of_answer(answer, self.language, read=answer.state in self.packs))]
        lines += self._ground(answer)
        if answer.dispute is not None:
            lines.append(Line(0, sentence_of_dispute(answer.dispute, self.language)))
        links = ", ".join(self._link(link) for link in answer.relevant) or self.words["not_relevant"]
        lines.append(Line(0, sentence(f"{self.words['relevant']}: {links}")))
        if answer.verification is not None:
            lines.append(Line(0, sentence(f"{self.words['level']}: {LEVELS[self.language][answer.verification]}")))
        if not answer.explored:
            lines.append(Line(0, self.words["not_explored"]))
        lines += self._block("timeline", [Line(1, text) for text in self._timeline(answer)])
        lines += self._block("rules", self._steps(answer))
        lines += self._block("missing", self._missing(answer.needs))
        lines += self._block(
            "assumptions", [Line(1, sentence_of_assumption(one, self.language)) for one in answer.assumptions]
        )
        lines += self._block("conflicts", [Line(1, self._conflict(ids)) for ids in answer.conflicts])
        lines += self._block("risks", [Line(1, self._title(rule)) for rule in answer.risks])
        lines += self._block("would_be", [Line(1, self._would(*one)) for one in answer.would_be])
        lines += self._block("possible", [Line(1, self._title(rule)) for rule in answer.possible])
        return Section("state", self._named(answer.state), tuple(lines), answer.state)

    def _ground(self, answer: Answer) -> Iterable[Line]:
        """Say so where a finding rests on a paper or on the State's own answer and not on a rule that is met."""
        last = answer.timeline[-1] if answer.timeline else None
        if last is None or last.rules:
            return
        kind = last.why.partition(" ")[0]
        if kind == "authority_answer":
            yield Line(0, self.words["own_answer"])
        elif kind in self.spoken.documents:
            yield Line(0, self.words["presumption"])

    def _block(self, word: str, lines: Sequence[Line]) -> list[Line]:
        return [Line(0, f"{self.words[word]}:"), *lines] if lines else []

    def _link(self, link: str) -> str:
        table = LINKS[self.language]
        if link in table:
            return table[link]
        role, _, kind = link.partition("-")
        template = table.get(kind.removesuffix("-there"))
        return filled(template, {"who": person_of([role], self.language).name}) if template else link.replace("-", " ")

    def _timeline(self, answer: Answer) -> Iterable[str]:
        for change in answer.timeline:
            why = self._event(change.why)
            cited = f"{why}: {', '.join(change.rules)}" if change.rules else why
            slots = {
                "date": written(change.on, self.language),
                "status": STATUS[self.language][change.value],
                "why": cited,
            }
            yield sentence(filled(self.words["change"], slots))

    def _event(self, label: str) -> str:
        return event_in_words(label, self.language)

    def _steps(self, answer: Answer) -> list[Line]:
        cited = set(answer.rules)
        lines: list[Line] = []
        for step in answer.steps:
            if step.rule in cited:
                lines += self._step(step)
        return lines

    def _step(self, step: Step) -> Iterable[Line]:
        slots = {"title": self._title(step.rule), "value": VALUES[self.language][step.value]}
        yield Line(1, sentence(filled(self.words["step"], slots)))
        rule = self.rules.get(step.rule)
        if rule is not None:
            key = "version_perhaps" if step.version.startswith("perhaps") else "version"
            slots = {"when": self._when(step), "in_force": _small(in_force(rule.in_force, self.language))}
            yield Line(2, sentence(capital(filled(self.words[key], slots))))
            if step.value is not Truth.FALSE:
                yield Line(2, sentence(f"{RULES[self.language]['effect']}: {effect_of(rule, self.language)}"))
        context = Context(self._timing(step, rule), dict(rule.open_terms)) if rule is not None else Context()
        for label, value, source in dict.fromkeys(step.facts):
            yield Line(2, sentence_of_fact(label, value, source, self.language, context))
        if step.capped:
            text = self.words.get(f"capped_{step.capped}", "")
            yield Line(2, filled(text, {"ids": ", ".join(step.conflict)}))

    def _past_law(self, step: Step) -> bool:
        """Say whether it was read on its last day in force because it no longer is (grounds of loss)."""
        return step.at == "now" and step.on != self.assessment.on.isoformat()

    def _when(self, step: Step) -> str:
        if self._past_law(step):
            return filled(self.words["last_day"], {"date": written(step.on, self.language)})
        return self._event(step.at)

    def _timing(self, step: Step, rule: Rule) -> Timing:
        if not self._past_law(step):
            return rule.timing
        try:
            return Timing(TimingKind.DAY, date.fromisoformat(step.on))
        except ValueError:
            return Timing(TimingKind.EVENT)  # a day that is not known exactly: "on the day of that event"

    def _missing(self, needs: Sequence[Need]) -> list[Line]:
        lines: list[Line] = []
        for need in needs:
            lines += [Line(1, sentence_of_need(need, self.language, self.packs)), *self._where(need, 2)]
        return lines

    def _where(self, need: Need, level: int) -> Iterable[Line]:
        """Say where an answer can be got; an authority is never named without what has to come first."""
        if need.where:
            places = ", ".join(dict.fromkeys(place(where, self.language) for where in need.where))
            yield Line(level, sentence(filled(self.words["where"], {"places": places})))
        if any(is_contact_with_a_state(where) for where in need.where):
            yield Line(level, self.words["contact"])

    def _conflict(self, ids: Sequence[str]) -> str:
        slots = {"one": self._title(ids[0]), "others": "; ".join(self._title(rule) for rule in ids[1:])}
        return sentence(filled(self.words["conflict"], slots))

    def _would(self, outcome: str, rule: str) -> str:
        slots = {"outcome": OUTCOMES[self.language][Outcome(outcome)], "rule": self._title(rule)}
        return sentence(filled(self.words["would"], slots))

    # -- the rest -------------------------------------------------------------------------------------------------------

    def _others(self, answers: Sequence[Answer]) -> list[Section]:
        lines = tuple(Line(1, self._outcome_of(answer.state, answer.outcome)) for answer in answers)
        return [Section("others", self.words["others"], lines)] if lines else []

    def _outcome_of(self, state: str, outcome: Outcome) -> str:
        slots = {"state": self._named(state), "outcome": OUTCOMES[self.language][outcome]}
        return filled(self.words["other"], slots)

    def _article(self) -> Section:
        lines = [Line(0, sentence_of_article(self.assessment, self.language))]
        lines += self._block(
            "reasons", [Line(1, sentence(self.reason(why))) for why in self.assessment.article_1_1_why]
        )
        lines.append(Line(0, self.words["nature"]))
        return Section("article", self.words["article"], tuple(lines))

    def reason(self, why: str) -> str:
        outcome, _, state = why.partition(":")
        if not state:
            return self.words.get(outcome, outcome.replace("-", " "))
        known = {one.value: one for one in Outcome}
        if outcome in known:
            return self._outcome_of(state, known[outcome])
        return f"{self._named(state)}: {outcome.replace('-', ' ')}"

    def _questions(self) -> Section:
        asked = self.assessment.questions
        if not asked:
            open_left = any(answer.needs for answer in self.assessment.answers if answer.relevant)
            text = self.words["nothing_to_ask" if open_left else "no_question"]
            return Section("questions", self.words["question"], (Line(0, text),))
        lines = [Line(0, sentence_of_need(asked[0].need, self.language, self.packs)), *self._where(asked[0].need, 1)]
        lines += [Line(1, text) for text in self._branches(asked[0])]
        if len(asked) > 1:
            lines.append(Line(0, f"{self.words['next_questions']}:"))
            for question in asked[1:]:
                lines += [
                    Line(1, sentence_of_need(question.need, self.language, self.packs)),
                    *self._where(question.need, 2),
                ]
        return Section("questions", self.words["question"], tuple(lines))

    def _branches(self, question: Question) -> Iterable[str]:
        for branch in question.branches:
            changed = "; ".join(self._outcome_of(state, outcome) for state, outcome in branch.outcomes)
            slots = {"option": option(branch.option, self.language), "outcomes": changed or self.words["branch_same"]}
            yield sentence(filled(self.words["branch"], slots))
