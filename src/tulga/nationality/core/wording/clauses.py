"""Conditions as sentences and as lists of points, in any of the three languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tulga.nationality.core.rules import Text, Timing, TimingKind
from tulga.nationality.core.terms import (
    ANY,
    And,
    Compare,
    Constant,
    Limit,
    Moment,
    Not,
    Of,
    Or,
    Other,
    Predicate,
    Span,
    Term,
    When,
    While,
    Who,
)
from tulga.nationality.core.wording.english import ENGLISH
from tulga.nationality.core.wording.grammar import Language, Line, Phrase, Subject, filled
from tulga.nationality.core.wording.kazakh import KAZAKH
from tulga.nationality.core.wording.russian import RUSSIAN

SPOKEN: Mapping[str, Language] = {one.code: one for one in (ENGLISH, RUSSIAN, KAZAKH)}
_OPPOSITE = {"<": ">=", ">=": "<", "<=": ">", ">": "<="}
_OR_NONE = {Who.MOTHER: "or_no_mother", Who.FATHER: "or_no_father", Who.SPOUSE: "or_no_spouse"}


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause needs beside its term: the event at which the rule is read, and the words of its open terms."""

    timing: Timing | None = None
    open_terms: Mapping[str, Text] = field(default_factory=dict)


NOWHERE = Context()


def language_of(code: str) -> Language:
    """Return the tables of a language.

    Raises:
        LookupError: it is none of en, ru, kk.
    """
    try:
        return SPOKEN[code]
    except KeyError:
        raise LookupError(f"there are no phrases in {code!r}: use one of {', '.join(SPOKEN)}") from None


def render_term(term: Term, language: str, context: Context = NOWHERE) -> str:
    """Return a condition as one sentence part, without capital letter and full stop."""
    return _Speaker(language_of(language), context).sentence(normal(term))


def render_lines(term: Term, language: str, context: Context = NOWHERE, level: int = 0) -> tuple[Line, ...]:
    """Return a condition as points under points: one line for each statement, "all of" and "at least one of" above them."""
    return tuple(_Speaker(language_of(language), context).lines(normal(term), level))


def clause_about(term: Term, subject: Subject, language: str, context: Context = NOWHERE) -> str:
    """Return one statement (or its negation) about a subject: "the mother's father was a national of …"."""
    return _Speaker(language_of(language), context).clause(normal(term), subject)


def state_forms(which: str | Other, language: str) -> dict[str, str]:
    """Return the forms of a State's name, of "some State" (`any`), or of "a State other than …"."""
    return _Speaker(language_of(language), NOWHERE).state(which)


def normal(term: Term, *, positive: bool = True) -> Term:
    """Return a condition whose negations stand before single statements only (the same in Kleene's and Belnap's logic)."""
    match term:
        case Not(inner):
            return normal(inner, positive=not positive)
        case And(terms) | Or(terms):
            inner_terms = tuple(normal(inner, positive=positive) for inner in terms)
            return And(inner_terms) if isinstance(term, And) is positive else Or(inner_terms)
        case Constant(value):
            return Constant(value is positive)
        case Compare(left, operator, right, when):
            return term if positive else Compare(left, _OPPOSITE[operator], right, when)
        case Of(who, body):
            inner = Of(who, normal(body))
            return inner if positive else Not(inner)
        case While(one, other):
            both = While(normal(one), normal(other))
            return both if positive else Not(both)
    return term if positive else Not(term)


def _simple(term: Term) -> bool:
    """Say whether it is one statement (perhaps denied)."""
    inner = term.term if isinstance(term, Not) else term
    return not isinstance(inner, And | Or)


def _atom(term: Term) -> bool:
    inner = term.term if isinstance(term, Not) else term
    return isinstance(inner, Predicate | Compare | Constant)


