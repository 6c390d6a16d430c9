"""Slips that somebody could make in a rule: a part left out, a date a day off, another State, a weaker word.

Each mutant of a rule is the rule with one slip. The cases beside the pack are good when they notice it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tulga.kernel.dates import PartialDate
from tulga.nationality.core.rules import Pack, Rule, Verification
from tulga.nationality.core.terms import (
    And,
    Argument,
    Compare,
    Limit,
    Not,
    Of,
    Or,
    Predicate,
    Span,
    Term,
    While,
    Who,
)

_DAY = timedelta(days=1)
_OTHER_WHO = {
    Who.ANY_PARENT: Who.BOTH_PARENTS,
    Who.BOTH_PARENTS: Who.ANY_PARENT,
    Who.ONE_PARENT: Who.ANY_PARENT,
    Who.SOLE_PARENT: Who.ANY_PARENT,
    Who.MOTHER: Who.FATHER,
    Who.FATHER: Who.MOTHER,
}
_OTHER_OPERATOR = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_OTHER_KIND = {"permanent": "any", "lawful": "any", "any": "permanent"}
ELSEWHERE = "XAA"


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Yield each slip in words, and the rule with it."""
    for what, when in of_term(rule.when):
        yield what, replace(rule, when=when)
    yield from _of_force(rule)
    if rule.timing.day is not None:
        yield "read a day later", replace(rule, timing=replace(rule.timing, day=rule.timing.day + _DAY))
    if rule.conflicts_with:
        yield "conflict left out", replace(rule, conflicts_with=())
    if rule.exceptions:
        yield "exceptions left out", replace(rule, exceptions=())
    if rule.verification is Verification.UNVERIFIED:
        yield "taken as verified", replace(rule, verification=Verification.SECONDARY)
    if rule.applies_to is not None:
        yield "reach left out", replace(rule, applies_to=None)


def with_rule(pack: Pack, rule: Rule) -> Pack:
    """Return the pack with this version in place of the one that has its id."""
    acts = tuple(
        replace(act, rules=tuple(rule if one.id == rule.id else one for one in act.rules))
        if any(one.id == rule.id for one in act.rules)
        else act
        for act in pack.acts
    )
    return replace(pack, acts=acts)


def _of_force(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for name, end in (("first", rule.in_force.first), ("last", rule.in_force.last)):
        if end is None or not end.exact or end.earliest is None:
            continue
        for days in (-_DAY, _DAY):
            moved = PartialDate.of(end.earliest + days)
            yield f"{name} day {moved}", replace(rule, in_force=replace(rule.in_force, **{name: moved}))


def of_term(term: Term) -> Iterator[tuple[str, Term]]:
    match term:
        case And(terms):
            yield "and becomes or", Or(terms)
            yield from _of_several(And, terms)
        case Or(terms):
            yield "or becomes and", And(terms)
            yield from _of_several(Or, terms)
        case Not(inner):
            yield "not left out", inner
            yield from ((what, Not(other)) for what, other in of_term(inner))
        case Of(who, body):
            if who in _OTHER_WHO:
                yield f"{who.value} becomes {_OTHER_WHO[who].value}", Of(_OTHER_WHO[who], body)
            yield from ((what, Of(who, other)) for what, other in of_term(body))
        case While(one, other):
            yield "the other parent left out", Of(Who.ANY_PARENT, one)
            yield from ((what, While(slip, other)) for what, slip in of_term(one))
            yield from ((what, While(one, slip)) for what, slip in of_term(other))
        case Compare():
            yield from _of_compare(term)
        case Predicate():
            yield f"{term.name} turned round", Not(term)
            yield from _of_predicate(term)
        case _:
            return


def _of_several(kind: type[And] | type[Or], terms: tuple[Term, ...]) -> Iterator[tuple[str, Term]]:
    for number, term in enumerate(terms):
        rest = terms[:number] + terms[number + 1 :]
        yield f"part {number + 1} left out", rest[0] if len(rest) == 1 else kind(rest)
        for what, other in of_term(term):
            yield what, kind((*terms[:number], other, *terms[number + 1 :]))


def _of_compare(term: Compare) -> Iterator[tuple[str, Term]]:
    yield "limit shifted by its sign", replace(term, operator=_OTHER_OPERATOR[term.operator])
    right = term.right + _DAY if isinstance(term.right, date) else term.right + 1
    yield "limit one off", replace(term, right=right)


def _of_predicate(term: Predicate) -> Iterator[tuple[str, Term]]:
    for number, argument in enumerate(term.arguments):
        for what, other in _of_argument(argument):
            arguments = (*term.arguments[:number], other, *term.arguments[number + 1 :])
            yield f"{term.name}: {what}", replace(term, arguments=arguments)


def _of_argument(argument: Argument) -> Iterator[tuple[str, Argument]]:
    match argument:
        case Span(count, unit):
            yield "longer", Span(count + 1, unit)
            if count > 1:
                yield "shorter", Span(count - 1, unit)
        case Limit(relation, day):
            yield "a day later", Limit(relation, day + _DAY)
            yield "a day earlier", Limit(relation, day - _DAY)
        case date():
            yield "a day later", argument + _DAY
            yield "a day earlier", argument - _DAY
        case str() if argument in _OTHER_KIND:
            yield _OTHER_KIND[argument], _OTHER_KIND[argument]
        case str() if len(argument) == 3 and argument.isupper():
            yield "another State", ELSEWHERE
        case _:
            return
