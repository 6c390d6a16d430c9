"""Whose national a person is, as a lawyer reads it: State by State, what it rests on, what is missing, what to ask."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tulga.access.actor import Actor
from tulga.access.queries import author_names, organisation_names
from tulga.access.roles import May
from tulga.nationality import entries as kinds
from tulga.nationality.core.loading import load_packs
from tulga.nationality.core.outcomes import Answer, Assessment, Need, Outcome, Question, Step
from tulga.nationality.core.rules import Rule
from tulga.nationality.core.wording.clauses import Context, render_term
from tulga.nationality.core.wording.findings import ARTICLE, LEVELS, OUTCOMES, REPORT
from tulga.nationality.core.wording.grammar import capital, sentence
from tulga.nationality.core.wording.needs import is_contact_with_a_state, option, place, sentence_of_need
from tulga.nationality.core.wording.report import Section, sections, sentence_of_answer, sentence_of_article
from tulga.nationality.core.wording.rulebook import RULES, VERIFICATION
from tulga.nationality.evidence import PROFILES
from tulga.nationality.findings import Now, Recheck
from tulga.nationality.queries import Adopted, NationalityFile
from tulga.nationality.told import AUTHORITY_SPOKE, Decided, Said, consulate
from tulga.register import entries as register
from tulga.register.queries import StatementInfo
from tulga.web.staff import labels
from tulga.web.staff.presenters import nationality_facts as facts
from tulga.web.staff.presenters.files import About
from tulga.web.staff.presenters.nationality_timeline import Drawing, drawing

_ENTRY: Final = re.compile(r"entry:([0-9a-f]{8}-[0-9a-f-]{27})")
_TONES: Final = {
    Outcome.NATIONAL: "tag",
    Outcome.ENTITLED: "tag",
    Outcome.LOST: "tag tag-plain",
    Outcome.NOT_NATIONAL: "tag tag-plain",
    Outcome.UNDETERMINED: "tag tag-warn",
    Outcome.DISPUTED: "tag tag-bad",
}
_USED: Final = (
    register.BirthStated,
    register.ResidenceStated,
    register.PaperStated,
    register.NationalityStated,
    register.RelationStated,
    kinds.NationalityFactStated,
    kinds.AuthorityAnswered,
    Decided,
)
_SHOWN: Final = 12  # of what is missing: more than that nobody reads at once; the rest is folded away
_TRIED: Final = 10
_FOLDED: Final = frozenset({"assumptions", "possible"})
RECHECKS: Final[labels.Words] = {
    Recheck.HOLDS: gettext_lazy("The facts and the law are still those on which it was adopted."),
    Recheck.CHANGED: gettext_lazy("What it rests on has changed since it was adopted. Look at it again."),
    Recheck.UNSEEN: gettext_lazy(
        "Whether its facts still stand cannot be said here: you may not see all that it rests on."
    ),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a block, with its small print; `places` are the entries that it was read in."""

    text: str
    details: tuple[str, ...] = ()
    places: tuple[facts.Place, ...] = ()
    url: str = ""  # of the rule that it speaks of
    law: str = ""  # its condition in plain words
    level: str = ""  # how well the rule is known


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a card. `contact`: what has to come before any State is asked; `more`: what does not fit."""

    key: str
    title: str
    items: tuple[Item, ...]
    more: tuple[Item, ...] = ()
    contact: str = ""
    folded: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One State in a table of findings."""

    state: str
    name: str
    outcome: str
    tone: str
    sentence: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    row: Row
    paragraphs: tuple[str, ...]
    drawing: Drawing
    drawing_text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class BranchLine:
    option: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionBox:
    text: str
    where: str
    contact: str
    branches: tuple[BranchLine, ...]
    state_url: str  # where the answer is written down


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing that can be tried out. The name in the address tells nothing of the person."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    name: str
    before: str
    before_tone: str
    after: str
    after_tone: str
    changed: bool


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What can be tried, and what came of it; `tried` says whether anything was."""

    trials: tuple[Trial, ...]
    left_out: Trial
    tried: bool
    differences: tuple[Difference, ...]
    before: str
    after: str
    changes: bool


@dataclass(frozen=True, slots=True)
class FactLine:
    anchor: str
    kind: str
    text: str
    details: tuple[str, ...]
    record: str
    record_url: str
    withdrawn: str
    withdraw_url: str
    is_answer: bool
    tag: str = ""  # why something that an authority said is no answer of a State


@dataclass(frozen=True, slots=True)
class AdoptedLine:
    title: str
    findings: tuple[str, ...]
    reasons: str
    provenance: str
    withdrawn: str
    recheck: str
    holds: bool
    differs: tuple[str, ...]
    withdraw_url: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the page of a file says of nationality in short."""

    url: str
    rows: tuple[Row, ...]
    article: str
    adopted: int
    changed: bool


