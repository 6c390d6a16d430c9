"""A page in plain words about a procedure, from the same data that runs it: the lines, for a template to show.

Every line has its mark of verification; what nobody verified says so. Texts in Russian and Kazakh are drafts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tulga.procedures.definitions import words
from tulga.procedures.definitions.core.model import (
    Authority,
    Basis,
    Clock,
    Definition,
    Document,
    ExpiryKind,
    Mark,
    Paper,
    Role,
    State,
    StateKind,
    Step,
    Use,
    Version,
)
from tulga.procedures.definitions.core.outcomes import AGAINST
from tulga.procedures.definitions.core.versions import competent
from tulga.procedures.definitions.order import living_clocks, steps_in_order

_PARTIES = ("applicant",)


@dataclass(frozen=True, slots=True)
class Proof:
    """On what a line rests: title and address of the source, the provision, the mark in words, doubts (in English)."""

    title: str
    url: str
    provision: str
    mark: Mark
    mark_words: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """One statement. `warning` is empty where the statement may be told as law; otherwise it says that it may not."""

    id: str  # of what it speaks of: a step, a clock, a document
    text: str
    warning: str
    proofs: tuple[Proof, ...]
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    version: str
    warning: str  # of the page as a whole
    language: str
    sections: tuple[Section, ...]


def page_of(definition: Definition, version: Version, language: str, *, day: date) -> Page:
    """Return the page about a version of a procedure; `day` decides which authority is named."""
    writer = _Writer(definition, version, language)
    parts = (
        ("who", writer.who()), ("where", writer.where(day)), ("bring", writer.bring()), ("steps", writer.steps()),
        ("papers", writer.papers()), ("time", writer.time()), ("silence", writer.silence()),
        ("appeal", writer.appeal()), ("numbers", writer.numbers()), ("questions", writer.questions()),
    )  # fmt: skip
    sections = tuple(Section(name, words.HEADINGS[name][language], tuple(lines)) for name, lines in parts)
    return Page(
        words.said(definition.label, language), words.said(version.label, language), words.SAID["draft"][language],
        language, tuple(one for one in sections if one.lines),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Writer:
    definition: Definition
    version: Version
    language: str

    def who(self) -> Iterator[Line]:
        for state in self.version.states:
            if state.kind is StateKind.START:
                yield self._line(state.id, self._said(state.plain), self.version.basis)

    def where(self, day: date) -> Iterator[Line]:
        for task in dict.fromkeys(one.task for one in self.definition.authorities):
            found = competent(self.definition, day, task)
            for authority in found:
                yield self._line(authority.id, self._authority(authority, len(found) > 1), authority.basis)

    def _authority(self, authority: Authority, doubtful: bool) -> str:
        text = self._said(authority.label)
        return f"{text} ({words.SAID['perhaps'][self.language]})" if doubtful else text

    def bring(self) -> Iterator[Line]:
        """Yield the documents of steps that the person does, needed ones first."""
        later = self._complaints()
        wanted = {
            name for step in self.version.steps
            if self._of_person(step) and step not in later
            for name in step.documents
        }  # fmt: skip
        ours = [one for one in self.version.documents if one.id in wanted]
        for document in sorted(ours, key=lambda one: not one.required):
            yield self._line(document.id, self._document(document), document.basis, document.use)

    def _document(self, document: Document) -> str:
        key = "needed" if document.required else "may_be_asked"
        return f"{self._said(document.label)} ({words.SAID[key][self.language]})"

    def steps(self) -> Iterator[Line]:
        """Yield what happens, in order; the way of complaint has its own section."""
        later = self._complaints()
        for step in sorted(steps_in_order(self.version), key=self._beside):
            if step not in later:
                yield self._line(step.id, self._step(step), step.basis)

    def _beside(self, step: Step) -> tuple[bool, bool]:
        """Return a key that puts first of all how the person begins, and only then what else may happen first."""
        starts = {state.id for state in self.version.states if state.kind is StateKind.START}
        begins = bool(starts.intersection(step.sources))
        return (not begins, begins and not self._of_person(step))

    def _step(self, step: Step) -> str:
        label, plain = self._said(step.label), self._said(step.plain)
        return self._capital(label) + ("" if label == plain else f". {plain}")

    def papers(self) -> Iterator[Line]:
        for paper in self.version.papers:
            yield self._line(paper.id, self._paper(paper), paper.basis, paper.use)

    def _paper(self, paper: Paper) -> str:
        told = [f"{words.SAID['valid'][self.language]}: {words.limit(paper.valid_for, self.language)}"]
        if paper.until is not None:
            other = next((one for one in self.version.papers if one.id == paper.until), None)
            label = self._said(other.label) if other else paper.until
            told.append(f"{words.SAID['never_beyond'][self.language]} {label}")
        if paper.from_age is not None:
            told.append(self._from_age(paper.from_age))
        return f"{self._capital(self._said(paper.label))} ({'; '.join(told)})"

    def _from_age(self, age: int) -> str:
        word = words.SAID["from_age"][self.language]
        return f"{age} {word}" if self.language == "kk" else f"{word} {age}"

    def time(self) -> Iterator[Line]:
        for clock in living_clocks(self.version):
            yield self._clock(clock)

    def _clock(self, clock: Clock) -> Line:
        text = f"{self._capital(self._said(clock.label))}: {words.limit(clock.limit, self.language)}"
        basis = clock.basis
        if clock.extension is not None:
            most = words.limit(clock.extension.most, self.language)
            text += f" ({words.SAID['extended'][self.language]} {most})"
            basis = (*basis, *clock.extension.basis)
        return self._line(clock.id, text, basis, clock.use, clock.reference)

    def silence(self) -> Iterator[Line]:
        told = {ExpiryKind.SILENCE_IS_REFUSAL: "silence", ExpiryKind.MAY_DECIDE: "may_decide"}
        for clock in living_clocks(self.version):
            for kind in dict.fromkeys(expiry.kind for expiry in clock.expiry if expiry.kind in told):
                line = self._clock(clock)
                text = f"{line.text}. {words.SAID[told[kind]][self.language]}"
                yield Line(line.id, text, line.warning, line.proofs, line.reference)

    def appeal(self) -> Iterator[Line]:
        for step in self._complaints():
            yield self._line(step.id, self._step(step), step.basis)
        for clock in living_clocks(self.version):
            if words.begins_by_notice(clock.starts):
                yield self._clock(clock)

    def _complaints(self) -> list[Step]:
        """Return the steps of the way of complaint: what begins it, and what follows until it is decided."""
        decided = {state.id for state in self.version.states if state.kind is StateKind.DECIDED}
        begins = [step for step in self.version.steps if self._complains(step)]
        inside = {step.target for step in begins} - {state.id for state in self.version.states if self._first(state)}
        ways = [step for step in self.version.steps if set(step.sources) <= inside | decided and step not in begins]
        after = [step for step in ways if inside.intersection(step.sources)]
        closing = [step for step in ways if step not in after and step.outcome is None and self._closes(step)]
        return [*begins, *after, *closing]

    def _complains(self, step: Step) -> bool:
        """Say whether the person turns against a decision by a step."""
        against = {one.target for one in self.version.steps if one.outcome in AGAINST}
        closed = {one.target for one in self.version.steps if set(one.sources) <= against and self._final(one.target)}
        return step.outcome is None and self._of_person(step) and bool((against | closed).intersection(step.sources))

    def _closes(self, step: Step) -> bool:
        """Say whether a step does nothing but end a case that was decided against the person."""
        against = {one.target for one in self.version.steps if one.outcome in AGAINST}
        return set(step.sources) <= against and self._final(step.target)

    def _first(self, state: State) -> bool:
        return state.kind in (StateKind.START, StateKind.FINAL)

    def _final(self, name: str) -> bool:
        return any(one.id == name and one.kind is StateKind.FINAL for one in self.version.states)

    def numbers(self) -> Iterator[Line]:
        for number in self.version.numbers:
            shown = words.number(number.value, number.unit, self.language)
            text = f"{self._capital(self._said(number.label))}: {shown}"
            yield self._line(number.id, text, number.basis, number.use, number.reference)

    def questions(self) -> Iterator[Line]:
        for index, question in enumerate(self.version.open_questions, start=1):
            yield Line(f"question_{index}", self._said(question), "", ())

    def _of_person(self, step: Step) -> bool:
        """Say whether somebody outside whom the procedure is about takes part in a step."""
        return any(self._role(name) is not None and name in _PARTIES for name in step.by)

    def _role(self, name: str) -> Role | None:
        return next((role for role in self.definition.roles if role.id == name and role.outside), None)

    def _said(self, text: "words.Words") -> str:
        return words.said(text, self.language)

    def _capital(self, text: str) -> str:
        return text[:1].upper() + text[1:]

    def _line(
        self, id: str, text: str, basis: Iterable[Basis], use: Use = Use.ASSERT, reference: str = ""  # noqa: A002
    ) -> Line:
        bases = tuple(basis)
        ours = bool(bases) and all(one.mark is Mark.PROPOSED for one in bases)
        warning = words.MARKS[Mark.PROPOSED][self.language] if ours else self._warning(bases, use)
        return Line(id, text, warning, tuple(self._proof(one) for one in bases), reference)

    def _warning(self, bases: tuple[Basis, ...], use: Use) -> str:
        if not words.is_verified(bases, use):
            return words.SAID["not_verified"][self.language]
        doubts = any(one.mark in (Mark.INFERRED, Mark.UNVERIFIED) for one in bases)
        return words.SAID["in_part"][self.language] if doubts else ""

    def _proof(self, basis: Basis) -> Proof:
        source = self.definition.sources.get(basis.source)
        return Proof(
            source.title if source else "", source.url if source else "", basis.provision, basis.mark,
            words.MARKS[basis.mark][self.language], basis.note,
        )  # fmt: skip
