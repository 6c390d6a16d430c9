"""`tulga nationality gaps`: the children whom the laws of two States leave without a nationality.

Needs no operation and no database. What is printed is about laws, not about anybody.
"""

import argparse
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tulga.cli import words
from tulga.cli.errors import BadInput
from tulga.cli.output import answer, answer_json, table
from tulga.cli.words import _
from tulga.kernel import countries
from tulga.nationality import scenarios
from tulga.nationality.core import loading
from tulga.nationality.core.rules import Pack, Rule
from tulga.nationality.core.terms import Moment, Not, Of, Predicate, Term, Who
from tulga.nationality.core.wording import render_term, rule_title
from tulga.nationality.proof import gaps
from tulga.nationality.proof.gaps import Family, Gaps, Literal, Pair
from tulga.nationality.proof.newborn import THIRD


def run_gaps(arguments: argparse.Namespace) -> int:
    """Print the families of newborns of neither State, the shortest first; 1 when the list is not complete."""
    language = words.use_language(getattr(arguments, "language", None))
    on = getattr(arguments, "on", None) or datetime.now(UTC).date()
    packs = _packs(getattr(arguments, "packs", None))
    states = [_state(code, packs) for code in arguments.states]
    if not states:
        return _table(list(gaps.pairs(packs, on)), on.isoformat(), arguments.json, language)
    if len(states) != 2 or states[0] == states[1]:
        raise BadInput("gaps", _("name two different States, or none for the table over all pairs"))
    found = gaps.gaps(packs, states[0], states[1], on, getattr(arguments, "cap", None) or gaps.CAP)
    if arguments.json:
        answer_json(as_mapping(found, packs, language))
    else:
        answer(_readable(found, packs, language))
    return 0 if found.complete else 1


def _packs(folder: Path | None) -> dict[str, Pack]:
    try:
        return loading.load_packs(folder)
    except loading.PackError as wrong:
        raise BadInput(str(folder or loading.PACKS), str(wrong)) from None


def _state(code: str, packs: Mapping[str, Pack]) -> str:
    found = scenarios.find_state(code)
    if found is None or found[0] not in packs:
        message = _("there is no law pack of “{code}”; there are {known}")
        raise BadInput("gaps", message.format(code=code, known=", ".join(sorted(packs))))
    return found[0]


# -- one pair ----------------------------------------------------------------------------------------------------------


def as_mapping(found: Gaps, packs: Mapping[str, Pack], language: str) -> dict[str, Any]:
    """Return the families in the shape of the command line."""
    rules = {rule.id: rule for state in found.states for rule in packs[state].rules}
    return {
        "states": [*found.states],
        "on": found.on.isoformat(),
        "law": dict(found.digests),
        "about": _about(),
        "families": [_family(family, rules, language) for family in found.families],
        "complete": found.complete,
        "statement": _statement(found),
    }


def _family(family: Family, rules: Mapping[str, Rule], language: str) -> dict[str, Any]:
    return {
        "facts": [_literal(literal, language) for literal in family.facts],
        "certain": not family.only_if,
        "only_if_not_as_assumed": [*family.only_if],
        "left_out_by": [
            {"rule": out.rule, "state": rules[out.rule].state, "article": out.article,
             "because": [_literal(literal, language) for literal in out.because]}
            for out in family.left_out
        ],
        "may_get": [
            {"rule": name, "state": rules[name].state, "article": rules[name].article} for name in family.may_get
        ],
        "would_close": [
            {"article": f"C61-{article}", "state": state, "all": whole} for article, state, whole in family.closed_by
        ],
    }  # fmt: skip


def _literal(literal: Literal, language: str) -> dict[str, Any]:
    return {"fact": literal.name, "value": literal.value, "text": sentence(literal, language)}


def _about() -> str:
    return _(
        "Children born on this day with a link to one of the two States (birth there, or a parent who is its national "
        "or settled there), whom no third State counts as its national. Whatever an authority decides, whatever is "
        "agreed or registered, and every term that the law leaves open is free."
    )