@dataclass(frozen=True, slots=True)
class NationalityPage:
    short_id: str
    person_url: str
    url: str
    on: str
    on_day: str
    nature: str
    draft: str
    article_title: str
    article: str
    reasons: tuple[str, ...]
    rows: tuple[Row, ...]
    cards: tuple[Card, ...]
    others: tuple[str, ...]
    question: QuestionBox | None
    no_question: str
    questions: tuple[QuestionBox, ...]
    what_if: WhatIf
    facts: tuple[FactLine, ...]
    answers: tuple[FactLine, ...]
    notes: tuple[str, ...]
    add: tuple[tuple[str, str], ...]  # (address, what can be stated)
    adopted: tuple[AdoptedLine, ...]
    adopt_url: str
    standard: str
    standard_name: str
    memos: tuple[tuple[str, str, str], ...]  # (address, language, its name)
    not_understood: tuple[str, ...]
    later: tuple[str, ...]  # what it is, then what was told of days after the one asked for


@dataclass(frozen=True, slots=True)
class Tried:
    """What the reader tried out: answers by the key of a need, an entry left out, and what follows."""

    answers: Mapping[str, str] = field(default_factory=dict)
    without: UUID | None = None
    after: Assessment | None = None


# -- names of things in addresses -------------------------------------------------------------------------------------


def opaque(key: str) -> str:
    """Return the name of a need in an address: keys hold days of a life, addresses must not."""
    return "q-" + hashlib.sha256(key.encode()).hexdigest()[:12]


def trial_needs(found: Assessment) -> tuple[Need, ...]:
    """Return what can be tried out: the questions first, then what else is missing for the States in question."""
    needs = [question.need for question in found.questions]
    needs += [need for answer in found.answers if answer.relevant for need in answer.needs]
    return tuple({need.key: need for need in needs}.values())[:_TRIED]


# -- the page ---------------------------------------------------------------------------------------------------------


def summary(file: NationalityFile, found: Assessment, adopted: Sequence[Adopted]) -> Summary:
    """Return the short form for the page of the file."""
    standing = [one for one in adopted if one.said.withdrawn is None]
    return Summary(
        url=_address("nationality", file.record),
        rows=tuple(row_of(answer) for answer in found.answers if answer.relevant),
        article=sentence_of_article(found, labels.language()),
        adopted=len(standing),
        changed=any(one.now is not None and one.now.recheck is Recheck.CHANGED for one in standing),
    )


def page_of(
    actor: Actor, file: NationalityFile, found: Assessment, adopted: Sequence[Adopted], tried: Tried, standard: str
) -> NationalityPage:
    """Return the whole page; buttons stand only where the actor's roles open them."""
    reader = _Reader(actor, file, found)
    words = REPORT[labels.language()]
    told = sections(found, load_packs(), labels.language())
    article = next(one for one in told if one.kind == "article")
    lines = reader.fact_lines()
    asked = f"?on={found.on.isoformat()}&standard={standard}"
    return NationalityPage(
        short_id=labels.short(file.record),
        person_url=_address("person", file.record),
        url=_address("nationality", file.record),
        on=found.on.isoformat(),
        on_day=labels.day(found.on),
        nature=words["nature"],
        draft=words["draft"],
        article_title=article.title,
        article=article.lines[0].text,
        reasons=tuple(line.text for line in article.lines if line.level),
        rows=tuple(row_of(answer) for answer in found.answers if answer.relevant),
        cards=tuple(reader.card(one) for one in told if one.kind == "state"),
        others=tuple(line.text for one in told if one.kind == "others" for line in one.lines),
        question=reader.question(found.questions[0]) if found.questions else None,
        no_question=words["nothing_to_ask"] if any(one.needs for one in found.answers if one.relevant) else "",
        questions=tuple(reader.question(one) for one in found.questions[1:]),
        what_if=reader.what_if(tried),
        facts=tuple(line for line in lines if line.is_answer),
        answers=reader.answers(),
        notes=tuple(labels.word(facts.NOTES, note.code) for note in file.told.notes),
        add=_add(actor, file),
        adopted=tuple(reader.adopted(one) for one in adopted),
        adopt_url=_adopt(actor, file, asked),
        standard=standard,
        standard_name=dict(PROFILES[standard].text)[labels.language()],
        memos=tuple(
            (f"{_address('nationality-memo', file.record, code)}{asked}", code, name)
            for code, name in (("en", "English"), ("ru", "Русский"), ("kk", "Қазақша"))
        ),
        not_understood=found.not_understood,
        later=tuple(text for one in told if one.kind == "later" for text in (one.title, *(x.text for x in one.lines))),
    )


