"""Editions as data: narrative in three languages that refers to figures by id, checked when it is read.

`{{people.stateless}}` stands for the figure's cell, `{{people.refugees[origin=AFG]}}` for a row of its breakdown,
`{{people.total person|people}}` for the form of a noun that goes with it (two in English, three in Russian, one in
Kazakh), `{{@date}}`, `{{@country}}` and `{{@area KAZ.astana}}` for what the edition is about. A number is never typed:
years are the only digits that prose may hold.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from tulga.factsheet.words import LANGUAGES
from tulga.figures import catalogue
from tulga.figures.core.figure import FigureSet

FOLDER = Path(__file__).parent / "editions"
PLACE = re.compile(r"\{\{\s*(?P<id>@?[a-z_.]+)(?:\[(?P<of>[^\]]+)\])?(?:\s+(?P<forms>[^{}]+?))?\s*\}\}")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
ABOUT = {"@date", "@country", "@month", "@area", "@published"}
FORMS = {"en": 2, "ru": 3, "kk": 1}
CHARTS = {"categories", "origins", "campaign", "map"}
TABLES = {"differences", "accounts", "demography"}
# what UNHCR publishes and no operation of ours counts yet: an edition may speak of it
OFFICIAL_ONLY = frozenset(
    f"people.{one}" for one in (
        "idps", "returned_refugees", "returned_idps", "others_of_concern", "other_in_need", "host_community",
    )
)  # fmt: skip
KEYS = {"text", "points", "list", "items", "figures", "chart", "table", "heading"}


class InvalidEdition(ValueError):
    """An edition's file is not sound; the message names file and place, one line for each trouble."""


@dataclass(frozen=True, slots=True)
class Narrative:
    """One edition as it was written."""

    id: str
    country: str | None
    as_of: date | None
    source: str | None
    title: dict[str, str]
    lead: dict[str, str] | None
    key_figures: tuple[dict[str, Any], ...]
    sections: tuple[dict[str, Any], ...]
    drafted: dict[str, str]
    reviewed: dict[str, str]

    def is_of(self, given: FigureSet) -> bool:
        return (self.country, self.as_of, self.source) == (given.country, given.as_of, given.source)


def references(value: Any) -> Iterator[str]:
    """Yield the id of every figure that a part of an edition refers to."""
    if isinstance(value, str):
        yield from (match["id"] for match in PLACE.finditer(value) if not match["id"].startswith("@"))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _named(one) if key in {"figures", "items", "figure", "parts"} else references(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from references(one)


def _named(value: Any) -> Iterator[str]:
    names = [value] if isinstance(value, str) else value
    yield from (name for name in names if isinstance(name, str))


def _troubles_of_text(place: str, text: dict[str, str]) -> Iterator[str]:
    if missing := [language for language in LANGUAGES if not str(text.get(language, "")).strip()]:
        yield f"{place}: no text in {', '.join(missing)}"
        return
    if foreign := sorted(set(text) - set(LANGUAGES)):
        yield f"{place}: {foreign[0]!r} is no language; quote a text that holds a comma"
    for language in LANGUAGES:
        prose = PLACE.sub("", text[language])
        if "{{" in prose or "}}" in prose:
            yield f"{place}.{language}: a placeholder that is not one; write {{{{figure.id}}}}"
        if re.search(r"\d", YEAR.sub("", prose)):
            yield f"{place}.{language}: a number is typed; refer to the figure instead"
        for match in PLACE.finditer(text[language]):
            yield from _troubles_of_place(f"{place}.{language}", match, language)
    told = {language: sorted(match["id"] for match in PLACE.finditer(text[language])) for language in LANGUAGES}
    if len({tuple(set(ids)) for ids in map(tuple, map(sorted, map(set, told.values())))}) > 1:
        yield f"{place}: the languages refer to different figures"


def _troubles_of_place(place: str, match: re.Match[str], language: str) -> Iterator[str]:
    if match["id"].startswith("@"):
        if match["id"] not in ABOUT:
            yield f"{place}: {match['id']} is not known; there are {', '.join(sorted(ABOUT))}"
    elif match["forms"] and len(match["forms"].split("|")) != FORMS[language]:
        yield f"{place}: a noun in this language has {FORMS[language]} form(s): {match['forms']!r}"


def _texts_in(place: str, value: Any) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(value, dict):
        if set(value) & set(LANGUAGES):
            yield place, value
        else:
            for key, one in value.items():
                yield from _texts_in(f"{place}.{key}", one)
    elif isinstance(value, list):
        for index, one in enumerate(value, 1):
            yield from _texts_in(f"{place}[{index}]", one)


def _troubles_of_blocks(document: dict[str, Any]) -> Iterator[str]:
    for section in document.get("sections", []):
        if section.get("needs", "map") not in CHARTS | TABLES:
            yield f"{section['id']}: needs a chart or table that there is not: {section['needs']}"
        for block in [*section.get("main", []), *section.get("aside", [])]:
            if unknown := set(block) - KEYS:
                yield f"{section['id']}: {', '.join(sorted(unknown))} is no kind of block"
            if block.get("chart", "map") not in CHARTS or block.get("table", "accounts") not in TABLES:
                yield f"{section['id']}: no such chart or table: {block}"


def troubles(document: dict[str, Any], known: frozenset[str] | None = None) -> list[str]:
    """Return what is wrong with an edition; `known` are the ids of all figures there are, where the caller has them."""
    found = [
        line
        for part in ("title", "lead", "key_figures", "sections")
        for place, text in _texts_in(part, document.get(part))
        for line in _troubles_of_text(place, text)
    ]
    found += _troubles_of_blocks(document)
    for role in ("drafted", "reviewed"):
        if set(document.get(role, {})) != set(LANGUAGES):
            found.append(f"{role}: say for each language who (an empty text where nobody has)")
    if known is not None:
        lost = sorted(set(references(document.get("sections"))) | set(references(document.get("key_figures"))))
        found += [f"no figure is called {one}" for one in lost if one not in known]
    return found


def read(file: Path, known: frozenset[str] | None = None) -> Narrative:
    """Return the edition in a file.

    Raises:
        InvalidEdition: a text is missing in a language, a number is typed, or a reference leads nowhere.
    """
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    if found := troubles(document, known):
        raise InvalidEdition("\n".join(f"{file.name}: {line}" for line in found))
    return Narrative(
        document["id"],
        document.get("country"),
        document.get("as_of"),
        document.get("source"),
        document["title"],
        document.get("lead"),
        tuple(document["key_figures"]),
        tuple(document["sections"]),
        document["drafted"],
        document["reviewed"],
    )


@lru_cache(maxsize=1)
def editions() -> tuple[Narrative, ...]:
    """Return every edition, in the order of the file names; the generic one is for what has none of its own."""
    known = frozenset(one.id for one in catalogue.all_definitions()) | OFFICIAL_ONLY
    return tuple(read(file, known) for file in sorted(FOLDER.glob("*.yaml")))


def edition_for(given: FigureSet) -> Narrative:
    """Return the edition written for these figures, or the generic one."""
    own = next((one for one in editions() if one.is_of(given)), None)
    return own or next(one for one in editions() if one.country is None)
