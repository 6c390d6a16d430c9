"""The templates that are shipped: drafts in three languages that a lawyer takes over and changes."""

from functools import cache
from importlib.resources import files


@cache
def template(letter: str, language: str) -> str:
    """Return the HTML of a shipped template; nobody has reviewed it, so no official paper is printed from it."""
    return files("tulga.procedures.letters").joinpath(f"data/templates/{letter}.{language}.html").read_text("utf-8")