def _statement(found: Gaps) -> str:
    if found.complete:
        return _("These are all families: the solver proved that no other such child is of neither State.")
    return found.why


def sentence(literal: Literal, language: str) -> str:
    """Return a fact in words."""
    own = _own_words(literal)
    if own is not None:
        return own
    if literal.term is None:
        return literal.name if literal.value else _("not: {what}").format(what=literal.name)
    term = literal.term
    if term.name in ("event", "act", "agreement", "former_national") and term.arguments[-1] is Moment.BIRTH:
        term = Predicate(term.name, term.arguments[:-1])
    of = {"mother": Who.MOTHER, "father": Who.FATHER}.get(literal.who)
    whole: Term = term if of is None else Of(of, term)
    return render_term(whole if literal.value else Not(whole), language)


def _own_words(literal: Literal) -> str | None:
    """Facts that no predicate of the language says: whether there is a parent in law, a third State."""
    who, _dot, rest = literal.name.partition(".")
    said = {
        ("mother", "exists"): (_("there is a mother in law"), _("there is no mother in law")),
        ("father", "exists"): (_("there is a father in law"), _("there is no father in law")),
        ("mother", f"national.{THIRD}"): (
            _("the mother is a national of a third State"), _("the mother is no national of a third State")),
        ("father", f"national.{THIRD}"): (
            _("the father is a national of a third State"), _("the father is no national of a third State")),
    }.get((who, rest))  # fmt: skip
    return None if said is None else said[0] if literal.value else said[1]


def _readable(found: Gaps, packs: Mapping[str, Pack], language: str) -> str:
    names = [_country(state, language) for state in found.states]
    lines = [f"{names[0]} · {names[1]} · {found.on.isoformat()}", _about(), ""]
    rules = {rule.id: rule for state in found.states for rule in packs[state].rules}
    for number, family in enumerate(found.families, start=1):
        lines += [f"{number}.", *(f"   {sentence(literal, language)}" for literal in family.facts)]
        lines += _notes(family, rules, language)
    lines += ["", _("{count} families.").format(count=len(found.families)), _statement(found)]
    return "\n".join(lines)


def _notes(family: Family, rules: Mapping[str, Rule], language: str) -> list[str]:
    lines = []
    if family.only_if:
        lines.append(_("   a gap only if this is not as assumed: {rules}").format(rules=", ".join(family.only_if)))
    whole = [f"C61-{article} ({state})" for article, state, all_of_them in family.closed_by if all_of_them]
    if whole:
        lines.append(_("   would be closed by: {articles}").format(articles=", ".join(whole)))
    if family.may_get:
        lines.append(_("   not shut out of: {rules}").format(rules=", ".join(family.may_get)))
    for out in family.left_out:
        because = "; ".join(sentence(literal, language) for literal in out.because)
        lines.append(f"   − {rule_title(rules[out.rule], language)}: {because}")
    return lines


def _country(state: str, language: str) -> str:
    found = countries.find_country(state)
    return state if found is None else found.name(language)


# -- all pairs ---------------------------------------------------------------------------------------------------------


def _table(found: Sequence[Pair], on: str, as_json: bool, language: str) -> int:  # noqa: FBT001
    if as_json:
        rows = [
            {"states": [*pair.states], "certain": pair.certain, "only_if": pair.only_if, "complete": pair.complete,
             "shortest": [_literal(literal, language) for literal in pair.shortest]}
            for pair in found
        ]  # fmt: skip
        answer_json({"on": on, "about": _about(), "pairs": rows})
    else:
        head = (_("States"), _("families"), _("only if an unseen text differs"), _("complete"))
        shown = [
            (" ".join(pair.states), str(pair.certain), str(pair.only_if), _("yes") if pair.complete else _("no"))
            for pair in found
        ]
        answer("\n".join((_about(), "", table(head, shown))))
    return 0 if all(pair.complete for pair in found) else 1
