"""The definitions and texts of `definitions/*.yaml`, read once and checked."""

from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from tulga.figures.core import definitions
from tulga.figures.core.definitions import Definition, InvalidDefinition

TEXTS_FILE = "texts.yaml"
GROUPS = ("footnotes", "steps", "reasons", "categories", "flows", "basis", "units")


@lru_cache(maxsize=1)
def all_definitions() -> tuple[Definition, ...]:
    """Return every definition, in the order in which they are written and printed.

    Raises:
        InvalidDefinition: one cannot be used; the message names file and field.
    """
    return read_definitions({name: _read(name) for name in _files() if name != TEXTS_FILE}, all_texts())


def read_definitions(contents: dict[str, Any], texts: dict[str, Any]) -> tuple[Definition, ...]:
    """Return the definitions of files that have been read, after checking them one by one and together."""
    found, file_of = [], {}
    for file, content in contents.items():
        if not isinstance(content, dict) or not isinstance(content.get("figures"), list):
            raise InvalidDefinition(file, "figures", "is a list of definitions")
        for raw in content["figures"]:
            made = definitions.parse(raw, file)
            found.append((content.get("order", 0), made))
            file_of[made.id] = file
            _check_codes(made, f"{file}: {made.id}", texts)
    ordered = tuple(made for _, made in sorted(found, key=lambda one: one[0]))
    definitions.check_together(ordered, file_of)
    return ordered


def _check_codes(made: Definition, where: str, texts: dict[str, Any]) -> None:
    """Every code that a definition uses has a text."""
    used = [("footnotes", note) for note in made.footnotes] + [("steps", step) for step in made.steps]
    used += [("basis", made.basis), ("units", made.unit), ("sources", made.source)]
    for group, code in used:
        if code not in texts[group]:
            raise InvalidDefinition(where, group, f"{code!r} has no text in {TEXTS_FILE}")


@lru_cache(maxsize=1)
def all_texts() -> dict[str, Any]:
    """Return the texts of codes by group; a source has several."""
    content = _read(TEXTS_FILE)
    found: dict[str, Any] = {}
    for group in GROUPS:
        found[group] = {
            code: dict(definitions.checked_texts(text, TEXTS_FILE, f"{group}.{code}"))
            for code, text in content[group].items()
        }
    found["sources"] = {code: _source(code, raw) for code, raw in content["sources"].items()}
    return found


def _source(code: str, raw: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "publisher")
    texts = {
        name: dict(definitions.checked_texts(raw.get(name), TEXTS_FILE, f"sources.{code}.{name}")) for name in names
    }
    return {**texts, "date": str(raw.get("date", "")), "url": raw.get("url", ""), "licence": raw.get("licence", "")}


@lru_cache(maxsize=1)
def accounts_begin() -> date:
    """Return the day from which the accounts of stocks and flows are kept."""
    begin = _read(TEXTS_FILE)["accounts_begin"]
    if type(begin) is not date:
        raise InvalidDefinition(TEXTS_FILE, "accounts_begin", "is a day")
    return begin


def fact_ids() -> frozenset[str]:
    """Return the ids of the figures that are entered with a document."""
    return frozenset(one.id for one in all_definitions() if one.kind == "fact")


def _files() -> list[str]:
    folder = resources.files("tulga.figures") / "definitions"
    return sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))


def _read(name: str) -> Any:
    file = resources.files("tulga.figures") / "definitions" / name
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise InvalidDefinition(name, "yaml", str(error).splitlines()[0]) from error
