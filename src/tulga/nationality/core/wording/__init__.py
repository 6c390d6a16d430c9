"""Conditions, rules, needs and findings in words: English, Russian, Kazakh. Drafts: no lawyer has reviewed the phrases."""

from tulga.nationality.core.wording.clauses import Context, render_lines, render_term
from tulga.nationality.core.wording.grammar import LANGUAGES, Line

__all__ = ["LANGUAGES", "Context", "Line", "render_lines", "render_term"]
