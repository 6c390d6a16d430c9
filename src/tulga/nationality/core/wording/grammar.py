"""What the three languages share: templates that agree with their subject, and the tables a language is made of.

A template is a verb phrase. `[was|were]` picks the form that agrees with the subject (English: singular, plural; Russian:
masculine, feminine, neuter, plural); `{gen}` is filled in; a template that begins with `=` is a whole clause and
takes no subject. Nothing here knows a language.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tulga.nationality.core.terms import Limit, Span, Who

LANGUAGES = ("en", "ru", "kk")
_FORMS = re.compile(r"\[([^\[\]]*)\]")
_SPACES = re.compile(r"\s+([,.;:)?])|\s{2,}")


class Line(NamedTuple):
    """A line of a text with its depth: 0 is a paragraph, 1 a point, 2 a point of a point."""

    level: int
    text: str


class Phrase(NamedTuple):
    """A statement and its negation, for what was so; and for what is so now where the verb differs."""

    yes: str
    no: str
    now_yes: str = ""
    now_no: str = ""

    def form(self, *, positive: bool, present: bool) -> str:
        """Return the template for this polarity and tense."""
        if present and self.now_yes:
            return self.now_yes if positive else self.now_no
        return self.yes if positive else self.no


class Subject(NamedTuple):
    """Of whom a clause speaks. `nobody`: the subject of "no parent …"; empty where the language has none."""

    name: str
    agrees: int
    nobody: str = ""
    of: str = ""  # "of the mother", in the case that the language needs


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its tables and the few functions that tables cannot hold."""

    code: str
    subjects: Mapping[Who | None, Subject]
    each: Mapping[Who, Subject]  # "both parents were …", but "each of the parents was … or …"
    one_parent: Subject
    other_parent: Subject
    predicates: Mapping[str, Phrase]
    events: Mapping[str, Phrase]
    nouns: Mapping[str, str]  # events as a noun, in the form that `on_event` needs
    documents: Mapping[str, str]
    kinds: Mapping[str, str]
    words: Mapping[str, str]
    state: Callable[[str], dict[str, str]]  # the forms of a State's name
    some: Mapping[str, tuple[str, str]]  # form -> (some State, no State)
    other: Mapping[str, tuple[str, str]]  # form -> (another State than {…}, no State other than {…})
    day: Callable[[date], str]
    moment: Callable[[str | date], str]  # birth | own-birth | now | event:<type> | a day: when something was so
    upto: Callable[[str | date], str]  # until when something lasted
    span: Callable[[Span], str]
    limit: Callable[[Limit], str]
    years: Callable[[int], str]  # an age: "14", "14 лет"
    since: Callable[[date], str]  # the form of a day that stands before "earlier than" and "later than"
    nobody_negates: bool  # "ни один … не состоял": the verb is negated as well


def filled(template: str, slots: Mapping[str, str], agrees: int = 0) -> str:
    """Return a template with its agreement and slots filled, without double spaces."""

    def pick(match: re.Match[str]) -> str:
        forms = match[1].split("|")
        return forms[min(agrees, len(forms) - 1)]

    text = _FORMS.sub(pick, template).format_map(_Slots(slots))
    return _SPACES.sub(lambda match: match[1] or " ", text).strip()


class _Slots(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def plural_ru(count: int, one: str, few: str, many: str) -> str:
    """Return the form of a Russian noun after a number."""
    if count % 10 == 1 and count % 100 != 11:
        return one
    return few if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else many


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Return a text with a capital letter and a full stop."""
    text = capital(text.strip())
    return text if text.endswith((".", "?", "!", ":", "…")) else f"{text}."