def _address(name: str, *parts: UUID | str) -> str:
    return reverse(f"staff:{name}", args=parts)


def _add(actor: Actor, file: NationalityFile) -> tuple[tuple[str, str], ...]:
    if not actor.may(May.WRITE_RECORDS) or file.withdrawn:
        return ()
    return tuple((_address("nationality-state", file.record, kind), str(word)) for kind, word in facts.FACTS.items())


def _adopt(actor: Actor, file: NationalityFile, asked: str) -> str:
    may = actor.may(May.ADOPT_FINDINGS) and not file.withdrawn
    return f"{_address('nationality-adopt', file.record)}{asked}" if may else ""


def row_of(answer: Answer) -> Row:
    language = labels.language()
    level = LEVELS[language][answer.verification] if answer.verification is not None else ""
    return Row(
        answer.state,
        capital(labels.country(answer.state)),
        OUTCOMES[language][answer.outcome],
        _TONES[answer.outcome],
        sentence_of_answer(answer, language, read=answer.state in load_packs()),
        level,
    )


class _Reader:
    """Puts an assessment into the reader's words, with the way back to what was said."""

    def __init__(self, actor: Actor, file: NationalityFile, found: Assessment) -> None:
        self.actor, self.file, self.found = actor, file, found
        self.language = labels.language()
        self.words = REPORT[self.language]
        self.packs = load_packs()
        self.rules: dict[str, Rule] = {rule.id: rule for pack in self.packs.values() for rule in pack.rules}
        self.answer_of = {answer.state: answer for answer in found.answers}
        people = {(one.organisation, one.actor) for one in file.said}
        taken = {one.withdrawn.actor for one in file.said if one.withdrawn}
        self.organisations = organisation_names({organisation for organisation, _author in people})
        self.authors = author_names(actor, {author for _organisation, author in people} | taken)

    # -- cards --------------------------------------------------------------------------------------------------------

    def card(self, section: Section) -> Card:
        answer = self.answer_of[section.state]
        paragraphs, blocks = self._split(section, answer)
        timeline = next((block for block in blocks if block.key == "timeline"), None)
        text = " ".join(item.text for item in timeline.items) if timeline else self._never(answer)
        return Card(
            row=row_of(answer),
            paragraphs=tuple(paragraphs),
            drawing=drawing(answer.timeline, self.file.told.person.born, self.found.on),
            drawing_text=text,
            blocks=tuple(blocks),
        )

    def _never(self, answer: Answer) -> str:
        return OUTCOMES[self.language][answer.outcome]

    def _split(self, section: Section, answer: Answer) -> tuple[list[str], list[Block]]:
        """Cut the lines of a State into paragraphs and blocks, by the headings that the wording gives them."""
        keys = {f"{text}:": key for key, text in self.words.items()}
        paragraphs: list[str] = []
        found: list[tuple[str, list[tuple[str, list[str]]]]] = []
        for line in section.lines:
            if line.level == 0 and line.text in keys:
                found.append((keys[line.text], []))
            elif line.level == 0:
                paragraphs.append(line.text)
            elif line.level == 1 and found:
                found[-1][1].append((line.text, []))
            elif found and found[-1][1]:
                found[-1][1][-1][1].append(line.text)
        return paragraphs, [self._block(key, items, answer) for key, items in found]

    def _block(self, key: str, items: Sequence[tuple[str, list[str]]], answer: Answer) -> Block:
        contact = self.words["contact"]
        asks = any(contact in details for _, details in items)
        steps: list[Step | None] = [step for step in answer.steps if step.rule in set(answer.rules)]
        paired = steps if key == "rules" and len(steps) == len(items) else [None] * len(items)
        made = tuple(
            self._item(text, [one for one in details if one != contact], step)
            for (text, details), step in zip(items, paired, strict=True)
        )
        return Block(
            key,
            self.words[key],
            made[:_SHOWN],
            made[_SHOWN:],
            contact if asks else "",
            key in _FOLDED or (key == "rules" and len(made) > 3),
            len(made),
        )

    def _item(self, text: str, details: Iterable[str], step: Step | None) -> Item:
        lines = (text, *details)
        entries = [UUID(match) for line in lines for match in _ENTRY.findall(line)]
        if step is not None:
            entries += [one.entry for _, _, path in step.facts for one in self.file.told.sources.get(path, ())]
        said, *small = (self._readable(line) for line in lines)
        rule = self.rules.get(step.rule) if step is not None else None
        places = tuple(self._place(entry) for entry in dict.fromkeys(entries))
        if rule is None:
            return Item(said, tuple(small), places)
        return Item(
            said,
            tuple(small),
            places,
            _address("law-rule", rule.id),
            plain_law(rule),
            capital(VERIFICATION[self.language][rule.verification]),
        )

    def _readable(self, line: str) -> str:
        return _ENTRY.sub(lambda match: self._place(UUID(match[1])).text, line)

    def _place(self, entry: UUID) -> facts.Place:
        said = self._source(entry)
        told = facts.words_of(said.payload if isinstance(said, Said) else said) if said is not None else None
        text = f"{told.kind}: {told.text}" if told is not None else _("an entry of this file")
        return facts.Place(f"#{facts.anchor(entry)}", text)

    def _source(self, entry: UUID) -> Said | Decided | None:
        return next(iter(self.file.told.sources.get(f"entry:{entry}", ())), None)

    # -- questions ----------------------------------------------------------------------------------------------------

    def question(self, question: Question) -> QuestionBox:
        need = question.need
        places = dict.fromkeys(place(where, self.language) for where in need.where)
        return QuestionBox(
            text=sentence_of_need(need, self.language, self.packs),
            where=", ".join(places),
            contact=self.words["contact"] if any(is_contact_with_a_state(where) for where in need.where) else "",
            branches=tuple(
                BranchLine(
                    capital(option(branch.option, self.language)),
                    tuple(self._outcome(state, outcome) for state, outcome in branch.outcomes),
                )
                for branch in question.branches
            ),
            state_url=self._state_url(need),
        )

    def _outcome(self, state: str, outcome: Outcome) -> str:
        return f"{capital(labels.country(state))}: {OUTCOMES[self.language][outcome]}"

    def _state_url(self, need: Need) -> str:
        if not self.actor.may(May.WRITE_RECORDS) or self.file.withdrawn:
            return ""
        return where_to_state(self.file.record, need.key)

    # -- what if ------------------------------------------------------------------------------------------------------

    def what_if(self, tried: Tried) -> WhatIf:
        before = {answer.state: answer.outcome for answer in self.found.answers if answer.relevant}
        after = (
            {answer.state: answer.outcome for answer in tried.after.answers if answer.relevant} if tried.after else {}
        )
        differences = tuple(self._difference(state, before, after) for state in sorted({*before, *after}))
        articles = ARTICLE[self.language]
        return WhatIf(
            trials=tuple(self._trial(need, tried.answers.get(need.key, "")) for need in trial_needs(self.found)),
            left_out=self._left_out(tried.without),
            tried=tried.after is not None,
            differences=differences if tried.after else (),
            before=sentence(articles[self.found.article_1_1]),
            after=sentence(articles[tried.after.article_1_1]) if tried.after else "",
            changes=bool(tried.after) and any(one.changed for one in differences),
        )

    def _difference(self, state: str, before: Mapping[str, Outcome], after: Mapping[str, Outcome]) -> Difference:
        was, now = before.get(state), after.get(state)
        words = OUTCOMES[self.language]
        return Difference(
            capital(labels.country(state)),
            words[was] if was else _("no link known"),
            _TONES[was] if was else "quiet",
            words[now] if now else _("no link known"),
            _TONES[now] if now else "quiet",
            was is not now,
        )

    def _trial(self, need: Need, chosen: str) -> Trial:
        open_now = Choice("", _("as it is: not told"), not chosen)
        options = (Choice(one, capital(option(one, self.language)), one == chosen) for one in need.options)
        return Trial(opaque(need.key), sentence_of_need(need, self.language, self.packs), (open_now, *options))

    def _left_out(self, without: UUID | None) -> Trial:
        used = [line for line in self.fact_lines() if not line.withdrawn]
        choices = [Choice("", _("nothing: all facts count"), without is None)]
        for line in used:
            entry = line.anchor.removeprefix("entry-")
            choices.append(Choice(entry, f"{line.kind}: {line.text}", entry == str(without)))
        return Trial("without", _("Leave out one fact"), tuple(choices))

    # -- facts --------------------------------------------------------------------------------------------------------

    def fact_lines(self) -> list[FactLine]:
        """Return every fact that is used, then what of this context was withdrawn."""
        own = {one.entry: one for one in self.file.said}
        found = []
        for path, sources in self.file.told.sources.items():
            if path.startswith("entry:"):
                found += [line for one in sources if (line := self._fact_line(one, own.get(one.entry))) is not None]
        gone = (one for one in self.file.said if one.withdrawn and not isinstance(one.payload, kinds.FindingAdopted))
        found += [line for one in gone if (line := self._fact_line(_as_said(one), one)) is not None]
        return found

    def answers(self) -> tuple[FactLine, ...]:
        """Return what States answered, silence too: a layer of its own."""
        answered = [one for one in self.file.said if isinstance(one.payload, kinds.AuthorityAnswered)]
        lines = [self._fact_line(_as_said(one), one) for one in answered]
        lines += [self._practice(one) for one in self.file.register if _by_an_authority(one)]
        return tuple(line for line in lines if line is not None)

    def _practice(self, said: StatementInfo) -> FactLine | None:
        """Return what an authority holds of the person: a State's answer only about its own nationality."""
        line = self._fact_line(_as_said(said), None)
        payload = said.payload
        if line is None or not isinstance(payload, register.NationalityStated):
            return line
        if payload.country is not None and payload.authority == consulate(payload.country):
            return line
        return replace(line, tag=_("practice of an authority, no answer of a State"))

    def _fact_line(self, one: Said | Decided, own: StatementInfo | None) -> FactLine | None:
        payload = one.payload if isinstance(one, Said) else one
        told = facts.words_of(payload) if isinstance(payload, _USED) else None
        if told is None:
            return None
        writes = self.actor.may(May.WRITE_RECORDS) and own is not None and own.withdrawn is None
        details = (*told.details, *((self._who(own),) if own is not None else ()))
        return FactLine(
            anchor=facts.anchor(one.entry),
            kind=told.kind,
            text=told.text,
            details=details,
            record=labels.short(one.record),
            record_url=_address("person", one.record),
            withdrawn=self._taken(own) if own is not None else "",
            withdraw_url=_address("nationality-withdraw", one.record, one.entry) if writes else "",
            is_answer=told.is_answer,
            tag="" if told.is_answer else _("is not an answer"),
        )

    def _who(self, said: StatementInfo) -> str:
        name = self.organisations.get(said.organisation, _("another organisation"))
        colleague = self.authors.get(said.actor)
        who = f"{name}, {colleague}" if colleague else name
        return f"{who} · {labels.moment(said.recorded_at)}"

    def _taken(self, said: StatementInfo) -> str:
        if said.withdrawn is None:
            return ""
        by = self.authors.get(said.withdrawn.actor)
        when = labels.moment(said.withdrawn.recorded_at)
        return f"{when}, {by}: {said.withdrawn.why}" if by else f"{when}: {said.withdrawn.why}"

    # -- adopted ------------------------------------------------------------------------------------------------------

    def adopted(self, one: Adopted) -> AdoptedLine:
        now, finding = one.now, one.finding
        may = self.actor.may(May.ADOPT_FINDINGS) and one.said.withdrawn is None
        known = {outcome.value: outcome for outcome in Outcome}
        return AdoptedLine(
            title=_("as of %(day)s; standard of proof: %(standard)s")
            % {"day": labels.day(finding.as_of), "standard": _standard(finding.standard)},
            findings=tuple(self._outcome(each.state, known[each.outcome]) for each in finding.findings),
            reasons=finding.reasons,
            provenance=self._who(one.said),
            withdrawn=self._taken(one.said),
            recheck=labels.word(RECHECKS, now.recheck) if now is not None else "",
            holds=now is None or now.recheck is not Recheck.CHANGED,
            differs=tuple(self._differs(now)) if now is not None else (),
            withdraw_url=_address("nationality-withdraw", one.said.record, one.said.entry) if may else "",
        )

    def _differs(self, now: Now) -> Iterable[str]:
        known = {outcome.value: OUTCOMES[self.language][outcome] for outcome in Outcome}
        if now.facts:
            yield _("The facts are other ones now.")
        if now.packs:
            yield _("The law as it is encoded changed: %(states)s.") % {
                "states": ", ".join(labels.country(state) for state in now.packs)
            }
        for state, was, is_now in now.outcomes:
            yield _("%(state)s: was “%(was)s”, would now be “%(now)s”.") % {
                "state": capital(labels.country(state)),
                "was": known.get(was, "—"),
                "now": known.get(is_now, "—"),
            }


