"""Reads and writes conditions: one line of text to a `Term` and back."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

from tulga.nationality.core import predicates
from tulga.nationality.core.predicates import SIGNATURES, Misfit, Slip, Written, nearest
from tulga.nationality.core.terms import (
    And,
    Argument,
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
    walk,
)  # fmt: skip

V = TypeVar("V")
GRAMMAR = Path(__file__).with_name("language.lark")
OPERATORS = ("<", "<=", ">", ">=")
DEEPEST = 40  # parentheses within parentheses; nobody can read more
PREFIXES = {who.value: who for who in Who}
_KEYWORDS = ("and", "or", "not")
_ALIASES = {"&": "and", "&&": "and", "|": "or", "||": "or", "!": "not", "≤": "<=", "≥": ">=", "=<": "<=", "=>": ">="}


class Wrong(ValueError):
    """A condition cannot be read: what is wrong, in which column (from 1), what may have been meant; `slips`: all."""

    def __init__(self, slips: list[Slip]) -> None:
        first = slips[0]
        hint = f"; did you mean {first.suggestion}?" if first.suggestion else ""
        super().__init__(f"column {first.column}: {first.message}{hint}")
        self.message, self.column, self.suggestion = first.message, first.column, first.suggestion
        self.slips = tuple(slips)


def parse(text: str) -> Term:
    """Return the condition that a text says.

    Raises:
        Wrong: it is not in the language, or an argument does not fit; every slip is listed.
    """
    _refuse_depth(text)
    builder = _Builder()
    try:
        term = builder.transform(_parser().parse(text))
    except UnexpectedInput as unexpected:
        raise Wrong([_explained(text, unexpected)]) from None
    slips = sorted((*builder.slips, *_misplaced(term)), key=lambda slip: slip.column)
    if slips:
        raise Wrong(slips)
    assert not isinstance(term, Token)  # noqa: S101 (for the type checker)
    return term


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(GRAMMAR.read_text(encoding="utf-8"), parser="lalr", maybe_placeholders=False, propagate_positions=False)


def _refuse_depth(text: str) -> None:
    depth = 0
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth > DEEPEST:
            raise Wrong([Slip(f"more than {DEEPEST} parentheses within one another", index + 1)])


def _column(token: Token) -> int:
    return (token.start_pos or 0) + 1


@v_args(inline=True)
class _Builder(Transformer[Token, Term]):
    """Builds the terms from the bottom; collects what does not fit instead of stopping at the first."""

    def __init__(self) -> None:
        super().__init__()
        self.slips: list[Slip] = []

    def start(self, term: Term) -> Term:
        return term

    def or_(self, *terms: Term) -> Term:
        return Or(terms) if len(terms) > 1 else terms[0]

    def and_(self, *terms: Term) -> Term:
        return And(terms) if len(terms) > 1 else terms[0]

    def not_(self, term: Term) -> Term:
        return Not(term)

    def of(self, prefix: Token, body: Term) -> Term:
        words = " ".join(prefix[:-1].split())
        who = PREFIXES.get(words)
        if who is None:
            self.slips.append(
                Slip(f"`{words}.` is no prefix of this language", _column(prefix), nearest(words, PREFIXES))
            )
            return body
        self.slips.extend(_not_of_others(who, body))
        return Of(who, body)

    def while_(self, first: Token, one: Term, second: Token, other: Term) -> Term:
        self.slips.extend(_not_of_others(Who.ONE_PARENT, And((one, other))))
        return While(one, other)

    def true(self) -> Term:
        return Constant(True)

    def false(self) -> Term:
        return Constant(False)

    def predicate(self, name: Token, *arguments: Written) -> Term:
        fitted, slips = predicates.fit(str(name), _column(name), arguments)
        self.slips.extend(slips)
        return Predicate(str(name), fitted, _column(name))

    def born(self, born: Token, operator: Token, day: Token) -> Term:
        right = self._checked(lambda: predicates.day_of(str(day)), _column(day), date.min)
        return Compare("born", self._operator(operator), right, None, _column(born))

    def age(self, age: Token, at: Written, operator: Token, years: Token) -> Term:
        now: When = Moment.NOW
        moment = self._checked(lambda: predicates.moment_of(at), at.column, now)
        right = self._checked(lambda: _years(str(years)), _column(years), 0)
        return Compare("age", self._operator(operator), right, moment, _column(age))

    def name(self, word: Token) -> Written:
        return Written("name", str(word), _column(word))

    def number(self, number: Token) -> Written:
        return Written("number", str(number), _column(number))

    def length(self, number: Token, unit: Token) -> Written:
        return Written("length", str(number), _column(number), str(unit))

    def at(self, word: Token) -> Written:
        return Written("at", str(word), _column(word))

    def on(self, day: Token) -> Written:
        return Written("on", str(day), _column(day))

    def by(self, day: Token) -> Written:
        return Written("by", str(day), _column(day))

    def from_(self, day: Token) -> Written:
        return Written("from", str(day), _column(day))

    def other(self, state: Token) -> Written:
        return Written("other", str(state), _column(state))

    def _operator(self, operator: Token) -> str:
        if operator in OPERATORS:
            return str(operator)
        hint = _ALIASES.get(str(operator), "")
        self.slips.append(
            Slip(f"`{operator}` compares nothing here; there are <, <=, > and >=", _column(operator), hint)
        )
        return "<"

    def _checked(self, value: Callable[[], V], column: int, instead: V) -> V:
        try:
            return value()
        except Misfit as misfit:
            self.slips.append(Slip(misfit.message, column, misfit.suggestion))
            return instead


def _years(text: str) -> int:
    if not text.isdecimal() or int(text) > 150:
        raise Misfit(f"`{text}` is no number of completed years")
    return int(text)


def _not_of_others(who: Who, body: Term) -> list[Slip]:
    """Return what cannot be asked of a relative."""
    return [
        Slip(f"`{inner.name}` can be asked of the person only, not behind `{who.value}.`", inner.position)
        for inner in walk(body)
        if isinstance(inner, Predicate) and inner.name in SIGNATURES and who not in SIGNATURES[inner.name].who
    ]


def _misplaced(term: Term) -> list[Slip]:
    """Return prefixes that stand behind another prefix: the law of this language knows parents, not their parents."""
    found = []
    for outer in walk(term):
        bodies = (
            (outer.body,) if isinstance(outer, Of) else (outer.one, outer.other) if isinstance(outer, While) else ()
        )
        behind = (inner for body in bodies for inner in walk(body))
        nested = (inner for inner in behind if isinstance(inner, Of | While))
        found += [Slip("a prefix cannot stand behind another prefix", _first_column(inner)) for inner in nested]
    return found


def _first_column(term: Term) -> int:
    return min((inner.position for inner in walk(term) if isinstance(inner, Predicate | Compare)), default=1)


# What the parser stumbles over, said in words.


def _explained(text: str, unexpected: UnexpectedInput) -> Slip:
    at = unexpected.pos_in_stream if isinstance(unexpected, UnexpectedCharacters) else None
    if isinstance(unexpected, UnexpectedToken) and unexpected.token.type != "$END":
        at = unexpected.token.start_pos
    if at is None or isinstance(unexpected, UnexpectedEOF):
        return _ended(text)
    return _stumbled(text, at)


def _ended(text: str) -> Slip:
    if not text.strip():
        return Slip("the condition is empty; write `true` if there is none", 1)
    opened: list[int] = []
    for index, letter in enumerate(text):
        if letter == "(":
            opened.append(index)
        elif letter == ")" and opened:
            opened.pop()
    if opened:
        return Slip("this parenthesis is not closed", opened[-1] + 1)
    last = re.search(r"(\w+)\s*$", text)
    if last and last[1] in SIGNATURES:
        return Slip(f"`{last[1]}` needs its arguments", last.start(1) + 1, SIGNATURES[last[1]].usage)
    return Slip("the condition ends too early", len(text.rstrip()) + 1)


def _stumbled(text: str, at: int) -> Slip:
    before, here = text[:at].rstrip(), text[at:]
    last = re.search(r"(\w+)$", before)
    word, column = (last[1], last.start(1) + 1) if last else ("", 0)
    if here.startswith(".") and word:
        words = _words_before(before)
        return Slip(f"`{words}.` is no prefix of this language", len(before) - len(words) + 1, nearest(words, PREFIXES))
    if here.startswith(")") and before.count("(") <= before.count(")"):
        return Slip("this parenthesis closes nothing", at + 1)
    if word in SIGNATURES and not here.startswith("("):
        return Slip(f"`{word}` needs its parentheses", column, SIGNATURES[word].usage)
    if here[:1].isalpha() and word in PREFIXES:
        return Slip(f"`{word}` is followed by a dot", column, f"{word}.")
    if here[:1].isalpha() and word in _KEYWORDS:
        return Slip(f"`{word}` cannot stand here", column)
    if re.match(r"[^\W\d_]\w*\s*[(.]", here) and before.endswith(")"):
        return Slip("`and` or `or` is missing before this", at + 1)
    found = re.match(r"[^\W\d_][\w-]*|[^\w\s(),]+|.", here, re.DOTALL)
    strange = found[0] if found else here[:1]
    return Slip(f"`{strange}` cannot stand here", at + 1, _meant(strange))


def _words_before(before: str) -> str:
    """Return the words at the end of a text that may have been meant as a prefix."""
    tail = re.search(r"(?:[^\W\d_]\w*\s+)*[^\W\d_]\w*$", before)
    words = re.split(r"\s*\b(?:and|or|not|true|false)\s+", tail[0] if tail else "")
    return words[-1]


def _meant(found: str) -> str:
    if found in _ALIASES:
        return _ALIASES[found]
    if found in PREFIXES:
        return f"{found}."
    return nearest(found, _KEYWORDS) if not found[:1].isdigit() else ""


# The canonical text: parse(to_text(term)) == term


def to_text(term: Term) -> str:
    """Return the canonical text of a condition."""
    match term:
        case Constant(value):
            return "true" if value else "false"
        case Predicate(name, arguments):
            return f"{name}({', '.join(_arguments(name, arguments))})"
        case Compare(left, operator, right, when):
            subject = left if when is None else f"{left}({_when(when)})"
            return f"{subject} {operator} {right}"
        case Not(inner):
            return f"not {_within(inner, And | Or)}"
        case And(terms):
            return " and ".join(_within(inner, And | Or) for inner in terms)
        case Or(terms):
            return " or ".join(_within(inner, Or) for inner in terms)
        case Of(who, body):
            return f"{who.value}.{_body(body)}"
        case While(one, other):
            return f"one parent.({to_text(one)}) while other.({to_text(other)})"


def _within(term: Term, loose: type | object) -> str:
    text = to_text(term)
    return f"({text})" if isinstance(term, loose) else text  # type: ignore[arg-type]


def _body(term: Term) -> str:
    text = to_text(term)
    return text if isinstance(term, Constant | Predicate | Compare) else f"({text})"


def _when(when: When) -> str:
    return when.value if isinstance(when, Moment) else f"on {when}"


def _arguments(name: str, arguments: tuple[Argument, ...]) -> list[str]:
    kinds = SIGNATURES[name].kinds if name in SIGNATURES else ("",) * len(arguments)
    return [_argument(kind, argument) for kind, argument in zip(kinds, arguments, strict=False)]


def _argument(kind: str, argument: Argument) -> str:
    match argument:
        case Span(count, unit):
            return f"{count} {unit if count != 1 else unit.removesuffix('s')}"
        case Limit(relation, day):
            return f"{relation} {day}"
        case Other(state):
            return f"other than {state}"
        case Moment():
            return argument.value
        case date():
            return f"on {argument}" if kind == "moment" else str(argument)
        case str():
            return argument
