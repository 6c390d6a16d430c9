"""Conditions, rules, needs and findings in words: English, Russian, Kazakh. Drafts: no lawyer has reviewed the phrases."""

from tulga.nationality.core.wording.clauses import Context, render_lines, render_term
from tulga.nationality.core.wording.days import written
from tulga.nationality.core.wording.grammar import LANGUAGES, Line
from tulga.nationality.core.wording.rulebook import act_lines, plain, render_rule, rule_lines, rule_title

__all__ = [
    "LANGUAGES",
    "Context",
    "Line",
    "act_lines",
    "plain",
    "render_lines",
    "render_rule",
    "render_term",
    "rule_lines",
    "rule_title",
    "written",
]