def _standard(key: str) -> str:
    profile = PROFILES.get(key)
    return dict(profile.text)[labels.language()] if profile is not None else key


def _by_an_authority(said: StatementInfo) -> bool:
    standing = isinstance(said.payload, register.NationalityStated) and said.withdrawn is None
    return standing and not said.payload.ends and said.payload.basis in AUTHORITY_SPOKE  # type: ignore[attr-defined]


def _as_said(one: StatementInfo) -> Said:
    return Said(one.record, one.entry, one.payload, one.effective_on)


def plain_law(rule: Rule) -> str:
    """Return the condition of a rule as a sentence; what follows, and when it is in force, stands in the step."""
    language = labels.language()
    context = Context(rule.timing, dict(rule.open_terms))
    return sentence(f"{RULES[language]['when']}: {render_term(rule.when, language, context)}")


# -- where an answer is written down ----------------------------------------------------------------------------------

_PEOPLE: Final = ("subject", "mother", "father")


def where_to_state(record: UUID, key: str) -> str:
    """Return the address of the form for the answer to a need; nothing for what only a relative's own file can hold."""
    if key.startswith("authority.answer."):
        return _form(record, "answer", state=key.rpartition(".")[2])
    who, _dot, rest = key.partition(".")
    kind, *more = rest.split(".")
    if who not in _PEOPLE:
        return ""
    about = "person" if who == "subject" else who
    if kind == "born_in":
        return _address("add", record, "birth") if who == "subject" else ""
    table = {
        "resident": "stay",
        "resident_for": "stay",
        "resident_since": "stay",
        "lived_before": "stay",
        "abroad": "stay",
        "abroad_for": "stay",
        "event": "event",
        "consular_registration": "event",
        "document": "document",
        "term": "term",
        "nationality": "nationality",
        "ussr": "soviet",
        "exists": "no_parent",
        "parents_unknown": "foundling",
    }
    form = table.get(kind)
    if form is None or (who != "subject" and form in ("document",)):
        return ""
    return _form(record, form, about=about, **_given(kind, more))