class _Speaker:
    """Speaks one language about one condition."""

    def __init__(self, language: Language, context: Context) -> None:
        self.language, self.context = language, context
        self.words = language.words
        self.person = language.subjects[None]
        self.own = True  # the clause speaks of the person: "at birth", not "at the person's birth"

    # -- sentences ------------------------------------------------------------------------------------------------

    def sentence(self, term: Term, depth: int = 0) -> str:
        match term:
            case And(terms) | Or(terms):
                return self._joined(terms, isinstance(term, And), depth, self.person, subject_first=True)
            case Of(who, body):
                return self._about(self._subject(who, body), body, depth)
            case Not(Of(who, body)):
                return self._denied(who, body)
            case While(one, other):
                said = self._while(one, other)
                return f"({said})" if depth else said
            case Not(While(one, other)):
                return self._not_so(self._while(one, other))
        return self.clause(term, self.person)

    def clause(self, term: Term, subject: Subject, *, nobody: bool = False) -> str:
        """Return one statement with its subject; `nobody`: "neither parent …"."""
        said = self._verb(term, subject, nobody=nobody)
        if said.startswith("="):
            return said[1:]
        return f"{subject.nobody if nobody else subject.name} {said}"

    def _about(self, subject: Subject, body: Term, depth: int = 0) -> str:
        if _atom(body):
            return self.clause(body, subject)
        if isinstance(body, And | Or):
            return self._joined(body.terms, isinstance(body, And), depth, subject, subject_first=True)
        return self.sentence(body, depth)

    def _denied(self, who: Who, body: Term) -> str:
        subject = self._subject(who, body)
        if who in _OR_NONE and _atom(body):
            return filled(self.words[_OR_NONE[who]], {"what": self.clause(normal(Not(body)), subject)})
        if subject.nobody and _atom(body) and not isinstance(body, Not) and not self._whole(body, subject):
            return self.clause(body, subject, nobody=True)
        return self._not_so(self._about(subject, body))

    def _subject(self, who: Who, body: Term) -> Subject:
        """Return of whom a body speaks: what is denied, or one of several things, is said of each, not of both."""
        joint = isinstance(body, Predicate | Compare | Constant)
        return self.language.subjects[who] if joint else self.language.each.get(who, self.language.subjects[who])

    def _while(self, one: Term, other: Term) -> str:
        first, second = self._about(self.language.one_parent, one), self._about(self.language.other_parent, other)
        return filled(self.words["while"], {"one": first, "other": second})

    def _not_so(self, what: str) -> str:
        return filled(self.words["not_so"], {"what": what})

    def _joined(
        self, terms: Sequence[Term], every: bool, depth: int, subject: Subject, *, subject_first: bool = False
    ) -> str:
        """Join statements; who is spoken of is not said again where the sentence goes on about the same one."""
        parts: list[str] = []
        said, goes_on = not subject_first, False
        for term in terms:
            goes_on = said
            parts.append(self._part(term, subject, depth, repeat=not said))
            said = _atom(term) and not self._whole(term, subject)
        goes_on = goes_on and _atom(terms[-1]) and said
        text = self._series(parts, every, simple=all(_simple(term) for term in terms), goes_on=goes_on)
        if depth == 0:
            return text
        return f"({text})" if every else f"({filled(self.words['either'], {'list': text})})"

    def _part(self, term: Term, subject: Subject, depth: int, *, repeat: bool) -> str:
        if isinstance(term, And | Or):
            return self._joined(term.terms, isinstance(term, And), depth + 1, subject, subject_first=True)
        if not _atom(term):
            return self.sentence(term, depth + 1)
        if repeat:
            return self.clause(term, subject)
        said = self._verb(term, subject)
        return said[1:] if said.startswith("=") else said

    def _whole(self, term: Term, subject: Subject) -> bool:
        return self._verb(term, subject).startswith("=")

    def _series(self, parts: Sequence[str], every: bool, *, simple: bool, goes_on: bool) -> str:
        """Join parts; `goes_on`: the last one has no subject of its own, so Russian and short English take no comma."""
        word = self.words["and" if every else "or"]
        mark = "," if simple else ";"
        commas = {"en": len(parts) > 2 or not goes_on, "ru": not goes_on, "kk": False}
        before_last = mark if not simple or commas[self.language.code] else ""
        return f"{mark} ".join(parts[:-1]) + f"{before_last} {word} {parts[-1]}"

    # -- points -----------------------------------------------------------------------------------------------------

    def lines(self, term: Term, level: int) -> list[Line]:
        match term:
            case And(terms) | Or(terms):
                head = Line(level, self.words["all" if isinstance(term, And) else "some"])
                return [head, *(line for inner in terms for line in self.lines(inner, level + 1))]
            case Of(who, body) if not _atom(body):
                return self._lines_about(self._subject(who, body), body, level)
            case Not(Of(who, body)) if not _atom(body):
                inside = self._lines_about(self._subject(who, body), body, level + 1)
                return [Line(level, self.words["not_so_list"]), *inside]
            case While(one, other) if not (_atom(one) and _atom(other)):
                halves = ((self.language.one_parent, one), (self.language.other_parent, other))
                inside = [line for subject, body in halves for line in self._lines_about(subject, body, level + 1)]
                return [Line(level, self.words["while_list"]), *inside]
        return [Line(level, self.sentence(term))]

    def _lines_about(self, subject: Subject, body: Term, level: int) -> list[Line]:
        if not isinstance(body, And | Or):
            return [Line(level, self._about(subject, body))]
        word = "of_all" if isinstance(body, And) else "of_some"
        head = Line(level, filled(self.words[word], {"subject": subject.name, "of": subject.of}))
        return [head, *(line for inner in body.terms for line in self._points(subject, inner, level + 1))]

    def _points(self, subject: Subject, body: Term, level: int) -> list[Line]:
        if isinstance(body, And | Or):
            head = Line(level, self.words["all" if isinstance(body, And) else "some"])
            return [head, *(line for inner in body.terms for line in self._points(subject, inner, level + 1))]
        if not _atom(body):
            return self.lines(body, level)
        return [Line(level, self._verb(body, subject).removeprefix("="))]

    # -- verbs ------------------------------------------------------------------------------------------------------

    def _verb(self, term: Term, subject: Subject, *, nobody: bool = False) -> str:
        """Return the verb phrase of one statement about a subject ("=…": a whole clause)."""
        positive = not isinstance(term, Not)
        inner = term.term if isinstance(term, Not) else term
        if nobody and self.language.nobody_negates:
            positive = not positive
        self.own = subject is self.person
        phrase, slots, present = self._parts(inner, positive)
        slots.update(subj=subject.name, subj_gen=subject.of)
        template = phrase.form(positive=positive, present=present)
        if _names_a_state(inner) and not any(form in template for form in ("{s}", "{gen}", "{loc}", "{abl}")):
            template = f"{template} ({{s}})"  # an adoption, a marriage: of which State, where the rule says it
        if template.startswith("=") and not self.own and "{subj" not in template:
            template = f"{template} ({{subj}})"  # a clause without a subject still says of whom it is meant
        return filled(template, slots, subject.agrees)

    def _parts(self, term: Term, positive: bool) -> tuple[Phrase, dict[str, str], bool]:
        predicates = self.language.predicates
        match term:
            case Constant(value):
                yes = predicates["true"]
                return (yes if value else Phrase(yes.no, yes.yes)), {}, False
            case Compare(left, operator, right, when):
                phrase = predicates[f"{left}{operator}"]
                if not positive:
                    phrase = Phrase("", predicates[f"{left}{_OPPOSITE[operator]}"].yes)
                return phrase, self._slots_of_compare(right, when), when is Moment.NOW
            case Predicate("event" | "act", arguments):
                kind = str(arguments[0]) if arguments else "?"
                phrase = self.language.events.get(kind, self.language.events["?"])
                slots = self._slots(arguments[1:], positive)
                slots["event"] = kind.replace("_", " ")
                return phrase, slots, False
            case Predicate(name, arguments) if name in predicates:
                return self._of_predicate(name, arguments, positive)
        phrase = Phrase(self.words["unknown"], self.words["not_unknown"])
        return phrase, {"text": _as_written(term)}, False

    def _of_predicate(
        self, name: str, arguments: Sequence[object], positive: bool
    ) -> tuple[Phrase, dict[str, str], bool]:
        phrase = self.language.predicates[name]
        if name == "document":
            kind = str(arguments[0])
            table = self.language.documents
            slots = self._slots(arguments[1:], positive)
            slots["document"] = filled(table.get(kind, table["?"]), {"document": kind.replace("_", " ")})
            return phrase, slots, False
        if name == "open":
            term = str(arguments[0])
            words = dict(self.context.open_terms.get(term, ()))
            said = words.get(self.language.code) or words.get("en") or term.replace("-", " ").replace("_", " ")
            return phrase, {"term": said.rstrip(".")}, False
        slots = self._slots(arguments, positive)
        return phrase, slots, bool(arguments) and self._resolved(arguments[-1]) == "now"

    def _slots_of_compare(self, right: date | int, when: When | None) -> dict[str, str]:
        slots = {"when": self.language.moment(self._resolved(when))} if when is not None else {}
        if isinstance(right, date):
            return slots | {"day": self.language.day(right), "before": self.language.since(right)}
        return slots | {"years": self.language.years(right)}

    def _slots(self, arguments: Sequence[object], positive: bool) -> dict[str, str]:
        """Fill the slots that arguments of each kind have; the last day of a predicate is its moment."""
        slots: dict[str, str] = {}
        for argument in arguments:
            if isinstance(argument, Moment | date):
                if isinstance(argument, date) and "when" not in slots:
                    slots |= {"day": self.language.day(argument), "before": self.language.since(argument)}
                when = self._resolved(argument)
                slots |= {"when": self.language.moment(when), "upto": self.language.upto(when)}
            elif isinstance(argument, Span):
                slots["span"] = self.language.span(argument)
            elif isinstance(argument, Limit):
                slots["limit"] = self.language.limit(argument)
            elif isinstance(argument, str) and argument in self.language.kinds:
                if argument == ANY and "s" not in slots:  # the first "any" of a predicate is a State
                    slots |= self.state(argument, positive=positive)
                else:
                    slots["kind"] = self.language.kinds[argument]
            elif isinstance(argument, str | Other):
                slots |= self.state(argument, positive=positive)
        return slots

    def state(self, which: str | Other, *, positive: bool = True) -> dict[str, str]:
        """Return the forms of a State's name, of "some State", or of "a State other than …"."""
        if isinstance(which, Other):
            own = self.language.state(which.state)
            return {form: filled(pair[not positive], own) for form, pair in self.language.other.items()}
        if which == ANY:
            return {form: pair[not positive] for form, pair in self.language.some.items()}
        return self.language.state(which)

    def _resolved(self, when: object) -> str | date:
        """Return the moment that is meant: "at event" is the event of the rule's timing."""
        timing = self.context.timing
        if when is Moment.EVENT and timing is not None:
            if timing.kind is TimingKind.DAY and timing.day is not None:
                return timing.day
            named = {TimingKind.BIRTH: self._birth(), TimingKind.APPLICATION: "now"}
            return named.get(timing.kind, f"event:{timing.event or ''}")
        if isinstance(when, date):
            return when
        return {Moment.BIRTH: self._birth(), Moment.NOW: "now"}.get(when, "event:") if isinstance(when, Moment) else ""

    def _birth(self) -> str:
        return "own-birth" if self.own else "birth"


def _names_a_state(term: Term) -> bool:
    return isinstance(term, Predicate) and term.name in ("event", "act") and term.arguments[1:2] not in ((), (ANY,))


def _as_written(term: object) -> str:
    """Return a condition for which there are no words yet, as it is written."""
    if isinstance(term, Predicate) and "(" not in term.name:
        return f"{term.name}({', '.join(_argument(argument) for argument in term.arguments)})"
    return term.name if isinstance(term, Predicate) else str(term)


def _argument(argument: object) -> str:
    match argument:
        case Moment():
            return str(argument.value)
        case date():
            return f"on {argument.isoformat()}"
        case Span(count, unit):
            return f"{count} {unit}"
        case Other(state):
            return f"other than {state}"
        case Limit(relation, day):
            return f"{relation} {day.isoformat()}"
    return str(argument)
