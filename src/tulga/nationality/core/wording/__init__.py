"""Conditions, rules, needs and findings in words: English, Russian, Kazakh. Drafts: no lawyer has reviewed them."""

from tulga.nationality.core.wording.clauses import Context, render_lines, render_term
from tulga.nationality.core.wording.days import written
from tulga.nationality.core.wording.grammar import LANGUAGES, Line
from tulga.nationality.core.wording.needs import option, place, sentence_of_assumption, sentence_of_need
from tulga.nationality.core.wording.rulebook import (
    act_lines,
    not_encoded_lines,
    plain,
    render_rule,
    rule_lines,
    rule_title,
)

__all__ = [
    "LANGUAGES",
    "Context",
    "Line",
    "act_lines",
    "not_encoded_lines",
    "option",
    "place",
    "plain",
    "render_lines",
    "render_rule",
    "render_term",
    "rule_lines",
    "rule_title",
    "sentence_of_assumption",
    "sentence_of_need",
    "written",
]
