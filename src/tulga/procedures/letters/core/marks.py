"""What a lawyer writes into a template where something is to be filled in.

`{{person.name}}` says a value. `{{?appeal.until}}` says nothing: the paragraph, item or row in which it stands is left
out where the value is not known. A list repeats the paragraph, item or row in which it stands, once for each value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from tulga.procedures.letters.core.catalogue import Letter, fields

MARK = re.compile(r"\{\{\s*(?P<maybe>\??)\s*(?P<name>[^{}]*?)\s*\}\}")
_STRAY = re.compile(r"\{\{|\}\}")


class Wrong(StrEnum):
    """What can be wrong with a template; put into words by whoever shows it."""

    NO_SUCH_FIELD = "no_such_field"
    NOT_TO_THEM = "not_to_them"  # what the recipient of this letter is not told
    NOT_CLOSED = "not_closed"  # braces that open or close nothing
    NEEDED = "needed"  # a field that this letter has to say and does not
    ONLY_MAYBE = "only_maybe"  # a field that it has to say, said only in a paragraph that may be left out
    TAG = "tag"  # an element of HTML that a letter does not use
    ATTRIBUTE = "attribute"
    ELSEWHERE = "elsewhere"  # a picture, link or programme from outside the letter
    NO_HTML = "no_html"
    NO_WORD = "no_word"
    TOO_LARGE = "too_large"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: in which line (HTML) or paragraph (Word), 0 for the whole; what stands there; what is near."""

    place: int
    wrong: Wrong
    what: str
    near: str = ""


def names_in(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each field that is named and whether only by `{{?…}}`."""
    for mark in MARK.finditer(text):
        yield mark["name"], bool(mark["maybe"])


def problems_of(place: int, text: str, letter: Letter) -> Iterator[Problem]:
    """Yield what is wrong with the marks in a piece of text."""
    for name, _maybe in names_in(text):
        field = fields().get(name)
        if field is None:
            near = get_close_matches(name, fields(), 1, 0.6)
            yield Problem(place, Wrong.NO_SUCH_FIELD, name, near[0] if near else "")
        elif letter.recipient not in field.recipients:
            yield Problem(place, Wrong.NOT_TO_THEM, name)
    for stray in _STRAY.finditer(MARK.sub("", text)):
        yield Problem(place, Wrong.NOT_CLOSED, stray[0])


def missing(blocks: list[str], letter: Letter) -> Iterator[Problem]:
    """Yield the fields that the letter has to say and no block says for sure."""
    said: dict[str, bool] = {}  # field → said in a block that is always there
    for text in blocks:
        found = list(names_in(text))
        sure = not any(maybe for _name, maybe in found)
        for name, maybe in found:
            if not maybe:
                said[name] = said.get(name, False) or sure
    for name in letter.needs:
        if name not in said:
            yield Problem(0, Wrong.NEEDED, name)
        elif not said[name]:
            yield Problem(0, Wrong.ONLY_MAYBE, name)