def _given(kind: str, rest: Sequence[str]) -> dict[str, str]:
    """Return what the key already says: which event, of which State, which word of the law. Never a day."""
    states = [part for part in rest if len(part) == 3 and part.isupper()]
    given = {"state": states[0]} if states else {}
    if kind in ("event", "document", "term") and rest:
        given["what"] = rest[0]
    if kind == "consular_registration":
        given["what"] = "consular_registration"
    return given


def _form(record: UUID, kind: str, **given: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in given.items())
    return f"{_address('nationality-state', record, kind)}{'?' if query else ''}{query}"


def about_entry(said: StatementInfo) -> About:
    """Return what the page of one form speaks of: a fact, an answer, or an adopted finding."""
    if isinstance(said.payload, kinds.FindingAdopted):
        words = {outcome.value: OUTCOMES[labels.language()][outcome] for outcome in Outcome}
        told = "; ".join(f"{labels.country(one.state)}: {words[one.outcome]}" for one in said.payload.findings)
        return About(_("an adopted finding"), told, (said.payload.reasons, labels.moment(said.recorded_at)))
    fact = facts.words_of(said.payload)
    text, details = (fact.text, fact.details) if fact is not None else ("", ())
    return About(_("what was said"), text, (*details, labels.moment(said.recorded_at)))


def day_in_words(on: date) -> str:
    return labels.day(on)
